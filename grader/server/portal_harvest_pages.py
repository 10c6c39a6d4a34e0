"""Pages of the regional platform about harvesting: sources, runs, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from grader.publication.exchange import Request, Response
from grader.publication.harvest.sources import (
    delete_source,
    find_source,
    set_exercise,
    validate_source,
)
from grader.publication.portal import Portal
from grader.publication.problems import Problem
from grader.server.portal_api import PortalApi, door_of
from grader.server.portal_form_pages import FormPage
from grader.services.portal.harvest_forms import (
    CatalogueAddress,
    catalogue_addresses,
    keep_source,
    source_form,
)
from grader.services.portal.harvest_views import preview_page, run_page, source_page, sources_page
from grader.services.portal.harvesting import (
    call_harvest_api,
    preview_by_hand,
    run_by_hand,
    run_waiting,
)
from grader.services.portal.nights import advance_time
from grader.services.portal.opening import REGIONAL, Door
from grader.services.portal.visits import Visit, as_error, not_a_member
from grader.typography import french, plural

T = TypeVar("T")

#: What was just done, by its short name in ``?fait=``.
_DONE = {
    "declaree": french(
        "La source est déclarée. Elle attend d'être acceptée par l'équipe de la plateforme."
    ),
    "acceptee": french("La source est acceptée, et un premier passage vient d'avoir lieu."),
    "refusee": french("La source est refusée : elle ne sera pas moissonnée."),
    "passage": french("Un passage vient d'avoir lieu."),
    "reglee": french("Ce réglage vaut dès le prochain passage."),
    "supprimee": french("La source est supprimée, et toutes ses fiches sont archivées ici."),
}


class HarvestApi(PortalApi):
    """Calls of the API about harvesting: some of them ask a source, which takes time."""

    async def call(self, door: Door, request: Request) -> Response:
        """Have a call answered in a thread of those that wait for a worker."""
        response: Response = await self.settings["run_slowly"](
            call_harvest_api, self.workshop, door, request
        )
        return response


class HarvestPage(FormPage):
    """Base of the regional platform's own pages."""

    async def entered(self, space_id: str) -> Visit:
        """Open the regional platform for a member of its space.

        Raises:
            RefusedError: she was only given its address.
        """
        seen = await self.opened(space_id, REGIONAL)
        if seen.member is None:
            raise not_a_member()
        return seen

    def door(self, space_id: str) -> Door:
        """Tell where the request came in."""
        return door_of(self, space_id, REGIONAL)

    async def slowly(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do something that waits for a worker; a refusal becomes a page that says so.

        Raises:
            OuvroirError: in place of a ``Problem``.
        """
        try:
            done: T = await self.settings["run_slowly"](work, *arguments)
        except Problem as problem:
            raise as_error(problem) from problem
        return done

    def told(self) -> str:
        """Give what was just done, or ""."""
        nights = self.get_query_argument("nuits", "")
        if nights.isascii() and nights.isdecimal() and len(nights) < 5:
            count = plural(int(nights), "nuit est passée", "nuits sont passées")
            return french(f"{count}. À chacune, les sources acceptées ont été moissonnées.")
        return _DONE.get(self.get_query_argument("fait", ""), "")

    def lead(self, seen: Visit, path: str) -> None:
        """Lead on, after something was done."""
        self.redirect(seen.place.home + path, status=HTTPStatus.SEE_OTHER)


class SourceList(HarvestPage):
    """Every source, and the clock of the space."""

    async def get(self, space_id: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, REGIONAL)
        view = await self.run(sources_page, seen)
        self.show(seen, "moissonneurs.html", "Moissonneurs", view=view, done=self.told())


class NewSource(HarvestPage):
    """Declares a source."""

    async def get(self, space_id: str) -> None:
        """Ask."""
        seen = await self.entered(space_id)
        form = await self.run(source_form, seen)
        self.ask(seen, form, **await self._beside(seen, space_id))

    async def post(self, space_id: str) -> None:
        """Declare it, or show the form again."""
        seen = await self.entered(space_id)
        form = await self.run(source_form, seen)
        origin = self.door(space_id).origin
        await self.take(
            seen,
            form,
            lambda portal, values: keep_source(portal, values, origin),
            lambda made: f"{seen.place.home}moissonneurs/{made['id']}?fait=declaree",
            **await self._beside(seen, space_id),
        )

    async def _beside(self, seen: Visit, space_id: str) -> dict[str, Any]:
        addresses: list[CatalogueAddress] = await self.run(
            catalogue_addresses, self.workshop, seen, self.door(space_id).origin
        )
        return {"template": "moissonneur-nouveau.html", "addresses": addresses}


class SourcePage(HarvestPage):
    """One source: its state, its runs, what is missing from it."""

    async def get(self, space_id: str, identifier: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, REGIONAL)
        view = await self.run(source_page, seen, identifier)
        self.show(
            seen,
            "moissonneur.html",
            view.line.name,
            breadcrumb=_way(seen),
            view=view,
            done=self.told(),
        )


class SourceStep(HarvestPage):
    """Does one thing to a source."""

    async def post(self, space_id: str, identifier: str, step: str) -> None:
        """Do it, then show the source."""
        seen = await self.entered(space_id)
        then = f"moissonneurs/{identifier}?fait="
        if step == "accepter":
            await self._validate(seen, identifier, "accepted", None)
            await self.slowly(run_waiting, self.workshop, self.door(space_id), seen.space)
            self.lead(seen, then + "acceptee")
        elif step == "refuser":
            why = self.get_body_argument("motif", "").strip()[:500] or "Sans motif."
            await self._validate(seen, identifier, "refused", why)
            self.lead(seen, then + "refusee")
        elif step == "lancer":
            job = await self.slowly(
                run_by_hand, self.workshop, self.door(space_id), seen, identifier
            )
            self.lead(seen, f"moissonneurs/passages/{job['id']}?fait=passage")
        elif step == "regler":
            await self._set(seen, identifier)
            self.lead(seen, then + "reglee")
        else:
            await self.doing(
                seen, lambda portal: delete_source(portal, find_source(portal, identifier))
            )
            self.lead(seen, "moissonneurs?fait=supprimee")

    async def _validate(self, seen: Visit, identifier: str, state: str, why: str | None) -> None:
        await self.doing(
            seen,
            lambda portal: validate_source(portal, find_source(portal, identifier), state, why),
        )

    async def _set(self, seen: Visit, identifier: str) -> None:
        fault = self.get_body_argument("panne", "")
        days = self.get_body_argument("delai", "")

        def work(portal: Portal) -> None:
            source = find_source(portal, identifier)
            grace = int(days) if days.isascii() and days.isdecimal() and len(days) == 1 else 0
            set_exercise(portal, source, fault=fault, grace_days=grace)

        await self.doing(seen, work)


class SourcePreview(HarvestPage):
    """Tries a source, and keeps nothing."""

    async def get(self, space_id: str, identifier: str) -> None:
        """Show what a run would do."""
        seen = await self.entered(space_id)
        tried = await self.slowly(
            preview_by_hand, self.workshop, self.door(space_id), seen, identifier
        )
        view = preview_page(tried)
        self.show(
            seen,
            "passage.html",
            french(f"Aperçu de « {view.source_name} »"),
            breadcrumb=_way(seen, view.source_name, identifier),
            view=view,
            done="",
        )


class RunPage(HarvestPage):
    """One run: what became of each record."""

    async def get(self, space_id: str, identifier: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, REGIONAL)
        view = await self.run(run_page, seen, identifier)
        self.show(
            seen,
            "passage.html",
            f"Passage du {view.line.when}",
            breadcrumb=_way(seen, view.source_name, view.source_id),
            view=view,
            done=self.told(),
        )


class AdvanceTime(HarvestPage):
    """Puts the clock of the space ahead."""

    async def post(self, space_id: str) -> None:
        """Go through the nights, then show the sources."""
        seen = await self.entered(space_id)
        asked = self.get_body_argument("jours", "")
        days = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 2 else 0
        done = await self.slowly(advance_time, self.workshop, self.door(space_id), seen, days)
        source = self.get_body_argument("source", "")
        back = f"/{source}" if source.isalnum() and source.isascii() else ""
        self.lead(seen, f"moissonneurs{back}?nuits={done.nights}")


def _way(seen: Visit, name: str = "", identifier: str = "") -> tuple[tuple[str, str], ...]:
    home = f"{seen.place.home}moissonneurs"
    return (("Moissonneurs", home), *([(name, f"{home}/{identifier}")] if name else []))

"""Pages of the sandbox portal that are read: home, lists, records, organisations."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from grader.publication.problems import Problem
from grader.server.access import Access, OuvroirHandler
from grader.server.portal_api import door_of
from grader.server.portal_rendering import render_portal
from grader.services.portal.browsing import (
    home_page,
    list_page,
    organization_page,
    organizations_page,
    person_page,
    reuse_page,
)
from grader.services.portal.opening import own_space
from grader.services.portal.record_pages import record_page
from grader.services.portal.said import SAID
from grader.services.portal.visits import Visit, as_error, path_of, visit

T = TypeVar("T")


class PortalPage(OuvroirHandler):
    """Base of the portal's pages: whoever was given a space's address may read them.

    The learner's cookie says whether she is a member of the space; a form that writes checks it
    again, and its XSRF token.
    """

    access = Access.PUBLIC

    async def opened(self, space_id: str, site: str | None = None) -> Visit:
        """Open the space of the address for whoever asks.

        Raises:
            NotFoundError: there is no such space.
        """
        return await self.run(visit, self.workshop, door_of(self, space_id, site))

    async def run(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do something in a thread; what the portal refuses becomes a page that says so.

        Raises:
            OuvroirError: in place of a ``Problem``.
        """
        try:
            done: T = await self.settings["run_in_thread"](work, *arguments)
        except Problem as problem:
            if "Location" in dict(problem.headers):
                raise
            raise as_error(problem) from problem
        return done

    def show(
        self,
        seen: Visit,
        template: str,
        title: str,
        *,
        status: int = HTTPStatus.OK,
        breadcrumb: tuple[tuple[str, str], ...] = (),
        **context: Any,
    ) -> None:
        """Send a page; ``?fait=`` in its address names what was just done."""
        self.set_status(status)
        said = SAID.get(self.get_query_argument("fait", ""), "")
        page = render_portal(
            self,
            template,
            title=title,
            place=seen.place,
            breadcrumb=breadcrumb,
            here=self.request.path,
            said=said,
            seen=seen,
            **context,
        )
        self.finish(page)


class MySandbox(OuvroirHandler):
    """``/bac-a-sable/`` leads a learner to the space where she is now."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Open a space at her first visit, then lead to it."""
        space = await self.settings["run_in_thread"](own_space, self.workshop, self.me.id)
        self.redirect(path_of(self.workshop, space))


class PortalHome(PortalPage):
    """What a portal holds, and what one may do there."""

    async def get(self, space_id: str, site: str | None) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        page = await self.run(home_page, seen)
        self.show(seen, "accueil.html", seen.portal.title, home=page)


class RecordList(PortalPage):
    """Search among records."""

    async def get(self, space_id: str, site: str | None) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        query = {name: self.get_query_argument(name, "") for name in ("q", "etat", "tag", "format")}
        number = self.get_query_argument("page", "1")
        organization = self.get_query_argument("organisation", "")
        page = await self.run(list_page, seen, query, organization, number)
        self.show(seen, "liste.html", "Jeux de données", listed=page)


class RecordPage(PortalPage):
    """One record, as anyone sees it, with what its producers may do."""

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page; an old address leads to the new one."""
        seen = await self.opened(space_id, site)
        try:
            page = await self.run(record_page, self.workshop, seen, name)
        except Problem as problem:
            slug = dict(problem.headers)["Location"].rstrip("/").rsplit("/", 1)[-1]
            self.redirect(f"{seen.place.home}datasets/{slug}", status=HTTPStatus.PERMANENT_REDIRECT)
            return
        way = (("Jeux de données", f"{seen.place.home}datasets/"),)
        self.show(seen, "fiche.html", page.title, breadcrumb=way, record=page)


class OrganizationList(PortalPage):
    """Who publishes here."""

    async def get(self, space_id: str, site: str | None) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        page = await self.run(organizations_page, seen)
        self.show(seen, "organisations.html", "Organisations", organizations=page)


class OrganizationPage(PortalPage):
    """One organisation: its records and its members."""

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        page = await self.run(organization_page, seen, name)
        way = (("Organisations", f"{seen.place.home}organizations/"),)
        self.show(seen, "organisation.html", page.name, breadcrumb=way, organization=page)


class ReusePage(PortalPage):
    """One reuse, with the records that it is made of."""

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        page, records = await self.run(reuse_page, seen, name)
        self.show(seen, "reutilisation.html", page.title, reuse=page, records=records)


class PersonPage(PortalPage):
    """Somebody, under her pseudonym."""

    async def get(self, space_id: str, site: str | None, name: str) -> None:
        """Show the page."""
        seen = await self.opened(space_id, site)
        page = await self.run(person_page, seen, name)
        self.show(seen, "personne.html", page.name, person=page)


def asks_json(handler: OuvroirHandler) -> bool:
    """Say whether a script asks, that wants a JSON answer."""
    return "application/json" in handler.request.headers.get("Accept", "")

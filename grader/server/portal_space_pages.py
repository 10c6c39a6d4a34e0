"""Pages about spaces: hers, those of her groups, her API keys, emptying."""

from __future__ import annotations

from http import HTTPStatus

from grader.errors import OuvroirError
from grader.server.access import Access
from grader.server.portal_form_pages import FormPage
from grader.server.portal_pages import PortalPage
from grader.services.portal.opening import own_space
from grader.services.portal.spaces import (
    Keys,
    empty_space,
    join_group,
    key_page,
    make_key,
    move_to,
    open_group,
    open_mine,
    revoke_keys,
    space_page,
)
from grader.services.portal.visits import Visit, not_a_member, path_of
from grader.typography import french


class ApiKeyPage(FormPage):
    """Makes an API key, shown once, and revokes those that were made."""

    async def get(self, space_id: str) -> None:
        """Show how many there are, and how to use one."""
        seen = await self.entered(space_id)
        await self._show(seen, "")

    async def post(self, space_id: str) -> None:
        """Make one, or revoke them all."""
        seen = await self.entered(space_id)
        if seen.member is None:
            raise not_a_member()
        if self.get_body_argument("action", "") == "revoquer":
            await self.run(revoke_keys, self.workshop, seen.member)
            self.redirect(f"{self.request.path}?fait=cles-revoquees", status=HTTPStatus.SEE_OTHER)
            return
        try:
            key = await self.run(make_key, self.workshop, seen.member)
        except OuvroirError as error:
            await self._show(seen, "", f"{error.message} {error.hint}")
            return
        await self._show(seen, key)

    async def _show(self, seen: Visit, key: str, refusal: str = "") -> None:
        if seen.member is None:
            raise not_a_member()
        keys: Keys = await self.run(key_page, self.workshop, seen.member)
        status = HTTPStatus.BAD_REQUEST if refusal else HTTPStatus.OK
        api = seen.portal.addresses.web
        self.show(
            seen, "cle.html", "Ma clé d'API", status=status, keys=keys, key=key, api=api,
            refusal=refusal,
        )  # fmt: skip


class SpacePage(FormPage):
    """Tells a learner of her spaces, and lets her enter a group's."""

    async def get(self, space_id: str) -> None:
        """Show them."""
        await self._show(await self.entered(space_id), {}, {})

    async def post(self, space_id: str) -> None:
        """Join a group, open one, or change spaces."""
        seen = await self.entered(space_id)
        if seen.member is None:
            raise not_a_member()
        me = seen.member.learner_id
        action = self.get_body_argument("action", "")
        code = self.get_body_argument("code", "")
        title = self.get_body_argument("nom", "")
        try:
            if action == "rejoindre":
                said = "groupe-rejoint"
                space = await self.run(join_group, self.workshop, me, code)
            elif action == "groupe":
                said = "groupe-ouvert"
                space = await self.run(open_group, self.workshop, me, title)
            elif action == "le-mien":
                said = "espace-change"
                space = await self.run(open_mine, self.workshop, me)
            else:
                said = "espace-change"
                chosen = self.get_body_argument("espace", "")
                space = await self.run(move_to, self.workshop, me, chosen)
        except OuvroirError as error:
            field = {"rejoindre": "code", "groupe": "nom"}.get(action)
            if field is None:
                raise
            typed = {"code": code, "nom": title}
            await self._show(seen, typed, {field: french(f"{error.message} {error.hint}")})
            return
        where = path_of(self.workshop, space)
        self.redirect(f"{where}espace?fait={said}", status=HTTPStatus.SEE_OTHER)

    async def _show(self, seen: Visit, typed: dict[str, str], errors: dict[str, str]) -> None:
        page = await self.run(space_page, self.workshop, seen)
        self.show(
            seen,
            "espace.html",
            french("Erreur : mon espace") if errors else "Mon espace",
            status=HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK,
            spaces=page,
            typed={"code": "", "nom": "", **typed},
            errors=errors,
        )


class EmptySpace(FormPage):
    """Empties a space, after a page that says what is lost."""

    async def get(self, space_id: str) -> None:
        """Say what will happen, and ask."""
        seen = await self.entered(space_id)
        self.show(seen, "vider.html", french("Vider cet espace ?"))

    async def post(self, space_id: str) -> None:
        """Do it, and lead to the new space."""
        seen = await self.entered(space_id)
        if seen.member is None:
            raise not_a_member()
        me = seen.member.learner_id
        space = await self.settings["run_slowly"](empty_space, self.workshop, me, seen.space.id)
        where = path_of(self.workshop, space)
        self.redirect(f"{where}?fait=espace-vide", status=HTTPStatus.SEE_OTHER)


class JoinPage(PortalPage):
    """Leads to the page where a learner who has only a code writes it."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Lead to the page about spaces of the one where she is now."""
        space = await self.run(own_space, self.workshop, self.me.id)
        self.redirect(f"{path_of(self.workshop, space)}espace#rejoindre")

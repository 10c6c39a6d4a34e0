"""« Mes attestations » and « Vérifier une attestation »."""

from __future__ import annotations

import json
from http import HTTPStatus

from grader.errors import NotFoundError, RefusedError
from grader.server.access import Access, OuvroirHandler
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.attestations import (
    LONGEST_NAME,
    VERIFY,
    check,
    day_of,
    given_to,
    is_good,
    is_signed,
    public_keys,
    revoked_list,
    take,
)
from grader.services.attestations_standing import ATTESTATIONS, standings
from grader.typography import french

_ASK = "Choisissez un fichier PDF, ou collez le code d'une attestation."


class AttestationsPage(OuvroirHandler):
    """Where she stands on each path."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Show it."""
        await show_standings(self)


class AttestationFile(Download):
    """The PDF of a path, with the name that was just typed."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def post(self, path: str) -> None:
        """Make and send it; the name is kept nowhere."""
        origin = f"{self.request.protocol}://{self.request.host}"
        name = self.get_body_argument("nom", "", strip=False)
        run = self.settings["run_in_thread"]
        try:
            made = await run(take, self.workshop, self.me.id, path, name, origin)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await show_standings(self, french(f"{refusal.message} {refusal.hint}"))
            return
        self.send(made, f"attestation-{path}.pdf")


async def show_standings(handler: OuvroirHandler, error: str = "") -> None:
    """Show where a learner stands.

    Args:
        handler: of the request.
        error: why no file was made; "" for none.
    """
    run = handler.settings["run_in_thread"]
    found = await run(standings, handler.workshop, handler.me.id)
    given = await run(given_to, handler.workshop, handler.me.id)
    title = "Mes attestations"
    handler.finish(
        render_shell(
            handler,
            "attestations.html",
            title=french(f"Erreur : {title}") if error else title,
            kind="data",
            heading=title,
            error=error,
            paths=[(french(one.path.title), one) for one in found],
            given=given,
            signed=is_signed(handler.workshop),
            action=handler.workshop.address(ATTESTATIONS),
            verify=handler.workshop.address(VERIFY),
            longest=LONGEST_NAME,
        )
    )


class VerifyPage(OuvroirHandler):
    """Says whether an attestation is authentic; nothing sent here is kept."""

    access = Access.PUBLIC
    act = Act.VERIFY

    async def get(self, token: str = "") -> None:
        """Show the form, or what the code of the address says."""
        await self._show(token, b"")

    async def post(self, token: str = "") -> None:
        """Check a file, a code, or compare a name."""
        files = self.request.files.get("fichier", [])
        content = files[0]["body"] if files else b""
        code = token or self.get_body_argument("code", "")
        if not code and not content:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self._show("", b"", _ASK)
            return
        await self._show(code, content, name=self.get_body_argument("nom", ""))

    async def _show(self, code: str, content: bytes, error: str = "", name: str = "") -> None:
        found = None
        if code or content:
            run = self.settings["run_in_thread"]
            found = await run(check, self.workshop, code, content)
        title = "Vérifier une attestation"
        attested = found.attested if found else None
        self.finish(
            render_shell(
                self,
                "verifier.html",
                title=french(f"Erreur : {title}") if error else title,
                kind="plain",
                heading=title,
                error=french(error),
                found=found,
                good=bool(found and is_good(found)),
                told=french(found.told) if found else "",
                issued=day_of(attested) if attested else "",
                attested=attested,
                path_title=french(attested.title) if attested else "",
                compared=bool(attested and name),
                same=bool(attested and name and attested.names(name)),
                code=code,
                action=self.workshop.address(VERIFY),
            )
        )


class KeysPage(OuvroirHandler):
    """The public keys, for who checks without us."""

    access = Access.PUBLIC
    act = Act.VERIFY

    async def get(self) -> None:
        """Send them."""
        await _send_json(self, public_keys)


class RevokedPage(OuvroirHandler):
    """The signed list of what was revoked."""

    access = Access.PUBLIC
    act = Act.VERIFY

    async def get(self) -> None:
        """Send it."""
        await _send_json(self, revoked_list)


async def _send_json(handler: OuvroirHandler, give: object) -> None:
    content = await handler.settings["run_in_thread"](give, handler.workshop)
    handler.set_header("Content-Type", "application/json; charset=utf-8")
    handler.finish(json.dumps(content, ensure_ascii=False, indent=1))

"""Joining a session by its code, a link or a QR code; the sessions that one is in."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus

from grader.errors import NotFoundError, RefusedError, TooOftenError
from grader.server.access import Access, OuvroirHandler, read_cookie, write_cookie
from grader.server.limits import Act, allow, tell_wait
from grader.server.rendering import render_shell
from grader.services.codes import grouped
from grader.services.dates import day
from grader.services.people import Learner, find_learner, make_learner
from grader.services.resume_codes import leaving, make_code
from grader.services.resume_tries import SessionTries
from grader.services.sessions.joining import (
    JOIN,
    SEATS,
    TrainingSession,
    first_address,
    join,
    leave,
    opening_told,
    rename,
    require_learner,
    seats,
    session_of_code,
)
from grader.services.sessions.pseudonyms import propose, read_pseudonym
from grader.services.workshop import Workshop
from grader.typography import french

TITLE = "Rejoindre une session"
WRONG = (
    "Ce code n'ouvre aucune session en ce moment. Vérifiez-le au tableau, ou demandez à la "
    "personne qui anime la session."
)


async def session_typed(handler: OuvroirHandler, code: str) -> TrainingSession | None:
    """Find the session of a code that somebody typed; a wrong one is counted, and told slowly.

    Args:
        handler: the request.
        code: as typed.

    Raises:
        TooOftenError: this address or this browser was wrong too often.
    """
    begun = time.monotonic()
    tries: SessionTries = handler.settings["session_tries"]
    address, cookie = str(handler.request.remote_ip), read_cookie(handler)
    with tries.one(address, cookie=cookie):
        run = handler.settings["run_in_thread"]
        found: TrainingSession | None = await run(session_of_code, handler.workshop, code)
        if found is None:
            wait = tries.wrong(address, cookie=cookie)
            await asyncio.sleep(begun + wait - time.monotonic())
    return found


class CodePage(OuvroirHandler):
    """One field for the code of a session; nobody is made here."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Show the form."""
        self.form()

    async def post(self) -> None:
        """Go to the session, or refuse in the same way whatever is wrong."""
        found = await self.find(self.get_body_argument("code", ""))
        if found is not None:
            self.redirect(self.workshop.address(f"{JOIN}/{grouped(found.code)}"), status=303)

    async def find(self, code: str) -> TrainingSession | None:
        """Give the session of a code, or show the form with what is wrong."""
        try:
            found = await session_typed(self, code)
        except TooOftenError as refusal:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            tell_wait(self, refusal)
            self.form(f"{refusal.message} {refusal.hint}")
            return None
        if found is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
            self.form(WRONG)
        return found

    def form(self, error: str = "") -> None:
        """Show the field for a code."""
        self.finish(
            render_shell(
                self,
                "rejoindre.html",
                title=french(f"Erreur : {TITLE}") if error else TITLE,
                heading=TITLE,
                action=self.workshop.address(JOIN),
                error=french(error),
                resume=self.workshop.address("reprendre"),
            )
        )


class JoinPage(CodePage):
    """What a session is and shows, and the pseudonym that one takes in it."""

    async def get(self, code: str) -> None:  # type: ignore[override]  # Tornado passes the path
        """Show the form, to whoever has the right code."""
        found = await self.find(code)
        if found is None:
            return
        run = self.settings["run_in_thread"]
        here = await run(find_learner, self.workshop, read_cookie(self))
        if here is not None and await run(_is_in, self.workshop, here, found):
            self.redirect(self.workshop.address(SEATS), status=303)
            return
        await self._ask(found, here, await run(propose, self.workshop, found.id))

    async def post(self, code: str) -> None:  # type: ignore[override]
        """Let her in, and show her resume code this once."""
        found = await self.find(code)
        if found is None:
            return
        run = self.settings["run_in_thread"]
        here = await run(find_learner, self.workshop, read_cookie(self))
        typed = self.get_body_argument("pseudonyme", "", strip=False)
        fresh = here is None or self.get_body_argument("travail", "") == "nouveau"
        if here is not None and await run(_is_in, self.workshop, here, found):
            self.redirect(self.workshop.address(SEATS), status=303)
            return
        try:
            if fresh:
                allow(self, Act.NEWCOMER)
            me, name, resume = await run(_enter, self.workshop, here, found, typed, fresh)
        except (TooOftenError, NotFoundError):
            raise
        except RefusedError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self._ask(found, here, typed[:80], f"{refusal.message} {refusal.hint}")
            return
        if fresh:
            write_cookie(self, me)
        host = f"{self.request.protocol}://{self.request.host}"
        self.finish(
            render_shell(
                self,
                "session-rejointe.html",
                title="Vous êtes dans la session",
                session=french(found.terms.title),
                pseudonym=name,
                code=resume,
                address=host + self.workshop.address("reprendre"),
                begin=first_address(self.workshop, found),
                seats=self.workshop.address(SEATS),
            )
        )

    async def _ask(
        self, found: TrainingSession, here: Learner | None, typed: str, error: str = ""
    ) -> None:
        run = self.settings["run_in_thread"]
        left = await run(leaving, self.workshop, here)
        title = f"Rejoindre « {found.terms.title} »"
        self.finish(
            render_shell(
                self,
                "rejoindre-session.html",
                title=french(f"Erreur : {title}") if error else french(title),
                heading=french(title),
                action=self.workshop.address(f"{JOIN}/{grouped(found.code)}"),
                opens=opening_told(found),
                until=day(found.terms.erase_at),
                exams=bool(found.terms.exams),
                typed=typed,
                error=french(error),
                left=left,
                kept=self.workshop.address("ce-qui-est-conserve"),
            )
        )


def _is_in(workshop: Workshop, learner: Learner, session: TrainingSession) -> bool:
    return any(one.id == session.id and one.present for one in seats(workshop, learner.id))


def _enter(
    workshop: Workshop, here: Learner | None, session: TrainingSession, typed: str, fresh: bool
) -> tuple[Learner, str, str]:
    """Let somebody in; gives her, her pseudonym, and her resume code, "" where she has one."""
    if here is not None:
        require_learner(here)
    name = read_pseudonym(typed)
    me = here if here is not None and not fresh else make_learner(workshop)
    try:
        name = join(workshop, me, session, name)
    except RefusedError:
        if fresh:
            # Nobody stays who did not get in.
            workshop.learners.erase(me.id)
        raise
    has_one = workshop.settings.alone or workshop.resume_codes.made_at(me.id)
    return me, name, "" if has_one else make_code(workshop, me)


class SeatsPage(OuvroirHandler):
    """The sessions that one is in: what is seen there, one's pseudonym, the way out."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Show them."""
        await self._show()

    async def post(self) -> None:
        """Change a pseudonym, or leave."""
        run = self.settings["run_in_thread"]
        session_id = self.get_body_argument("session", "")
        try:
            if self.get_body_argument("faire", "") == "quitter":
                await run(leave, self.workshop, self.me.id, session_id)
                said = "Vous avez quitté la session. Votre travail reste à vous."
            else:
                typed = self.get_body_argument("pseudonyme", "", strip=False)
                name = await run(rename, self.workshop, self.me.id, session_id, typed)
                said = f"Votre pseudonyme est maintenant {name}."
        except NotFoundError:
            raise
        except RefusedError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self._show(error=f"{refusal.message} {refusal.hint}", where=session_id)
            return
        await self._show(said)

    async def _show(self, said: str = "", error: str = "", where: str = "") -> None:
        run = self.settings["run_in_thread"]
        title = "Mes sessions"
        self.finish(
            render_shell(
                self,
                "seance.html",
                title=french(f"Erreur : {title}") if error else title,
                kind="data",
                heading=title,
                seats=await run(seats, self.workshop, self.me.id),
                action=self.workshop.address(SEATS),
                join=self.workshop.address(JOIN),
                said=french(said),
                error=french(error),
                where=where,
            )
        )

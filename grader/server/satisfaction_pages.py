"""A learner says what she thinks of a session that she joined; once, and without her name."""

from __future__ import annotations

from http import HTTPStatus

from grader.errors import NotFoundError, RefusedError
from grader.server.access import Access, OuvroirHandler
from grader.server.rendering import render_shell
from grader.services.sessions.joining import SEATS
from grader.services.sessions.satisfaction import (
    LEAST,
    LONGEST,
    QUESTIONS,
    give_opinion,
    opinion_form,
)
from grader.typography import french

TITLE = "Mon avis sur la session"
#: Fields of the form.
_NAMES = (*(question.name for question in QUESTIONS), "texte")
#: Characters of a field that are shown again: a refused text is not lost.
_SHOWN_AGAIN = 4 * LONGEST


class OpinionPage(OuvroirHandler):
    """The form, for the members of a session."""

    access = Access.LEARNER

    async def get(self, session_id: str) -> None:
        """Show it, or say that it was filled in before.

        Raises:
            NotFoundError: there is no such session, or she did not join it.
        """
        await self._show(session_id, dict.fromkeys(_NAMES, ""))

    async def post(self, session_id: str) -> None:
        """Keep the answers without her, or show what is to be mended."""
        typed = {name: self.get_body_argument(name, "")[:_SHOWN_AGAIN] for name in _NAMES}
        run = self.settings["run_in_thread"]
        try:
            await run(give_opinion, self.workshop, self.me, session_id, typed)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self._show(session_id, typed, french(f"{refusal.message} {refusal.hint}".strip()))
            return
        self.redirect(self.workshop.address(f"{SEATS}/avis/{session_id}"), status=303)

    async def _show(self, session_id: str, typed: dict[str, str], refused: str = "") -> None:
        form = await self.settings["run_in_thread"](
            opinion_form, self.workshop, self.me, session_id
        )
        self.finish(
            render_shell(
                self,
                "avis.html",
                title=french(f"Erreur : {TITLE}") if refused else TITLE,
                heading=TITLE,
                form=form,
                questions=[
                    (one.name, french(one.text), [french(label) for label in one.scale])
                    for one in QUESTIONS
                ],
                typed=typed,
                refused=refused,
                least=LEAST,
                longest=LONGEST,
                action=self.workshop.address(f"{SEATS}/avis/{session_id}"),
                seats=self.workshop.address(SEATS),
            )
        )

"""« Envoyer mes résultats au formateur » : a code, the very table that is sent, a decision."""

from __future__ import annotations

import json
from http import HTTPStatus

from grader.errors import RefusedError, TooOftenError
from grader.server.access import Access, OuvroirHandler
from grader.server.joining_pages import WRONG, session_typed
from grader.server.limits import tell_wait
from grader.server.rendering import render_shell
from grader.services.codes import grouped
from grader.services.dates import day
from grader.services.sessions.joining import SEATS, TrainingSession, opening_told
from grader.services.sessions.pseudonyms import propose
from grader.services.sessions.sending import SEND, print_of, require_same, results_of, send
from grader.typography import french, number

TITLE = "Envoyer mes résultats au formateur"


class SendPage(OuvroirHandler):
    """Nothing leaves before she has seen it, and said so."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Ask for the code of a session."""
        self._ask()

    async def post(self) -> None:
        """Show what would be sent, or send it."""
        try:
            found = await session_typed(self, self.get_body_argument("code", ""))
        except TooOftenError as refusal:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            tell_wait(self, refusal)
            self._ask(f"{refusal.message} {refusal.hint}")
            return
        if found is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
            self._ask(WRONG)
            return
        if opening_told(found):
            self.set_status(HTTPStatus.BAD_REQUEST)
            self._ask(opening_told(found))
            return
        shown, typed = self.get_body_argument("tableau", ""), ""
        slowly = self.settings["run_slowly"]
        results = await slowly(results_of, self.workshop, self.me.id, found)
        error = ""
        if shown:
            typed = self.get_body_argument("pseudonyme", "", strip=False)
            try:
                require_same(shown, results)
                name = await self.settings["run_in_thread"](
                    send, self.workshop, self.me, found, typed, results
                )
            except RefusedError as refusal:
                error = f"{refusal.message} {refusal.hint}"
                self.set_status(HTTPStatus.BAD_REQUEST)
            else:
                self._sent(found, name)
                return
        run = self.settings["run_in_thread"]
        name = typed[:80] or await run(propose, self.workshop, found.id)
        self.finish(
            render_shell(
                self,
                "envoyer-confirmer.html",
                title=french(f"Erreur : {TITLE}") if error else TITLE,
                kind="data",
                heading=TITLE,
                action=self.workshop.address(SEND),
                session=french(found.terms.title),
                until=day(found.terms.erase_at),
                code=grouped(found.code),
                modules=results["modules"],
                number=number,
                raw=json.dumps(results, ensure_ascii=False, indent=2),
                shown=print_of(results),
                typed=name,
                error=french(error),
                cancel=self.workshop.address("mes-donnees"),
            )
        )

    def _ask(self, error: str = "") -> None:
        self.finish(
            render_shell(
                self,
                "envoyer.html",
                title=french(f"Erreur : {TITLE}") if error else TITLE,
                kind="data",
                heading=TITLE,
                action=self.workshop.address(SEND),
                error=french(error),
            )
        )

    def _sent(self, found: TrainingSession, name: str) -> None:
        title = french(f"« {found.terms.title} »")
        self.finish(
            render_shell(
                self,
                "message.html",
                title="Vos résultats sont envoyés",
                kind="data",
                message=french(f"Les formateurs de la session {title} voient ce tableau."),
                hint=french(
                    f"Ils le voient sous le pseudonyme {name}. Vous pouvez le retirer quand vous "
                    "voulez."
                ),
                actions=[
                    ("Voir ou retirer mon envoi", self.workshop.address(SEATS)),
                    ("Revenir à l'accueil", self.workshop.address("")),
                ],
            )
        )

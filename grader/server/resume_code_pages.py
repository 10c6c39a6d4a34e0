"""« Mon code de reprise » : make one, and come back with it on any machine."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus

from grader.errors import RefusedError
from grader.server.access import Access, OuvroirHandler, read_cookie, write_cookie
from grader.server.limits import tell_wait
from grader.server.rendering import render_shell
from grader.services.people import Learner, find_learner
from grader.services.resume_codes import learner_of_code, leaving, make_code
from grader.services.resume_tries import ResumeTries
from grader.typography import french

TITLE = "Reprendre avec mon code"
_WRONG = (
    "Ce code n'ouvre aucun travail : vérifiez-le, ou créez-en un autre depuis le navigateur où "
    "vous avez commencé."
)


class MakeResumeCode(OuvroirHandler):
    """Makes a learner's code, and shows it this once."""

    access = Access.LEARNER

    async def post(self) -> None:
        """Make and show it."""
        code = await self.settings["run_in_thread"](make_code, self.workshop, self.me)
        host = f"{self.request.protocol}://{self.request.host}"
        self.finish(
            render_shell(
                self,
                "code-de-reprise.html",
                title="Votre code de reprise",
                kind="data",
                code=code,
                pseudonym=self.me.pseudonym,
                address=host + self.workshop.address("reprendre"),
            )
        )


class ResumePage(OuvroirHandler):
    """One field for a code; nobody is made here, and a right code changes the cookie alone."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Show the form."""
        self._form()

    async def post(self) -> None:
        """Bring back the learner whose code it is, or refuse in the same way whatever is wrong."""
        begun = time.monotonic()
        tries: ResumeTries = self.settings["resume_tries"]
        address = str(self.request.remote_ip)
        run = self.settings["run_in_thread"]
        code = self.get_body_argument("code", "")
        try:
            with tries.one(address):
                found = await run(learner_of_code, self.workshop, code)
                if found is None:
                    await asyncio.sleep(begun + tries.wrong(address) - time.monotonic())
        except RefusedError as refusal:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            tell_wait(self, refusal)
            self._form(f"{refusal.message} {refusal.hint}")
            return
        if found is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
            self._form(_WRONG)
            return
        here = await run(find_learner, self.workshop, read_cookie(self))
        other = here if here is not None and here.id != found.id else None
        left = await run(leaving, self.workshop, other)
        if left is not None and self.get_body_argument("confirme", "") != "oui":
            self.finish(
                render_shell(
                    self,
                    "reprendre-confirmer.html",
                    title="Changer de travail sur ce navigateur",
                    action=self._here,
                    cancel=self.workshop.address(""),
                    data_url=self.workshop.address("mes-donnees"),
                    code=code,
                    pseudonym=found.pseudonym,
                    left=left,
                )
            )
            return
        self._welcome(found)

    @property
    def _here(self) -> str:
        return self.workshop.address("reprendre")

    def _form(self, error: str = "") -> None:
        # What was typed is not shown again: it may be nearly somebody's code.
        self.finish(
            render_shell(
                self,
                "reprendre.html",
                title=french(f"Erreur : {TITLE}") if error else TITLE,
                heading=TITLE,
                action=self._here,
                error=french(error),
                alone=self.workshop.settings.alone,
                data_url=self.workshop.address("mes-donnees"),
            )
        )

    def _welcome(self, learner: Learner) -> None:
        write_cookie(self, learner)
        self.finish(
            render_shell(
                self,
                "message.html",
                title="Votre travail est retrouvé",
                message=f"Vous êtes de nouveau {learner.pseudonym} sur ce navigateur.",
                hint="Vos réponses, vos fichiers et vos questions à revoir vous attendent.",
                actions=[
                    ("Aller à l'accueil", self.workshop.address("")),
                    ("Voir mes questions à revoir", self.workshop.address("revision")),
                ],
            )
        )

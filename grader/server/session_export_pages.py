"""What a trainer takes away from a session: the page that lists it, and its files."""

from __future__ import annotations

from http import HTTPStatus

import tornado.web

from grader.errors import OuvroirError, RefusedError
from grader.server.access import Access
from grader.server.commands import run_command
from grader.server.downloads import Download
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.people import Learner
from grader.services.sessions.exports import (
    FORMATS,
    Grades,
    exports_of,
    moodle_file,
    read_choices,
    satisfaction_page,
    session_file,
)
from grader.services.sessions.reach import session_for
from grader.services.workshop import Workshop
from grader.typography import french

TITLE, OPINIONS_TITLE = "Emporter la session", "Les avis sur la session"
#: Field of the form that holds a file.
_FILE = "correspondance"


class ExportPage(Download):
    """Lists what can be taken away, for the trainers of a session."""

    access = Access.TRAINER

    async def get(self, session_id: str) -> None:
        """Show the page.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
        """
        await self.show(session_id, Grades())

    async def show(self, session_id: str, chosen: Grades, refused: str = "") -> None:
        """Show the page, with what was chosen and what is to be mended."""
        run = self.settings["run_in_thread"]
        told = await run(exports_of, self.workshop, self.me, session_id)
        self.finish(
            render_shell(
                self,
                "emporter-session.html",
                title=french(f"Erreur : {TITLE}") if refused else TITLE,
                kind="trainer",
                heading=TITLE,
                told=told,
                formats=FORMATS,
                chosen=chosen,
                refused=refused,
            )
        )


class SessionFile(Download):
    """A file of a session: attendance, the sheet to sign, the report."""

    access = Access.TRAINER
    act = Act.EXPORT

    async def get(self, session_id: str, name: str, ending: str) -> None:
        """Send it, written for who asks and kept nowhere.

        Raises:
            NotFoundError: there is no such session or file, or it is somebody else's.
        """
        named = self.get_query_argument("pseudonymes", "") == "1"
        content = await self.settings["run_slowly"](
            _written, self.workshop, self.me, session_id, f"{name}.{ending}", named
        )
        self.send(content, f"{name}.{ending}")


class MoodleFile(ExportPage):
    """Grades for Moodle, under its own identifiers where a file says them; it is not kept."""

    access = Access.TRAINER
    act = Act.EXPORT

    async def get(self, session_id: str) -> None:
        """Go to the form: a file is made from what it says."""
        await self.settings["run_in_thread"](session_for, self.workshop, self.me, session_id)
        self.redirect(self.workshop.address(f"formateur/sessions/{session_id}/emporter#moodle"))

    async def post(self, session_id: str) -> None:
        """Send the file, or the page with what is to be mended.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
            OuvroirError: the gradebook could not be read.
        """
        run = self.settings["run_in_thread"]
        await run(session_for, self.workshop, self.me, session_id)
        chosen = read_choices(
            {name: self.get_body_argument(name, "") for name in ("unite", "champ", "sans")}
        )
        files = self.request.files.get(_FILE, [])
        pairs = files[0].body if files and files[0].filename else b""
        asked = ("export", "--format=moodle", f"--session={session_id}")
        code, grades = await run_command(
            self.workshop.settings, *asked, *(("--points",) if chosen.points else ())
        )
        if code != 0:
            raise OuvroirError(
                "no-gradebook",
                "Le carnet de notes n'a pas pu être lu.",
                "Lancez « ouvroir export » sur le serveur : la commande en dira la raison.",
            )
        try:
            content = await run(moodle_file, grades.decode(), pairs, chosen)
        except RefusedError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self.show(session_id, chosen, french(f"{refusal.message} {refusal.hint}".strip()))
            return
        self.send(content, "notes-moodle.csv")


class OpinionsPage(Download):
    """What learners think of a session, for its trainers; nothing under five opinions."""

    access = Access.TRAINER

    async def get(self, session_id: str) -> None:
        """Show it.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
        """
        run = self.settings["run_in_thread"]
        session, found = await run(satisfaction_page, self.workshop, self.me, session_id)
        self.finish(
            render_shell(
                self,
                "avis-session.html",
                title=OPINIONS_TITLE,
                kind="trainer",
                heading=OPINIONS_TITLE,
                session=french(session.terms.title),
                found=found,
                back=self.workshop.address(f"formateur/sessions/{session.id}/emporter"),
            )
        )


def _written(
    workshop: Workshop, trainer: Learner, session_id: str, name: str, named: bool
) -> bytes:
    content = session_file(workshop, trainer, session_id, name, pseudonyms=named)
    if content is None:
        raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)
    return content

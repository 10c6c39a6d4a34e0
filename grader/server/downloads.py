"""Files on their way out: those to mend, corrected or written by the workbench, and grades."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

import tornado.web

from grader.errors import OuvroirError, RefusedError
from grader.server.access import Access, OuvroirHandler
from grader.server.commands import run_command
from grader.server.limits import Act
from grader.services import bench, privacy
from grader.services.file_exercises import solution_file
from grader.services.finding import find_exercise, find_file_exercise, find_of_kind
from grader.services.people import is_administrator
from grader.services.redact_exercises import written_name, written_text
from grader.services.sessions.reach import session_for
from grader.services.workshop import Workshop

#: By the end of the name; all of ours are UTF-8.
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "py": "text/x-python; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


class Download(OuvroirHandler):
    """Sends a file as an attachment, so that no browser takes it for a page."""

    def send(self, content: bytes, name: str) -> None:
        """Send bytes under a file name of ours."""
        kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
        self.set_header("Content-Type", kind)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(content)


class GivenFile(Download):
    """A file that an exercise gives: the one to work on, or what is public beside it."""

    access = Access.LEARNER

    async def get(self, module: str, name: str, file_name: str) -> None:
        """Send the file."""
        settings = find_exercise(self.workshop, f"{module}/{name}").settings
        given = [settings[key] for key in ("file", "public") if settings.get(key)]
        given += settings.get("files", ())
        found = next((path for path in map(Path, given) if path.name == file_name), None)
        if found is None:
            raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)
        self.send(await asyncio.to_thread(found.read_bytes), file_name)


class SolutionFile(Download):
    """The corrected file, for who asked for the solution."""

    access = Access.LEARNER

    async def get(self, module: str, name: str, file_name: str) -> None:
        """Send the file."""
        exercise = find_file_exercise(self.workshop, f"{module}/{name}")
        path = await asyncio.to_thread(solution_file, self.workshop, self.me.id, exercise)
        if path.name != file_name:
            raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)
        self.send(await asyncio.to_thread(path.read_bytes), file_name)


class WrittenFile(Download):
    """What a workbench writes, for the file's owner alone: she who asks."""

    access = Access.LEARNER
    act = Act.EXPORT
    written: ClassVar[Callable[[Workshop, str, str, str], Any]]

    async def get(self, subject: str, what: str, _name: str) -> None:
        """Send it under the name that it has today, whatever the address says."""
        run, write = self.settings["run_slowly"], type(self).written
        written = await run(write, self.workshop, self.me.id, subject, what)
        self.send(written.content, written.name)


class MendedFile(WrittenFile):
    """A mended file, or what tells how it was mended."""

    written = bench.write


class AnonymisedFile(WrittenFile):
    """A file as it is to be published, or what tells how it was made."""

    written = privacy.write


class RedactedFile(Download):
    """An act as she who asks hides it now: written anew, kept nowhere."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def get(self, module: str, name: str, file_name: str) -> None:
        """Send the file."""
        exercise = find_of_kind(self.workshop, f"{module}/{name}", "redact")
        form = file_name.rpartition(".")[2]
        if file_name != written_name(exercise, form):
            raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)
        run = self.settings["run_in_thread"]
        content = await run(written_text, self.workshop, self.me.id, exercise, form)
        self.send(content, file_name)


class GradesFile(Download):
    """Grades by pseudonym, for a French spreadsheet: the whole house's, or a session's."""

    access = Access.TRAINER
    act = Act.EXPORT

    async def get(self, session_id: str = "") -> None:
        """Send the file, written by a process of its own: nbgrader stays out of the server.

        Args:
            session_id: which session; "" for the whole house, which is an administrator's.

        Raises:
            NotFoundError: there is no such session, or it is somebody else's.
            RefusedError: the whole house's grades are asked for by who runs sessions alone.
            OuvroirError: the gradebook could not be read.
        """
        asked: tuple[str, ...] = ("export", "--tableur")
        if session_id:
            await self.settings["run_in_thread"](session_for, self.workshop, self.me, session_id)
            asked += (f"--session={session_id}",)
        elif not is_administrator(self.me):
            raise RefusedError(
                "trainers-only",
                "Ce fichier réunit les notes de toutes les sessions.",
                "Ouvrez l'une des vôtres : ses notes s'y téléchargent.",
            )
        code, content = await run_command(self.workshop.settings, *asked)
        if code != 0:
            raise OuvroirError(
                "no-gradebook",
                "Le carnet de notes n'a pas pu être lu.",
                "Lancez « ouvroir export » sur le serveur : la commande en dira la raison.",
            )
        self.send(content, "notes-ouvroir.csv")

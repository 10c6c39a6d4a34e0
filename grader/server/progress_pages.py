"""« Télécharger ma progression », and « Reprendre » from that file where the learner is alone."""

from __future__ import annotations

import tornado.web
from tornado.httputil import HTTPFile, parse_multipart_form_data

from grader.errors import RefusedError
from grader.server.access import Access
from grader.server.downloads import Download
from grader.server.late_refusals import RefusesLate
from grader.server.limits import Act
from grader.server.rendering import render_shell
from grader.services.progress_file import NAME, read_progress, write_progress

#: What a form adds around a file.
_AROUND = 64 * 1024


class ProgressFile(Download):
    """All that a learner did, for herself."""

    access = Access.LEARNER
    act = Act.EXPORT

    async def get(self) -> None:
        """Send the file."""
        run = self.settings["run_slowly"]
        self.send(await run(write_progress, self.workshop, self.me.id), NAME)


@tornado.web.stream_request_body
class ResumeFromFile(RefusesLate):
    """Takes that file back; the form's own field is its only content."""

    access = Access.LEARNER

    async def prepare(self) -> None:
        """Check who sends before the first byte; keep no more than a progress may weigh."""
        bounds = self.workshop.settings.bounds
        self._limit = bounds.upload_bytes + _AROUND
        self._received = bytearray()
        # Read and thrown away up to this, so that the browser hears the refusal.
        await self.let_in(4 * bounds.upload_bytes)

    def data_received(self, chunk: bytes) -> None:
        """Keep the next bytes, while there are not too many."""
        if self.refused_sender is None and len(self._received) <= self._limit:
            self._received += chunk

    async def post(self) -> None:
        """Put back what the file holds, then say what came back.

        Raises:
            RefusedError: there is no file, it is too large, or not one of ours.
        """
        self.raise_refusal()
        if len(self._received) > self._limit:
            raise _no_file()
        content = _file_of(self.request.headers.get("Content-Type", ""), bytes(self._received))
        self._received.clear()
        run = self.settings["run_slowly"]
        sentence = await run(read_progress, self.workshop, self.me.id, content)
        self.finish(
            render_shell(
                self,
                "message.html",
                title="Progression reprise",
                kind="data",
                message=sentence,
                hint="",
                actions=[("Aller à l'accueil", self.workshop.address(""))],
            )
        )


def _file_of(kind: str, body: bytes) -> bytes:
    """Find the file in the body of a form."""
    name, _, boundary = kind.partition("boundary=")
    files: dict[str, list[HTTPFile]] = {}
    if name.strip().rstrip(";") == "multipart/form-data" and boundary:
        try:
            parse_multipart_form_data(boundary.strip('"').encode("latin-1"), body, {}, files)
        except (ValueError, UnicodeError, tornado.httputil.HTTPInputError):
            raise _no_file() from None
    found = files.get("progression", [])
    if len(found) != 1 or not found[0]["body"]:
        raise _no_file()
    return bytes(found[0]["body"])


def _no_file() -> RefusedError:
    return RefusedError(
        "resume-file",
        "Aucune progression n'a été reçue.",
        f"Choisissez le fichier « {NAME} » que vous aviez téléchargé, puis « Reprendre ».",
    )

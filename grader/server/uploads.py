"""Files on their way in: a streamed POST, its size checked before and during.

The body is the file itself, and the address names the exercise, the file's name and the schema
chosen: nothing needs to be held in memory or parsed before it is on disk.
"""

from __future__ import annotations

import asyncio
from functools import partial

import tornado.web

from grader.errors import OuvroirError
from grader.server.access import Access, cannot_write
from grader.server.late_refusals import RefusesLate
from grader.server.limits import Act, allow
from grader.services.bench_desk import VALIDATOR
from grader.services.privacy_desk import ANONYMISER
from grader.services.reception import Reception


def _subject(module: str, name: str) -> str:
    """Say what a file is dropped for: an exercise, or a page for any file."""
    # No module may bear such a name: its exercises would be out of reach, and nothing worse.
    return module if module in (VALIDATOR, ANONYMISER) and name == "fichier" else f"{module}/{name}"


@tornado.web.stream_request_body
class Upload(RefusesLate):
    """Receives a learner's file for one exercise, or for a page for any file."""

    access = Access.LEARNER
    reception: Reception | None = None
    refusal: OuvroirError | None = None
    gone = False

    async def prepare(self) -> None:
        """Check who sends, where to, and the announced size, before the first byte.

        A refusal found here is told once the body has been read and thrown away.
        """
        # Read and thrown away up to this; past it the connection is simply closed.
        if not await self.let_in(4 * self.workshop.settings.bounds.upload_bytes):
            return
        module, name = self.path_args
        announced = self.request.headers.get("Content-Length", "")
        try:
            allow(self, Act.UPLOAD, self.me.id)
            # In a thread: her session is asked whether it takes files now.
            self.reception = await self.settings["run_in_thread"](
                partial(
                    Reception,
                    self.workshop,
                    self.me.id,
                    _subject(module, name),
                    name=self.get_query_argument("nom", ""),
                    schema=self.get_query_argument("schema", ""),
                    announced=int(announced) if announced.isdecimal() else 0,
                )
            )
        except OuvroirError as error:
            self.refusal = error
        if self.gone:
            # She left while her file's place was being made.
            self._discard()

    def data_received(self, chunk: bytes) -> None:
        """Write the next bytes."""
        if self.reception is None or self.refusal is not None:
            return
        try:
            self.reception.write(chunk)
        except OuvroirError as error:
            self.refusal = error
        except OSError as fault:
            self.refusal = cannot_write(fault)

    async def post(self, _module: str, _name: str) -> None:
        """Keep the file and answer with its hash, once it is on disk."""
        self.raise_refusal()
        if self.refusal is not None:
            raise self.refusal
        try:
            sha256 = await asyncio.to_thread(self._reception().keep)
        except OSError as fault:
            raise cannot_write(fault) from fault
        self.settings["metrics"].upload(self._reception().size)
        self.finish({"file": sha256})

    def wants_json(self) -> bool:
        """Say yes: a script sends."""
        return True

    def on_connection_close(self) -> None:
        """Forget what was received when the learner cancels."""
        self.gone = True
        self._discard()
        super().on_connection_close()

    def on_finish(self) -> None:
        """Leave nothing behind; a file that was kept has moved away already."""
        self._discard()

    def _reception(self) -> Reception:
        if self.reception is None:
            raise OuvroirError("no-file", "Aucun fichier n'a été reçu.", "Déposez-le encore.")
        return self.reception

    def _discard(self) -> None:
        if self.reception is not None:
            self.reception.discard()

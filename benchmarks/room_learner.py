"""A learner of the simulated room: what her browser sends, over real HTTP and a real websocket."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.support.answering import chosen

LESSON = "lecon/preparer/valider-ses-deliberations"
NEXT = "lecon/preparer/corriger-par-les-causes"
MEND = "preparer/deliberations-sales"
#: Seconds that a learner reads or thinks before she does the next thing.
THINKS = (3.0, 9.0)
#: As often as a page says that somebody is there.
_HERE = 20.0
_PATIENCE = 120.0
_DATA = re.compile(r'<script type="application/json"([^>]*)>(.*?)</script>', re.DOTALL)
_ASSET = re.compile(r'(?:href|src)="([^"]*/statique/[^"]*)"')


@dataclass
class Seen:
    """What all learners saw.

    Attributes:
        seconds: how long each thing took, by its name.
        errors: what went wrong, by kind.
        bytes: of what came, over the wire, by kind.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note how long the block takes; a failure is counted and ends the learner's visit."""
        begun = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.errors[f"{name}: {type(error).__name__} {str(error)[:60]}"] += 1
            raise
        self.note(name, time.perf_counter() - begun)

    def note(self, name: str, seconds: float) -> None:
        self.seconds.setdefault(name, []).append(seconds)


class LearnerError(Exception):
    """The server refused what a learner may do, or answered with something else."""


class SimulatedLearner:
    """A browser, less its drawing.

    Args:
        address: of the server.
        seen: where figures go.
        seed: of what she chooses and how long she thinks.
    """

    def __init__(self, address: str, seen: Seen, seed: int) -> None:
        self._seen = seen
        self._rng = random.Random(seed)
        # A browser opens six connections to a server.
        self._client = httpx.AsyncClient(
            base_url=address,
            headers={"Accept": "text/html", "Accept-Encoding": "gzip"},
            timeout=_PATIENCE,
            trust_env=False,
            limits=httpx.Limits(max_connections=6),
        )
        self._address = address
        self._had: set[str] = set()
        self._pieces: list[dict[str, Any]] = []
        self._kernel = self._xsrf = ""
        self._socket: WebSocketClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.in_line = 0

    async def think(self) -> None:
        await asyncio.sleep(self._rng.uniform(*THINKS))

    async def open(self, path: str, name: str = "page") -> None:
        """Open a page: HTML, the scripts and styles that are not there yet, the websocket."""
        begun = time.perf_counter()
        with self._seen.timed(f"{name}: usable"):
            text = await self._fetch(path, name, begun)
            about: dict[str, Any] = {}
            self._pieces = []
            for attributes, data in _DATA.findall(text):
                if 'id="ouvroir-page"' in attributes:
                    about = json.loads(data)
                elif "piece-data" in attributes:
                    self._pieces.append(json.loads(data))
            if not about or not all(piece["view"] for piece in self._pieces):
                raise LearnerError("an activity did not open")
            self._kernel, self._xsrf = about["kernel"], about["xsrf"]
            await self._assets(text)
            await self._connect()

    async def _fetch(self, path: str, name: str, begun: float) -> str:
        chunks = []
        async with self._client.stream("GET", path) as response:
            if response.status_code != 200:
                raise LearnerError(f"status {response.status_code}")
            async for chunk in response.aiter_bytes():
                if not chunks:
                    self._seen.note(f"{name}: first byte", time.perf_counter() - begun)
                chunks.append(chunk)
            self._seen.bytes["pages"] += response.num_bytes_downloaded
        self._seen.note(f"{name}: complete HTML", time.perf_counter() - begun)
        return b"".join(chunks).decode()

    async def _assets(self, text: str) -> None:
        """Fetch what the page names, once for all as a browser's cache does."""
        wanted = [one for one in dict.fromkeys(_ASSET.findall(text)) if one not in self._had]
        self._had.update(wanted)

        async def fetch(address: str) -> None:
            answer = await self._client.get(address)
            answer.raise_for_status()
            self._seen.bytes["scripts and styles"] += answer.num_bytes_downloaded

        await asyncio.gather(*map(fetch, wanted))

    async def _connect(self) -> None:
        url = self._address.replace("http", "ws", 1)
        cookies = "; ".join(f"{c.name}={c.value}" for c in self._client.cookies.jar)
        request = HTTPRequest(
            f"{url}api/kernels/{self._kernel}/channels?session_id={uuid.uuid4().hex}",
            headers={"Cookie": cookies, "Origin": self._address.rstrip("/")},
            connect_timeout=_PATIENCE,
        )
        self._socket = await websocket_connect(request)
        self._hearing = asyncio.ensure_future(self._hear(self._socket))

    async def _hear(self, socket: WebSocketClientConnection) -> None:
        while (raw := await socket.read_message()) is not None:
            if not isinstance(raw, str):
                continue
            told = json.loads(raw)
            if told.get("ouvroir") == "line" and told.get("before") is not None:
                self.in_line = max(self.in_line, told["before"] + 1)
            content = told.get("content", {}).get("data", {})
            if isinstance(content, dict) and content.get("method") == "custom":
                reply = content["content"]
                waiting = self._waiting.pop(reply.get("request", ""), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(reply)

    def _piece(self, kind: str, ref: str = "") -> dict[str, Any]:
        return next(p for p in self._pieces if p["kind"] == kind and (not ref or p["ref"] == ref))

    async def _ask(self, name: str, piece: dict[str, Any], action: str, **arguments: Any) -> Any:
        """Ask a piece for something, and take its new view."""
        request = uuid.uuid4().hex
        content = {"action": action, "request": request, **arguments}
        header = {
            "msg_id": uuid.uuid4().hex, "msg_type": "comm_msg", "username": "", "version": "5.3",
            "session": self._kernel, "date": "2026-11-22T10:00:00Z",
        }  # fmt: skip
        data = {"comm_id": piece["model"], "data": {"method": "custom", "content": content}}
        message = {
            "header": header, "parent_header": {}, "metadata": {}, "content": data,
            "channel": "shell", "buffers": [],
        }  # fmt: skip
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[request] = waiting
        with self._seen.timed(name):
            if self._socket is None:
                raise LearnerError("no line")
            await self._socket.write_message(json.dumps(message))
            reply = await asyncio.wait_for(waiting, _PATIENCE)
            if "view" not in reply:
                raise LearnerError(str(reply.get("error", {}).get("code")))
        piece["view"] = reply["view"]
        return reply["view"]

    async def answer(self, name: str = "an answer") -> tuple[str, Any] | None:
        """Answer the next question that is still open; gives its id and what was answered."""
        for piece in self._pieces:
            if piece["kind"] == "question" and piece["view"]["state"] == "open":
                item, given = piece["view"]["id"], chosen(piece["view"], self._rng)
                await self._ask(name, piece, "answer", chosen=given)
                return item, given
        return None

    async def bring(self, file: bytes) -> None:
        """Drop a file and have it checked."""
        await self._check(await self._upload(file))

    async def _upload(self, file: bytes) -> str:
        """Send a file; gives its name once it is on disk."""
        with self._seen.timed("upload of 300 rows"):
            answer = await self._client.post(
                f"depot/{MEND}",
                params={"nom": "export.csv", "schema": ""},
                content=file,
                headers={"X-XSRFToken": self._client.cookies["_xsrf"], "Accept": "text/json"},
            )
            if answer.status_code != 200:
                raise LearnerError(f"status {answer.status_code}")
        return str(answer.json()["file"])

    async def _check(self, sent: str) -> None:
        """Have a file that was sent checked."""
        piece = self._piece("exercise", MEND)
        await self._ask("its check", piece, "check_file", file=sent, schema="")

    async def mend(self) -> None:
        """Apply all sure repairs, and have the file checked again."""
        piece = self._piece("exercise", MEND)
        revision = piece["view"]["bench"]["revision"]
        view = await self._ask("sure repairs", piece, "bench_sure", revision=revision)
        revision = view["bench"]["revision"]
        await self._ask("the new check", piece, "bench_check", revision=revision)

    async def leave(self) -> None:
        """Leave the page as a browser does: it says so, and closes the line."""
        if self._socket is not None:
            with self._seen.timed("leaving"):
                form = {"_xsrf": self._xsrf}
                await self._client.post(f"pages/{self._kernel}/fermer", data=form)
            self._socket.close()
            self._socket = None
        if self._hearing is not None:
            self._hearing.cancel()

    async def work(self, file: bytes) -> None:
        """Do a lesson: open, answer, upload, mend, move on; then stay on the next page."""
        await self.open(LESSON, "lesson")
        for _ in range(3):
            await self.think()
            await self.answer()
        await self.bring(file)
        await self.think()
        await self.mend()
        await self.think()
        await self.leave()
        await self.open(NEXT, "next lesson")

    async def stay(self) -> None:
        """Keep the page open and looked at until cancelled."""
        while self._socket is not None:
            await asyncio.sleep(_HERE * self._rng.uniform(0.5, 1.0))
            with suppress(Exception):
                await self._socket.write_message('{"ouvroir": "here"}')

    async def close(self) -> None:
        """Close what is open, saying nothing to the server."""
        if self._socket is not None:
            self._socket.close()
        if self._hearing is not None:
            self._hearing.cancel()
        await self._client.aclose()

"""A page as a program sees it: its HTML, its pieces, and the websocket to its kernel."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import websocket

_DATA = re.compile(
    r'<script type="application/json"([^>]*)>(.*?)</script>', re.DOTALL | re.IGNORECASE
)


@dataclass
class OpenedPage:
    """What the HTML of a page says to its scripts."""

    html: str
    kernel: str
    xsrf: str
    pieces: list[dict[str, Any]] = field(default_factory=list)

    def piece(self, kind: str, ref: str = "") -> dict[str, Any]:
        return next(p for p in self.pieces if p["kind"] == kind and (not ref or p["ref"] == ref))


def open_page(client: httpx.Client, path: str = "") -> OpenedPage:
    """Open a page and read what it holds."""
    response = client.get(path)
    assert response.status_code == 200, response.text[:2000]
    about, pieces = {}, []
    for attributes, text in _DATA.findall(response.text):
        if 'id="ouvroir-page"' in attributes:
            about = json.loads(text)
        elif "piece-data" in attributes:
            pieces.append(json.loads(text))
    return OpenedPage(response.text, about["kernel"], about["xsrf"], pieces)


class Line:
    """A websocket to a kernel, speaking Jupyter's JSON messages."""

    def __init__(self, client: httpx.Client, kernel: str) -> None:
        self.session = uuid.uuid4().hex
        self.heard: list[str | bytes] = []
        base = str(client.base_url).replace("http", "ws", 1).rstrip("/")
        cookies = "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar)
        self._socket = websocket.create_connection(
            f"{base}/api/kernels/{kernel}/channels?session_id={self.session}",
            cookie=cookies,
            origin=str(client.base_url).rstrip("/"),
            timeout=60,
        )

    def say(
        self, kind: str, content: dict[str, Any], metadata: dict[str, Any] | None = None
    ) -> str:
        message = uuid.uuid4().hex
        self._socket.send(
            json.dumps(
                {
                    "header": {
                        "msg_id": message,
                        "msg_type": kind,
                        "username": "",
                        "session": self.session,
                        "date": "2026-11-21T10:00:00Z",
                        "version": "5.3",
                    },
                    "parent_header": {},
                    "metadata": metadata or {},
                    "content": content,
                    "channel": "shell",
                    "buffers": [],
                }
            )
        )
        return message

    def until_idle(self, message: str) -> list[dict[str, Any]]:
        """Hear everything until the kernel has dealt with a message."""
        heard = []
        while True:
            raw = self._socket.recv()
            if raw == "":
                # What the client library gives for the other side's closing.
                raise websocket.WebSocketConnectionClosedException("closed by the server")
            self.heard.append(raw)
            if isinstance(raw, bytes):
                continue
            told = json.loads(raw)
            if "ouvroir" in told:
                continue  # the server's own word, not the kernel's
            heard.append(told)
            if (
                told["header"]["msg_type"] == "status"
                and told["content"]["execution_state"] == "idle"
                and told["parent_header"].get("msg_id") == message
            ):
                return heard

    def ask(self, model: str, action: str, **arguments: Any) -> dict[str, Any]:
        """Ask a piece for something; gives its reply, ``view`` or ``error``."""
        return self.reply(self.begin(model, action, **arguments))

    def begin(self, model: str, action: str, **arguments: Any) -> tuple[str, str]:
        """Ask a piece for something, without waiting; gives what ``reply`` waits for."""
        request = uuid.uuid4().hex
        content = {"action": action, "request": request, **arguments}
        data = {"method": "custom", "content": content}
        return self.say("comm_msg", {"comm_id": model, "data": data}), request

    def reply(self, begun: tuple[str, str]) -> dict[str, Any]:
        """Wait for the reply to what was begun."""
        message, request = begun
        for told in self.until_idle(message):
            data = told["content"].get("data", {})
            ours = told["header"]["msg_type"] == "comm_msg" and data.get("method") == "custom"
            if ours and data["content"].get("request") == request:
                return data["content"]
        raise AssertionError("no reply")

    def tell(self, what: str) -> None:
        """Say something to the server itself, as a page's script does."""
        self._socket.send(json.dumps({"ouvroir": what}))

    def told_by_server(self) -> dict[str, Any]:
        """Wait for the server's own next word."""
        while True:
            raw = self._socket.recv()
            told = {} if isinstance(raw, bytes) else json.loads(raw)
            if "ouvroir" in told:
                return told

    def close(self) -> None:
        self._socket.close()


def upload(
    client: httpx.Client, exercise: str, content: bytes, name: str = "export.csv", schema: str = ""
) -> httpx.Response:
    """Post a file as the page's script does."""
    return client.post(
        f"depot/{exercise}",
        params={"nom": name, "schema": schema},
        content=content,
        headers={"X-XSRFToken": client.cookies["_xsrf"], "Accept": "application/json"},
    )

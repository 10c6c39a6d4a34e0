"""A small server that answers a page's operations as it is told to, and records what came."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from grader.ui import piece as piece_module

QUESTION = {"id": "prep-r01", "state": "open", "answers": []}
LESSON = {
    "id": "preparer/lecon",
    "questions": {"prep-r01": QUESTION},
    "quizzes": {"preparer/quiz": {"id": "preparer/quiz"}},
    "exercises": {"preparer/fichier": {"id": "preparer/fichier"}},
    "end": {"id": "preparer/lecon", "done": False},
}


@dataclass
class PageServer:
    """Answers ``POST …/page/<operation>`` with ``answers[operation]``."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)

    def raw(self, operation: str) -> tuple[int, dict[str, str], bytes]:
        answer = self.answers[operation]
        if isinstance(answer, tuple):
            return answer
        return 200, {}, json.dumps(answer).encode()


def _handler(server: PageServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.path.rpartition("/page/")[2]
            server.asked.append((self.path, json.loads(body), dict(self.headers)))
            status, headers, answer = server.raw(operation)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def page_server() -> Iterator[PageServer]:
    server = PageServer(answers={"lesson_view": {"view": LESSON}})
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    server.address = f"http://127.0.0.1:{http.server_port}/racine/"
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield server
    http.shutdown()
    http.server_close()


@pytest.fixture
def fresh_page(page_server: PageServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A kernel that has shown nothing yet, with the environment that the server gives it."""

    def make(subject: str = "preparer/lecon") -> None:
        monkeypatch.setattr(piece_module, "_pages", [])
        monkeypatch.setenv("OUVROIR_PAGE_SERVER", page_server.address)
        monkeypatch.setenv("OUVROIR_PAGE_TOKEN", "jeton")
        monkeypatch.setenv("OUVROIR_PAGE_SUBJECT", subject)

    return make

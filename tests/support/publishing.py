"""A record to publish, and servers that stand at the other end."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

RECORD: dict[str, Any] = {
    "title": "Subventions 2025",
    "description": "Les subventions versées en 2025 par la commune.",
    "license": "lov2",
    "frequency": "annual",
    "tags": ["subventions"],
    "resources": [
        {"title": "Subventions versées", "description": "Une ligne par subvention."},
        {
            "title": "Notice",
            "url": "https://exemple.fr/notice.pdf",
            "format": "pdf",
            "type": "documentation",
        },
        {"title": "Carte", "url": "https://exemple.fr/carte.csv", "format": "csv"},
    ],
}


def write(folder: Path, record: Any) -> None:
    """Write a record where the tests of the command look for it."""
    (folder / "fiche.json").write_text(json.dumps(record), encoding="utf-8")


class Redirecting(BaseHTTPRequestHandler):
    """Answers 308 to every POST."""

    def do_POST(self) -> None:
        self.server.seen.append(f"POST {self.path}")
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(308)
        self.send_header("Location", "/ailleurs/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tell nothing."""


class Forwarding(Redirecting):
    """Stands for the real portal: notes what comes, and lets a sandbox answer."""

    def answer(self) -> None:
        key = self.headers.get("X-API-KEY", "")
        self.server.seen.append(f"{self.command} {self.path} {key}")
        portal = self.server.portal
        reply = httpx.request(
            self.command,
            portal.base + self.path,
            content=self.rfile.read(int(self.headers.get("Content-Length", "0"))),
            headers={
                "X-API-KEY": portal.key,
                "Content-Type": self.headers.get("Content-Type", ""),
            },
            trust_env=False,
        )
        self.send_response(reply.status_code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content)

    do_GET = do_POST = do_PUT = answer  # noqa: N815 - the names that the library calls


@contextmanager
def listening(
    kind: type[BaseHTTPRequestHandler], portal: Any = None
) -> Iterator[tuple[str, list[str]]]:
    """Serve on a free port; gives the address, and the list of what came."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.seen, server.portal = [], portal
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)

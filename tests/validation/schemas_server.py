"""A real HTTP server on this machine that publishes a catalogue and its schemas."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class CatalogueServer:
    """Serve what ``files`` holds: a path to bytes, an object (as JSON), a status or a place.

    An int is a status without content; a text is where the path redirects to.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes | dict[str, Any] | int | str] = {}
        self.asked: list[str] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append(self.path)
                served.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def address(self) -> str:
        return f"{self.root}/schemas.json"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        content = self.files.get(handler.path, 404)
        if isinstance(content, str):
            handler.send_response(302)
            handler.send_header("Location", content)
            handler.end_headers()
        elif isinstance(content, int):
            handler.send_response(content)
            handler.end_headers()
        else:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            # The client leaves before the end of a content too big.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                handler.wfile.write(body)

    def publish(self, *entries: dict[str, Any]) -> None:
        """Publish a catalogue of these entries."""
        self.files["/schemas.json"] = {"version": 1, "schemas": list(entries)}

    def entry(self, name: str, **versions: dict[str, Any] | bytes | int | str) -> dict[str, Any]:
        """Make an entry and serve its schemas; ``v1_0_0`` stands for version 1.0.0."""
        listed = []
        for key, content in versions.items():
            version = key.removeprefix("v").replace("_", ".")
            path = f"/{name}/{version}/schema.json"
            self.files[path] = content
            listed.append({"version_name": version, "schema_url": self.root + path})
        return {
            "name": name,
            "title": f"Titre de {name}",
            "schema_type": "tableschema",
            "versions": listed,
        }

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def closed_address() -> str:
    """An address of this machine where nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}/schemas.json"

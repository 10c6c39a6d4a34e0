"""Scripts, styles and pictures of the interface."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import Any

import tornado.web

from grader.server.access import Access, set_security_headers
from grader.server.assets import MADE, STATIC, STATIC_VERSION, static_bytes

_YEAR_SECONDS = 365 * 24 * 3600
#: Files whose bytes a page asks for by dozens, and that shrink.
_PACKED = re.compile(r"[a-z0-9_]+\.(?:js|css|svg)")


class StaticFile(tornado.web.StaticFileHandler):
    """A file under a versioned address: it never changes, so browsers keep it."""

    access = Access.PUBLIC
    _made: bytes | None = None

    async def get(self, path: str, include_body: bool = True) -> None:  # Tornado's signature
        """Send what was compressed once for all, or the file itself to who cannot read that.

        A room that arrives asks for thousands of these within a minute, on the server's loop.
        """
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self._made = packed(path)
            if self._made is not None:
                self.set_header("Content-Encoding", "gzip")
        if self._made is None and path in MADE:
            self._made = static_bytes(path)
        if self._made is None:
            await super().get(path, include_body)
            return
        self.absolute_path = path
        self.set_header("Content-Type", self.get_content_type())
        self.set_header("Cache-Control", f"public, max-age={_YEAR_SECONDS}, immutable")
        self.finish(self._made)

    def compute_etag(self) -> str | None:
        """Name the version of all these files: the address does too."""
        return super().compute_etag() if self._made is None else f'"{STATIC_VERSION}-gz"'

    def set_default_headers(self) -> None:
        """Send the security headers here too."""
        set_security_headers(self)

    def get_cache_time(self, path: str, modified: object, mime_type: str) -> int:  # noqa: ARG002  # Tornado's signature
        """Let browsers keep it for a year."""
        return _YEAR_SECONDS


@lru_cache(maxsize=256)
def packed(name: str) -> bytes | None:
    """Compress one of our files; None for what is not one that shrinks.

    Args:
        name: as the address has it.
    """
    content = static_bytes(name) if _PACKED.fullmatch(name) else None
    return None if content is None else gzip.compress(content, mtime=0)


#: Pattern below the base URL, handler and arguments: every application mounts it.
ROUTE: tuple[str, type[tornado.web.RequestHandler], dict[str, Any]] = (
    rf"statique/{STATIC_VERSION}/(.*)",
    StaticFile,
    {"path": str(STATIC)},
)

"""Scripts, styles and pictures of the interface."""

from __future__ import annotations

import tornado.web

from grader.server.access import SECURITY_HEADERS, Access

_YEAR_SECONDS = 365 * 24 * 3600


class StaticFile(tornado.web.StaticFileHandler):
    """A file under a versioned address: it never changes, so browsers keep it."""

    access = Access.PUBLIC

    def set_default_headers(self) -> None:
        """Send the security headers here too."""
        self.clear_header("Server")
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def get_cache_time(self, path: str, modified: object, mime_type: str) -> int:  # noqa: ARG002  # Tornado's signature
        """Let browsers keep it for a year."""
        return _YEAR_SECONDS

"""Standard error as one log: what kernels, workers and C libraries write there becomes lines too.

The descriptors 1 and 2 of the server, which its children inherit, are the end of a pipe; a thread
reads the other end. Of a line that is not in a form of ours nothing is kept but that it was
written: a traceback quotes what it pleases.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_log = logging.getLogger("ouvroir.server")

#: What a page's kernel writes of a fault (``grader.ui.incidents``): where, its type, its places.
_OF_A_PAGE = re.compile(
    rb"\[ouvroir page\] "
    rb"(message refused|(?:action on|opening) [a-z_]{1,40}|[A-Za-z_][\w.]{0,80}): "
    rb"(?:(?:(\w{1,80}) at )((?:[\w<>.-]{1,80}:\d+(?: < )?){1,40}|unknown place)|[A-Z]{1,12})\s*"
)
#: A line that is longer is cut: nobody needs its end.
_MOST_BYTES = 8192
_OUTPUT, _ERROR = 1, 2


@contextmanager
def gathered_errors() -> Iterator[TextIO]:
    """Read all that this process and its children write on output and error, and log it.

    Yields:
        The standard error that was there before: where the log goes.
    """
    _flush()
    before = {one: os.dup(one) for one in (_OUTPUT, _ERROR)}
    reading, writing = os.pipe()
    for one in before:
        os.dup2(writing, one)
    os.close(writing)
    out = os.fdopen(os.dup(before[_ERROR]), "w", buffering=1, encoding="utf-8", errors="replace")
    end = secrets.token_hex(16).encode() + b"\n"
    reader = threading.Thread(target=_read, args=(reading, end), name="ouvroir-stderr", daemon=True)
    reader.start()
    try:
        yield out
    finally:
        _flush()
        # A child that outlives us keeps the pipe open: its end would not come by itself.
        os.write(_ERROR, b"\n" + end)
        for one, kept in before.items():
            os.dup2(kept, one)
            os.close(kept)
        reader.join(1.0)
        out.flush()


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def _read(descriptor: int, end: bytes) -> None:
    with os.fdopen(descriptor, "rb") as stream:
        while (line := stream.readline(_MOST_BYTES)) and line != end:
            with suppress(OSError, ValueError):
                log_stray(line)


def log_stray(line: bytes) -> None:
    """Log one line of standard error, or what may be said of it.

    Args:
        line: as it was written, its end included.
    """
    if not line.strip():
        return
    if found := _OF_A_PAGE.fullmatch(line):
        what, error, places = ((part or b"").decode("ascii", "replace") for part in found.groups())
        fields = {"event": "page", "what": what, "error": error, "places": places}
        _log.error("page: %s", what, extra={name: text for name, text in fields.items() if text})
        return
    _log.warning("a line was written on standard error", extra={"event": "stderr"})

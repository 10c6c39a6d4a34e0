"""Where a page's kernel writes what went wrong: the server's log, never the browser.

A kernel forwards its standard error, even the file descriptor, to the browser as messages.
``sys.stderr.fileno()`` is, in a kernel, the descriptor that it had before: the server's log.
Only the type of an exception and the places that it went through are written, because its
text may quote what a learner typed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import traceback
from pathlib import PurePath


def describe(error: BaseException) -> str:
    """Give the type of an exception and the lines it crossed, without its text.

    Args:
        error: the exception.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{PurePath(f.filename).name}:{f.lineno}" for f in reversed(frames))
    return f"{type(error).__name__} at {places or 'unknown place'}"


def record(what: str, error: BaseException) -> None:
    """Write one line to the server's log; a log that cannot be written stops nothing.

    Args:
        what: what was being done, without anything that a person typed.
        error: the exception.
    """
    _write(f"{what}: {describe(error)}")


class ServerLog(logging.Handler):
    """Takes what libraries log in a kernel: by default it would go to the browser too."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write who complained and of what kind; its message may quote what a browser sent."""
        error = record.exc_info[1] if record.exc_info else None
        _write(f"{record.name}: {describe(error) if error else record.levelname}")


def keep_logs_from_browser() -> None:
    """Send to the server's log what no library's own handler takes."""
    logging.lastResort = ServerLog(logging.WARNING)


def _write(text: str) -> None:
    with contextlib.suppress(OSError):
        os.write(_log(), f"[ouvroir page] {text}\n".encode())


def _log() -> int:
    """Find the descriptor of the server's log; a kernel that captures none still has 2."""
    try:
        return sys.stderr.fileno()
    except (OSError, ValueError, AttributeError):
        return 2

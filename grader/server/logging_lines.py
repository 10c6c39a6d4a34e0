"""What the server writes of what it does: one line an event, without anything of a person's.

Our own records say what happened in a few fields that hold no cell value, pseudonym, code, token
nor file name (``docs/reglages.md`` lists them). What libraries say may quote any of these: of their
records only who spoke, from which line, and the type of an exception are kept.
"""

from __future__ import annotations

import json
import logging
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO

from grader.settings import JSON_LOG

#: Fields that a record of ours may carry beside its message (``extra=``), in their order.
FIELDS = (
    "event", "method", "route", "status", "ms", "code", "network", "job", "outcome", "wait_ms",
    "error", "places", "address", "what", "count", "lines", "pid",
)  # fmt: skip
#: Levels by the names that they have in the log.
_LEVELS = {
    logging.DEBUG: "detail",
    logging.INFO: "info",
    logging.WARNING: "attention",
    logging.ERROR: "erreur",
    logging.CRITICAL: "grave",
}
_OURS = ("ouvroir", "grader")


def is_ours(name: str) -> bool:
    """Tell whether a logger is one of Ouvroir's.

    Args:
        name: of the logger.
    """
    return name.partition(".")[0] in _OURS


def places_of(trace: TracebackType | None) -> str:
    """Give the lines that an exception crossed, the innermost first, without its words.

    Args:
        trace: its traceback.
    """
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{PurePath(f.filename).name}:{f.lineno}" for f in reversed(frames))


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: ``time``, ``level``, ``event``, and its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": _LEVELS.get(record.levelno, str(record.levelno)),
            **dict(fields_of(record)),
        }
        return json.dumps(told, ensure_ascii=False)


class TextLines(logging.Formatter):
    """Writes a record for a person: who speaks, and what; of a library, never its words."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        if is_ours(record.name):
            return f"{record.name}: {record.getMessage()}"
        told = dict(fields_of(record))
        words = (record.levelname, *(str(told[key]) for key in ("error", "places") if key in told))
        return f"{record.name}: {' '.join(words)}"


def fields_of(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    """Give the fields of a record, beside its time and level.

    Args:
        record: of ours, with its fields as ``extra``; or of a library.
    """
    if is_ours(record.name):
        given = vars(record)
        if "event" not in given:
            yield "event", "note"
        for name in FIELDS:
            if name in given:
                yield name, given[name]
        # Where fields say it all, the message repeats them.
        if "event" not in given:
            yield "what", record.getMessage()
        return
    yield "event", "library"
    yield "what", record.name
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        yield "error", type(error).__name__
    spoken = f"{PurePath(record.pathname).name}:{record.lineno}"
    yield "places", (places_of(error.__traceback__) if error else "") or spoken


def start_logging(kind: str, *, verbose: bool, stream: TextIO | None = None) -> None:
    """Have everything that is logged in this process written as lines of ours.

    Args:
        kind: ``texte`` or ``json`` (``Settings.log``).
        verbose: whether each request is told in text too; in JSON it always is.
        stream: where to; standard error when not given.
    """
    handler = logging.StreamHandler(stream)
    as_json = kind == JSON_LOG
    handler.setFormatter(JsonLines() if as_json else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    level = logging.INFO if verbose or as_json else logging.WARNING
    root.setLevel(level)
    # A library's logger with a level of its own does not ask the root.
    handler.setLevel(level)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    if as_json and not verbose:
        # Libraries speak of each message and kernel: of interest to who asks alone.
        handler.addFilter(lambda record: is_ours(record.name) or record.levelno >= logging.WARNING)
    logging.captureWarnings(True)
    threading.excepthook = _log_thread


def through_root(logger: logging.Logger) -> None:
    """Take away the handlers that a library gave its own logger: what it says comes to ours.

    Args:
        logger: of the library.
    """
    logger.handlers.clear()
    logger.propagate = True


def log_end(what: str, kind: type[BaseException], trace: TracebackType | None) -> None:
    """Log what ended something of this process; Python would write its words.

    Args:
        what: ended.
        kind: of the exception.
        trace: its traceback.
    """
    places = places_of(trace)
    logging.getLogger("ouvroir.server").error(
        "%s ended: %s at %s",
        what,
        kind.__name__,
        places,
        extra={"event": "fault", "error": kind.__name__, "places": places, "what": what},
    )


def _log_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_type is not SystemExit:
        log_end("a thread", args.exc_type, args.exc_traceback)

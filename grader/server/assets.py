"""Where the interface's own files lie, and their version, without importing the interface."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from grader.server.script_pack import packed_scripts

_UI = Path(__file__).resolve().parent.parent / "ui"
TEMPLATES = _UI / "templates"
STATIC = _UI / "static"
#: Styles of every page, sent as one file in this order: a room that arrives asks for it once.
SHEETS = (
    "ouvroir.css",
    "pieces.css",
    "question.css",
    "bench.css",
    "privacy.css",
    "publish.css",
    "chart.css",
    "redact.css",
    "duties.css",
    "dialogue.css",
    "rows.css",
    "dictionary.css",
    "free_quiz.css",
    "learning.css",
    "follow_up.css",
    "glossary.css",
    "spreadsheet.css",
    "home.css",
)
#: What Voilà's pages run, sent as one file with all that it leans on.
SCRIPTS = ("page.js", "glossary.js")


@cache
def _sheets_together() -> bytes:
    return b"\n".join((STATIC / sheet).read_bytes() for sheet in SHEETS)


@cache
def _scripts_together() -> bytes:
    def read(name: str) -> str:
        return (STATIC / name).read_text(encoding="utf-8")

    return packed_scripts(SCRIPTS, read).encode()


#: Files that are made of others, by name.
MADE: dict[str, Callable[[], bytes]] = {
    "ensemble.css": _sheets_together,
    "ensemble.js": _scripts_together,
}


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    for name, make in MADE.items():
        digest.update(name.encode())
        digest.update(make())
    return digest.hexdigest()[:12]


def static_bytes(name: str) -> bytes | None:
    """Give a file of the interface; None where there is no such file.

    Args:
        name: of the file, or one of ``MADE``.
    """
    if name in MADE:
        return MADE[name]()
    path = STATIC / name
    return path.read_bytes() if path.is_file() else None


#: Changes with any byte of any script or style, so that browsers may keep them for ever.
STATIC_VERSION = _version()

"""Where the interface's own files lie, and their version, without importing the interface."""

from __future__ import annotations

import hashlib
from pathlib import Path

_UI = Path(__file__).resolve().parent.parent / "ui"
TEMPLATES = _UI / "templates"
STATIC = _UI / "static"


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


#: Changes with any byte of any script or style, so that browsers may keep them for ever.
STATIC_VERSION = _version()

"""The sandbox portal by itself: a first space and its key."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from grader.progress.portal.spaces import Space
from grader.services.portal.opening import demonstration, enter_space
from grader.services.workshop import Workshop

_KEY_FILE = "cle-bac-a-sable"
_TITLE = "Espace de cette machine"


@dataclass(frozen=True)
class FirstSpace:
    """The space that ``ouvroir portal`` tells of when it starts.

    Attributes:
        space: a group's, so that a browser enters it with its code.
        key: of its first member; it stays the same from one start to the next.
    """

    space: Space
    key: str


def first_space(workshop: Workshop) -> FirstSpace:
    """Give the space of whoever runs the portal, made anew once it was erased."""
    demonstration(workshop)
    file = workshop.settings.data / _KEY_FILE
    key = _read(file)
    member = workshop.spaces.whose(key) if key else None
    space = workshop.spaces.find(member.space_id) if member is not None else None
    if space is None:
        space = workshop.spaces.open("group", _TITLE)
        member = enter_space(workshop, space, workshop.learners.create().id)
        key = workshop.spaces.make_key(member)
        _keep(file, key)
    return FirstSpace(space, key)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _keep(file: Path, key: str) -> None:
    """Write the key for its owner's eyes alone; half a key written is one that names nobody."""
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key + "\n")

"""Small file gestures of this room: atomic writing, hashes of what a grade depends on."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from grader import __version__
from grader.content.model import Module


def write_atomically(path: Path, text: str, *, mode: int = 0o666) -> None:
    """Write a whole file or nothing: a reader never sees half of it.

    Args:
        path: where; its folder is made when missing.
        text: the content, written as UTF-8 with the line ends that it has.
        mode: who may read and write it, before the mask of the process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def hash_of_file(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_of_folder(folder: Path, without: Collection[str] = ()) -> str:
    """Give one hash for all files of a folder, names included.

    Args:
        folder: a copy in ``submitted/``, or the schemas.
        without: names of folders in it that do not count.

    Raises:
        OSError: the folder is absent, or is being replaced.
    """
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.relative_to(folder).parts[0] in without:
            continue
        digest.update(f"{path.relative_to(folder).as_posix()}\0{hash_of_file(path)}\n".encode())
    return digest.hexdigest()


def hash_of_module(module: Module, assignment: str) -> str:
    """Give one hash for all that a module's grades depend on beside the copies.

    Keys, points, reference files and the version of Ouvroir are in it: when an author mends a
    key, copies that were graded with the wrong one are graded again.

    Args:
        module: the module, keys included.
        assignment: hash of the built assignment notebook.
    """
    digest = hashlib.sha256(f"{__version__}\n{assignment}\n".encode())
    for exercise_id, exercise in sorted(module.exercises.items()):
        digest.update(f"{exercise_id}\n".encode())
        for part in _parts(exercise):
            digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _parts(value: Any) -> Iterable[str]:
    """Walk a value in a fixed order; an absolute path counts by the content of its file."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield field.name
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield str(key)
            yield from _parts(value[key])
    elif isinstance(value, list | tuple):
        yield str(len(value))
        for item in value:
            yield from _parts(item)
    elif isinstance(value, set | frozenset):
        yield from _parts(sorted(value, key=repr))
    elif isinstance(value, str | Path):
        yield _content(Path(value)) or str(value)
    else:
        yield repr(value)


def _content(path: Path) -> str:
    """Hash what stands at an absolute path; "" for a text of the course that is not a path."""
    try:
        if not path.is_absolute() or not path.exists():
            return ""
        return hash_of_folder(path) if path.is_dir() else hash_of_file(path)
    except OSError:
        return ""

"""A learner's folder of notebooks: what she wrote is never overwritten.

A notebook that she did not touch follows its new version. One that she worked in stays as it is,
and the new version is put beside it, under another name.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import dataclass
from pathlib import Path

from grader.atelier.notebooks import atelier_sources, notebook_bytes
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french

#: What was given, by name: hash of the version.
_MEMORY = ".ouvroir.json"
_BESIDE = "{} (nouvelle version{}).ipynb"


@dataclass(frozen=True)
class Placed:
    """What became of a learner's folder.

    Attributes:
        folder: where.
        new: names of notebooks that were not there, or had not been touched.
        beside: names of new versions put beside her work.
    """

    folder: Path
    new: tuple[str, ...]
    beside: tuple[str, ...]


def place_notebooks(settings: Settings, folder: Path) -> Placed:
    """Put every notebook of the atelier into a folder.

    Args:
        settings: where the sources are.
        folder: made when missing.

    Raises:
        OuvroirError: nothing can be written there.
        ContentError: a source is not well formed.
    """
    wanted = {f"{one.slug}.ipynb": notebook_bytes(one) for one in atelier_sources(settings)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        given = _read(folder / _MEMORY)
        new, beside = [], []
        for name, data in wanted.items():
            path, version = folder / name, _hash(data)
            if not path.exists() or _hash(path.read_bytes()) == given.get(name):
                if not path.exists() or path.read_bytes() != data:
                    path.write_bytes(data)
                    new.append(name)
            elif given.get(name) != version:
                other = _free_name(folder, path.stem)
                other.write_bytes(data)
                beside.append(other.name)
            given[name] = version
        (folder / _MEMORY).write_text(json.dumps(given, indent=1, sort_keys=True), "utf-8")
    except OSError as error:
        raise OuvroirError(
            "unusable-folder",
            french(f"Le dossier « {folder} » ne peut pas être écrit."),
            "Donnez-en un autre avec --folder.",
        ) from error
    return Placed(folder, tuple(new), tuple(beside))


def worked_in(folder: Path, name: str) -> bool:
    """Tell whether a notebook of a learner's folder is no longer as it was given.

    Args:
        folder: where ``place_notebooks`` put them.
        name: of the file.
    """
    path = folder / name
    return path.is_file() and _hash(path.read_bytes()) != _read(folder / _MEMORY).get(name)


def _free_name(folder: Path, stem: str) -> Path:
    """Give a name that nothing bears: an earlier new version may hold work too."""
    names = (_BESIDE.format(stem, "" if n == 1 else f" {n}") for n in itertools.count(1))
    return next(path for name in names if not (path := folder / name).exists())


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

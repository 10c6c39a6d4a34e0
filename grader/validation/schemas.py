"""Table schemas found by reference, and remembered as long as their file does not change.

A reference is ``producer/name`` (highest version) or ``producer/name@version``, and lies at
``<folder>/<producer>/<name>/<version>/schema.json``. A reference is never taken as a path, so
that it may come from a form; a ``Path`` given by a command line or by a test may lie anywhere.
Several folders may be looked in: that of the installation, with our own words, comes before that
of the schemas fetched from the official catalogue.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from grader.errors import UnknownSchemaError
from grader.settings import MEBI, Settings
from grader.typography import french
from grader.validation.model import SchemaRef
from grader.validation.table_schema import (
    CheckSpec,
    Field,
    TableSchema,
    parse_schema,
    unusable_schema,
)

__all__ = [
    "CheckSpec",
    "Field",
    "Folders",
    "TableSchema",
    "list_schemas",
    "load_schema",
    "load_schemas",
    "schema_folders",
    "version_key",
]

#: Where schemas are looked up: one folder, or several of which the first wins.
Folders = Path | Sequence[Path]

_PART = re.compile(r"[\w-][\w.-]*")
_REFERENCE = re.compile(
    rf"(?P<id>{_PART.pattern}/{_PART.pattern})(?:@(?P<version>{_PART.pattern}))?"
)
_FILE = "schema.json"
#: A schema is a page of text, even with the names of all communes in it.
_MOST_BYTES = 10 * MEBI
#: A file is remembered once it is that old: any later writing then shows in its date, whatever
#: the clock of the disk.
_SETTLED_NS = 2_000_000_000


def schema_folders(settings: Settings) -> tuple[Path, Path]:
    """Give the folders that a command looks in: the installation's, then the fetched schemas'.

    Args:
        settings: where things are.
    """
    return settings.sandbox / "schemas", settings.data / "schemas"


def load_schema(ref: str | Path, folder: Folders) -> TableSchema:
    """Find and read a schema; one that was read before and has not changed is given again.

    Args:
        ref: ``producer/name``, ``producer/name@version``, or the ``Path`` of a Table Schema file
            or of a folder that holds one schema (``schema.json``, or one folder a version).
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: ``schema-unknown`` (the hint names those that look alike),
            ``schema-several`` when a folder holds more than one schema, or ``schema-unusable``
            when the file is not a Table Schema.
    """
    if isinstance(ref, Path):
        return _read(str(_file_in(ref) if ref.is_dir() else ref), "", "")
    match = _REFERENCE.fullmatch(ref.strip())
    if match is None:
        raise _unknown(ref, folder)
    schema_id, version = match["id"], match["version"] or ""
    for candidate in (version,) if version else _versions(schema_id, folder):
        for one in _folders(folder):
            path = f"{one}/{schema_id}/{candidate}/{_FILE}"
            seen = _seen(path)
            if seen is not None:
                return _read(path, schema_id, candidate, seen)
    raise _unknown(ref, folder)


def load_schemas(folder: Folders) -> tuple[TableSchema, ...]:
    """Read every known schema, by id, older versions first.

    Args:
        folder: where the known schemas are: a tree of producers, or a folder of one schema.

    Raises:
        UnknownSchemaError: one of the files is not a Table Schema.
    """
    alone = [f"{one}/{_FILE}" for one in _folders(folder)]
    found = _known(folder)
    ranked = sorted(found, key=lambda one: (one[0], version_key(one[1])))
    return (
        *(_read(path, "", "", seen) for path in alone if (seen := _seen(path))),
        *(_read_named(one, *found[one]) for one in ranked),
    )


def list_schemas(folder: Folders) -> tuple[SchemaRef, ...]:
    """Give the identity of every known schema, by id, older versions first.

    Args:
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: one of the files is not a Table Schema.
    """
    return tuple(schema.ref for schema in load_schemas(folder))


def version_key(version: str) -> tuple[tuple[int, str], ...]:
    """Rank versions: 2.10.0 after 2.9.1, a release after its candidates, words before numbers.

    Args:
        version: as written, with or without a « v ».
    """
    parts = re.split(r"[.-]", version.removeprefix("v"))
    ranks = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return (*ranks, (0, ""))


def _folders(folder: Folders) -> Sequence[Path]:
    return (folder,) if isinstance(folder, Path) else folder


def _seen(path: str) -> os.stat_result | None:
    """How a file is now; None for what is no file."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - called for every schema: makes no Path of each
    except OSError:
        return None
    return seen if stat.S_ISREG(seen.st_mode) else None


def _entries(path: str) -> list[str]:
    """Names in a folder that may be part of a reference; nothing for what is no folder."""
    try:
        return [name for name in os.listdir(path) if _PART.fullmatch(name)]  # noqa: PTH208 - as above
    except OSError:
        return []


def _tree(folder: str) -> Iterator[tuple[str, str, str, os.stat_result]]:
    """Every schema of a folder: id, version, file, and how that file is now."""
    for producer in _entries(folder):
        for name in _entries(f"{folder}/{producer}"):
            schema_id = f"{producer}/{name}"
            for version in _entries(f"{folder}/{schema_id}"):
                path = f"{folder}/{schema_id}/{version}/{_FILE}"
                seen = _seen(path)
                if seen is not None:
                    yield schema_id, version, path, seen


def _known(folder: Folders) -> dict[tuple[str, str], tuple[str, os.stat_result]]:
    """Every schema by id and version; the first folder that has it wins."""
    found: dict[tuple[str, str], tuple[str, os.stat_result]] = {}
    for one in _folders(folder):
        for schema_id, version, path, seen in _tree(str(one)):
            found.setdefault((schema_id, version), (path, seen))
    return found


def _versions(schema_id: str, folder: Folders) -> list[str]:
    """Versions of one schema, the highest first."""
    found = {name for one in _folders(folder) for name in _entries(f"{one}/{schema_id}")}
    return sorted(found, key=version_key, reverse=True)


def _file_in(folder: Path) -> Path:
    """Find the one schema of a folder: its own, or the highest version of the only one below."""
    if (folder / _FILE).is_file():
        return folder / _FILE
    found = {path for depth in ("*", "*/*", "*/*/*") for path in folder.glob(f"{depth}/{_FILE}")}
    homes = sorted({path.parents[1] for path in found})
    if not homes:
        raise unusable_schema(f"le dossier ne contient aucun fichier « {_FILE} »")
    if len(homes) > 1:
        raise UnknownSchemaError(
            "schema-several",
            french(f"Ce dossier contient plusieurs schémas ({len(homes)})."),
            french(f"Indiquez le dossier de l'un d'eux, par exemple « {homes[0]} »."),
        )
    return max(found, key=lambda path: version_key(path.parent.name))


def _unknown(ref: str, folder: Folders) -> UnknownSchemaError:
    """Tell which schemas look like the one asked for."""
    found = sorted(_known(folder))
    known = sorted({one for one, _ in found}) + [f"{one}@{version}" for one, version in found]
    near = [name for name, *_ in process.extract(ref, known, scorer=fuzz.WRatio, score_cutoff=70)]
    said = ref if len(ref) <= 80 else ref[:79] + "…"
    if near:
        hint = french("Vouliez-vous dire {near} ?").format(near=" ou ".join(near[:3]))
    else:
        hint = "La liste des schémas connus : ouvroir schemas list."
    message = french("Aucun schéma connu ne porte la référence « {ref} ».").format(ref=said)
    return UnknownSchemaError("schema-unknown", message, french(hint))


def _read_named(name: tuple[str, str], path: str, seen: os.stat_result) -> TableSchema:
    """Read one schema of many: a fault tells which."""
    try:
        return _read(path, *name, seen)
    except UnknownSchemaError as error:
        message = french(f"{'@'.join(name)} : {error.message}")
        raise UnknownSchemaError(error.code, message, error.hint) from None


def _read(
    path: str, schema_id: str, version: str, seen: os.stat_result | None = None
) -> TableSchema:
    """Read a file, or give again what was read if it has not changed since."""
    seen = seen or _seen(path)
    if seen is None:
        raise unusable_schema("le fichier est introuvable ou illisible")
    if seen.st_size > _MOST_BYTES:
        raise unusable_schema("le fichier est bien trop gros pour un schéma")
    known = (path, schema_id, version, seen.st_mtime_ns, seen.st_size, seen.st_ino)
    settled = time.time_ns() - seen.st_mtime_ns > _SETTLED_NS
    return (_remembered if settled else _remembered.__wrapped__)(*known)


@lru_cache(maxsize=512)
def _remembered(
    path: str, schema_id: str, version: str, _modified: int, _size: int, _inode: int
) -> TableSchema:
    try:
        text = Path(path).read_bytes()
    except OSError:
        raise unusable_schema("le fichier est introuvable ou illisible") from None
    return replace(parse_schema(text, schema_id, version), path=Path(path))

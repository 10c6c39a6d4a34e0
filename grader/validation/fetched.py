"""Schemas fetched from a catalogue: kept as they are, each with a note of where it comes from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.typography import french
from grader.validation.catalogue import CatalogueEntry, plain_text
from grader.validation.index import Licence
from grader.validation.table_schema import TableSchema

_ORIGIN = "origin.json"


@dataclass(frozen=True)
class Origin:
    """Where a fetched schema comes from.

    Attributes:
        address: the file it was fetched from.
        catalogue: the catalogue that named it.
        fetched_on: the day, as AAAA-MM-JJ.
        licence: what the schema itself says of its licence.
    """

    address: str
    catalogue: str
    fetched_on: str
    licence: Licence


def load_origin(schema: TableSchema) -> Origin | None:
    """Tell where a schema was fetched from; None when it was not.

    Args:
        schema: a schema read from a file.
    """
    try:
        path = (schema.path or Path()).parent / _ORIGIN
        declared = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    match declared:
        case {
            "address": str(address),
            "catalogue": str(catalogue),
            "fetched_on": str(fetched_on),
            "licence": {"name": str(name), "doubtful": bool(doubtful), "note": str(note)},
        }:
            return Origin(address, catalogue, fetched_on, Licence(name, doubtful, note))
    return None


class Keeper:
    """Keep fetched schemas, each whole or not at all.

    Args:
        target: folder of the fetched schemas.
        catalogue: address of the catalogue that names them.
        today: the day that is noted.
    """

    def __init__(self, target: Path, catalogue: str, today: date) -> None:
        self._target = target
        self._catalogue = catalogue
        self._today = today

    def keep(self, entry: CatalogueEntry, content: bytes, schema: TableSchema) -> None:
        """Put a schema and its origin in a folder of their own, by one renaming.

        Args:
            entry: where it comes from.
            content: its bytes, kept as they are.
            schema: what they say.

        Raises:
            OuvroirError: ``schemas-not-kept``.
        """
        final = self._target / entry.id / entry.version
        origin = {
            "id": entry.id,
            "version": entry.version,
            "title": entry.title,
            "address": entry.address,
            "catalogue": self._catalogue,
            "fetched_on": self._today.isoformat(),
            "licence": vars(_licence(schema.descriptor)),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        part: Path | None = None
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            if not final.resolve().is_relative_to(self._target.resolve()):
                raise _not_kept(self._target)
            part = Path(tempfile.mkdtemp(prefix=".part-", dir=self._target))
            _write(part / "schema.json", content)
            _write(part / _ORIGIN, json.dumps(origin, ensure_ascii=False, indent=2).encode())
            part.chmod(0o755)
            part.rename(final)
        except OSError:
            raise _not_kept(self._target) from None
        finally:
            if part is not None:
                shutil.rmtree(part, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file down to the disk, so that the renaming never shows an empty one."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _not_kept(folder: Path) -> OuvroirError:
    return OuvroirError(
        "schemas-not-kept",
        french(f"Les schémas récupérés n'ont pas pu être rangés dans « {folder} »."),
        "Vérifiez la place sur le disque et vos droits sur ce dossier, puis recommencez.",
    )


def _licence(descriptor: Mapping[str, Any]) -> Licence:
    """Read what a schema says of its licence; nothing said is a doubt."""
    listed = descriptor.get("licenses")
    first = listed[0] if isinstance(listed, list) and listed else descriptor.get("license")
    match first:
        case {"title": str(name)} | {"name": str(name)} if name.strip():
            return Licence(
                plain_text(name), doubtful=False, note="Indiquée dans le schéma lui-même."
            )
        case str(name) if name.strip():
            return Licence(
                plain_text(name), doubtful=False, note="Indiquée dans le schéma lui-même."
            )
    return Licence("non indiquée", doubtful=True, note="Le schéma ne dit rien de sa licence.")

"""Table schemas: found by reference, read from their JSON, as records of our own.

A reference is ``producer/name`` (highest version) or ``producer/name@version``, and lies at
``<folder>/<producer>/<name>/<version>/schema.json``. A reference is never taken as a path, so
that it may come from a form; a ``Path`` given by a command line or by a test may lie anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from grader.errors import UnknownSchemaError
from grader.typography import french
from grader.validation.model import SchemaRef

_REFERENCE = re.compile(r"(?P<id>[\w-][\w.-]*/[\w-][\w.-]*)(?:@(?P<version>[\w-][\w.-]*))?")


@dataclass(frozen=True)
class Field:
    """One column of a schema.

    Attributes:
        name: exact column name.
        type: Table Schema type (``string`` when the schema gives none).
        format: format of that type; ``default`` when the schema gives none.
        title: what people call it.
        description: what to put in it.
        example: an admitted value, or "".
        constraints: Table Schema constraints.
        descriptor: the field as written in the schema.
    """

    name: str
    type: str
    format: str
    title: str
    description: str
    example: str
    constraints: Mapping[str, Any]
    descriptor: Mapping[str, Any]

    @property
    def required(self) -> bool:
        """Whether the column must be there and filled."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class CheckSpec:
    """A rule over one or several columns, as declared: its name and parameters."""

    name: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class TableSchema:
    """A table schema.

    Attributes:
        ref: identity.
        description: what the tables of this schema hold.
        homepage: where the schema is kept by its producer, or "".
        fields: columns in order.
        missing_values: texts that stand for an empty cell.
        primary_key: columns that together tell rows apart.
        checks: rules beyond Table Schema (``custom_checks``).
        descriptor: the whole as written.
    """

    ref: SchemaRef
    description: str
    homepage: str
    fields: tuple[Field, ...]
    missing_values: tuple[str, ...]
    primary_key: tuple[str, ...]
    checks: tuple[CheckSpec, ...]
    descriptor: Mapping[str, Any]

    @property
    def labels(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.name for field in self.fields)


def load_schema(ref: str | Path, folder: Path) -> TableSchema:
    """Find and read a schema.

    Args:
        ref: ``producer/name``, ``producer/name@version``, or the ``Path`` of a Table Schema file.
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: ``schema-unknown`` (the hint names those that look alike) or
            ``schema-unusable`` when the file is not a Table Schema.
    """
    if isinstance(ref, Path):
        return _read(ref, ref.stem)
    match = _REFERENCE.fullmatch(ref.strip())
    if match is None:
        raise _unknown(ref, folder)
    schema_id, version = match["id"], match["version"]
    versions = _versions(folder / schema_id)
    if not versions or (version and version not in versions):
        raise _unknown(ref, folder)
    return _read(folder / schema_id / (version or versions[-1]) / "schema.json", schema_id)


def list_schemas(folder: Path) -> tuple[SchemaRef, ...]:
    """Give every known schema, by id, older versions first.

    Args:
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: one of the files is not a Table Schema.
    """
    return tuple(
        load_schema(f"{schema_id}@{version}", folder).ref
        for schema_id in _ids(folder)
        for version in _versions(folder / schema_id)
    )


def _ids(folder: Path) -> list[str]:
    return sorted({path.parents[1].relative_to(folder).as_posix() for path in _files(folder)})


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("*/*/*/schema.json")


def _versions(folder: Path) -> list[str]:
    """Versions of one schema, the highest last (2.10.0 after 2.9.1)."""
    return sorted((path.parent.name for path in folder.glob("*/schema.json")), key=_version_key)


def _version_key(version: str) -> tuple[tuple[int, str], ...]:
    parts = re.split(r"[.-]", version.removeprefix("v"))
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _unknown(ref: str, folder: Path) -> UnknownSchemaError:
    """Tell which schemas look like the one asked for."""
    ids = _ids(folder)
    known = ids + [f"{one}@{version}" for one in ids for version in _versions(folder / one)]
    near = [name for name, *_ in process.extract(ref, known, scorer=fuzz.WRatio, score_cutoff=70)]
    said = ref if len(ref) <= 80 else ref[:79] + "…"
    if near:
        hint = french("Vouliez-vous dire {near} ?").format(near=" ou ".join(near[:3]))
    else:
        hint = "La liste des schémas connus : ouvroir schemas list."
    message = french("Aucun schéma connu ne porte la référence « {ref} ».").format(ref=said)
    return UnknownSchemaError("schema-unknown", message, french(hint))


def _read(path: Path, schema_id: str) -> TableSchema:
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise _unusable("le fichier est introuvable ou illisible") from None
    except (ValueError, RecursionError):
        raise _unusable("le fichier n'est pas écrit en JSON") from None
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("fields"), list):
        raise _unusable("il ne déclare aucune colonne (« fields »)")
    fields = tuple(map(_field, descriptor["fields"]))
    names = [field.name for field in fields]
    if not fields or len(set(names)) < len(names):
        raise _unusable("chaque colonne doit avoir un nom à elle")
    title = str(descriptor.get("title") or descriptor.get("name") or schema_id)
    return TableSchema(
        ref=SchemaRef(schema_id, str(descriptor.get("version") or path.parent.name), title),
        description=str(descriptor.get("description") or ""),
        homepage=str(descriptor.get("homepage") or ""),
        fields=fields,
        missing_values=tuple(map(str, descriptor.get("missingValues", [""]))),
        primary_key=_names(descriptor.get("primaryKey")),
        checks=tuple(_checks(descriptor, fields)),
        descriptor=descriptor,
    )


def _unusable(reason: str) -> UnknownSchemaError:
    return UnknownSchemaError(
        "schema-unusable",
        french(f"Ce schéma ne peut pas servir : {reason}."),
        french("Indiquez un fichier « Table Schema » (JSON), comme schema.data.gouv.fr en publie."),
    )


def _field(descriptor: Any) -> Field:
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("name"), str):
        raise _unusable("une de ses colonnes n'a pas de nom")
    constraints = descriptor.get("constraints") or {}
    if not isinstance(constraints, dict):
        raise _unusable("les contraintes d'une de ses colonnes sont mal écrites")
    return Field(
        name=descriptor["name"],
        type=str(descriptor.get("type") or "string"),
        format=str(descriptor.get("format") or "default"),
        title=str(descriptor.get("title") or ""),
        description=str(descriptor.get("description") or ""),
        example="" if descriptor.get("example") is None else str(descriptor["example"]),
        constraints=constraints,
        descriptor=descriptor,
    )


def _names(declared: Any) -> tuple[str, ...]:
    """Table Schema admits one name or a list of them."""
    if isinstance(declared, str):
        return (declared,)
    return tuple(map(str, declared)) if isinstance(declared, list) else ()


def _checks(descriptor: Mapping[str, Any], fields: tuple[Field, ...]) -> Iterator[CheckSpec]:
    """Rules of the schema, then those written beside a field (``customCheck``)."""
    for declared in descriptor.get("custom_checks") or ():
        if isinstance(declared, dict) and isinstance(declared.get("name"), str):
            yield CheckSpec(declared["name"], declared.get("params") or {})
    for field in fields:
        beside = field.descriptor.get("customCheck")
        if isinstance(beside, str):
            yield CheckSpec(beside, {"column": field.name})
        elif isinstance(beside, dict) and isinstance(beside.get("name"), str):
            params = {key: value for key, value in beside.items() if key != "name"}
            yield CheckSpec(beside["name"], {"column": field.name, **params})

"""A table schema as a record of our own, made from the JSON of a Table Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import UnknownSchemaError
from grader.typography import french
from grader.validation.model import SchemaRef


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


@dataclass(frozen=True, eq=False)
class TableSchema:
    """A table schema; the same object as long as its file does not change.

    Equality and hash are those of the object, so that what is derived from a schema can be
    remembered beside it.

    Attributes:
        ref: identity.
        description: what the tables of this schema hold.
        homepage: where the schema is kept by its producer, or "".
        fields: columns in order.
        missing_values: texts that stand for an empty cell.
        primary_key: columns that together tell rows apart.
        checks: rules beyond Table Schema (``custom_checks``).
        descriptor: the whole as written.
        path: the file it was read from.
    """

    ref: SchemaRef
    description: str
    homepage: str
    fields: tuple[Field, ...]
    missing_values: tuple[str, ...]
    primary_key: tuple[str, ...]
    checks: tuple[CheckSpec, ...]
    descriptor: Mapping[str, Any]
    path: Path | None = None

    @property
    def unchecked(self) -> tuple[CheckSpec, ...]:
        """What is declared beside the rules and is not checked, so that it is told."""
        links = ("foreignKeys",) if self.descriptor.get("foreignKeys") else ()
        lost = ("primaryKey",) if set(self.primary_key) - set(self.labels) else ()
        return tuple(CheckSpec(name, {}) for name in (*links, *lost))

    @property
    def labels(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.name for field in self.fields)


def parse_schema(text: bytes | str, schema_id: str, version: str) -> TableSchema:
    """Make a schema from its JSON.

    Args:
        text: a Table Schema.
        schema_id: its id; when empty, the name that it gives itself.
        version: its version; when empty, the one that it gives itself.

    Raises:
        UnknownSchemaError: ``schema-unusable``.
    """
    try:
        descriptor = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except (ValueError, RecursionError):
        raise unusable_schema("le fichier n'est pas écrit en JSON") from None
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("fields"), list):
        raise unusable_schema("il ne déclare aucune colonne (« fields »)")
    fields = tuple(map(_field, descriptor["fields"]))
    names = [field.name for field in fields]
    if not fields:
        raise unusable_schema("il ne déclare aucune colonne (« fields »)")
    if len(set(names)) < len(names):
        raise unusable_schema("chaque colonne doit avoir un nom à elle")
    own_id = schema_id or str(descriptor.get("name") or "schema")
    own_version = version or str(descriptor.get("version") or "non-indiquée")
    title = str(descriptor.get("title") or descriptor.get("name") or own_id)
    return TableSchema(
        ref=SchemaRef(own_id, own_version, title),
        description=str(descriptor.get("description") or ""),
        homepage=str(descriptor.get("homepage") or ""),
        fields=fields,
        missing_values=_missing_values(descriptor),
        primary_key=_names(descriptor.get("primaryKey")),
        checks=tuple(_checks(descriptor, fields)),
        descriptor=descriptor,
    )


def unusable_schema(reason: str) -> UnknownSchemaError:
    """Refuse a schema.

    Args:
        reason: what is wrong, in French, without a full stop.
    """
    return UnknownSchemaError(
        "schema-unusable",
        french(f"Ce schéma ne peut pas servir : {reason}."),
        french("Indiquez un fichier « Table Schema » (JSON), comme schema.data.gouv.fr en publie."),
    )


def _field(descriptor: Any) -> Field:
    name = descriptor.get("name") if isinstance(descriptor, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise unusable_schema("une de ses colonnes n'a pas de nom")
    constraints = descriptor.get("constraints") or {}
    if not isinstance(constraints, dict) or not _well_written(constraints, descriptor):
        raise unusable_schema("les contraintes d'une de ses colonnes sont mal écrites")
    return Field(
        name=name,
        type=str(descriptor.get("type") or "string"),
        format=str(descriptor.get("format") or "default"),
        title=str(descriptor.get("title") or ""),
        description=str(descriptor.get("description") or ""),
        example=_example(descriptor.get("example")),
        constraints={key: value for key, value in constraints.items() if value is not None},
        descriptor=descriptor,
    )


#: What a constraint or a property must be for its meaning to be told; others are taken as found.
_CONSTRAINT_KINDS: Mapping[str, type] = {
    "enum": list,
    "pattern": str,
    "minLength": int,
    "maxLength": int,
}
_PROPERTY_KINDS: Mapping[str, type] = {
    "trueValues": list,
    "falseValues": list,
    "missingValues": list,
    "arrayItem": dict,
}


def _well_written(constraints: Mapping[str, Any], descriptor: Mapping[str, Any]) -> bool:
    return all(
        declared.get(key) is None or isinstance(declared[key], kind)
        for declared, kinds in (
            (constraints, _CONSTRAINT_KINDS),
            (descriptor, _PROPERTY_KINDS),
        )
        for key, kind in kinds.items()
    )


def _example(declared: Any) -> str:
    """An example is a cell's text, even when the schema gives a number, a boolean or a list."""
    if declared is None or isinstance(declared, str):
        return declared or ""
    return json.dumps(declared, ensure_ascii=False)


def _missing_values(descriptor: Mapping[str, Any]) -> tuple[str, ...]:
    """Texts for an empty cell; a later Table Schema gives some with a label."""
    declared = descriptor.get("missingValues", [""])
    if not isinstance(declared, list):
        raise unusable_schema("la liste « missingValues » est mal écrite")
    return tuple(
        str(one.get("value", "")) if isinstance(one, dict) else str(one) for one in declared
    )


def _names(declared: Any) -> tuple[str, ...]:
    """Table Schema admits one name or a list of them."""
    if isinstance(declared, str):
        return (declared,)
    return tuple(map(str, declared)) if isinstance(declared, list) else ()


def _checks(descriptor: Mapping[str, Any], fields: tuple[Field, ...]) -> Iterator[CheckSpec]:
    """Rules of the schema, then those written beside a field (``customCheck``)."""
    listed = descriptor.get("custom_checks")
    for declared in listed if isinstance(listed, list) else ():
        if isinstance(declared, dict) and isinstance(declared.get("name"), str):
            params = declared.get("params")
            yield CheckSpec(declared["name"], params if isinstance(params, dict) else {})
    for field in fields:
        beside = field.descriptor.get("customCheck")
        if isinstance(beside, str):
            yield CheckSpec(beside, {"column": field.name})
        elif isinstance(beside, dict) and isinstance(beside.get("name"), str):
            params = {key: value for key, value in beside.items() if key != "name"}
            yield CheckSpec(beside["name"], {"column": field.name, **params})

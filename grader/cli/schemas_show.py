"""How ``ouvroir schemas`` tells a list of schemas, or one schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grader.typography import french, plural
from grader.validation.fetched import Origin, load_origin
from grader.validation.index import CONFIDENCES, SERVICES, IndexEntry, Licence
from grader.validation.schema_words import TYPES, describe_constraints, describe_schema_rules
from grader.validation.table_schema import Field, TableSchema

_FETCHED = "Récupérés d'un catalogue"
_OTHERS = "Autres schémas"


@dataclass(frozen=True)
class Known:
    """A schema and what is known about it.

    Attributes:
        schema: the schema.
        entry: its entry in the index, if it has one.
        origin: where it was fetched from, if it was.
    """

    schema: TableSchema
    entry: IndexEntry | None
    origin: Origin | None

    @property
    def licence(self) -> Licence | None:
        """Under which terms it is given, where that is known."""
        if self.entry is not None:
            return self.entry.licence
        return self.origin.licence if self.origin is not None else None

    @property
    def producer(self) -> str:
        """Who keeps it; the first part of its id when nothing more is known."""
        return self.entry.producer if self.entry is not None else self.schema.ref.id.split("/")[0]

    @property
    def group(self) -> str:
        """The heading that it is listed under."""
        if self.entry is not None:
            return SERVICES[self.entry.service]
        return _FETCHED if self.origin is not None else _OTHERS


def gather(schemas: Sequence[TableSchema], index: Mapping[str, IndexEntry]) -> tuple[Known, ...]:
    """Put beside each schema what is known about it.

    Args:
        schemas: the schemas.
        index: entries by reference.
    """
    # The index speaks of the installation's schemas: a fetched one of the same name has its own.
    return tuple(
        Known(
            schema, None if (origin := load_origin(schema)) else index.get(str(schema.ref)), origin
        )
        for schema in schemas
    )


def tell_list(known: Sequence[Known]) -> tuple[list[dict[str, Any]], list[str]]:
    """Tell schemas by service, with producer and licence.

    Args:
        known: the schemas.

    Returns:
        the same as JSON objects and as lines.
    """
    lines: list[str] = []
    for heading in (*SERVICES.values(), _FETCHED, _OTHERS):
        members = [one for one in known if one.group == heading]
        if members:
            lines.extend((french(heading), *(line for one in members for line in _line(one)), ""))
    count = plural(len(known), "schéma")
    lines.append(french(f"{count}. Pour en lire un : ouvroir schemas show RÉFÉRENCE"))
    return [_about(one) for one in known], lines if known else ["Aucun schéma n'est installé."]


def _line(one: Known) -> Iterator[str]:
    yield french(f"  {one.schema.ref} : {one.schema.ref.title}")
    yield french(f"      {one.producer} ; {_licence_mark(one.licence)}")


def _licence_mark(licence: Licence | None) -> str:
    if licence is None:
        return "licence inconnue"
    name = licence.name if licence.name.startswith("Licence") else f"licence {licence.name}"
    return f"{name}{_doubt(licence)}"


def _doubt(licence: Licence) -> str:
    return " (faits seulement)" if licence.doubtful else ""


def _about(one: Known) -> dict[str, Any]:
    """All that is known about a schema beside its columns."""
    ref, entry = one.schema.ref, one.entry
    return {
        "id": ref.id,
        "version": ref.version,
        "title": ref.title,
        "service": entry.service if entry else None,
        "producer": one.producer,
        "address": entry.address if entry else one.schema.homepage or None,
        "licence": asdict(one.licence) if one.licence else None,
        "legal_basis": asdict(entry.legal_basis) if entry and entry.legal_basis else None,
        "publishers": entry.publishers if entry else None,
        "origin": asdict(one.origin) if one.origin else None,
        "columns": len(one.schema.fields),
        "required_columns": sum(field.required for field in one.schema.fields),
    }


def tell_schema(one: Known) -> tuple[dict[str, Any], list[str]]:
    """Tell a schema: what is known about it, its columns, its rules.

    Args:
        one: the schema.

    Returns:
        the same as a JSON object and as lines.
    """
    schema = one.schema
    rules = [french(rule) for rule in describe_schema_rules(schema)]
    data = {
        **_about(one),
        "description": schema.description,
        "homepage": schema.homepage,
        "missing_values": list(schema.missing_values),
        "primary_key": list(schema.primary_key),
        "fields": [_field(field) for field in schema.fields],
        "checks": [{"name": check.name, "params": dict(check.params)} for check in schema.checks],
        "rules": rules,
    }
    required = sum(field.required for field in schema.fields)
    lines = [
        french(f"{schema.ref} : {schema.ref.title}"),
        *([french(schema.description)] if schema.description else []),
        "",
        *map(french, _known_lines(one)),
        "",
        french(f"{plural(len(schema.fields), 'colonne')}, dont {_required(required)}"),
        *(line for field in schema.fields for line in _field_lines(field)),
        *(["", "Règles sur plusieurs colonnes ou sur tout le fichier"] if rules else []),
        *(f"  - {rule}" for rule in rules),
    ]
    return data, lines


def _required(count: int) -> str:
    return plural(count, "obligatoire") if count else "aucune obligatoire"


def _known_lines(one: Known) -> Iterator[str]:
    entry, origin = one.entry, one.origin
    yield f"Producteur : {one.producer}"
    address = entry.address if entry else one.schema.homepage
    if address:
        yield f"Adresse : {address}"
    if origin:
        yield (
            f"Récupéré le {_day(origin.fetched_on)} de {origin.address} ; ses textes sont ceux de "
            "son producteur."
        )
    if one.licence:
        doubt = _doubt(one.licence) if entry else ""
        yield f"Licence : {one.licence.name}{doubt}. {one.licence.note}".strip()
    if entry is None:
        return
    if entry.legal_basis is None:
        yield "Base légale : aucune connue."
    elif entry.legal_basis.certain:
        mark = CONFIDENCES[entry.legal_basis.confidence]
        yield f"Base légale ({mark}) : {entry.legal_basis.text}"
    else:
        mark = CONFIDENCES[entry.legal_basis.confidence]
        yield f"Base légale, {mark} : {entry.legal_basis.text}"
    yield f"Qui le publie : {entry.publishers}"


def _day(iso: str) -> str:
    """Write 2026-09-01 as 01/09/2026."""
    return "/".join(reversed(iso.split("-")))


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "type": field.type,
        "format": field.format,
        "required": field.required,
        "example": field.example,
        "description": field.description,
        "constraints": dict(field.constraints),
        "in_words": [french(sentence) for sentence in describe_constraints(field)],
    }


def _field_lines(field: Field) -> Iterator[str]:
    kind = TYPES.get(field.type, field.type)
    required = "obligatoire" if field.required else "facultative"
    yield french(f"\n  {field.name} ({kind}, {required}) : {field.title or field.name}")
    if field.description:
        yield french(f"      {field.description}")
    for sentence in describe_constraints(field):
        yield french(f"      - {sentence}")
    if field.example:
        yield french(f"      Exemple : {field.example}")

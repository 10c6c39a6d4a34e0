"""The columns of a file: what its schema says of them, completed by its producer; as a dictionary.

A dictionary is given as CSV, to be opened in a spreadsheet, and as Markdown, to be pasted in a
description. What people wrote is hostile in both.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reporting import current_report
from grader.publication.resources.view import permalink
from grader.typography import french

_HEADER = ("colonne", "intitulé", "description", "type", "obligatoire", "exemple", "origine")
#: Types of Table Schema, as people call them.
KINDS = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "date": "date",
    "datetime": "date et heure",
    "time": "heure",
    "year": "année",
    "yearmonth": "mois d'une année",
    "duration": "durée",
    "geopoint": "point géographique",
    "geojson": "objet géographique",
    "array": "liste",
    "object": "objet",
    "any": "libre",
}
#: Signs that mean something in Markdown or in HTML.
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~-])")


@dataclass(frozen=True)
class Column:
    """One column of a file.

    Attributes:
        label: its name, as written in the file.
        kind: its Table Schema type.
        title: what people call it, or "".
        description: what it holds, or "".
        example: an admitted value, or "".
        required: whether the schema wants it filled.
        origin: ``schema``, ``producer`` or "" where nobody described it.
        format: of its type; ``default`` where none is told.
        decimal: its decimal sign, where it is not the point.
        constraints: of its schema.
    """

    label: str
    kind: str
    title: str
    description: str
    example: str = ""
    required: bool = False
    origin: str = ""
    format: str = "default"
    decimal: str = ""
    constraints: dict[str, Any] = field(default_factory=dict)


def columns_of(portal: Portal, dataset: Document, resource: Document) -> tuple[Column, ...]:
    """Give the columns of a file, in its order.

    Args:
        portal: for the report on the file, which tells its columns.
        dataset: its record.
        resource: as stored. What its producer wrote of a column comes before what the schema
            says; columns that she described and that no report names come last.
    """
    del dataset
    report = current_report(portal, resource) or {}
    told: dict[str, dict[str, str]] = dict(resource.get("columns") or {})
    columns = [_column(one, told.pop(one["label"], {})) for one in report.get("columns") or ()]
    left = [_described(label, words) for label, words in told.items()]
    return (*columns, *left)


def dictionary_csv(portal: Portal, dataset: Document, resource: Document) -> bytes:
    """Write the dictionary of a file as CSV: UTF-8, commas; no cell is taken for a formula."""
    # Late: it comes with what reads and checks tables, which a server need not start with.
    from grader.validation.reports.csv_lines import harmless

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for column in columns_of(portal, dataset, resource):
        writer.writerow([harmless(cell) for cell in _cells(column)])
    return text.getvalue().encode()


def dictionary_markdown(portal: Portal, dataset: Document, resource: Document) -> bytes:
    """Write the dictionary of a file as Markdown, to be pasted in a description."""
    columns = columns_of(portal, dataset, resource)
    lines = [
        f"# Dictionnaire des données : {_plain(resource['title'])}",
        "",
        f"Jeu de données : {_plain(dataset['title'])}  ",
        f"Fichier : <{permalink(portal, resource['id'])}>",
        "",
    ]
    if not columns:
        lines.append(french("Aucune colonne n'est décrite pour l'instant."))
    else:
        lines += [_row(tuple(map(str.capitalize, _HEADER))), _row(("---",) * len(_HEADER))]
        lines += [_row(tuple(map(_plain, _cells(column)))) for column in columns]
    return ("\n".join(lines) + "\n").encode()


def _column(found: dict[str, Any], words: dict[str, str]) -> Column:
    texts = _texts(words)
    written = any(texts.values())
    constraints = dict(found.get("constraints") or {})
    return Column(
        label=found["label"],
        kind=found["kind"],
        title=texts["title"] or found.get("title") or "",
        description=texts["description"] or found.get("description") or "",
        example=found.get("example") or "",
        required=bool(constraints.get("required")),
        origin="producer" if written else "schema" if found.get("from_schema") else "",
        format=found.get("format") or "default",
        decimal=found.get("decimal") or "",
        constraints=constraints,
    )


def _described(label: str, words: dict[str, str]) -> Column:
    texts = _texts(words)
    return Column(label, "any", texts["title"], texts["description"], origin="producer")


def _texts(words: dict[str, str]) -> dict[str, str]:
    return {key: str(words.get(key) or "") for key in ("title", "description")}


def _cells(column: Column) -> tuple[str, ...]:
    return (
        column.label,
        column.title,
        column.description,
        KINDS.get(column.kind, column.kind),
        "oui" if column.required else "non",
        column.example,
        {"schema": "schéma", "producer": "producteur"}.get(column.origin, ""),
    )


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """Write a text so that it reads as itself: no mark, no HTML, no line of its own."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

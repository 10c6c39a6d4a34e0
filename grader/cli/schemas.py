"""``ouvroir schemas``: list the known schemas, show one, guess the one of a file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.cli.validate import FINDINGS, UNUSABLE, VALID, schema_reference
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.tables.read import read_table
from grader.typography import french, plural
from grader.validation.guess import Guess, all_labels, guess_schemas
from grader.validation.schemas import Field, TableSchema, list_schemas, load_schema


def add_parser(subparsers: Any) -> None:
    """Declare the command and its three actions.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "schemas",
        help="lister les schémas connus, en lire un, deviner celui d'un fichier",
        description="Les schémas de données que ce logiciel connaît.",
    )
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="lister les schémas connus")
    show = actions.add_parser("show", help="décrire les colonnes d'un schéma")
    show.add_argument("schema", metavar="RÉFÉRENCE", help="par exemple scdl/deliberations@2.1.5")
    guess = actions.add_parser("guess", help="deviner le schéma d'un fichier par ses colonnes")
    guess.add_argument("file", metavar="FICHIER", help="un fichier CSV, TSV ou TXT")
    for action in (listing, show, guess):
        action.add_argument(
            "--format", choices=("text", "json"), default="text", help="text ou json"
        )


def run(args: argparse.Namespace) -> int:
    """Do the action asked for.

    Args:
        args: ``action``, ``format``, and ``schema`` or ``file``.

    Returns:
        0; 1 when no known schema fits the file; 2 when the file or schema cannot be read.
    """
    settings = Settings.from_environment()
    folder = settings.sandbox / "schemas"
    as_json = args.format == "json"
    try:
        if args.action == "list":
            data, lines = _listed(folder)
        elif args.action == "show":
            data, lines = _shown(load_schema(schema_reference(args.schema), folder))
        else:
            data, lines = _guessed(Path(args.file), folder, settings)
    except OuvroirError as error:
        if as_json:
            print(json.dumps({"error": error.to_dict()}, ensure_ascii=False))
        print(error, file=sys.stderr)
        return UNUSABLE
    print(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(lines))
    return VALID if data else FINDINGS


def _listed(folder: Path) -> tuple[Any, list[str]]:
    refs = list_schemas(folder)
    data = [{"id": ref.id, "version": ref.version, "title": ref.title} for ref in refs]
    lines = [french(f"{ref} : {ref.title}") for ref in refs]
    return data, lines or ["Aucun schéma n'est installé."]


def _shown(schema: TableSchema) -> tuple[Any, list[str]]:
    data = {
        "id": schema.ref.id,
        "version": schema.ref.version,
        "title": schema.ref.title,
        "description": schema.description,
        "homepage": schema.homepage,
        "fields": [
            {
                "name": field.name,
                "title": field.title,
                "type": field.type,
                "format": field.format,
                "required": field.required,
                "example": field.example,
                "description": field.description,
            }
            for field in schema.fields
        ],
        "checks": [{"name": check.name, "params": dict(check.params)} for check in schema.checks],
    }
    lines = [
        french(f"{schema.ref} : {schema.ref.title}"),
        french(schema.description),
        *([french(f"Page du producteur : {schema.homepage}")] if schema.homepage else []),
        f"\n{plural(len(schema.fields), 'colonne')}",
        *(line for field in schema.fields for line in _shown_field(field)),
    ]
    return data, [line for line in lines if line]


_TYPES = {
    "string": "texte",
    "date": "date",
    "datetime": "date et heure",
    "time": "heure",
    "year": "année",
    "yearmonth": "mois",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "array": "liste",
    "geopoint": "position",
    "geojson": "tracé géographique",
    "duration": "durée",
}


def _shown_field(field: Field) -> Iterator[str]:
    kind = _TYPES.get(field.type, field.type)
    required = "obligatoire" if field.required else "facultative"
    yield french(f"\n  {field.name} ({kind}, {required}) : {field.title or field.name}")
    if field.description:
        yield french(f"      {field.description}")
    if field.example:
        yield french(f"      Exemple : {field.example}")


def _guessed(path: Path, folder: Path, settings: Settings) -> tuple[Any, list[str]]:
    table = read_table(
        path,
        settings.bounds,
        max_bytes=settings.bounds.command_line_bytes,
        expected=all_labels(folder),
    )
    guesses = guess_schemas(table.header, folder)
    data = [
        {
            "id": guess.schema.id,
            "version": guess.schema.version,
            "found": guess.found,
            "total": guess.total,
        }
        for guess in guesses
    ]
    lines = [_spoken_guess(guess) for guess in guesses]
    return data, lines or ["Aucune colonne de ce fichier n'appartient à un schéma connu."]


def _spoken_guess(guess: Guess) -> str:
    """Say « 14 colonnes sur 16 de scdl/subventions 2.1.1 »."""
    ref = guess.schema
    return f"{plural(guess.found, 'colonne')} sur {guess.total} de {ref.id} {ref.version}"

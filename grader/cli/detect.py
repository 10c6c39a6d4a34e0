"""``ouvroir detect``: say which columns of a file tell of people; in sentences or in JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.output import without_controls
from grader.cli.sheet_option import with_a_way_out
from grader.cli.wrapped import wrapped
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.privacy.detection import Detection
    from grader.tables.model import Table

NOTHING, FOUND, UNUSABLE = 0, 1, 2

#: Title of each role, in the order in which they are told.
_TITLES = {
    "direct": "Désignent une personne",
    "sensitive": "Disent d'une personne ce qui ne doit pas s'apprendre",
    "quasi": "Aident à la retrouver, mises ensemble",
    "free": "Ne disent rien d'une personne, à ce qu'il semble",
}
_SURENESS = {"sure": "sûr", "likely": "probable", "unsure": "à vérifier"}
#: Characters of a column's name that are shown.
_LABEL = 40


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "detect",
        help="repérer les données personnelles d'un fichier",
        description=french(
            "Repère les données personnelles d'un fichier, dans les colonnes et à l'intérieur des "
            "textes, et dit pourquoi. Aucune valeur n'est montrée, rien ne quitte cet ordinateur. "
            "Code de sortie : 0 si rien n'a été repéré, 1 si une colonne au moins parle de "
            "personnes, 2 si le fichier ne peut pas être lu."
        ),
        epilog=french(
            "« Rien n'a été repéré » ne veut pas dire « rien à protéger » : docs/detecter.md dit "
            "ce que cette commande ne voit pas."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", help="un fichier CSV, TSV, TXT, ou un classeur")
    parser.add_argument(
        "--feuille", "--sheet", dest="sheet", metavar="NOM", help="la feuille du classeur à lire"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=french("text : des phrases ; json : pour un programme"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look for personal data in one file.

    Args:
        args: ``file``, ``sheet`` and ``format``.

    Returns:
        0 when no column speaks of people, 1 when one does, 2 when the file cannot be read.
    """
    named = os.fsencode(args.file).decode("utf-8", "replace")
    try:
        table, detection = _detected(args)
    except OuvroirError as error:
        told = with_a_way_out(error)
        if args.format == "json":
            _print(json.dumps({"file": named, "error": told.to_dict()}, ensure_ascii=False))
        print(without_controls(french(f"{named} : {told}")), file=sys.stderr)
        return UNUSABLE
    if args.sheet and not table.dialect.sheet:
        said = f"{named} : ce fichier n'est pas un classeur, l'option --feuille n'y change rien."
        print(without_controls(french(said)), file=sys.stderr)
    if args.format == "json":
        _print(json.dumps(_as_json(named, table, detection), ensure_ascii=False))
    else:
        for line in _told(named, table, detection):
            _print(line)
    return FOUND if any(one.role != "free" for one in detection.columns) else NOTHING


def _detected(args: argparse.Namespace) -> tuple[Table, Detection]:
    # Polars comes with them: other commands must not wait for that.
    from grader.privacy.detection import detect
    from grader.privacy.records import records_of
    from grader.tables.read import read_table

    bounds = Settings.from_environment().bounds
    table = read_table(
        Path(args.file), bounds, max_bytes=bounds.command_line_bytes, sheet=args.sheet
    )
    return table, detect(records_of(table))


def _as_json(named: str, table: Table, detection: Detection) -> dict[str, Any]:
    return {
        "file": named,
        "rows": detection.rows,
        "columns": [
            {
                "label": one.label,
                "role": one.role,
                "kind": one.kind,
                "reason": one.reason,
                "confidence": one.confidence,
                "cells": one.cells,
                "share": one.share,
                "sampled": one.sampled,
            }
            for one in detection.columns
        ],
        "texts": [
            {"label": one.label, "kind": one.kind, "cells": one.cells, "sampled": one.sampled}
            for one in detection.texts
        ],
        "notices": [
            {"code": one.code, "severity": one.severity, "message": one.message}
            for one in table.notices
        ],
    }


def _told(named: str, table: Table, detection: Detection) -> Iterator[str]:
    columns = detection.columns
    yield without_controls(
        french(f"{named} : {plural(len(columns), 'colonne')}, {plural(detection.rows, 'ligne')}")
    )
    if table.notices:
        yield ""
        yield "Constats de lecture"
        for notice in table.notices:
            yield from wrapped(notice.message, first="  - ", then="    ")
    width = max((len(_label(one.label)) for one in columns), default=0)
    for role, title in _TITLES.items():
        some = [one for one in columns if one.role == role]
        if some:
            yield ""
            yield f"{title} ({number(len(some))})"
        for one in some:
            first = f"  {_label(one.label):<{width}}  {_SURENESS[one.confidence]:<10}  "
            yield from wrapped(one.reason, first=first, then=" " * len(first))
    if detection.texts:
        yield ""
        yield "À l'intérieur des cellules"
        yield from _told_inside(detection, width)


def _told_inside(detection: Detection, width: int) -> Iterator[str]:
    from grader.privacy.detection.kinds import KINDS

    for one in detection.texts:
        least = "au moins " if one.sampled else ""
        what = KINDS[one.kind].one
        first = f"  {_label(one.label):<{width}}  "
        told = f"{least}{plural(one.cells, 'cellule')} avec {what}"
        yield from wrapped(told, first=first, then=" " * len(first))


def _label(label: str) -> str:
    """Give the name of a column on one short line: a file may hold any."""
    shown = "".join(c if c.isprintable() else "·" for c in label)
    return shown if len(shown) <= _LABEL else f"{shown[: _LABEL - 1]}…"


def _print(text: str) -> None:
    """Print on any terminal: what it cannot show is replaced."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))

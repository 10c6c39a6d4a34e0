"""``ouvroir validate``: check files against a schema; in sentences, JSON, CSV or one HTML page."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from grader.cli.output import silence_output, without_controls
from grader.cli.sheet_option import with_a_way_out
from grader.errors import OuvroirError, UnknownSchemaError, UnusableFileError
from grader.settings import Settings
from grader.typography import french

if TYPE_CHECKING:
    from grader.validation.reports.writer import ReportWriter
    from grader.validation.table_schema import TableSchema

VALID, FINDINGS, UNUSABLE = 0, 1, 2

FORMATS = ("text", "json", "csv", "html")


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "validate",
        help="vérifier des fichiers avec un schéma",
        description=french(
            "Vérifie des fichiers avec un schéma et dit, en français, ce qu'il faut corriger, "
            "pourquoi, et comment. Code de sortie : 0 si tout est valide, 1 s'il y a des erreurs, "
            "2 si un fichier ou le schéma ne peut pas être lu."
        ),
        epilog=french(
            "Quel schéma ? « ouvroir schemas guess FICHIER » en propose un d'après les colonnes, "
            "« ouvroir schemas list » les donne tous."
        ),
    )
    parser.add_argument(
        "files", nargs="+", metavar="FICHIER", help="un fichier CSV, TSV, TXT, ou un classeur"
    )
    parser.add_argument(
        "--schema",
        required=True,
        metavar="RÉFÉRENCE",
        help="scdl/deliberations, scdl/subventions@2.1.1… ou le chemin d'un Table Schema (.json)",
    )
    parser.add_argument(
        "--feuille", "--sheet", dest="sheet", metavar="NOM", help="la feuille du classeur à lire"
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help=french(
            "text : des phrases ; json : pour un programme ; csv : un tableau des anomalies, pour "
            "un tableur ; html : une page à lire, à imprimer ou à transmettre"
        ),
    )
    parser.add_argument(
        "--output", metavar="FICHIER", type=Path, help="écrire le rapport dans ce fichier"
    )
    parser.add_argument(
        "--limit",
        type=_whole,
        metavar="N",
        help=french(
            "en json et en csv, nombre d'anomalies détaillées par fichier (toutes par défaut) ; "
            "en text, nombre de lignes citées par sorte d'anomalie (5 par défaut) ; en html, "
            "nombre d'exemples par sorte d'anomalie (10 par défaut). Les totaux restent exacts."
        ),
    )
    parser.add_argument(
        "--date",
        type=_day,
        metavar="AAAA-MM-JJ",
        help=french("en html, date à indiquer dans le rapport (aucune par défaut)"),
    )
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier positif")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = f"« {text} » n'est pas une date de la forme AAAA-MM-JJ"
        raise argparse.ArgumentTypeError(said) from None


def run(args: argparse.Namespace) -> int:
    """Validate every file, and write one report of all.

    Args:
        args: ``files``, ``schema``, ``sheet``, ``format``, ``output``, ``limit`` and ``date``.

    Returns:
        the exit code: that of the worst file; 2 also when the schema cannot be used or the report
        cannot be written.
    """
    try:
        return _run(args)
    except OuvroirError as error:
        if args.format == "json":
            print(json.dumps({"error": error.to_dict()}, ensure_ascii=False))
        print(without_controls(str(error)), file=sys.stderr)
        return UNUSABLE


def _run(args: argparse.Namespace) -> int:
    # Polars and the schemas come with them: other commands must not wait for that.
    from grader.cli.schemas_argument import schema_argument
    from grader.validation.schemas import schema_folders

    settings = Settings.from_environment()
    schema = schema_argument(args.schema, schema_folders(settings))
    if args.output:
        _refuse_to_overwrite(args.output, [*args.files, *([schema.path] if schema.path else [])])
    with _opened(args.output, args.format) as out:
        writer = _writer(out, args)
        codes = [_run_one(file, schema, settings, args, writer) for file in args.files]
        writer.close()
    return max(codes)


def _run_one(
    file: str,
    schema: TableSchema,
    settings: Settings,
    args: argparse.Namespace,
    writer: ReportWriter,
) -> int:
    from grader.validation.validate import validate

    start = time.perf_counter()
    named = os.fsencode(file).decode("utf-8", "replace")
    try:
        report = validate(
            Path(file),
            schema,
            bounds=settings.bounds,
            max_bytes=settings.bounds.command_line_bytes,
            sheet=args.sheet,
        )
    except (UnusableFileError, UnknownSchemaError) as error:
        told = with_a_way_out(error)
        print(without_controls(french(f"{named} : {told}")), file=sys.stderr)
        if args.format != "text" or args.output:
            writer.refuse(told, named)
        return UNUSABLE
    if args.sheet and not report.dialect.sheet:
        said = f"{named} : ce fichier n'est pas un classeur, l'option --feuille n'y change rien."
        print(without_controls(french(said)), file=sys.stderr)
    writer.write(report, named, time.perf_counter() - start)
    return VALID if report.valid else FINDINGS


def _writer(out: TextIO, args: argparse.Namespace) -> ReportWriter:
    from grader.validation.reports.csv_lines import CsvWriter
    from grader.validation.reports.html_page import HtmlWriter
    from grader.validation.reports.json_lines import JsonWriter
    from grader.validation.reports.plain_text import TextWriter

    if args.format == "html":
        return HtmlWriter(out, args.limit, day=args.date, several=len(args.files) > 1)
    if args.format == "csv":
        return CsvWriter(out, args.limit)
    return (JsonWriter if args.format == "json" else TextWriter)(out, args.limit)


def _refuse_to_overwrite(output: Path, inputs: list[str | Path]) -> None:
    for one in map(Path, inputs):
        if output.exists() and one.exists() and output.samefile(one):
            raise OuvroirError(
                "output-is-an-input",
                french(f"Le rapport remplacerait « {one.name} », dont la vérification a besoin."),
                "Donnez-lui un autre nom.",
            )


@contextmanager
def _opened(output: Path | None, form: str) -> Iterator[TextIO]:
    """Give the stream to write on: a file, or the standard output, in UTF-8 but for sentences."""
    try:
        if output is None:
            yield _standard_output(form)
            return
        with output.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None:
            silence_output()
            raise _unwritable(
                "sur la sortie standard", "Donnez-lui un fichier avec --output."
            ) from error
        raise _unwritable(
            f"dans « {output} »",
            "Vérifiez que ce dossier existe, que vous avez le droit d'y écrire et qu'il y reste de "
            "la place.",
        ) from error


def _standard_output(form: str) -> TextIO:
    stdout = sys.stdout
    if stdout is None:  # what Python makes of an output that was closed
        raise OSError
    reconfigure = getattr(stdout, "reconfigure", None)
    if reconfigure and form == "text":
        reconfigure(errors="replace")
    elif reconfigure:
        reconfigure(encoding="utf-8", errors="replace", newline="")
    return stdout


def _unwritable(where: str, hint: str) -> OuvroirError:
    told = french(f"Le rapport n'a pas pu être écrit {where}.")
    return OuvroirError("output-unwritable", told, hint)

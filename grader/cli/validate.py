"""``ouvroir validate``: check files against a schema, in French or in JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError, UnknownSchemaError, UnusableFileError
from grader.settings import Settings
from grader.typography import french, number, plural
from grader.validation.model import Finding, Report
from grader.validation.report import report_to_dict
from grader.validation.schemas import TableSchema, load_schema

VALID, FINDINGS, UNUSABLE = 0, 1, 2

#: Lines cited for one cause when ``--limit`` does not say.
_CITED = 5


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "validate",
        help="vérifier des fichiers CSV avec un schéma",
        description=french(
            "Vérifie des fichiers CSV avec un schéma et dit, en français, ce qu'il faut corriger. "
            "Code de sortie : 0 si tout est valide, 1 s'il y a des erreurs, 2 si un fichier ou le "
            "schéma ne peut pas être lu."
        ),
    )
    parser.add_argument("files", nargs="+", metavar="FICHIER", help="un fichier CSV, TSV ou TXT")
    parser.add_argument(
        "--schema",
        required=True,
        metavar="RÉFÉRENCE",
        help="scdl/deliberations, scdl/subventions@2.1.1… ou le chemin d'un Table Schema (.json)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text ou json")
    parser.add_argument(
        "--limit",
        type=_whole,
        metavar="N",
        help=french(
            "en json, nombre d'anomalies détaillées (toutes par défaut) ; en text, nombre de "
            f"lignes citées par cause ({_CITED} par défaut). Les totaux restent exacts."
        ),
    )
    parser.set_defaults(run=run)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier positif")
    return int(text)


def schema_reference(text: str) -> str | Path:
    """Tell a schema's path from its reference: only a command line may name a path.

    Args:
        text: what the person gave.
    """
    return Path(text) if text.endswith(".json") or Path(text).is_file() else text


def run(args: argparse.Namespace) -> int:
    """Validate every file.

    Args:
        args: ``files``, ``schema``, ``format`` and ``limit``.

    Returns:
        the exit code.
    """
    settings = Settings.from_environment()
    as_json = args.format == "json"
    try:
        schema = load_schema(schema_reference(args.schema), settings.sandbox / "schemas")
    except UnknownSchemaError as error:
        _tell_error(error, as_json=as_json)
        return UNUSABLE
    return max(_run_one(file, schema, settings, args) for file in args.files)


def _run_one(file: str, schema: TableSchema, settings: Settings, args: argparse.Namespace) -> int:
    # Frictionless comes with it: other commands must not wait for that.
    from grader.validation.validate import validate

    as_json = args.format == "json"
    start = time.perf_counter()
    try:
        report = validate(
            Path(file),
            schema,
            bounds=settings.bounds,
            max_bytes=settings.bounds.command_line_bytes,
        )
    except (UnusableFileError, UnknownSchemaError) as error:
        _tell_error(error, as_json=as_json, file=file)
        return UNUSABLE
    seconds = time.perf_counter() - start
    if as_json:
        data = report_to_dict(report, file, seconds, limit=args.limit)
        print(json.dumps(data, ensure_ascii=False))
    else:
        cited = _CITED if args.limit is None else args.limit
        print("\n".join(_spoken(report, file, cited)), end="\n\n")
    return VALID if report.valid else FINDINGS


def _tell_error(error: OuvroirError, *, as_json: bool, file: str = "") -> None:
    if as_json:
        data = {"file": file, "error": error.to_dict()} if file else {"error": error.to_dict()}
        print(json.dumps(data, ensure_ascii=False))
    print(french(f"{file} : {error}") if file else str(error), file=sys.stderr)


def _spoken(report: Report, file: str, cited: int) -> Iterator[str]:
    """Tell a report by cause, errors first."""
    errors = [one for one in report.findings if one.severity == "error"]
    warnings = [one for one in report.findings if one.severity != "error"]
    verdict = "valide" if report.valid else "non valide"
    yield french(f"{file} : {verdict} pour {report.schema} ({report.schema.title})")
    yield (
        f"{plural(len(errors), 'erreur')}, {plural(len(warnings), 'avertissement')}, "
        f"{plural(report.n_rows, 'ligne')} de données"
    )
    if report.notices:
        yield "\nConstats de lecture"
        for notice in report.notices:
            yield f"  - {notice.message}"
            yield french(f"      À faire : {notice.fix}")
    for title, findings in (("Erreurs", errors), ("Avertissements", warnings)):
        if findings:
            yield f"\n{title}"
            for group in by_cause(findings):
                yield from _spoken_group(group, cited)


def by_cause(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Group findings that one gesture mends, in the order in which they are met.

    Args:
        findings: findings in file order.
    """
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause, []).append(finding)
    return list(groups.values())


def _spoken_group(group: list[Finding], cited: int) -> Iterator[str]:
    first = group[0]
    place = first.column or ("Tableau" if first.line is None else "Ligne")
    lines = [number(one.line) for one in group if one.line is not None]
    where = f"{plural(len(group), 'fois', 'fois')}"
    if lines and cited:
        more = "…" if len(lines) > cited else ""
        where += f", {'ligne' if len(lines) == 1 else 'lignes'} {', '.join(lines[:cited])}{more}"
    yield f"  - {place} ({where})"
    yield f"      {first.message}"
    yield french(f"      Pourquoi : {first.why}")
    yield french(f"      À faire : {first.fix}")

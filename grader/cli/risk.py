"""``ouvroir risk``: what a file gives away about people; in sentences, or in JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.cli.columns_argument import columns_argument, written_columns
from grader.cli.output import take_any_sign
from grader.cli.sheet_option import with_a_way_out
from grader.cli.wrapped import wrapped
from grader.errors import OuvroirError, UnusableFileError
from grader.privacy.model import USUAL_K, Measures
from grader.settings import Settings
from grader.typography import french, plural

if TYPE_CHECKING:
    import polars as pl

    from grader.privacy.cells import Cells

SAFE, AT_RISK = 0, 1
#: A distance is a quotient of whole numbers: what is beyond is rounding of floating point.
_DECIMALS = 12


def add_parser(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: what ``ArgumentParser.add_subparsers`` gave.
    """
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "risk",
        help="mesurer ce qu'un fichier révèle des personnes",
        description=french(
            "Mesure ce qu'un fichier révèle des personnes : k-anonymat, l-diversité, t-proximité, "
            "lignes seules de leur espèce, lignes à risque. Code de sortie : 0 si aucune ligne "
            "n'est à risque, 1 si des lignes sont à risque, si un groupe n'a qu'une valeur "
            "sensible ou si le tableau de --count a des cases trop petites, 2 si le fichier ou "
            "les colonnes ne peuvent pas servir."
        ),
        epilog=french(
            "Rien ne quitte votre ordinateur. Aucune mesure ne remplace l'avis de votre délégué à "
            "la protection des données (DPD)."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", help="un fichier CSV, TSV, TXT, ou un classeur")
    parser.add_argument(
        "--quasi",
        required=True,
        action="append",
        metavar="COLONNES",
        help=french(
            "les colonnes qui, mises ensemble, resserrent la recherche d'une personne (âge, sexe, "
            "rue…), séparées par des virgules ; l'option peut être répétée"
        ),
    )
    parser.add_argument(
        "--sensitive",
        action="append",
        default=[],
        metavar="COLONNES",
        help=french("les colonnes dont rien ne doit être appris (aide, santé, revenu…)"),
    )
    parser.add_argument(
        "--threshold",
        type=_threshold,
        default=USUAL_K,
        metavar="K",
        help=french(
            f"une ligne est à risque dans un groupe de moins de K lignes ({USUAL_K} par défaut : "
            "un repère, pas une règle)"
        ),
    )
    counts = parser.add_argument_group(
        "tableau de comptes", french("ce que révélerait un tableau qui compte les lignes")
    )
    counts.add_argument(
        "--count",
        action="append",
        default=[],
        metavar="COLONNES",
        help=french(
            "compter par ces colonnes : les cases trop petites, et celles qu'une unité domine"
        ),
    )
    counts.add_argument(
        "--amount", metavar="COLONNE", help=french("additionner cette colonne dans chaque case")
    )
    counts.add_argument(
        "--unit",
        metavar="COLONNE",
        help=french("ce qui désigne une unité, s'il y en a plusieurs lignes (une par ligne sinon)"),
    )
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


def _threshold(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier à partir de 1")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Measure a file, and tell.

    Args:
        args: ``file``, ``quasi``, ``sensitive``, ``threshold``, ``sheet`` and ``format``.

    Returns:
        the exit code: 0 when no row is at risk, 1 when some are, when a group has one sensitive
        value, or when the table of ``--count`` has small or dominated cells.

    Raises:
        OuvroirError: the file cannot be read, or has no such column.
    """
    # Polars comes with them: other commands must not wait for that.
    from grader.privacy.measures import measure
    from grader.privacy.records import filled_rows

    records = _read(args)
    quasi = columns_argument(args.quasi, records.columns)
    sensitive = columns_argument(args.sensitive, records.columns) if args.sensitive else ()
    _refuse_both(quasi, sensitive)
    filled = filled_rows(records)
    measures = measure(filled, quasi, sensitive, args.threshold)
    take_any_sign()
    cells = _cells(args, filled)
    if args.format == "json":
        print(json.dumps(_figures(measures) | _cell_figures(cells)))
    else:
        for line in _told(args.file, measures, records, quasi, sensitive, cells=cells):
            print(line)
    told_cells = cells is not None and (cells.small or cells.dominated)
    return AT_RISK if measures.at_risk or measures.l == 1 or told_cells else SAFE


def _cells(args: argparse.Namespace, records: pl.DataFrame) -> Cells | None:
    """Look at the table of counts that was asked about, if one was."""
    from grader.privacy.cells import cells_of

    if not args.count:
        if args.amount or args.unit:
            raise OuvroirError(
                "no-count",
                french("--amount et --unit ne servent qu'avec --count."),
                french("Ajoutez --count et les colonnes par lesquelles compter."),
            )
        return None

    def one(chosen: str | None) -> str | None:
        return columns_argument([chosen], records.columns)[0] if chosen else None

    by = columns_argument(args.count, records.columns)
    return cells_of(records, by, one(args.amount), one(args.unit))


def _cell_figures(cells: Cells | None) -> dict[str, Any]:
    if cells is None:
        return {}
    return {
        "cells": {
            "total": cells.total,
            "small": len(cells.small),
            "dominated": len(cells.dominated),
            "unread": cells.unread,
        }
    }


def _read(args: argparse.Namespace) -> pl.DataFrame:
    from grader.privacy.records import records_of
    from grader.tables.read import read_table

    bounds = Settings.from_environment().bounds
    try:
        table = read_table(
            Path(args.file),
            bounds,
            max_bytes=bounds.command_line_bytes,
            expected=written_columns([*args.quasi, *args.sensitive, *args.count]),
            sheet=args.sheet,
        )
    except UnusableFileError as error:
        raise with_a_way_out(error) from None
    return records_of(table, blank_rows=True)


def _refuse_both(quasi: Sequence[str], sensitive: Sequence[str]) -> None:
    both = [label for label in sensitive if label in quasi]
    if both:
        raise OuvroirError(
            "column-twice",
            french(f"« {both[0]} » est donnée à la fois à --quasi et à --sensitive."),
            french("Ce qui sert à chercher une personne est déjà connu : gardez l'une des deux."),
        )


def _figures(measures: Measures) -> dict[str, Any]:
    """Give the JSON object of the command."""
    return {
        "rows": measures.rows,
        "k": measures.k,
        "l": measures.l,
        "t": None if measures.t is None else round(measures.t, _DECIMALS),
        "unique": measures.unique,
        "at_risk": measures.at_risk,
    }


def _told(
    file: str,
    measures: Measures,
    records: pl.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    *,
    cells: Cells | None,
) -> Iterator[str]:
    """Tell the measures, then the three criteria, then what they do not say."""
    from grader.privacy.criteria import Publication, appraise
    from grader.privacy.gauges import benchmark_sentence, gauge_texts

    yield from wrapped(f"{Path(file).name} : {plural(measures.rows, 'ligne')}", first="", then="")
    yield from _lines(f"Colonnes qui resserrent la recherche : {', '.join(quasi)}", "  ")
    if sensitive:
        yield from _lines(f"Colonnes sensibles : {', '.join(sensitive)}", "  ")
    if blank := records.height - measures.rows:
        yield f"  {plural(blank, 'ligne vide laissée', 'lignes vides laissées')} de côté"
    yield from ("", "Mesures")
    for gauge in gauge_texts(measures):
        state = f" ({gauge.state_label})" if gauge.value != "—" else ""
        yield french(f"  - {gauge.title} : {gauge.value}{state}")
        yield from _lines(gauge.sentence)
    appraisal = appraise(measures, Publication(quasi=quasi, sensitive=sensitive))
    if appraisal.criteria:
        yield from ("", "Les trois critères de l'avis 05/2014 du G29")
    for criterion in appraisal.criteria:
        yield f"  - {criterion.title} {criterion.label}."
        yield from _lines(criterion.text)
    if cells is not None:
        yield from ("", french(f"Le tableau compté par {', '.join(cells.by)}"))
        for sentence in cells.sentences:
            yield from wrapped(sentence, first="  - ", then="    ")
    yield from ("", french("Est-ce publiable ?"))
    yield from _lines(appraisal.sentence, "  ")
    if others := records.width - len(quasi) - len(sensitive):
        yield from _lines(
            f"{plural(others, 'autre colonne', 'autres colonnes')} du fichier : non "
            f"{'regardée' if others == 1 else 'regardées'} ici. Un nom, un numéro ou un "
            "commentaire peut s'y trouver.",
            "  ",
        )
    yield ""
    yield from _lines(appraisal.limits, "")
    yield from _lines(benchmark_sentence(), "")


def _lines(text: str, indent: str = "      ") -> Iterator[str]:
    return wrapped(text, first=indent, then=indent)

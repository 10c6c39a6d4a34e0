"""``ouvroir export``: write the grades as CSV."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from grader.errors import OuvroirError
from grader.typography import french


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "export",
        help="écrire les notes dans un fichier CSV",
        description=(
            "Écrit les notes du carnet en CSV (UTF-8), une ligne par copie. "
            "Rend 0 si tout va bien, 2 si le fichier ne peut pas être écrit."
        ),
    )
    parser.add_argument("--module", help="n'écrire que ce module (« preparer »)")
    parser.add_argument(
        "--session",
        default="",
        help="n'écrire que cette session (son identifiant est dans l'adresse de ses pages)",
    )
    parser.add_argument(
        "--output", metavar="FICHIER", type=Path, help="fichier à écrire (sinon, l'écran)"
    )
    parser.add_argument(
        "--tableur",
        action="store_true",
        help="pour un tableur en français : points-virgules, virgules décimales, titres lisibles",
    )
    parser.add_argument(
        "--format",
        choices=("csv", "moodle"),
        default="csv",
        help="moodle : une ligne par personne, une colonne par module, pour l'importer dans Moodle",
    )
    parser.add_argument(
        "--points",
        action="store_true",
        help="avec --format moodle : des points, et non des pourcentages",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the grades; see ``grader.services.grades_file.grades_csv``.

    Args:
        args: ``module``, ``session``, ``output``, ``tableur``, ``format``, ``points``.

    Returns:
        0.

    Raises:
        OuvroirError: the file cannot be written, or two options do not go together.
    """
    moodle = args.format == "moodle"
    if (args.tableur and moodle) or (args.points and not moodle):
        raise OuvroirError(
            "options-do-not-go-together",
            "Ces options ne vont pas ensemble.",
            "--points va avec --format moodle, et --tableur avec le format habituel.",
        )
    from grader.services.grades_file import grades_csv
    from grader.settings import Settings

    settings = Settings.from_environment()
    if moodle:
        from grader.services.sessions.moodle import moodle_grades

        text = moodle_grades(settings, args.session, args.module, points=args.points)
    else:
        text = grades_csv(settings, args.module, spreadsheet=args.tableur, session=args.session)
    content = text.encode("utf-8")
    if args.output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return 0
    try:
        args.output.write_bytes(content)
    except OSError as error:
        raise OuvroirError(
            "cannot-write",
            french(f"Le fichier « {args.output} » ne peut pas être écrit."),
            "Vérifiez que le dossier existe et que vous avez le droit d'y écrire.",
        ) from error
    return 0

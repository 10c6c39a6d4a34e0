"""``ouvroir check``: prove the courses."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.content.problems import Problem


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "check",
        help="vérifier le contenu des cours",
        description=(
            "Vérifie les déclarations, les sources et les leçons de courses/, et exécute chaque "
            "cas déclaré. Rend 0 si tout va bien, 1 s'il y a quelque chose à reprendre, 2 si le "
            "dossier ne peut pas être lu."
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="forme du résultat ; github : en marge des lignes d'une demande de fusion",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check and tell; see ``grader.content.check.check_course``.

    Args:
        args: ``format``.

    Returns:
        0 when there is nothing to mend, else 1.

    Raises:
        OuvroirError: there is no courses folder.
    """
    from grader.content.check import check_course
    from grader.errors import OuvroirError
    from grader.settings import Settings

    settings = Settings.from_environment()
    if not settings.courses.is_dir():
        raise OuvroirError(
            "no-courses",
            french(f"Le dossier « {settings.courses} » n'existe pas."),
            "Indiquez celui des cours dans la variable OUVROIR_COURSES.",
        )
    problems = check_course(settings.courses, settings.sandbox, settings.private_bank)
    if args.format == "json":
        found = [problem.to_dict() for problem in problems]
        print(json.dumps({"problems": found}, ensure_ascii=False, indent=2))
    elif args.format == "github":
        for problem in problems:
            print(_annotation(settings.courses.name, problem))
    else:
        for problem in problems:
            print(f"{problem.where}: {problem.message} {problem.hint} [{problem.code}]")
        count = plural(len(problems), "point à reprendre", "points à reprendre")
        print(french(f"{count}.") if problems else "Les cours sont en ordre.")
    return 1 if problems else 0


def _annotation(folder: str, problem: Problem) -> str:
    """Write a workflow command of GitHub: its own signs are escaped, as its documentation says."""
    name, _, line = problem.where.partition(":")
    text = f"{problem.message} {problem.hint}"
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    place = f"file={folder}/{name},line={line or 1},title={problem.code}"
    return f"::error {place}::{text}"

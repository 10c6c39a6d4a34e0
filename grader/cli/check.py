"""``ouvroir check``: prove the courses."""

from __future__ import annotations

import argparse
import json

from grader.typography import french, plural


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
        "--format", choices=("text", "json"), default="text", help="forme du résultat"
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
    else:
        for problem in problems:
            print(f"{problem.where}: {problem.message} {problem.hint} [{problem.code}]")
        count = plural(len(problems), "point à reprendre", "points à reprendre")
        print(french(f"{count}.") if problems else "Les cours sont en ordre.")
    return 1 if problems else 0

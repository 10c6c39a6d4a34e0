"""``ouvroir check``: prove the courses."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from typing import TYPE_CHECKING

from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.content.problems import Problem
    from grader.settings import Settings


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
            "dossier ne peut pas être lu. Une source vérifiée il y a plus d'un an est signalée "
            "sans être comptée."
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="forme du résultat ; github : en marge des lignes d'une demande de fusion",
    )
    parser.add_argument(
        "--record-ids",
        action="store_true",
        help="noter d'abord les nouveaux identifiants dans identifiants.yml",
    )
    parser.add_argument(
        "--retire-id",
        action="append",
        default=[],
        metavar="NOM",
        help="ranger d'abord cet identifiant parmi ceux qui ne resserviront pas (répétable)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check and tell; see ``grader.content.check.prove``.

    Args:
        args: ``format``, ``record_ids`` and ``retire_id``.

    Returns:
        0 when there is nothing to mend, else 1.

    Raises:
        OuvroirError: there is no courses folder, or no ledger has the id to retire.
    """
    from grader.content.check import prove
    from grader.errors import OuvroirError
    from grader.settings import Settings

    settings = Settings.from_environment()
    if not settings.courses.is_dir():
        raise OuvroirError(
            "no-courses",
            french(f"Le dossier « {settings.courses} » n'existe pas."),
            "Indiquez celui des cours dans la variable OUVROIR_COURSES.",
        )
    _keep_ledger(settings, args)
    today = datetime.now().astimezone().date()
    proof = prove(settings.courses, settings.sandbox, settings.private_bank, today)
    problems = [*proof.problems, *_of_notebooks(settings)]
    if args.format == "json":
        found = {
            "problems": [problem.to_dict() for problem in problems],
            "notes": [note.to_dict() for note in proof.notes],
        }
        print(json.dumps(found, ensure_ascii=False, indent=2))
    elif args.format == "github":
        for problem in problems:
            print(_annotation("error", settings.courses.name, problem))
        for note in proof.notes:
            print(_annotation("notice", settings.courses.name, note))
    else:
        for found_one in (*problems, *proof.notes):
            print(f"{found_one.where}: {found_one.message} {found_one.hint} [{found_one.code}]")
        print(french(_summary(len(problems), len(proof.notes))))
    return 1 if problems else 0


def _of_notebooks(settings: Settings) -> list[Problem]:
    """Prove the sandbox notebooks, which go with the courses that lie beside them."""
    if settings.notebooks.parent != settings.courses.parent:
        return []
    from grader.atelier.proofs import atelier_problems

    return atelier_problems(settings)


def _keep_ledger(settings: Settings, args: argparse.Namespace) -> None:
    """Write in the ledgers what was asked; a faulty one is told of, and left as it is."""
    from grader.content.ledger import record_ids, retire_id
    from grader.content.load import CourseReader

    for name in args.retire_id:
        retire_id(settings.courses, settings.private_bank, name)
    if args.record_ids:
        reader = CourseReader(
            settings.courses, settings.sandbox, lambda _fault: None, settings.private_bank
        )
        new = record_ids(reader.read(), settings.courses, settings.private_bank)
        if args.format == "text":
            count = plural(len(new), "nouvel identifiant noté", "nouveaux identifiants notés")
            print(french(f"{count} dans identifiants.yml."))


def _summary(problems: int, notes: int) -> str:
    count = plural(problems, "point à reprendre", "points à reprendre")
    said = f"{count}." if problems else "Les cours sont en ordre."
    if notes:
        said += f" Pour information : {plural(notes, 'source à relire', 'sources à relire')}."
    return said


def _annotation(level: str, folder: str, problem: Problem) -> str:
    """Write a workflow command of GitHub: its own signs are escaped, as its documentation says."""
    name, _, line = problem.where.partition(":")
    text = f"{problem.message} {problem.hint}"
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(sign, code)
    place = f"file={folder}/{name},line={line or 1},title={problem.code}"
    return f"::{level} {place}::{text}"

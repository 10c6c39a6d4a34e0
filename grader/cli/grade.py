"""``ouvroir grade``: grade the copies that learners handed in."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.gradebook.model import GradedCopy
    from grader.settings import Settings


#: Width of the progress bar, in characters.
_BAR = 30
_MOST_AT_ONCE = 64


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "grade",
        help="noter les copies rendues dans le carnet de notes",
        description=(
            "Note les copies nouvelles ou modifiées avec nbgrader, dans son carnet de notes, et "
            "compare chaque note à la vérification d'Ouvroir. "
            "Rend 0 si tout va bien, 1 si une copie est à regarder, 2 si rien n'a pu être fait."
        ),
    )
    parser.add_argument("--module", help="ne noter que ce module (« preparer »), ou ce carnet")
    parser.add_argument("--learner", metavar="PSEUDONYME", help="ne noter que cette personne")
    parser.add_argument(
        "--at-once",
        metavar="NOMBRE",
        type=_at_once,
        help="copies notées en même temps (par défaut, autant que OUVROIR_WORKERS)",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="forme du résultat"
    )
    parser.add_argument(
        "--assignments",
        metavar="DOSSIER",
        type=Path,
        help=french("noter plutôt les carnets de l'atelier rendus dans ce dossier de devoirs"),
    )
    # For the server, which keeps one such process: see ``grader.cli.staying``.
    parser.add_argument("--stay", metavar="SECONDES", type=float, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Grade and tell; see ``grader.services.grading.grade_and_record``.

    Args:
        args: ``module``, ``learner``, ``at_once``, ``format``, ``assignments``, ``stay``.

    Returns:
        0 when all is well, 1 when a copy has a reason to be looked at.
    """
    from grader.services.grading import grade_and_record
    from grader.settings import Settings

    settings = Settings.from_environment()
    if args.stay is not None:
        from grader.cli.staying import stay

        with _stopped_cleanly():
            return stay(settings, args.stay, args.at_once)
    if args.assignments is not None:
        from grader.cli.grade_assignments import grade_folder

        with _stopped_cleanly():
            code = grade_folder(settings, args, _show_progress)
        _warn_of_open_doors()
        return code
    names = _pseudonyms(settings)

    def progress(done: int, total: int, copy: GradedCopy) -> None:
        del copy
        _show_progress(done, total)

    learner = _learner(args.learner, names)
    with _stopped_cleanly():
        copies = grade_and_record(settings, args.module, learner, progress, at_once=args.at_once)
    if any(copy.fresh for copy in copies):
        _warn_of_open_doors()
    if args.format == "json":
        told = [{"pseudonym": names.get(c.learner, c.learner), **c.to_dict()} for c in copies]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n".join(french(line) for line in _lines(copies, names)))
    return 1 if any(c.needs_look for c in copies) else 0


def _show_progress(done: int, total: int) -> None:
    """Draw how far a run is, for a person who looks at a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{progress_bar(done, total)}", end=end, file=sys.stderr, flush=True)


def _warn_of_open_doors() -> None:
    for warning in _open_doors():
        print(french(warning), file=sys.stderr)


def progress_bar(done: int, total: int) -> str:
    """Draw how far a run is: a bar, and the same in numbers.

    Args:
        done: copies graded.
        total: copies in all; at least one.
    """
    full = round(_BAR * done / total)
    return french(f"Notation [{'#' * full}{'.' * (_BAR - full)}] copie {done} sur {total}")


def _at_once(text: str) -> int:
    """Read how many copies are graded at the same time."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_AT_ONCE:
        raise argparse.ArgumentTypeError(
            french(f"« {text} » : il faut un nombre entier de 1 à {_MOST_AT_ONCE}.")
        )
    return int(text)


def _open_doors() -> list[str]:
    """Say what this machine does not let us close to the code of copies."""
    from grader.kernels.confinement import confinable

    found = confinable(os.environ)
    doors = (
        (found.network, "couper le réseau", "une copie a pu s'en servir"),
        (found.files, "cacher les autres fichiers", "une copie a pu lire ceux du compte qui note"),
    )
    return [
        f"Cette machine ne permet pas de {wanted} pendant la notation : le code d'{risk}."
        for closed, wanted, risk in doors
        if not closed
    ]


@contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Take a SIGTERM for an interruption: kernel, worker and their folders go before we do."""

    def stop(_number: int, _frame: object) -> None:
        # Once is enough: a second signal must not cut the cleaning short.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _pseudonyms(settings: Settings) -> dict[str, str]:
    """Read pseudonyms by learner's id."""
    from grader.progress.database import Database
    from grader.progress.learners import Learners

    database = Database(settings)
    try:
        return Learners(database).pseudonyms()
    finally:
        database.close()


def _learner(asked: str | None, names: Mapping[str, str]) -> str | None:
    """Give the id of whom a trainer names by pseudonym; an id is taken as it is."""
    return next((learner for learner, name in names.items() if name == asked), asked)


def _lines(copies: Sequence[GradedCopy], names: Mapping[str, str]) -> list[str]:
    if not copies:
        return ["Aucune copie n'a été rendue."]
    lines = []
    for copy in copies:
        note = f"{number(copy.total, 2)} sur {number(copy.maximum, 2)}"
        if copy.failed:
            note = "pas de note"
        elif copy.unread:
            note += " pour l'instant"
        old = "" if copy.fresh or copy.failed else " (rien de nouveau)"
        lines.append(f"{names.get(copy.learner, copy.learner)}, {copy.module} : {note}{old}")
        if copy.problem:
            lines.append(f"    À regarder : {copy.problem}")
        for exercise, reason in copy.reasons.items():
            if reason != copy.problem and exercise not in copy.unread:
                lines.append(f"    {exercise} : 0. {reason}")
        lines += [
            f"    {exercise} : une réponse à lire par une personne." for exercise in copy.unread
        ]
    fresh = sum(c.fresh and not c.failed for c in copies)
    failed = sum(c.failed for c in copies)
    look = sum(c.needs_look for c in copies)
    noted = plural(fresh, "copie notée", "copies notées")
    same = plural(len(copies) - fresh - failed, "inchangée")
    not_noted = f", {plural(failed, 'non notée')}" if failed else ""
    return [*lines, f"{noted}, {same}{not_noted}, {look} à regarder."]

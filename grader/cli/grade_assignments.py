"""``ouvroir grade --assignments``: grade the notebooks of the atelier, in a folder of their own."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.typography import french, number, plural

if TYPE_CHECKING:
    from grader.gradebook.grade_assignments import GradedNotebook
    from grader.settings import Settings


def grade_folder(
    settings: Settings, args: argparse.Namespace, show_progress: Callable[[int, int], None]
) -> int:
    """Grade what was handed in there, and tell.

    Args:
        settings: where the courses are.
        args: ``assignments``, ``module`` (the name of a notebook), ``learner``, ``at_once`` and
            ``format``.
        show_progress: told after each copy how many are done, of how many.

    Returns:
        0 when all is well, 1 when a copy has a reason to be looked at.
    """
    from grader.gradebook.grade_assignments import grade_assignments

    copies = grade_assignments(
        settings,
        args.assignments.expanduser().resolve(),
        args.module,
        args.learner,
        show_progress,
        at_once=args.at_once or settings.workers,
    )
    if args.format == "json":
        print(json.dumps([copy.to_dict() for copy in copies], ensure_ascii=False, indent=2))
    else:
        print("\n".join(french(line) for line in _lines(copies)))
    return 1 if any(copy.problem for copy in copies) else 0


def _lines(copies: list[GradedNotebook]) -> list[str]:
    if not copies:
        return ["Aucune copie dans « submitted »."]
    lines = []
    for copy in copies:
        note = f"{number(copy.total, 2)} sur {number(copy.maximum, 2)}"
        old = "" if copy.fresh else " (rien de nouveau)"
        lines.append(
            f"{copy.learner}, {copy.assignment} : {'pas de note' if copy.failed else note}{old}"
        )
        if copy.problem:
            lines.append(f"    À regarder : {copy.problem}")
    fresh = sum(copy.fresh and not copy.failed for copy in copies)
    failed = sum(copy.failed for copy in copies)
    noted = plural(fresh, "copie notée", "copies notées")
    same = plural(len(copies) - fresh - failed, "inchangée")
    not_noted = f", {plural(failed, 'non notée')}" if failed else ""
    page = next((copy.feedback for copy in copies if copy.feedback is not None), None)
    where = [f"Un retour par copie : {page.parent.parent}"] if page is not None else []
    return [*lines, f"{noted}, {same}{not_noted}.", *where]

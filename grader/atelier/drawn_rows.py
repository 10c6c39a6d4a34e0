"""Exercises on rows in a notebook: the rows that were drawn, and those that are said refused.

Rows are numbered from 1, as on the page. On one's own computer they are drawn as for a learner
whose seed is 0; once the notebook is joined to a path, they are the ones of its page.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.atelier.blank import is_blank
from grader.errors import RefusedError
from grader.exercises.model import ROWS, Event, Exercise, Response
from grader.exercises.rows import Draw, draws
from grader.exercises.rows_declared import COLUMNS

#: What is handed: numbers of rows.
TAKES = "Donnez la liste des numéros de lignes que le schéma refuse : [2, 5]."


def places_given(value: Any) -> list[int]:
    """Read the numbers of rows that a notebook hands; blanks are left out.

    Args:
        value: any numbers, of pandas too; may be anything.

    Raises:
        RefusedError: they are no whole numbers.
    """
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        raise _refused()
    try:
        return sorted({operator.index(one) for one in value if not is_blank(one)})
    except TypeError:
        raise _refused() from None


def ticked(exercise: Exercise, response: Response, places: Sequence[int]) -> Event | None:
    """Make the event of an answer, or None where the rows shown have that answer already.

    Args:
        exercise: an exercise on rows.
        response: what was done before.
        places: of the rows that are said refused, from 1.

    Raises:
        RefusedError: a row is not shown, or these rows have another answer.
    """
    found, _ = draws(exercise, response.seed, response.events)
    now = found[-1]
    if not all(1 <= place <= len(now.rows) for place in places):
        raise RefusedError(
            "unknown-row",
            "Une des lignes données n'est pas affichée.",
            f"Leurs numéros vont de 1 à {len(now.rows)}.",
        )
    names = [row.id for place, row in enumerate(now.rows, start=1) if place in places]
    if now.ticked is not None:
        if now.ticked == frozenset(names):
            return None
        raise RefusedError(
            "other-draw",
            "Ces lignes ont déjà votre réponse.",
            f'Tirez-en d\'autres : « grader.draw_rows("{exercise.id}", again=True) ».',
        )
    return Event(ROWS, "", {"draw": len(found), "ticked": names})


def shown(exercise: Exercise, response: Response) -> Draw:
    """Give the rows that are to be judged, or that were judged last.

    Args:
        exercise: an exercise on rows.
        response: what was done before.
    """
    return draws(exercise, response.seed, response.events)[0][-1]


def frame(exercise: Exercise, rows: Iterable[Sequence[str]]) -> Any:
    """Make a table of pandas of rows, numbered from 1.

    Args:
        exercise: gives the columns.
        rows: cells of each.
    """
    import pandas as pd  # type: ignore[import-untyped]  # its stubs are not installed

    table = pd.DataFrame(list(rows), columns=list(exercise.settings[COLUMNS]), dtype=str)
    table.index = pd.RangeIndex(1, len(table) + 1, name="ligne")
    return table


def require_rows(exercise: Exercise) -> None:
    """Refuse an exercise of another kind.

    Args:
        exercise: any.

    Raises:
        RefusedError: nothing is drawn for it.
    """
    if exercise.kind != ROWS:
        raise RefusedError("no-rows", "Cet exercice ne tire pas de lignes.")


def _refused() -> RefusedError:
    return RefusedError("not-an-answer", "Ce n'est pas ce que cet exercice attend.", TAKES)

"""Exercises on rows: the view of what was drawn, the answer, and another draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.model import ROWS, Exercise
from grader.exercises.rows import RESTART, Draw, draws
from grader.exercises.rows_declared import ASKED, SCHEMA, DeclaredRow
from grader.exercises.rows_key import RowTold, columns_told, key_of, rules_told
from grader.progress.learners import Learner
from grader.quiz.attempts import WEIGHTS
from grader.services.choices import shown_outcome
from grader.services.finding import find_of_kind
from grader.services.keys_at_hand import put_at_hand
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.sessions.rules import require_first_answer
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import JudgedRow, RowsExerciseView, SchemaColumn

_RULE = (
    "Une ligne refusée que vous cochez rapporte des points ; une ligne acceptée que vous cochez "
    "en retire. Ne rien cocher, ou tout cocher, ne rapporte rien. Les premières lignes comptent "
    "en entier, les suivantes pour moitié ; le meilleur résultat reste."
)
_SOLVED = "Chaque ligne porte ci-dessus ce que dit le moteur de validation."


@in_turn
def answer(
    workshop: Workshop, learner_id: str, exercise: Exercise, number: int, ticked: list[int]
) -> None:
    """Record which rows she says are refused: it is on disk when this returns.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        number: of the draw that her page shows, from 1.
        ticked: places of rows in that draw, from 1.

    Raises:
        RefusedError: this draw does not wait for an answer, no row is ticked, one is not shown, or
            an exam has her answer already.
    """
    _record(workshop, learner_id, exercise, number, ticked)


def _record(
    workshop: Workshop, learner_id: str, exercise: Exercise, number: int, ticked: list[int]
) -> None:
    found = _found(workshop, learner_id, exercise)
    now = found[-1]
    answered = any(one.ticked is not None for one in found)
    require_first_answer(workshop, learner_id, exercise.module, answered=answered)
    if now.ticked is not None or number != len(found):
        raise RefusedError(
            "other-draw",
            french("Ces lignes ne sont plus à juger."),
            french("Rechargez la page : elle reprend où vous en êtes."),
        )
    if not ticked:
        raise RefusedError(
            "nothing-ticked",
            french("Aucune ligne n'est cochée."),
            french("Cochez au moins une ligne que le schéma refuse."),
        )
    if not all(1 <= place <= len(now.rows) for place in ticked):
        raise RefusedError(
            "unknown-row",
            french("Une des lignes cochées n'est pas affichée."),
            french("Rechargez la page, puis cochez de nouveau."),
        )
    names = [row.id for place, row in enumerate(now.rows, start=1) if place in ticked]
    workshop.events.append(learner_id, exercise.id, ROWS, {"draw": number, "ticked": names})


@in_turn
def answer_shown(
    workshop: Workshop, learner_id: str, exercise: Exercise, ticked: list[int]
) -> None:
    """Record an answer on the rows that she was shown last; the same one again says nothing new.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        ticked: places of rows in that draw, from 1.

    Raises:
        RefusedError: as ``answer``.
    """
    found = _found(workshop, learner_id, exercise)
    now = found[-1]
    names = {row.id for place, row in enumerate(now.rows, start=1) if place in ticked}
    if now.ticked is not None and now.ticked == names:
        return
    _record(workshop, learner_id, exercise, len(found), ticked)


def shown_rows(
    workshop: Workshop, learner_id: str, exercise: Exercise
) -> tuple[tuple[str, ...], ...]:
    """Give the cells of the rows that she is shown, in the order of her page.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
    """
    return tuple(row.cells for row in _found(workshop, learner_id, exercise)[-1].rows)


@in_turn
def again(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Draw other rows.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.

    Raises:
        RefusedError: those that are shown are not judged yet, or an exam takes one answer.
    """
    if _found(workshop, learner_id, exercise)[-1].ticked is None:
        raise RefusedError(
            "rows-unjudged",
            french("Ces lignes ne sont pas encore jugées."),
            french("Répondez d'abord : d'autres lignes viendront ensuite."),
        )
    require_first_answer(workshop, learner_id, exercise.module, answered=True)
    workshop.events.append(learner_id, exercise.id, RESTART, {})


def _found(workshop: Workshop, learner_id: str, exercise: Exercise) -> tuple[Draw, ...]:
    response = gather(workshop, learner_id, exercise).response
    return draws(exercise, response.seed, response.events)[0]


def rows_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> RowsExerciseView:
    """Give the public view of an exercise for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the exercise.
    """
    work = gather(workshop, learner_id, exercise)
    response = work.response
    found, _ = draws(exercise, response.seed, response.events)
    now = found[-1]
    over = now.ticked is not None or response.solution_seen
    if over:
        put_at_hand(workshop, exercise)
    key = key_of(exercise) if over else {}
    return RowsExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        rule=french(_RULE),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        schema=exercise.settings[SCHEMA],
        columns=tuple(
            SchemaColumn(
                one.name,
                french(one.type),
                french("Obligatoire" if one.required else "Peut rester vide"),
                one.rules,
            )
            for one in columns_told(exercise)
        ),
        rules=rules_told(exercise),
        number=len(found),
        counts=len(found) <= len(WEIGHTS) and not response.solution_seen,
        open=not over,
        again=now.ticked is not None,
        rows=tuple(_line(row, now, key) for row in now.rows),
        hints_html=tuple(inline_html(one) for one in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=(
            block_html(exercise.solution or french(_SOLVED)) if response.solution_seen else ""
        ),
    )


def _line(row: DeclaredRow, now: Draw, key: Mapping[str, tuple[RowTold, ...]]) -> JudgedRow:
    ticked = row.id in (now.ticked or ())
    if not key:
        return JudgedRow(row.cells, ticked, "", "", ())
    told = key[row.id]
    judged = "" if now.ticked is None else "good" if ticked == bool(told) else "wrong"
    return JudgedRow(
        cells=row.cells,
        ticked=ticked,
        verdict=french("Refusée" if told else "Acceptée"),
        judged=judged,
        told=tuple(french(f"{one.column} : {one.message} {one.fix}") for one in told),
    )


def _answer(workshop: Workshop, me: Learner, request: Request) -> RowsExerciseView:
    exercise = find_of_kind(workshop, text(request, "exercise"), ROWS)
    number, ticked = request.get("draw"), request.get("ticked")
    if (
        type(number) is not int
        or not isinstance(ticked, list)
        or len(ticked) > exercise.settings[ASKED]
        or not all(type(one) is int for one in ticked)
    ):
        raise RefusedError("bad-request", french("La page a envoyé une demande illisible."))
    answer(workshop, me.id, exercise, number, ticked)
    return rows_view(workshop, me.id, exercise)


def _again(workshop: Workshop, me: Learner, request: Request) -> RowsExerciseView:
    exercise = find_of_kind(workshop, text(request, "exercise"), ROWS)
    again(workshop, me.id, exercise)
    return rows_view(workshop, me.id, exercise)


#: Operations of exercises on rows, by name.
ROWS_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "rows_answer": _answer,
    "rows_again": _again,
}

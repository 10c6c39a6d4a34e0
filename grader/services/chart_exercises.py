"""Exercises whose answer is a chart: the view of where one stands, and the check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.chart import read_chart, states_of
from grader.exercises.chart_file import MEAN, ROWS, SUM, Grid, figures, read_grid
from grader.exercises.chart_goals import goal_text
from grader.exercises.chart_spec import (
    KEPT,
    LONGEST_ALTERNATIVE,
    LONGEST_TITLE,
    MARKS,
    Spec,
    first_spec,
)
from grader.exercises.model import CHART, Event, Exercise
from grader.progress.learners import Learner
from grader.services.choices import shown_outcome
from grader.services.dates import day_and_time
from grader.services.file_exercises import given_facts, given_url
from grader.services.finding import find_of_kind
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import ChartExerciseView, ChartLine, ChartSpec, ChartTable, CheckedGoalView


@in_turn
def check_chart(
    workshop: Workshop, learner_id: str, exercise: Exercise, chart: Mapping[str, Any]
) -> None:
    """Record a chart: it is the one that counts from now on.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        chart: spec, title and alternative, as a page sent them: may hold anything.

    Raises:
        RefusedError: it is no chart of this exercise.
    """
    spec, title, alternative = read_chart(exercise, chart)
    data = {"spec": spec.to_dict(), "title": title, "alternative": alternative}
    events = gather(workshop, learner_id, exercise).response.events
    last = next((event for event in reversed(events) if event.kind == CHART), None)
    # The same chart sent again is no other one.
    if last is None or last.data != data:
        workshop.events.append(learner_id, exercise.id, CHART, data)


def chart_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> ChartExerciseView:
    """Give the public view of an exercise for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the exercise.

    Raises:
        OuvroirError: its file cannot be read; the message says why.
    """
    work = gather(workshop, learner_id, exercise)
    settings = exercise.settings
    newest = next((e for e in reversed(work.response.events) if e.kind == CHART), None)
    spec, heading, alternative = _shown(exercise, newest)
    values = settings["values"]
    return ChartExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        question=french(settings["question"]),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        given_url=given_url(workshop, exercise, settings["file"]),
        given_name=settings["file"].name,
        given_facts=given_facts(settings["file"]),
        tables=_tables(read_grid(settings["file"]), settings["groups"], tuple(values)),
        values=tuple((column, french(name)) for column, name in values.items()),
        unit=settings["unit"],
        marks=tuple(MARKS.items()),
        kept=KEPT,
        spec=ChartSpec(**asdict(spec)),
        heading=heading,
        alternative=alternative,
        longest={"title": LONGEST_TITLE, "alternative": LONGEST_ALTERNATIVE},
        goals=_goals(exercise, newest),
        checked_label=_checked(newest),
        hints_html=tuple(inline_html(one) for one in exercise.hints[: work.response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution) if work.response.solution_seen else "",
    )


def _shown(exercise: Exercise, newest: Event | None) -> tuple[Spec, str, str]:
    """Give the newest chart; the first one where there is none, or of an earlier declaration."""
    try:
        if newest is not None:
            return read_chart(exercise, newest.data)
    except RefusedError:
        return first_spec(exercise.settings["groups"]), "", ""
    return first_spec(exercise.settings["groups"]), "", ""


def _tables(
    grid: Grid, groups: Mapping[str, str], values: tuple[str, ...]
) -> tuple[ChartTable, ...]:
    """Count the file by each column offered, in every way offered."""
    tables = []
    for by, name in groups.items():
        rows = figures(grid, by, "", ROWS)
        sums = [figures(grid, by, value, SUM) for value in values]
        means = [figures(grid, by, value, MEAN) for value in values]
        lines = tuple(
            ChartLine(
                name=one.name,
                rows=round(one.value),
                sums=tuple(found[place].value for found in sums),
                means=tuple(found[place].value for found in means),
            )
            for place, one in enumerate(rows)
        )
        tables.append(ChartTable(by, french(name), lines))
    return tuple(tables)


def _goals(exercise: Exercise, newest: Event | None) -> tuple[CheckedGoalView, ...]:
    """Tell where each goal stands with the newest chart, even one that earns nothing any more."""
    try:
        states = states_of(exercise, newest.data) if newest else ()
    except RefusedError:
        # The exercise was declared otherwise then: the outcome says so.
        states = ()
    if not states:
        texts = map(goal_text, exercise.settings["goals"])
        return tuple(CheckedGoalView(french(text), "todo", "", "") for text in texts)
    return tuple(
        CheckedGoalView(
            text=french(one.text),
            state="met" if one.met else "missed",
            sentence=french(one.sentence),
            remedy=french(one.remedy),
        )
        for one in states
    )


def _checked(newest: Event | None) -> str:
    if newest is None:
        return ""
    return french(f"Graphique vérifié le {day_and_time(datetime.fromisoformat(newest.at))}")


def _check(workshop: Workshop, me: Learner, request: Request) -> ChartExerciseView:
    exercise = find_of_kind(workshop, text(request, "exercise"), CHART)
    check_chart(workshop, me.id, exercise, request)
    return chart_view(workshop, me.id, exercise)


#: By name; all are for learners.
CHART_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "chart_check": _check,
}

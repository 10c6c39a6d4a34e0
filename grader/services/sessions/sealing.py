"""Views during an exam: no key, no explanation, no solution and no points of graded work.

The one door of pages (``operations.perform``) passes each view through here, whatever made it: a
question of the exam is sealed in « Quiz libre », in the review and on a lesson's page alike.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from grader.exercises.model import NEEDS_REVIEW, NOT_ATTEMPTED
from grader.quiz.attempts import DONE, RETRY
from grader.services.dates import day_and_time
from grader.services.sessions.rules import Standing, graded_items, solutions_closed
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french, number
from grader.wire import (
    DutiesExerciseView,
    HandInView,
    LessonEndView,
    LessonView,
    ModuleView,
    OutcomeView,
    QuestionView,
)
from grader.wire.dialogue import DialogueView
from grader.wire.dictionary import DictionaryView
from grader.wire.outcomes import CheckedGoalView
from grader.wire.rows import RowsExerciseView

T = TypeVar("T")

_ANSWERED = "Réponse enregistrée. Elle sera corrigée après l'examen."
_ONE_DRAW = (
    "Pendant l'examen, vous répondez une fois, sur ces lignes. Une ligne refusée que vous cochez "
    "rapporte des points ; une ligne acceptée que vous cochez en retire."
)
_ONE_DICTIONARY = (
    "Pendant l'examen, un seul dictionnaire est pris. Relisez le vôtre avant de demander sa "
    "vérification : elle se fera après l'examen. Une colonne sans vraie description ne rapporte "
    "rien."
)
_THEN = french("dit après l'examen")
_LATER = "Les points seront affichés après l'examen."
#: Fields of an exercise's view that give its solution.
_SOLVED = ("solution_html", "solution_url", "solution_name")


@dataclass(frozen=True)
class Seal:
    """What is sealed.

    Attributes:
        modules: slugs.
        items: ids of their graded items.
        silent: ids of items whose solution may not be asked for.
        until: when the last exam closes, in words.
    """

    modules: frozenset[str]
    items: frozenset[str]
    silent: frozenset[str]
    until: str


def sealed_view(workshop: Workshop, found: Standing, view: Any) -> Any:
    """Give a view as the sessions of its reader let it be shown now.

    Args:
        workshop: for the courses.
        found: what her sessions say.
        view: of ``wire``, or a plain value.
    """
    seal = _seal(workshop, found)
    return _shown(view, seal) if seal.modules or seal.silent else view


def _seal(workshop: Workshop, found: Standing) -> Seal:
    course, modules = workshop.course, found.sealed()
    slugs = [name for name in modules if name in course.modules]
    silent = [course.modules[name] for name in solutions_closed(workshop, found)]
    last = max((exam.closes_at for name in modules for exam in found.exams(name)), default=None)
    return Seal(
        modules=modules,
        items=frozenset().union(*(graded_items(course.modules[name]) for name in slugs)),
        silent=frozenset().union(*({*one.items, *graded_items(one)} for one in silent)),
        until=day_and_time(last) if last else "",
    )


def _shown(view: Any, seal: Seal) -> Any:
    if isinstance(view, QuestionView):
        return _question(view, seal)
    if isinstance(view, Mapping):
        return {key: _shown(one, seal) for key, one in view.items()}
    if isinstance(view, tuple):
        return tuple(_shown(one, seal) for one in view)
    if not dataclasses.is_dataclass(view) or isinstance(view, type):
        return view
    inside = {f.name: _shown(getattr(view, f.name), seal) for f in dataclasses.fields(view)}
    return _page(dataclasses.replace(view, **inside), seal)


def _page(shown: Any, seal: Seal) -> Any:
    if isinstance(shown, LessonView | LessonEndView):
        return _end(shown) if _module(shown.id) in seal.modules else shown
    if isinstance(shown, ModuleView):
        return _module_page(shown, seal) if shown.id in seal.modules else shown
    if hasattr(shown, "outcome") and _module(getattr(shown, "id", "")) in seal.modules:
        return _exercise(shown)
    return shown


def _module(name: str) -> str:
    return name.partition("/")[0]


def _question(view: QuestionView, seal: Seal) -> QuestionView:
    if view.id not in seal.items:
        quiet = view.id in seal.silent
        return dataclasses.replace(view, can_reveal=False) if quiet else view
    over = view.state in (DONE, RETRY)
    return dataclasses.replace(
        view,
        state=DONE if over else view.state,
        tries_left=0 if over else view.tries_left,
        answers=tuple(
            dataclasses.replace(one, verdict="", feedback_html="", solution_html="")
            for one in view.answers
        ),
        result=french(_ANSWERED) if over else view.result,
        result_kind="sent" if over else view.result_kind,
        explanation_html="",
        source="",
        source_url="",
        expected=(),
        remarks=(),
        hints_html=(),
        hints_total=0,
        can_reveal=False,
        can_restart=False,
        comment="",
    )


def _outcome(outcome: OutcomeView) -> OutcomeView:
    if outcome.status == NOT_ATTEMPTED:
        return dataclasses.replace(outcome, note="")
    return dataclasses.replace(
        outcome,
        # Which exercise of a choice is kept would tell which one earned most.
        note="",
        status=NEEDS_REVIEW,
        label=french("Points après l'examen"),
        points=0.0,
        points_label=f"Points en attente, sur{NO_BREAK}{number(outcome.max_points, 2)}",
        feedback=(),
    )


def _exercise(view: T) -> T:
    """Seal any exercise's view: they have the same names for the same things."""
    changes: dict[str, Any] = {
        name: "" for name in _SOLVED if isinstance(getattr(view, name, None), str)
    }
    if hasattr(view, "hints_html"):
        changes |= {"hints_html": (), "hints_total": 0}
    goals = getattr(view, "goals", ())
    if goals and all(isinstance(one, CheckedGoalView) for one in goals):
        changes["goals"] = tuple(CheckedGoalView(one.text, "todo", "", "") for one in goals)
    if isinstance(view, DutiesExerciseView):
        changes["duties"] = tuple(
            dataclasses.replace(
                one,
                state="retry" if one.given else one.state,
                why=None,
                result=french(_ANSWERED) if one.result else "",
                result_kind="",
            )
            for one in view.duties
        )
    if isinstance(view, DictionaryView):
        changes["columns"] = tuple(dataclasses.replace(one, faults=()) for one in view.columns)
        changes["open"] = not view.checked
        changes["rule"] = french(_ONE_DICTIONARY)
    if isinstance(view, RowsExerciseView):
        changes["again"] = False
        changes["rule"] = french(_ONE_DRAW)
        changes["rows"] = tuple(
            dataclasses.replace(one, verdict="", judged="", told=()) for one in view.rows
        )
    if isinstance(view, DialogueView):
        changes["verdict"] = None
        changes["lines"] = tuple(
            dataclasses.replace(
                one, tone=_THEN, tone_kind="", truth=_THEN, truth_kind="", feedback_html=""
            )
            for one in view.lines
        )
    outcome = _outcome(view.outcome)  # type: ignore[attr-defined]  # checked by the caller
    return dataclasses.replace(view, outcome=outcome, **changes)  # type: ignore[type-var]


def _end(view: Any) -> Any:
    if isinstance(view, LessonView):
        return dataclasses.replace(view, end=_end(view.end))
    later = french(_LATER) if view.points_label else ""
    return dataclasses.replace(view, points_label=later)


def _module_page(view: ModuleView, seal: Seal) -> ModuleView:
    def lines(of: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dataclasses.replace(one, outcome=_outcome(one.outcome)) for one in of)

    handed: HandInView = view.hand_in
    told = f"Travail rendu. Sa note sera affichée après l'examen, le {seal.until}."
    handed = dataclasses.replace(
        handed,
        sentence=french(told) if handed.sentence else "",
        grade_label="",
        exercises=(),
    )
    return dataclasses.replace(
        view,
        exercises=lines(view.exercises),
        other_exercises=lines(view.other_exercises),
        choices=tuple(dataclasses.replace(one, made="") for one in view.choices),
        points_label=french(_LATER),
        # Its stages would tell whether the file of an exercise is mended.
        road=None,
        hand_in=handed,
    )

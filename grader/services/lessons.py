"""A lesson's activities, and its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from grader.content.model import Lesson, Module
from grader.errors import NotFoundError
from grader.exercises.model import (
    ANONYMISE,
    CASE,
    CHART,
    DIALOGUE,
    DICTIONARY,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    ROWS,
    Outcome,
)
from grader.services.exercise_views import view_of
from grader.services.questions import question_view
from grader.services.responses import gather, outcome_of, points_so_far
from grader.services.road.records import ROAD, own_publication
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import LessonEndView, LessonView, OutcomeView, QuestionView

#: Kind of an activity of a lesson to the field of ``LessonView`` that holds those of its kind.
_FIELDS: Mapping[str, str] = {
    QUIZ: "quizzes",
    CASE: "cases",
    "exercise": "exercises",
    ANONYMISE: "anonymisations",
    CHART: "charts",
    PUBLISH: "publications",
    REDACT: "redactions",
    DUTIES: "duties",
    DIALOGUE: "dialogues",
    ROWS: "rows",
    DICTIONARY: "dictionaries",
}


def find_lesson(workshop: Workshop, lesson_id: str) -> Lesson:
    """Find a lesson.

    Raises:
        NotFoundError: there is none.
    """
    try:
        return workshop.course.lesson(lesson_id)
    except KeyError:
        raise NotFoundError("unknown-lesson", "Cette leçon n'existe pas.") from None


def lesson_view(workshop: Workshop, learner_id: str, lesson_id: str) -> LessonView:
    """Give all activities of a lesson for a learner, and record that she opened it."""
    lesson = find_lesson(workshop, lesson_id)
    module = workshop.course.modules[lesson.module]
    workshop.visits.open(learner_id, lesson.id)
    questions: dict[str, QuestionView] = {}
    shown: dict[str, dict[str, Any]] = {field: {} for field in _FIELDS.values()}
    for part in lesson.parts:
        if part.kind == "question":
            questions[part.ref] = question_view(workshop, learner_id, part.ref)
        elif part.kind in _FIELDS:
            view = view_of(workshop, learner_id, module.exercises[part.ref])
            shown[_FIELDS[part.kind]][part.ref] = view
    outcomes = {name: view.outcome for views in shown.values() for name, view in views.items()}
    end = _end(workshop, learner_id, lesson, outcomes)
    return LessonView(id=lesson.id, questions=questions, **shown, end=end)


def finish_lesson(workshop: Workshop, learner_id: str, lesson_id: str) -> LessonEndView:
    """Record that a lesson is finished, and tell what comes next."""
    lesson = find_lesson(workshop, lesson_id)
    workshop.visits.finish(learner_id, lesson.id)
    exercises = workshop.course.modules[lesson.module].exercises
    outcomes = {
        one.id: outcome_of(workshop, learner_id, one, gather(workshop, learner_id, one))
        for one in (exercises[p.ref] for p in lesson.parts if p.ref in exercises)
    }
    return _end(workshop, learner_id, lesson, outcomes)


def _end(
    workshop: Workshop,
    learner_id: str,
    lesson: Lesson,
    outcomes: Mapping[str, Outcome | OutcomeView],
) -> LessonEndView:
    """Tell where the end of a lesson stands: points of its exercises, and what is next."""
    module = workshop.course.modules[lesson.module]
    visit = workshop.visits.of(learner_id).get(lesson.id)
    done = bool(visit and visit.finished)
    following = next_lesson(module, lesson)
    if following:
        title, url = following.title, lesson_address(workshop, following)
    else:
        title, url = "Bilan du module", module_address(workshop, module)
    return LessonEndView(
        id=lesson.id,
        done=done,
        sentence=french(
            "Leçon terminée. Vos réponses sont enregistrées."
            if done
            else "Vos réponses sont enregistrées au fur et à mesure. "
            "Marquez la leçon comme terminée quand vous le souhaitez."
        ),
        points_label=points_so_far(module.counted(outcomes)) if outcomes else "",
        next_title=french(title),
        next_url=url,
        module_url=module_address(workshop, module),
        road_url=road_address(workshop, {part.ref for part in lesson.parts}),
    )


def next_lesson(module: Module, lesson: Lesson) -> Lesson | None:
    """Give the lesson after this one, or None."""
    position = module.lessons.index(lesson) + 1
    return module.lessons[position] if position < len(module.lessons) else None


def previous_lesson(module: Module, lesson: Lesson) -> Lesson | None:
    """Give the lesson before this one, or None."""
    position = module.lessons.index(lesson)
    return module.lessons[position - 1] if position else None


def lesson_address(workshop: Workshop, lesson: Lesson) -> str:
    """Give the address of a lesson's page."""
    return workshop.address(f"lecon/{lesson.id}")


def module_address(workshop: Workshop, module: Module) -> str:
    """Give the address of a module's page."""
    return workshop.address(f"module/{module.slug}")


def road_address(workshop: Workshop, exercises: Collection[str]) -> str:
    """Give the address of « La route de mon fichier » where its last exercise is; "" elsewhere.

    Args:
        workshop: with the courses.
        exercises: ids of those of a lesson, or of a module.
    """
    end = own_publication(workshop)
    return workshop.address(ROAD) if end is not None and end.id in exercises else ""


def exercise_address(workshop: Workshop, module: Module, exercise_id: str) -> str:
    """Give the address of the lesson that holds an exercise, else of the module."""
    for lesson in module.lessons:
        if any(part.ref == exercise_id for part in lesson.parts):
            return lesson_address(workshop, lesson)
    return module_address(workshop, module)

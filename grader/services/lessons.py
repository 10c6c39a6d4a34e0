"""A lesson's activities, and its end."""

from __future__ import annotations

from collections.abc import Sequence

from grader.content.model import Lesson, Module
from grader.errors import NotFoundError
from grader.exercises.model import ANONYMISE, Outcome
from grader.services.anonymise_exercises import anonymise_view
from grader.services.cases import case_view
from grader.services.file_exercises import exercise_view
from grader.services.questions import question_view, quiz_view
from grader.services.responses import gather, outcome_of, points_so_far
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import LessonEndView, LessonView, OutcomeView


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
    questions, quizzes, cases, exercises, anonymisations = {}, {}, {}, {}, {}
    for part in lesson.parts:
        if part.kind == "question":
            questions[part.ref] = question_view(workshop, learner_id, part.ref)
        elif part.kind == "quiz":
            quizzes[part.ref] = quiz_view(workshop, learner_id, module.exercises[part.ref])
        elif part.kind == "case":
            cases[part.ref] = case_view(workshop, learner_id, module.exercises[part.ref])
        elif part.kind == "exercise":
            exercises[part.ref] = exercise_view(workshop, learner_id, module.exercises[part.ref])
        elif part.kind == ANONYMISE:
            exercise = module.exercises[part.ref]
            anonymisations[part.ref] = anonymise_view(workshop, learner_id, exercise)
    return LessonView(
        id=lesson.id,
        questions=questions,
        quizzes=quizzes,
        exercises=exercises,
        cases=cases,
        anonymisations=anonymisations,
        end=_end(
            workshop,
            learner_id,
            lesson,
            [
                *(quiz.outcome for quiz in quizzes.values()),
                *(case.outcome for case in cases.values()),
                *(exercise.outcome for exercise in exercises.values()),
                *(exercise.outcome for exercise in anonymisations.values()),
            ],
        ),
    )


def finish_lesson(workshop: Workshop, learner_id: str, lesson_id: str) -> LessonEndView:
    """Record that a lesson is finished, and tell what comes next."""
    lesson = find_lesson(workshop, lesson_id)
    workshop.visits.finish(learner_id, lesson.id)
    exercises = workshop.course.modules[lesson.module].exercises
    outcomes = [
        outcome_of(workshop, learner_id, exercise, gather(workshop, learner_id, exercise))
        for exercise in (exercises[p.ref] for p in lesson.parts if p.ref in exercises)
    ]
    return _end(workshop, learner_id, lesson, outcomes)


def _end(
    workshop: Workshop,
    learner_id: str,
    lesson: Lesson,
    outcomes: Sequence[Outcome | OutcomeView],
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
        points_label=points_so_far(outcomes) if outcomes else "",
        next_title=french(title),
        next_url=url,
        module_url=module_address(workshop, module),
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


def exercise_address(workshop: Workshop, module: Module, exercise_id: str) -> str:
    """Give the address of the lesson that holds an exercise, else of the module."""
    for lesson in module.lessons:
        if any(part.ref == exercise_id for part in lesson.parts):
            return lesson_address(workshop, lesson)
    return module_address(workshop, module)

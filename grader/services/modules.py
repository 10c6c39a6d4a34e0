"""A module's page: where one is in it, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping

from grader.content.model import Module
from grader.errors import NotFoundError
from grader.exercises.model import NOT_ATTEMPTED, Exercise, Outcome
from grader.progress.visits import Visit
from grader.services.attestations_standing import lines_of
from grader.services.choices import choice_lines, told
from grader.services.free_quiz import FREE_QUIZ
from grader.services.hand_ins import hand_in_view
from grader.services.learning.placement import skippable
from grader.services.lessons import (
    exercise_address,
    lesson_address,
    road_address,
)
from grader.services.responses import gather, outcome_of, outcome_view, points_so_far
from grader.services.road.in_module import road_line
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import ExerciseLine, LessonLine, ModuleView, OutcomeView

#: What is said beside an exercise that is about the files of her services.
FOR_YOU = "Pour votre service"


def find_module(workshop: Workshop, slug: str) -> Module:
    """Find a module.

    Raises:
        NotFoundError: there is none.
    """
    module = workshop.course.modules.get(slug)
    if module is None:
        raise NotFoundError("unknown-module", "Ce module n'existe pas.")
    return module


def module_view(workshop: Workshop, learner_id: str, slug: str) -> ModuleView:
    """Give a module's page for a learner."""
    module = find_module(workshop, slug)
    mine = frozenset(workshop.profiles.of(learner_id).services)
    outcomes = {
        one.id: outcome_of(workshop, learner_id, one, gather(workshop, learner_id, one))
        for one in module.exercises.values()
    }
    first: list[ExerciseLine] = []
    lines: list[ExerciseLine] = []
    others: list[ExerciseLine] = []
    for exercise in module.exercises.values():
        about = workshop.course.services.get(exercise.id, frozenset())
        place = lines if not mine or not about else first if mine & about else others
        if place is others and outcomes[exercise.id].status != NOT_ATTEMPTED:
            # What she began is hers, whatever its service.
            place = lines
        place.append(
            ExerciseLine(
                title=french(exercise.title),
                url=exercise_address(workshop, module, exercise.id),
                outcome=_outcome(module, exercise, outcomes),
                note=FOR_YOU if place is first else "",
            )
        )
    visits = workshop.visits.of(learner_id)
    known = skippable(workshop, learner_id)
    progress, label = module_progress(module, visits)
    return ModuleView(
        id=module.slug,
        title=french(module.title),
        summary=french(module.summary),
        objectives=tuple(french(text) for text in module.objectives.values()),
        lessons=lesson_lines(workshop, module, visits, known),
        exercises=(*first, *lines),
        other_exercises=tuple(others),
        points_label=points_so_far(module.counted(outcomes)),
        progress=progress,
        progress_label=label,
        hand_in=hand_in_view(workshop, learner_id, module),
        takeaway_html=module.takeaway_html,
        free_quiz_url=f"{workshop.address(FREE_QUIZ)}?module={module.slug}",
        road_url=road_address(workshop, module.exercises),
        choices=choice_lines(module, outcomes),
        road=road_line(workshop, learner_id, module),
        attestations=lines_of(workshop, learner_id, slug),
    )


def _outcome(module: Module, exercise: Exercise, outcomes: Mapping[str, Outcome]) -> OutcomeView:
    if exercise.choice is None:
        return outcome_view(outcomes[exercise.id])
    return told(module.graded[exercise.choice.id], exercise, outcomes)


def course_progress(workshop: Workshop, learner_id: str) -> tuple[float, str]:
    """Give progress over all lessons: a share, and « 1 leçon sur 2 »."""
    visits = workshop.visits.of(learner_id)
    lessons = [x for m in workshop.course.modules.values() for x in m.lessons]
    return _share(sum(1 for x in lessons if finished(visits, x.id)), len(lessons))


def module_progress(module: Module, visits: Mapping[str, Visit]) -> tuple[float, str]:
    """Give progress over the lessons of a module: a share, and « 1 leçon sur 2 »."""
    done = sum(1 for lesson in module.lessons if finished(visits, lesson.id))
    return _share(done, len(module.lessons))


def _share(done: int, total: int) -> tuple[float, str]:
    noun = "leçon terminée" if done < 2 else "leçons terminées"
    return (done / total if total else 0.0), french(f"{done} {noun} sur {total}")


def finished(visits: Mapping[str, Visit], lesson_id: str) -> bool:
    """Tell whether a lesson was finished."""
    return lesson_id in visits and visits[lesson_id].finished


def lesson_lines(
    workshop: Workshop, module: Module, visits: Mapping[str, Visit], known: frozenset[str]
) -> tuple[LessonLine, ...]:
    """Give the lessons of a module with their state in words.

    Args:
        workshop: for their addresses.
        module: which module.
        visits: of the learner.
        known: lessons that her positioning test lets her pass over.
    """
    lines = []
    for lesson in module.lessons:
        if finished(visits, lesson.id):
            state, label = "done", "Terminée"
        elif lesson.id in visits:
            state, label = "started", "Commencée"
        else:
            state, label = "new", "Non commencée"
        lines.append(
            LessonLine(
                title=french(lesson.title),
                summary=french(lesson.summary),
                url=lesson_address(workshop, lesson),
                minutes=lesson.minutes,
                state=state,
                state_label=label,
                note="Acquis d'après votre test" if state == "new" and lesson.id in known else "",
            )
        )
    return tuple(lines)

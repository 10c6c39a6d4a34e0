"""A module's page, and the home page: where one is, what comes next."""

from __future__ import annotations

from grader.content.model import Module
from grader.errors import NotFoundError, RefusedError
from grader.progress.visits import Visit
from grader.services.bench_desk import VALIDATOR
from grader.services.deciding.place import DECIDE
from grader.services.free_quiz import FREE_QUIZ
from grader.services.hand_ins import hand_in_view
from grader.services.learning.placement import PLACEMENT, skippable
from grader.services.learning.review import REVIEW, due_today
from grader.services.lessons import (
    exercise_address,
    find_lesson,
    lesson_address,
    module_address,
    road_address,
)
from grader.services.obligations.place import DUTIES
from grader.services.portal.opening import MOUNT
from grader.services.privacy_desk import ANONYMISER
from grader.services.responses import gather, outcome_of, outcome_view, points_so_far
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import Door, ExerciseLine, HomeModule, HomeView, LessonLine, ModuleView

_DOORS = {
    "elu": (
        "Je suis élue ou élu",
        "Comprendre en quinze minutes pourquoi ouvrir ses données, et ce que cela change.",
    ),
    "agent": (
        "Je suis agente ou agent",
        "Apprendre sur un vrai export, puis préparer votre propre fichier.",
    ),
    "formateur": (
        "Je suis formatrice ou formateur",
        "Voir les travaux rendus, les notes, et les emporter dans un tableur.",
    ),
}


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
    lines = []
    for exercise in module.exercises.values():
        outcome = outcome_of(workshop, learner_id, exercise, gather(workshop, learner_id, exercise))
        lines.append(
            ExerciseLine(
                title=french(exercise.title),
                url=exercise_address(workshop, module, exercise.id),
                outcome=outcome_view(outcome),
            )
        )
    visits = workshop.visits.of(learner_id)
    known = skippable(workshop, learner_id)
    progress, label = _progress(module, visits)
    return ModuleView(
        id=module.slug,
        title=french(module.title),
        summary=french(module.summary),
        objectives=tuple(french(text) for text in module.objectives.values()),
        lessons=_lesson_lines(workshop, module, visits, known),
        exercises=tuple(lines),
        points_label=points_so_far([line.outcome for line in lines]),
        progress=progress,
        progress_label=label,
        hand_in=hand_in_view(workshop, learner_id, module),
        takeaway_html=module.takeaway_html,
        free_quiz_url=f"{workshop.address(FREE_QUIZ)}?module={module.slug}",
        road_url=road_address(workshop, module.exercises),
    )


def home_view(workshop: Workshop, learner_id: str) -> HomeView:
    """Give the home page for a learner."""
    learner = workshop.learners.find(learner_id)
    door = learner.door if learner else ""
    visits = workshop.visits.of(learner_id)
    known = skippable(workshop, learner_id)
    modules = []
    for module in workshop.course.modules.values():
        progress, label = _progress(module, visits)
        modules.append(
            HomeModule(
                title=french(module.title),
                summary=french(module.summary),
                url=module_address(workshop, module),
                lessons=_lesson_lines(workshop, module, visits, known),
                progress=progress,
                progress_label=label,
            )
        )
    first = next(iter(workshop.course.modules.values()))
    urls = {
        "elu": lesson_address(workshop, first.lessons[0]),
        "agent": module_address(workshop, _first_on_a_file(workshop)),
        "formateur": workshop.address("formateur"),
    }
    resume_title, resume_url = _resume(workshop, visits)
    return HomeView(
        doors=tuple(
            Door(id=key, title=french(title), text=french(text), url=urls[key], chosen=key == door)
            for key, (title, text) in _DOORS.items()
        ),
        resume_title=resume_title,
        resume_url=resume_url,
        modules=tuple(modules),
        bench_url=workshop.address(VALIDATOR),
        privacy_url=workshop.address(ANONYMISER),
        free_quiz_url=workshop.address(FREE_QUIZ),
        progress_url=workshop.address("mes-donnees#progression") if workshop.settings.alone else "",
        portal_url=workshop.address(f"{MOUNT}/"),
        duties_url=workshop.address(DUTIES),
        decide_url=workshop.address(DECIDE),
        placement_url=workshop.address(PLACEMENT),
        review_url=workshop.address(REVIEW),
        review_label=due_today(workshop, learner_id),
    )


def _first_on_a_file(workshop: Workshop) -> Module:
    """Find where an agent begins: the first module that has her work on a file, else the first."""
    modules = list(workshop.course.modules.values())
    working = (m for m in modules if any(e.takes_file for e in m.exercises.values()))
    return next(working, modules[0])


def choose_door(workshop: Workshop, learner_id: str, door: str) -> None:
    """Remember the door that she chose; it opens nothing by itself.

    Raises:
        RefusedError: there is no such door.
    """
    if door not in _DOORS:
        raise RefusedError("unknown-door", "Cette entrée n'existe pas.")
    workshop.learners.set_door(learner_id, door)


def course_progress(workshop: Workshop, learner_id: str) -> tuple[float, str]:
    """Give progress over all lessons: a share, and « 1 leçon sur 2 »."""
    visits = workshop.visits.of(learner_id)
    lessons = [x for m in workshop.course.modules.values() for x in m.lessons]
    return _share(sum(1 for x in lessons if _finished(visits, x.id)), len(lessons))


def _progress(module: Module, visits: dict[str, Visit]) -> tuple[float, str]:
    done = sum(1 for lesson in module.lessons if _finished(visits, lesson.id))
    return _share(done, len(module.lessons))


def _share(done: int, total: int) -> tuple[float, str]:
    noun = "leçon terminée" if done < 2 else "leçons terminées"
    return (done / total if total else 0.0), french(f"{done} {noun} sur {total}")


def _finished(visits: dict[str, Visit], lesson_id: str) -> bool:
    return lesson_id in visits and visits[lesson_id].finished


def _lesson_lines(
    workshop: Workshop, module: Module, visits: dict[str, Visit], known: frozenset[str]
) -> tuple[LessonLine, ...]:
    lines = []
    for lesson in module.lessons:
        if _finished(visits, lesson.id):
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


def _resume(workshop: Workshop, visits: dict[str, Visit]) -> tuple[str, str]:
    """Give the lesson last read and not finished, else the one after the last finished."""
    known = {x.id for m in workshop.course.modules.values() for x in m.lessons}
    unfinished = [v for v in visits.values() if not v.finished and v.lesson_id in known]
    if unfinished:
        newest = max(unfinished, key=lambda visit: visit.seen_at)
        lesson = find_lesson(workshop, newest.lesson_id)
        return french(lesson.title), lesson_address(workshop, lesson)
    if any(v.finished for v in visits.values()):
        for module in workshop.course.modules.values():
            for lesson in module.lessons:
                if not _finished(visits, lesson.id):
                    return french(lesson.title), lesson_address(workshop, lesson)
            return french(f"Bilan : {module.title}"), module_address(workshop, module)
    return "", ""

"""The home page: the path that she chose, where she is on it, and all the rest below."""

from __future__ import annotations

from collections.abc import Mapping

from grader.content.model import Module
from grader.errors import RefusedError
from grader.progress.profiles import LearnerProfile
from grader.progress.visits import Visit
from grader.services.attestations_standing import ATTESTATIONS, line_of, standing_on
from grader.services.bench_desk import VALIDATOR
from grader.services.deciding.place import DECIDE
from grader.services.free_quiz import FREE_QUIZ
from grader.services.learning.placement import PLACEMENT, skippable
from grader.services.learning.review import REVIEW, due_today
from grader.services.lessons import (
    exercise_address,
    find_lesson,
    lesson_address,
    module_address,
)
from grader.services.modules import finished, lesson_lines, module_progress
from grader.services.obligations.place import DUTIES
from grader.services.paths import duration, path_by_door, path_view
from grader.services.portal.opening import MOUNT
from grader.services.privacy_desk import ANONYMISER
from grader.services.profile import PROFILE, profile_lines
from grader.services.sessions.joining import JOIN
from grader.services.sessions.sending import SEND
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import Door, HomeModule, HomeView, PathView, ServiceExercise

#: Door to its title, and to what it says in a course that declares no path for it.
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


def home_view(workshop: Workshop, learner_id: str) -> HomeView:
    """Give the home page for a learner, by as many queries whatever the course holds."""
    learner = workshop.learners.find(learner_id)
    door = learner.door if learner else ""
    visits = workshop.visits.of(learner_id)
    profile = workshop.profiles.of(learner_id)
    known = skippable(workshop, learner_id)
    chosen = path_by_door(workshop, door)
    path, attestation = None, None
    if chosen is not None:
        path = path_view(workshop, learner_id, chosen, visits=visits, profile=profile, known=known)
        attestation = line_of(workshop, standing_on(workshop, learner_id, chosen, path))
    resume_title, resume_url = _resume(workshop, visits, path)
    return HomeView(
        doors=_doors(workshop, door),
        resume_title=resume_title,
        resume_url=resume_url,
        modules=tuple(
            _module(workshop, module, visits, known) for module in workshop.course.modules.values()
        ),
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
        trainer_url=workshop.address("formateur"),
        join_url="" if workshop.settings.alone else workshop.address(JOIN),
        send_url="" if workshop.settings.alone else workshop.address(SEND),
        path=path,
        profile_url=workshop.address(PROFILE),
        profile_label=french(", ".join(value for _, value in profile_lines(profile))),
        for_services=_for_services(workshop, profile),
        attestation=attestation,
        attestations_url=workshop.address(ATTESTATIONS),
    )


def choose_door(workshop: Workshop, learner_id: str, door: str) -> None:
    """Remember the door that she chose; it opens nothing by itself.

    Raises:
        RefusedError: there is no such door.
    """
    if door not in _DOORS:
        raise RefusedError("unknown-door", "Cette entrée n'existe pas.")
    workshop.learners.set_door(learner_id, door)


def _doors(workshop: Workshop, chosen: str) -> tuple[Door, ...]:
    first = next(iter(workshop.course.modules.values()))
    # Where each led before there were paths, for a course that declares none.
    urls = {
        "elu": lesson_address(workshop, first.lessons[0]),
        "agent": module_address(workshop, _first_on_a_file(workshop)),
        "formateur": workshop.address("formateur"),
    }
    doors = []
    for key, (title, text) in _DOORS.items():
        path = path_by_door(workshop, key)
        about = f"{path.summary} En tout : {duration(path.minutes)}." if path else text
        doors.append(
            Door(
                id=key,
                title=french(title),
                text=french(about),
                url="" if path else urls[key],
                chosen=key == chosen,
            )
        )
    return tuple(doors)


def _module(
    workshop: Workshop, module: Module, visits: Mapping[str, Visit], known: frozenset[str]
) -> HomeModule:
    progress, label = module_progress(module, visits)
    return HomeModule(
        title=french(module.title),
        summary=french(module.summary),
        url=module_address(workshop, module),
        lessons=lesson_lines(workshop, module, visits, known),
        progress=progress,
        progress_label=label,
    )


def _for_services(workshop: Workshop, profile: LearnerProfile) -> tuple[ServiceExercise, ...]:
    """Give the exercises on files of her services, in the order of the courses."""
    mine = set(profile.services)
    return tuple(
        ServiceExercise(
            title=french(exercise.title),
            url=exercise_address(workshop, module, exercise.id),
            module=french(module.title),
        )
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if mine & workshop.course.services.get(exercise.id, frozenset())
    )


def _first_on_a_file(workshop: Workshop) -> Module:
    """Find where an agent begins: the first module that has her work on a file, else the first."""
    modules = list(workshop.course.modules.values())
    working = (m for m in modules if any(e.takes_file for e in m.exercises.values()))
    return next(working, modules[0])


def _resume(
    workshop: Workshop, visits: Mapping[str, Visit], path: PathView | None
) -> tuple[str, str]:
    """Give the lesson last read and not finished, else the one after the last finished.

    On a path, only a lesson left half-way elsewhere is told: the path says what comes next.
    """
    known = {x.id for m in workshop.course.modules.values() for x in m.lessons}
    unfinished = [v for v in visits.values() if not v.finished and v.lesson_id in known]
    if unfinished:
        newest = max(unfinished, key=lambda visit: visit.seen_at)
        lesson = find_lesson(workshop, newest.lesson_id)
        address = lesson_address(workshop, lesson)
        steps = {line.url for part in path.parts for line in part.steps} if path else set()
        return ("", "") if address in steps else (french(lesson.title), address)
    if path is None and any(finished(visits, name) for name in known):
        for module in workshop.course.modules.values():
            for lesson in module.lessons:
                if not finished(visits, lesson.id):
                    return french(lesson.title), lesson_address(workshop, lesson)
            return french(f"Bilan : {module.title}"), module_address(workshop, module)
    return "", ""

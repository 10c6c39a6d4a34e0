"""What the sessions that a learner joined allow her now: exam windows, solutions, hand-ins.

``standing`` is one query, and none where the caller has it already; each refusal is told. Views are
reduced by ``sealing``. Nothing here holds who works without a session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.content.model import Module
from grader.errors import RefusedError
from grader.exercises.model import Exercise
from grader.progress.database import now
from grader.progress.sessions.sessions import Exam, TrainingSession
from grader.services.dates import day_and_time
from grader.services.sessions.programme import modules_of
from grader.services.workshop import Workshop
from grader.typography import french, plural

#: What only shows, or leaves no trace in graded work; whatever is not here is an act.
_LOOKS = frozenset(
    {"bench_places", "bench_rows", "choose_role", "console_snippets", "finish_lesson"}
    | {"privacy_count", "privacy_example", "privacy_people", "privacy_rows", "report_question"}
)
_HINTS = frozenset({"question_hint", "hint"})
_SOLUTIONS = frozenset({"reveal", "solution"})
_KEPT = "Ce qui était enregistré est conservé."


@dataclass(frozen=True)
class Standing:
    """What the sessions of a learner say, at one moment.

    Attributes:
        sessions: those that she joined.
        at: the moment.
    """

    sessions: tuple[TrainingSession, ...]
    at: datetime

    def exams(self, module: str) -> tuple[Exam, ...]:
        """Give the exams on a module, the first to open first."""
        found = [e for one in self.sessions for e in one.terms.exams if e.module == module]
        return tuple(sorted(found, key=lambda exam: exam.opens_at))

    def is_open(self, module: str) -> bool:
        """Tell whether an exam on a module is under way."""
        return any(e.opens_at <= self.at < e.closes_at for e in self.exams(module))

    def sealed(self) -> frozenset[str]:
        """Give the modules whose keys and points are not shown: an exam on them is not closed."""
        exams = (exam for one in self.sessions for exam in one.terms.exams)
        return frozenset(exam.module for exam in exams if self.at < exam.closes_at)


_HELD: ContextVar[tuple[str, Standing] | None] = ContextVar("standing", default=None)


def standing(workshop: Workshop, learner_id: str) -> Standing:
    """Give what the sessions of a learner say now.

    Args:
        workshop: stores.
        learner_id: whose.
    """
    held = _HELD.get()
    if held is not None and held[0] == learner_id:
        return held[1]
    return Standing(tuple(workshop.sessions.joined_by(learner_id)), now())


@contextmanager
def held(learner_id: str, found: Standing) -> Iterator[None]:
    """Spare one request from reading the same again.

    Args:
        learner_id: whose.
        found: what was read.
    """
    token = _HELD.set((learner_id, found))
    try:
        yield
    finally:
        _HELD.reset(token)


def require_allowed(
    workshop: Workshop, learner_id: str, found: Standing, name: str, request: Mapping[str, Any]
) -> None:
    """Refuse what a page asks where a session does not allow it.

    Args:
        workshop: stores and course.
        learner_id: who asks.
        found: what her sessions say.
        name: of the operation.
        request: its arguments, as the page sent them: may hold anything.

    Raises:
        RefusedError: it is not allowed, or not now.
    """
    if not found.sessions or name in _LOOKS or name.endswith("_view"):
        return
    if name == "hand_in":
        _require_hand_in(workshop, learner_id, found, request.get("module"))
        return
    for module in _touched(workshop, request):
        if name in _SOLUTIONS:
            _require_solutions(workshop, found, module)
        elif name in _HINTS:
            _require_hints(found, module)
        else:
            _require_answering(found, module)
    if name in _SOLUTIONS:
        for module in _named(workshop, request):
            _require_solutions(workshop, found, module, graded=False)


def require_drop(workshop: Workshop, learner_id: str, subject: str) -> None:
    """Refuse a file for an exercise outside of its exam.

    Args:
        workshop: stores and course.
        learner_id: who sends it.
        subject: id of an exercise, or name of a page for any file.

    Raises:
        RefusedError: the exam is not open.
    """
    found = standing(workshop, learner_id)
    if found.sessions and subject.partition("/")[0] in workshop.course.modules:
        _require_answering(found, subject.partition("/")[0])


def require_solution(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Refuse the solution of an exercise, or its corrected file.

    Args:
        workshop: stores and course.
        learner_id: who asks.
        exercise: which.

    Raises:
        RefusedError: an exam on its module is not closed, or the session gives no solutions.
    """
    _require_solutions(workshop, standing(workshop, learner_id), exercise.module)


def require_first_answer(
    workshop: Workshop, learner_id: str, module: str, *, answered: bool
) -> None:
    """Refuse a second answer in an exam: that it may be given would tell that the first is wrong.

    Args:
        workshop: stores and course.
        learner_id: who answers.
        module: of a graded question.
        answered: it has an answer.

    Raises:
        RefusedError: it has one, and an exam is under way.
    """
    if answered and module in standing(workshop, learner_id).sealed():
        raise RefusedError(
            "exam-one-answer",
            "Pendant un examen, chaque question prend une seule réponse.",
            "La vôtre est enregistrée. Passez à la question suivante.",
        )


def require_may_leave(session: TrainingSession) -> None:
    """Refuse to let a learner out of a session during one of its exams.

    Args:
        session: that she would leave.

    Raises:
        RefusedError: an exam is under way.
    """
    moment = now()
    for exam in session.terms.exams:
        if exam.opens_at <= moment < exam.closes_at:
            raise RefusedError(
                "exam-under-way",
                french(f"Un examen est en cours jusqu'au {day_and_time(exam.closes_at)}."),
                "Vous pourrez quitter la session ensuite.",
            )


def solutions_closed(workshop: Workshop, found: Standing) -> frozenset[str]:
    """Give the modules whose solutions may not be asked for.

    Args:
        workshop: for the courses.
        found: what her sessions say.
    """
    silent = (one for one in found.sessions if not one.terms.solutions)
    return frozenset(m.slug for one in silent for m in modules_of(workshop.course, one.terms))


def _require_answering(found: Standing, module: str) -> None:
    exams = found.exams(module)
    if not exams or found.is_open(module):
        return
    coming = next((exam for exam in exams if found.at < exam.opens_at), None)
    if coming is not None:
        raise RefusedError(
            "exam-not-open",
            french(f"L'examen sur ce module commence le {day_and_time(coming.opens_at)}."),
            "Revenez à ce moment-là : ses questions seront ouvertes.",
        )
    raise RefusedError(
        "exam-closed",
        french(f"L'examen sur ce module s'est terminé le {day_and_time(exams[-1].closes_at)}."),
        french(f"{_KEPT} Les corrigés sont ouverts."),
    )


def _require_hints(found: Standing, module: str) -> None:
    if module in found.sealed():
        raise RefusedError(
            "exam-no-hint",
            "Pendant un examen, les indices sont fermés.",
            "Répondez de votre mieux, ou passez à la suite.",
        )


def _require_solutions(
    workshop: Workshop, found: Standing, module: str, *, graded: bool = True
) -> None:
    if graded and module in found.sealed():
        last = max(exam.closes_at for exam in found.exams(module))
        raise RefusedError(
            "exam-no-solution",
            french(f"La solution sera ouverte après l'examen, le {day_and_time(last)}."),
            _KEPT,
        )
    if module in solutions_closed(workshop, found):
        raise RefusedError(
            "session-no-solution",
            "Dans cette session, les solutions ne sont pas ouvertes.",
            "Demandez de l'aide à la personne qui anime la session.",
        )


def _require_hand_in(workshop: Workshop, learner_id: str, found: Standing, module: object) -> None:
    if not isinstance(module, str):
        return
    _require_answering(found, module)
    bounds = [
        one.terms.hand_ins
        for one in found.sessions
        if one.terms.hand_ins is not None
        and module in {m.slug for m in modules_of(workshop.course, one.terms)}
    ]
    if bounds and len(workshop.hand_ins.of(learner_id, module)) >= min(bounds):
        raise RefusedError(
            "hand-ins-used",
            french(f"Cette session accepte {plural(min(bounds), 'rendu')} par module."),
            "Votre dernier travail rendu est conservé : il sera lu.",
        )


def _touched(workshop: Workshop, request: Mapping[str, Any]) -> set[str]:
    """Find the modules whose graded work a request names."""
    found: set[str] = set()
    named = {one for one in request.values() if isinstance(one, str)}
    for module in workshop.course.modules.values():
        if not named.isdisjoint(module.exercises):
            found.add(module.slug)
        if not named.isdisjoint(graded_items(module)):
            found.add(module.slug)
    return found


def _named(workshop: Workshop, request: Mapping[str, Any]) -> set[str]:
    """Find the modules that hold an item that a request names, graded or not."""
    item = request.get("item")
    modules = workshop.course.modules.values()
    return {m.slug for m in modules if isinstance(item, str) and item in m.items}


def graded_items(module: Module) -> frozenset[str]:
    """Give the ids of the items that count in a grade.

    Args:
        module: with its exercises.
    """
    return frozenset(item.id for exercise in module.exercises.values() for item in exercise.items)

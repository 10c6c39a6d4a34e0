"""What a page's kernel may ask, by name: the one list of operations, each with its authority.

The request comes from a page, so its shape is checked here and its owner was found by the
page token; nothing in it says who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.errors import RefusedError
from grader.exercises.model import CASE, QUIZ, Exercise
from grader.progress.learners import LEARNER, TRAINER, Learner
from grader.quiz.score import MOST_CHARACTERS, MOST_STRINGS
from grader.services import (
    cases,
    file_exercises,
    hand_ins,
    home,
    lessons,
    modules,
    question_reports,
    questions,
    reviews,
    trainers,
)
from grader.services.bench_operations import BENCH_OPERATIONS, number
from grader.services.chart_exercises import CHART_OPERATIONS
from grader.services.dialogues import DIALOGUE_OPERATIONS
from grader.services.dictionary_exercises import DICTIONARY_OPERATIONS
from grader.services.duties_exercises import DUTIES_OPERATIONS
from grader.services.exercise_views import view_of
from grader.services.finding import (
    find_exercise,
    find_exercise_on_file,
    find_file_exercise,
    find_of_kind,
)
from grader.services.free_operations import free_operations
from grader.services.learning.operations import learning_operations
from grader.services.people import is_trainer
from grader.services.privacy_operations import PRIVACY_OPERATIONS
from grader.services.publish_operations import PUBLISH_OPERATIONS
from grader.services.redact_exercises import REDACT_OPERATIONS
from grader.services.requests import Request, flag, text, texts
from grader.services.road.marks import keeping_marks
from grader.services.rows_exercises import ROWS_OPERATIONS
from grader.services.sessions.desk import Desk, desk_for
from grader.services.sessions.room import room_view
from grader.services.sessions.rules import held, require_allowed, standing
from grader.services.sessions.sealing import sealed_view
from grader.services.workshop import Workshop
from grader.workers.fairness import on_behalf_of

Run = Callable[[Workshop, Learner, Request], Any]


@dataclass(frozen=True)
class Operation:
    """A named use-case.

    Attributes:
        role: least role that may ask for it.
        run: does it and gives a public view.
    """

    role: str
    run: Run


def perform(workshop: Workshop, learner: Learner, name: str, request: Request) -> Any:
    """Run an operation for the owner of a page.

    Raises:
        RefusedError: unknown, malformed or not allowed.
        OuvroirError: what the use-case itself refuses.
    """
    operation = OPERATIONS.get(name)
    if operation is None:
        raise RefusedError("unknown-operation", "Cette action n'existe pas.")
    if operation.role == TRAINER and not is_trainer(learner):
        raise RefusedError("trainers-only", "Cette page est réservée aux formateurs.")
    found = standing(workshop, learner.id)
    require_allowed(workshop, learner.id, found, name, request)
    with on_behalf_of(learner.id), held(learner.id, found):
        return sealed_view(workshop, found, operation.run(workshop, learner, request))


def _chosen(request: Request) -> list[str]:
    value = request.get("chosen")
    if (
        not isinstance(value, list)
        or len(value) > MOST_STRINGS
        or not all(isinstance(v, str) for v in value)
        or sum(map(len, value)) > MOST_CHARACTERS
    ):
        raise RefusedError("bad-request", "La page a envoyé une réponse illisible.")
    return value


def _answer(workshop: Workshop, learner: Learner, request: Request) -> Any:
    item = text(request, "item")
    questions.answer(workshop, learner.id, item, _chosen(request))
    return _after_item(workshop, learner, item, request)


def _on_item(act: Callable[[Workshop, str, str], None]) -> Run:
    """Make an operation of something that is done to one question, and shows it anew."""

    def run(workshop: Workshop, learner: Learner, request: Request) -> Any:
        item = text(request, "item")
        act(workshop, learner.id, item)
        return _after_item(workshop, learner, item, request)

    return run


def _after_item(workshop: Workshop, learner: Learner, item: str, request: Request) -> Any:
    if request.get("quiz"):
        quiz = find_of_kind(workshop, text(request, "quiz"), QUIZ)
        return questions.quiz_view(workshop, learner.id, quiz)
    if request.get("case"):
        case = find_of_kind(workshop, text(request, "case"), CASE)
        return cases.case_view(workshop, learner.id, case)
    return questions.question_view(workshop, learner.id, item)


def _hint(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_exercise_on_file(workshop, text(request, "exercise"))
    file_exercises.open_hint(workshop, learner.id, exercise)
    return _shown(workshop, learner, exercise)


def _solution(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_exercise(workshop, text(request, "exercise"))
    file_exercises.see_solution(workshop, learner.id, exercise)
    return _shown(workshop, learner, exercise)


def _shown(workshop: Workshop, learner: Learner, exercise: Exercise) -> Any:
    return view_of(workshop, learner.id, exercise)


def _check_file(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_file_exercise(workshop, text(request, "exercise"))
    file_exercises.check(workshop, learner.id, exercise, text(request, "file"))
    return file_exercises.exercise_view(workshop, learner.id, exercise)


def _read_sheet(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_file_exercise(workshop, text(request, "exercise"))
    file, sheet = text(request, "file"), text(request, "sheet")
    file_exercises.read_sheet(workshop, learner.id, exercise, file, sheet)
    return file_exercises.exercise_view(workshop, learner.id, exercise)


def _exercise_view(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_exercise_on_file(workshop, text(request, "exercise"))
    return _shown(workshop, learner, exercise)


def _restart(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_file_exercise(workshop, text(request, "exercise"))
    file_exercises.restart(workshop, learner.id, exercise)
    return file_exercises.exercise_view(workshop, learner.id, exercise)


def _hand_in(workshop: Workshop, learner: Learner, request: Request) -> Any:
    module = modules.find_module(workshop, text(request, "module"))
    hand_ins.hand_in(workshop, learner.id, module, send_files=flag(request, "send_files"))
    return modules.module_view(workshop, learner.id, module.slug)


def _report_question(workshop: Workshop, learner: Learner, request: Request) -> Any:
    item, category = text(request, "item"), text(request, "category")
    return question_reports.report(workshop, learner.id, item, category, request.get("comment", ""))


def _desk(workshop: Workshop, me: Learner, request: Request) -> Desk:
    """Find whom she looks at; « session » is her page's word, checked anew each time."""
    return desk_for(workshop, me, text(request, "session") if request.get("session") else "")


def _trainer_view(workshop: Workshop, me: Learner, request: Request) -> Any:
    return trainers.trainer_view(workshop, _desk(workshop, me, request))


def _settle_report(workshop: Workshop, me: Learner, request: Request) -> Any:
    desk, settled = _desk(workshop, me, request), flag(request, "settled")
    report = number(request, "report", 1)
    done = question_reports.settle(workshop, report, settled=settled, people=desk.people)
    return trainers.trainer_view(workshop, desk, done)


def _review(workshop: Workshop, me: Learner, request: Request) -> Any:
    desk = _desk(workshop, me, request)
    marks = texts(request, "marks", reviews.MOST_MARKS, reviews.LONGEST_MARK)
    answer, comment = number(request, "answer", 1), request.get("comment", "")
    done = reviews.review(workshop, desk, answer, marks, comment)
    return trainers.trainer_view(workshop, desk, done)


def _choose_role(workshop: Workshop, learner: Learner, request: Request) -> Any:
    home.choose_door(workshop, learner.id, text(request, "role"))
    return home.home_view(workshop, learner.id)


OPERATIONS: dict[str, Operation] = {
    "home_view": Operation(LEARNER, lambda w, me, _: home.home_view(w, me.id)),
    "choose_role": Operation(LEARNER, _choose_role),
    "lesson_view": Operation(
        LEARNER, lambda w, me, r: lessons.lesson_view(w, me.id, text(r, "lesson"))
    ),
    "finish_lesson": Operation(
        LEARNER, lambda w, me, r: lessons.finish_lesson(w, me.id, text(r, "lesson"))
    ),
    "answer": Operation(LEARNER, _answer),
    "skip": Operation(LEARNER, _on_item(questions.skip)),
    "question_hint": Operation(LEARNER, _on_item(questions.open_hint)),
    "reveal": Operation(LEARNER, _on_item(questions.reveal)),
    "again": Operation(LEARNER, _on_item(questions.again)),
    "hint": Operation(LEARNER, _hint),
    "solution": Operation(LEARNER, _solution),
    "exercise_view": Operation(LEARNER, _exercise_view),
    "check_file": Operation(LEARNER, _check_file),
    "read_sheet": Operation(LEARNER, _read_sheet),
    "restart": Operation(LEARNER, _restart),
    "module_view": Operation(
        LEARNER, lambda w, me, r: modules.module_view(w, me.id, text(r, "module"))
    ),
    "hand_in": Operation(LEARNER, _hand_in),
    **{name: Operation(LEARNER, run) for name, run in keeping_marks(BENCH_OPERATIONS).items()},
    **{name: Operation(LEARNER, run) for name, run in keeping_marks(PRIVACY_OPERATIONS).items()},
    **{name: Operation(LEARNER, run) for name, run in CHART_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in DIALOGUE_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in DICTIONARY_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in DUTIES_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in PUBLISH_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in REDACT_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in ROWS_OPERATIONS.items()},
    **{name: Operation(LEARNER, run) for name, run in free_operations(_chosen).items()},
    **{name: Operation(LEARNER, run) for name, run in learning_operations(_chosen).items()},
    "report_question": Operation(LEARNER, _report_question),
    "settle_report": Operation(TRAINER, _settle_report),
    "review": Operation(TRAINER, _review),
    "trainer_view": Operation(TRAINER, _trainer_view),
    "room_view": Operation(TRAINER, lambda w, me, r: room_view(w, me, text(r, "room"))),
    "grade": Operation(TRAINER, _trainer_view),
}

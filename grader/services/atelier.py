"""A notebook of the atelier joined to its learner's path: what it may ask, and in whose name.

A token speaks for one learner; it was given for her resume code and ends with it. What a notebook
asks goes through the same rules as what a page asks: exam windows, sealed keys, closed solutions.
A notebook knows questions by the letters of their source: they are covered here as her page has
them, so that there is one way to answer.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.drawing import asked
from grader.exercises.model import (
    ANONYMISE,
    CASE,
    CHART,
    DICTIONARY,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    ROWS,
    Exercise,
)
from grader.progress.learners import Learner
from grader.publication.rights import is_object_id
from grader.quiz.draw import cover
from grader.services import (
    chart_exercises,
    dictionary_exercises,
    duties_exercises,
    file_exercises,
    publish_exercises,
    questions,
    redact_exercises,
    rows_exercises,
)
from grader.services.finding import find_exercise
from grader.services.requests import Request, refuse, text
from grader.services.responses import gather, outcome_of, outcome_view
from grader.services.sessions.rules import (
    held,
    require_allowed,
    require_solution,
    standing,
)
from grader.services.sessions.sealing import sealed_view
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire import AtelierView
from grader.workers.fairness import on_behalf_of

#: Seconds that a token lasts: a day of training.
LASTS = 10 * 3600.0
#: Tokens of one learner at once, and of everybody.
MOST_EACH, MOST = 4, 5_000
#: Characters of a recipe of anonymisation, and questions answered at once.
_LONGEST_RECIPE, _MOST_ANSWERS = 65_536, 100
_RECIPE = "recipe"


@dataclass(frozen=True)
class _Held:
    learner_id: str
    #: When the code was made that the token was given for; another code ends it.
    made: datetime | None
    until: float


class AtelierTokens:
    """Tokens of the notebooks that are joined now; they live and die with the server.

    Args:
        clock: gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        #: By print: a token is kept nowhere in clear.
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def give(self, workshop: Workshop, learner_id: str) -> str:
        """Give a token to a learner; her oldest ones make way past a few.

        Args:
            workshop: stores.
            learner_id: whose code was shown.
        """
        token = secrets.token_urlsafe(32)
        made = workshop.resume_codes.made_at(learner_id)
        with self._lock:
            self._held[_print(token)] = _Held(learner_id, made, self._clock() + LASTS)
            mine = [key for key, one in self._held.items() if one.learner_id == learner_id]
            for key in mine[:-MOST_EACH]:
                del self._held[key]
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return token

    def learner_of(self, workshop: Workshop, token: str) -> Learner | None:
        """Give the learner that a token speaks for, or None: it is unknown, too old, or ended.

        Args:
            workshop: stores.
            token: as a notebook showed it.
        """
        key = _print(token)
        found = self._held.get(key)
        if found is None:
            return None
        learner = workshop.learners.find(found.learner_id)
        ended = self._clock() > found.until or learner is None
        if ended or workshop.resume_codes.made_at(found.learner_id) != found.made:
            self.end(token)
            return None
        return learner

    def end(self, token: str) -> None:
        """Forget a token."""
        with self._lock:
            self._held.pop(_print(token), None)


def _print(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def perform(workshop: Workshop, learner: Learner, name: str, request: Request) -> Any:
    """Do what a notebook asks, for the learner whose token it showed.

    Args:
        workshop: stores, course and workers.
        learner: whose token.
        name: ``view``, ``check``, ``hint``, ``solution``, ``rows_view`` or ``rows_again``.
        request: its arguments: may hold anything.

    Raises:
        RefusedError: unknown, malformed, or not allowed by one of her sessions.
        OuvroirError: what the exercise itself refuses.
    """
    run = _OPERATIONS.get(name)
    if run is None:
        raise RefusedError("unknown-operation", "Cette action n'existe pas.")
    exercise = find_exercise(workshop, text(request, "exercise"))
    found = standing(workshop, learner.id)
    # The name of the exercise alone: what it touches is its module.
    told = "exercise_view" if name == "view" else name
    require_allowed(workshop, learner.id, found, told, {"exercise": exercise.id})
    with on_behalf_of(learner.id), held(learner.id, found):
        new = run(workshop, learner.id, exercise, request)
        view = _view(workshop, learner.id, exercise, new=bool(new))
        if name.startswith("rows_"):
            rows = rows_exercises.shown_rows(workshop, learner.id, exercise)
            view = dataclasses.replace(view, rows=rows)
        return sealed_view(workshop, found, view)


def _view(workshop: Workshop, learner_id: str, exercise: Exercise, *, new: bool) -> AtelierView:
    work = gather(workshop, learner_id, exercise)
    response = work.response
    return AtelierView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        outcome=outcome_view(outcome_of(workshop, learner_id, exercise, work)),
        hints_html=tuple(inline_html(h) for h in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        new_hint=new,
        solution_html=block_html(exercise.solution) if response.solution_seen else "",
    )


def _look(_workshop: Workshop, _learner: str, _exercise: Exercise, _request: Request) -> bool:
    return False


def _hint(workshop: Workshop, learner_id: str, exercise: Exercise, _request: Request) -> bool:
    before = gather(workshop, learner_id, exercise).response.hints_opened
    file_exercises.open_hint(workshop, learner_id, exercise)
    return before < len(exercise.hints)


def _solution(workshop: Workshop, learner_id: str, exercise: Exercise, _request: Request) -> bool:
    require_solution(workshop, learner_id, exercise)
    file_exercises.see_solution(workshop, learner_id, exercise)
    return False


def _check(workshop: Workshop, learner_id: str, exercise: Exercise, request: Request) -> bool:
    if exercise.takes_file:
        _check_file(workshop, learner_id, exercise, request)
    elif exercise.kind in (QUIZ, CASE):
        _answer(workshop, learner_id, exercise, request.get("answers"))
    else:
        _CHECKS.get(exercise.kind, _on_page)(workshop, learner_id, exercise, _data(request))
    return False


def _data(request: Request) -> Mapping[str, Any]:
    data = request.get("data")
    if not isinstance(data, dict):
        raise refuse()
    return data


def _check_file(workshop: Workshop, learner_id: str, exercise: Exercise, request: Request) -> None:
    sha256 = text(request, "file")
    if request.get("sheet"):
        sheet = text(request, "sheet")
        file_exercises.read_sheet(workshop, learner_id, exercise, sha256, sheet)
    else:
        file_exercises.check(workshop, learner_id, exercise, sha256)


def _answer(workshop: Workshop, learner_id: str, exercise: Exercise, answers: Any) -> None:
    """Record answers in the order of the questions; one that is the last one again is passed over.

    Raises:
        RefusedError: they are no answers, or a question is finished.
        NotFoundError: one is not asked of her.
    """
    if not isinstance(answers, dict) or not 0 < len(answers) <= _MOST_ANSWERS:
        raise refuse()
    response = gather(workshop, learner_id, exercise).response
    last = {e.data.get("item"): e.data.get("chosen") for e in response.events if e.kind == "answer"}
    drawn = {item.id: item for item in asked(exercise, response)}
    for name, chosen in answers.items():
        if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
            raise refuse()
        if last.get(name) == chosen:
            continue
        item = drawn.get(name)
        shown = cover(item, seed_of(learner_id)).shown(tuple(chosen)) if item else tuple(chosen)
        questions.answer(workshop, learner_id, name, list(shown))


@in_turn
def _recipe(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    roles, recipe = data.get("roles"), data.get("recipe")
    if not isinstance(roles, dict) or not isinstance(recipe, list):
        raise refuse()
    kept = {"roles": roles, "recipe": recipe}
    if len(json.dumps(kept)) > _LONGEST_RECIPE:
        raise refuse()
    events = gather(workshop, learner_id, exercise).response.events
    last = next((event for event in reversed(events) if event.kind == _RECIPE), None)
    if last is None or dict(last.data) != kept:
        workshop.events.append(learner_id, exercise.id, _RECIPE, kept)


def _chart(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    chart_exercises.check_chart(workshop, learner_id, exercise, data)


def _duties(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    try:
        duties_exercises.check_answers(workshop, learner_id, exercise, data)
    except RefusedError as refusal:
        # A cell that is run again says nothing new, and is no fault.
        if refusal.code not in ("nothing-new", "duties-finished"):
            raise


def _redaction(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    spans = data.get("spans")
    if not isinstance(spans, list):
        raise refuse()
    redact_exercises.check_marks(workshop, learner_id, exercise, spans)


def _record(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    record = text(data, "record")
    if not is_object_id(record):
        raise RefusedError(
            "not-a-record",
            "Ce n'est pas l'identifiant d'une fiche du portail.",
            "Copiez-le de l'adresse de la fiche, ou de la réponse de l'API (« id »).",
        )
    publish_exercises.check(workshop, learner_id, exercise, record)


def _dictionary(
    workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]
) -> None:
    dictionary_exercises.check(workshop, learner_id, exercise, data)


def _rows(workshop: Workshop, learner_id: str, exercise: Exercise, data: Mapping[str, Any]) -> None:
    places = data.get("places")
    if (
        not isinstance(places, list)
        or len(places) > _MOST_ANSWERS
        or not all(type(one) is int for one in places)
    ):
        raise refuse()
    rows_exercises.answer_shown(workshop, learner_id, exercise, places)


def _rows_again(workshop: Workshop, learner_id: str, exercise: Exercise, _request: Request) -> bool:
    rows_exercises.again(workshop, learner_id, _on_rows(exercise))
    return False


def _rows_view(_workshop: Workshop, _learner: str, exercise: Exercise, _request: Request) -> bool:
    _on_rows(exercise)
    return False


def _on_rows(exercise: Exercise) -> Exercise:
    if exercise.kind != ROWS:
        raise RefusedError("no-rows", "Cet exercice ne tire pas de lignes.")
    return exercise


def _on_page(
    _workshop: Workshop, _learner: str, _exercise: Exercise, _data: Mapping[str, Any]
) -> None:
    raise RefusedError(
        "on-its-page",
        "Cet exercice se fait sur sa page : ce qu'il montre y est tiré pour vous.",
        "Ouvrez-le dans son module.",
    )


_CHECKS: Mapping[str, Callable[[Workshop, str, Exercise, Mapping[str, Any]], None]] = {
    ANONYMISE: _recipe,
    CHART: _chart,
    DUTIES: _duties,
    REDACT: _redaction,
    PUBLISH: _record,
    DICTIONARY: _dictionary,
    ROWS: _rows,
}
_OPERATIONS: Mapping[str, Callable[[Workshop, str, Exercise, Request], bool]] = {
    "view": _look,
    "check": _check,
    "hint": _hint,
    "solution": _solution,
    "rows_view": _rows_view,
    "rows_again": _rows_again,
}

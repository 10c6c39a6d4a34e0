"""Exercises on what an authority must publish: the view of where one stands, and the check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import RefusedError
from grader.exercises.duties import Asked, answers_in, asked_duties
from grader.exercises.model import DUTIES, Event, Exercise
from grader.obligations.duties import Duty, Status
from grader.progress.learners import Learner
from grader.quiz.attempts import DONE, RETRY, ItemState
from grader.services.choices import shown_outcome
from grader.services.dates import day_and_time
from grader.services.finding import find_of_kind
from grader.services.obligations.written_dates import written_day
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.sessions.rules import require_first_answer, standing
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import DutiesExerciseView, DutyLine, DutySource, DutyWhy

#: The words of the simulator: they suit a duty to publish, to declare or to answer.
CHOICES: Mapping[Status, str] = {
    Status.REQUIRED: "Obligatoire",
    Status.ADVISED: "Conseillé",
    Status.NOT_APPLICABLE: "Sans objet",
}
_RULE = (
    "Répondez comme si vous travailliez dans cette collectivité. Deux essais pour chaque "
    "obligation : tous les points au premier, la moitié au second. Vous pouvez vérifier quelques "
    "réponses, puis faire les autres."
)
_SOLVED = "Chaque obligation est expliquée ci-dessus, avec son article et sa source."


@in_turn
def check_answers(
    workshop: Workshop, learner_id: str, exercise: Exercise, answers: Mapping[str, Any]
) -> None:
    """Record answers: each takes a try of its duty, and is on disk when this returns.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        answers: by id of rule, as a page sent them: may hold anything.

    Raises:
        RefusedError: they are no answers, the exercise does not ask one of these duties, all
            are finished, or none is new.
    """
    given = answers_in({"answers": answers})
    asked = asked_duties(exercise, gather(workshop, learner_id, exercise).response)
    states = {one.duty.rule.id: one.state for one in asked}
    if not given.keys() <= states.keys():
        raise RefusedError(
            "unknown-duty",
            french("Cet exercice ne demande pas une de ces obligations."),
            french("Rechargez la page, puis recommencez. Vos réponses sont conservées."),
        )
    if exercise.module in standing(workshop, learner_id).sealed():
        kept = given
        given = {name: one for name, one in given.items() if not states[name].last_chosen}
        answered = bool(kept) and not given
        require_first_answer(workshop, learner_id, exercise.module, answered=answered)
    if given and all(states[name].state == DONE for name in given):
        # Another tab was sooner, or the solution was asked for there.
        raise RefusedError(
            "duties-finished",
            french("Ces obligations sont terminées, et déjà expliquées."),
            french("Rechargez la page pour les lire. Vos réponses sont conservées."),
        )
    new = {name: one for name, one in given.items() if _is_new(states[name], one)}
    if not new:
        raise RefusedError(
            "nothing-new",
            french("Il n'y a pas de nouvelle réponse à vérifier."),
            french("Choisissez une réponse pour une obligation, ou changez-en une à reprendre."),
        )
    workshop.events.append(learner_id, exercise.id, DUTIES, {"answers": new})


def _is_new(state: ItemState, answer: str) -> bool:
    return state.state != DONE and answer not in state.last_chosen


def duties_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> DutiesExerciseView:
    """Give the public view of an exercise for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the exercise.
    """
    work = gather(workshop, learner_id, exercise)
    response = work.response
    asked = asked_duties(exercise, response)
    newest = next((e for e in reversed(response.events) if e.kind == DUTIES), None)
    over = all(one.state.state == DONE for one in asked)
    return DutiesExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        rule=french(_RULE),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        simulator_url=workshop.address("obligations"),
        choices=tuple((status.value, label) for status, label in CHOICES.items()),
        duties=tuple(map(_line, asked)),
        checked_label=_checked(newest),
        hints_html=tuple(inline_html(one) for one in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution or french(_SOLVED)) if over else "",
    )


def _line(one: Asked) -> DutyLine:
    """Reduce a duty to what a learner may see now: its answer once it is finished."""
    state, rule = one.state, one.duty.rule
    result, kind = _result(state)
    return DutyLine(
        id=rule.id,
        title=french(rule.title),
        what=french(rule.what),
        state=state.state,
        given=state.last_chosen[0] if state.last_chosen else "",
        result=french(result),
        result_kind=kind,
        why=_why(one.duty) if state.state == DONE else None,
    )


def _result(state: ItemState) -> tuple[str, str]:
    if not state.results:
        return "", ""
    if state.results[-1].correct:
        again = " au second essai" if len(state.results) > 1 else ""
        return f"Bonne réponse{again}.", "good"
    more = " Il vous reste un essai." if state.state == RETRY else ""
    return f"Ce n'est pas la réponse attendue.{more}", "wrong"


def _why(duty: Duty) -> DutyWhy:
    rule = duty.rule
    since = f"depuis le {written_day(rule.since)}" if rule.since is not None else ""
    return DutyWhy(
        answer=duty.status.value,
        because=french(duty.because),
        article=french(rule.article),
        since=french(since),
        note=french(rule.note),
        sources=tuple(
            DutySource(
                reference=french(one.reference),
                url=one.address,
                checked=french(f"{one.confidence}, relu le {written_day(one.verified_on)}"),
            )
            for one in rule.sources
        ),
    )


def _checked(newest: Event | None) -> str:
    if newest is None:
        return ""
    return french(f"Vérifié le {day_and_time(datetime.fromisoformat(newest.at))}")


def _check(workshop: Workshop, me: Learner, request: Request) -> DutiesExerciseView:
    exercise = find_of_kind(workshop, text(request, "exercise"), DUTIES)
    answers = request.get("answers")
    if not isinstance(answers, dict):
        raise RefusedError("bad-request", french("La page a envoyé une demande illisible."))
    check_answers(workshop, me.id, exercise, answers)
    return duties_view(workshop, me.id, exercise)


#: Operations of exercises on duties, by name.
DUTIES_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "duties_check": _check,
}

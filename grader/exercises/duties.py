"""``duties``: the dossier of an authority; for each duty, whether the law asks it of that one.

Each duty is a question of its own: two tries, the second worth half, as in a quiz. The expected
answers are those of the simulator's own rules, and no author writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import RefusedError
from grader.exercises.duties_key import MOST_DUTIES, read_duties
from grader.exercises.kind import Kind, Surroundings, outcome
from grader.exercises.model import DUTIES, UNCHECKABLE, Exercise, Feedback, Outcome, Response
from grader.exercises.tally import Noun, tally
from grader.obligations.duties import Duty, Status
from grader.quiz.attempts import DONE, OPEN, RETRY, WEIGHTS, ItemState
from grader.quiz.model import Item, ItemResult

#: Key of ``Exercise.settings``: the duties that are asked, each with its answer.
EXPECTED = "expected"
DUTY = Noun("obligation", "à l'obligation", "aux obligations")
_STALE = (
    "L'exercice a changé depuis : une de vos réponses porte sur une obligation qu'il ne demande "
    "plus. Elle ne compte pas."
)
_STATUSES = frozenset(one.value for one in Status)


@dataclass(frozen=True)
class Asked:
    """A duty that is asked, and where a learner stands on it.

    Attributes:
        duty: the rule, with what the law says of this authority.
        state: as of a question; an answer is one of ``Status``.
    """

    duty: Duty
    state: ItemState


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Add up the counted share of each duty."""
    checks, damaged = _checks(response)
    if damaged and not checks:
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", str(_foreign())))
    states = [one.state for one in asked_duties(exercise, response)]
    found = tally(exercise, states, DUTY, solution_seen=response.solution_seen)
    asked = {duty.rule.id for duty in exercise.settings[EXPECTED]}
    said = list(found.feedback)
    if damaged:
        said.append(Feedback("reason", "Une de vos réponses est illisible : elle ne compte pas."))
    if not all(answers.keys() <= asked for answers in checks):
        said.append(Feedback("reason", _STALE))
    return Outcome(found.status, found.points, found.max_points, tuple(said))


def asked_duties(exercise: Exercise, response: Response) -> tuple[Asked, ...]:
    """Tell where a learner stands on each duty, in the order of the exercise.

    What is answered once a duty is finished, or after the solution was seen, counts for nothing.
    The same answer given again tells nothing new: it takes no try away.

    Args:
        exercise: an exercise on duties, key included.
        response: all that she did on it.
    """
    expected: tuple[Duty, ...] = exercise.settings[EXPECTED]
    tries: dict[str, list[str]] = {duty.rule.id: [] for duty in expected}
    right = {duty.rule.id: duty.status.value for duty in expected}
    for answers in _checks(response)[0]:
        for name, status in answers.items():
            if name in tries and not _over(tries[name], right[name]) and status not in tries[name]:
                tries[name].append(status)
    seen = response.solution_seen
    return tuple(Asked(duty, _state(duty, tries[duty.rule.id], seen)) for duty in expected)


def answers_in(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Take the answers of an event.

    Args:
        data: of the event; ``answers`` may hold anything.

    Returns:
        an answer of ``Status`` by id of rule; the rule may be one that is not asked.

    Raises:
        RefusedError: they are no answers.
    """
    given = data.get("answers")
    if (
        not isinstance(given, Mapping)
        or len(given) > MOST_DUTIES
        or not all(isinstance(name, str) for name in given)
        or not all(isinstance(one, str) and one in _STATUSES for one in given.values())
    ):
        raise _foreign()
    return given


def _foreign() -> RefusedError:
    return RefusedError(
        "foreign-answers",
        "Les réponses reçues ne sont pas celles de cet exercice.",
        "Rouvrez l'exercice, puis demandez de nouveau « Vérifier mes réponses ».",
    )


def _checks(response: Response) -> tuple[list[Mapping[str, str]], bool]:
    """Give the answers of each check that may count, and whether some could not be read."""
    found: list[Mapping[str, str]] = []
    events = [event for event in response.scored_events if event.kind == DUTIES]
    for event in events:
        try:
            found.append(answers_in(event.data))
        except RefusedError:
            # A copy or a progress file that came back may hold anything.
            continue
    return found, len(found) < len(events)


def _over(tries: list[str], right: str) -> bool:
    return len(tries) >= len(WEIGHTS) or right in tries


def _state(duty: Duty, tries: list[str], seen: bool) -> ItemState:
    results = tuple(ItemResult(float(status == duty.status.value)) for status in tries)
    over = seen or _over(tries, duty.status.value)
    return ItemState(
        state=DONE if over else RETRY if tries else OPEN,
        tries_left=0 if over else len(WEIGHTS) - len(tries),
        share=max((r.share * w for r, w in zip(results, WEIGHTS, strict=False)), default=0.0),
        last_chosen=tuple(tries[-1:]),
        results=results,
    )


def _read(
    raw: Mapping[str, Any], where: str, _around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    return (), {EXPECTED: read_duties(raw, where)}


_VALID: dict[str, Any] = {
    "id": "qui-doit-quoi",
    "kind": DUTIES,
    "title": "Que doit publier cette commune ?",
    "points": 6,
    "statement": "Une commune de 3 499 habitants, avec 52,5 agents. Elle a un site.",
    "profile": {"kind": "commune", "population": 3499, "staff": 52.5, "facts": ["website"]},
    "duties": ["answer-requests", "databases", "charging-static"],
}


def _with_profile(**changes: Any) -> dict[str, Any]:
    return {**_VALID, "profile": {**_VALID["profile"], **changes}}


KIND = Kind(
    name=DUTIES,
    keys=frozenset({"profile", "duties"}),
    read=_read,
    assess=assess,
    valid=(_VALID, _with_profile(delegated=["water"]), {**_VALID, "hints": ["Relisez."]}),
    invalid=(
        ({**_VALID, "profile": None}, "bad-value"),
        ({**_VALID, "profile": ["commune"]}, "bad-value"),
        (_with_profile(kind=""), "missing-key"),
        (_with_profile(kind="village"), "bad-profile"),
        (_with_profile(population="3499"), "bad-profile"),
        (_with_profile(population=3499.5), "bad-profile"),
        (_with_profile(population=True), "bad-profile"),
        (_with_profile(population=-1), "bad-profile"),
        (_with_profile(staff=None), "bad-profile"),
        (_with_profile(staff=10**9), "bad-profile"),
        (_with_profile(facts=["moon-base"]), "bad-profile"),
        (_with_profile(facts="website"), "bad-value"),
        (_with_profile(delegated=["moon-base"]), "bad-profile"),
        (_with_profile(mayor="Mme Exemple"), "unknown-key"),
        (_with_profile(population=3498), "profile-untold"),
        (_with_profile(staff=52), "profile-untold"),
        ({**_VALID, "duties": _VALID["duties"][:2]}, "bad-duties"),
        ({**_VALID, "duties": [f"duty-{n}" for n in range(16)]}, "bad-duties"),
        ({**_VALID, "duties": "databases"}, "bad-value"),
        ({**_VALID, "duties": [*_VALID["duties"], "database"]}, "unknown-duty"),
        ({**_VALID, "duties": [*_VALID["duties"], "databases"]}, "duty-twice"),
        (
            {**_VALID, "duties": ["answer-requests", "reasoned-refusal", "redact-secrets"]},
            "same-answers",
        ),
        ({**_VALID, "points": 0}, "bad-points"),
        ({**_VALID, "answers": {"databases": "required"}}, "unknown-key"),
    ),
)

"""``dialogue``: a conversation with branches, judged on the tone of each reply and on its truth.

A conversation is played to its end before another begins. The first counts in full, the second
half, the better of both stays, as with the tries of a question; later ones are for oneself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.exercises.dialogue_map import (
    ENDS,
    FAIR,
    TONES,
    TRUE,
    TRUTHS,
    DialogueMap,
    Reply,
    Turn,
    read_map,
)
from grader.exercises.kind import Kind, Surroundings, outcome
from grader.exercises.model import (
    DIALOGUE,
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.quiz.attempts import WEIGHTS
from grader.quiz.fields import text
from grader.quiz.model import Item

#: Keys of ``Exercise.settings``.
MAP, SOURCE = "map", "source"
#: Kinds of events: what she replied (turn, reply), and that she begins anew.
REPLY, RESTART = "reply", "restart"


@dataclass(frozen=True)
class Play:
    """One conversation, from its opening.

    Attributes:
        steps: what was said to her and what she replied, in order.
        turn: what she has to reply to; None at the end.
        end: one of ``ENDS``, or "" while it goes on.
    """

    steps: tuple[tuple[Turn, Reply], ...]
    turn: Turn | None
    end: str = ""

    @property
    def share(self) -> float:
        """What it earns, from 0 to 1; nothing before its end."""
        if not self.end:
            return 0.0
        return sum(reply.worth for _, reply in self.steps) / len(self.steps)

    @property
    def fair(self) -> int:
        """Replies whose tone suits."""
        return sum(reply.tone == FAIR for _, reply in self.steps)

    @property
    def true(self) -> int:
        """Replies that are true, and not by half."""
        return sum(reply.truth == TRUE for _, reply in self.steps)


def plays(exercise: Exercise, events: Iterable[Event]) -> tuple[tuple[Play, ...], bool]:
    """Replay all the conversations of a learner.

    Args:
        exercise: a dialogue, keys included.
        events: what she did, in order; what suits no turn of hers counts for nothing.

    Returns:
        Her conversations, of which the last may have only begun, and whether a reply suited no
        turn: the dialogue was changed since, or the reply comes from elsewhere.
    """
    told: DialogueMap = exercise.settings[MAP]
    done: list[Play] = []
    now, stale = Play((), told.opening), False
    for event in events:
        if event.kind == RESTART and now.end:
            done.append(now)
            now = Play((), told.opening)
        elif event.kind == REPLY:
            chosen = _reply(now.turn, event.data)
            if chosen is None or now.turn is None:
                stale = True
                continue
            steps = (*now.steps, (now.turn, chosen))
            end = chosen.then if chosen.then in ENDS else ""
            now = Play(steps, None if end else told.turns[chosen.then], end)
    return (*done, now), stale


def _reply(turn: Turn | None, data: Mapping[str, Any]) -> Reply | None:
    if turn is None or data.get("turn") != turn.id:
        return None
    return next((one for one in turn.replies if one.letter == data.get("reply")), None)


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Judge the conversations that count: the first in full, the second for half."""
    found, stale = plays(exercise, response.scored_events)
    counted = [play for play in found if play.end][: len(WEIGHTS)]
    shares = [play.share * weight for play, weight in zip(counted, WEIGHTS, strict=False)]
    feedback = _feedback(found, shares, stale=stale, seen=response.solution_seen)
    if not found[0].steps:
        return outcome(exercise, NOT_ATTEMPTED, 0, *feedback)
    best = max(shares, default=0.0)
    status = PASSED if best == 1 else PARTIAL if best or not shares else FAILED
    return outcome(exercise, status, exercise.points * best, *feedback)


def _feedback(
    found: tuple[Play, ...], shares: list[float], *, stale: bool, seen: bool
) -> list[Feedback]:
    told: list[Feedback] = []
    if shares:
        kept = shares.index(max(shares))
        told += verdict(found[kept])
        if kept:
            told.append(Feedback("info", "À la deuxième conversation, moitié des points."))
    elif found[0].steps and not seen:
        message = "La conversation n'est pas finie : elle compte à la fin."
        told.append(Feedback("info", message))
    if stale:
        message = (
            "Le dialogue a changé depuis : une de vos répliques n'y est plus. Elle ne compte pas."
        )
        told.append(Feedback("reason", message))
    if seen:
        told.append(Feedback("reason", "Vous avez vu la solution : la suite ne compte plus."))
    return told


def verdict(play: Play) -> list[Feedback]:
    """Tell a finished conversation: its end, its tone, its truth, and what was amiss.

    Args:
        play: with an end.
    """
    total = len(play.steps)
    if play.fair == play.true == total:
        good = f"{ENDS[play.end]} : toutes vos répliques sont justes de ton, et vraies."
        return [Feedback("good", good)]
    told = [Feedback("info", f"{ENDS[play.end]}, en {_replies(total)}.")]
    for name, count in (("Ton juste", play.fair), ("Propos vrai", play.true)):
        kind = "good" if count == total else "wrong"
        told.append(Feedback(kind, f"{name} : {count} sur {total}."))
    for number, (_, reply) in enumerate(play.steps, start=1):
        if not reply.sound:
            message = f"Réplique {number} : ton {TONES[reply.tone]}, propos {TRUTHS[reply.truth]}."
            told.append(Feedback("wrong", message))
    return told


def _replies(count: int) -> str:
    return "une réplique" if count == 1 else f"{count} répliques"


def _read(
    raw: Mapping[str, Any], where: str, _around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    return (), {MAP: read_map(raw, where), SOURCE: text(raw, "source", where, optional=True)}


def _line(words: str, tone: str, truth: object, then: str) -> dict[str, Any]:
    """Give a reply of an example, whose feedback says no more."""
    return {"text": words, "tone": tone, "truth": truth, "feedback": "Pesez-le.", "then": then}


_OPENING: dict[str, Any] = {
    "id": "debut",
    "says": "« Le registre est perdu. »",
    "replies": [
        _line("« Cherchons ensemble. »", FAIR, True, "suite"),
        _line("« Ce n'est rien. »", "submissive", False, "suite"),
        _line("« Rangez mieux. »", "hurtful", "half", "closed"),
    ],
}
_NEXT: dict[str, Any] = {
    "id": "suite",
    "says": "« Par où commencer ? »",
    "replies": [
        _line("« Par l'armoire. »", FAIR, True, "convinced"),
        _line("« Par un logiciel. »", "boastful", False, "closed"),
    ],
}
_VALID: dict[str, Any] = {
    "id": "registre-perdu",
    "kind": DIALOGUE,
    "title": "Le registre perdu",
    "points": 2,
    "statement": "L'archiviste vous appelle.",
    "who": "L'archiviste",
    "turns": [_OPENING, _NEXT],
    "ends": {"convinced": "Elle ouvre l'armoire.", "closed": "Elle raccroche."},
}


def _opening(*replies: Any, **changes: Any) -> dict[str, Any]:
    first = {**_OPENING, **changes, "replies": list(replies or _OPENING["replies"])}
    return {**_VALID, "turns": [first, _NEXT]}


_GOOD, _BAD = _OPENING["replies"][0], _OPENING["replies"][2]

KIND = Kind(
    name=DIALOGUE,
    keys=frozenset({"who", "turns", "ends", "source"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "source": "crpa-l300-4", "hints": ["Écoutez d'abord."]}),
    invalid=(
        ({**_VALID, "who": ""}, "missing-key"),
        ({**_VALID, "turns": "debut"}, "bad-turns"),
        ({**_VALID, "turns": [_OPENING]}, "bad-turns"),
        ({**_VALID, "turns": [_OPENING, "suite"]}, "bad-value"),
        ({**_VALID, "turns": [_OPENING, {**_NEXT, "id": "debut"}]}, "turn-twice"),
        ({**_VALID, "turns": [_OPENING, {**_NEXT, "id": "closed"}]}, "turn-twice"),
        ({**_VALID, "turns": [_OPENING, _NEXT, {**_NEXT, "id": "seul"}]}, "unreachable-turn"),
        ({**_VALID, "ends": None}, "bad-value"),
        ({**_VALID, "ends": {"convinced": "Elle ouvre."}}, "unknown-turn"),
        ({**_VALID, "ends": {**_VALID["ends"], "unsure": "Elle verra."}}, "unreachable-end"),
        ({**_VALID, "ends": {**_VALID["ends"], "happy": "Elle rit."}}, "unknown-key"),
        (_opening(_GOOD), "bad-replies"),
        (_opening(*[_GOOD] * 4, _BAD), "bad-replies"),
        (_opening(_GOOD, "b"), "bad-value"),
        (_opening(_GOOD, {**_BAD, "tone": "rude"}), "bad-tone"),
        (_opening(_GOOD, {**_BAD, "truth": "maybe"}), "bad-truth"),
        (_opening(_GOOD, {**_BAD, "truth": 1}), "bad-truth"),
        (_opening(_GOOD, {**_BAD, "feedback": ""}), "missing-key"),
        (_opening(_GOOD, {**_BAD, "then": "jamais"}), "unknown-turn"),
        (_opening(_GOOD, {**_BAD, "then": "convinced"}), "won-by-a-fault"),
        (_opening(_GOOD, {**_BAD, "then": "debut"}), "endless-dialogue"),
        (_opening(_GOOD, {**_BAD, "mood": "good"}), "unknown-key"),
        (_opening(_GOOD, {**_GOOD, "then": "closed"}), "no-choice"),
        (_opening(_BAD, {**_BAD, "then": "suite"}), "no-choice"),
        (_opening({**_GOOD, "then": "closed"}, {**_BAD, "then": "suite"}), "no-best-way"),
        (_opening(says="x" * 401), "said-too-long"),
        (_opening(_GOOD, {**_BAD, "then": "suite"}), "no-branch"),
    ),
)

"""The map of a dialogue: who says what, what may be replied, where each reply leads, how it ends.

A declared map is proved when it is read: every turn is met, every way ends, one way is right from
the first reply to the last, and the other ways lead elsewhere.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError
from grader.exercises.kind import InsideError
from grader.quiz.fields import expect_keys, text

CONVINCED, UNSURE, CLOSED = "convinced", "unsure", "closed"
#: Ends, with what each is called.
ENDS: Mapping[str, str] = {
    CONVINCED: "Accord",
    UNSURE: "Doute",
    CLOSED: "Refus",
}
#: The one tone that suits, then those that do not, with what each is called.
FAIR = "fair"
TONES: Mapping[str, str] = {
    FAIR: "juste",
    "submissive": "complaisant",
    "curt": "sec",
    "hurtful": "blessant",
    "boastful": "trop sûr",
}
TRUE, HALF, FALSE = "true", "half", "false"
#: What a reply says, with what that is called. A promise that nobody can keep is not true.
TRUTHS: Mapping[str, str] = {
    TRUE: "vrai",
    HALF: "vrai à moitié",
    FALSE: "faux ou intenable",
}
#: YAML reads « true » as a yes: an author types the word alone.
_TYPED: Mapping[Any, str] = {True: TRUE, False: FALSE, HALF: HALF}
_WORTH: Mapping[str, float] = {TRUE: 1.0, HALF: 0.5, FALSE: 0.0}

LEAST_TURNS, MOST_TURNS = 2, 8
LEAST_REPLIES, MOST_REPLIES = 2, 4
#: Characters of one thing said.
MOST_CHARACTERS = 400
_TURN = frozenset({"id", "says", "replies"})
_REPLY = frozenset({"text", "tone", "truth", "feedback", "then"})


@dataclass(frozen=True)
class Reply:
    """What a learner may reply.

    Attributes:
        letter: by its place in the declaration: ``a``, ``b``…
        text: French, one paragraph of Markdown.
        tone: one of ``TONES``.
        truth: one of ``TRUTHS``.
        feedback: why, told once it was chosen.
        then: id of the next turn, or one of ``ENDS``.
    """

    letter: str
    text: str
    tone: str
    truth: str
    feedback: str
    then: str

    @property
    def worth(self) -> float:
        """What it earns, from 0 to 1: a tone that hurts or flatters wastes what is true."""
        return _WORTH[self.truth] if self.tone == FAIR else 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing is to be said against it."""
        return self.worth == 1.0


@dataclass(frozen=True)
class Turn:
    """One thing that the other person says, and what may be replied to it."""

    id: str
    says: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class DialogueMap:
    """A dialogue, keys included: it never leaves the server.

    Attributes:
        who: the other person, as a page names her.
        turns: by id; the first is the opening.
        ends: what is told at each end that may be reached.
    """

    who: str
    turns: Mapping[str, Turn]
    ends: Mapping[str, str]

    @property
    def opening(self) -> Turn:
        """The turn that begins it."""
        return next(iter(self.turns.values()))

    def best(self) -> tuple[tuple[Turn, Reply], ...]:
        """Give the shortest way whose every reply is sound; none when there is no such way."""
        waiting: list[tuple[str, tuple[tuple[Turn, Reply], ...]]] = [(self.opening.id, ())]
        for name, way in waiting:
            if name == CONVINCED:
                return way
            turn = self.turns.get(name)
            if turn is not None and len(way) < len(self.turns):
                sound = (reply for reply in turn.replies if reply.sound)
                waiting += [(reply.then, (*way, (turn, reply))) for reply in sound]
        return ()


def read_map(raw: Mapping[str, Any], where: str) -> DialogueMap:
    """Read and prove the map of a dialogue.

    Args:
        raw: the declaration of the exercise.
        where: ``file:line`` of the exercise.

    Raises:
        ContentError: a key is missing, unknown or ill-typed.
        InsideError: what one turn or one reply says does not hold.
    """
    declared = raw.get("turns")
    if not isinstance(declared, list) or not LEAST_TURNS <= len(declared) <= MOST_TURNS:
        raise ContentError(
            where,
            "bad-turns",
            f"Un dialogue a de {LEAST_TURNS} à {MOST_TURNS} tours (turns).",
            "Ajoutez un tour, ou faites deux dialogues.",
        )
    turns: dict[str, Turn] = {}
    for place, one in enumerate(declared):
        turn = _turn(one, where, place)
        if turn.id in turns or turn.id in ENDS:
            raise InsideError(
                where,
                "turn-twice",
                f"Le tour « {turn.id} » a le nom d'un autre tour, ou d'une fin.",
                "Donnez-lui un nom à lui.",
                ("turns", place),
            )
        turns[turn.id] = turn
    found = DialogueMap(text(raw, "who", where), turns, _ends(raw, where))
    for fault in _faults(found, where):
        raise fault
    return found


def _turn(raw: Any, where: str, place: int) -> Turn:
    expect_keys(raw, _TURN, where, f"Le tour {place + 1}")
    name = text(raw, "id", where)
    declared = raw.get("replies")
    if not isinstance(declared, list) or not LEAST_REPLIES <= len(declared) <= MOST_REPLIES:
        raise InsideError(
            where,
            "bad-replies",
            f"Le tour « {name} » demande de {LEAST_REPLIES} à {MOST_REPLIES} répliques (replies).",
            "Chacune a text, tone, truth, feedback et then.",
            ("turns", place),
        )
    replies = []
    for letter, (number, one) in zip(string.ascii_lowercase, enumerate(declared), strict=False):
        expect_keys(one, _REPLY, where, f"Le tour « {name} », réplique {letter}")
        inside = ("turns", place, "replies", number)
        replies.append(
            Reply(
                letter,
                _said(one, "text", where, inside),
                _choice(one, "tone", {tone: tone for tone in TONES}, where, inside),
                _choice(one, "truth", _TYPED, where, inside),
                text(one, "feedback", where),
                text(one, "then", where),
            )
        )
    return Turn(name, _said(raw, "says", where, ("turns", place)), tuple(replies))


def _said(raw: Mapping[str, Any], key: str, where: str, inside: tuple[str | int, ...]) -> str:
    found = text(raw, key, where)
    if len(found) > MOST_CHARACTERS:
        raise InsideError(
            where,
            "said-too-long",
            f"« {key} » compte {len(found)} caractères ; on n'en dit pas plus de "
            f"{MOST_CHARACTERS} d'une traite.",
            "Coupez, ou gardez le reste pour le retour.",
            inside,
        )
    return found


def _choice(
    raw: Mapping[str, Any],
    key: str,
    known: Mapping[Any, str],
    where: str,
    inside: tuple[str | int, ...],
) -> str:
    value = raw.get(key)
    # 1 is equal to True, and is no answer to the question.
    if not isinstance(value, str | bool) or value not in known:
        words = ", ".join(sorted(set(known.values())))
        raise InsideError(
            where,
            f"bad-{key}",
            f"« {key} » vaut l'un de ces mots : {words}.",
            "Écrivez-le sans guillemets.",
            inside,
        )
    return known[value]


def _ends(raw: Mapping[str, Any], where: str) -> dict[str, str]:
    declared: Any = raw.get("ends")
    expect_keys(declared, ENDS.keys(), where, "Les fins (ends)")
    return {name: text(declared, name, where) for name in declared}


def _faults(found: DialogueMap, where: str) -> Iterator[InsideError]:
    """Prove the map, nearest things first: each proof may count on those before it."""
    yield from _leads(found, where)
    yield from _turn_faults(found, where)
    yield from _ways(found, where)


def _leads(found: DialogueMap, where: str) -> Iterator[InsideError]:
    """Every reply leads to what exists, and a fault never wins anybody over."""
    known = [*found.turns, *found.ends]
    for place, turn in enumerate(found.turns.values()):
        for number, reply in enumerate(turn.replies):
            inside = ("turns", place, "replies", number)
            name = f"Le tour « {turn.id} », réplique {reply.letter}"
            if reply.then not in known:
                yield InsideError(
                    where,
                    "unknown-turn",
                    f"{name}, mène à « {reply.then} », qui n'est ni un tour ni une fin déclarée.",
                    f"Tours et fins : {', '.join(known)}.",
                    inside,
                )
            if reply.then == CONVINCED and not reply.sound:
                yield InsideError(
                    where,
                    "won-by-a-fault",
                    f"{name}, obtient l'accord sans être juste de ton et vraie.",
                    "Menez-la à un autre tour, à « unsure » ou à « closed ».",
                    inside,
                )


def _turn_faults(found: DialogueMap, where: str) -> Iterator[InsideError]:
    """At every turn one may do well, and one may do wrong."""
    for place, turn in enumerate(found.turns.values()):
        sound = sum(reply.sound for reply in turn.replies)
        if not sound or sound == len(turn.replies):
            told = "n'a pas de réplique" if not sound else "n'a que des répliques"
            yield InsideError(
                where,
                "no-choice",
                f"Le tour « {turn.id} » {told} de ton juste (fair) et vraie (true).",
                "Il en faut une au moins, et une autre qui ne le soit pas.",
                ("turns", place),
            )


def _ways(found: DialogueMap, where: str) -> Iterator[InsideError]:
    """No loop, nothing out of reach, one way that is right, and ways that differ."""
    places = {name: place for place, name in enumerate(found.turns)}
    met: set[str] = set()
    loop = _loop(found, found.opening.id, (), met)
    if loop:
        yield InsideError(
            where,
            "endless-dialogue",
            f"Le dialogue peut revenir sans fin au tour « {loop} ».",
            "Menez une des répliques plus loin : une conversation ne revient pas en arrière.",
            ("turns", places[loop]),
        )
    for name, place in places.items():
        if name not in met:
            yield InsideError(
                where,
                "unreachable-turn",
                f"Aucune réplique ne mène au tour « {name} ».",
                "Menez-y par « then », ou retirez-le.",
                ("turns", place),
            )
    for name in found.ends:
        if name not in met:
            yield InsideError(
                where,
                "unreachable-end",
                f"Aucune réplique ne mène à la fin « {name} ».",
                "Menez-y par « then », ou retirez sa phrase.",
                ("ends",),
            )
    if not found.best():
        yield InsideError(
            where,
            "no-best-way",
            "Aucun chemin de répliques justes et vraies ne mène à « convinced ».",
            "Menez-y la meilleure réplique de chaque tour.",
            ("turns", 0),
        )
    # The last turn of the right way always branches: only sound replies win an agreement.
    if len({reply.then for reply in found.opening.replies}) == 1:
        yield InsideError(
            where,
            "no-branch",
            "Les répliques du premier tour mènent toutes au même endroit : choisir n'y change "
            "rien.",
            "Donnez à une mauvaise réplique sa conséquence : un autre tour, ou une autre fin.",
            ("turns", 0),
        )


def _loop(found: DialogueMap, name: str, above: tuple[str, ...], met: set[str]) -> str:
    """Walk every way; give the turn that one comes back to, or "". ``met`` gains what is met."""
    if name in above:
        return name
    met.add(name)
    turn = found.turns.get(name)
    if turn is None:
        return ""
    ways = (_loop(found, reply.then, (*above, name), met) for reply in turn.replies)
    # All are walked, so that all that may be reached is known.
    return next((one for one in list(ways) if one), "")

"""``matching``: each left-hand side with what goes with it; some right-hand sides may be decoys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, expect_keys, feedback, text
from grader.quiz.itemtype import ItemType
from grader.quiz.types import pairing
from grader.quiz.types.pairing import Pairing, Placed, first_twice

_PAIR_KEYS = frozenset({"left", "right", "feedback", "if_wrong"})
_DECOY_KEYS = frozenset({"text", "feedback"})
_MOST_TARGETS = 26


def _read(raw: Mapping[str, Any], where: str) -> Pairing:
    """Read left-hand sides, and the right-hand sides: theirs first, then the decoys."""
    pairs = [
        (letter, entry, text(entry, "right", where))
        for letter, entry in entries(raw, "pairs", where, _PAIR_KEYS, "La paire")
    ]
    rights = list(dict.fromkeys(right for _, _, right in pairs))
    decoys = _decoys(raw, where)
    targets = (*rights, *decoys)
    _require_sound(tuple(text(entry, "left", where) for _, entry, _ in pairs), targets, where)
    wrong = {str(targets.index(decoy) + 1): told for decoy, told in decoys.items() if told}
    placed = tuple(
        Placed(
            letter,
            text(entry, "left", where),
            str(rights.index(right) + 1),
            feedback(entry, where, f"La paire {letter}"),
            {**wrong, "": feedback(entry, where, f"La paire {letter}", "if_wrong")},
        )
        for letter, entry, right in pairs
    )
    return Pairing(placed, targets)


def _decoys(raw: Mapping[str, Any], where: str) -> dict[str, str]:
    """Read right-hand sides that go with nothing, each with what is told of it, or ""."""
    values = raw.get("decoys", [])
    if not isinstance(values, list):
        raise ContentError(
            where,
            "bad-value",
            "La valeur de « decoys » doit être une liste.",
            "Écrivez « decoys: [premier, deuxième] ».",
        )
    found: dict[str, str] = {}
    for value in values:
        entry = {"text": value} if isinstance(value, str) else value
        expect_keys(entry, _DECOY_KEYS, where, "Le leurre")
        decoy = text(entry, "text", where)
        if decoy in found:
            raise _twice(where, decoy)
        found[decoy] = text(entry, "feedback", where, optional=True)
    return found


def _require_sound(lefts: tuple[str, ...], targets: tuple[str, ...], where: str) -> None:
    double = first_twice(lefts) or first_twice(targets)
    if double is not None:
        raise _twice(where, double)
    if len(targets) < 2:
        raise ContentError(
            where,
            "no-wrong-answer",
            "Tout va avec la même chose : il n'y a rien à choisir.",
            "Ajoutez une paire différente, ou un leurre sous « decoys ».",
        )
    if len(targets) > _MOST_TARGETS:
        raise ContentError(
            where,
            "too-many-answers",
            f"Cette question propose plus de {_MOST_TARGETS} choix à droite.",
            "Retirez des leurres.",
        )


def _twice(where: str, value: str) -> ContentError:
    return ContentError(
        where,
        "text-twice",
        f"Le texte « {value} » est donné deux fois : on ne saurait lequel choisir.",
        "Gardez-le une seule fois ; seule la droite de deux paires peut être la même.",
    )


def _texts(body: Pairing) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*pairing.told(body), *body.targets)))


_VALID: dict[str, Any] = {
    "id": "exemple-p01",
    "type": "matching",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Associez chaque valeur à la colonne qui lui convient.",
    "pairs": [
        {
            "left": "`2026-10-15`",
            "right": "Date",
            "feedback": "L'année, le mois, puis le jour.",
            "if_wrong": "Les tirets séparent ici une année, un mois et un jour.",
        },
        {
            "left": "`00427`",
            "right": "Code",
            "feedback": "Les zéros de tête font partie du code.",
            "if_wrong": "Cette valeur commence par des zéros qui comptent.",
        },
    ],
}
_PAIRS: list[dict[str, Any]] = _VALID["pairs"]
_SAME_RIGHT = [*_PAIRS, {**_PAIRS[1], "left": "`01283`"}]
_DECOY = {"text": "Montant", "feedback": "Un montant s'additionne ; pas cette valeur."}

TYPE = ItemType(
    name="matching",
    how="Choisissez, pour chaque ligne, ce qui va avec.",
    credit="Chaque association juste rapporte.",
    keys=frozenset({"pairs", "decoys"}),
    read=_read,
    face=pairing.face,
    accept=pairing.accept,
    mark=pairing.mark,
    expected=pairing.expected,
    texts=_texts,
    valid=(
        _VALID,
        {**_VALID, "decoys": ["Montant"]},
        {**_VALID, "pairs": _SAME_RIGHT, "decoys": [_DECOY, "Adresse"]},
    ),
    invalid=(
        ({**_VALID, "pairs": _PAIRS[:1]}, "too-few-answers"),
        ({**_VALID, "pairs": [_PAIRS[0], {**_PAIRS[1], "right": "Date"}]}, "no-wrong-answer"),
        ({**_VALID, "pairs": [_PAIRS[0], _PAIRS[0]]}, "text-twice"),
        ({**_VALID, "decoys": ["Date"]}, "text-twice"),
        ({**_VALID, "decoys": ["Montant", _DECOY]}, "text-twice"),
        ({**_VALID, "decoys": "Montant"}, "bad-value"),
        ({**_VALID, "decoys": [3]}, "bad-value"),
        ({**_VALID, "decoys": [{**_DECOY, "correct": True}]}, "unknown-key"),
        ({**_VALID, "decoys": [f"Leurre {n}" for n in range(25)]}, "too-many-answers"),
        ({**_VALID, "pairs": [{**p, "if_wrong": ""} for p in _PAIRS]}, "missing-feedback"),
        ({**_VALID, "pairs": [{**p, "right": " "} for p in _PAIRS]}, "missing-key"),
    ),
)

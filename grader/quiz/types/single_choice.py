"""``single_choice``: exactly one answer is right, one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.quiz.itemtype import Given, ItemType, Marked, refuse
from grader.quiz.types import choices
from grader.quiz.types.choices import Choices


def _read(raw: Mapping[str, Any], where: str) -> Choices:
    body = choices.read(raw, where)
    right = sum(a.correct for a in body.answers)
    if right != 1:
        raise ContentError(
            where,
            "not-one-right-answer",
            f"Une question à choix unique a une seule bonne réponse ; celle-ci en a {right}.",
            "Gardez « correct: true » sur une seule réponse, ou choisissez le type "
            "multiple_choice.",
        )
    return body


def _accept(body: Choices, given: Given) -> Given:
    picked = choices.accept(body, given)
    if len(picked) > 1:
        raise refuse("Une seule réponse est attendue.", "Gardez celle qui convient le mieux.")
    return picked


def _mark(body: Choices, given: Given) -> Marked:
    share = 1.0 if given == choices.expected(body) else 0.0
    return Marked(share, choices.remarks(body, given))


_VALID: dict[str, Any] = {
    "id": "exemple-s01",
    "type": "single_choice",
    "objective": "exemple-o1",
    "level": 1,
    "question": "Une colonne SIRET est lue comme un nombre. Que risque-t-on ?",
    "answers": [
        {
            "text": "Perdre les zéros de tête.",
            "correct": True,
            "feedback": "Oui : un SIRET est un texte de 14 chiffres.",
        },
        {"text": "Rien.", "feedback": "Un nombre ne garde pas les zéros de tête."},
    ],
}

TYPE = ItemType(
    name="single_choice",
    how="Une seule réponse.",
    credit="",
    keys=choices.KEYS,
    read=_read,
    face=choices.face,
    accept=_accept,
    mark=_mark,
    expected=choices.expected,
    texts=choices.texts,
    valid=(
        _VALID,
        {**_VALID, "source": "guide-scdl", "explanation": "Un identifiant ne se calcule pas."},
    ),
    invalid=(
        (
            {**_VALID, "answers": [dict(a, correct=True) for a in _VALID["answers"]]},
            "not-one-right-answer",
        ),
        (
            {**_VALID, "answers": [dict(a, correct=False) for a in _VALID["answers"]]},
            "not-one-right-answer",
        ),
        ({**_VALID, "answers": [_VALID["answers"][0], {"text": "Rien."}]}, "missing-feedback"),
        ({**_VALID, "answers": _VALID["answers"][:1]}, "too-few-answers"),
    ),
)

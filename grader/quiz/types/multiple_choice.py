"""``multiple_choice``: one or more answers are right, at least one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.quiz.itemtype import Given, ItemType, Marked
from grader.quiz.types import choices
from grader.quiz.types.choices import Choices


def _read(raw: Mapping[str, Any], where: str) -> Choices:
    body = choices.read(raw, where)
    right = sum(a.correct for a in body.answers)
    if right == 0:
        raise ContentError(
            where,
            "no-right-answer",
            "Aucune réponse n'est marquée juste.",
            "Ajoutez « correct: true » à chaque bonne réponse.",
        )
    if right == len(body.answers):
        raise ContentError(
            where,
            "no-wrong-answer",
            "Toutes les réponses sont justes : il suffirait de tout cocher.",
            "Ajoutez au moins une réponse fausse mais plausible.",
        )
    return body


def _mark(body: Choices, given: Given) -> Marked:
    right = len(choices.expected(body))
    gained = sum(1 if a.correct else -1 for a in body.answers if a.id in given)
    return Marked(max(0.0, gained / right), choices.remarks(body, given))


_VALID: dict[str, Any] = {
    "id": "exemple-m01",
    "type": "multiple_choice",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Quelles dates suivent la norme ISO 8601 ?",
    "answers": [
        {"text": "2017-10-15", "correct": True, "feedback": "Oui : année, mois, jour."},
        {"text": "2017-02-03", "correct": True, "feedback": "Oui : le zéro est gardé."},
        {"text": "15/10/2017", "feedback": "Ici le jour vient en premier."},
    ],
}

TYPE = ItemType(
    name="multiple_choice",
    how="Une ou plusieurs réponses.",
    credit="Chaque bonne réponse cochée rapporte, chaque mauvaise retire.",
    keys=choices.KEYS,
    read=_read,
    face=choices.face,
    accept=choices.accept,
    mark=_mark,
    expected=choices.expected,
    texts=choices.texts,
    valid=(_VALID, {**_VALID, "answers": _VALID["answers"][1:]}),
    invalid=(
        ({**_VALID, "answers": _VALID["answers"][:2]}, "no-wrong-answer"),
        (
            {**_VALID, "answers": [dict(a, correct=False) for a in _VALID["answers"]]},
            "no-right-answer",
        ),
        (
            {**_VALID, "answers": [dict(a, feedback=" ") for a in _VALID["answers"]]},
            "missing-feedback",
        ),
    ),
)

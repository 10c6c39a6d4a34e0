"""``multiple_choice``: one or more answers are right, at least one is wrong."""

from __future__ import annotations

from typing import Any

from grader.quiz.itemtype import Fault, ItemType
from grader.quiz.model import Answer


def _fault(answers: tuple[Answer, ...]) -> Fault | None:
    right = sum(a.correct for a in answers)
    if right == 0:
        return Fault(
            "no-right-answer",
            "Aucune réponse n'est marquée juste.",
            "Ajoutez « correct: true » à chaque bonne réponse.",
        )
    if right == len(answers):
        return Fault(
            "no-wrong-answer",
            "Toutes les réponses sont justes : il suffirait de tout cocher.",
            "Ajoutez au moins une réponse fausse mais plausible.",
        )
    return None


def _share(answers: tuple[Answer, ...], chosen: frozenset[str]) -> float:
    right = sum(a.correct for a in answers)
    gained = sum(1 if a.correct else -1 for a in answers if a.id in chosen)
    return max(0.0, gained / right)


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
    rule=(
        "Choisissez une ou plusieurs réponses. Chaque bonne réponse cochée compte, chaque réponse "
        "fausse cochée en retire autant. Vous avez deux essais ; le second compte pour moitié."
    ),
    most=None,
    fault=_fault,
    share=_share,
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

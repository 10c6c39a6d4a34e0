"""``single_choice``: exactly one answer is right, one is chosen."""

from __future__ import annotations

from typing import Any

from grader.quiz.itemtype import Fault, ItemType
from grader.quiz.model import Answer


def _fault(answers: tuple[Answer, ...]) -> Fault | None:
    right = sum(a.correct for a in answers)
    if right == 1:
        return None
    return Fault(
        "not-one-right-answer",
        f"Une question à choix unique a une seule bonne réponse ; celle-ci en a {right}.",
        "Gardez « correct: true » sur une seule réponse, ou choisissez le type multiple_choice.",
    )


def _share(answers: tuple[Answer, ...], chosen: frozenset[str]) -> float:
    return 1.0 if any(a.correct and a.id in chosen for a in answers) else 0.0


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
    rule=(
        "Choisissez une réponse. Vous avez deux essais : la bonne réponse vaut tous les points "
        "au premier, la moitié au second."
    ),
    most=1,
    fault=_fault,
    share=_share,
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

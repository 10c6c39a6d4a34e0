"""Reading an item as an author declares it in ``quiz.yml``."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import text
from grader.quiz.model import Answer, Item
from grader.quiz.registry import TYPES

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ITEM_KEYS = {
    "id", "type", "objective", "level", "source", "question", "answers", "explanation",
}  # fmt: skip
_ANSWER_KEYS = {"text", "correct", "feedback"}
_LEVELS = (1, 2, 3)


def parse_item(raw: Any, where: str) -> Item:
    """Make an item of a declaration.

    Args:
        raw: what YAML gave for one entry of ``items``.
        where: ``file:line`` of the entry, for the message.

    Raises:
        ContentError: a key is missing, unknown or ill-typed, or the answers make no sense
            for this type of item.
    """
    _expect_keys(raw, _ITEM_KEYS, where, "Cette question")
    item_id = text(raw, "id", where)
    if not _ID.fullmatch(item_id):
        raise ContentError(
            where,
            "bad-id",
            f"L'identifiant « {item_id} » n'est pas bien formé.",
            "Employez des minuscules sans accent, des chiffres et des tirets : prep-q01.",
        )
    kind = TYPES.get(text(raw, "type", where))
    if kind is None:
        raise ContentError(
            where,
            "unknown-item-type",
            f"Le type de question « {raw['type']} » n'existe pas.",
            f"Types connus : {', '.join(sorted(TYPES))}.",
        )
    answers = _answers(raw.get("answers"), where)
    fault = kind.fault(answers)
    if fault is not None:
        raise ContentError(where, fault.code, fault.message, fault.hint)
    level = raw.get("level", 1)
    if isinstance(level, bool) or level not in _LEVELS:
        raise ContentError(
            where,
            "bad-level",
            "Le niveau (level) vaut 1, 2 ou 3.",
            "1 : se rappeler ; 2 : appliquer ; 3 : juger un cas.",
        )
    return Item(
        id=item_id,
        type=kind.name,
        question=text(raw, "question", where),
        objective=text(raw, "objective", where),
        level=level,
        source=text(raw, "source", where, optional=True),
        answers=answers,
        explanation=text(raw, "explanation", where, optional=True),
    )


def _answers(raw: Any, where: str) -> tuple[Answer, ...]:
    if not isinstance(raw, list) or len(raw) < 2:
        raise ContentError(
            where,
            "too-few-answers",
            "Une question propose au moins deux réponses.",
            "Ajoutez-les sous « answers », chacune avec « text » et « feedback ».",
        )
    if len(raw) > len(string.ascii_lowercase):
        raise ContentError(
            where,
            "too-many-answers",
            "Une question propose au plus 26 réponses.",
            "Retirez-en, ou partagez la question en deux.",
        )
    answers = []
    for letter, entry in zip(string.ascii_lowercase, raw, strict=False):
        name = f"La réponse {letter}"
        _expect_keys(entry, _ANSWER_KEYS, where, name)
        feedback = entry.get("feedback")
        if not isinstance(feedback, str) or not feedback.strip():
            raise ContentError(
                where,
                "missing-feedback",
                f"{name} n'a pas de retour (feedback).",
                "Dites en une phrase pourquoi cette réponse est juste, ou pourquoi elle ne "
                "l'est pas.",
            )
        correct = entry.get("correct", False)
        if not isinstance(correct, bool):
            raise ContentError(
                where,
                "bad-value",
                f"{name} : « correct » vaut true ou false.",
                "Retirez la ligne quand la réponse est fausse.",
            )
        answers.append(Answer(letter, text(entry, "text", where), correct, feedback.strip()))
    return tuple(answers)


def _expect_keys(raw: Any, known: set[str], where: str, name: str) -> None:
    if not isinstance(raw, Mapping):
        raise ContentError(
            where,
            "bad-value",
            f"{name} doit être une suite de lignes « clé: valeur ».",
            "Vérifiez les retraits et les tirets.",
        )
    unknown = sorted(str(key) for key in raw if key not in known)
    if unknown:
        raise ContentError(
            where,
            "unknown-key",
            f"{name} : la clé « {unknown[0]} » n'est pas connue.",
            f"Clés possibles : {', '.join(sorted(known))}.",
        )

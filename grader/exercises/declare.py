"""Reading an exercise as an author declares it in ``exercises.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from grader.errors import ContentError
from grader.exercises.kind import Surroundings
from grader.exercises.model import Choice, Exercise
from grader.exercises.registry import KINDS
from grader.quiz.fields import text, texts
from grader.typography import french

#: Names become nbgrader ``grade_id``, file names and addresses.
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MOST_POINTS = 100
COMMON_KEYS = frozenset(
    {"id", "kind", "title", "points", "statement", "hints", "solution", "choice"}
)


def parse_exercise(raw: Any, where: str, around: Surroundings) -> Exercise:
    """Make an exercise of a declaration.

    Args:
        raw: what YAML gave for one entry of ``exercises``.
        where: ``file:line`` of the entry, for the message.
        around: what it may refer to.

    Raises:
        ContentError: a key is missing, unknown or ill-typed, or refers to what does not exist.
    """
    if not isinstance(raw, Mapping):
        raise ContentError(
            where,
            "bad-value",
            "Un exercice est une suite de lignes « clé: valeur ».",
            "Vérifiez les retraits et les tirets.",
        )
    name = text(raw, "id", where)
    if not NAME.fullmatch(name):
        raise ContentError(
            where,
            "bad-id",
            f"L'identifiant « {name} » n'est pas bien formé.",
            "Employez des minuscules sans accent, des chiffres et des tirets.",
        )
    kind = KINDS.get(text(raw, "kind", where))
    if kind is None:
        raise ContentError(
            where,
            "unknown-kind",
            f"La sorte d'exercice « {raw['kind']} » n'existe pas.",
            f"Sortes connues : {', '.join(sorted(KINDS))}.",
        )
    known = COMMON_KEYS | kind.keys
    unknown = sorted(str(key) for key in raw if key not in known)
    if unknown:
        raise ContentError(
            where,
            "unknown-key",
            f"La clé « {unknown[0]} » n'est pas connue pour un exercice « {kind.name} ».",
            f"Clés possibles : {', '.join(sorted(known))}.",
        )
    items, settings = kind.read(raw, where, around)
    return Exercise(
        id=f"{around.module}/{name}",
        kind=kind.name,
        title=french(text(raw, "title", where)),
        points=_points(raw, where),
        statement=text(raw, "statement", where),
        hints=texts(raw, "hints", where),
        solution=text(raw, "solution", where, optional=True),
        items=items,
        settings=settings,
        choice=_choice(raw, where, around),
    )


def _choice(raw: Mapping[str, Any], where: str, around: Surroundings) -> Choice | None:
    name = text(raw, "choice", where, optional=True)
    if not name:
        return None
    if name not in around.choices:
        known = ", ".join(around.choices) or "aucun"
        raise ContentError(
            where,
            "unknown-choice",
            f"Le choix « {name} » n'est pas déclaré.",
            f"Déclarez-le en tête du fichier, sous « choices: ». Choix déclarés : {known}.",
        )
    return around.choices[name]


def _points(raw: Mapping[str, Any], where: str) -> float:
    value = raw.get("points")
    if isinstance(value, bool) or not isinstance(value, int | float):
        value = 0
    if not 0 < value <= MOST_POINTS:
        raise ContentError(
            where,
            "bad-points",
            f"Les points (points) sont un nombre, plus grand que 0 et d'au plus {MOST_POINTS}.",
            "Écrivez par exemple « points: 10 ».",
        )
    return float(value)

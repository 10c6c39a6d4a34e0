"""Reading an item as an author declares it in ``quiz.yml``."""

from __future__ import annotations

import re
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import expect_keys, text, texts
from grader.quiz.model import Item
from grader.quiz.registry import TYPES

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
COMMON_KEYS = frozenset(
    {
        "id", "type", "objective", "level", "source", "question", "explanation", "hints",
        "misconception",
    }
)  # fmt: skip
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
    name = "Cette question"
    if not isinstance(raw, dict):
        expect_keys(raw, COMMON_KEYS, where, name)
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
    expect_keys(raw, COMMON_KEYS | kind.keys, where, name)
    body = kind.read(raw, where)
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
        body=body,
        explanation=text(raw, "explanation", where, optional=True),
        hints=texts(raw, "hints", where),
        misconception=text(raw, "misconception", where, optional=True),
    )

"""Reading a condition as an author of rules writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.obligations.conditions import (
    All,
    Always,
    AnyOf,
    Bound,
    Condition,
    Delegated,
    Fact,
    Kind,
    Never,
    Not,
    Population,
    Staff,
)
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import Questions
from grader.obligations.reading import known, refused

_WORDS: dict[str, Condition] = {"always": Always(), "never": Never()}
_BRANCHES: dict[str, type[All | AnyOf]] = {"all": All, "any": AnyOf}
_COUNTED: dict[str, type[Population | Staff]] = {"population": Population, "staff": Staff}
_WAYS = ("at_least", "over", "under")
#: Deeper than any rule of law that a person could follow.
_DEEPEST = 6


@dataclass(frozen=True)
class Vocabulary:
    """What rules may name.

    Attributes:
        asked: facts and services that exist.
        shared: conditions with a name, for ``same_as``.
    """

    asked: Questions
    shared: Mapping[str, Condition] = field(default_factory=dict)


def read_condition(raw: Any, where: str, words: Vocabulary, depth: int = 0) -> Condition:
    """Read a condition.

    Args:
        raw: what YAML read: ``always``, ``never``, or one key with its value: ``all``, ``any``,
            ``not``, ``kind``, ``fact``, ``delegated``, ``same_as``, or ``population`` or ``staff``
            with one of ``_at_least``, ``_over``, ``_under``.
        where: ``file:rule``, for messages.
        words: what it may name.
        depth: how many branches hold this one.

    Raises:
        ContentError: a key, a fact, a service or a figure is wrong.
    """
    if isinstance(raw, str) and raw in _WORDS:
        return _WORDS[raw]
    if not isinstance(raw, dict) or len(raw) != 1 or depth > _DEEPEST:
        raise refused(
            where,
            "bad-condition",
            "Une condition est « always », « never », ou une seule ligne « clé: valeur ».",
            "Pour en réunir plusieurs, écrivez « all: » ou « any: », puis une liste.",
        )
    ((key, value),) = raw.items()
    if key in ("all", "any", "not"):
        several = [value] if key == "not" else _several(value, where, key)
        parts = tuple(read_condition(one, where, words, depth + 1) for one in several)
        return Not(parts[0]) if key == "not" else _BRANCHES[key](parts)
    return _leaf(str(key), value, where, words)


def _leaf(key: str, value: Any, where: str, words: Vocabulary) -> Condition:
    subject, _, way = key.partition("_")
    if subject in _COUNTED and way in _WAYS:
        return _COUNTED[subject](Bound(_figure(value, where, key), way))
    match key:
        case "kind":
            names = [kind.value for kind in AuthorityKind]
            found = [known(one, names, where, key) for one in _list(value, where, key)]
            return Kind(frozenset(map(AuthorityKind, found)))
        case "fact":
            return Fact(words.asked.facts[known(value, words.asked.facts, where, key)])
        case "delegated":
            return _delegated(value, where, words.asked)
        case "same_as":
            return words.shared[known(value, words.shared, where, key)]
    raise refused(where, "unknown-condition", f"Condition inconnue : « {key} ».")


def _delegated(value: Any, where: str, asked: Questions) -> Delegated:
    if value == "any":
        return Delegated((), asked.services)
    names = [
        known(one, asked.service_ids, where, "delegated")
        for one in _list(value, where, "delegated")
    ]
    return Delegated(tuple(one for one in asked.services if one.id in names), asked.services)


def _list(value: Any, where: str, key: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise refused(where, "bad-condition", f"« {key} » attend une liste.")
    return value


def _several(value: Any, where: str, key: str) -> list[Any]:
    found = _list(value, where, key)
    if len(found) < 2:
        raise refused(where, "bad-condition", f"« {key} » attend au moins deux conditions.")
    return found


def _figure(value: Any, where: str, key: str) -> int:
    # A boolean is an int in Python; no threshold is « true ».
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise refused(where, "bad-figure", f"« {key} » attend un nombre entier positif.")
    return value

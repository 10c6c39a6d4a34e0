"""The rules, read once from ``rules/*.yml``: one file a theme, in the order of ``themes.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from grader.errors import NotFoundError
from grader.obligations.conditions import Condition
from grader.obligations.declare import Vocabulary, read_condition
from grader.obligations.questions import questions
from grader.obligations.reading import Fields, known, read_rules_file, refused
from grader.obligations.rule import Rule, Source
from grader.typography import french

_CONFIDENCES = ("vérifié", "vérifié (2nd)")


@dataclass(frozen=True)
class Theme:
    """Rules of one field.

    Attributes:
        id: stable identifier, and the name of its file.
        title: in French.
    """

    id: str
    title: str


@cache
def themes() -> tuple[Theme, ...]:
    """Read the themes, in their order.

    Raises:
        ContentError: ``themes.yml`` is wrong.
    """
    found = []
    for raw in _items(read_rules_file("themes.yml"), "themes.yml"):
        fields = Fields(raw, "themes.yml")
        found.append(Theme(fields.text("id"), fields.text("title")))
        fields.done()
    return tuple(found)


@cache
def sources() -> Mapping[str, Source]:
    """Read the sources by identifier.

    Raises:
        ContentError: ``sources.yml`` is wrong.
    """
    raw = read_rules_file("sources.yml")
    if not isinstance(raw, dict):
        raise refused("sources.yml", "bad-declaration", "On attend une source par clé.")
    return {str(key): _source(str(key), value) for key, value in raw.items()}


@cache
def rules() -> tuple[Rule, ...]:
    """Read every rule, in the order of the themes and of their files.

    Raises:
        ContentError: a file is wrong; it names the file and the rule.
    """
    words = _vocabulary()
    found: list[Rule] = []
    for theme in themes():
        found += read_rules(read_rules_file(f"{theme.id}.yml"), theme.id, words, sources())
    ids = [rule.id for rule in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise refused(twice[0], "twice", f"La règle « {twice[0]} » est déclarée deux fois.")
    return tuple(found)


def _vocabulary() -> Vocabulary:
    shared: dict[str, Condition] = {}
    declared = read_rules_file("conditions.yml")
    if not isinstance(declared, dict):
        raise refused("conditions.yml", "bad-declaration", "On attend une condition par clé.")
    for name, raw in declared.items():
        # A condition may name those that stand before it.
        words = Vocabulary(questions(), dict(shared))
        shared[name] = read_condition(raw, f"conditions.yml:{name}", words)
    return Vocabulary(questions(), shared)


@cache
def _by_id() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in rules()}


def rule_of(identifier: str) -> Rule:
    """Give a rule.

    Raises:
        NotFoundError: no rule has that identifier.
    """
    try:
        return _by_id()[identifier]
    except KeyError as error:
        message = french(f"Aucune règle ne s'appelle « {identifier[:80]} ».")
        raise NotFoundError("unknown-rule", message, "Vérifiez l'identifiant.") from error


def read_rules(
    raw: Any, theme: str, words: Vocabulary, known_sources: Mapping[str, Source]
) -> list[Rule]:
    """Check what the file of one theme holds.

    Args:
        raw: what YAML read: a list of rules.
        theme: the theme of all its rules, and the name of its file.
        words: what conditions may name.
        known_sources: sources that exist.

    Raises:
        ContentError: a field is missing, unknown or of the wrong shape.
    """
    name = f"{theme}.yml"
    return [_rule(Fields(one, name), theme, words, known_sources) for one in _items(raw, name)]


def _items(raw: Any, name: str) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise refused(name, "bad-declaration", "On attend une liste : chaque ligne par « - id: ».")
    return raw


def _rule(
    fields: Fields, theme: str, words: Vocabulary, known_sources: Mapping[str, Source]
) -> Rule:
    name = fields.text("id")
    fields.where = where = f"{fields.where}:{name}"
    cited = fields.texts("sources", known_sources)
    if not cited:
        raise refused(where, "no-source", "Cette règle ne cite aucune source.", "Nommez-en une.")
    applies = read_condition(fields.any("applies"), where, words)
    raw_advised = fields.any("advised")
    advised = None if raw_advised is None else read_condition(raw_advised, where, words)
    rule = Rule(
        id=name,
        theme=theme,
        title=fields.text("title"),
        what=fields.text("what"),
        where=fields.text("where"),
        when=fields.text("when"),
        schema=fields.text("schema", optional=True),
        schema_note=fields.text("schema_note", optional=True),
        article=fields.text("article"),
        since=_day(fields.any("since"), where),
        why=fields.text("why"),
        note=fields.text("note", optional=True),
        sanction=fields.text("sanction"),
        sources=tuple(known_sources[one] for one in cited),
        applies=applies,
        advised=advised,
        advice=fields.text("advice", optional=True),
        exempt=fields.text("exempt"),
    )
    fields.done()
    if bool(rule.advice) != (advised is not None):
        raise refused(where, "advice", "« advised » et « advice » vont ensemble.")
    return rule


def _source(name: str, raw: Any) -> Source:
    where = f"sources.yml:{name}"
    fields = Fields(raw, where)
    source = Source(
        name,
        fields.text("reference"),
        fields.text("address", optional=True),
        _day(fields.any("verified_on"), where, needed=True) or date.min,
        known(fields.text("confidence"), _CONFIDENCES, where, "confidence"),
    )
    fields.done()
    return source


def _day(value: Any, where: str, needed: bool = False) -> date | None:
    if value is None and not needed:
        return None
    # YAML reads a day as a date, and a day with an hour as a datetime, which is a date too.
    if type(value) is not date:
        raise refused(where, "bad-date", "Une date s'écrit AAAA-MM-JJ.")
    return value

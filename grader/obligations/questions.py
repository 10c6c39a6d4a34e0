"""What is asked of an authority: facts in groups, and the services that it may have delegated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from grader.obligations.profile import AuthorityKind
from grader.obligations.reading import Fields, read_rules_file, refused

_FILE = "questions.yml"


@dataclass(frozen=True)
class Question:
    """One fact that may be true of an authority.

    Attributes:
        id: stable identifier, as in ``Profile.facts``.
        label: what is asked, as a box to tick: « Elle a un site internet ».
        help: a sentence of help; may be empty.
        kinds: the kinds of authority for which it makes sense.
        yes: what sentences say when it is true, after « Votre commune »: « a un site internet ».
        no: what they say when it is not.
    """

    id: str
    label: str
    help: str
    kinds: frozenset[AuthorityKind]
    yes: str
    no: str


@dataclass(frozen=True)
class Group:
    """Questions asked together, under one legend."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Service:
    """A public service that may be entrusted to a concession holder.

    Attributes:
        id: stable identifier, as in ``Profile.delegated``.
        label: « Eau potable ».
        noun: with its article, inside a sentence: « l'eau potable ».
    """

    id: str
    label: str
    noun: str


@dataclass(frozen=True)
class Questions:
    """All that is asked beside the kind, the population and the staff."""

    groups: tuple[Group, ...]
    services: tuple[Service, ...]

    @property
    def facts(self) -> dict[str, Question]:
        """Every question by identifier, in order."""
        return {one.id: one for group in self.groups for one in group.questions}

    @property
    def service_ids(self) -> frozenset[str]:
        """Identifiers of the services."""
        return frozenset(service.id for service in self.services)


@cache
def questions() -> Questions:
    """Read the questions, once.

    Raises:
        ContentError: the file is wrong; it says where.
    """
    return read_questions(read_rules_file(_FILE))


def read_questions(raw: Any) -> Questions:
    """Check what ``questions.yml`` holds.

    Raises:
        ContentError: a field is missing, unknown or of the wrong shape.
    """
    top = Fields(raw, _FILE)
    groups = tuple(_group(one) for one in _listed(top, "groups"))
    services = tuple(_service(one) for one in _listed(top, "services"))
    top.done()
    found = [one.id for group in groups for one in group.questions]
    for ids in (found, [service.id for service in services], [group.id for group in groups]):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise refused(f"{_FILE}:{twice[0]}", "twice", f"« {twice[0]} » est déclaré deux fois.")
    return Questions(groups, services)


def _listed(fields: Fields, name: str) -> list[Any]:
    value = fields.any(name)
    if not isinstance(value, list) or not value:
        raise refused(fields.where, "missing-field", f"« {name} » doit être une liste.")
    return value


def _group(raw: Any) -> Group:
    fields = Fields(raw, _FILE)
    name = fields.text("id")
    fields.where = f"{_FILE}:{name}"
    group = Group(name, fields.text("title"), tuple(map(_question, _listed(fields, "questions"))))
    fields.done()
    return group


def _question(raw: Any) -> Question:
    fields = Fields(raw, _FILE)
    name = fields.text("id")
    fields.where = f"{_FILE}:{name}"
    kinds = fields.texts("kinds", [kind.value for kind in AuthorityKind])
    question = Question(
        name,
        fields.text("label"),
        fields.text("help", optional=True),
        frozenset(map(AuthorityKind, kinds)) or frozenset(AuthorityKind),
        fields.text("when_true"),
        fields.text("when_false"),
    )
    fields.done()
    return question


def _service(raw: Any) -> Service:
    fields = Fields(raw, _FILE)
    name = fields.text("id")
    fields.where = f"{_FILE}:{name}"
    service = Service(name, fields.text("label"), fields.text("noun"))
    fields.done()
    return service

"""Data that authorities hold: who asks for them, what they cost, whom they may expose.

The marks of interest, effort and risk are a judgement, stated as such and open to change; duties
are never written here, they come from the rules.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grader.errors import NotFoundError
from grader.obligations.deciding.reading import declarations, read_data, truth, whole
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions
from grader.obligations.reading import Fields, known, refused
from grader.obligations.rules import rules
from grader.typography import french

_FILES = ("administration.yml", "territory.yml", "daily_life.yml")
#: Duties to publish by default, of which a dataset may be an instance.
GENERAL_RULES = ("databases", "interest-data")


class National(enum.StrEnum):
    """Whether the State publishes it already: look before you make."""

    NONE = "none"
    #: A national base exists, and you feed it.
    FED = "fed"
    #: It is there already: reuse it.
    REUSE = "reuse"


@dataclass(frozen=True)
class DatasetService:
    """A service of an authority that holds data."""

    id: str
    title: str


@dataclass(frozen=True)
class Dataset:
    """A set of data that an authority may publish.

    All sentences are French, and shown as they are.

    Attributes:
        id: stable identifier.
        title: how people call it.
        service: a key of ``services.yml``.
        what: what it holds.
        rules: rules of their own that may make it due or advised.
        general: the rule of publication by default that it falls under; or an empty string.
        kinds: the kinds of authority for which it makes sense.
        facts: facts of a profile, one of which must be true; empty means always.
        delegated: whether it makes sense only where a service is delegated.
        due_only: whether it makes sense only where a rule makes it due or advised.
        publish: False for what must never be published as it is.
        schema: « producer/name » in ``sandbox_data/schemas``, or an empty string.
        schema_note: what is to be known of its format; may be empty.
        asked_by: who asks for it.
        interest: 1 to 3.
        interest_why: why, in a sentence.
        effort: 1 to 3, the third being the hardest.
        effort_why: why, in a sentence.
        risk: 0 to 3, risk for persons.
        risk_why: why, in a sentence.
        first: what to do about persons before publishing; empty where the risk is 0.
        national: whether the State publishes it already.
        national_note: where, and what remains for you; may be empty.
        updates: how many times a year, as a hypothesis.
        cited: who cites it, in words.
    """

    id: str
    title: str
    service: str
    what: str
    rules: tuple[str, ...]
    general: str
    kinds: frozenset[AuthorityKind]
    facts: tuple[str, ...]
    delegated: bool
    due_only: bool
    publish: bool
    schema: str
    schema_note: str
    asked_by: str
    interest: int
    interest_why: str
    effort: int
    effort_why: str
    risk: int
    risk_why: str
    first: str
    national: National
    national_note: str
    updates: int
    cited: tuple[str, ...]


@cache
def services() -> tuple[DatasetService, ...]:
    """Read the services that hold data, in the order in which sheets show them.

    Raises:
        ContentError: ``services.yml`` is wrong.
    """
    found = []
    for fields in declarations(read_data("services.yml"), "services.yml"):
        found.append(DatasetService(fields.text("id"), fields.text("title")))
        fields.done()
    return tuple(found)


@cache
def datasets() -> tuple[Dataset, ...]:
    """Read every dataset, file after file.

    Raises:
        ContentError: a file is wrong; it names the file and the dataset.
    """
    origins = _origins()
    found = [
        _dataset(fields, origins)
        for name in _FILES
        for fields in declarations(read_data(name), name)
    ]
    ids = [one.id for one in found]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise refused(twice[0], "twice", f"Le jeu « {twice[0]} » est déclaré deux fois.")
    return tuple(found)


def dataset_of(name: str) -> Dataset:
    """Give a dataset by identifier.

    Raises:
        NotFoundError: there is none of that name.
    """
    for one in datasets():
        if one.id == name:
            return one
    raise NotFoundError("unknown-dataset", "Ce jeu de données n'existe pas dans la liste.")


def _origins() -> Mapping[str, str]:
    raw = read_data("origins.yml")
    if not isinstance(raw, dict):
        raise refused("origins.yml", "bad-declaration", "On attend une origine par clé.")
    return {str(key): french(str(value)) for key, value in raw.items()}


def _dataset(fields: Fields, origins: Mapping[str, str]) -> Dataset:
    name = fields.text("id")
    fields.where = f"{fields.where}:{name}"
    asked = questions()
    kinds = fields.texts("kinds", [kind.value for kind in AuthorityKind])
    risk = whole(fields, "risk", 0, 3)
    national = known(fields.any("national", "none"), list(National), fields.where, "national")
    dataset = Dataset(
        id=name,
        title=fields.text("title"),
        service=known(
            fields.any("service"), [one.id for one in services()], fields.where, "service"
        ),
        what=fields.text("what"),
        rules=fields.texts("rules", [rule.id for rule in rules()]),
        general=known(fields.any("general", ""), ("", *GENERAL_RULES), fields.where, "general"),
        kinds=frozenset(AuthorityKind(kind) for kind in kinds) or frozenset(AuthorityKind),
        facts=fields.texts("facts", list(asked.facts)),
        delegated=truth(fields, "delegated", False),
        due_only=truth(fields, "due_only", False),
        publish=truth(fields, "publish", True),
        schema=fields.text("schema", optional=True),
        schema_note=fields.text("schema_note", optional=True),
        asked_by=fields.text("asked_by"),
        interest=whole(fields, "interest", 1, 3),
        interest_why=fields.text("interest_why"),
        effort=whole(fields, "effort", 1, 3),
        effort_why=fields.text("effort_why"),
        risk=risk,
        risk_why=fields.text("risk_why"),
        first=fields.text("first", optional=not risk),
        national=National(national),
        national_note=fields.text("national_note", optional=national == National.NONE),
        updates=whole(fields, "updates", 0, 366),
        cited=tuple(origins[one] for one in fields.texts("cited", origins)),
    )
    fields.done()
    return dataset

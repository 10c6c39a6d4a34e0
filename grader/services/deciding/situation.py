"""What a person said so far: the profile, her choices and her hypotheses, carried by the address.

Each page of this room reads the same names, and gives them on to the next one. What she left as it
was proposed is not written: addresses stay short.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlencode

from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.costs import Costs, costs, hypotheses, loads_of
from grader.obligations.deciding.datasets import datasets
from grader.obligations.deciding.priorities import (
    MOST_NOW,
    Choice,
    Priority,
    State,
    Weights,
    priorities,
)
from grader.obligations.profile import Profile
from grader.obligations.questions import questions
from grader.services.deciding.fields import (
    Arguments,
    amount_text,
    first,
    read_amount,
    read_whole,
)
from grader.services.obligations.answers import (
    DELEGATED,
    FACT,
    KIND,
    NAME,
    POPULATION,
    SERVICE,
    STAFF,
    Answers,
    pairs_of,
    profile_of,
    read_answers,
)
from grader.services.obligations.figures import FigureError
from grader.typography import french

#: Bytes of an address's query: every box, every choice and every name take less.
LONGEST_QUERY = 12_000
#: Criteria that weigh, as ``Weights`` names them; a field is ``weight-`` and one of them.
CRITERIA = ("obligation", "interest", "effort", "risk")
#: Marks of a dataset that may be changed; a field is its identifier, a hyphen and one of them.
MARKS = ("interest", "effort", "risk")
MOST_NOW_FIELD = "most-now"
_PROFILE = (KIND, POPULATION, STAFF, FACT, DELEGATED)
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Situation:
    """What was said, whether it can be taken or not, and what the engine makes of it.

    Attributes:
        answers: on the profile, with what is to mend there.
        profile: None where none was given, or it cannot be taken.
        weights: what counts most.
        most_now: how many datasets at most are to be done at once.
        choices: what was changed of datasets, by dataset.
        values: the hypotheses that were changed.
        typed: figures and choices as typed, by field.
        errors: a French sentence by field, profile apart.
        ranked: the datasets by priority; empty without a profile, or with an error.
        costs: the account, of the datasets to come first where there are any.
    """

    answers: Answers
    profile: Profile | None
    weights: Weights
    most_now: int
    choices: Mapping[str, Choice]
    values: Mapping[str, Decimal]
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    ranked: tuple[Priority, ...]
    costs: Costs | None

    @property
    def profile_pairs(self) -> list[tuple[str, str]]:
        """Give the profile as names and values; nothing where there is none."""
        return pairs_of(self.profile, questions()) if self.profile else []

    @property
    def choice_pairs(self) -> list[tuple[str, str]]:
        """Give what was changed of weights and datasets, as names and values."""
        usual = Weights()
        pairs = [
            (f"weight-{name}", str(getattr(self.weights, name)))
            for name in CRITERIA
            if getattr(self.weights, name) != getattr(usual, name)
        ]
        if self.most_now != MOST_NOW:
            pairs.append((MOST_NOW_FIELD, str(self.most_now)))
        for name, choice in self.choices.items():
            if choice.state is not State.TODO:
                pairs.append((name, choice.state.value))
            pairs += [
                (f"{name}-{mark}", str(getattr(choice, mark)))
                for mark in MARKS
                if getattr(choice, mark) is not None
            ]
        return pairs

    @property
    def value_pairs(self) -> list[tuple[str, str]]:
        """Give the hypotheses that were changed, as names and values."""
        return [(name, amount_text(value)) for name, value in self.values.items()]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Give all of it, always in the same order."""
        return [*self.profile_pairs, *self.choice_pairs, *self.value_pairs]

    @property
    def query(self) -> str:
        """Give the address's query that says the same again."""
        return urlencode(self.pairs)


class _Reader:
    """Reads fields one by one, and keeps what was typed and what is wrong with it."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.typed: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def take(self, name: str, read: Callable[[str], _Value]) -> _Value | None:
        """Read a field; None where it is empty or wrong."""
        text = first(self.arguments, name)
        if not text:
            return None
        self.typed[name] = text
        try:
            return read(text)
        except FigureError as error:
            self.errors[name] = error.sentence
            return None


def read_situation(arguments: Arguments) -> Situation:
    """Read what an address carries, and ask the engine.

    Args:
        arguments: values by name; names that are not ours are passed over.
    """
    answers = _answers(arguments)
    given = any(arguments.get(name) for name in _PROFILE)
    profile = profile_of(answers) if given and not answers.errors else None
    reader = _Reader(arguments)
    weights = _weights(reader)
    most_now = reader.take(MOST_NOW_FIELD, read_whole)
    choices = _choices(reader)
    values = _values(reader)
    ranked: tuple[Priority, ...] = ()
    account: Costs | None = None
    errors = dict(reader.errors)
    if profile is not None:
        try:
            ranked = priorities(
                profile, weights, choices, MOST_NOW if most_now is None else most_now
            )
        except BadChoicesError as error:
            errors |= error.fields
    # What could not be read was told: the engine looked at the rest, so that all is told at once.
    ranked = () if errors else ranked
    try:
        account = costs(values, loads_of(ranked, values))
    except BadChoicesError as error:
        errors |= error.fields
    return Situation(
        answers=answers,
        profile=profile,
        weights=weights,
        most_now=MOST_NOW if most_now is None else most_now,
        choices=choices,
        values=values,
        typed=reader.typed,
        errors={name: french(text) for name, text in errors.items()},
        ranked=ranked,
        costs=account if not errors else None,
    )


def _answers(arguments: Arguments) -> Answers:
    """Read the profile; without any of its names, nothing is refused yet."""
    given = any(arguments.get(name) for name in _PROFILE)
    return read_answers({**arguments, NAME: (), SERVICE: ()}, questions(), blank=not given)


def _weights(reader: _Reader) -> Weights:
    read = {name: reader.take(f"weight-{name}", read_whole) for name in CRITERIA}
    return Weights(**{name: value for name, value in read.items() if value is not None})


def _choices(reader: _Reader) -> dict[str, Choice]:
    """Read what was changed of each dataset; a mark that is ours already changes nothing."""
    found = {}
    for one in datasets():
        marks: dict[str, int | None] = {}
        for mark in MARKS:
            value = reader.take(f"{one.id}-{mark}", read_whole)
            marks[mark] = None if value == getattr(one, mark) else value
        state = reader.take(one.id, _state) or State.TODO
        choice = Choice(**marks, state=state)
        if choice != Choice():
            found[one.id] = choice
    return found


def _values(reader: _Reader) -> dict[str, Decimal]:
    found = {}
    for one in hypotheses():
        value = reader.take(one.id, read_amount)
        if value is not None and value != one.default:
            found[one.id] = value
    return found


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise FigureError("Choisissez une des trois réponses proposées.") from None

"""Which known schema a file most likely follows, by its column names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.tables.labels import fold
from grader.validation.header import place
from grader.validation.model import SchemaRef
from grader.validation.schemas import list_schemas, load_schema

#: A schema with that many times fewer columns recognised than the best is not proposed.
_SHARE = 3


@dataclass(frozen=True)
class Guess:
    """How many columns of a schema a file has.

    Attributes:
        schema: the schema.
        found: columns recognised, misspelt ones included.
        total: columns of the schema.
    """

    schema: SchemaRef
    found: int
    total: int


def all_labels(folder: Path) -> tuple[str, ...]:
    """Give the column names of every known schema, by which a header is recognised.

    Args:
        folder: where the known schemas are.
    """
    labels = {
        fold(label): label
        for ref in list_schemas(folder)
        for label in load_schema(str(ref), folder).labels
    }
    return tuple(labels.values())


def guess_schemas(header: Sequence[str], folder: Path) -> tuple[Guess, ...]:
    """Propose schemas, the likeliest first; none when no column is recognised.

    Args:
        header: column names as written.
        folder: where the known schemas are.
    """
    guesses: list[Guess] = []
    for ref in list_schemas(folder):
        schema = load_schema(str(ref), folder)
        found = len(place(header, schema, 1).fields)
        if found:
            guesses.append(Guess(ref, found, len(schema.fields)))
    most = max((guess.found for guess in guesses), default=0)
    likely = [guess for guess in guesses if guess.found * _SHARE >= most]
    return tuple(sorted(likely, key=lambda one: (-one.found / one.total, str(one.schema))))

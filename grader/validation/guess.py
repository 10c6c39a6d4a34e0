"""Which known schema a file most likely follows, by its column names.

Placing a header finds misspelt labels too, but is slow for thirty schemas. So the schemas are
ranked first by names alone (the same letters, the same title, or nearly the same letters), and
only the likeliest are placed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from grader.tables.labels import fold
from grader.validation.header import place
from grader.validation.model import SchemaRef
from grader.validation.schemas import Folders, TableSchema, load_schemas, version_key

#: A schema with that many times fewer columns recognised than the best is not proposed.
_SHARE = 3
#: How many are proposed at most.
_MOST = 5
#: How many are placed at most; versions of one schema count for one each.
_PLACED = 8
#: Likeness from which a name may be a misspelling: below that of ``place``, which decides.
_NEAR = 85.0
#: Labels looked at nearly; a header this long is told by its exact names.
_LABELS = 300


@dataclass(frozen=True)
class Guess:
    """How many columns of a schema a file has.

    Attributes:
        schema: the schema.
        found: columns recognised, misspelt ones included.
        total: columns of the schema.
        likeness: from 0 to 1: share of the columns of both, file and schema, that are common.
    """

    schema: SchemaRef
    found: int
    total: int
    likeness: float = 0.0


@dataclass(frozen=True)
class _Names:
    """The names of all columns of some schemas.

    Attributes:
        labels: every label once, as written.
        columns: a folded name or title to the columns that it may be, as (schema, field) places.
        folded: its keys, in the order that they are compared in.
    """

    labels: tuple[str, ...]
    columns: Mapping[str, tuple[tuple[int, int], ...]]
    folded: tuple[str, ...]


def all_labels(folder: Folders) -> tuple[str, ...]:
    """Give the column names of every known schema, by which a header is recognised.

    Args:
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: one of the files is not a Table Schema.
    """
    return _names(load_schemas(folder)).labels


def guess_schemas(header: Sequence[str], folder: Folders) -> tuple[Guess, ...]:
    """Propose schemas, the likeliest first; none when no column is recognised.

    The likeliest shares the most columns with the file: of two schemas that the file has whole,
    the one that explains more of the file; of two versions, the newest.

    Args:
        header: column names as written.
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: one of the files is not a Table Schema.
    """
    schemas = load_schemas(folder)
    guesses = [
        Guess(schema.ref, found, len(schema.fields), _likeness(found, header, schema))
        for schema in _likely(header, schemas)
        if (found := len(place(header, schema, 1).fields))
    ]
    most = max((guess.found for guess in guesses), default=0)
    best = max((guess.likeness for guess in guesses), default=0.0)
    kept = [
        guess
        for guess in guesses
        if guess.found * _SHARE >= most and guess.likeness * _SHARE >= best
    ]
    newest_first = sorted(kept, key=lambda one: version_key(one.schema.version), reverse=True)
    by_name = sorted(newest_first, key=lambda one: one.schema.id)
    return tuple(sorted(by_name, key=lambda one: (-one.likeness, -one.found))[:_MOST])


def _likeness(found: int, header: Sequence[str], schema: TableSchema) -> float:
    """Share of common columns, blank labels set apart (the coefficient of Dice)."""
    named = sum(1 for label in header if label.strip())
    return 2 * found / (max(named, found) + len(schema.fields))


def _likely(header: Sequence[str], schemas: tuple[TableSchema, ...]) -> list[TableSchema]:
    """Rank schemas by names alone and keep those that placing may make the best."""
    names = _names(schemas)
    fields: dict[int, set[int]] = defaultdict(set)
    near = 0
    for label in dict.fromkeys(fold(one) for one in header if one.strip()):
        columns = names.columns.get(label, ())
        if not columns and near < _LABELS:
            near += 1
            alike = process.extract(
                label, names.folded, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=10
            )
            columns = tuple(one for name, *_ in alike for one in names.columns[name])
        for schema, field in columns:
            fields[schema].add(field)
    scores = {
        place_: _likeness(len(found), header, schemas[place_]) for place_, found in fields.items()
    }
    best = max(scores.values(), default=0.0)
    ranked = sorted(scores, key=lambda one: (-scores[one], -one))
    return [schemas[one] for one in ranked if scores[one] * _SHARE >= best][:_PLACED]


@lru_cache(maxsize=8)
def _names(schemas: tuple[TableSchema, ...]) -> _Names:
    """Gather the names of schemas; they are the same objects as long as no file changes."""
    labels: dict[str, str] = {}
    columns: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, schema in enumerate(schemas):
        for rank, field in enumerate(schema.fields):
            labels.setdefault(fold(field.name), field.name)
            keys = {fold(field.name), fold(field.title)} if field.title else {fold(field.name)}
            for key in keys:
                columns[key].append((number, rank))
    known = {key: tuple(found) for key, found in columns.items()}
    return _Names(tuple(labels.values()), known, tuple(known))

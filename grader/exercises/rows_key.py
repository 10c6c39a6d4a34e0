"""What the validation engine says of the rows of an exercise, and the words of its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.exercises.model import Exercise
from grader.exercises.rows_declared import COLUMNS, FIXED, FOLDER, LINES, SCHEMA, DeclaredRow
from grader.typography import french

if TYPE_CHECKING:
    from grader.validation.schemas import TableSchema


@dataclass(frozen=True)
class RowTold:
    """An error that the engine finds in a row: its column, what is wrong, and how to mend it."""

    column: str
    message: str
    fix: str


@dataclass(frozen=True)
class ColumnTold:
    """A column of the schema, in words.

    Attributes:
        name: of the column.
        type: « texte », « date »…
        required: whether a cell must be filled.
        rules: one sentence for each thing that a value must satisfy.
    """

    name: str
    type: str
    required: bool
    rules: tuple[str, ...]


Key = Mapping[str, tuple[RowTold, ...]]
#: By exercise: what its key was made of, and the key.
_keys: dict[str, tuple[tuple[Any, ...], Key]] = {}


def key_of(exercise: Exercise) -> Key:
    """Give what the engine says of each row of the pool; nothing said is a row accepted.

    Kept in the process as long as neither rows nor schema change.

    Args:
        exercise: an exercise on rows.

    Raises:
        UnknownSchemaError: its schema cannot be read.
    """
    known = known_key(exercise)
    if known is None:
        known = _key(_schema(exercise), exercise.settings)
        remember_key(exercise, known)
    return known


def known_key(exercise: Exercise) -> Key | None:
    """Give the key where this process has it; None where it is still to be found.

    Args:
        exercise: an exercise on rows.

    Raises:
        UnknownSchemaError: its schema cannot be read.
    """
    kept = _keys.get(exercise.id)
    return kept[1] if kept is not None and kept[0] == _made_of(exercise) else None


def remember_key(exercise: Exercise, key: Key) -> None:
    """Keep a key that another process found: this one then needs no engine.

    Args:
        exercise: an exercise on rows.
        key: what ``key_of`` gave for it.

    Raises:
        UnknownSchemaError: its schema cannot be read.
    """
    _keys[exercise.id] = (_made_of(exercise), key)


def _made_of(exercise: Exercise) -> tuple[Any, ...]:
    settings = exercise.settings
    return (_schema(exercise), settings[COLUMNS], settings[FIXED], settings[LINES])


def _key(schema: TableSchema, settings: Mapping[str, Any]) -> Key:
    # The engine comes with what it needs: a quiz must not pay for that.
    from grader.tables.model import Dialect, Table, frame_of
    from grader.validation.validate import validate_table

    lines: tuple[DeclaredRow, ...] = settings[LINES]
    rows = []
    for line in lines:
        cells = {**settings[FIXED], **dict(zip(settings[COLUMNS], line.cells, strict=True))}
        rows.append([cells.get(label, "") for label in schema.labels])
    frame, extra = frame_of(rows, len(schema.labels))
    table = Table(schema.labels, 1, frame, Dialect("utf-8", ",", has_bom=False), extra=extra)
    told: dict[str, list[RowTold]] = {line.id: [] for line in lines}
    for finding in validate_table(table, schema).findings:
        if finding.severity == "error" and finding.line is not None:
            line = lines[finding.line - 2]
            told[line.id].append(RowTold(finding.column, finding.message, finding.fix))
    return {name: tuple(found) for name, found in told.items()}


def _schema(exercise: Exercise) -> TableSchema:
    from grader.validation.schemas import load_schema

    return load_schema(exercise.settings[SCHEMA], exercise.settings[FOLDER])


def columns_told(exercise: Exercise) -> tuple[ColumnTold, ...]:
    """Tell the columns that are shown, in words.

    Args:
        exercise: an exercise on rows.

    Raises:
        UnknownSchemaError: its schema cannot be read.
    """
    from grader.validation.schema_words import TYPES, describe_constraints

    fields = {field.name: field for field in _schema(exercise).fields}
    return tuple(
        ColumnTold(
            name,
            TYPES.get(fields[name].type, fields[name].type),
            fields[name].required,
            tuple(french(one) for one in describe_constraints(fields[name])),
        )
        for name in exercise.settings[COLUMNS]
        if name in fields
    )


def rules_told(exercise: Exercise) -> tuple[str, ...]:
    """Tell the rules across columns, those alone that speak of nothing but columns shown.

    Args:
        exercise: an exercise on rows.

    Raises:
        UnknownSchemaError: its schema cannot be read.
    """
    from grader.validation.schema_words import describe_rule

    schema, shown = _schema(exercise), set(exercise.settings[COLUMNS])
    hidden = set(schema.labels) - shown
    return tuple(
        french(describe_rule(check))
        for check in schema.checks
        if hidden.isdisjoint(_named(check.params))
    )


def unknown_columns(exercise: Exercise) -> tuple[str, ...]:
    """Give the columns, shown or not, that the schema does not have.

    Args:
        exercise: an exercise on rows.
    """
    known = _schema(exercise).labels
    said = (*exercise.settings[COLUMNS], *exercise.settings[FIXED])
    return tuple(name for name in said if name not in known)


def _named(value: Any) -> Iterator[str]:
    """Give every text of the parameters of a rule: names of columns are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _named(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _named(one)

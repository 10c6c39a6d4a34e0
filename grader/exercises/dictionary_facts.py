"""The file whose dictionary is to be written: its columns, and what its cells tell for sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from grader.exercises.model import Exercise
from grader.settings import Bounds

#: Key of ``Exercise.settings``: the file.
FILE = "file"
#: Types that may be chosen, by their names in Table Schema.
TYPES: Mapping[str, str] = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre à virgule",
    "date": "date",
    "boolean": "oui ou non",
}
YES, NO = "oui", "non"


@dataclass(frozen=True)
class FileFacts:
    """A small file.

    Attributes:
        header: its columns, in order.
        rows: its cells, as written.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self, column: str) -> tuple[str, ...]:
        """Give the cells of a column that are filled.

        Args:
            column: of the header.
        """
        place = self.header.index(column)
        return tuple(row[place] for row in self.rows if row[place])

    def has_blank(self, column: str) -> bool:
        """Tell whether a cell of the column is empty.

        Args:
            column: of the header.
        """
        return len(self.values(column)) < len(self.rows)


_read: dict[tuple[Path, int, int], FileFacts] = {}


def facts_of(exercise: Exercise) -> FileFacts:
    """Read the file of an exercise; kept in the process as long as it does not change.

    Args:
        exercise: an exercise on a dictionary.

    Raises:
        UnusableFileError: it is no table.
    """
    state = _state(exercise)
    if state not in _read:
        # The reader comes with what it needs: a quiz must not pay for that.
        from grader.tables.read import read_table

        table = read_table(state[0], Bounds())
        _read[state] = FileFacts(table.header, table.rows)
    return _read[state]


def are_known(exercise: Exercise) -> bool:
    """Tell whether this process has read the file as it is now.

    Args:
        exercise: an exercise on a dictionary.
    """
    return _state(exercise) in _read


def remember_facts(exercise: Exercise, facts: FileFacts) -> None:
    """Keep what another process read: this one then needs no reader of tables.

    Args:
        exercise: an exercise on a dictionary.
        facts: what ``facts_of`` gave for it.
    """
    _read[_state(exercise)] = facts


def _state(exercise: Exercise) -> tuple[Path, int, int]:
    path: Path = exercise.settings[FILE]
    seen = path.stat()
    return path, seen.st_mtime_ns, seen.st_size


def fits(kind: str, value: str) -> bool:
    """Tell whether a text may be a value of a type.

    Args:
        kind: one of ``TYPES``.
        value: as written in a cell.
    """
    if kind == "boolean":
        return value in (YES, NO)
    try:
        if kind == "integer":
            # A code whose zero counts is no number: it would be lost.
            return str(int(value)) == value
        if kind == "number":
            float(value)
            return value[:1] != "0" or value[:2] in ("0", "0.")
        if kind == "date":
            date.fromisoformat(value)
            return len(value) == len("2025-03-27")
    except ValueError:
        return False
    return bool(value.strip())

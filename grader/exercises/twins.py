"""What a learner's file lost or changed, told against the given file and its clean twin.

A file may be valid because its troublesome rows were deleted or its values replaced. Rows are
matched by key, of one column or several. A row is lost when the given file and the twin have its
key and the present file does not; a value is altered when it is valid, is not what the given file
says, and is not what the twin says. So is a key that nobody has, where a right one was to be
restored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from grader.exercises.model import Exercise
from grader.exercises.scoring import (
    ALTERED_VALUE,
    DUPLICATE_KEY,
    LOST_ROW,
    MISSING_COLUMN,
)
from grader.settings import Bounds
from grader.tables.model import Table
from grader.typography import french, plural
from grader.validation.model import Finding, Report

if TYPE_CHECKING:
    from grader.validation.schemas import TableSchema

#: What identifies a row: its cells in the columns of the key.
Key = tuple[str, ...]

_NUMBERS = frozenset({"integer", "number", "year"})


@dataclass(frozen=True)
class Keyed:
    """A table by key.

    Attributes:
        rows: key to cells by column, for keys that come once.
        header: name of each column in the schema.
        keys: every key met, those with a blank left out.
        repeated: of those, the ones that come several times.
        n_rows: rows that are not blank.
        lines: key to line, for keys that come once.
    """

    rows: Mapping[Key, Mapping[str, str]]
    header: frozenset[str]
    keys: frozenset[Key]
    repeated: frozenset[Key]
    n_rows: int
    lines: Mapping[Key, int]


def findings(
    exercise: Exercise, table: Table, schema: TableSchema, report: Report
) -> list[Finding]:
    """Find lost rows, rows that come again, and altered values.

    Args:
        exercise: a ``mend_file`` exercise.
        table: the learner's file.
        schema: what it was checked against.
        report: its validation, which tells the cells that are not valid.

    Raises:
        UnusableFileError: the given file or its twin cannot be read as a table.
    """
    settings = exercise.settings
    key: Key = settings["key"]
    given, twin = given_and_twin(exercise, schema)
    present = _by_key(table, schema, key)
    found = list(_lost(key, given, twin, present))
    found += _repeated(key, given, twin, present)
    invalid = {(f.line, f.column) for f in report.findings if f.severity == "error"}
    found += _unknown_keys(key, invalid, (given, twin, present))
    types = {field.name: field.type for field in schema.fields}
    also = settings["also"]
    missing = {
        f.column
        for f in report.findings
        if f.code in MISSING_COLUMN and (f.severity == "error" or f.code in also)
    }
    for name in settings["compare"]:
        if name in given.header and name not in present.header and name not in missing:
            found.append(_finding(ALTERED_VALUE, None, name, None, _REMOVED, column=name))
        found += _altered(name, types.get(name, "string"), invalid, (given, twin, present))
    return found


def rows_to_keep(given: Keyed, twin: Keyed) -> int:
    """Give the number of rows that a well mended file has at least."""
    return min(given.n_rows, twin.n_rows)


_LOST_BY_KEY = (
    "La ligne dont {key} vaut « {name} » n'est plus dans votre fichier.",
    "Une ligne absente d'un fichier publié manque à tous ceux qui la cherchent.",
    "Reprenez cette ligne dans le fichier donné, et corrigez-la au lieu de la supprimer.",
)
_LOST_WITHOUT_KEY = (
    "Les lignes du fichier donné ne peuvent pas être retrouvées sans la colonne {key}.",
    "Cette colonne identifie chaque ligne : sans elle, on ne sait plus de quoi elle parle.",
    "Reprenez la colonne {key} du fichier donné, sous ce nom exact.",
)
_LOST_BY_COUNT = (
    "Il manque {rows} par rapport au fichier donné.",
    "Supprimer une ligne qui gêne rend le fichier valide, mais incomplet.",
    "Repartez du fichier donné : chaque ligne se corrige, même un identifiant en double.",
)
_REPEATED = (
    "La ligne dont {key} vaut « {name} » vient plusieurs fois dans votre fichier.",
    "Une ligne en double est comptée deux fois par tous ceux qui additionnent le fichier.",
    "Gardez une seule de ces lignes, celle dont toutes les valeurs sont justes.",
)
_REMOVED = (
    "La colonne {column} n'est plus dans votre fichier, et ses valeurs non plus.",
    "Une colonne retirée ne montre plus d'anomalie, mais son contenu est perdu.",
    "Reprenez cette colonne dans le fichier donné, et corrigez ses valeurs.",
)
_UNKNOWN_KEY = (
    "Ligne {line}, colonne {column} : la forme est bonne, mais la ligne parle d'autre chose.",
    "{columns} disent ensemble de quoi parle une ligne : une seule valeur fausse la rend fausse.",
    "Relisez ces cellules dans le fichier donné : retrouvez ce qu'elles voulaient dire.",
)
_ALTERED = (
    "Ligne {line}, colonne {column} : la forme est bonne, mais la valeur a changé.",
    "Une valeur fausse et bien écrite est pire qu'une valeur mal écrite : plus rien ne la signale.",
    "Relisez cette cellule dans le fichier donné et ne changez que la façon de l'écrire.",
)

_DROPPED = (
    "Ligne {line}, colonne {column} : « {word} » était dans une autre cellule, et n'y est plus.",
    "Sans ce mot, la ligne parle d'autre chose, et plus rien ne le signale.",
    "Relisez la ligne dans le fichier donné, et écrivez ce mot dans la colonne {column}.",
)


def given_and_twin(exercise: Exercise, schema: TableSchema) -> tuple[Keyed, Keyed]:
    """Read the given file and its clean twin, once for each of their states.

    Args:
        exercise: a ``mend_file`` exercise.
        schema: what they are checked against.
    """
    settings = exercise.settings
    given, twin = (
        _known(settings[name], schema, settings["key"]) for name in ("file", "reference")
    )
    return given, twin


def _lost(key: Key, given: Keyed, twin: Keyed, present: Keyed) -> Iterator[Finding]:
    expected = given.keys & twin.keys
    missing = sorted(expected - present.keys)
    for name in missing:
        telling = _LOST_BY_KEY if present.header.issuperset(key) else _LOST_WITHOUT_KEY
        told = ", ".join(name)
        yield _finding(LOST_ROW, None, "", told, telling, key=", ".join(key), name=told)
    # Without a single key in common, rows cannot be told apart: none is found again.
    found = present.n_rows if expected & present.keys else 0
    more = rows_to_keep(given, twin) - found - len(missing)
    for _ in range(max(0, more)):
        rows = plural(more, "ligne")
        yield _finding(LOST_ROW, None, "", None, _LOST_BY_COUNT, rows=rows)


def _repeated(key: Key, given: Keyed, twin: Keyed, present: Keyed) -> Iterator[Finding]:
    """Find right rows that come again, where the validation cannot: several columns are the key."""
    if len(key) > 1:
        for name in sorted(present.repeated & twin.keys - given.repeated - twin.repeated):
            told = ", ".join(name)
            yield _finding(DUPLICATE_KEY, None, "", told, _REPEATED, key=", ".join(key), name=told)


def _unknown_keys(
    key: Key, invalid: set[tuple[int | None, str]], tables: tuple[Keyed, Keyed, Keyed]
) -> Iterator[Finding]:
    """Find rows whose key was to be restored, and is well written but nobody's."""
    given, twin, present = tables
    restored = len(twin.keys - given.keys - present.keys)
    strangers = (name for name in present.rows if name not in given.keys | twin.keys)
    for name in strangers:
        line = present.lines[name]
        if restored <= 0:
            return
        if any((line, column) in invalid for column in key):
            continue
        restored -= 1
        known = [{other[place] for other in twin.keys} for place in range(len(key))]
        wrong = [place for place, cell in enumerate(name) if cell not in known[place]] or [0]
        column, cell = key[wrong[0]], name[wrong[0]]
        columns = " et ".join(key)
        yield _finding(
            ALTERED_VALUE, line, column, cell, _UNKNOWN_KEY,
            line=str(line), column=column, columns=columns,
        )  # fmt: skip


def _altered(
    column: str,
    kind: str,
    invalid: set[tuple[int | None, str]],
    tables: tuple[Keyed, Keyed, Keyed],
) -> Iterator[Finding]:
    given, twin, present = tables
    for name, row in present.rows.items():
        line = present.lines[name]
        if name not in twin.rows or column not in row or (line, column) in invalid:
            continue
        cell = row[column]
        first = given.rows.get(name, {}).get(column)
        right = twin.rows[name].get(column, "")
        if same(cell, right, kind):
            continue
        if cell == first:
            if _dropped(right, column, given.rows[name], row):
                yield _finding(
                    ALTERED_VALUE, line, column, cell, _DROPPED,
                    line=str(line), column=column, word=right,
                )  # fmt: skip
            continue
        yield _finding(ALTERED_VALUE, line, column, cell, _ALTERED, line=str(line), column=column)


def _dropped(right: str, column: str, given: Mapping[str, str], present: Mapping[str, str]) -> bool:
    """Tell whether a word that belongs here stood in another cell of its row, and is gone.

    « 12 bis » is to be shared between two columns: a « 12 » alone is valid, and another address.
    """
    return bool(right) and any(
        right in cell.split() and right not in present.get(other, "").split()
        for other, cell in given.items()
        if other != column
    )


def same(cell: str, other: str, kind: str) -> bool:
    """Tell whether two cells say the same thing: 27 and 27.0 do in a column of numbers.

    Args:
        cell: a valid cell, as written.
        other: the twin's.
        kind: type of the column in its schema; texts are compared as they are, since a code
            such as 7.1 is not 7.10.
    """
    cell, other = cell.strip(), other.strip()
    if cell == other:
        return True
    if not cell or not other:
        return False
    if kind in _NUMBERS:
        try:
            return Decimal(cell) == Decimal(other)
        except InvalidOperation:
            return False
    reading = _READINGS.get(kind)
    return reading is not None and reading(cell) == reading(other)


def _items(cell: str) -> object:
    """Read a list as JSON has it: the spaces between its items say nothing."""
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def _date_parts(cell: str) -> list[str]:
    return [part.lstrip("0") for part in cell.split("-")]


#: Type of a column → what a cell of it says, however it is written.
_READINGS: Mapping[str, Callable[[str], object]] = {
    "array": _items, "boolean": str.casefold, "date": _date_parts, "geopoint": _items,
}  # fmt: skip


_cache: dict[tuple[Path, int, int, str, Key], Keyed] = {}


def _known(path: Path, schema: TableSchema, key: Key) -> Keyed:
    """Read a file of the sandbox once for each of its states."""
    from grader.tables.read import read_table

    status = path.stat()
    state = (path, status.st_mtime_ns, status.st_size, str(schema.ref), key)
    if state not in _cache:
        table = read_table(path, Bounds(), expected=schema.labels)
        _cache[state] = _by_key(table, schema, key)
    return _cache[state]


def _by_key(table: Table, schema: TableSchema, key: Key) -> Keyed:
    from grader.validation.header import place

    # A label misspelt is placed under its field, as the validation does.
    return keyed(table, place(table.header, schema, table.header_line).names, key)


def keyed(table: Table, header: Sequence[str], key: Key) -> Keyed:
    """Arrange a table by key.

    Args:
        table: as read.
        header: name of each column in the schema.
        key: names of the columns that identify a row together.
    """
    filled = [
        (line, row)
        for line, row in zip(table.lines, table.rows, strict=True)
        if any(cell.strip() for cell in row)
    ]
    if not set(key) <= set(header):
        return Keyed({}, frozenset(header), frozenset(), frozenset(), len(filled), {})
    places = [list(header).index(column) for column in key]
    named = [(line, row, _name(row, places)) for line, row in filled]
    counts = Counter(name for _, _, name in named if name is not None)
    rows: dict[Key, Mapping[str, str]] = {}
    lines: dict[Key, int] = {}
    for line, row, name in named:
        if name is not None and counts[name] == 1:
            rows[name] = dict(zip(header, row, strict=False))
            lines[name] = line
    named_twice = frozenset(name for name, count in counts.items() if count > 1)
    return Keyed(rows, frozenset(header), frozenset(counts), named_twice, len(filled), lines)


def _name(row: Sequence[str], places: Sequence[int]) -> Key | None:
    """Give the key of a row; None where a cell of it is blank or missing."""
    cells = tuple(row[place].strip() if place < len(row) else "" for place in places)
    return cells if all(cells) else None


def _finding(
    code: str,
    at: int | None,
    of: str,
    value: str | None,
    telling: tuple[str, str, str],
    **words: str,
) -> Finding:
    message, why, fix = (french(text.format(**words)) for text in telling)
    return Finding(code, "", "error", at, of, value, message, why, fix)

"""``odd_one_out``: the row of a small table that is not like the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, feedback, flag, texts
from grader.quiz.itemtype import Given, ItemType, Marked, known_letters, refuse
from grader.quiz.model import RIGHT, WRONG, Entry, Face, Remark

_ROW_KEYS = frozenset({"cells", "odd", "feedback"})
_MOST_COLUMNS = 8
_MOST_ROWS = 12


@dataclass(frozen=True)
class Row:
    """One row; ``id`` is its letter in the source, ``odd`` whether it is the one to find."""

    id: str
    cells: tuple[str, ...]
    odd: bool
    feedback: str


@dataclass(frozen=True)
class Table:
    """A head and three rows or more, exactly one of which is odd."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def _read(raw: Mapping[str, Any], where: str) -> Table:
    columns = texts(raw, "columns", where, least=1)
    found = entries(raw, "rows", where, _ROW_KEYS, "La ligne", least=3)
    if len(columns) > _MOST_COLUMNS or len(found) > _MOST_ROWS:
        raise ContentError(
            where,
            "table-too-large",
            f"Le tableau a au plus {_MOST_COLUMNS} colonnes et {_MOST_ROWS} lignes.",
            "Gardez ce qui suffit pour voir l'intrus.",
        )
    rows = tuple(_row(letter, entry, len(columns), where) for letter, entry in found)
    odd = sum(row.odd for row in rows)
    if odd != 1:
        raise ContentError(
            where,
            "not-one-right-answer",
            f"Une seule ligne est l'intrus ; ici, il y en a {odd}.",
            "Gardez « odd: true » sur une seule ligne.",
        )
    if len({row.cells for row in rows}) < len(rows):
        raise ContentError(
            where,
            "text-twice",
            "Deux lignes du tableau sont identiques : on ne saurait laquelle choisir.",
            "Changez une cellule, ou retirez une ligne.",
        )
    return Table(columns, rows)


def _row(letter: str, entry: Mapping[str, Any], columns: int, where: str) -> Row:
    name, cells = f"La ligne {letter}", entry.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise ContentError(
            where,
            "bad-value",
            f"{name} : « cells » doit être une liste de textes.",
            'Mettez chaque nombre entre guillemets droits ; une cellule vide s\'écrit "".',
        )
    if len(cells) != columns or not any(cell.strip() for cell in cells):
        raise ContentError(
            where,
            "bad-row",
            f"{name} : il faut une cellule par colonne, et au moins une qui ne soit pas vide.",
            f"Le tableau a {columns} {'colonne' if columns < 2 else 'colonnes'}.",
        )
    told = feedback(entry, where, name)
    return Row(letter, tuple(c.strip() for c in cells), flag(entry, "odd", where, name), told)


def _face(body: Table) -> Face:
    return Face(entries=tuple(Entry(r.id, "", r.cells) for r in body.rows), head=body.columns)


def _accept(body: Table, given: Given) -> Given:
    known_letters(given, frozenset(r.id for r in body.rows))
    if not given:
        raise refuse("Aucune ligne n'est choisie.", "Choisissez l'intrus, puis validez.")
    if len(given) > 1:
        raise refuse(
            "Une seule ligne est attendue.", "Gardez celle qui n'est pas comme les autres."
        )
    return given


def _mark(body: Table, given: Given) -> Marked:
    row = next(r for r in body.rows if r.id == given[0])
    remark = Remark(row.id, RIGHT if row.odd else WRONG, row.feedback)
    return Marked(1.0 if row.odd else 0.0, (remark,))


def _expected(body: Table) -> Given:
    return tuple(r.id for r in body.rows if r.odd)


def _texts(body: Table) -> tuple[str, ...]:
    written = (t for r in body.rows for t in (*r.cells, r.feedback) if t)
    return (*body.columns, *written)


_VALID: dict[str, Any] = {
    "id": "exemple-i01",
    "type": "odd_one_out",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Quelle ligne a perdu un zéro ?",
    "columns": ["Équipement", "Code postal"],
    "rows": [
        {"cells": ["Gymnase", "01200"], "feedback": "Ses cinq chiffres y sont."},
        {"cells": ["Piscine", "1200"], "odd": True, "feedback": "Il manque le premier zéro."},
        {"cells": ["Stade", ""], "feedback": "La valeur manque, mais aucun zéro n'a été perdu."},
    ],
}
_ROWS: list[dict[str, Any]] = _VALID["rows"]

TYPE = ItemType(
    name="odd_one_out",
    how="Une seule ligne du tableau est l'intrus : choisissez-la.",
    credit="",
    keys=frozenset({"columns", "rows"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(_VALID, {**_VALID, "columns": ["Équipement", "Code"], "hints": ["Comptez."]}),
    invalid=(
        ({**_VALID, "rows": _ROWS[:2]}, "too-few-answers"),
        ({**_VALID, "rows": [dict(r, odd=False) for r in _ROWS]}, "not-one-right-answer"),
        ({**_VALID, "rows": [dict(r, odd=True) for r in _ROWS]}, "not-one-right-answer"),
        ({**_VALID, "rows": [*_ROWS, _ROWS[0]]}, "text-twice"),
        ({**_VALID, "columns": ["Équipement"]}, "bad-row"),
        ({**_VALID, "rows": [dict(r, cells=["", " "]) for r in _ROWS]}, "bad-row"),
        ({**_VALID, "rows": [dict(r, cells=["Gymnase", 1200]) for r in _ROWS]}, "bad-value"),
        ({**_VALID, "rows": [dict(r, cells="Gymnase") for r in _ROWS]}, "bad-value"),
        ({**_VALID, "rows": [dict(r, feedback="") for r in _ROWS]}, "missing-feedback"),
        ({**_VALID, "columns": []}, "missing-key"),
        ({**_VALID, "columns": [f"Colonne {n}" for n in range(9)]}, "table-too-large"),
    ),
)

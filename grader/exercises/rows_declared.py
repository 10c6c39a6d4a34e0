"""Rows that an author declares: their cells, and which columns she means the schema to refuse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError
from grader.exercises.fields import schema_name
from grader.exercises.kind import Surroundings
from grader.quiz.fields import expect_keys, text, texts

#: Keys of ``Exercise.settings``.
SCHEMA, FOLDER, COLUMNS, FIXED = "schema", "schemas_folder", "columns", "fixed"
ASKED, WRONG, LINES = "asked", "wrong", "lines"
MOST_COLUMNS, MOST_ASKED, LEAST_ASKED, MOST_LINES = 12, 20, 3, 60
MOST_CHARACTERS = 160
_USUAL = {ASKED: 10, WRONG: 4}
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class DeclaredRow:
    """A row of the pool.

    Attributes:
        id: its name, unique in the exercise; never shown, since it may tell the fault.
        cells: one for each column that is shown.
        refused: columns where the author means a fault; none for a row that is accepted. The
            engine decides, and ``ouvroir check`` proves that both agree.
    """

    id: str
    cells: tuple[str, ...]
    refused: tuple[str, ...]


def read_rows(raw: Mapping[str, Any], where: str, around: Surroundings) -> dict[str, Any]:
    """Take the settings of an exercise on rows.

    Args:
        raw: the declaration.
        where: ``file:line`` of it.
        around: for the folder of schemas.

    Raises:
        ContentError: what is declared cannot be shown, or drawn.
    """
    schema = schema_name(text(raw, "schema", where), where, around.sandbox)
    columns = texts(raw, "columns", where, least=1)
    if len(set(columns)) < len(columns) or len(columns) > MOST_COLUMNS:
        raise ContentError(
            where,
            "bad-columns",
            f"Les colonnes montrées (columns) sont au plus {MOST_COLUMNS}, chacune une fois.",
            "Gardez celles qui servent à juger les lignes.",
        )
    lines = _lines(raw, where, columns)
    asked = _count(raw, ASKED, where, (LEAST_ASKED, MOST_ASKED))
    wrong = _count(raw, WRONG, where, (1, asked - 1))
    for count, refused in ((wrong, True), (asked - wrong, False)):
        if sum(bool(line.refused) == refused for line in lines) < count:
            which = "refusées" if refused else "acceptées"
            raise ContentError(
                where,
                "bad-rows",
                f"Il faut au moins {count} lignes {which} pour en tirer autant.",
                "Ajoutez-en sous « rows », ou changez « asked » ou « wrong ».",
            )
    return {
        SCHEMA: schema,
        FOLDER: around.sandbox / "schemas",
        COLUMNS: columns,
        FIXED: _fixed(raw, where, columns),
        ASKED: asked,
        WRONG: wrong,
        LINES: lines,
    }


def _fixed(raw: Mapping[str, Any], where: str, columns: tuple[str, ...]) -> dict[str, str]:
    value = raw.get("fixed", {})
    if (
        not isinstance(value, Mapping)
        or not all(isinstance(one, str) for pair in value.items() for one in pair)
        or set(value) & set(columns)
    ):
        raise ContentError(
            where,
            "bad-value",
            "Les valeurs communes (fixed) donnent un texte à des colonnes non montrées.",
            "Écrivez « fixed: {COLL_NOM: Commune de Val-Ouvert} ».",
        )
    return dict(value)


def _count(raw: Mapping[str, Any], key: str, where: str, within: tuple[int, int]) -> int:
    least, most = within
    value = raw.get(key, _USUAL[key])
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ContentError(
            where,
            "bad-rows",
            f"Le nombre de lignes « {key} » va de {least} à {most}.",
            "Par défaut, dix lignes sont montrées (asked), dont quatre refusées (wrong).",
        )
    return value


def _lines(raw: Mapping[str, Any], where: str, columns: tuple[str, ...]) -> tuple[DeclaredRow, ...]:
    values = raw.get("rows")
    if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
        raise ContentError(
            where,
            "bad-value",
            "Les lignes (rows) sont une liste.",
            "Écrivez « - {id: ligne-1, cells: [..], refused: [COLONNE]} ».",
        )
    lines = tuple(_line(one, where, columns) for one in values)
    if len(lines) > MOST_LINES:
        message = f"Un exercice compte au plus {MOST_LINES} lignes."
        raise ContentError(where, "bad-rows", message, "Retirez-en sous « rows ».")
    for said in ([line.id for line in lines], [line.cells for line in lines]):
        if len(set(said)) < len(said):
            raise ContentError(
                where,
                "row-twice",
                "Deux lignes ont le même nom, ou les mêmes cellules.",
                "Donnez à chacune un nom (id) et des cellules (cells) à elle.",
            )
    return lines


def _line(raw: Mapping[str, Any], where: str, columns: tuple[str, ...]) -> DeclaredRow:
    expect_keys(raw, {"id", "cells", "refused"}, where, "Une ligne")
    name = text(raw, "id", where)
    if not _ID.fullmatch(name):
        raise ContentError(
            where,
            "bad-id",
            f"Le nom de ligne « {name} » n'est pas bien formé.",
            "Employez des minuscules sans accent, des chiffres et des tirets.",
        )
    cells = raw.get("cells")
    if (
        not isinstance(cells, list)
        or len(cells) != len(columns)
        or not all(isinstance(one, str) and len(one) <= MOST_CHARACTERS for one in cells)
    ):
        raise ContentError(
            where,
            "bad-cells",
            f"La ligne « {name} » doit avoir {len(columns)} cellules (cells), chacune un texte "
            f"d'au plus {MOST_CHARACTERS} signes.",
            "Mettez nombres et dates entre guillemets ; une cellule vide s'écrit '' (deux fois ').",
        )
    refused = texts(raw, "refused", where)
    unknown = [one for one in refused if one not in columns]
    if unknown:
        raise ContentError(
            where,
            "unknown-column",
            f"La ligne « {name} » dit fautive la colonne « {unknown[0]} », qui n'est pas montrée.",
            f"Colonnes montrées : {', '.join(columns)}.",
        )
    return DeclaredRow(name, tuple(cells), refused)

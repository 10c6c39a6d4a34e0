"""``classification``: each entry into one of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, expect_keys, feedback, text, texts
from grader.quiz.itemtype import ItemType
from grader.quiz.model import Face
from grader.quiz.types import pairing
from grader.quiz.types.pairing import Pairing, Placed, first_twice

_ENTRY_KEYS = frozenset({"text", "column", "feedback", "if_wrong"})
_MOST_COLUMNS = 8


def _read(raw: Mapping[str, Any], where: str) -> Pairing:
    """Read two columns or more, which are the targets, and what goes into them."""
    columns = texts(raw, "columns", where)
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        raise ContentError(
            where,
            "bad-columns",
            f"Cette question demande de 2 à {_MOST_COLUMNS} colonnes.",
            "Donnez leurs titres : « columns: [Se publie, Ne se publie pas] ».",
        )
    placed = tuple(
        _placed(entry, letter, columns, where)
        for letter, entry in entries(raw, "entries", where, _ENTRY_KEYS, "La ligne")
    )
    double = first_twice(columns) or first_twice(tuple(p.text for p in placed))
    if double is not None:
        raise ContentError(
            where, "text-twice", f"Le texte « {double} » est donné deux fois.", "Gardez-en un seul."
        )
    return Pairing(placed, columns)


def _placed(entry: Mapping[str, Any], letter: str, columns: tuple[str, ...], where: str) -> Placed:
    column = text(entry, "column", where)
    if column not in columns:
        raise ContentError(
            where,
            "unknown-column",
            f"La ligne {letter} va dans « {column} », qui n'est pas une colonne.",
            f"Colonnes de la question : {', '.join(columns)}.",
        )
    return Placed(
        letter,
        text(entry, "text", where),
        str(columns.index(column) + 1),
        feedback(entry, where, f"La ligne {letter}"),
        _if_wrong(entry, letter, columns, column, where),
    )


def _if_wrong(
    entry: Mapping[str, Any], letter: str, columns: tuple[str, ...], column: str, where: str
) -> dict[str, str]:
    """Read what is told of a wrong column: one text for all, or one for each."""
    value, name = entry.get("if_wrong"), f"La ligne {letter}"
    if not isinstance(value, Mapping):
        return {"": feedback(entry, where, name, "if_wrong")}
    others = [title for title in columns if title != column]
    expect_keys(value, frozenset(others), where, f"{name}, if_wrong")
    return {str(columns.index(title) + 1): feedback(value, where, name, title) for title in others}


def _face(body: Pairing) -> Face:
    return replace(pairing.face(body), targets_stay=True)


def _texts(body: Pairing) -> tuple[str, ...]:
    return (*body.targets, *pairing.told(body))


_VALID: dict[str, Any] = {
    "id": "exemple-c01",
    "type": "classification",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Quelles valeurs sont prêtes à être publiées ?",
    "columns": ["Prête", "À corriger"],
    "entries": [
        {
            "text": "`2026-10-15`",
            "column": "Prête",
            "feedback": "La date suit la norme ISO 8601.",
            "if_wrong": "L'année, le mois et le jour y sont, dans l'ordre de la norme.",
        },
        {
            "text": "`15/10/26`",
            "column": "À corriger",
            "feedback": "L'année n'a que deux chiffres, et le jour vient en premier.",
            "if_wrong": "Qui saura si 26 est le jour ou l'année ?",
        },
    ],
}
_ENTRIES: list[dict[str, Any]] = _VALID["entries"]
_THREE = {
    **_VALID,
    "columns": ["Prête", "À corriger", "Perdue"],
    "entries": [
        {**_ENTRIES[0], "if_wrong": {"À corriger": "Elle suit la norme.", "Perdue": "Tout y est."}},
        _ENTRIES[1],
    ],
}

TYPE = ItemType(
    name="classification",
    how="Rangez chaque ligne dans une colonne.",
    credit="Chaque ligne bien rangée rapporte.",
    keys=frozenset({"columns", "entries"}),
    read=_read,
    face=_face,
    accept=pairing.accept,
    mark=pairing.mark,
    expected=pairing.expected,
    texts=_texts,
    valid=(_VALID, _THREE),
    invalid=(
        ({**_VALID, "columns": ["Prête"]}, "bad-columns"),
        ({**_VALID, "columns": [f"Colonne {n}" for n in range(9)]}, "bad-columns"),
        ({**_VALID, "columns": ["Prête", "À corriger", "Prête"]}, "text-twice"),
        ({**_VALID, "columns": "Prête"}, "bad-value"),
        ({**_VALID, "entries": [_ENTRIES[0], _ENTRIES[0]]}, "text-twice"),
        ({**_VALID, "entries": _ENTRIES[:1]}, "too-few-answers"),
        ({**_VALID, "entries": [{**e, "column": "Perdue"} for e in _ENTRIES]}, "unknown-column"),
        ({**_VALID, "entries": [{**e, "if_wrong": ""} for e in _ENTRIES]}, "missing-feedback"),
        ({**_THREE, "entries": [{**e, "if_wrong": {}} for e in _ENTRIES]}, "missing-feedback"),
        (
            {**_VALID, "entries": [{**e, "if_wrong": {"Perdue": "Non."}} for e in _ENTRIES]},
            "unknown-key",
        ),
    ),
)

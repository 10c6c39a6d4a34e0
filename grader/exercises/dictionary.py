"""``dictionary``: a small file of which no schema exists; its dictionary is to be written.

What is checked can be had for sure: the type that the cells have, cells that are empty, an example
that fits, a description that is more than the name, a unit where one is needed. Each check counts
alike, but those of a column that is not described: who copies names and examples has said nothing
of what the cells mean. The last dictionary that was checked is the one that counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError, RefusedError
from grader.exercises.dictionary_facts import FILE, NO, TYPES, YES, FileFacts, facts_of, fits
from grader.exercises.fields import sandbox_file
from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    DICTIONARY,
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.quiz.fields import expect_keys, texts
from grader.quiz.model import Item
from grader.typography import plural

#: Key of ``Exercise.settings``: what is expected, by column.
EXPECTED = "expected"
#: What is said of a column, and how many characters each may have.
FIELDS: Mapping[str, int] = {
    "description": 300, "type": 16, "unit": 60, "empty": 3, "example": 120
}  # fmt: skip
MOST_COLUMNS = 12
_LEAST_WORDS = 3
#: Words that can be said of any column, whatever is in it.
_SAYING_NOTHING = {
    "la", "le", "les", "l", "un", "une", "des", "de", "du", "d", "ce", "cette", "est", "c", "et",
    "ou", "pour", "dans", "par", "à", "champ", "champs", "colonne", "colonnes", "contient",
    "contenu", "correspond", "donnée", "données", "description", "fichier", "information",
    "informations", "nom", "nommée", "appelée", "tableau", "valeur", "valeurs", "voir",
}  # fmt: skip


@dataclass(frozen=True)
class ExpectedColumn:
    """What a dictionary has to say of a column.

    Attributes:
        types: types that suit, by their names in Table Schema.
        units: words of which one is its unit or format; none where it needs none.
    """

    types: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class ColumnCheck:
    """One check of one column: whether it is right, and what to tell where it is not."""

    column: str
    field: str
    right: bool
    message: str


def words_in(data: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Take the dictionary of an event.

    Args:
        data: of the event; ``columns`` may hold anything.

    Raises:
        RefusedError: it is no dictionary.
    """
    given = data.get("columns")
    if not isinstance(given, Mapping) or len(given) > MOST_COLUMNS or not all(
        isinstance(name, str) and isinstance(said, Mapping) and said.keys() == FIELDS.keys()
        and all(isinstance(v, str) and len(v) <= FIELDS[k] for k, v in said.items())
        for name, said in given.items()
    ):  # fmt: skip
        raise RefusedError(
            "foreign-answers",
            "Le dictionnaire reçu n'est pas celui de cet exercice.",
            "Rechargez la page, puis demandez de nouveau « Vérifier mon dictionnaire ».",
        )
    return given


def is_blank(said: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether nothing is written in a dictionary: it is then not begun.

    Args:
        said: what was written, by column.
    """
    return not any(value.strip() for one in said.values() for value in one.values())


def checks(exercise: Exercise, said: Mapping[str, Mapping[str, str]]) -> tuple[ColumnCheck, ...]:
    """Check a dictionary, column by column.

    Args:
        exercise: an exercise on a dictionary.
        said: what she wrote, by column; one that is missing is as if nothing were written.

    Raises:
        UnusableFileError: the file of the exercise is no table.
    """
    facts = facts_of(exercise)
    nothing = dict.fromkeys(FIELDS, "")
    every = {name: said.get(name, nothing) for name in facts.header}
    found: list[ColumnCheck] = []
    for name, expected in exercise.settings[EXPECTED].items():
        others = [one["description"] for other, one in every.items() if other != name]
        for field, wrong in _wrongs(name, expected, facts, every[name], others):
            found.append(ColumnCheck(name, field, not wrong, wrong))
    return tuple(found)


def _wrongs(
    name: str,
    expected: ExpectedColumn,
    facts: FileFacts,
    said: Mapping[str, str],
    others: list[str],
) -> Iterator[tuple[str, str]]:
    """Give each field with what is wrong in it, or ""."""
    yield "description", _about_description(name, said["description"], others)
    kind = said["type"]
    if kind in expected.types:
        yield "type", ""
    elif not kind:
        yield "type", "choisissez un type."
    elif all(fits(kind, value) for value in facts.values(name)):
        yield "type", f"« {TYPES[kind]} » se lit, mais ne dit pas assez ce que sont ces valeurs."
    else:
        yield "type", "ce type ne convient pas à toutes les valeurs de la colonne."
    if expected.units:
        right = _folded(said["unit"]) in map(_folded, expected.units)
        yield "unit", "" if right else (
            "ce n'est pas l'unité ou le format attendu : relisez les valeurs." if said["unit"]
            else "dites l'unité, ou le format : sans elle, un nombre ou une date est ambigu."
        )  # fmt: skip
    blank = YES if facts.has_blank(name) else NO
    if said["empty"] == blank:
        yield "empty", ""
    elif not said["empty"]:
        yield "empty", "dites si une cellule peut être vide."
    else:
        yield "empty", (
            "une cellule au moins est vide dans le fichier." if blank == YES
            else "aucune cellule n'est vide dans le fichier."
        )  # fmt: skip
    example = said["example"].strip()
    suits = example in facts.values(name) or any(fits(one, example) for one in expected.types)
    if not example or example == name:
        yield "example", "donnez un exemple de valeur."
    else:
        yield "example", "" if suits else "cet exemple n'a pas la forme des valeurs du fichier."


def _about_description(name: str, written: str, others: list[str]) -> str:
    # « Date d'ouverture » says as much as three words do.
    words = re.findall(r"\w+", written)
    if not words:
        return "écrivez une description."
    if len(words) < _LEAST_WORDS or _says_nothing(name, written):
        return "décrivez en quelques mots ce que contient la colonne, sans répéter son nom."
    if _folded(written) in map(_folded, others):
        return "cette description est aussi celle d'une autre colonne."
    return ""


def _says_nothing(name: str, written: str) -> bool:
    """Tell whether a description is the name again, alone or in « la colonne … du fichier »."""
    said = re.sub(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", " ", written.casefold())
    words = set(re.findall(r"\w+", said))
    return _folded(written) == _folded(name) or words <= _SAYING_NOTHING


def _folded(written: str) -> str:
    return " ".join(written.casefold().replace("_", " ").replace("\u00a0", " ").split())


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Count the checks that the last dictionary passes."""
    last = response.last_scored(DICTIONARY)
    more = after_solution(response, "écrivez")
    if last is None:
        return outcome(exercise, NOT_ATTEMPTED, 0, *more)
    try:
        said = words_in(last.data)
    except RefusedError as error:
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", str(error)), *more)
    if is_blank(said):
        return outcome(exercise, NOT_ATTEMPTED, 0, *more)
    found = checks(exercise, said)
    mute = [one.column for one in found if one.field == "description" and not one.right]
    right = sum(one.right for one in found if one.column not in mute)
    told = [Feedback("wrong", f"{one.column} : {one.message}") for one in found if not one.right]
    if not told:
        good = Feedback("good", "Chaque colonne est décrite : ce dictionnaire peut servir.")
        return outcome(exercise, PASSED, exercise.points, good, *more)
    summary = [Feedback("info", f"Vérifications réussies : {right} sur {len(found)}.")]
    if mute:
        what = plural(len(mute), "colonne n'est pas décrite", "colonnes ne sont pas décrites")
        summary.append(Feedback("wrong", f"{what} : sans description, rien n'y compte."))
    status = PARTIAL if right else FAILED
    points = exercise.points * right / len(found)
    return outcome(exercise, status, min(points, exercise.points - 0.01), *summary, *told, *more)


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    declared = raw.get("expected")
    if not isinstance(declared, Mapping) or not 1 <= len(declared) <= MOST_COLUMNS:
        raise ContentError(
            where,
            "bad-value",
            f"Ce qui est attendu (expected) se dit par colonne, {MOST_COLUMNS} au plus.",
            "Écrivez « expected: {SURFACE: {types: [number], units: [m²]}} ».",
        )
    expected = {str(name): _column(one, where) for name, one in declared.items()}
    return (), {FILE: sandbox_file(raw, "file", where, around.sandbox), EXPECTED: expected}


def _column(raw: Any, where: str) -> ExpectedColumn:
    expect_keys(raw, {"types", "units"}, where, "Une colonne")
    types = texts(raw, "types", where, least=1)
    if not set(types) <= TYPES.keys():
        raise ContentError(
            where,
            "bad-type",
            f"Un des types « {', '.join(types)} » n'est pas proposé.",
            f"Types : {', '.join(TYPES)}.",
        )
    return ExpectedColumn(types, texts(raw, "units", where))


_VALID: dict[str, Any] = {
    "id": "dictionnaire-du-registre",
    "kind": DICTIONARY,
    "title": "Le dictionnaire du registre",
    "points": 3,
    "statement": "Décrivez chaque colonne.",
    "file": "communes/exemple/registre.csv",
    "expected": {"ID": {"types": ["string"]}, "MONTANT": {"types": ["number"], "units": ["€"]}},
}
KIND = Kind(
    name=DICTIONARY,
    keys=frozenset({"file", "expected"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "hints": ["Triez la colonne."]}),
    invalid=(
        ({**_VALID, "file": "communes/exemple/absent.csv"}, "missing-file"),
        ({**_VALID, "expected": None}, "bad-value"),
        ({**_VALID, "expected": {}}, "bad-value"),
        ({**_VALID, "expected": {f"C{n}": {"types": ["string"]} for n in range(13)}}, "bad-value"),
        ({**_VALID, "expected": {"ID": {"types": []}}}, "missing-key"),
        ({**_VALID, "expected": {"ID": {"types": ["text"]}}}, "bad-type"),
        ({**_VALID, "expected": {"ID": {"types": ["string"], "key": "x"}}}, "unknown-key"),
    ),
)

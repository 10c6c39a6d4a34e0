"""From what a notebook hands to ``grader.check`` to what the exercise takes.

============== ==========================================================================
kind           what is handed
============== ==========================================================================
mend_file,     a path, or a table of pandas or polars
own_file
quiz, case     ``{"prep-q01": ["a", "c"]}``: letters of the question as ``quiz.yml`` has them
duties         ``{"rule": "required"}``: ``required``, ``advised`` or ``not_applicable``
anonymise      ``{"roles": {...}, "recipe": [...]}``
chart          ``{"spec": {...}, "title": "...", "alternative": "..."}``
redact         passages as they stand in the act (each once), or ``[start, end, reason]``
dictionary     ``{"COLUMN": {...}}``: what is said of each column
rows           numbers of the rows that the schema refuses, from 1: ``[2, 5]``
dialogue       ``{"turn": "a"}``: replies in order, as ``exercises.yml`` has them
publish        the identifier of a record: the server alone looks at it
============== ==========================================================================
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.atelier import drawn_rows
from grader.atelier.blank import is_blank
from grader.atelier.frames import frame_bytes, is_frame
from grader.errors import RefusedError
from grader.exercises.model import (
    ANONYMISE,
    CASE,
    CHART,
    DIALOGUE,
    DICTIONARY,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    ROWS,
    Exercise,
)
from grader.settings import Bounds

#: Names of events (``grader.exercises.model.Event``).
FILE, ANSWER, RECIPE, REPLY, REDACTION = "file", "answer", "recipe", "reply", "redaction"


@dataclass(frozen=True)
class Given:
    """What was handed, in the form that the exercise takes.

    Attributes:
        events: (kind, data) of each event to record; a file is named by its hash.
        path: the file, for an exercise on a file.
        schema: ``id@version`` chosen, or "".
    """

    events: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    path: Path | None = None
    schema: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def given(
    exercise: Exercise, value: Any, folder: Path, *, schema: str = "", sheet: str = ""
) -> Given | None:
    """Read what a notebook hands to an exercise.

    Args:
        exercise: which exercise.
        value: see the module; may be anything.
        folder: where a table is written as a file.
        schema: ``id@version``, for an exercise on one's own file.
        sheet: the sheet of a workbook that is to be read, where it has several.

    Returns:
        what it makes, or None where nothing was begun.

    Raises:
        RefusedError: it is not what the exercise takes; the message says what is.
    """
    if is_blank(value):
        return None
    if exercise.takes_file:
        return _file(exercise, value, folder, schema, sheet)
    if is_frame(value):
        raise RefusedError(
            "not-a-file-exercise",
            "Cet exercice ne prend pas de tableau.",
            _TAKES.get(exercise.kind, ""),
        )
    return _READERS[exercise.kind](exercise, value)


_TAKES = {
    QUIZ: 'Donnez un dictionnaire, une réponse par question : {"prep-q01": ["a"]}.',
    CASE: 'Donnez un dictionnaire, une réponse par étape : {"prep-c01": ["b"]}.',
    DUTIES: 'Donnez un dictionnaire, une réponse par obligation : {"regle": "required"}.',
    ANONYMISE: 'Donnez un dictionnaire : {"roles": {...}, "recipe": [...]}.',
    CHART: 'Donnez un dictionnaire : {"spec": {...}, "title": ..., "alternative": ...}.',
    REDACT: "Donnez la liste des passages à cacher, recopiés de l'acte.",
    DICTIONARY: "Donnez un dictionnaire, une description par colonne.",
    DIALOGUE: 'Donnez un dictionnaire, une réplique par tour : {"debut": "a"}.',
    ROWS: drawn_rows.TAKES,
    PUBLISH: "Donnez l'identifiant de votre fiche sur le portail.",
}


def _file(exercise: Exercise, value: Any, folder: Path, schema: str, sheet: str) -> Given | None:
    bounds = Bounds()
    if is_frame(value):
        data = frame_bytes(value, bounds)
        path = folder / f"{exercise.id.rpartition('/')[2]}.csv"
        path.write_bytes(data)
    else:
        if not isinstance(value, str | os.PathLike):
            raise RefusedError(
                "not-a-file",
                "Cet exercice prend un fichier ou un tableau.",
                "Donnez son chemin, par exemple « corrige.csv », ou un DataFrame.",
            )
        path = Path(value).expanduser()
        try:
            readable = path.is_file()
        except (OSError, ValueError):
            readable = False
        if not readable:
            raise RefusedError(
                "no-such-file",
                f"Le fichier « {Path(str(value)[:120]).name} » n'existe pas à cet endroit.",
                "Vérifiez son nom et son dossier, puis recommencez.",
            )
        if path.stat().st_size > bounds.upload_bytes:
            raise RefusedError(
                "file-too-big",
                "Ce fichier est trop volumineux pour un exercice.",
                "Déposez un extrait : quelques centaines de lignes suffisent.",
            )
        data = path.read_bytes()
    if not data:
        raise RefusedError("empty-file", "Le fichier est vide.", "Enregistrez-le de nouveau.")
    chosen = _schema(exercise, schema)
    sha256 = hashlib.sha256(data).hexdigest()
    event = {"sha256": sha256, "name": path.name, "schema": chosen}
    if sheet:
        event["sheet"] = sheet
    return Given(((FILE, event),), path, chosen)


def _schema(exercise: Exercise, schema: str) -> str:
    known = [str(one) for one in exercise.settings.get("schemas", ())]
    if not known:
        return ""
    if schema in known:
        return schema
    if not schema and len(known) == 1:
        return known[0]
    raise RefusedError(
        "which-schema",
        "Dites quel modèle de fichier vous suivez.",
        f'Ajoutez « schema="{known[0]}" ». Modèles proposés : {", ".join(known)}.',
    )


def _mapping(exercise: Exercise, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise RefusedError(
            "not-an-answer",
            "Ce n'est pas ce que cet exercice attend.",
            _TAKES.get(exercise.kind, ""),
        )
    return {key: one for key, one in value.items() if not is_blank(one)}


def _letters(value: Any) -> list[str]:
    chosen = [value] if isinstance(value, str) else value
    if not isinstance(chosen, Iterable) or isinstance(chosen, Mapping):
        raise _unreadable()
    letters = [str(one) if isinstance(one, int | float) else one for one in chosen]
    if not all(isinstance(one, str) for one in letters):
        raise _unreadable()
    return letters


def _unreadable() -> RefusedError:
    return RefusedError(
        "bad-answer",
        "Une réponse ne se lit pas.",
        'Écrivez une lettre, « "a" », ou une liste de lettres, « ["a", "c"] ».',
    )


def _answers(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    known = {item.id for item in exercise.items}
    if unknown := [name for name in found if name not in known]:
        raise RefusedError(
            "unknown-item",
            f"Cet exercice n'a pas de question « {unknown[0][:60]} ».",
            f"Ses questions : {', '.join(sorted(known))}.",
        )
    events = [(ANSWER, {"item": name, "chosen": _letters(one)}) for name, one in found.items()]
    return Given(tuple(events)) if events else None


def _duties(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    known = [duty.rule.id for duty in exercise.settings["expected"]]
    if unknown := [name for name in found if name not in known]:
        raise RefusedError(
            "unknown-duty",
            f"Cet exercice ne demande pas l'obligation « {unknown[0][:60]} ».",
            f"Obligations demandées : {', '.join(known)}.",
        )
    return Given(((DUTIES, {"answers": dict(found)}),), data=found) if found else None


def _recipe(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    if not found:
        return None
    data = {"roles": found.get("roles"), "recipe": found.get("recipe")}
    return Given(((RECIPE, data),), data=data)


def _chart(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    if not found:
        return None
    data = {name: found.get(name) for name in ("spec", "title", "alternative")}
    return Given(((CHART, data),), data=data)


def _dictionary(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    return Given(((DICTIONARY, {"columns": dict(found)}),), data=found) if found else None


def _redaction(exercise: Exercise, value: Any) -> Given | None:
    from grader.exercises.redact_key import given_document, places_of

    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise RefusedError(
            "not-an-answer", "Ce n'est pas ce que cet exercice attend.", _TAKES[REDACT]
        )
    text = given_document(exercise.settings["file"]).text
    spans: list[list[Any]] = []
    for one in value:
        if is_blank(one):
            continue
        if not isinstance(one, str):
            spans.append(list(one) if isinstance(one, tuple | list) else [one])
            continue
        places = list(places_of(one, text))
        if not places:
            raise RefusedError(
                "unknown-passage",
                f"L'acte ne contient pas « {one[:60]} ».",
                "Recopiez le passage tel qu'il est dans le document.",
            )
        spans += [[start, start + len(one), ""] for start in places]
    return Given(((REDACTION, {"spans": spans}),), data={"spans": spans}) if spans else None


def _dialogue(exercise: Exercise, value: Any) -> Given | None:
    found = _mapping(exercise, value)
    events = [(REPLY, {"turn": turn, "reply": letter}) for turn, letter in found.items()]
    return Given(tuple(events)) if events else None


def _publish(exercise: Exercise, value: Any) -> Given | None:
    if not isinstance(value, str) or not 0 < len(value) <= 120:
        raise RefusedError(
            "not-an-answer", "Ce n'est pas ce que cet exercice attend.", _TAKES[exercise.kind]
        )
    return Given(data={"record": value})


def _rows(_exercise: Exercise, value: Any) -> Given | None:
    places = drawn_rows.places_given(value)
    # Which rows these are, only who drew them knows: see ``desk`` and the server.
    return Given(data={"places": places}) if places else None


_READERS = {
    QUIZ: _answers,
    CASE: _answers,
    DUTIES: _duties,
    ANONYMISE: _recipe,
    CHART: _chart,
    REDACT: _redaction,
    DIALOGUE: _dialogue,
    DICTIONARY: _dictionary,
    PUBLISH: _publish,
    ROWS: _rows,
}

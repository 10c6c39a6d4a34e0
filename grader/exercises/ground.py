"""What lies around a file to anonymise: what an attacker has, and what the file is wanted for.

An exercise declares it; the page « Anonymiser un fichier » has one for its fictional example, and
an empty one for a file of one's own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.errors import ContentError
from grader.exercises.fields import sandbox_file
from grader.exercises.model import Exercise
from grader.privacy.model import DIRECT, QUASI, ROLES, SENSITIVE
from grader.privacy.utility_uses import Use
from grader.quiz.fields import texts

#: The fictional file of the page, relative to the sandbox.
EXAMPLE = "communes/val-ouvert/anonymiser/aides.csv"
_BESIDE = Path(EXAMPLE).parent

_USE = "Écrivez par exemple « {question: …, by: {ADRESSE: {by: place, level: 2}}} »."
#: What the example is wanted for, as an exercise would declare it.
_EXAMPLE_USES: tuple[Mapping[str, Any], ...] = (
    {
        "question": "Peut-on encore compter les aides de chaque sorte par quartier ?",
        "by": {"ADRESSE": {"by": "place", "level": 2}, "TYPE_AIDE": None},
    },
    {
        "question": "Peut-on encore suivre le montant des aides selon l'âge, à dix ans près ?",
        "by": {"DATE_NAISSANCE": {"by": "birth", "level": 4}},
        "value": "MONTANT",
    },
)


@dataclass(frozen=True)
class Ground:
    """What lies around a file.

    Attributes:
        roles: column to role, what a right reading gives; {} where nobody knows.
        public: file that an attacker has, or None.
        match: column of the public file to column of the file.
        person: columns of the public file that name somebody.
        earlier: an earlier publication of the same file, or None.
        places: streets of the commune, or None.
        uses: what the file is wanted for.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    public: Path | None = None
    match: Mapping[str, str] = field(default_factory=dict)
    person: tuple[str, ...] = ()
    earlier: Path | None = None
    places: Path | None = None
    uses: tuple[Use, ...] = ()

    def quasi(self) -> tuple[str, ...]:
        """Give the columns that narrow a search."""
        return self._of(QUASI)

    def sensitive(self) -> tuple[str, ...]:
        """Give the columns of which nothing should be learnt."""
        return self._of(SENSITIVE)

    def direct(self) -> tuple[str, ...]:
        """Give the columns that name somebody."""
        return self._of(DIRECT)

    def _of(self, role: str) -> tuple[str, ...]:
        return tuple(label for label, one in self.roles.items() if one == role)


def ground_of(exercise: Exercise) -> Ground:
    """Give what lies around the file of an exercise.

    Args:
        exercise: of the kind ``anonymise``.
    """
    ground: Ground = exercise.settings["ground"]
    return ground


def example_ground(sandbox: Path) -> Ground:
    """Give what lies around the fictional file of the page.

    Args:
        sandbox: folder of the fictional commune's files.
    """
    folder = sandbox / _BESIDE
    return Ground(
        public=folder / "club.csv",
        match={"SEXE": "SEXE", "NAISSANCE": "DATE_NAISSANCE", "VOIE": "ADRESSE"},
        person=("PRENOM", "NOM"),
        earlier=folder / "aides-trimestre.csv",
        places=folder / "voies.csv",
        uses=tuple(map(Use.from_declaration, _EXAMPLE_USES)),
    )


def read_ground(raw: Mapping[str, Any], where: str, sandbox: Path) -> tuple[Path, Ground]:
    """Take the file of a declaration, and what lies around it.

    Args:
        raw: the declaration.
        where: ``file:line``, for messages.
        sandbox: folder of the fictional commune's files.

    Raises:
        ContentError: a key is missing or ill-typed, or names what does not exist.
    """
    file = sandbox_file(raw, "file", where, sandbox)
    public, earlier, places = (
        sandbox_file(raw, key, where, sandbox) if key in raw else None
        for key in ("public", "earlier", "places")
    )
    columns = header_of(file)
    theirs = header_of(public) if public else ()
    match = _texts_by_text(raw, "match", where)
    person = texts(raw, "person", where, least=1 if public else 0)
    _known((*match, *person), theirs, where, "public")
    _known(match.values(), columns, where, "file")
    if public and not match:
        raise _missing(where, "match")
    ground = Ground(
        roles=_roles(raw, where, columns),
        public=public,
        match=match,
        person=person,
        earlier=earlier,
        places=places,
        uses=tuple(_use(one, where, columns) for one in _list(raw, "uses", where)),
    )
    return file, ground


def header_of(path: Path) -> tuple[str, ...]:
    """Give the names of the columns of one of our own files: UTF-8, one line of names.

    Args:
        path: the file.
    """
    status = path.stat()
    return _header(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _header(path: Path, _changed: int, _size: int) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        line = stream.readline()
    delimiter = max(",;\t", key=line.count)
    return tuple(next(csv.reader([line], delimiter=delimiter), ()))


def _roles(raw: Mapping[str, Any], where: str, columns: tuple[str, ...]) -> Mapping[str, str]:
    roles = _texts_by_text(raw, "roles", where)
    _known(roles, columns, where, "file")
    wrong = next((role for role in roles.values() if role not in ROLES), None)
    if wrong is not None:
        raise ContentError(
            where,
            "bad-value",
            f"Le rôle « {wrong} » n'existe pas.",
            f"Rôles connus : {', '.join(ROLES)}.",
        )
    if QUASI not in roles.values():
        raise _missing(where, "roles")
    return roles


def _use(raw: Any, where: str, columns: tuple[str, ...]) -> Use:
    try:
        return Use.from_declaration(raw, columns)
    except ValueError as error:
        raise ContentError(where, "bad-use", f"Un usage est mal déclaré. {error}", _USE) from error


def is_share(value: Any) -> bool:
    """Tell whether a value of a declaration is a part of a whole, 0 to 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _list(raw: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise _ill(where, key, "[{…}, {…}]")
    return value


def _texts_by_text(raw: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    value = raw.get(key, {})
    if not isinstance(value, Mapping) or not all(
        isinstance(one, str) for pair in value.items() for one in pair
    ):
        raise _ill(where, key, "{PREMIER: deuxième}")
    return dict(value)


def _known(labels: Iterable[str], columns: tuple[str, ...], where: str, key: str) -> None:
    unknown = next((label for label in labels if label not in columns), None)
    if unknown is not None:
        raise ContentError(
            where,
            "unknown-column",
            f"La colonne « {unknown} » n'est pas dans le fichier nommé par « {key} ».",
            f"Ses colonnes : {', '.join(columns) or 'aucune'}.",
        )


def _ill(where: str, key: str, example: str) -> ContentError:
    return ContentError(
        where,
        "bad-value",
        f"La valeur de « {key} » n'est pas bien formée.",
        f"Écrivez par exemple « {key}: {example} ».",
    )


def _missing(where: str, key: str) -> ContentError:
    return ContentError(
        where, "missing-key", f"La clé « {key} » manque ou est vide.", f"Ajoutez « {key}: … »."
    )

"""Checks made when an object is saved: refusals of shape B, one text a field.

Organisations, reuses, discussions and contacts are read so; datasets and resources by a form.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from grader.publication.documents import Document, Kind
from grader.publication.portal import Portal, moment, parse_moment
from grader.publication.problems import Problem, model_problem, simple_problem
from grader.publication.rights import own_or_join
from grader.publication.slugs import clean_tags

#: What the real one answers for a field that is not there, or is empty.
REQUIRED = "Field is required"

_SCHEMES = ("http", "https", "ftp", "ftps")
_TOLD = {REQUIRED: "est obligatoire"}


class Checks:
    """Reads the fields of a body, and keeps what is wrong until ``close``.

    Args:
        model: as the real one names what is saved: ``Organization``.
        body: what was sent.
        stored: what is kept; None while it is being created. An absent field keeps its value.
    """

    def __init__(self, model: str, body: Document, stored: Document | None) -> None:
        self.model = model
        self.body = body
        self.stored = stored or {}
        self.errors: dict[str, Any] = {}
        self._told: list[str] = []

    def refuse(self, field: str, error: Any, told: str) -> None:
        """Keep that a field is refused; the first reason is the one that is said.

        Args:
            field: its name.
            error: as the real one says it; a text, or an object where fields nest.
            told: end of a French sentence that begins with the field.
        """
        if field not in self.errors:
            self.errors[field] = error
            self._told.append(f"« {field} » {told}.")

    def text(self, field: str, *, required: bool = False, longest: int | None = None) -> str | None:
        """Read a text.

        Args:
            field: its name.
            required: whether it must be there and hold something.
            longest: in characters; None for as many as one likes.
        """
        value = self.body.get(field, self.stored.get(field))
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "" or (isinstance(value, str) and not value.strip()):
            if required:
                self.refuse(field, REQUIRED, _TOLD[REQUIRED])
            return None
        if not isinstance(value, str):
            self.refuse(field, "StringField only accepts string values", "doit être un texte")
            return None
        if longest is not None and len(value) > longest:
            self.refuse(
                field, "String value is too long", f"dépasse {longest} caractères : raccourcissez"
            )
        return value

    def choice(self, field: str, choices: Collection[str], *, required: bool = False) -> str | None:
        """Read one word of a closed list."""
        value = self.text(field, required=required)
        if value is not None and value not in choices and field not in self.errors:
            listed = "', '".join(choices)
            self.refuse(
                field,
                f"Value must be one of ['{listed}']",
                f"n'a que ces valeurs : {', '.join(choices)}",
            )
        return value

    def address(self, field: str, *, required: bool = False) -> str | None:
        """Read a web address."""
        value = self.text(field, required=required)
        if value is not None and not is_web_address(value):
            self.refuse(
                field,
                f'URL invalide "{value}"',
                "doit être une adresse complète, qui commence par https://",
            )
        return value

    def tags(self) -> list[str]:
        """Read the tags; absent, they are kept, unlike those of a dataset."""
        if "tags" not in self.body:
            return list(self.stored.get("tags", []))
        try:
            return clean_tags(self.body["tags"])
        except Problem as problem:
            self._take(problem)
            return []

    def owner(self, portal: Portal) -> tuple[str | None, str | None]:
        """Read to which organisation or person the object belongs."""
        try:
            return own_or_join(portal, self.body, self.stored or None)
        except Problem as problem:
            if problem.status != 400:
                raise
            self._take(problem)
            return None, None

    def _take(self, problem: Problem) -> None:
        """Take over what a form refuses: a list of texts becomes a text."""
        for field, texts in problem.body["errors"].items():
            self.errors.setdefault(field, texts[0])
        self._told.append(problem.explanation)

    def extras(self) -> Document:
        """Read the free extras; null empties them."""
        value = self.body.get("extras", self.stored.get("extras")) or {}
        if not isinstance(value, dict):
            self.refuse(
                "extras",
                "Only dictionaries may be used in a DictField",
                "doit être un objet : des noms et des valeurs entre accolades",
            )
            return {}
        return value

    def close(self) -> None:
        """Refuse the whole body if any field was.

        Raises:
            Problem: shape B.
        """
        if self.errors:
            raise model_problem(
                self.errors,
                " ".join(self._told),
                validation_message(self.model, self.stored.get("id"), self.errors),
            )


def validation_message(model: str, identifier: str | None, errors: Document) -> str:
    """Write the ``message`` of a refusal of shape B.

    >>> validation_message("Organization", None, {"description": "Field is required"})
    "ValidationError (Organization:None) (Field is required: ['description'])"
    """
    fields: dict[str, list[str]] = {}
    for field, error in errors.items():
        while isinstance(error, dict):
            error = next(iter(error.values()))  # noqa: PLW2901 - down to the text
        fields.setdefault(str(error), []).append(field)
    told = " ".join(f"{error}: {names}" for error, names in fields.items())
    return f"ValidationError ({model}:{identifier}) ({told})"


def is_web_address(text: str) -> bool:
    """Say whether a text is a whole address, with a host, that a browser may open."""
    if not text.isprintable() or any(sign.isspace() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in _SCHEMES and bool(parts.hostname)
    except ValueError:
        return False


def as_boolean(value: Any) -> bool:
    """Read a boolean as the real forms do: only ``false``, ``"false"``, empty and null are not."""
    return value not in (False, None, "", "false", "False", 0, [])


def read_deleted(body: Document, stored: Document) -> str | None:
    """Read the ``deleted`` of a body: null restores, absent keeps, a date is kept as a moment."""
    value = body.get("deleted", stored.get("deleted"))
    if not isinstance(value, str) or not value:
        return None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return stored.get("deleted")
    return moment(parse_moment(value))


def check_room(portal: Portal, kind: Kind) -> None:
    """Refuse one object more than a sandbox takes.

    Raises:
        Problem: there are as many as it takes (400).
    """
    if len(portal.catalogue.all(kind)) >= portal.limits.objects:
        raise full_sandbox(portal.limits.objects)


def full_sandbox(limit: int) -> Problem:
    """Make the refusal of one object more than a sandbox takes."""
    return simple_problem(
        400,
        f"This sandbox holds {limit} objects of that kind already.",
        f"Cet espace du bac à sable contient déjà {limit} objets de cette sorte, le plus qu'il "
        "accepte. Supprimez ce qui ne sert plus, ou videz votre espace.",
    )

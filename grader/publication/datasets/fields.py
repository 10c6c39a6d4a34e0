"""Reading single fields of a record's form: what is accepted, and how it is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from grader.publication.portal import moment, parse_moment

REQUIRED = "Ce champ est requis."
BAD_CHOICE = "N'est pas un choix valide."
BAD_TYPE = "Unsupported data type"
BAD_MOMENT = "N'est pas une date/heure valide."

#: What a boolean field takes for false; any other text is true, even « non ».
_FALSE = (False, "false", "")


class RefusedField(Exception):  # noqa: N818 - a refusal, not a fault
    """A field that its form refuses.

    Args:
        errors: list of texts, or what nests below the field.
        explanation: what to do, in plain French.
        model: name of the field that the model refuses (shape B), or "" for the form's (A).
    """

    def __init__(self, errors: Any, explanation: str, *, model: str = "") -> None:
        super().__init__(str(errors))
        self.errors = errors
        self.explanation = explanation
        self.model = model


def text(value: Any) -> str | None:
    """Read a text; a number is turned into text, nothing is None.

    Raises:
        RefusedField: it is an object or a list.
    """
    if isinstance(value, dict | list):
        raise RefusedField([BAD_TYPE], "Il attend un texte, entre guillemets.")
    return None if value is None else str(value)


def bounded_text(value: Any, longest: int) -> str | None:
    """Read a text that may be missing; an empty one is None.

    Args:
        value: as it came.
        longest: characters.

    Raises:
        RefusedField: too long, or no text.
    """
    read = text(value) or None
    if read is not None and len(read) > longest:
        raise RefusedField(
            [f"Le champ ne peut pas contenir plus de {longest} caractères."],
            f"Raccourcissez ce texte à {longest} caractères, ou déplacez le détail dans la "
            "description.",
        )
    return read


def required_text(value: Any, longest: int) -> str:
    """Read a text that must be there and not blank; it is not trimmed.

    Raises:
        RefusedField: missing, blank, too long, or no text.
    """
    read = bounded_text(value, longest)
    if read is None or not read.strip():
        raise RefusedField([REQUIRED], "Il est obligatoire et ne peut pas être vide.")
    return read


def boolean(value: Any) -> bool:
    """Read a boolean as the real form does: any text but « false » and the empty one is true."""
    if value is None or value in ([], {}):
        return False
    return value not in _FALSE


def moment_or_none(value: Any) -> str | None:
    """Read a date or a moment; one without a zone is in UTC.

    Raises:
        RefusedField: it cannot be read.
    """
    if value is None or value == "":
        return None
    try:
        return moment(parse_moment(value))
    except (TypeError, ValueError, OverflowError) as error:
        raise RefusedField(
            [BAD_MOMENT],
            "Écrivez la date comme 2026-01-31, ou 2026-01-31T12:00:00+00:00 avec l'heure.",
        ) from error


def choice(value: Any, choices: Any) -> str:
    """Read one word of a closed list.

    Args:
        value: as it came.
        choices: what holds the words.

    Raises:
        RefusedField: it is none of them.
    """
    if not isinstance(value, str) or value not in choices:
        raise RefusedField([BAD_CHOICE], f"Valeurs admises : {', '.join(sorted(choices))}.")
    return value


def day(value: Any) -> str:
    """Read a plain date, or the date of a moment.

    Returns:
        ``YYYY-MM-DD``.

    Raises:
        ValueError: it is no date.
    """
    if not isinstance(value, str):
        raise ValueError("no date")  # noqa: TRY004 - one kind of refusal for whoever reads a date
    return datetime.fromisoformat(value.strip()).date().isoformat()

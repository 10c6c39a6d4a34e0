"""Reading the files of ``data`` as strictly as those of rules."""

from __future__ import annotations

from importlib import resources
from typing import Any

from grader.obligations.reading import Fields, parse_rules, refused


def read_data(name: str) -> Any:
    """Read one file of ``grader/obligations/deciding/data``.

    Args:
        name: of the file, for example ``services.yml``.

    Raises:
        ContentError: the file is missing or is not YAML.
    """
    try:
        folder = resources.files("grader.obligations.deciding") / "data"
        text = (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise refused(name, "missing-file", f"Le fichier « {name} » manque.") from error
    return parse_rules(text, name)


def declarations(raw: Any, where: str) -> list[Fields]:
    """Give every declaration of a list, ready to be taken field by field.

    Raises:
        ContentError: it is no list, or is empty.
    """
    if not isinstance(raw, list) or not raw:
        raise refused(where, "bad-declaration", "On attend une liste : chaque ligne par « - ».")
    return [Fields(one, where) for one in raw]


def whole(fields: Fields, name: str, low: int, high: int, default: int | None = None) -> int:
    """Take a whole number between two bounds, both allowed.

    Raises:
        ContentError: it is missing, is no whole number or is out of bounds.
    """
    value = fields.any(name, default)
    if type(value) is not int or not low <= value <= high:
        message = f"Le champ « {name} » va de {low} à {high}."
        raise refused(fields.where, "bad-number", message)
    return value


def truth(fields: Fields, name: str, default: bool) -> bool:
    """Take yes or no.

    Raises:
        ContentError: it is neither ``true`` nor ``false``.
    """
    value = fields.any(name, default)
    if not isinstance(value, bool):
        message = f"Le champ « {name} » vaut « true » ou « false »."
        raise refused(fields.where, "bad-boolean", message)
    return value


def sentences(fields: Fields, name: str) -> tuple[str, ...]:
    """Take a list of texts, one at least, set as French is.

    Raises:
        ContentError: it is no list, is empty, or holds something else than texts.
    """
    value = fields.any(name)
    if not isinstance(value, list) or not value:
        message = f"Le champ « {name} » doit être une liste de textes."
        raise refused(fields.where, "bad-list", message)
    return tuple(Fields({name: one}, fields.where).text(name) for one in value)

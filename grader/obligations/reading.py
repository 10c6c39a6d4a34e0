"""Reading the files of rules strictly: a wrong word is refused with its file and its rule.

A lawyer writes these files with a text editor: nothing in them is guessed or left aside.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from importlib import resources
from typing import Any

import yaml

from grader.errors import ContentError
from grader.typography import french


class _Loader(yaml.SafeLoader):
    """The safe reader of YAML, which refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping, unless one of its keys comes back."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"« {key} » est écrit deux fois", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_rules_file(name: str) -> Any:
    """Read one file of ``grader/obligations/rules``.

    Args:
        name: of the file, for example ``questions.yml``.

    Raises:
        ContentError: the file is missing or is not YAML.
    """
    try:
        text = (resources.files("grader.obligations") / "rules" / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise refused(name, "missing-file", f"Le fichier « {name} » manque.") from error
    return parse_rules(text, name)


def parse_rules(text: str, name: str) -> Any:
    """Read the text of a file of rules.

    Args:
        text: what the file holds.
        name: of the file, for messages.

    Raises:
        ContentError: it is not YAML, or a key is written twice.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"Ce fichier ne se lit pas : {error.problem or 'YAML incorrect'}."
        raise ContentError(f"{name}:{line}", "bad-yaml", french(message)) from error


def refused(where: str, code: str, message: str, hint: str = "") -> ContentError:
    """Make the refusal of a declaration; ``where`` is ``file`` or ``file:rule``."""
    return ContentError(where, code, french(message), french(hint))


class Fields:
    """The fields of one declaration, taken one by one; what is left over is refused.

    Args:
        raw: what YAML read.
        where: ``file:rule``, for messages.

    Raises:
        ContentError: it is not a mapping of names to values.
    """

    def __init__(self, raw: Any, where: str) -> None:
        if not isinstance(raw, dict):
            raise refused(where, "bad-declaration", "On attend ici des champs « nom: valeur ».")
        self.where = where
        self._raw = dict(raw)

    def text(self, name: str, optional: bool = False) -> str:
        """Take a text, set as French is; an absent optional one is empty.

        Raises:
            ContentError: it is missing, empty or no text.
        """
        value = self._raw.pop(name, None)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise refused(self.where, "missing-field", f"Le champ « {name} » doit être un texte.")
        return french(" ".join(value.split()))

    def any(self, name: str, default: Any = None) -> Any:
        """Take a value of any shape; ``default`` where there is none."""
        return self._raw.pop(name, default)

    def texts(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Take a list of identifiers, each one of ``allowed``; an absent list is empty.

        Raises:
            ContentError: it is no list, or names something unknown.
        """
        value = self._raw.pop(name, None) or []
        if not isinstance(value, list):
            raise refused(self.where, "bad-list", f"Le champ « {name} » doit être une liste.")
        for one in value:
            known(one, allowed, self.where, name)
        return tuple(value)

    def done(self) -> None:
        """Refuse what was not taken.

        Raises:
            ContentError: a field has a name that is not known.
        """
        if self._raw:
            names = ", ".join(f"« {name} »" for name in self._raw)
            raise refused(
                self.where, "unknown-field", f"Champ inconnu : {names}.", "Corrigez son nom."
            )


def known(value: Any, allowed: Collection[str], where: str, name: str) -> str:
    """Give an identifier that is one of ``allowed``.

    Raises:
        ContentError: it is not.
    """
    if not isinstance(value, str) or value not in allowed:
        raise refused(
            where,
            "unknown-word",
            f"« {value} » n'est pas une valeur connue de « {name} ».",
            f"Valeurs possibles : {', '.join(sorted(allowed))}.",
        )
    return value

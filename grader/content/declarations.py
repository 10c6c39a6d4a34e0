"""Reading a declaration in YAML so that every fault is told with its line.

The dialect is the part of YAML 1.2 that authors expect: ``2026-10-15``, ``Non`` and ``0427``
stay texts, only ``true`` and ``false`` are booleans, and a key given twice is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from grader.content.conforming import known_to_conform, remember_conforming
from grader.content.marks import without_marks
from grader.errors import ContentError

#: Place of a value inside a document: keys and positions from the top.
Place = tuple[str | int, ...]
OnError = Callable[[ContentError], None]


class _Loader(yaml.SafeLoader):
    """Safe loader with the few implicit types above; filled in below."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )


if yaml.__with_libyaml__:
    from yaml.composer import Composer

    class _QuickLoader(Composer, yaml.CSafeLoader):
        """The same dialect, whose text is read by libyaml: five times as quick.

        Nodes are composed in Python all the same: composing in C has no bound on nesting, and ends
        the process where Python tells.
        """

        yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers

        def __init__(self, source: str) -> None:
            yaml.CSafeLoader.__init__(self, source)
            Composer.__init__(self)

else:  # A system for which PyYAML is not built.
    _QuickLoader = _Loader  # type: ignore[misc, assignment]


@dataclass(frozen=True)
class Document:
    """A declaration and where each of its values stands.

    Attributes:
        data: plain Python values; texts are without the marks of their author.
        name: path relative to the courses folder, for messages.
        lines: 1-based line by place.
    """

    data: Any
    name: str
    lines: Mapping[Place, int]

    def line(self, *place: str | int) -> int:
        """Give the line of a value, or of the nearest thing that holds it."""
        for end in range(len(place), 0, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return self.lines[()]

    def where(self, *place: str | int) -> str:
        """Give ``file:line`` of a value, or of the nearest thing that holds it."""
        return f"{self.name}:{self.line(*place)}"


def read_document(folder: Path, name: str) -> Document:
    """Read one YAML file.

    Args:
        folder: the courses folder.
        name: path relative to it.

    Raises:
        ContentError: the file is missing, is not UTF-8 or is not YAML.
    """
    return parse_document(read_text(folder, name, name), name)


def day_of(document: Document, key: str, on_error: OnError) -> date | None:
    """Read a date at the top of a declaration; None where there is none, or a faulty one.

    Args:
        document: a declaration.
        key: where the date is, as AAAA-MM-JJ.
        on_error: told of a date that is in no calendar.
    """
    text = document.data.get(key)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"La date « {text} » n'existe pas."
        on_error(ContentError(document.where(key), "bad-date", message, "Écrivez AAAA-MM-JJ."))
        return None


def read_text(folder: Path, name: str, where: str) -> str:
    """Read a text of the courses folder.

    Raises:
        ContentError: it is missing or is not UTF-8; ``where`` is the place that names it.
    """
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError(
            where, "missing-file", f"Le fichier « {name} » manque.", "Créez-le, ou corrigez le nom."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            name, "unreadable-file", "Ce fichier ne se lit pas.", "Enregistrez-le en UTF-8."
        ) from error


def parse_document(source: str, name: str, first_line: int = 1) -> Document:
    """Read YAML that is a whole file, or the front matter of one.

    Args:
        source: the text.
        name: path relative to the courses folder, for messages.
        first_line: 1-based line of the file where the text starts.

    Raises:
        ContentError: it is not YAML.
    """
    lines: dict[Place, int] = {}

    def where(line: int) -> str:
        return f"{name}:{line + first_line}"

    try:
        loader, node = _composed(source)
        if node is None:
            return Document(None, name, {(): first_line})
        _walk(node, (), lines, where, frozenset())
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(
            where(mark.line) if mark else name,
            "bad-yaml",
            "L'écriture de ce fichier YAML est fautive à cet endroit.",
            "Vérifiez les retraits, les deux-points et les guillemets ; un texte qui contient "
            "« : » se met entre guillemets droits.",
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(
            name, "bad-yaml", "Ce fichier n'est pas du YAML.", "Reprenez-le depuis un modèle."
        ) from error
    known = {place: line + first_line for place, line in lines.items()}
    return Document(_unmarked(data), name, known)


def yaml_node(source: str) -> yaml.Node | None:
    """Give the tree of a YAML text with the marks of its places, or None when it is no YAML."""
    try:
        return _composed(source)[1]
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _composed(source: str) -> tuple[yaml.SafeLoader | _QuickLoader, yaml.Node | None]:
    """Read a text into nodes; gives the loader that can make values of them too.

    Raises:
        yaml.YAMLError, ValueError, RecursionError: what PyYAML's own parser finds, whose places
            are those that the messages have always told.
    """
    try:
        quick = _QuickLoader(source)
        return quick, quick.get_single_node()
    except (yaml.YAMLError, ValueError):
        careful = _Loader(source)
        return careful, careful.get_single_node()


def _unmarked(data: Any) -> Any:
    """Take the author's marks out of every text: nothing after this place may show one."""
    if isinstance(data, str):
        return without_marks(data)
    if isinstance(data, list):
        return [_unmarked(value) for value in data]
    if isinstance(data, dict):
        return {key: _unmarked(value) for key, value in data.items()}
    return data


def _walk(
    node: yaml.Node,
    place: Place,
    lines: dict[Place, int],
    where: Callable[[int], str],
    above: frozenset[int],
) -> None:
    if id(node) in above:
        raise ContentError(
            where(node.start_mark.line),
            "bad-yaml",
            "Cette déclaration se contient elle-même.",
            "Retirez l'ancre (&) et le renvoi (*).",
        )
    above |= {id(node)}
    lines[place] = node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            child = (*place, str(key.value))
            if child in lines:
                raise ContentError(
                    where(key.start_mark.line),
                    "key-twice",
                    f"La clé « {key.value} » est donnée deux fois.",
                    "Gardez-la une seule fois.",
                )
            _walk(value, child, lines, where, above)
            lines[child] = key.start_mark.line
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            _walk(value, (*place, position), lines, where, above)


def conforms(document: Document, schema_name: str, on_error: OnError) -> bool:
    """Check a declaration against its JSON Schema, and report each fault.

    Args:
        document: what was read.
        schema_name: file of ``json_schemas`` without its suffix.
        on_error: called with each fault.
    """
    schema = _schema(schema_name)
    if known_to_conform(document.data, schema):
        return True
    found = []
    for fault in _validator(schema_name).iter_errors(document.data):
        message, hint = _in_french(fault)
        line = document.line(*fault.absolute_path)
        found.append((line, message, hint))
    for line, message, hint in sorted(found):
        on_error(ContentError(f"{document.name}:{line}", "bad-declaration", message, hint))
    if not found:
        remember_conforming(document.data, schema)
    return not found


@cache
def _validator(schema_name: str) -> Any:
    import jsonschema  # type: ignore[import-untyped] # it ships no types

    return jsonschema.Draft202012Validator(json.loads(_schema(schema_name)))


@cache
def _schema(schema_name: str) -> bytes:
    return (resources.files("grader.content") / "json_schemas" / f"{schema_name}.json").read_bytes()


_TYPES = {
    "string": "un texte",
    "object": "une suite de lignes « clé: valeur »",
    "array": "une liste",
    "integer": "un nombre entier",
    "number": "un nombre",
    "boolean": "true ou false",
}


def _in_french(fault: Any) -> tuple[str, str]:
    """Tell a fault of jsonschema in French: what, and how to mend it."""
    place = [str(part) for part in fault.absolute_path if not isinstance(part, int)]
    properties = fault.schema.get("properties", {}) if isinstance(fault.schema, dict) else {}
    expected, given = fault.validator_value, fault.instance
    words = {
        "name": f"« {place[-1]} »" if place else "Ce fichier",
        "expected": ", ".join(map(str, expected)) if isinstance(expected, list) else expected,
        "known": ", ".join(sorted(properties)),
    }
    if fault.validator == "required":
        words["key"] = next((key for key in expected if key not in given), "")
    elif fault.validator == "additionalProperties":
        words["key"] = next((str(key) for key in given if key not in properties), "")
    elif fault.validator == "type":
        words["expected"] = _TYPES.get(expected, expected)
    message, hint = _TOLD.get(fault.validator, _OTHERWISE)
    return message.format(**words), hint.format(**words)


_TOO_SHORT = ("{name} est vide ou trop court.", "Il en faut au moins {expected}.")
_TOO_LONG = ("{name} est trop long.", "Il en faut au plus {expected}.")
_OUT_OF_BOUNDS = ("{name} est hors des limites.", "Limite : {expected}.")
_OTHERWISE = ("{name} n'a pas la forme attendue.", "Comparez avec un autre module.")
_TOLD: Mapping[str, tuple[str, str]] = {
    "required": ("La clé « {key} » manque.", "Ajoutez « {key}: … »."),
    "additionalProperties": ("La clé « {key} » n'est pas connue.", "Clés possibles : {known}."),
    "type": (
        "{name} attend {expected}.",
        "Corrigez la valeur ; un texte se met entre guillemets droits.",
    ),
    "enum": ("{name} n'a pas une valeur connue.", "Valeurs possibles : {expected}."),
    "pattern": ("{name} n'est pas bien formé.", "Forme attendue : {expected}"),
    "minItems": _TOO_SHORT,
    "minProperties": _TOO_SHORT,
    "minLength": _TOO_SHORT,
    "maxItems": _TOO_LONG,
    "minimum": _OUT_OF_BOUNDS,
    "exclusiveMinimum": _OUT_OF_BOUNDS,
    "maximum": _OUT_OF_BOUNDS,
    "uniqueItems": ("{name} contient deux fois la même chose.", "Gardez-la une seule fois."),
}

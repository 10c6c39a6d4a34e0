"""Tell a fault in French."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from grader.typography import french
from grader.validation.fault import Fault
from grader.validation.messages.cells import CELLS
from grader.validation.messages.model import Telling
from grader.validation.messages.places import PLACES
from grader.validation.messages.rules import RULES
from grader.validation.messages.structure import STRUCTURE
from grader.validation.model import Finding

#: A longer cell is shown by its beginning.
_LONGEST = 80

#: Every telling, by ``code``, ``code/detail``, ``code/detail:variant``, ``code:variant``, or
#: ``:variant`` for all codes.
TELLINGS: Mapping[str, Telling] = {**STRUCTURE, **CELLS, **RULES, **PLACES}

# Typography first, words after: a cell's own spaces are shown as they are.
_READY = {
    key: Telling(
        french(telling.message), french(telling.why), french(telling.fix), telling.severity
    )
    for key, telling in TELLINGS.items()
}

#: By ``code`` and ``code/detail``.
_SEVERITIES = {key.partition(":")[0]: telling.severity for key, telling in _READY.items()}


def telling_key(fault: Fault) -> str:
    """Give the key of the most precise telling of a fault.

    Args:
        fault: the fault.

    Raises:
        KeyError: no telling was written for its code.
    """
    group = f"{fault.code}/{fault.detail}"
    variant = fault.variant
    keys = [group, fault.code]
    if variant:
        keys = [f"{group}:{variant}", f"{fault.code}:{variant}", f":{variant}", *keys]
    for key in keys:
        if key in _READY:
            return key
    raise KeyError(fault.code)


def severity_of(code: str, detail: str) -> str:
    """Give the severity of a fault without telling it: variants of one code share it.

    Args:
        code: code of the fault.
        detail: its detail.

    Raises:
        KeyError: no telling was written for its code.
    """
    return _SEVERITIES[f"{code}/{detail}" if f"{code}/{detail}" in _SEVERITIES else code]


def shown(value: str) -> str:
    """Write a cell so that it can be read in a sentence: short, on one line, visible.

    Args:
        value: the cell as written.
    """
    short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return short if short.isprintable() else "".join(map(_visible, short))


def _visible(character: str) -> str:
    if character in "\r\n":
        return "⏎"
    if character.isprintable():
        return character
    return " " if unicodedata.category(character) == "Zs" else "·"


def tell(fault: Fault) -> Finding:
    """Make a finding of a fault.

    Args:
        fault: the fault.

    Raises:
        KeyError: no telling was written for its code, or a word of it is missing.
    """
    telling = _READY[telling_key(fault)]
    words = {"column": fault.column, "value": shown(fault.value or ""), **fault.words}
    return Finding(
        code=fault.code,
        detail=fault.detail,
        severity=telling.severity,
        line=fault.line,
        column=fault.column,
        value=fault.value,
        message=telling.message.format_map(words),
        why=telling.why.format_map(words),
        fix=telling.fix.format_map(words),
    )

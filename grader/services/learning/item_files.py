"""The figures of questions for a spreadsheet and for programs; none under the least of answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from grader.gradebook.export_csv import harmless
from grader.learning.item_statistics import LEAST
from grader.services.learning.item_figures import Measured
from grader.services.learning.item_words import FEW, reasons

_BYTE_ORDER_MARK = "\ufeff"
_HEAD = (
    "Module",
    "Question",
    "Énoncé",
    "Réponses",
    "Réussite",
    "Discrimination",
    "Temps médian (s)",
    "Temps prévu (s)",
    "Indice ouvert",
    "Signalements",
    "Choix",
    "À revoir",
    "Raisons",
)


def figures_csv(measured: Sequence[Measured]) -> str:
    """Write one line a question for a French spreadsheet; shares go from 0 to 1.

    Args:
        measured: as ``item_figures.measure`` gives them.

    Returns:
        The text, byte order mark included; encode it in UTF-8 with its line ends as they are.
    """
    text = io.StringIO(newline="")
    text.write(_BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";")
    writer.writerow(_HEAD)
    for one in measured:
        writer.writerow(_row(one))
    return text.getvalue()


def _row(one: Measured) -> list[str]:
    begin = [harmless(one.module.title), harmless(one.item.id), harmless(_line(one.item.question))]
    found = one.found
    if found is None:
        return [*begin, FEW, *[""] * (len(_HEAD) - 4)]
    return [
        *begin,
        str(found.answers),
        _decimal(found.difficulty),
        _decimal(found.discrimination),
        _decimal(found.seconds, 0),
        _decimal(one.expected.seconds, 0),
        _decimal(found.hinted),
        str(found.reports),
        " | ".join(_chosen(one)),
        "oui" if one.faults else "non",
        harmless(" ".join(reasons(one))),
    ]


def _chosen(one: Measured) -> list[str]:
    chosen = one.found.chosen if one.found else {}
    return [
        f"{letter}{' (juste)' if letter in one.expected.right else ''} : {_decimal(value)}"
        for letter, value in chosen.items()
    ]


def _decimal(value: float | None, places: int = 2) -> str:
    if value is None:
        return ""
    text = f"{value:.{places}f}"
    return ("0" if float(text) == 0 else text).replace(".", ",")


def _line(text: str) -> str:
    """Bring a stem on one line: a spreadsheet shows no more of it."""
    return " ".join(text.split())


def figures_dict(measured: Sequence[Measured]) -> Mapping[str, Any]:
    """Give the same as JSON types.

    Args:
        measured: as ``item_figures.measure`` gives them.
    """
    return {"least_answers": LEAST, "questions": [_as_dict(one) for one in measured]}


def _as_dict(one: Measured) -> Mapping[str, Any]:
    told: dict[str, Any] = {"module": one.module.slug, "item": one.item.id}
    found = one.found
    if found is None:
        return {**told, "figures": None, "faults": [], "reasons": []}
    return {
        **told,
        "figures": {
            "answers": found.answers,
            "difficulty": _rounded(found.difficulty),
            "discrimination": _rounded(found.discrimination),
            "chosen": {letter: _rounded(value) for letter, value in found.chosen.items()},
            "right": [a for a in one.expected.letters if a in one.expected.right],
            "seconds": _rounded(found.seconds),
            "expected_seconds": _rounded(one.expected.seconds),
            "hinted": _rounded(found.hinted),
            "reports": found.reports,
        },
        "faults": [str(fault) for fault in one.faults],
        "reasons": list(reasons(one)),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

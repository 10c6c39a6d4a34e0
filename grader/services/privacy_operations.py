"""What a page may ask of the workbench of anonymisation; shapes here, rights elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.progress.learners import Learner
from grader.services import privacy
from grader.services.bench_operations import number
from grader.services.requests import Request, refuse, text, texts
from grader.services.workshop import Workshop
from grader.workers.privacy_model import LONGEST_LABEL, MOST_COLUMNS

#: Most rows that may have to be alike, and levels that a treatment may have.
_MOST_ALIKE, _MOST_LEVELS = 1_000, 100
#: Numbers that a treatment asks, and the longest name of one.
_MOST_VALUES, _LONGEST_NAME = 4, 32
_GREATEST = 1e15


def _column(request: Request) -> str:
    return text(request, "column", LONGEST_LABEL)


def _bounded(request: Request, name: str, most: int) -> int:
    value = number(request, name)
    if value > most:
        raise refuse()
    return value


def _is_number(value: Any) -> bool:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and -_GREATEST < value < _GREATEST


def _values(request: Request) -> Mapping[str, float]:
    values = request.get("values")
    if (
        not isinstance(values, dict)
        or len(values) > _MOST_VALUES
        or not all(len(name) <= _LONGEST_NAME for name in values)
        or not all(map(_is_number, values.values()))
    ):
        raise refuse()
    return values


def _role(request: Request) -> Mapping[str, Any]:
    return {"do": "role", "column": _column(request), "role": text(request, "role")}


def _treat(request: Request) -> Mapping[str, Any]:
    return {
        "do": "treat",
        "column": _column(request),
        "treatment": text(request, "treatment"),
        "level": _bounded(request, "level", _MOST_LEVELS),
        "values": _values(request),
    }


def _suppress(request: Request) -> Mapping[str, Any]:
    return {"do": "suppress", "least": _bounded(request, "least", _MOST_ALIKE)}


def _count(request: Request) -> Mapping[str, Any]:
    by = texts(request, "by", MOST_COLUMNS, LONGEST_LABEL)
    cells = _bounded(request, "cells", _MOST_ALIKE)
    return {"do": "count", "by": list(dict.fromkeys(by)), "cells": cells}


def _decide(
    make: Callable[[Request], Mapping[str, Any]],
) -> Callable[[Workshop, Learner, Request], Any]:
    def run(workshop: Workshop, me: Learner, request: Request) -> Any:
        asked, revision = make(request), number(request, "revision")
        return privacy.decide(workshop, me.id, text(request, "subject"), revision, asked)

    return run


def _view(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.privacy_view(workshop, me.id, text(request, "subject"))


def _read(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.read(workshop, me.id, text(request, "subject"), text(request, "file"))


def _example(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.take_example(workshop, me.id, text(request, "subject"))


def _own(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.take_own(workshop, me.id, text(request, "subject"), text(request, "file"))


def _sheet(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.read_sheet(workshop, me.id, text(request, "subject"), text(request, "sheet"))


def _undo(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.undo(workshop, me.id, text(request, "subject"), number(request, "revision"))


def _check(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.check(workshop, me.id, text(request, "subject"), number(request, "revision"))


def _rows(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.rows(workshop, me.id, text(request, "subject"), number(request, "offset"))


def _people(workshop: Workshop, me: Learner, request: Request) -> Any:
    return privacy.people(workshop, me.id, text(request, "subject"), number(request, "revision"))


#: By name; all are for learners, and all may wait for a worker.
PRIVACY_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "privacy_view": _view,
    "privacy_read": _read,
    "privacy_example": _example,
    "privacy_own": _own,
    "privacy_sheet": _sheet,
    "privacy_role": _decide(_role),
    "privacy_treat": _decide(_treat),
    "privacy_suppress": _decide(_suppress),
    "privacy_count": _decide(_count),
    "privacy_undo": _undo,
    "privacy_check": _check,
    "privacy_rows": _rows,
    "privacy_people": _people,
}

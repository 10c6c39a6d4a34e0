"""What the browser may ask of a piece: an explicit list, each argument with its shape.

The browser is hostile: it may send any JSON to any comm. A message that is not on this list,
or whose arguments have another shape, is refused here and never reaches the server. The server
checks again (who, what, when): this list only keeps nonsense out and says what exists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import RefusedError
from grader.typography import french

_ITEM = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SCHEMA = re.compile(r"(?:[a-z0-9][a-z0-9_./-]{0,99}@[0-9a-z.-]{1,20})?")
_ROLE = re.compile(r"[a-z][a-z-]{0,31}")
_TREATMENT = re.compile(r"[a-z]{1,16}(?::[a-z]{1,16})?")
_CATEGORY = re.compile(r"[a-z_]{1,16}")
_MARK = re.compile(r"[a-z]=[0-9.]{1,12}")
_REQUEST = re.compile(r"[A-Za-z0-9-]{1,64}")
_KEY = re.compile(r"[a-z][^|\x00]{0,120}\|[^\x00]*")

#: Characters of a cell that is edited: what a spreadsheet's own cell may hold.
CELL_CHARACTERS = 32_767
#: Strings of one answer, and characters of all of them: the server's own bounds.
MOST_STRINGS = 200
MOST_CHARACTERS = 8_000
#: Lines of a rubric.
MOST_MARKS = 26
#: Characters of what is told of a question, and of an answer.
REPORT_CHARACTERS, REVIEW_CHARACTERS = 500, 1_000
#: Lines named at once.
MOST_LINES = 5_000
#: Modules or objectives named at once.
MOST_NAMES = 500
#: Columns named at once, and numbers that a treatment asks.
MOST_COLUMNS, MOST_VALUES = 60, 4
#: No number of a treatment is as great.
GREATEST = 1e15


def _text(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _given(value: Any) -> bool:
    """Tell whether this may be an answer to a question: a few strings, in any type of question."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_STRINGS
        and all(isinstance(one, str) for one in value)
        and sum(map(len, value)) <= MOST_CHARACTERS
    )


def _sheet_name(value: Any) -> bool:
    """Tell whether this may name a sheet: the server knows which ones there are."""
    return isinstance(value, str) and 1 <= len(value) <= 120


def _key(value: Any) -> bool:
    """Tell whether this may name a group or a cause: ``what|column``, a column being any text."""
    return isinstance(value, str) and len(value) <= 200 and _KEY.fullmatch(value) is not None


def _column(value: Any) -> bool:
    """Tell whether this may name a column of a file: any text, quotes and line ends included."""
    return isinstance(value, str) and 1 <= len(value) <= 200


def _cell(value: Any) -> bool:
    """Tell whether this fits in a cell."""
    return isinstance(value, str) and len(value) <= CELL_CHARACTERS


def _whole(least: int) -> Callable[[Any], bool]:
    """Tell whole numbers that every browser writes exactly; a yes or no is none."""
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53
    )


def _lines(value: Any) -> bool:
    """Tell whether these may be lines of a file; none stands for all."""
    return isinstance(value, list) and len(value) <= MOST_LINES and all(map(_whole(1), value))


def _names(value: Any) -> bool:
    """Tell whether these may be modules or objectives: the server knows which ones there are."""
    return isinstance(value, list) and len(value) <= MOST_NAMES and all(map(_text(_ITEM), value))


def _columns(value: Any) -> bool:
    """Tell whether these may be columns of a file; none publishes rows."""
    return isinstance(value, list) and len(value) <= MOST_COLUMNS and all(map(_column, value))


def _number(value: Any) -> bool:
    """Tell numbers that a treatment may take: neither a yes or no, nor what has no end."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and -GREATEST < value < GREATEST


def _numbers(value: Any) -> bool:
    """Tell whether these may be the numbers of a treatment, by name."""
    return (
        isinstance(value, dict)
        and len(value) <= MOST_VALUES
        and all(_text(_ROLE)(name) for name in value)
        and all(map(_number, value.values()))
    )


def _prose(longest: int) -> Callable[[Any], bool]:
    """Tell what may be a comment: any text, "" included, that is not too long."""
    return lambda value: isinstance(value, str) and len(value) <= longest


def _marks(value: Any) -> bool:
    """Tell whether these may be points by line of a rubric: ``a=2``."""
    return isinstance(value, list) and len(value) <= MOST_MARKS and all(map(_text(_MARK), value))


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


@dataclass(frozen=True)
class Action:
    """One thing that the browser may ask.

    Attributes:
        operation: the server's operation.
        arguments: names that the browser gives, each with the check of its shape.
        own: names that the kernel fills in itself: ``ref`` (what the piece shows) or
            ``subject`` (what the page is about). The browser cannot choose them, so a piece
            cannot be talked into acting on another one's exercise.
        part: key of the reply's view that belongs to this piece; "" for the whole view.
        into: key of the piece's view that the reply replaces; "" for the whole view.
        aside: the reply is for who asks, and leaves the piece's view as it is.
    """

    operation: str
    arguments: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    into: str = ""
    aside: bool = False


_OF_EXERCISE = {"exercise": "ref"}


def _bench(prefix: str = "", into: str = "") -> dict[str, Action]:
    """Give what may be asked of a workbench, alone on its page or within an exercise.

    Args:
        prefix: of the names of the actions.
        into: key of the piece's view that holds the workbench; "" when it is the view.
    """
    revision = {"revision": _whole(0)}
    offset = {"offset": _whole(0)}
    shapes: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "view": {},
        "read": {"file": _text(_SHA256), "schema": _text(_SCHEMA)},
        "schema": {"schema": _text(_SCHEMA)},
        "sheet": {"sheet": _sheet_name},
        "sure": revision,
        "apply": {"repair": _key, "lines": _lines, **revision},
        "edit": {"line": _whole(1), "column": _column, "value": _cell, **revision},
        "remove": {"line": _whole(1), **revision},
        "undo": revision,
        "check": revision,
    }
    looks = {"rows": {"group": _key, **offset}, "places": {"repair": _key, **offset}}
    return _of_bench("bench", shapes, looks, prefix, into)


def _privacy(prefix: str = "", into: str = "") -> dict[str, Action]:
    """Give what may be asked of a workbench of anonymisation.

    Args:
        prefix: of the names of the actions.
        into: key of the piece's view that holds the workbench; "" when it is the view.
    """
    revision = {"revision": _whole(0)}
    of_file: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "read": {"file": _text(_SHA256)},
        "example": {},
        "sheet": {"sheet": _sheet_name},
    }
    shapes: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "view": {},
        "role": {"column": _column, "role": _text(_ROLE), **revision},
        "treat": {
            "column": _column,
            "treatment": _text(_TREATMENT),
            "level": _whole(0),
            "values": _numbers,
            **revision,
        },
        "suppress": {"least": _whole(0), **revision},
        "count": {"by": _columns, "cells": _whole(0), **revision},
        "undo": revision,
        "check": revision,
        # An exercise gives its file.
        **({} if into else of_file),
    }
    looks = {"rows": {"offset": _whole(0)}, "people": revision}
    return _of_bench("privacy", shapes, looks, prefix, into)


def _of_bench(
    room: str,
    shapes: Mapping[str, Mapping[str, Callable[[Any], bool]]],
    looks: Mapping[str, Mapping[str, Callable[[Any], bool]]],
    prefix: str,
    into: str,
) -> dict[str, Action]:
    """Give the actions of a workbench: those that change what it shows, and mere looks."""
    own = {"subject": "ref"}
    return {
        **{
            f"{prefix}{name}": Action(f"{room}_{name}", shape, own, into=into)
            for name, shape in shapes.items()
        },
        **{
            f"{prefix}{name}": Action(f"{room}_{name}", shape, own, aside=True)
            for name, shape in looks.items()
        },
    }


def _free_quiz() -> dict[str, Action]:
    """Give what may be asked of the free quiz: all of it but a choice names its draw."""
    of_draw: dict[str, Callable[[Any], bool]] = {"draw": _whole(1)}
    of_item = {**of_draw, "item": _text(_ITEM)}
    shapes: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "begin": {"modules": _names, "objectives": _names, "count": _whole(0)},
        **dict.fromkeys(("redraw", "missed", "finish"), of_draw),
        **dict.fromkeys(("look", "skip", "hint", "reveal"), of_item),
        "answer": {**of_item, "chosen": _given},
    }
    return {name: Action(f"free_{name}", shape, into="draw") for name, shape in shapes.items()}


#: « Signaler un problème » : the reply is for the dialog that asks.
_REPORT: Mapping[str, Callable[[Any], bool]] = {
    "category": _text(_CATEGORY),
    "comment": _prose(REPORT_CHARACTERS),
}
_REPORT_OF_QUESTION = Action("report_question", _REPORT, {"item": "ref"}, aside=True)
_REPORT_OF_ONE = Action("report_question", {"item": _text(_ITEM), **_REPORT}, aside=True)


#: Piece kind → name of the action in the browser → what it is.
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "question": {
        "answer": Action("answer", {"chosen": _given}, {"item": "ref"}),
        "skip": Action("skip", {}, {"item": "ref"}),
        "hint": Action("question_hint", {}, {"item": "ref"}),
        "reveal": Action("reveal", {}, {"item": "ref"}),
        "again": Action("again", {}, {"item": "ref"}),
        "report": _REPORT_OF_QUESTION,
    },
    "quiz": {
        "answer": Action("answer", {"item": _text(_ITEM), "chosen": _given}, {"quiz": "ref"}),
        "skip": Action("skip", {"item": _text(_ITEM)}, {"quiz": "ref"}),
        "hint": Action("question_hint", {"item": _text(_ITEM)}, {"quiz": "ref"}),
        "reveal": Action("reveal", {"item": _text(_ITEM)}, {"quiz": "ref"}),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "report": _REPORT_OF_ONE,
    },
    "case": {
        "answer": Action("answer", {"item": _text(_ITEM), "chosen": _given}, {"case": "ref"}),
        "skip": Action("skip", {"item": _text(_ITEM)}, {"case": "ref"}),
        "hint": Action("question_hint", {"item": _text(_ITEM)}, {"case": "ref"}),
        "reveal": Action("reveal", {"item": _text(_ITEM)}, {"case": "ref"}),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "report": _REPORT_OF_ONE,
    },
    "exercise": {
        "check_file": Action(
            "check_file", {"file": _text(_SHA256), "schema": _text(_SCHEMA)}, _OF_EXERCISE
        ),
        "read_sheet": Action(
            "read_sheet", {"file": _text(_SHA256), "sheet": _sheet_name}, _OF_EXERCISE
        ),
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "restart": Action("restart", {}, _OF_EXERCISE),
        "refresh": Action("exercise_view", {}, _OF_EXERCISE),
        **_bench("bench_", into="bench"),
    },
    "bench": _bench(),
    "privacy": _privacy(),
    "anonymise": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "refresh": Action("exercise_view", {}, _OF_EXERCISE),
        **_privacy("privacy_", into="bench"),
    },
    "free_quiz": {**_free_quiz(), "report": _REPORT_OF_ONE},
    "lesson_end": {
        "finish": Action("finish_lesson", {}, {"lesson": "ref"}),
        "refresh": Action("lesson_view", {}, {"lesson": "ref"}, part="end"),
    },
    "home": {"choose_role": Action("choose_role", {"role": _text(_ROLE)})},
    "module": {
        "hand_in": Action("hand_in", {"send_files": _flag}, {"module": "ref"}),
        "refresh": Action("module_view", {}, {"module": "ref"}),
    },
    "trainer": {
        "grade": Action("grade"),
        "refresh": Action("trainer_view"),
        "review": Action(
            "review",
            {"answer": _whole(1), "marks": _marks, "comment": _prose(REVIEW_CHARACTERS)},
        ),
        "settle": Action("settle_report", {"report": _whole(1), "settled": _flag}),
    },
}


def is_request_id(value: Any) -> bool:
    """Tell whether ``value`` may name a request: without one, no answer can be sent."""
    return isinstance(value, str) and _REQUEST.fullmatch(value) is not None


def read_action(kind: str, ref: str, content: Mapping[str, Any]) -> tuple[Action, dict[str, Any]]:
    """Turn a message of the browser into an operation of the server.

    Args:
        kind: kind of the piece that received it.
        ref: what that piece shows.
        content: the message, ``action`` and ``request`` included.

    Returns:
        The action and the JSON to send to the server.

    Raises:
        RefusedError: the action is not on the list, or an argument has another shape.
    """
    name = content.get("action")
    known = ACTIONS.get(kind, {})
    action = known.get(name) if isinstance(name, str) else None
    given = {k: v for k, v in content.items() if k not in ("action", "request")}
    if (
        action is None
        or given.keys() != action.arguments.keys()
        or not all(check(given[key]) for key, check in action.arguments.items())
    ):
        raise RefusedError(
            "bad-request",
            french("Cette demande n'a pas été comprise."),
            french("Rechargez la page, puis recommencez. Vos réponses sont conservées."),
        )
    return action, {**given, **dict.fromkeys(action.own, ref)}

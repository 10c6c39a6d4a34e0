"""What the browser may ask of a piece: an explicit list, each argument with its shape.

The browser is hostile: it may send any JSON to any comm. A message that is not on this list,
or whose arguments have another shape, is refused here and never reaches the server. The server
checks again (who, what, when): this list only keeps nonsense out and says what exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import RefusedError
from grader.typography import french
from grader.ui import shapes


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
#: Which session a trainer's desk is of; the server checks that it is hers.
_DESK = {"session": "ref"}


def _bench(prefix: str = "", into: str = "") -> dict[str, Action]:
    """Give what may be asked of a workbench, alone on its page or within an exercise.

    Args:
        prefix: of the names of the actions.
        into: key of the piece's view that holds the workbench; "" when it is the view.
    """
    revision = {"revision": shapes.whole(0)}
    offset = {"offset": shapes.whole(0)}
    forms: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "view": {},
        "read": {"file": shapes.text(shapes.SHA256), "schema": shapes.text(shapes.SCHEMA)},
        "schema": {"schema": shapes.text(shapes.SCHEMA)},
        "sheet": {"sheet": shapes.sheet_name},
        "sure": revision,
        "apply": {"repair": shapes.key, "lines": shapes.lines, **revision},
        "edit": {
            "line": shapes.whole(1),
            "column": shapes.column,
            "value": shapes.cell,
            **revision,
        },
        "remove": {"line": shapes.whole(1), **revision},
        "undo": revision,
        "check": revision,
    }
    looks = {"rows": {"group": shapes.key, **offset}, "places": {"repair": shapes.key, **offset}}
    return _of_bench("bench", forms, looks, prefix, into)


def _privacy(prefix: str = "", into: str = "") -> dict[str, Action]:
    """Give what may be asked of a workbench of anonymisation.

    Args:
        prefix: of the names of the actions.
        into: key of the piece's view that holds the workbench; "" when it is the view.
    """
    revision = {"revision": shapes.whole(0)}
    of_file: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "read": {"file": shapes.text(shapes.SHA256)},
        "example": {},
        "own": {"file": shapes.text(shapes.SHA256)},
        "sheet": {"sheet": shapes.sheet_name},
    }
    forms: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "view": {},
        "role": {"column": shapes.column, "role": shapes.text(shapes.ROLE), **revision},
        "treat": {
            "column": shapes.column,
            "treatment": shapes.text(shapes.TREATMENT),
            "level": shapes.whole(0),
            "values": shapes.numbers,
            **revision,
        },
        "suppress": {"least": shapes.whole(0), **revision},
        "count": {"by": shapes.columns, "cells": shapes.whole(0), **revision},
        "undo": revision,
        "check": revision,
        # An exercise gives its file.
        **({} if into else of_file),
    }
    looks = {"rows": {"offset": shapes.whole(0)}, "people": revision}
    return _of_bench("privacy", forms, looks, prefix, into)


def _of_bench(
    room: str,
    forms: Mapping[str, Mapping[str, Callable[[Any], bool]]],
    looks: Mapping[str, Mapping[str, Callable[[Any], bool]]],
    prefix: str,
    into: str,
) -> dict[str, Action]:
    """Give the actions of a workbench: those that change what it shows, and mere looks."""
    own = {"subject": "ref"}
    return {
        **{
            f"{prefix}{name}": Action(f"{room}_{name}", shape, own, into=into)
            for name, shape in forms.items()
        },
        **{
            f"{prefix}{name}": Action(f"{room}_{name}", shape, own, aside=True)
            for name, shape in looks.items()
        },
    }


def _free_quiz() -> dict[str, Action]:
    """Give what may be asked of the free quiz: all of it but a choice names its draw."""
    of_draw: dict[str, Callable[[Any], bool]] = {"draw": shapes.whole(1)}
    of_item = {**of_draw, "item": shapes.text(shapes.ITEM)}
    forms: dict[str, Mapping[str, Callable[[Any], bool]]] = {
        "begin": {"modules": shapes.names, "objectives": shapes.names, "count": shapes.whole(0)},
        **dict.fromkeys(("redraw", "missed", "finish"), of_draw),
        **dict.fromkeys(("look", "skip", "hint", "reveal"), of_item),
        "answer": {**of_item, "chosen": shapes.given},
    }
    return {name: Action(f"free_{name}", shape, into="draw") for name, shape in forms.items()}


#: « Signaler un problème » : the reply is for the dialog that asks.
_REPORT: Mapping[str, Callable[[Any], bool]] = {
    "category": shapes.text(shapes.CATEGORY),
    "comment": shapes.prose(shapes.REPORT_CHARACTERS),
}
_REPORT_OF_QUESTION = Action("report_question", _REPORT, {"item": "ref"}, aside=True)
_REPORT_OF_ONE = Action(
    "report_question", {"item": shapes.text(shapes.ITEM), **_REPORT}, aside=True
)


#: A question of a positioning test: every request names its test.
_OF_TEST: Mapping[str, Callable[[Any], bool]] = {
    "test": shapes.whole(1),
    "item": shapes.text(shapes.ITEM),
}


#: A chart: words of closed lists, which the server knows, and what is told of it.
_CHART: Mapping[str, Callable[[Any], bool]] = {
    "spec": shapes.chart_spec,
    "title": shapes.prose(shapes.TITLE_CHARACTERS),
    "alternative": shapes.prose(shapes.ALTERNATIVE_CHARACTERS),
}


#: A request of the guided console, as it stands in the page: what is wrong in it is for the
#: portal to answer.
_CONSOLE: Mapping[str, Callable[[Any], bool]] = {
    "step": shapes.whole(1),
    "method": shapes.text(shapes.METHOD),
    "path": shapes.prose(shapes.PATH_CHARACTERS),
    "body": shapes.prose(shapes.BODY_CHARACTERS),
    "key": shapes.flag,
}


#: Piece kind → name of the action in the browser → what it is.
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "question": {
        "answer": Action("answer", {"chosen": shapes.given}, {"item": "ref"}),
        "skip": Action("skip", {}, {"item": "ref"}),
        "hint": Action("question_hint", {}, {"item": "ref"}),
        "reveal": Action("reveal", {}, {"item": "ref"}),
        "again": Action("again", {}, {"item": "ref"}),
        "hesitated": Action("recall_hesitated", {}, {"item": "ref"}, aside=True),
        "report": _REPORT_OF_QUESTION,
    },
    "quiz": {
        "answer": Action(
            "answer", {"item": shapes.text(shapes.ITEM), "chosen": shapes.given}, {"quiz": "ref"}
        ),
        "skip": Action("skip", {"item": shapes.text(shapes.ITEM)}, {"quiz": "ref"}),
        "hint": Action("question_hint", {"item": shapes.text(shapes.ITEM)}, {"quiz": "ref"}),
        "reveal": Action("reveal", {"item": shapes.text(shapes.ITEM)}, {"quiz": "ref"}),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "report": _REPORT_OF_ONE,
    },
    "case": {
        "answer": Action(
            "answer", {"item": shapes.text(shapes.ITEM), "chosen": shapes.given}, {"case": "ref"}
        ),
        "skip": Action("skip", {"item": shapes.text(shapes.ITEM)}, {"case": "ref"}),
        "hint": Action("question_hint", {"item": shapes.text(shapes.ITEM)}, {"case": "ref"}),
        "reveal": Action("reveal", {"item": shapes.text(shapes.ITEM)}, {"case": "ref"}),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "report": _REPORT_OF_ONE,
    },
    "exercise": {
        "check_file": Action(
            "check_file",
            {"file": shapes.text(shapes.SHA256), "schema": shapes.text(shapes.SCHEMA)},
            _OF_EXERCISE,
        ),
        "read_sheet": Action(
            "read_sheet",
            {"file": shapes.text(shapes.SHA256), "sheet": shapes.sheet_name},
            _OF_EXERCISE,
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
    "publish": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "refresh": Action("exercise_view", {}, _OF_EXERCISE),
        "start": Action("publish_start", {}, _OF_EXERCISE),
        "check": Action("publish_check", {"record": shapes.text(shapes.RECORD)}, _OF_EXERCISE),
        "send": Action("console_send", _CONSOLE, _OF_EXERCISE),
        "snippets": Action("console_snippets", _CONSOLE, _OF_EXERCISE, aside=True),
    },
    "chart": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "check": Action("chart_check", _CHART, _OF_EXERCISE),
    },
    "redact": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "keep": Action("redact_keep", {"spans": shapes.spans}, _OF_EXERCISE),
        "check": Action("redact_check", {"spans": shapes.spans}, _OF_EXERCISE),
    },
    "duties": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "check": Action("duties_check", {"answers": shapes.duty_answers}, _OF_EXERCISE),
    },
    "dialogue": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "reply": Action(
            "dialogue_reply",
            {"turn": shapes.text(shapes.ITEM), "reply": shapes.text(shapes.LETTER)},
            _OF_EXERCISE,
        ),
        "replay": Action("dialogue_replay", {}, _OF_EXERCISE),
    },
    "rows": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "answer": Action(
            "rows_answer", {"draw": shapes.whole(1), "ticked": shapes.places}, _OF_EXERCISE
        ),
        "again": Action("rows_again", {}, _OF_EXERCISE),
    },
    "dictionary": {
        "hint": Action("hint", {}, _OF_EXERCISE),
        "solution": Action("solution", {}, _OF_EXERCISE),
        "check": Action("dictionary_check", {"columns": shapes.described}, _OF_EXERCISE),
    },
    "free_quiz": {**_free_quiz(), "report": _REPORT_OF_ONE},
    "placement": {
        "begin": Action("placement_begin", {"modules": shapes.names}),
        "answer": Action("placement_answer", {**_OF_TEST, "chosen": shapes.given}),
        "skip": Action("placement_skip", _OF_TEST),
        "finish": Action("placement_finish", {"test": shapes.whole(1)}),
        "report": _REPORT_OF_ONE,
    },
    "recall": {
        "answer": Action(
            "recall_answer", {"item": shapes.text(shapes.ITEM), "chosen": shapes.given}
        ),
        "rate": Action(
            "recall_rate", {"item": shapes.text(shapes.ITEM), "known": shapes.text(shapes.ROLE)}
        ),
        "refresh": Action("recall_view"),
        "report": _REPORT_OF_ONE,
    },
    "lesson_end": {
        "finish": Action("finish_lesson", {}, {"lesson": "ref"}),
        "refresh": Action("lesson_view", {}, {"lesson": "ref"}, part="end"),
    },
    "home": {"choose_role": Action("choose_role", {"role": shapes.text(shapes.ROLE)})},
    "module": {
        "hand_in": Action("hand_in", {"send_files": shapes.flag}, {"module": "ref"}),
        "refresh": Action("module_view", {}, {"module": "ref"}),
    },
    "room": {"refresh": Action("room_view", {}, {"room": "ref"}, aside=True)},
    "trainer": {
        "grade": Action("grade", {}, _DESK),
        "refresh": Action("trainer_view", {}, _DESK),
        "review": Action(
            "review",
            {
                "answer": shapes.whole(1),
                "marks": shapes.marks,
                "comment": shapes.prose(shapes.REVIEW_CHARACTERS),
            },
            _DESK,
        ),
        "settle": Action(
            "settle_report", {"report": shapes.whole(1), "settled": shapes.flag}, _DESK
        ),
    },
}


def is_request_id(value: Any) -> bool:
    """Tell whether ``value`` may name a request: without one, no answer can be sent."""
    return isinstance(value, str) and shapes.REQUEST.fullmatch(value) is not None


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

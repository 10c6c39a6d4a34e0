"""What an argument that a browser sends may look like: a check for each, and the bounds.

A browser may send any JSON. These checks keep nonsense out; what a name or a number stands for is
for the server to know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

ITEM = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
SHA256 = re.compile(r"[0-9a-f]{64}")
SCHEMA = re.compile(r"(?:[a-z0-9][a-z0-9_./-]{0,99}@[0-9a-z.-]{1,20})?")
ROLE = re.compile(r"[a-z][a-z-]{0,31}")
TREATMENT = re.compile(r"[a-z]{1,16}(?::[a-z]{1,16})?")
CATEGORY = re.compile(r"[a-z_]{1,16}")
MARK = re.compile(r"[a-z]=[0-9.]{1,12}")
LETTER = re.compile(r"[a-d]")
RECORD = re.compile(r"[0-9a-f]{24}")
METHOD = re.compile(r"GET|POST|PUT|PATCH|DELETE")
REQUEST = re.compile(r"[A-Za-z0-9-]{1,64}")
KEY = re.compile(r"[a-z][^|\x00]{0,120}\|[^\x00]*")

#: Characters of a cell that is edited: what a spreadsheet's own cell may hold.
CELL_CHARACTERS = 32_767
#: Strings of one answer, and characters of all of them: the server's own bounds.
MOST_STRINGS = 200
MOST_CHARACTERS = 8_000
#: Lines of a rubric.
MOST_MARKS = 26
#: Characters of what is told of a question, and of an answer.
REPORT_CHARACTERS, REVIEW_CHARACTERS = 500, 1_000
#: Characters of what is sent by the guided console: an address, and a body (the server counts
#: its bytes).
PATH_CHARACTERS, BODY_CHARACTERS = 2_000, 65_536
#: Characters of the name of a column, of the title of a chart, and of its text alternative.
COLUMN_CHARACTERS, TITLE_CHARACTERS, ALTERNATIVE_CHARACTERS = 200, 200, 1_000
#: Lines named at once.
MOST_LINES = 5_000
#: Modules or objectives named at once.
MOST_NAMES = 500
#: Columns named at once, and numbers that a treatment asks.
MOST_COLUMNS, MOST_VALUES = 60, 4
#: Passages that an act may have hidden: the server's own bound.
MOST_SPANS = 2_000
#: Duties that an exercise may ask: the server's own bound.
MOST_DUTIES = 15
#: Rows that an exercise may show: the server's own bound.
MOST_ROWS = 20
#: No number of a treatment is as great.
GREATEST = 1e15


def text(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    """Tell texts that follow a pattern, from the first letter to the last."""
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def given(value: Any) -> bool:
    """Tell whether this may be an answer to a question: a few strings, in any type of question."""
    return (
        isinstance(value, list)
        and len(value) <= MOST_STRINGS
        and all(isinstance(one, str) for one in value)
        and sum(map(len, value)) <= MOST_CHARACTERS
    )


def sheet_name(value: Any) -> bool:
    """Tell whether this may name a sheet: the server knows which ones there are."""
    return isinstance(value, str) and 1 <= len(value) <= 120


def key(value: Any) -> bool:
    """Tell whether this may name a group or a cause: ``what|column``, a column being any text."""
    return isinstance(value, str) and len(value) <= 200 and KEY.fullmatch(value) is not None


def column(value: Any) -> bool:
    """Tell whether this may name a column of a file: any text, quotes and line ends included."""
    return isinstance(value, str) and 1 <= len(value) <= COLUMN_CHARACTERS


def cell(value: Any) -> bool:
    """Tell whether this fits in a cell."""
    return isinstance(value, str) and len(value) <= CELL_CHARACTERS


def whole(least: int) -> Callable[[Any], bool]:
    """Tell whole numbers that every browser writes exactly; a yes or no is none."""
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53
    )


def lines(value: Any) -> bool:
    """Tell whether these may be lines of a file; none stands for all."""
    return isinstance(value, list) and len(value) <= MOST_LINES and all(map(whole(1), value))


def places(value: Any) -> bool:
    """Tell whether these may be places of rows in an exercise: the server knows how many."""
    return isinstance(value, list) and len(value) <= MOST_ROWS and all(map(whole(1), value))


def described(value: Any) -> bool:
    """Tell whether this may be a dictionary: the server knows columns, and fields of each."""
    return (
        isinstance(value, dict)
        and len(value) <= MOST_COLUMNS
        and all(map(column, value))
        and all(
            isinstance(one, dict)
            and len(one) <= MOST_VALUES + 1
            and all(map(text(ROLE), one))
            and all(map(prose(REPORT_CHARACTERS), one.values()))
            for one in value.values()
        )
    )


def names(value: Any) -> bool:
    """Tell whether these may be modules or objectives: the server knows which ones there are."""
    return isinstance(value, list) and len(value) <= MOST_NAMES and all(map(text(ITEM), value))


def columns(value: Any) -> bool:
    """Tell whether these may be columns of a file; none publishes rows."""
    return isinstance(value, list) and len(value) <= MOST_COLUMNS and all(map(column, value))


def number(value: Any) -> bool:
    """Tell numbers that a treatment may take: neither a yes or no, nor what has no end."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and -GREATEST < value < GREATEST


def numbers(value: Any) -> bool:
    """Tell whether these may be the numbers of a treatment, by name."""
    return (
        isinstance(value, dict)
        and len(value) <= MOST_VALUES
        and all(text(ROLE)(name) for name in value)
        and all(map(number, value.values()))
    )


def prose(longest: int) -> Callable[[Any], bool]:
    """Tell what may be a comment: any text, "" included, that is not too long."""
    return lambda value: isinstance(value, str) and len(value) <= longest


def marks(value: Any) -> bool:
    """Tell whether these may be points by line of a rubric: ``a=2``."""
    return isinstance(value, list) and len(value) <= MOST_MARKS and all(map(text(MARK), value))


def chart_spec(value: Any) -> bool:
    """Tell whether these may be the choices of a chart: the server knows what each may be."""
    if not isinstance(value, dict) or value.keys() != SPEC_SHAPES.keys():
        return False
    return all(check(value[name]) for name, check in SPEC_SHAPES.items())


def spans(value: Any) -> bool:
    """Tell whether these may be passages of a text: two places and a reason, or "", each."""
    return isinstance(value, list) and len(value) <= MOST_SPANS and all(map(_span, value))


def _span(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 3:
        return False
    start, end, reason = value
    return whole(0)(start) and whole(0)(end) and (reason == "" or text(ROLE)(reason))


def duty_answers(value: Any) -> bool:
    """Tell whether these may be answers, by duty: the server knows which ones there are."""
    return (
        isinstance(value, dict)
        and len(value) <= MOST_DUTIES
        and all(map(text(ITEM), value))
        and all(map(text(CATEGORY), value.values()))
    )


def flag(value: Any) -> bool:
    """Tell a yes or no; 1 is none."""
    return isinstance(value, bool)


#: Choices of a chart, each with its shape.
SPEC_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("marks", "count", "order"), text(ROLE)),
    "by": column,
    "value": prose(COLUMN_CHARACTERS),
    "most": whole(0),
    "zero": flag,
}

"""What each test cell of a graded copy gave and said: points of the gradebook, words of the run.

The words were written by a learner's notebook: they are text, bounded, and never markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode

from grader.gradebook.hidden_tests import error_words
from grader.gradebook.model import TIMED_OUT, WROTE_ERRORS
from grader.gradebook.reasons import of_cell
from grader.gradebook.store import CellGrade

#: Characters of what one cell said that are kept.
_LONGEST = 4_000
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class CellWords:
    """One test of a copy.

    Attributes:
        name: of the cell.
        part: heading of the notebook that it stands under, in French.
        points: earned; a person's where she gave some.
        max_points: of a full answer.
        words: what the test said, lines of plain text; "" where it said nothing.
    """

    name: str
    part: str
    points: float
    max_points: float
    words: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON types."""
        return asdict(self)


def words_of(
    notebook: NotebookNode, ran: NotebookNode | None, grades: Mapping[str, CellGrade]
) -> tuple[str, tuple[CellWords, ...]]:
    """Tell each test of a copy.

    Args:
        notebook: as it was released: its headings, and which tests there are.
        ran: the copy as nbgrader ran it, or None.
        grades: test cell to its grade.

    Returns:
        The title of the notebook, and its tests in order.
    """
    said = {} if ran is None else {_name(cell): _said(cell) for cell in ran.cells if _name(cell)}
    title, part, found = "", "", []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for heading in _HEADING.findall(cell.source):
                title, part = title or heading, heading
        elif name := _name(cell):
            most = float(cell.metadata.nbgrader.points)
            grade = grades.get(name)
            earned = 0.0 if grade is None else grade.points
            found.append(CellWords(name, part, earned, most, said.get(name, "")))
    return title, tuple(found)


def _name(cell: NotebookNode) -> str:
    """Give the name of a test cell, "" for any other."""
    marks = cell.metadata.get("nbgrader", {})
    return str(marks.get("grade_id", "")) if marks.get("grade") else ""


def _said(cell: NotebookNode) -> str:
    told: list[str] = []
    for output in cell.get("outputs", ()):
        kind = output.output_type
        if kind == "error":
            late = output.get("ename") in ("CellTimeoutError", "KeyboardInterrupt")
            told.append(of_cell(TIMED_OUT) if late else error_words(output))
        elif kind == "display_data":
            told.append(_plain(output))
        elif kind == "stream":
            told.append(of_cell(WROTE_ERRORS) if output.name == "stderr" else str(output.text))
    text = _COLOURS.sub("", "\n".join(one.strip() for one in told if one.strip()))
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _plain(output: NotebookNode) -> str:
    found = output.get("data", {}).get("text/plain", "")
    return found if isinstance(found, str) else "".join(map(str, found))

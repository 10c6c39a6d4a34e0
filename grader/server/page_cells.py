"""The cells of a page as one learner gets them: which ones, unfolded or not, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from grader.services.choices import Arranged
from grader.services.profile import LearnerProfile, folded_for_profile

#: Class of what folds the exercises of a choice that are not hers.
FOLD = "choix-autres"


def cells_for(
    cells: list[NotebookNode],
    piece: str,
    profile: LearnerProfile,
    choices: Iterable[Arranged],
) -> list[NotebookNode]:
    """Give the cells of a page for who reads it; none of a lesson is taken away.

    Args:
        cells: of the notebook; their prose is changed.
        piece: the only kind of activity that the page has; "" for all of them.
        profile: examples that are for others are folded.
        choices: of the lesson: hers come first, all others are folded beneath.
    """
    if piece:
        cells = [cell for cell in cells if _about(cell).get("piece") == piece]
    for cell in cells:
        cell.source = folded_for_profile(cell.source, profile)
    for choice in choices:
        cells = _hers_first(cells, choice)
    return cells


def _hers_first(cells: list[NotebookNode], choice: Arranged) -> list[NotebookNode]:
    wanted = (*choice.first, *choice.others)
    places = {_about(cell).get("ref", ""): place for place, cell in enumerate(cells)}
    found = [places[ref] for ref in wanted if ref in places]
    start, end = min(found, default=0), max(found, default=0) + 1
    if len(found) < len(wanted) or end - start > len(found):
        # An author wrote something between them: it would stand before another exercise.
        return cells
    step = _about(cells[start]).get("step", "")
    head = f'<details class="{FOLD}">\n<summary>{escape(choice.summary)}</summary>'
    return [
        *cells[:start],
        *(cells[places[ref]] for ref in choice.first),
        _html(head, step),
        *(cells[places[ref]] for ref in choice.others),
        _html("</details>", step),
        *cells[end:],
    ]


def _html(source: str, step: str) -> NotebookNode:
    return new_markdown_cell(source, metadata={"ouvroir": {"html": True, "step": step}})


def _about(cell: NotebookNode) -> Any:
    return cell.metadata.get("ouvroir", {})

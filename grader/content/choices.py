"""What a lesson says above the exercises of a choice."""

from __future__ import annotations

from html import escape

from grader.exercises.model import Choice


def choice_html(choice: Choice) -> str:
    """Give the sentence that stands before the first exercise of a choice.

    Args:
        choice: as declared: its texts are no HTML.
    """
    return f"<p><strong>{escape(choice.title)}.</strong> {escape(choice.rule)}</p>"

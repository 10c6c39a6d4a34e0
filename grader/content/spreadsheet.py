"""The place in a lesson where a reader sees what a spreadsheet does to a cell."""

from __future__ import annotations

from markdown_it.common.utils import escapeHtml

from grader.typography import french

#: Name of the directive; each of its lines is an example that the reader may take.
SPREADSHEET = "tableur"


def demonstration(content: str) -> str:
    """Give the place of a demonstration: a script makes it live, and its examples stay without.

    Args:
        content: an example a line.
    """
    examples = [line.strip() for line in content.splitlines() if line.strip()]
    items = "".join(f"<li><code>{escapeHtml(example)}</code></li>" for example in examples)
    told = french("Des valeurs qu'un tableur peut abîmer :")
    return f'<div class="tableur">\n<p>{told}</p>\n<ul>{items}</ul>\n</div>\n'

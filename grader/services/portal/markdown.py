"""Learners' Markdown as HTML that cannot harm: no raw HTML, no image, no script in a link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

#: Titles of a description stand below the page's own.
_DEEPER = 2
_DEEPEST = 6
#: Markdown's own marks, left out of a summary.
_MARKS = re.compile(r"[*_`#>|\[\]]+|\]\([^)]*\)")
_SAFE = re.compile(r"(?:https?://|mailto:|/|#)", re.IGNORECASE)


def safe_html(text: str) -> str:
    """Render a description or a comment.

    Args:
        text: hostile: raw HTML in it is shown as text, an image becomes a link to it, and a
            link leads to the web or to this site.
    """
    html: str = _renderer().render(text, {})
    return html


def summary(text: str, length: int = 180) -> str:
    """Give the first words of a description, without its Markdown.

    Args:
        text: Markdown.
        length: characters at most.
    """
    plain = " ".join(_MARKS.sub("", text).split())
    if len(plain) <= length:
        return plain
    return plain[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


class _Careful(MarkdownIt):
    """Markdown whose links lead to the web or to this site, and nowhere else."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return _SAFE.match(url.strip()) is not None


@cache
def _renderer() -> MarkdownIt:
    renderer = _Careful("commonmark", {"html": False, "maxNesting": 20})
    renderer.enable(["table", "strikethrough"])
    renderer.disable("image")
    renderer.add_render_rule("heading_open", _lower)
    renderer.add_render_rule("heading_close", _lower)
    renderer.add_render_rule("link_open", _distrust)
    renderer.add_render_rule("table_open", _table_open)
    renderer.add_render_rule("table_close", _table_close)
    return renderer


def _lower(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, _env: Any
) -> str:
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + _DEEPER, _DEEPEST)}"
    return self.renderToken(tokens, index, options, {})


def _distrust(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, _env: Any
) -> str:
    tokens[index].attrSet("rel", "nofollow noopener ugc")
    return self.renderToken(tokens, index, options, {})


def _table_open(*_: Any) -> str:
    label = "Tableau de la description"
    return f'<div class="defile" role="region" aria-label="{label}" tabindex="0"><table>\n'


def _table_close(*_: Any) -> str:
    return "</table></div>\n"

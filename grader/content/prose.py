"""From light Markdown to safe HTML in French typography.

Raw HTML is text here, never markup. Typography touches text nodes only, never code. No blank
line is left in the result, so that it stays one HTML block in a Markdown cell.
"""

from __future__ import annotations

import base64
import mimetypes
import re
import unicodedata
from collections.abc import Collection, MutableMapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.colon_fence import colon_fence_plugin

from grader.content.marks import MARK
from grader.typography import french

GLOSSARY = "glossaire:"
_TERM = re.compile(r"\[([^\[\]]+)\]\(glossaire:([^()\n]+)\)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_ALIGNED = {
    "text-align:left": "gauche",
    "text-align:right": "droite",
    "text-align:center": "centre",
}

Env = MutableMapping[str, Any]


@lru_cache(maxsize=4096)
def inline_html(markdown: str) -> str:
    """Render one line or sentence (question, answer, feedback, hint) without a paragraph.

    Args:
        markdown: our own text; raw HTML in it is shown as text.
    """
    html: str = _plain().renderInline(markdown.strip(), {})
    return without_blank_lines(html)


@lru_cache(maxsize=1024)
def block_html(markdown: str) -> str:
    """Render paragraphs, lists and tables (statement, solution, explanation).

    Args:
        markdown: our own text; raw HTML in it is shown as text.
    """
    html: str = _plain().render(markdown, {})
    return without_blank_lines(html)


def glossary_html(meaning: str, anchors: Collection[str]) -> str:
    """Render a definition on the page of the glossary, where other words may be one link away.

    Args:
        meaning: our own sentence; raw HTML in it is shown as text.
        anchors: of the terms that the page explains.
    """
    written = (found[2].strip() for found in _TERM.finditer(meaning))
    terms = {term: term_anchor(term) for term in written if term_anchor(term) in anchors}
    html: str = _plain().renderInline(meaning.strip(), {"terms": terms})
    return without_blank_lines(html)


def without_blank_lines(html: str) -> str:
    """Take blank lines out of HTML; those inside ``pre`` are written as references already."""
    return _BLANK_LINES.sub("\n", html).strip()


def slug_of(text: str) -> str:
    """Make an HTML id of a French text: lower case, no accent, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "partie"


def term_anchor(term: str) -> str:
    """Give the anchor of a term of the glossary, on every page that explains it.

    Args:
        term: as it is written in the glossary, or in a text, in any case.
    """
    return f"mot-{slug_of(term)}"


def meaning_id(anchor: str) -> str:
    """Give the id of a term's definition: what describes the word to a screen reader.

    Args:
        anchor: of the term.
    """
    return f"{anchor}-sens"


def plain_text(token: Token) -> str:
    """Give the text of an inline token, code included, markup left out."""
    children = token.children or []
    return "".join(
        "\n" if c.type == "softbreak" else c.content
        for c in children
        if c.type in ("text", "code_inline", "softbreak")
    )


@cache
def lesson_markdown() -> MarkdownIt:
    """Give the parser of lessons: tables, boxes, glossary links, figures."""
    return _parser().use(colon_fence_plugin)


@cache
def checked_markdown() -> MarkdownIt:
    """Give a parser that leaves texts as they are typed: what ``ouvroir check`` reads."""
    return _parser().use(colon_fence_plugin).disable("french")


@cache
def _plain() -> MarkdownIt:
    return _parser().disable("image")


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    md.inline.ruler.before("link", "glossary", _glossary_link)
    md.inline.ruler.before("link", "mark", _author_mark)
    md.core.ruler.push("french", _set_in_french)
    for name, rule in _RULES.items():
        md.add_render_rule(name, rule)
    return md


def _set_in_french(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or []:
            if child.type == "text":
                child.content = french(child.content)


def _glossary_link(state: StateInline, silent: bool) -> bool:
    """Read ``[mot](glossaire:terme)``; the term may hold spaces, which a link may not."""
    found = _TERM.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        opening = state.push("term_open", "a", 1)
        opening.meta = {"term": found[2].strip()}
        state.push("text", "", 0).content = found[1]
        state.push("term_close", "a", -1)
    state.pos = found.end()
    return True


def _author_mark(state: StateInline, silent: bool) -> bool:
    """Keep a mark of the author as a token that shows nothing."""
    found = MARK.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" \t")
        state.push("mark", "", 0).meta = {"mark": found[0]}
    state.pos = found.end()
    return True


def _nothing(
    _self: RendererHTML, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: Env
) -> str:
    return ""


def _term_open(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Env
) -> str:
    term = tokens[idx].meta["term"]
    anchor = env.get("terms", {}).get(term)
    if anchor:
        return f'<a class="terme" href="#{anchor}" aria-describedby="{meaning_id(anchor)}">'
    # An item does not know on which page it is shown: the page makes a link of it, or leaves it.
    return f'<span class="terme" data-mot="{term_anchor(term)}">'


def _term_close(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Env
) -> str:
    # The opening is two tokens before: a term holds one text.
    return "</a>" if env.get("terms", {}).get(tokens[idx - 2].meta["term"]) else "</span>"


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
) -> str:
    token = tokens[idx]
    if str(token.attrGet("href")).startswith(("http:", "https:")):
        token.attrSet("rel", "noopener")
        token.attrSet("class", "lien-externe")
    return self.renderToken(tokens, idx, options, env)


def _code(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Env
) -> str:
    text = escapeHtml(tokens[idx].content.rstrip("\n")).replace("\n", "&#10;")
    return f'<pre class="code" tabindex="0"><code>{text}</code></pre>\n'


def _table_open(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Env
) -> str:
    env["tables"] = env.get("tables", 0) + 1
    caption = tokens[idx].meta.get("caption", "")
    name = caption or f"Tableau {env['tables']}"
    told = f"<caption>{escapeHtml(french(caption))}</caption>\n" if caption else ""
    return (
        f'<div class="defile" role="group" tabindex="0" aria-label="{escapeHtml(french(name))}">\n'
        f"<table>\n{told}"
    )


def _table_close(
    _self: RendererHTML, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: Env
) -> str:
    return "</table>\n</div>\n"


def _cell_open(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: Env
) -> str:
    token = tokens[idx]
    # A style attribute would need a weaker content security policy: a class says the same.
    side = _ALIGNED.get(str(token.attrGet("style") or ""))
    scope = ' scope="col"' if token.tag == "th" else ""
    aligned = f' class="{side}"' if side else ""
    return f"<{token.tag}{scope}{aligned}>"


def _image(
    _self: RendererHTML, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: Env
) -> str:
    token = tokens[idx]
    path = figure_path(env["folder"], str(token.attrGet("src")))
    if path is None:
        return ""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = base64.b64encode(path.read_bytes()).decode()
    alt = escapeHtml(french(token.content))
    return f'<img class="figure" src="data:{kind};base64,{data}" alt="{alt}">'


def figure_path(folder: Path, src: str) -> Path | None:
    """Give the file of a figure inside the module's folder, or None when there is none."""
    path = (folder / src).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


_RULES = {
    "mark": _nothing,
    "term_open": _term_open,
    "term_close": _term_close,
    "link_open": _link_open,
    "fence": _code,
    "code_block": _code,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "image": _image,
}

"""Between the light Markdown of Ouvroir and the text formats of Moodle.

Ouvroir shows raw HTML as text, Moodle's Markdown obeys it: a ``<`` travels as ``&#60;``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

MARKDOWN, HTML, PLAIN, MOODLE = "markdown", "html", "plain", "moodle"
FORMATS = (MARKDOWN, HTML, PLAIN, MOODLE)

_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.+?)(?<!`)\1(?!`)|<https?://[^\s<>]*>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_LESS_THAN = "&#60;"
#: For one that a backslash disarmed: the backslash would disarm the code in its turn.
_DISARMED = "&#060;"
_LESS = re.compile(r"(\\*)<")
_MARKUP = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=https?:)|&(?=#?\w+;)")
_BLOCK = re.compile(
    r"(?m)^(\s*)(#{1,6}(?=\s|$)|>|[+\-](?=\s|$)|-(?=[ -]*-[ -]*$)|=+\s*$|~~~|"
    r"\d{1,9}(?=[.)](?:\s|$)))"
)
_ENDS_A_LINE = frozenset({"br", "p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5"})
_WITHOUT_LOSS = _ENDS_A_LINE | {"span", "font", "html", "body"}
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "tt": "`", "kbd": "`"}
_HIDDEN = frozenset({"script", "style"})
#: Emphasis within emphasis within… is no text that a person wrote.
_DEEPEST = 8


def to_gift(markdown: str) -> str:
    """Make a text safe for a reader of Markdown that obeys HTML; code is left alone."""
    return _outside_code(markdown, lambda text: _LESS.sub(_travelling, text))


def _travelling(found: re.Match[str]) -> str:
    before = found[1]
    return before[:-1] + _DISARMED if len(before) % 2 else before + _LESS_THAN


def _arrived(text: str) -> str:
    return text.replace(_LESS_THAN, "<").replace(_DISARMED, "\\<")


def to_markdown(text: str, source: str) -> tuple[str, tuple[str, ...]]:
    """Bring a text of GIFT to the light Markdown of Ouvroir.

    Args:
        text: as it was read, escapes gone.
        source: one of ``FORMATS``.

    Returns:
        the Markdown, and the names of the HTML elements that it could not keep, in order.
    """
    if source == MARKDOWN:
        if not _TAG.search(_CODE.sub("", text)):
            return _outside_code(text, _arrived).strip(), ()
        lost: list[str] = []

        def without_tags(part: str) -> str:
            reader = _HtmlReader(literal=False)
            reader.feed(part.replace("&", "&amp;"))
            reader.close()
            lost.extend(reader.lost)
            return _arrived(reader.markdown)

        return _outside_code(text, without_tags).strip(), tuple(dict.fromkeys(lost))
    text = re.sub(r"\s+", " ", text)
    if source == PLAIN:
        return literal(text).strip(), ()
    reader = _HtmlReader(literal=True)
    reader.feed(text)
    reader.close()
    return re.sub(r"[ \t]*\n\s*", "\n", reader.markdown).strip(), tuple(dict.fromkeys(reader.lost))


def literal(text: str) -> str:
    """Write plain text so that Markdown shows it as it is."""
    return _BLOCK.sub(_escape_block, _MARKUP.sub(r"\\\g<0>", text))


def _escape_block(found: re.Match[str]) -> str:
    # « 1. » is disarmed by its point, every other beginning by a backslash before it.
    return found[0] + "\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for found in _CODE.finditer(text):
        parts += (change(text[end : found.start()]), found[0])
        end = found.end()
    return "".join((*parts, change(text[end:])))


class _HtmlReader(HTMLParser):
    """Reads HTML into Markdown; what Markdown has no word for is noted and left out."""

    def __init__(self, *, literal: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lost: list[str] = []
        self._literal = literal
        self._parts: list[str] = []
        #: Element, its closing mark, and where its content starts.
        self._open: list[tuple[str, str, int]] = []
        self._hidden = 0

    @property
    def markdown(self) -> str:
        """What was read, every element closed."""
        while self._open:
            self._close_last()
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _HIDDEN:
            self._hidden += 1
        if tag in _MARKS and len(self._open) < _DEEPEST:
            self._open.append((tag, _MARKS[tag], len(self._parts)))
        elif tag == "a" and (dict(attrs).get("href") or "").startswith(("http:", "https:")):
            address = re.sub(r"[\s()<>]", lambda c: f"%{ord(c[0]):02X}", dict(attrs)["href"] or "")
            self._open.append((tag, f"]({address})", len(self._parts)))
        elif tag in _ENDS_A_LINE:
            self._parts.append("\n")
        if tag not in _MARKS and tag not in _WITHOUT_LOSS and tag != "a":
            self.lost.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those that were forgotten inside it."""
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        if any(name == tag for name, _, _ in self._open):
            while self._close_last() != tag:
                pass
        elif tag in _ENDS_A_LINE:
            self._parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._hidden:
            return
        in_code = any(mark == "`" for _, mark, _ in self._open)
        self._parts.append(literal(data) if self._literal and not in_code else data)

    def _close_last(self) -> str:
        """Mark the content of the last open element; blanks stay outside, an empty one goes."""
        tag, mark, start = self._open.pop()
        content = "".join(self._parts[start:])
        core = content.strip()
        if core:
            # A code that holds backticks is fenced by one more than its longest run.
            longest = max((len(run) for run in re.findall("`+", core)), default=0)
            if mark == "`" and longest:
                fence = "`" * (longest + 1)
                core = f"{fence} {core} {fence}"
            elif tag == "a":
                core = f"[{core}{mark}"
            else:
                core = f"{mark}{core}{mark}"
            before, _, after = content.partition(content.strip())
            content = before + core + after
        self._parts[start:] = [content]
        return tag

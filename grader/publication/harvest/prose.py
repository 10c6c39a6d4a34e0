"""Descriptions that come as HTML, written in Markdown; others stay as they are."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_DROPPED = ("script", "style", "template", "noscript", "iframe", "object")
_SPACES = re.compile(r"[ \t\r\f\v\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_BLOCKS = ("p", "div", "section", "article", "table", "blockquote", "ul", "ol")
#: What stands before and after the text of an element.
_AROUND: dict[str, tuple[str, str]] = {
    "br": ("\x00", ""),
    "li": ("\x00- ", ""),
    **dict.fromkeys(_BLOCKS, ("\x00\x00", "\x00\x00")),
    **{f"h{level}": (f"\x00\x00{'#' * level} ", "\x00\x00") for level in range(1, 7)},
}
_MARKS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`"}
#: Characters of one description that are read, and elements: beyond, it is read as text alone.
_MOST_CHARACTERS, _MOST_ELEMENTS = 100_000, 1_000


def to_markdown(text: str) -> str:
    """Write HTML in Markdown: paragraphs, lists, headings, emphasis and links; no other element.

    Args:
        text: what a source wrote; without any tag it is given back as it is.
    """
    text = text[:_MOST_CHARACTERS]
    if not _TAG.search(text):
        return text.strip()
    from bs4 import BeautifulSoup, Tag

    soup = BeautifulSoup(text, "html.parser")
    for dropped in soup(_DROPPED):
        dropped.decompose()
    elements = soup.find_all(True)
    if len(elements) > _MOST_ELEMENTS:
        return soup.get_text(" ", strip=True)
    # The innermost first, so that each one holds only text when its turn comes.
    for element in reversed(elements):
        if isinstance(element, Tag):
            element.replace_with(_written(element.name, element.get_text(), element.attrs))
    lines = (line.strip() for line in soup.get_text().replace("\x00", "\n").split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _written(name: str, inner: str, attributes: object) -> str:
    r"""Write one element; ``\x00`` is a line break that outlives the tidying of spaces."""
    inner = _SPACES.sub(" ", inner)
    if name in _MARKS and inner.strip():
        return f"{_MARKS[name]}{inner.strip()}{_MARKS[name]}"
    if name == "a":
        return _link(inner.strip(), attributes)
    before, after = _AROUND.get(name, ("", ""))
    return before + (inner.strip(" ") if before else inner) + after


def _link(inner: str, attributes: object) -> str:
    address = attributes.get("href") if isinstance(attributes, dict) else None
    if isinstance(address, str) and address.startswith(("http://", "https://")) and inner:
        return f"[{inner}]({address})"
    return inner

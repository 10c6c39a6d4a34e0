"""A document as a tagged PDF (PDF/UA-1), which readers of screens read in order, set by typst.

The source is ``pdf.typ`` beside; the words go to it as data, and are never pasted into it. It
reads nothing else, fetches nothing, and uses the fonts that typst carries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.documents.model import (
    Bars,
    BlankLines,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Table,
    Text,
    clean,
    is_address,
    plain,
    runs_of,
)
from grader.documents.package import WIDTH, column_widths

_SOURCE = Path(__file__).with_name("pdf.typ")
#: What the fonts that typst carries can show, whatever stands beside; PDF/UA wants a shape for all.
_SHOWN = re.compile(
    "[^\t\n\u0020-\u007e\u00a0-\u02ff\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u1e80-\u1e85\u1e9e"
    "\u200b-\u2015\u2018-\u201e\u2020-\u2022\u2026\u202f\u2030\u2039\u203a\u2070\u2074-\u207f"
    "\u2080-\u2089\u20ac\u2116\u2122\u2190-\u2193\u21d2\u2212\u221e\u2248\u2260\u2264\u2265"
    "\u2500\u25a0\u25a1\u25b2\u25bc\u25cb\u25cf]"
)
#: Stands for a character that no font here has, as readers show it.
_NO_SHAPE = "\u25a1"
#: Letters of a size of 9.5 points that a centimetre holds, at the least.
_IN_A_CENTIMETRE = 4.2
#: A word may be broken anywhere by this character, which has no width.
_BREAK = "\u200b"


def pdf(document: Document) -> bytes:
    """Write a document as PDF; the same one gives the same bytes.

    It takes about 0.2 s the first time and 10 ms a page then: never in the server's loop.

    Args:
        document: see ``model.Document``.

    Raises:
        ValueError: a row of a table is not as long as its head.

    Source: https://typst.app/docs/reference/pdf/
    """
    return compiled(_SOURCE, _told(document), pdf_standards=["ua-1"])


def picture(bars: Bars, ppi: float = 160) -> bytes:
    """Draw a plot as PNG, as wide as the text of a page, for formats that want an image.

    Args:
        bars: the plot; its caption is not drawn.
        ppi: dots an inch.
    """
    shown = {"bars": _bars(bars), "width": WIDTH}
    return compiled(_SOURCE.with_name("bars_image.typ"), shown, format="png", ppi=ppi)


def compiled(source: Path, data: Mapping[str, Any], **options: Any) -> bytes:
    """Set a typst source.

    A character that no font has becomes a square rather than an error: names are free.

    Args:
        source: a file of ours; it may read its own folder, and no other.
        data: JSON types, which it finds in ``sys.inputs.data``.
        options: of ``typst.compile``.

    Raises:
        typst.TypstError: the source is wrong.
    """
    # Here, so that who only asks for another format does not load 40 MiB.
    import typst

    def made(text: str) -> bytes:
        found = typst.compile(
            str(source),
            root=str(source.parent),
            ignore_system_fonts=True,
            sys_inputs={"data": text},
            timestamp=0,
            **options,
        )
        assert isinstance(found, bytes)  # noqa: S101
        return found

    try:
        return made(json.dumps(data, ensure_ascii=False))
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return made(json.dumps(_plain(data), ensure_ascii=False))


def _plain(value: Any) -> Any:
    """Put a square for each character that some font may lack."""
    if isinstance(value, str):
        return _SHOWN.sub(_NO_SHAPE, value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _told(document: Document) -> dict[str, Any]:
    return {
        "title": _named(document.title),
        "subject": _words(document.subject, WIDTH),
        "footer": _words(document.footer, WIDTH),
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:  # noqa: PLR0911
    match block:
        case Heading(text, level, new_page):
            return {
                "kind": "heading",
                "text": _line(_named(text)),
                "level": level,
                "new_page": new_page,
            }
        case Paragraph(text, tone):
            return {"kind": "paragraph", "text": _line(text), "tone": tone.value}
        case Callout(title, lines):
            told = [_line(line) for line in lines]
            return {"kind": "callout", "title": _line(title), "lines": told}
        case Bullets(items):
            return {"kind": "bullets", "items": [_line(item) for item in items]}
        case Numbered(items):
            return {"kind": "numbered", "items": [_line(item) for item in items]}
        case BlankLines(labels):
            return {"kind": "blanks", "labels": [_line(f"{label}\u00a0:") for label in labels]}
        case Table():
            return _table(block)
        case Bars():
            caption, alt = _line(block.caption), clean(block.alt)
            return {"kind": "bars", "caption": caption, "alt": alt, "bars": _bars(block)}


def _named(text: str) -> str:
    """Give the words of a heading: PDF/UA wants some, and at least a dot where there are none."""
    return _words(text, WIDTH) if any(one.isalnum() for one in text) else "…"


def _table(table: Table) -> dict[str, Any]:
    widths = column_widths(table)
    rows = (table.head, *table.rows)
    told = [[_line(cell, w) for cell, w in zip(row, widths, strict=True)] for row in rows]
    return {
        "kind": "table",
        "caption": _line(table.caption),
        "widths": [round(width, 2) for width in widths],
        "numbers": table.numbers,
        # A table to fill in by hand has room to write.
        "blank": bool(table.rows) and not any(plain(c) for row in table.rows for c in row[1:]),
        "head": told[0],
        "rows": told[1:],
    }


def _bars(bars: Bars) -> list[dict[str, Any]]:
    return [
        {"label": _words(bar.label, 5), "value": bar.value, "told": _words(bar.told, 3),
         "most": bars.most}
        for bar in bars.bars
    ]  # fmt: skip


def _line(text: Text, width: float = WIDTH) -> list[dict[str, str]]:
    return [_run(run, width) for run in runs_of(text)]


def _run(run: Run, width: float) -> dict[str, str]:
    mark = run.mark.value if isinstance(run.mark, Mark) else Mark.PLAIN.value
    href = run.href if is_address(run.href) else ""
    return {"text": _words(run.text, width), "mark": mark, "href": href}


def _words(text: str, width: float) -> str:
    """Clean words, and let those that are longer than a line of so many centimetres be broken."""
    longest = max(8, int(width * _IN_A_CENTIMETRE))
    return re.sub(rf"\S{{{longest}}}(?=\S)", rf"\g<0>{_BREAK}", clean(text))

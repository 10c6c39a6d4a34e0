"""Texts that are tables more or less, as people and their software write them."""

from __future__ import annotations

import csv
import io

from hypothesis import strategies as st

#: Characters that mean something to one reader or the other, and plain ones.
LETTERS = "ab1é€😀 ,;|\t\"'\n\r\\#=x^\x01\x1a\ufeff\u2028\x85\x0b\x1c\ufffdÃ©"
ENDS = ("\n", "\r\n", "\r")
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1",
)  # fmt: skip
#: Bytes that no text in UTF-8 holds, or that are cut.
BROKEN = (b"", b"", b"", b"\xe9", b"\xff\n", b"\xc3", b"\0", b"\x1a", b"a\xe2\x82")

cells = st.one_of(
    st.sampled_from(["", "1", "ab", "é€", '"', '""', "a,b", "a;b", "x\ny", "x\r\ny", " ", "x^"]),
    st.text(alphabet=LETTERS, max_size=6),
)
#: Cells that a title line or a plain file holds.
plain_cells = st.sampled_from(["", "1", "ab", "é", "2024-01-02", "12,5", "a b"])


def written(row: list[str], delimiter: str, end: str, *, always: bool) -> str:
    """Write one row as a well-behaved software does; a row without cells is a blank line."""
    stream = io.StringIO()
    # Python leaves line breaks bare when its own end of line has none of them.
    always = always or any(one in cell for one in "\r\n" for cell in row)
    quoting = csv.QUOTE_ALL if always else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=quoting).writerow(row)
    return stream.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table with quotes, rows of all widths and blank lines; sometimes spoilt afterwards."""
    delimiter = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(1, 4))
    ends = draw(st.sampled_from([ENDS[:1], ENDS[1:2], ENDS[:2], ENDS]))
    always = draw(st.booleans())
    some = draw(st.sampled_from([cells, plain_cells]))
    text = ""
    if draw(st.integers(0, 4)) == 0:
        text += draw(st.sampled_from(["Titre\n", "\n", "Titre,,\n\n", '"Titre\nlong"\n']))
    labels = [f"c{index}" for index in range(width)]
    rows = draw(st.lists(st.lists(some, min_size=width, max_size=width), max_size=9))
    for row in (labels, *rows):
        change = draw(st.integers(0, 12))
        if change == 0:
            del row[draw(st.integers(0, width)) :]
        elif change == 1:
            row.append(draw(some))
        elif change == 2:
            row.clear()
        text += written(row, delimiter, draw(st.sampled_from(ends)), always=always)
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.text(alphabet=LETTERS, max_size=2)) + text[place:]
    return text


texts = st.one_of(tables(), tables(), st.text(alphabet=LETTERS, max_size=120))


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """The bytes of a text, in any encoding, some of them broken."""
    text = draw(texts)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", *ENCODINGS]))
    data = text.encode(encoding, errors="replace")
    place = draw(st.integers(0, len(data)))
    return data[:place] + draw(st.sampled_from(BROKEN)) + data[place:]

"""What is hidden is gone from the written file, which is searched to prove it."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.redaction.leftovers import leftovers
from grader.privacy.redaction.model import Block, Span, TextDocument
from grader.privacy.redaction.proof import passages_of, search_file
from grader.privacy.redaction.reading import read_document
from grader.privacy.redaction.reasons import REASONS
from grader.privacy.redaction.spans import hide, mark_of, tidy
from grader.privacy.redaction.writing import WRITERS, write_document
from grader.settings import Bounds
from tests.privacy.redaction.documents import MINUTES, MINUTES_ODT, packed

FORMS = sorted(WRITERS)


def spans_of(text: str, *passages: str, reason: str = "") -> tuple[Span, ...]:
    return tidy(
        text, [Span(text.index(one), text.index(one) + len(one), reason) for one in passages]
    )


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "pv.docx"
    path.write_bytes(MINUTES)
    return read_document(path, Bounds())


def test_spans_are_put_in_order_trimmed_and_joined():
    text = "Mme Jeanne Duvernet, 12 rue"
    spans = [Span(11, 19), Span(3, 11, "private-life"), Span(-5, 2), Span(20, 99), Span(8, 8)]
    assert tidy(text, spans) == (Span(0, 2), Span(4, 19, "private-life"), Span(21, 27))


def test_spans_of_two_lines_stay_two():
    assert tidy("Anne\nPaul", [Span(0, 4), Span(5, 9)]) == (Span(0, 4), Span(5, 9))


def test_a_mark_says_why_and_nothing_of_what_it_replaces():
    document = TextDocument((Block("Mme Duvernet habite ici."), Block("Duvernet")))
    hidden = hide(document, [Span(0, 12, "private-life"), Span(25, 33, "unknown")])
    assert hidden.text == "[occulté : vie privée] habite ici.\n[occulté]"


def test_a_span_over_several_blocks_hides_in_each(minutes):
    text = minutes.text
    start, end = text.index("Jeanne"), text.index("La maire")
    hidden = hide(minutes, [Span(start, end)]).text
    assert "Duvernet" not in hidden
    assert hidden.count("[occulté]") == 6
    assert "La maire, Odile Fabre" in hidden


@pytest.mark.parametrize("form", FORMS)
def test_what_is_hidden_is_gone_and_the_search_proves_it(minutes, form, tmp_path):
    spans = spans_of(minutes.text, "Jeanne Duvernet", "12 rue des Lilas", "Jeanne Duvernet\n450")
    table = minutes.text.rindex("Jeanne Duvernet")
    spans = tidy(minutes.text, [*spans, Span(table, table + 15)])
    passages = passages_of(minutes.text, spans)
    data = write_document(hide(minutes, spans), form)
    proof = search_file(data, passages)
    assert proof.found == ()
    assert proof.passages >= 2
    path = tmp_path / "publie"
    path.write_bytes(data)
    again = read_document(path, Bounds())
    assert again.form == form
    assert again.hidden == ()
    assert "Odile Fabre" in again.text


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_what_was_left(minutes, form):
    spans = spans_of(minutes.text, "Jeanne Duvernet")
    data = write_document(hide(minutes, spans), form)
    assert search_file(data, passages_of(minutes.text, spans)).found == (0,)


def test_the_search_reads_every_part_without_markup_case_nor_accents():
    data = packed(
        {
            "word/document.xml": "<w:t>Jean</w:t><w:t>ne Duver</w:t><w:t>net</w:t>",
            "docProps/core.xml": "<dc:creator>HÉLÈNE MARCHAL</dc:creator>",
        }
    )
    passages = ("Jeanne  Duvernet", "Hélène Marchal", "Odile Fabre", "M")
    proof = search_file(data, passages)
    assert proof.found == (0, 1)
    assert (proof.parts, proof.passages, proof.too_short) == (2, 3, 1)


def test_nothing_of_the_file_read_passes_but_its_text(minutes):
    for form in ("docx", "odt"):
        with zipfile.ZipFile(io.BytesIO(write_document(minutes, form))) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
            assert not any("core" in name or "meta.xml" in name for name in archive.namelist())
        for gone in ("Martel", "Petit", "2026-114", "900", "rappelé"):
            assert gone.encode() not in whole


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_table_keeps_its_empty_cells(form, tmp_path):
    path = tmp_path / "a.odt"
    path.write_bytes(MINUTES_ODT)
    document = read_document(path, Bounds())
    path.write_bytes(write_document(document, form))
    again = read_document(path, Bounds())
    assert [block.place for block in again.blocks] == [block.place for block in document.blocks]
    assert again.text == document.text


def test_the_same_text_gives_the_same_bytes(minutes):
    assert write_document(minutes, "docx") == write_document(minutes, "docx")


def test_no_pdf_is_ever_written(minutes):
    with pytest.raises(KeyError):
        write_document(minutes, "pdf")


def test_names_left_elsewhere_are_found():
    text = "Mme Jeanne Duvernet demande.\nMME DUVERNET est reçue.\nLa rue Jeanne-d'Arc, le duvet."
    spans = spans_of(text, "Mme Jeanne Duvernet")
    assert [one.text for one in leftovers(text, spans)] == ["DUVERNET"]
    whole = leftovers(f"{text}\nMme Jeanne Duvernet", spans)
    assert [(one.text, one.whole) for one in whole] == [
        ("DUVERNET", False),
        ("Mme Jeanne Duvernet", True),
    ]


def test_ordinary_words_are_no_leftovers():
    text = "Le Maire reçoit Paul Le Gall.\nLe maire remercie le conseil."
    assert leftovers(text, spans_of(text, "Paul Le Gall")) == ()


def test_every_reason_has_its_article_and_its_mark():
    assert len({mark_of(reason) for reason in REASONS}) == len(REASONS)
    assert all(one.article.startswith("article L31") for one in REASONS.values())


@given(
    st.text(alphabet="ab é\n", max_size=60),
    st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=8),
)
def test_no_letter_of_a_span_is_ever_written(text, places):
    document = TextDocument(tuple(Block(line) for line in text.split("\n")))
    spans = tidy(document.text, [Span(a, b) for a, b in places])
    hidden = hide(document, spans)
    assert len(hidden.blocks) == len(document.blocks)
    kept = "".join(
        letter
        for place, letter in enumerate(document.text)
        if not any(span.start <= place < span.end for span in spans)
    )
    assert hidden.text.replace("[occulté]", "") == kept or any(
        "\n" in document.text[span.start : span.end] for span in spans
    )
    assert all(first.end <= second.start for first, second in pairwise(spans))

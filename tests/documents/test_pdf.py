"""A PDF that readers of screens can follow, whatever is written in it; plots in every format."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.documents.model import Bar, Bars, Document, Paragraph, Table
from grader.documents.pdf import pdf, picture
from grader.documents.pictures import pictures_of, shape_of
from grader.documents.writing import written
from tests.documents.test_writers import EVERY, ORDER

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing")
PLOT = Bars("Qui a rendu", (Bar("Valider", 3, "3 personnes"), Bar("Publier", 0, "personne")))


def read(content: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


@needs_poppler
def test_all_is_said_in_its_order_and_markup_is_only_text():
    hostile = '#eval("1") \\ $x$ *gras* _a_ @nom <etiquette> // fin #import "x"'
    told = read(pdf(Document("x", (*EVERY.blocks[:-1], Paragraph(hostile)))))
    place = 0
    for text in ORDER[1:-1]:
        place = told.index(text, place) + len(text)
    assert hostile in " ".join(told.split())


def test_it_says_what_it_is():
    content = pdf(EVERY)
    assert content == pdf(EVERY)
    assert content.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in content
    assert b"/Lang(fr-FR)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"pdfuaid" in content
    assert b"/JavaScript" not in content


@needs_poppler
def test_tags_name_the_parts_and_addresses_that_run_lead_nowhere():
    blocks = (*EVERY.blocks, PLOT)
    content = pdf(Document("Un titre", blocks))
    done = subprocess.run(
        ["pdfinfo", "-struct", "-"], input=content, capture_output=True, check=True
    )
    tags = done.stdout.decode()
    for tag in ("H1", "H2", "H3", "L ", "LI", "Table", "THead", "TH", "TD", "Figure", "Link"):
        assert re.search(rf"^\s*{tag}", tags, re.MULTILINE), tag
    assert PLOT.alt.startswith("Diagramme en barres. Qui a rendu. Valider")
    assert b"javascript:" not in content


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_name_is_an_error(title, name):
    plot = Bars(name, (Bar(name, 1, title),))
    table = Table(name, ("Nom", "Valeur"), ((name, title),))
    blocks = (Paragraph(title), table, plot)
    assert pdf(Document(title or "x", blocks, subject=name, footer=name)).startswith(b"%PDF")


@needs_poppler
def test_what_has_no_shape_is_a_square_and_a_word_without_end_stays_on_the_page():
    told = read(pdf(Document("Lou 🐝", (Paragraph("中文 é"), Paragraph("a" * 32_000)))))
    assert "Lou □" in told
    assert "□□ é" in told
    boxes = read(pdf(Document("x", (Paragraph("a" * 32_000),))), "-bbox")
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', boxes))) <= 596


def test_a_plot_is_an_image_with_words_in_office_formats_and_a_table_in_a_page():
    document = Document("x", (Paragraph("avant"), PLOT))
    wide, high = shape_of(picture(PLOT))
    assert wide > 900
    assert 30 < high < wide
    for ending, text, name in (
        ("odt", "content.xml", "Pictures/2.png"),
        ("docx", "word/document.xml", "word/media/2.png"),
    ):
        with zipfile.ZipFile(io.BytesIO(written(document, ending))) as archive:
            assert archive.read(name).startswith(b"\x89PNG")
            assert PLOT.alt in archive.read(text).decode().replace("&apos;", "'")
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    ET.fromstring(archive.read(part))
    assert "3 personnes" in written(document, "html").decode()
    assert pictures_of(EVERY) == {}


@pytest.mark.parametrize("bars", [(), (Bar("x", -1, ""),), (Bar("x", float("nan"), ""),)])
def test_a_plot_that_cannot_be_drawn_is_an_error(bars):
    with pytest.raises(ValueError, match="cannot be drawn"):
        Bars("x", bars)

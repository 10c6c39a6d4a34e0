"""One document, three formats: well formed, whole, the same bytes, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from grader.documents.model import (
    LONGEST_RUN,
    BlankLines,
    Bullets,
    Callout,
    Document,
    Heading,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Table,
    Tone,
    plain,
)
from grader.documents.prose import blank, filled, prose
from grader.documents.writing import ENDINGS as ALL
from grader.documents.writing import written

HOSTILE = "<script>alert(1)</script> & \"guillemets\" 'simples' ]]> \x00\x0b\ud800 é 🐝"
SHOWN = HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")
EVERY = Document(
    title="Un titre",
    blocks=(
        Callout("Attention", ("Première ligne", (blank("montant"),))),
        Heading("Partie"),
        Heading("Sous-partie", 3),
        Paragraph((Run("simple "), Run("fort", Mark.STRONG), Run(" accent", Mark.EMPHASIS))),
        Paragraph("un constat", Tone.STRONG),
        Paragraph("une note", Tone.SMALL),
        Paragraph((Run("lien", href="https://exemple.fr/?a=1&b=2"),)),
        Paragraph((Run("piège", href="javascript:alert(1)"),)),
        Bullets(("point un", "point deux")),
        Numbered(("premier", "second")),
        BlankLines(("Fait à", "Signature")),
        Table("Un tableau", ("Nom", "Valeur"), (("ligne un", "12"), ("ligne deux", "7")), True),
        Heading("Annexe", new_page=True),
        Paragraph(HOSTILE),
    ),
    subject="Un essai",
    stem="essai",
    footer="Pied de page",
)
#: Texts in the order in which they must be read.
ORDER = [
    "Un titre", "Attention", "Première ligne", "montant", "Partie", "Sous-partie", "simple", "fort",
    "accent", "un constat", "une note", "lien", "piège", "point un", "point deux", "premier",
    "second", "Fait à", "Signature", "Un tableau", "Nom", "Valeur", "ligne un", "12", "ligne deux",
    "7", "Annexe", SHOWN,
]  # fmt: skip
#: A PDF holds its text otherwise: see test_pdf.py.
ENDINGS = tuple(one for one in ALL if one != "pdf")
MAIN = {"odt": "content.xml", "docx": "word/document.xml"}


def parts(ending: str, document: Document = EVERY) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written(document, ending))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(ending: str, document: Document = EVERY) -> str:
    if ending == "html":
        return BeautifulSoup(written(document, "html"), "html.parser").get_text()
    return "".join(ET.fromstring(parts(ending, document)[MAIN[ending]]).itertext())


@pytest.mark.parametrize("ending", ENDINGS)
def test_all_is_said_in_its_order(ending):
    told, place = text_of(ending), 0
    for text in ORDER:
        place = told.index(text, place) + len(text)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_document_gives_the_same_bytes(ending):
    assert written(EVERY, ending) == written(EVERY, ending)


@pytest.mark.parametrize("ending", ["odt", "docx"])
def test_every_part_is_well_formed(ending):
    for name, content in parts(ending).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)


def test_an_odt_says_what_it_is_first_and_declares_its_parts():
    with zipfile.ZipFile(io.BytesIO(written(EVERY, "odt"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    found = parts("odt")
    assert found["mimetype"] == b"application/vnd.oasis.opendocument.text"
    declared = set(re.findall(r'full-path="([^"]+)"', found["META-INF/manifest.xml"].decode()))
    assert {name for name in found if name.endswith(".xml")} - {"META-INF/manifest.xml"} <= declared
    # Writer looks for the styles of tables in the content alone.
    assert b'style:name="CaseCellule"' in found["content.xml"]


def test_a_docx_declares_and_links_its_parts():
    found = parts("docx")
    types = found["[Content_Types].xml"].decode()
    for name in found:
        ending = name.rpartition(".")[2]
        assert f'PartName="/{name}"' in types or f'Extension="{ending}"' in types, name
    for name, content in found.items():
        if name.endswith(".rels"):
            base = name.replace("_rels/", "").rpartition("/")[0]
            for target, mode in re.findall(
                r'Target="([^"]+)"(?: TargetMode="(\w+)")?', content.decode()
            ):
                path = f"{base}/{target}".lstrip("/") if base else target.lstrip("/")
                assert mode == "External" or path in found, target


@pytest.mark.parametrize("ending", ["odt", "docx"])
def test_headings_lists_and_heads_of_tables_are_real_ones(ending):
    content = parts(ending)[MAIN[ending]].decode()
    if ending == "odt":
        assert re.findall(r'outline-level="(\d)"', content) == ["1", "2", "3", "2"]
        assert content.count("<text:list-item>") == 4
        assert content.count("<table:table-header-rows>") == 1
    else:
        assert content.count("<w:tblHeader") == 1
        assert re.findall(r'w:pStyle w:val="(Heading\d|Title|Titre\d?)"', content)


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_web_addresses_are_led_to(ending):
    whole = (
        written(EVERY, "html").decode()
        if ending == "html"
        else "".join(part.decode("utf-8", "replace") for part in parts(ending).values())
    )
    assert "https://exemple.fr/?a=1&amp;b=2" in whole
    assert "javascript:" not in whole
    assert "<script" not in whole


@pytest.mark.parametrize("ending", ["odt", "docx"])
def test_it_is_in_french_and_names_nobody(ending):
    whole = "".join(part.decode("utf-8", "replace") for part in parts(ending).values())
    assert "fr" in whole
    assert re.search(r'fr-FR|fo:language="fr"', whole)
    for named in ("dc:creator>", "lastModifiedBy>", "initial-creator>"):
        assert not re.search(rf"{named}[^<]+<", whole)


def test_the_page_is_alone_and_in_french():
    soup = BeautifulSoup(written(EVERY, "html"), "html.parser")
    assert soup.html["lang"] == "fr"
    assert soup.h1.get_text() == "Un titre"
    assert not soup.find_all(["script", "img", "link", "iframe"])
    assert "default-src 'none'" in str(soup.head)
    assert [cell["scope"] for cell in soup.table.find_all("th")] == ["col", "col", "row", "row"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_of_another_length_is_an_error(ending):
    with pytest.raises(ValueError):  # noqa: PT011
        written(Document("x", (Table("t", ("a", "b"), (("seul",),)),)), ending)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_run_without_end_is_cut(ending):
    told = text_of(ending, Document("x", (Paragraph("a" * (LONGEST_RUN + 500)),)))
    assert told.count("a") <= LONGEST_RUN + 50


def test_a_value_is_never_markup():
    runs = prose("**{a}** puis {b}, [[à remplir]]", a="x", b="**gras** [[vide]] {c}")
    assert plain(runs) == "{a} puis **gras** [[vide]] {c}, [à compléter\xa0: à remplir]"
    assert runs[-1].mark is Mark.BLANK
    assert plain(filled("  ", "nom")) == "[à compléter\xa0: nom]"
    assert filled(" Lou ", "nom") == "Lou"


def test_a_format_that_nobody_writes():
    with pytest.raises(KeyError):
        written(EVERY, "rtf")

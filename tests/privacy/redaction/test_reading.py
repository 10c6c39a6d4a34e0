"""Texts are read whole, in order, and what a reader does not see is told and left out."""

from __future__ import annotations

import pytest

from grader.errors import UnusableFileError
from grader.privacy.redaction.gathering import MOST_CHARACTERS
from grader.privacy.redaction.model import Hidden
from grader.privacy.redaction.reading import read_document
from grader.privacy.redaction.wording import told_hidden
from grader.settings import Bounds
from tests.privacy.redaction.documents import (
    MINUTES,
    MINUTES_ODT,
    O,
    W,
    packed,
    paragraph,
    run,
    word,
)


@pytest.fixture
def read(tmp_path):
    def read_bytes(data: bytes, name: str = "acte", **bounds):
        path = tmp_path / name
        path.write_bytes(data)
        return read_document(path, Bounds(**bounds))

    return read_bytes


def test_a_word_document_is_read_as_its_reader_sees_it(read):
    document = read(MINUTES)
    assert document.form == "docx"
    assert document.text.split("\n") == [
        "Commune de Val-Ouvert",
        "Procès-verbal du conseil municipal",
        "Aide sociale",
        "Mme Jeanne Duvernet, 12 rue des Lilas, reçoit 450 €.",
        "Nom",
        "Montant",
        "Jeanne Duvernet",
        "450 €",
        "Reçu en préfecture",
        "La maire, Odile Fabre",
    ]
    styles = [(block.style, block.level) for block in document.blocks[1:4]]
    assert styles == [("title", 0), ("heading", 1), ("paragraph", 0)]
    assert [block.place for block in document.blocks[4:8]] == [
        (0, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
        (0, 1, 1),
    ]


def test_what_word_keeps_out_of_sight_is_told(read):
    assert set(read(MINUTES).hidden) == {
        Hidden("author", 1, "Paul Martel"),
        Hidden("editor", 1, "Léa Petit"),
        Hidden("organisation", 1, "Mairie de Val-Ouvert"),
        Hidden("comment", 1),
        Hidden("deleted", 1),
        Hidden("inserted", 1),
        Hidden("invisible", 1),
        Hidden("picture", 1),
    }
    told = list(told_hidden(read(MINUTES).hidden))
    assert "Auteur du document : Paul Martel" in [one.replace("\u00a0", " ") for one in told]
    assert "1 commentaire en marge" in [one.replace("\u00a0", " ") for one in told]


def test_an_opendocument_text_is_read_as_its_reader_sees_it(read):
    document = read(MINUTES_ODT)
    assert document.form == "odt"
    assert document.text.split("\n") == [
        "Page de Val-Ouvert",
        "Aide sociale",
        "Mme Jeanne Duvernet, 12 rue des Lilas, reçoit 450 €.",
        "Vote : unanimité",
        "Nom",
        "Montant",
    ]
    assert [block.style for block in document.blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "item",
        "cell",
        "cell",
    ]
    assert document.blocks[-1].place == (0, 0, 2)
    assert {(one.kind, one.value) for one in document.hidden} == {
        ("author", "Paul Martel"),
        ("comment", ""),
        ("deleted", ""),
        ("invisible", ""),
        ("thumbnail", ""),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_plain_text_is_read_in_both_encodings(read, encoding):
    document = read("Délibération n° 7\r\n\r\nL'œuvre est acceptée.".encode(encoding))
    assert document.text == "Délibération n° 7\nL'œuvre est acceptée."


def test_the_text_layer_of_a_pdf_is_read(read):
    assert "Mme Jeanne Duvernet" in read(_pdf("Mme Jeanne Duvernet")).text


def test_the_author_of_a_pdf_is_told(read):
    hidden = read(_pdf("Un acte", "/Author (Paul Martel)")).hidden
    assert Hidden("author", 1, "Paul Martel") in hidden


def _pdf(text: str, info: str = "") -> bytes:
    """A PDF of one page, as small as the format allows."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\n"
        f"startxref\n{len(body)}\n%%EOF"
    ).encode("latin-1")


ENTITY = f'<!DOCTYPE a [<!ENTITY x "boum">]><w:document {W}>{paragraph(run("&x;"))}</w:document>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "text-empty"),
        (b" \n \n", "text-empty"),
        (word(paragraph()), "text-empty"),
        (b"%PDF-1.4 nothing", "text-unreadable"),
        (b"PK\x03\x04 damaged", "text-unreadable"),
        (packed({"a.txt": "une archive"}), "text-unreadable"),
        (packed({"word/document.xml": "<w:p"}), "text-unreadable"),
        (packed({"word/document.xml": ENTITY}), "text-unreadable"),
        (b"\xd0\xcf\x11\xe0 old Word", "text-old-word"),
        (b"{\\rtf1 rich}", "text-unreadable"),
        (b"\x89PNG\x00\x00", "text-unreadable"),
        (word(paragraph(run("a" * (MOST_CHARACTERS + 1)))), "text-too-big"),
        (packed({"word/document.xml": "0" * 40_000_000}), "text-too-big"),
    ],
)
def test_what_is_no_text_is_refused_in_french(read, data, code):
    with pytest.raises(UnusableFileError) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert refused.value.hint


def test_a_file_past_the_bound_is_not_read(read):
    with pytest.raises(UnusableFileError) as refused:
        read(b"a" * 11, upload_bytes=10)
    assert refused.value.code == "text-too-big"


def test_an_encrypted_document_is_refused(read):
    data = bytearray(packed({"mimetype": "application/vnd.oasis.opendocument.text"}))
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 8] |= 1
    with pytest.raises(UnusableFileError) as refused:
        read(bytes(data))
    assert refused.value.code == "text-encrypted"


def test_markup_nested_a_hundred_thousand_deep_is_read_or_refused_and_never_fatal(read):
    deep = "<text:span>" * 100_000 + "a" + "</text:span>" * 100_000
    content = f"<office:document-content {O}><office:body><text:p>{deep}</text:p></office:body>"
    data = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content + "</office:document-content>",
        }
    )
    assert read(data).text == "a"

"""Documents that one could put on a director's desk: whole, well formed, and set as French is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from grader.documents.model import (
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
    plain,
    runs_of,
)
from grader.documents.writing import ENDINGS, written
from grader.obligations.assess import duties
from grader.obligations.deciding.costs import costs, loads_of
from grader.obligations.deciding.priorities import Weights, priorities
from grader.obligations.deciding.sessions import agenda, sessions
from grader.obligations.deciding.steps import Framework, planned
from grader.obligations.documents.decision_note import decision_note
from grader.obligations.documents.priorities_sheet import priorities_sheet
from grader.obligations.documents.programme import programme
from grader.obligations.documents.road_map import road_map
from grader.obligations.profile import AuthorityKind, Profile
from grader.typography import french

ON = date(2026, 11, 22)
FACTS = frozenset(
    {"website", "defibrillators", "canteen", "grants", "charging-points", "people-grants"}
)
NAMES = ("", "Commune de Valmont", "<b>L'Île & Cie</b> **{name}** [[x]] \x00")
PROFILES = [
    Profile(AuthorityKind.COMMUNE, 12_000, Decimal(150), FACTS, frozenset({"water"}), NAMES[1]),
    Profile(AuthorityKind.COMMUNE, 980, Decimal(9), frozenset(), frozenset(), NAMES[0]),
    Profile(AuthorityKind.SYNDICAT, 0, Decimal("1.5"), frozenset(), frozenset(), NAMES[2]),
    Profile(AuthorityKind.REGION, 5_000_000, Decimal(4000), frozenset({"transport"})),
]


def documents_of(profile: Profile) -> Iterator[Document]:
    found = priorities(profile)
    yield decision_note(profile, duties(profile), found, costs({}, loads_of(found)), ON)
    for framework in Framework:
        lines = planned(framework, date(2026, 12, 1), 12, leads={})
        yield road_map(profile, framework, lines, ON)
    yield priorities_sheet(profile, found, Weights(), ON)
    slots = agenda([one.id for one in sessions()], time(9, 30))
    yield programme(profile, slots, ON, day=date(2027, 1, 14), place="Salle du conseil")


def texts_of(document: Document) -> Iterator[str]:
    yield document.title
    for block in document.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield plain(text)
            case Callout(title, lines):
                yield title
                yield from map(plain, lines)
            case Bullets(items) | Numbered(items):
                yield from map(plain, items)
            case BlankLines(labels):
                yield from labels
            case Table(caption, head, rows):
                yield caption
                yield from head
                yield from (plain(cell) for row in rows for cell in row)


def said(document: Document) -> str:
    return "\n".join(texts_of(document)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda one: one.kind.value)
def test_every_format_is_well_formed_and_says_the_same(profile):
    for document in documents_of(profile):
        for ending in ENDINGS:
            content = written(document, ending)
            assert content == written(document, ending)
            if ending == "html":
                assert "<b>L'Île" not in content.decode()
                continue
            if ending == "pdf":
                # What a PDF says is read in tests/documents/test_pdf.py.
                assert content.startswith(b"%PDF-")
                continue
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for name in package.namelist():
                    if name.endswith(".xml"):
                        ElementTree.fromstring(package.read(name))


@pytest.mark.parametrize("profile", PROFILES[:2], ids=("busy", "small"))
def test_every_text_is_set_as_french_is_and_no_markup_is_left(profile):
    for document in documents_of(profile):
        for text in texts_of(document):
            assert french(text) == text
            assert not re.search(r"\*\*|\{\w+\}|\[\[|\bNone\b|\.\.|\s\.|,\.", text), text


def test_a_name_that_looks_like_markup_stays_text():
    for document in documents_of(PROFILES[2]):
        assert "<b>L'Île & Cie</b> **{name}** [[x]]" in said(document)


def test_a_missing_name_is_a_blank_that_one_sees():
    for document in documents_of(PROFILES[1]):
        marks = [
            run.mark
            for block in document.blocks
            if isinstance(block, Paragraph)
            for run in runs_of(block.text)
        ]
        assert Mark.BLANK in marks
        assert "[à compléter : nom de la collectivité]" in said(document)


def test_stems_are_those_announced():
    assert [document.stem for document in documents_of(PROFILES[0])] == [
        "note-de-decision",
        "feuille-de-route",
        "feuille-de-route",
        "priorites-de-publication",
        "programme-des-ateliers",
    ]


def test_the_note_has_all_that_a_mayor_needs():
    profile = PROFILES[0]
    found = priorities(profile)
    account = costs({}, loads_of(found))
    text = said(decision_note(profile, duties(profile), found, account, ON))
    for words in (
        "Commune de Valmont", "12 000 habitants, 150 agents", "22 novembre 2026",
        "Ouverture par défaut : elle s'impose à nous", "300 € par point",
        "ne comptent pas la préparation", "Limite :", "ne se comparent pas", "A. Attendre",
        "B. Le strict imposé", "C. La feuille de route", "☐", "Date et signature",
        f"{len(account.loads)} jeux de données, dont la première vague",
    ):  # fmt: skip
        assert words in text, words
    imposed = sum(one.obligation == 3 and one.rank is not None for one in found)
    assert f"{imposed} jeux de données que vise un texte" in text


def test_the_note_of_a_small_commune_does_not_frighten():
    profile = PROFILES[1]
    found = priorities(profile)
    text = said(decision_note(profile, duties(profile), found, costs(), ON))
    assert "elle nous est conseillée, sans s'imposer" in text
    assert "300 €" not in text
    assert "quelques jours par an" in text


def test_the_note_warns_when_the_account_is_short_of_the_law():
    profile = PROFILES[0]
    found = priorities(profile)
    short = costs({"datasets": Decimal(2)})
    assert "n'en compte que 2" in said(decision_note(profile, duties(profile), found, short, ON))


def test_a_road_map_says_who_and_when():
    lines = planned(
        Framework.STRATEGY,
        date(2026, 12, 1),
        12,
        frozenset({"initialise"}),
        {"publish": "Service informatique"},
    )
    text = said(road_map(PROFILES[0], Framework.STRATEGY, lines, ON))
    assert "Service informatique" in text
    assert "Cette étape est déjà faite." in text
    assert "du 01/12/2026 au" in text
    assert "Prochaine révision" in text


def test_every_risk_of_the_sheet_says_what_to_do_first():
    found = priorities(PROFILES[0])
    text = said(priorities_sheet(PROFILES[0], found, Weights(), ON))
    for one in found:
        if one.rank and one.risk:
            assert one.first.replace("\u00a0", " ").replace("\u202f", " ") in text
    assert "À ne pas publier" in text
    assert "Poids retenus : obligation 3, intérêt 2, facilité 1, sécurité 2." in text


def test_a_programme_keeps_its_answers_for_the_end():
    slots = agenda(["law", "structure"], time(9, 0))
    document = programme(None, slots, ON)
    text = said(document)
    assert "9 h 00 à 9 h 20" in text
    assert "[à compléter : lieu]" in text
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    answers = headings.index("Corrigés, pour l'animateur")
    assert answers > max(i for i, one in enumerate(headings) if one.startswith("Fiche"))
    assert text.index("Corrigés") < text.index("Secours à une famille : ne pas publier")


def test_rooms_to_write_are_dots_and_values_are_not():
    document = programme(None, agenda(["project", "structure"], time(9)), ON)
    cells = [
        cell
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    assert cells.count("…" * 12) == 24
    assert "12\u202f500\u00a0€" in cells
    assert not any(isinstance(cell, tuple) and Run("") in cell for cell in cells)

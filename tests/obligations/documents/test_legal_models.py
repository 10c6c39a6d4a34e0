"""The clauses, the deliberation and the report: what they cite, what they leave to fill in."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from grader.documents.model import (
    BlankLines,
    Bullets,
    Callout,
    Document,
    Mark,
    Numbered,
    Table,
    plain,
    runs_of,
)
from grader.documents.writing import written
from grader.errors import RefusedError
from grader.obligations.assess import duties
from grader.obligations.documents.clause import clause
from grader.obligations.documents.deliberation import deliberation
from grader.obligations.documents.purchase import purchase_clause
from grader.obligations.documents.report import duties_report
from grader.obligations.documents.service_data import service_data
from grader.obligations.duties import Status
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import questions

ON = date(2026, 11, 22)
SERVICES = [service.id for service in questions().services]
TOWN = Profile(
    AuthorityKind.COMMUNE,
    12_400,
    Decimal("180.5"),
    frozenset({"website", "grants", "contracts-40k", "concessions", "algorithms"}),
    frozenset({"water"}),
    "Commune de Val-Ouvert",
)
VILLAGE = Profile(AuthorityKind.COMMUNE, 900, Decimal(4), frozenset({"website"}))
UNDER = Profile(AuthorityKind.COMMUNE, 3_499, Decimal(80))
AT = Profile(AuthorityKind.COMMUNE, 3_500, Decimal(50))
GROUP = Profile(AuthorityKind.EPCI, 42_000, Decimal(210), frozenset(), frozenset({"waste"}))
CCAS = Profile(AuthorityKind.ETABLISSEMENT, 0, Decimal("49.5"))
ALL = (TOWN, VILLAGE, UNDER, AT, GROUP, CCAS)


def texts(document: Document) -> list:
    """Every text of a document, in order."""
    found = [document.title]
    for block in document.blocks:
        if isinstance(block, Callout):
            found += [block.title, *block.lines]
        elif isinstance(block, Bullets | Numbered):
            found += block.items
        elif isinstance(block, BlankLines):
            found += block.labels
        elif isinstance(block, Table):
            found += [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
        else:
            found.append(block.text)
    return found


def words(document: Document) -> str:
    return "\n".join(map(plain, texts(document)))


def models(profile: Profile) -> list[Document]:
    return [
        clause(profile, "water", ON),
        purchase_clause(profile, ON),
        deliberation(profile, duties(profile), ON),
    ]


@pytest.mark.parametrize("profile", ALL, ids=lambda one: f"{one.kind}-{one.population}")
def test_each_model_says_that_it_is_one_and_shows_its_blanks(profile):
    for document in models(profile):
        first = document.blocks[0]
        assert isinstance(first, Callout)
        assert "Modèle à faire relire" in first.title
        blanks = [
            run for text in texts(document) for run in runs_of(text) if run.mark == Mark.BLANK
        ]
        assert len(blanks) >= 5
        assert words(document).count("[à compléter") == len(blanks)
        named = "nom de la collectivité" in "".join(run.text for run in blanks)
        assert named is not bool(profile.name)
        assert (profile.name or "nom de la collectivité") in words(document)


@pytest.mark.parametrize("profile", ALL, ids=lambda one: f"{one.kind}-{one.population}")
def test_sentences_are_typeset(profile):
    for document in (*models(profile), duties_report(profile, duties(profile), ON)):
        for text in map(plain, texts(document)):
            assert not re.search(r" [:;?!»]|« |  |\d [%€]", text), text


@pytest.mark.parametrize(
    ("profile", "bound"),
    [(TOWN, True), (VILLAGE, False), (UNDER, False), (AT, True), (GROUP, True), (CCAS, False)],
)
def test_the_deliberation_says_whether_one_is_bound(profile, bound):
    told = words(deliberation(profile, duties(profile), ON))
    assert ("est une obligation" in told) is bound
    assert ("volontaire" in told) is not bound
    assert ("D312-1-1-1 du même code" in told) is bound


def test_its_texts_follow_the_duties():
    town, village = (
        re.sub(r"\s", " ", words(deliberation(one, duties(one), ON))) for one in (TOWN, VILLAGE)
    )
    for cited in ("n° 2000-321", "R2196-1", "L3131-1 à L3131-4", "D312-1-4", "PRADA"):
        assert cited in town
        assert cited not in village
    for always in ("L312-1-2", "L322-6", "2016/679"):
        assert always in town
        assert always in village


@pytest.mark.parametrize("service", SERVICES)
def test_a_clause_is_for_its_service(service):
    document = clause(TOWN, service, ON)
    label = next(one.label for one in questions().services if one.id == service)
    assert label.lower() in document.title
    for one in service_data(service):
        assert one.title in words(document)
    assert document.stem == f"clause-donnees-{service}"
    assert service == "other" or len(service_data(service)) >= 3


def test_no_clause_promises_people_or_addresses():
    for service in SERVICES:
        for one in service_data(service):
            if re.search(r"consommé|[Ff]réquentation|Sessions|Coupures", one.title):
                assert one.care, one.title


def test_another_service_is_refused():
    with pytest.raises(RefusedError) as refused:
        clause(TOWN, "rien", ON)
    assert refused.value.code == "unknown-service"


def test_a_procurement_contract_says_that_nothing_is_due_by_law():
    told = words(purchase_clause(TOWN, ON))
    assert "ne fait pas revenir de lui-même" in told
    assert "CCAG" in told
    assert "L3131" not in told


@pytest.mark.parametrize("profile", ALL, ids=lambda one: f"{one.kind}-{one.population}")
def test_the_report_tells_every_duty_once_and_why(profile):
    found = duties(profile)
    told = words(duties_report(profile, found, ON))
    for duty in found:
        assert duty.rule.title in told
        assert duty.because in told
    due = [duty for duty in found if duty.status is Status.REQUIRED]
    assert f"{len(due)}\xa0obligation" in told
    for duty in due:
        assert duty.rule.article in told
        assert all(source.confidence in told for source in duty.rule.sources)


def test_a_name_stays_text_in_both_formats():
    hostile = Profile(TOWN.kind, 12_400, TOWN.staff, name="<b>&[[x]] **y** {z}</b>")
    for document in (*models(hostile), duties_report(hostile, duties(hostile), ON)):
        for ending, part in (("odt", "content.xml"), ("docx", "word/document.xml")):
            content = written(document, ending)
            assert content == written(document, ending)
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inside = archive.read(part).decode()
            assert "&lt;b&gt;&amp;[[x]] **y** {z}&lt;/b&gt;" in inside

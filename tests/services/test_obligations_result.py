"""What the simulator tells: every rule once, in order, with its counts and its sources' dates."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from grader.errors import RefusedError
from grader.obligations.assess import duties
from grader.obligations.duties import Status
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import questions
from grader.obligations.rules import rules, themes
from grader.services.obligations.papers import FORMATS, PAPERS, check_service, written_paper
from grader.services.obligations.result import DOUBLE_THRESHOLD, LOOKS, result_of
from grader.services.obligations.rows import duty_records, duty_table
from grader.services.obligations.schema_links import schema_links
from grader.settings import Settings


def profile(kind=AuthorityKind.COMMUNE, population=3500, staff="50", **more) -> Profile:
    people = population if kind in WITH_POPULATION else 0
    return Profile(kind, people, Decimal(staff), **more)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("kind", AuthorityKind)
def test_every_rule_is_told_once_under_its_theme_and_status(kind):
    one = profile(kind, 12_000, "80.5")
    result = result_of(one, questions())
    told = [duty for part in (result.required, result.advised, result.excluded)
            for group in part for duty in group.duties]  # fmt: skip

    assert sorted(duty.rule.id for duty in told) == sorted(rule.id for rule in rules())
    found = {duty.rule.id: duty for duty in duties(one)}
    assert all(found[duty.rule.id] == duty for duty in told)
    order = [theme.id for theme in themes()]
    for part, status in (
        (result.required, Status.REQUIRED),
        (result.advised, Status.ADVISED),
        (result.excluded, Status.NOT_APPLICABLE),
    ):
        assert all(duty.status is status for group in part for duty in group.duties)
        assert all(duty.rule.theme == group.theme.id for group in part for duty in group.duties)
        ranks = [order.index(group.theme.id) for group in part]
        assert ranks == sorted(set(ranks))


def test_the_first_sentence_counts_what_is_due():
    result = result_of(profile(), questions())
    due = sum(duty.status is Status.REQUIRED for duty in duties(profile()))
    assert plain(result.headline) == f"Votre commune a {due} obligations."
    advised = sum(len(group.duties) for group in result.advised)
    assert plain(result.others).startswith(f"{advised} autre")


@pytest.mark.parametrize(
    ("population", "staff", "named"),
    [(3499, "50", "3 499 habitants"), (3500, "49.5", "49,5 agents"), (3500, "50", "3 500")],
)
def test_the_double_threshold_is_told_with_the_figures(population, staff, named):
    assert DOUBLE_THRESHOLD in {rule.id for rule in rules()}
    assert named in plain(
        result_of(profile(population=population, staff=staff), questions()).opening_reason
    )


def test_what_it_is_not_and_when_sources_were_read():
    told = plain(result_of(profile(), questions()).caution)
    days = sorted(source.verified_on for rule in rules() for source in rule.sources)
    assert told.startswith("Ce simulateur informe ; il ne remplace pas un conseil juridique.")
    assert str(days[-1].year) in told
    assert str(days[0].day) in told


def test_answers_are_told_in_the_words_of_the_questions():
    one = profile(staff="49.5", facts=frozenset({"website"}), delegated=frozenset({"water"}))
    told = {question: [plain(text) for text in texts]
            for question, texts in result_of(one, questions()).answered}  # fmt: skip
    assert told["Type"] == ["Commune"]
    assert told["Population"] == ["3 500 habitants"]
    assert told["Agents"][0].startswith("49,5 agents")
    assert plain(questions().facts["website"].label) in [
        text for texts in told.values() for text in texts
    ]
    assert told["Services délégués"] == ["Eau potable"]
    assert "Population" not in dict(
        result_of(profile(AuthorityKind.SYNDICAT), questions()).answered
    )


def test_rows_for_programs_hold_every_rule():
    result = result_of(profile(), questions())
    rows = list(csv.DictReader(io.StringIO(duty_table(result), newline="")))
    records = json.loads(json.dumps(duty_records(result)))["duties"]
    assert [row["id"] for row in rows] == [one["id"] for one in records]
    assert len(rows) == len(rules())
    assert {row["statut"] for row in rows} <= {word for _, _, word in LOOKS.values()}
    assert all(
        row["raison"] and row["texte"] and row["source"].startswith("https://") for row in rows
    )


def test_every_schema_that_a_rule_names_is_one_that_we_have():
    links = schema_links(Settings())
    named = {rule.schema for rule in rules() if rule.schema}
    assert named
    assert named - links.keys() == set()
    assert links["scdl/deliberations"].version in links["scdl/deliberations"].title


@pytest.mark.parametrize("paper", PAPERS)
def test_a_document_is_the_same_for_the_same_day(paper):
    on = date(2026, 11, 22)
    one = profile(name="Val-Ouvert\x00\ud800\n")
    for ending in FORMATS:
        name, content = written_paper(paper, ending, one, "water", on)
        assert name.endswith(f".{ending}")
        assert (name, content) == written_paper(paper, ending, one, "water", on)


def test_a_clause_needs_a_service_and_other_documents_do_not():
    assert list(check_service("clause", "licorne", questions())) == ["service"]
    assert check_service("clause", "water", questions()) == {}
    assert check_service("deliberation", "", questions()) == {}
    for paper, ending in (("note", "odt"), ("clause", "exe")):
        with pytest.raises(RefusedError):
            written_paper(paper, ending, profile(), "water")

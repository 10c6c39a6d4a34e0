"""Every sentence that people read: short, whole, and set as French is."""

from __future__ import annotations

import re
from itertools import product

import pytest

from grader.obligations.assess import duties
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions
from grader.obligations.rules import rules
from grader.typography import french
from tests.obligations.conftest import profile_of

FIELDS = ("what", "where", "when", "schema_note", "why", "note", "sanction", "advice", "exempt")
LONGEST = 30


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÀÉÈÊÎÔÇ«])", text)


def faults(text: str) -> list[str]:
    found = []
    if text != french(text):
        found.append("espaces")
    if re.search(r"  |\.\.| \.| ,|{|}|’", text):
        found.append("ponctuation")
    if not text.endswith("."):
        found.append("point final")
    for one in sentences(text):
        if len(re.findall(r"[\w'-]+", one)) > LONGEST:
            found.append(f"longue : {one}")
        if not (one[0].isupper() or one[0] == "«"):
            found.append(f"majuscule : {one}")
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_reads_well(rule):
    texts = {name: getattr(rule, name) for name in FIELDS if getattr(rule, name)}
    assert {name: faults(text) for name, text in texts.items() if faults(text)} == {}
    for name in ("title", "article"):
        assert not getattr(rule, name).endswith(".")
    assert rule.title[0].isupper()
    assert len(rule.title) <= 95


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_rests_on_sources_that_were_verified(rule):
    assert rule.sources
    assert all(source.confidence in ("vérifié", "vérifié (2nd)") for source in rule.sources)


def everything(kind: AuthorityKind) -> tuple[list[str], list[str]]:
    asked = questions()
    facts = [name for name, one in asked.facts.items() if kind in one.kinds]
    return facts, sorted(asked.service_ids)


@pytest.mark.parametrize(
    ("kind", "full", "size"),
    [*product(AuthorityKind, (True, False), ((1, 0), (3499, 49.5), (3500, 50), (2e6, 9000)))],
)
def test_every_reason_reads_well(kind, full, size):
    facts, delegated = everything(kind) if full else ([], [])
    population = int(size[0]) if kind in WITH_POPULATION else 0
    profile = profile_of(kind, population, size[1], facts, delegated)
    for duty in duties(profile):
        assert faults(duty.because) == [], duty.rule.id
        assert duty.checks
        for check in duty.checks:
            assert faults(check.sentence) == [], duty.rule.id


@pytest.mark.parametrize("question", questions().facts.values(), ids=lambda one: one.id)
def test_a_question_reads_well(question):
    assert not question.label.endswith(".")
    assert question.kinds
    if question.help:
        assert faults(question.help) == []
    for told in (question.yes, question.no):
        assert faults(french(f"Votre commune {told}.")) == []
    assert question.no.startswith(("n'", "ne "))
    assert not question.yes.startswith(("n'", "ne "))

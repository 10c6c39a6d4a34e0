"""Answers of the simulator: figures as people type them, addresses there and back, refusals."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import questions
from grader.services.obligations.answers import (
    LONGEST_FIGURE,
    LONGEST_QUERY,
    profile_of,
    query_of,
    read_answers,
)
from grader.services.obligations.figures import FigureError, read_population, read_staff
from grader.typography import french

COMMUNE = {"type": ["commune"], "habitants": ["3 500"], "agents": ["49,5"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3500", 3500),
        (" 3 500 ", 3500),
        ("3\u202f500", 3500),
        ("3\u00a0500 habitants", 3500),
        ("3.500", 3500),
        ("1 234 567 hab.", 1_234_567),
        ("0", 0),
    ],
)
def test_populations_as_people_type_them(text, found):
    assert read_population(text) == found


@pytest.mark.parametrize(
    "text", ["", "  ", "trois mille", "3500,5", "3,500", "-1", "1e3", "٣٥٠٠", "3500 0x1", "9" * 10]
)
def test_what_is_no_population(text):
    with pytest.raises(FigureError) as refusal:
        read_population(text)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50", "50"),
        ("49,5", "49.5"),
        ("49.99 ETP", "49.99"),
        ("1 200,5", "1200.5"),
        ("0", "0"),
        ("12 agents", "12"),
    ],
)
def test_staff_as_people_type_it(text, found):
    assert read_staff(text) == Decimal(found)


@pytest.mark.parametrize("text", ["", "1.200", "1,200", "49,555", "-2", "NaN", "inf", "cinquante"])
def test_what_is_no_staff_or_could_be_two(text):
    with pytest.raises(FigureError) as refusal:
        read_staff(text)
    if text.startswith("1"):
        assert "Écrivez 1200" in refusal.value.sentence


@st.composite
def profiles(draw) -> Profile:
    asked = questions()
    kind = draw(st.sampled_from(list(AuthorityKind)))
    sensible = [one.id for one in asked.facts.values() if kind in one.kinds]
    return Profile(
        kind=kind,
        population=draw(st.integers(1, 20_000_000)) if kind in WITH_POPULATION else 0,
        staff=draw(st.decimals(0, 200_000, places=2)),
        facts=draw(st.frozensets(st.sampled_from(sensible))),
        delegated=draw(st.frozensets(st.sampled_from(sorted(asked.service_ids)))),
    )


@given(profiles())
def test_an_address_gives_its_profile_again(profile):
    query = query_of(profile, questions())
    answers = read_answers(parse_qs(query), questions())
    assert answers.errors == {}
    assert profile_of(answers) == profile
    assert len(query) < LONGEST_QUERY / 2


@given(st.dictionaries(
    st.sampled_from(["type", "habitants", "agents", "fait", "delegue", "nom", "service", "x"]),
    st.lists(st.text(max_size=200), max_size=4),
))  # fmt: skip
def test_whatever_is_sent_is_taken_or_told(arguments):
    answers = read_answers(arguments, questions())
    assert len(answers.population) <= LONGEST_FIGURE
    if answers.errors:
        assert all(text == french(text) and text for text in answers.errors.values())
        with pytest.raises(RefusedError):
            profile_of(answers)
    else:
        profile_of(answers)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"type": []}, "type", "Choisissez"),
        ({"type": ["royaume"]}, "type", "Choisissez"),
        ({"habitants": [""]}, "habitants", "Indiquez le nombre d'habitants"),
        ({"habitants": ["0"]}, "habitants", "population"),
        ({"habitants": ["20000001"]}, "habitants", "20 000 000"),
        ({"agents": ["200000,01"]}, "agents", "200 000"),
        ({"fait": ["website", "licorne"]}, "fait", "ne connaît pas"),
        ({"delegue": ["licorne"]}, "delegue", "ne connaît pas"),
        ({"fait": ["small-parent"]}, "fait-small-parent", "ne concerne que"),
        ({"nom": ["x" * 121]}, "nom", "120 signes"),
    ],
)
def test_each_refusal_is_beside_its_field(change, field, said):
    errors = read_answers({**COMMUNE, **change}, questions()).errors
    assert list(errors) == [field]
    assert said in errors[field].replace("\u202f", " ")


def test_a_blank_form_refuses_nothing_and_keeps_what_is_known():
    answers = read_answers({"agents": ["deux"], "fait": ["website"]}, questions(), blank=True)
    assert (answers.errors, answers.staff, answers.facts) == ({}, "deux", ("website",))


def test_a_body_without_inhabitants_is_not_asked_for_them():
    answers = read_answers({"type": ["syndicat"], "habitants": ["?"], "agents": ["3"]}, questions())
    assert profile_of(answers).population == 0

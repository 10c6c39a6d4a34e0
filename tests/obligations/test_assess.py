"""Duties of one profile: what is refused, what decides, and what never changes by accident."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.obligations.assess import BadProfileError, check_profile, duties
from grader.obligations.duties import Status
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import questions
from grader.obligations.rules import rules
from tests.obligations.conftest import profile_of

#: Facts that take a duty away: a choice that the law leaves, and a parent that is too small.
TAKES_AWAY = {"acts-on-paper": {"acts-online"}, "small-parent": {"grants-data", "acts-online"}}


def of(profile: Profile, name: str):
    return next(duty for duty in duties(profile) if duty.rule.id == name)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"population": -1}, "population", "de 0 à"),
        ({"population": 20_000_001}, "population", "20\u202f000\u202f000"),
        ({"population": 0}, "population", "Indiquez"),
        ({"staff": -0.5}, "staff", "de 0 à"),
        ({"staff": 200_001}, "staff", "200\u202f000"),
        ({"staff": "NaN"}, "staff", "de 0 à"),
        ({"staff": "Infinity"}, "staff", "de 0 à"),
        ({"staff": "49.999"}, "staff", "deux décimales"),
        ({"facts": ["yacht"]}, "facts", "yacht"),
        ({"facts": ["small-parent"]}, "facts", "les établissements publics locaux"),
        ({"delegated": ["moon"]}, "delegated", "moon"),
    ],
)
def test_a_profile_that_cannot_be_is_refused_field_by_field(changes, field, words):
    with pytest.raises(BadProfileError) as caught:
        duties(profile_of(**changes))
    assert list(caught.value.fields) == [field]
    assert words in caught.value.fields[field]
    assert caught.value.fields[field].endswith(".")


def test_all_faults_are_told_at_once():
    profile = Profile(AuthorityKind.COMMUNE, -1, Decimal(-1), name="n" * 201)
    with pytest.raises(BadProfileError) as caught:
        check_profile(profile)
    assert set(caught.value.fields) == {"population", "staff", "name"}
    assert pickle.loads(pickle.dumps(caught.value)).fields == caught.value.fields


@pytest.mark.parametrize("kind", sorted(set(AuthorityKind) - WITH_POPULATION))
def test_a_body_without_inhabitants_gives_none(kind):
    check_profile(profile_of(kind, 0))


def test_a_duty_names_what_made_it_due():
    because = of(profile_of(population=3500, staff=50), "databases").because
    assert "3\u202f500\u00a0habitants" in because
    assert "50\u00a0agents" in because


def test_a_duty_that_is_missing_by_one_inhabitant_says_so():
    duty = of(profile_of(population=3499, staff=50), "databases")
    assert duty.status is Status.ADVISED
    assert duty.because.startswith("Votre commune compte 3\u202f499\u00a0habitants")
    assert duty.because.endswith(duty.rule.advice)
    assert [check.met for check in duty.checks] == [True, False]


def test_what_passes_for_a_duty_says_that_no_text_asks_for_it():
    with_canteen = of(profile_of(facts=["canteen"]), "canteen-menus")
    without = of(profile_of(), "canteen-menus")
    assert with_canteen.status is Status.ADVISED
    assert without.status is Status.NOT_APPLICABLE
    for duty in (with_canteen, without):
        assert duty.because.startswith("Aucun texte ne l'impose.")
    assert "n'a la charge d'aucun service" in without.because


@pytest.mark.parametrize(
    ("profile", "name", "said"),
    [
        (profile_of("epci", 9000, 100), "prada", True),
        (profile_of("commune", 9000, 100), "prada", False),
        (profile_of("commune", 100, 2), "databases", False),
        (profile_of("commune", 100, 2, ["acts-on-paper"]), "acts-online", False),
    ],
)
def test_conditions_of_which_one_would_do_are_told_so(profile, name, said):
    duty = of(profile, name)
    assert duty.status is Status.ADVISED
    assert ("L'une de ces conditions suffirait." in duty.because) is said


def test_duties_stand_in_the_order_of_rules():
    assert [duty.rule for duty in duties(profile_of())] == list(rules())


def profiles() -> st.SearchStrategy[Profile]:
    asked = questions()

    def facts_of(kind: AuthorityKind) -> list[str]:
        return [name for name, one in asked.facts.items() if kind in one.kinds]

    return st.sampled_from(list(AuthorityKind)).flatmap(
        lambda kind: st.builds(
            Profile,
            st.just(kind),
            st.integers(1, 20_000_000) if kind in WITH_POPULATION else st.just(0),
            st.decimals(0, 200_000, places=2),
            st.frozensets(st.sampled_from(facts_of(kind))),
            st.frozensets(st.sampled_from(sorted(asked.service_ids))),
        )
    )


def required(profile: Profile) -> set[str]:
    return {duty.rule.id for duty in duties(profile) if duty.status is Status.REQUIRED}


@settings(max_examples=60, deadline=None)
@given(profiles(), st.data())
def test_one_more_fact_never_takes_a_duty_away_unless_it_is_said(profile, data):
    asked = questions()
    open_facts = [
        name
        for name, one in asked.facts.items()
        if profile.kind in one.kinds and name not in profile.facts
    ]
    if not open_facts:
        return
    fact = data.draw(st.sampled_from(open_facts))
    more = Profile(
        profile.kind,
        profile.population,
        profile.staff,
        profile.facts | {fact},
        profile.delegated,
    )
    assert required(profile) - required(more) <= TAKES_AWAY.get(fact, set())


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_duty_always_says_why_and_its_checks_agree(profile):
    for duty in duties(profile):
        assert duty.because
        assert duty.checks
        if duty.status is Status.REQUIRED:
            assert all(check.met for check in duty.checks)
        else:
            assert not all(check.met for check in duty.checks)


@settings(max_examples=40, deadline=None)
@given(profiles(), st.integers(0, 5000), st.integers(0, 500))
def test_a_bigger_authority_owes_no_less(profile, inhabitants, agents):
    bigger = Profile(
        profile.kind,
        min(profile.population + inhabitants, 20_000_000) if profile.population else 0,
        min(profile.staff + agents, Decimal(200_000)),
        # Paper is a choice of the small: the same town grown has lost it.
        profile.facts - {"acts-on-paper"},
        profile.delegated,
    )
    assert required(profile) <= required(bigger)

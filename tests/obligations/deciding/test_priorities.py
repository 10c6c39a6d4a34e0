"""What comes first, by hand on a few profiles, and what must hold on all of them."""

from __future__ import annotations

import pytest

from grader.obligations.assess import BadProfileError
from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.datasets import datasets
from grader.obligations.deciding.priorities import (
    FORMULA,
    Choice,
    Priority,
    Standing,
    State,
    Wave,
    Weights,
    in_wave,
    priorities,
    standing_at,
)
from tests.obligations.conftest import profile_of

BUSY = (
    "website", "defibrillators", "canteen", "grants", "contracts-40k", "people-grants",
    "algorithms", "urban-plan", "charging-points",
)  # fmt: skip


def by_id(found: tuple[Priority, ...]) -> dict[str, Priority]:
    return {one.dataset.id: one for one in found}


def test_the_double_threshold_makes_equipment_due():
    for population, staff, expected in ((3499, 60, 1), (3500, "49.9", 1), (3500, 50, 2)):
        found = by_id(priorities(profile_of(population=population, staff=staff)))
        assert found["equipements"].obligation == expected


def test_grants_are_due_from_3500_whatever_the_staff():
    below = by_id(priorities(profile_of(population=3499, staff=10, facts=["grants"])))
    at = by_id(priorities(profile_of(population=3500, staff=10, facts=["grants"])))
    assert below["subventions"].obligation == 1
    assert at["subventions"].obligation == 3
    assert at["subventions"].reason.startswith("La loi l'impose\u00a0: publier les données essent")


def test_a_score_by_hand():
    # Defibrillators, due: obligation 3, interest 3, effort 1, risk 1.
    # 3*3 + 2*3 + 1*(4-1) + 2*(3-1) = 22 of 3*(3+2+1+2) = 24: 91,67.
    found = by_id(priorities(profile_of(population=900, staff=4, facts=["defibrillators"])))
    assert found["defibrillateurs"].score == 92
    assert found["defibrillateurs"].wave == Wave.NOW
    # With the weight of interest alone: 2*3 of 2*3.
    alone = Weights(obligation=0, interest=2, effort=0, risk=0)
    same = by_id(priorities(profile_of(population=900, staff=4, facts=["defibrillators"]), alone))
    assert same["defibrillateurs"].score == 100


def test_half_a_point_goes_up():
    # Obligation 3 of 3, interest 2, effort 2, risk 2, all weights 1: 3+2+2+1 = 8 of 12: 66,67.
    choice = {"repertoire": Choice(interest=2, effort=2, risk=2)}
    found = by_id(priorities(profile_of(), Weights(1, 1, 1, 1), choice))
    assert found["repertoire"].score == 67
    # Weights 3, 0, 0, 1 with risk 2: 9+1 = 10 of 12: 83,33.
    found = by_id(priorities(profile_of(), Weights(3, 0, 0, 1), choice))
    assert found["repertoire"].score == 83


def test_where_each_dataset_stands():
    found = by_id(priorities(profile_of(facts=["people-grants"])))
    assert found["elections"].standing == Standing.REUSE
    assert found["elections"].reason.startswith("Chercher avant de créer.")
    assert found["aides-particuliers"].standing == Standing.NEVER
    assert found["menus"].standing == Standing.OUTSIDE
    assert found["donnees-delegataires"].standing == Standing.OUTSIDE
    assert found["hautes-remunerations"].standing == Standing.OUTSIDE
    big = by_id(priorities(profile_of(population=80_001, staff=900, delegated=["water"])))
    assert big["hautes-remunerations"].standing == Standing.RANKED
    assert big["donnees-delegataires"].standing == Standing.RANKED
    department = by_id(priorities(profile_of("departement", 400_000, 2000)))
    assert department["adresses"].standing == Standing.OUTSIDE
    assert department["adresses"].reason == "Ce jeu concerne les communes."


def test_a_network_run_by_oneself_is_not_only_to_reuse():
    found = by_id(priorities(profile_of(facts=["energy-network"])))
    assert found["energie-territoire"].standing == Standing.RANKED
    assert by_id(priorities(profile_of()))["energie-territoire"].standing == Standing.REUSE


def test_the_waves_hold_what_they_promise():
    found = priorities(profile_of(population=12_000, staff=150, facts=BUSY), most_now=4)
    now = in_wave(found, Wave.NOW)
    assert len(now) == 4
    assert all(one.risk < 3 for one in now)
    assert all(one.wave != Wave.LATER for one in found if one.rank and one.obligation == 3)
    ranks = [one.rank for one in standing_at(found, Standing.RANKED)]
    assert ranks == list(range(1, len(ranks) + 1))
    assert len(found) == len(datasets())


def test_few_hands_make_a_short_first_wave():
    for staff, places in ((0, 3), ("49.99", 3), (50, 6)):
        assert len(in_wave(priorities(profile_of(staff=staff, facts=BUSY)), Wave.NOW)) == places


def test_what_a_person_says_is_kept():
    profile = profile_of(facts=["grants"])
    choices = {
        "adresses": Choice(state=State.DONE),
        "subventions": Choice(state=State.SKIPPED),
        "agenda": Choice(effort=1),
        "prenoms": Choice(risk=2),
    }
    found = by_id(priorities(profile, choices=choices))
    assert found["adresses"].standing == Standing.DONE
    assert found["subventions"].standing == Standing.SKIPPED
    assert "L'obligation demeure" in found["subventions"].reason
    assert found["agenda"].changed == {"effort"}
    assert "Effort léger\u00a0: c'est votre note." in found["agenda"].reason
    # The same mark as ours is no change.
    assert not found["prenoms"].changed


def test_a_risk_of_three_is_never_first_and_says_what_to_do():
    every = {one.id: Choice(interest=3, effort=1, risk=3) for one in datasets() if one.publish}
    found = priorities(profile_of(population=12_000, staff=150, facts=BUSY), choices=every)
    assert not in_wave(found, Wave.NOW)
    assert all(one.first for one in found if one.rank)


def test_lowering_a_risk_does_not_silence_what_must_be_done():
    lowered = {"effectifs-scolaires": Choice(risk=0, effort=1, interest=3)}
    one = by_id(priorities(profile_of(), choices=lowered))["effectifs-scolaires"]
    assert "masquez les petits effectifs" in one.first


@pytest.mark.parametrize("mark", ["effort", "risk"])
@pytest.mark.parametrize("weights", [Weights(), Weights(1, 1, 3, 3), Weights(3, 3, 0, 0)])
def test_more_effort_or_more_risk_never_comes_first(mark, weights):
    profile = profile_of(population=12_000, staff=150, facts=BUSY, delegated=["water"])
    ids = [one.dataset.id for one in priorities(profile) if one.rank]
    values = range(1, 4) if mark == "effort" else range(4)
    order = list(Wave)
    for name in ids[::3]:
        before = (0, 0, 101)
        for value in values:
            one = by_id(priorities(profile, weights, {name: Choice(**{mark: value})}))[name]
            place = (order.index(one.wave), one.rank, one.score)
            assert place[:2] >= before[:2]
            assert place[2] <= before[2]
            before = place


def test_more_interest_never_comes_later():
    profile = profile_of(population=900, staff=9, facts=["canteen"])
    for name in ("menus", "agenda", "adresses", "prenoms"):
        ranks = [
            by_id(priorities(profile, choices={name: Choice(interest=value)}))[name].rank
            for value in (1, 2, 3)
        ]
        assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"weights": Weights(risk=4)}, "weight-risk"),
        ({"weights": Weights(effort=-1)}, "weight-effort"),
        ({"weights": Weights(0, 0, 0, 0)}, "weight-obligation"),
        ({"weights": Weights(interest=True)}, "weight-interest"),
        ({"most_now": 0}, "most-now"),
        ({"most_now": 21}, "most-now"),
        ({"choices": {"nulle-part": Choice()}}, "nulle-part"),
        ({"choices": {"agenda": Choice(effort=0)}}, "agenda-effort"),
        ({"choices": {"agenda": Choice(risk=4)}}, "agenda-risk"),
        ({"choices": {"agenda": Choice(interest=10**9)}}, "agenda-interest"),
    ],
)
def test_what_cannot_be_is_refused_field_by_field(more, field):
    with pytest.raises(BadChoicesError) as caught:
        priorities(profile_of(), **more)
    assert list(caught.value.fields) == [field]
    assert caught.value.fields[field].endswith(".")


def test_a_profile_that_cannot_be_is_refused():
    with pytest.raises(BadProfileError):
        priorities(profile_of(population=-1))


def test_the_formula_names_its_thresholds():
    told = " ".join(FORMULA)
    assert "65 sur 100" in told
    assert "jamais « tout de suite »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in told

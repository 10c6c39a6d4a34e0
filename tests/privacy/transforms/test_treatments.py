"""What is offered for a column: the fitting ladders first, and decisions that a plan takes."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS, read_aids
from grader.privacy.hierarchies.amounts import round_bounds
from grader.privacy.hierarchies.fitting import hierarchies_for
from grader.privacy.hierarchies.registry import hierarchy
from grader.privacy.model import ROLES
from grader.privacy.plan import first_plan, plan_after, recipe_of
from grader.privacy.recipe import apply, check_recipe
from grader.privacy.records import records_of
from grader.privacy.treatments import treatment_in_force, treatments_for
from grader.privacy.wording import TITLES, WHYS
from grader.settings import Bounds
from grader.tables.read import read_table
from tests.privacy.transforms.dirty import LADDERS, STREETS, column, junk
from tests.privacy.transforms.test_script import EXAMPLE


@pytest.fixture(scope="module")
def example():
    return records_of(read_table(EXAMPLE / "aides.csv", Bounds())), read_aids(EXAMPLE / "voies.csv")


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("DATE_NAISSANCE", "birth"),
        ("ADRESSE", "place"),
        ("CODE_POSTAL", "postcode"),
        ("PROFESSION", "job"),
        ("MONTANT", "amount"),
        ("DATE_DECISION", "date"),
        ("DOSSIER", "prefix"),
        ("NOM", "all"),
        ("SEXE", "all"),
        ("TYPE_AIDE", "all"),
        ("COMMENTAIRE", "all"),
    ],
)
def test_the_example_is_offered_what_fits(example, label, first):
    records, aids = example
    assert hierarchies_for(label, records[label], aids)[0].name == first


@pytest.mark.parametrize(
    ("label", "values", "wanted"),
    [
        ("AGE", ["12", "45", "80 ans"], ["age", "amount"]),
        ("Né(e) le", ["30752", "30753", "12/03/1984"], ["birth", "date"]),
        ("COLONNE", ["12/03/1984", "n.c.", "13/03/1984"], ["date", "birth"]),
        ("QF", ["612", "1 250,50 €", "0"], ["amount"]),
        ("TELEPHONE", ["06 39 98 60 65", "06 39 98 50 01"], ["prefix"]),
        ("NUMERO", ["199042042068612", "299042042068613"], ["prefix"]),
        ("CP", ["75011", "75012"], ["postcode", "prefix"]),
        ("LOYER", ["75011", "75012"], ["amount"]),
        ("ADRESSE", ["1 rue des Lilas", "2 rue des Lilas"], ["place"]),
        ("Emploi", ["maçon", "dompteur", "serveur"], ["job"]),
        ("VIDE", ["", ""], []),
    ],
)
def test_a_column_is_offered_what_reads_it(label, values, wanted):
    found = hierarchies_for(label, column(values))
    assert [one.name for one in found] == [*wanted, "all"]


@given(st.sampled_from(sorted(LADDERS)), st.lists(junk), st.text(max_size=12))
def test_whatever_is_offered_can_be_done(name, more, label):
    ladder, _ = LADDERS[name]
    values = column([*more, *(f"{one}" for one in range(4)), "12 rue des Lilas", ladder.name])
    for aids in (NO_AIDS, STREETS):
        for role in ROLES:
            for one in treatments_for(label, values, role, aids):
                decision = one.decision("c", len(one.levels), {})
                plan = plan_after(first_plan(["c"], {}), [decision])
                recipe = check_recipe(list(recipe_of(plan)), ["c"])
                after = apply(pl.DataFrame([values]), recipe, b"k", aids)
                assert after.height == len(values)
                setting = plan.settings["c"]
                assert treatment_in_force(setting.action, setting.params) == one.key


def test_addresses_without_a_postal_code_have_no_level_for_it():
    for end, levels in (("", 2), (" 99042 Val-Ouvert", 4)):
        values = column([f"{number} rue des Lilas{end}" for number in range(9)])
        ladder, _ = hierarchies_for("ADRESSE", values)
        assert len(ladder.levels) == levels


def test_a_ladder_made_again_from_its_step_is_the_same(example):
    records, aids = example
    for label in records.columns:
        for one in hierarchies_for(label, records[label], aids):
            again = hierarchy(one.name, one.params, aids)
            for level in range(len(one.levels) + 1):
                one_way, other = (h.generalise(records[label], level) for h in (one, again))
                assert one_way.equals(other)


def test_what_names_people_is_offered_to_be_dropped_before_it_is_grouped():
    keys = [one.key for one in treatments_for("NOM", column(["Ève", "Léo"]), "direct")]
    assert keys == ["keep", "drop", "pseudonymise", "hash", "generalise:all"]
    amounts = column([str(one) for one in range(10, 500, 7)])
    keys = [one.key for one in treatments_for("MONTANT", amounts, "quasi")]
    assert keys == [
        "keep", "drop", "generalise:amount", "generalise:all", "clip", "noise", "pseudonymise",
        "hash",
    ]  # fmt: skip


def test_numbers_that_are_asked_lie_between_their_bounds():
    amounts = column([str(one) for one in range(10, 500, 7)] + ["x"])
    by_key = {one.key: one for one in treatments_for("MONTANT", amounts, "quasi")}
    assert by_key["clip"].fields == (
        ("low", "Au-dessous de", 30, 10, 500, 5),
        ("high", "À partir de", 500, 10, 500, 5),
    )
    assert by_key["noise"].fields[0][2:] == (50, 5, 500, 5)
    decision = by_key["clip"].decision("MONTANT", 0, {"low": 40})
    assert decision == {
        "do": "treat", "column": "MONTANT", "action": "clip", "low": 40, "high": 500,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "level", "values", "code"),
    [
        ("clip", 0, {"low": 500}, "bounds-crossed"),
        ("clip", 0, {"low": -1e9}, "unknown-choice"),
        ("clip", 0, {"low": float("nan")}, "unknown-choice"),
        ("clip", 0, {"low": True}, "unknown-choice"),
        ("clip", 0, {"low": "40"}, "unknown-choice"),
        ("generalise:amount", 0, {}, "unknown-choice"),
        ("generalise:amount", 9, {}, "unknown-choice"),
        ("generalise:amount", True, {}, "unknown-choice"),
        ("generalise:amount", "1", {}, "unknown-choice"),
    ],
)
def test_a_choice_out_of_bounds_is_refused(key, level, values, code):
    amounts = column([str(one) for one in range(10, 500, 7)])
    (one,) = [one for one in treatments_for("M", amounts, "quasi") if one.key == key]
    with pytest.raises(RefusedError) as caught:
        one.decision("M", level, values)
    assert caught.value.code == code


def test_each_treatment_has_its_words():
    offered = treatments_for("M", column([str(one) for one in range(99)]), "quasi")
    for one in offered:
        assert one.title
        assert one.why.endswith(".")
    assert {one.key for one in offered if ":" not in one.key} == set(TITLES) == set(WHYS)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        (["0"] * 10, [0]),
        ([str(one) for one in range(801)], [100, 200, 300, 400, 500, 600]),
        (["10"] * 99 + ["1000000"], [10]),
        (["n.c.", ""], [0]),
        (["0,02"] * 4 + ["0,04"] * 4, [0.04]),
        (["-5", "-50", "-500"], [-50, -5]),
    ],
)
def test_bounds_are_round_and_the_same_for_the_same_values(values, bounds):
    assert round_bounds(column(values)) == bounds
    assert round_bounds(column(values[::-1])) == bounds


@given(st.lists(st.integers(-(10**9), 10**9).map(str), min_size=1))
def test_bounds_make_a_ladder(values):
    ladder = hierarchy("amount", {"bounds": round_bounds(column(values))})
    assert 2 <= len(ladder.levels) <= 4

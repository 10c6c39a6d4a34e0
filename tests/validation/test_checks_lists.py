"""Codes and names of places, and keys: against frformat and python-stdnum."""

from __future__ import annotations

import importlib

import frformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siren, siret
from stdnum.luhn import calc_check_digit

from grader.validation.checks.listed_value import ListedCode, ListedName, ListedValue
from grader.validation.checks.overseas import COMMUNES
from grader.validation.checks.registry import BY_NAME, CHECKS
from grader.validation.checks.siret import Siren, Siret
from grader.validation.columns import Columns
from tests.validation.rule_tables import one_by_one, table_of

LISTED = [check for check in CHECKS if issubclass(check, ListedValue)]
DATED = [check for check in LISTED if check.editions]
COLUMN = {"column": "a"}


def theirs(check: type[ListedValue], edition: str):
    made = getattr(frformat, check.listing)
    return made(edition) if check.editions else made()


def test_every_name_that_validata_takes_from_frformat_is_known():
    assert {
        "siret", "siren", "code-postal", "code-fantoir", "code-commune-insee", "code-region",
        "commune", "departement", "region", "pays", "canton", "nomenclature-acte",
    } <= set(BY_NAME)  # fmt: skip


@pytest.mark.parametrize("check", DATED)
def test_the_years_are_those_of_frformat(check: type[ListedValue]):
    held = getattr(frformat, check.listing)._versioned_valid_values
    assert check.editions == tuple(version.get_id() for version in held.ls())


@pytest.mark.parametrize("check", LISTED)
def test_a_value_is_judged_as_frformat_does(check: type[ListedValue]):
    for edition in check.editions or ("",):
        made = theirs(check, edition)
        rule = check({**COLUMN, "cog": edition})
        values = sorted(made.get_valid_values_set() if "fantoir" not in rule.code else ["4848A"])
        some = values[:: max(1, len(values) // 50)]
        for value in some:
            for text in (value, value.lower(), value[1:], f" {value}", value + "x"):
                if text not in check.extra:
                    assert (rule.judge(text) is None) == made.is_valid(text)


@given(st.data(), st.text(max_size=12))
def test_any_text_is_judged_as_frformat_does(data, text):
    check = data.draw(st.sampled_from(LISTED))
    edition = data.draw(st.sampled_from(check.editions or ("",)))
    verdict = check({**COLUMN, "cog": edition}).judge(text)
    assert (verdict is None) == (text in check.extra or theirs(check, edition).is_valid(text))


@pytest.mark.parametrize("check", LISTED)
def test_what_is_proposed_is_admitted(check: type[ListedValue]):
    rule = check({**COLUMN, "cog": "latest"})
    proposed = [
        flaw.words["better"]
        for example in check.invalid
        for text in next(iter(example.columns.values()))
        if (flaw := rule.judge(text)) and "better" in flaw.words
    ]
    assert proposed
    assert all(rule.judge(better) is None for better in proposed)


def test_the_communes_of_overseas_collectivities_are_all_and_only_added():
    listed = frformat.CodeCommuneInsee("2024").get_valid_values_set()
    assert not listed & set(COMMUNES)
    assert {code[:3] for code in COMMUNES} == {
        "975",
        "977",
        "978",
        "984",
        "986",
        "987",
        "988",
        "989",
    }
    counts = [sum(code.startswith(start) for code in COMMUNES) for start in ("986", "987", "988")]
    assert counts == [3, 48, 33]
    assert (COMMUNES["98735"], COMMUNES["98818"]) == ("Papeete", "Nouméa")
    assert (COMMUNES["98758"], COMMUNES["98833"]) == ("Uturoa", "Kouaoua")


@pytest.mark.parametrize(("rule", "params"), [(check.names[0], {}) for check in DATED])
def test_without_a_year_only_the_schema_is_at_fault(rule, params):
    check = BY_NAME[rule]({**COLUMN, **params})
    fault = check.unable()
    assert (fault.code, fault.detail, fault.variant) == ("unchecked-rule", rule, "no-edition")


def test_a_list_that_has_no_year_passes_one_over():
    check = BY_NAME["code-postal"]({**COLUMN, "cog": "1999"})
    assert check.unable() is None
    assert check.judge("75001") is None


def test_codes_and_names_are_told_apart():
    codes = {check.names[0] for check in LISTED if issubclass(check, ListedCode)}
    names = {check.names[0] for check in LISTED if issubclass(check, ListedName)}
    assert all(code.startswith("code-") for code in codes)
    assert not codes & names


def with_key(digits: str) -> str:
    return digits + calc_check_digit(digits)


DIGITS = st.text("0123456789", min_size=1, max_size=15)
SIRENS = st.text("0123456789", min_size=8, max_size=8).map(with_key) | st.just("356000000")
FOUR = st.text("0123456789", min_size=4, max_size=4)
SIRETS = st.builds(lambda head, tail: with_key(head + tail), SIRENS, FOUR)
LA_POSTE = st.text("0123456789", min_size=5, max_size=5).map("356000000{}".format)


NUMBERS = st.one_of(
    DIGITS, SIRENS, SIRETS, LA_POSTE, st.text(max_size=16), SIRETS.map(lambda s: f"{s[:9]} {s[9:]}")
)


@given(NUMBERS)
def test_a_key_is_judged_as_stdnum_does(text):
    assert (Siret(COLUMN).judge(text) is None) == siret.is_valid(text)
    assert (Siren(COLUMN).judge(text) is None) == siren.is_valid(text)


@given(st.lists(NUMBERS | st.none(), max_size=30))
def test_a_column_of_keys_is_judged_as_stdnum_does(texts):
    columns = Columns(range(len(texts)), {"a": texts}, {"a": texts})
    for check, theirs in ((Siret, siret), (Siren, siren)):
        wrong = [
            row for row, text in enumerate(texts) if text is not None and not theirs.is_valid(text)
        ]
        found = one_by_one(check(COLUMN).examine(table_of(columns)))
        assert [fault.line for fault in found] == wrong


def test_modules_that_cost_are_named_where_they_are_imported():
    # The test of cost looks for these names in sys.modules: they must be the right ones.
    for name in ("frformat", "shapely", "phonenumbers", "opening_hours"):
        assert importlib.import_module(name).__name__ == name

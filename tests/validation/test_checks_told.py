"""Every telling of a rule about one cell is met by a real fault and reads as plain French."""

from __future__ import annotations

import pytest

from grader.typography import french
from grader.validation.checks.cell_check import CellCheck
from grader.validation.checks.listed_value import official_list
from grader.validation.checks.registry import BY_NAME, CHECKS, run_checks
from grader.validation.columns import Columns
from grader.validation.messages.places import PLACES
from grader.validation.messages.rules import RULES
from grader.validation.messages.tell import tell, telling_key
from grader.validation.schemas import CheckSpec
from tests.tables.language import plain_french
from tests.validation.rule_tables import columns_of, one_by_one, table_of

CELL_CHECKS = [check for check in CHECKS if issubclass(check, CellCheck)]
#: Rules whose lists differ: the year asked for, and one that has other values.
MORE = [
    ("code-commune-insee", "2024", "2023"),
    ("commune", "2024", "2023"),
    ("canton", "2023", "2024"),
]
#: The tellings that are this file's to meet.
KEYS = {
    key
    for key in {**RULES, **PLACES}
    if key.partition(":")[0].partition("/")[0] in {check.names[0] for check in CELL_CHECKS}
} | {"unchecked-rule:edition", "unchecked-rule:no-edition"}
#: Kept for lists that may differ one day from a year to the next: today's do not.
UNMET_BY_TODAYS_LISTS = {
    "code-departement:other-edition",
    "departement:other-edition",
    "pays:other-edition",
}


def faults_of_examples():
    for check in CELL_CHECKS:
        for example in check.invalid:
            yield from check(example.params).faults(columns_of(example))
    for rule, cog, other in MORE:
        texts = tuple(sorted(listed(rule, other) - listed(rule, cog))[:1])
        spec = CheckSpec(rule, {"column": "a", "cog": cog})
        columns = Columns((2,), {"a": texts}, {"a": texts})
        yield from one_by_one(run_checks([spec], table_of(columns)))


def listed(rule: str, edition: str) -> frozenset[str]:
    return official_list(BY_NAME[rule].listing, edition)


def test_every_telling_is_met_and_plain():
    met = set()
    for fault in faults_of_examples():
        met.add(telling_key(fault))
        if "{" in (fault.value or ""):
            continue  # a cell's own brace would pass for a placeholder
        finding = tell(fault)
        for text in (finding.message, finding.why, finding.fix):
            assert plain_french(text) == "", (telling_key(fault), text)
    assert met & KEYS | UNMET_BY_TODAYS_LISTS == KEYS


@pytest.mark.parametrize("rule", ["code-departement", "departement", "pays"])
def test_lists_that_do_not_differ_today(rule):
    check = BY_NAME[rule]
    assert len({listed(rule, edition) for edition in check.editions}) == 1


def told(rule: str, cell: str, **params: str):
    columns = Columns((2,), {"a": (cell,)}, {"a": (cell,)})
    spec = CheckSpec(rule, {"column": "a", **params})
    (fault,) = one_by_one(run_checks([spec], table_of(columns)))
    return tell(fault)


@pytest.mark.parametrize(
    ("rule", "cell", "said"),
    [
        ("phone-number-value", "01 99 00 27", "il compte 8\u00a0chiffres"),
        ("phone-number-value", "01 99 00 27 37 ou 38 38 38 38 38", "n'est pas un numéro"),
        ("opening-hours-value", "Mo 8:30-12:00", "deux chiffres"),
        ("code-commune-insee", "1004", "il lui manque un zéro"),
        ("commune", "saint etienne", french("s'écrit « Saint-Étienne »")),
    ],
)
def test_what_is_said_is_about_the_cell(rule, cell, said):
    finding = told(rule, cell, cog="2024")
    assert said in finding.message
    assert cell in finding.message


@pytest.mark.parametrize(
    ("rule", "cell", "mended"),
    [
        ("opening-hours-value", "Mo 8:30-12:00", "Mo 08:30-12:00"),
        ("opening-hours-value", "lundi 8h-12h", "Mo 08:00-12:00"),
        ("code-commune-insee", "1004", "01004"),
        ("code-commune-insee", "2a004", "2A004"),
        ("pays", "Allemange", "Allemagne"),
        ("french-gps-coordinates", "48.85, 2.35", "2.35, 48.85"),
    ],
)
def test_what_to_write_is_said(rule, cell, mended):
    assert mended in told(rule, cell, cog="2024").fix


def test_a_french_place_that_the_rule_does_not_know_is_a_warning():
    finding = told("french-gps-coordinates", "166.45, -22.27")
    assert (finding.severity, finding.group) == ("warning", "french-gps-coordinates/elsewhere")
    assert "en Nouvelle-Calédonie" in finding.message


def test_old_names_are_told_under_the_new_code():
    old, new = told("french-siret-value", "12"), told("siret", "12")
    assert old == new
    assert old.severity == "error"


def test_a_list_that_is_not_here_is_a_warning_about_the_schema():
    for params, said in (({}, "cog"), ({"cog": "2031"}, "2024")):
        finding = told("commune", "x", **params)
        assert (finding.severity, finding.code, finding.line) == ("warning", "unchecked-rule", None)
        assert said in finding.fix

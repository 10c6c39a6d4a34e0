"""Every real fault is named; it is mended, waits for a person, or is refused with honesty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.header import place
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.model import Diagnosis, Repair
from grader.validation.repairs.tellings.registry import tell_cause
from tests.tables.language import plain_french
from tests.validation.repairs.real import (
    addresses,
    aids_files,
    aids_values,
    charging_points,
    registers,
)
from tests.validation.repairs.real.published import Published, known

CASES = (
    *aids_values.CASES,
    *aids_files.CASES,
    *charging_points.CASES,
    *addresses.CASES,
    *registers.CASES,
)
every_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


def table_of(case: Published, folder: Path) -> Table:
    path = folder / "publie.csv"
    path.write_bytes(case.data)
    return read_table(path, Bounds(), expected=known(case.schema).labels)


def cells_of(draft: Draft, case: Published) -> Mapping[tuple[int, str], str | None]:
    """Give every cell by its line in the file that was read and the name of its column."""
    names = place(draft.header, known(case.schema), draft.header_line).names
    lines = draft.lines.to_list()
    return {
        (line, name): cell
        for index, name in enumerate(names)
        if name
        for line, cell in zip(lines, draft.cells.to_series(index).to_list(), strict=True)
    }


def changed(before: Draft, after: Draft, case: Published) -> dict[tuple[int, str], str | None]:
    """Give the cells that are not what they were; columns that were not there are left out."""
    first, then = cells_of(before, case), cells_of(after, case)
    return {at: cell for at, cell in then.items() if at in first and first[at] != cell}


def causes_of(found: Diagnosis, *, sure: bool) -> set[tuple[str, str]]:
    return {(one.cause, one.column) for one in found.repairs if one.sure is sure}


@every_case
def test_its_causes_are_named_and_no_other(case: Published, tmp_path: Path):
    found = diagnose(Draft.of(table_of(case, tmp_path)), known(case.schema))
    assert causes_of(found, sure=True) == case.sure
    assert causes_of(found, sure=False) == case.confirm
    assert {(one.cause, one.column): one.lines.to_list() for one in found.refusals} == {
        key: list(lines) for key, lines in case.refused.items()
    }


@every_case
def test_it_is_mended_as_far_as_it_can_be(case: Published, tmp_path: Path):
    table, schema = table_of(case, tmp_path), known(case.schema)
    read, sure = Draft.of(table), [{"do": "sure"}]
    surely = mend(table, schema, sure).draft
    assert changed(read, surely, case) == case.after
    confirmed = [
        {"do": "apply", "repair": f"{cause}|{column}"} for cause, column in sorted(case.confirm)
    ]
    wholly = mend(table, schema, [*sure, *confirmed]).draft
    assert changed(surely, wholly, case) == case.confirmed
    assert set(read.lines) - set(wholly.lines) == case.gone
    assert wholly.header == tuple(case.header or read.header)
    left = diagnose(wholly, schema)
    assert not left.repairs


@every_case
def test_it_is_told_in_plain_french(case: Published, tmp_path: Path):
    found = diagnose(Draft.of(table_of(case, tmp_path)), known(case.schema))
    for one in (*found.repairs, *found.refusals):
        telling = tell_cause(one)
        assert not re.search(r"[{}.]", telling.title), telling.title
        for text in filter(None, telling[1:]):
            assert plain_french(text) == "", text
        assert all((telling.title, telling.why, telling.action)), one.key
        assert telling.doubt or not isinstance(one, Repair) or one.sure, one.key


#: Where what was lost is found again: a refusal that leaves her alone is no help.
_WHERE = re.compile(
    r"export|source|logiciel|origine|registre|acte|convention|Sirene|annuaire|demand|vraie valeur",
    re.I,
)


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.refused], ids=[one.id for one in CASES if one.refused]
)
def test_a_refusal_says_where_it_is_found_again(case: Published, tmp_path: Path):
    found = diagnose(Draft.of(table_of(case, tmp_path)), known(case.schema))
    assert found.refusals
    for one in found.refusals:
        assert _WHERE.search(tell_cause(one).action), tell_cause(one).action


#: What SCHEMAS.md tells in its fourth section, and in which cases it is here.
TOLD = {
    "api-subventions-asso": (
        "2318", "2534", "2813", "2814", "2931", "2933", "3053", "3057", "3058", "3073", "3084",
        "3087", "3099", "3101", "3704", "3783",
    ),
    "transport-site": ("3586", "3852", "4720", "4752", "4759", "5262", "5429", "5535"),
    "schema-irve": ("23", "38", "irve-3"),
    "addresses": ("165", "336", "23", "bal"),
    "elsewhere": ("649", "5297", "bio", "plessis", "loiret"),
}  # fmt: skip


def test_no_fault_that_was_told_is_left_out():
    named = {case.id.rsplit("-", case.id.count("-"))[0] for case in CASES}
    beginnings = {one for some in TOLD.values() for one in some}
    assert all(any(case.id.startswith(f"{one}-") for case in CASES) for one in beginnings)
    assert all(any(case.id.startswith(f"{one}-") for one in beginnings) for case in CASES), named
    assert len({case.id for case in CASES}) == len(CASES)

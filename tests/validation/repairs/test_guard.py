"""Mending never shows a fault that was hidden, neither by one repair nor by several together."""

from __future__ import annotations

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.validate import examine
from tests.validation.repairs.found import ACTS, read
from tests.validation.repairs.real.published import known

RIGHT = {"DELIB_DATE": "18/01/2024", "PREF_DATE": "22/01/2024"}
#: Sent to the prefecture before it was voted: this shows once both dates are read.
WRONG = {"DELIB_DATE": "25/01/2024", "PREF_DATE": "22/01/2024"}


@pytest.fixture
def table(tmp_path):
    return read(tmp_path, ACTS, RIGHT, WRONG, {**RIGHT, "DELIB_ID": "2024-0118-03"})


def test_two_dates_that_contradict_each_other_once_mended_are_not_both_sure(table):
    found = diagnose(Draft.of(table), known(ACTS)).repairs
    sure = {(one.column, len(one.change)) for one in found if one.sure}
    waits = {(one.column, len(one.change)) for one in found if one.reveals}
    assert sure == {("DELIB_DATE", 3), ("PREF_DATE", 2)}
    assert waits == {("PREF_DATE", 1)}


def test_all_that_is_sure_adds_no_finding(table):
    draft = mend(table, known(ACTS), [{"do": "sure"}]).draft
    assert draft.cells["3"].to_list() == ["2024-01-18", "2024-01-25", "2024-01-18"]
    assert draft.cells["10"].to_list() == ["2024-01-22", "22/01/2024", "2024-01-22"]
    assert {some.code for some in examine(draft.table(), known(ACTS)).faults} == {"type-error"}

"""What is kept of each step: enough to tell the draft before it, and to undo."""

from __future__ import annotations

import pytest

from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import APART, Mended, mend, resume
from tests.validation.tables import schema_of, table_of

COUNT = 3 * APART


@pytest.fixture
def schema(tmp_path):
    return schema_of(tmp_path, "id", "titre")


@pytest.fixture
def table():
    return table_of(["id", "titre"], *([str(n), f"titre {n}"] for n in range(2 * COUNT)))


@pytest.fixture
def by_hand():
    """Give a decision in two on a cell, and one in two on a row."""
    return [
        {"do": "edit", "line": line, "column": "titre", "value": f"écrit {line}"}
        if line % 2
        else {"do": "remove", "line": line}
        for line in range(2, COUNT + 2)
    ]


def test_few_steps_by_hand_keep_a_draft(table, schema, by_hand):
    steps = mend(table, schema, by_hand).steps
    assert len(steps) == COUNT
    assert sum(isinstance(step.base, Draft) for step in steps) == COUNT // APART
    assert max(step.depth for step in steps) < APART


def test_each_step_tells_the_draft_before_it_in_any_order(table, schema, by_hand):
    steps = mend(table, schema, by_hand).steps
    for index in (*range(COUNT), 0, COUNT - 1, APART, 5, COUNT // 2):
        before = steps[index].before
        expected = mend(table, schema, by_hand[:index]).draft
        assert before.cells.equals(expected.cells), index
        assert before.lines.equals(expected.lines)
    places = [step.repair.change.places(step.before, slice(None)) for step in steps[:2]]
    assert [(one.line, one.after) for (one,) in places] == [(2, None), (3, "écrit 3")]


def test_decisions_follow_what_was_undone(table, schema, by_hand):
    steps = mend(table, schema, by_hand).steps
    undone = Mended(steps[APART + 7].before, steps[: APART + 7])
    again = resume(undone, schema, by_hand[APART + 7 :], first=APART + 7)
    assert again.draft.cells.equals(mend(table, schema, by_hand).draft.cells)
    assert [step.depth for step in again.steps] == [step.depth for step in steps]

"""What is decided on the workbench: mended, undone, checked again, taken away."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.services import bench
from grader.services.bench_desk import VALIDATOR
from grader.settings import Bounds
from grader.typography import NARROW, NO_BREAK
from tests.services.benching import DAY_FIRST, ask, opened
from tests.services.doing import (
    CLEAN,
    DIRTY,
    open_workshop,
)

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture
def workshop(shared_workshop):
    return shared_workshop


def state_of(view):
    return view.state, view.n_errors, len(view.steps), view.unchecked


def test_sure_repairs_are_one_step_that_can_be_undone(workshop, ana):
    before = opened(workshop, ana, DIRTY.read_bytes())

    after = ask(workshop, ana, "sure", revision=before.revision)

    assert after.n_errors < before.n_errors
    assert after.sure_count == 0
    assert [step.number for step in after.steps] == [1]
    assert after.unchecked == 1
    undone = ask(workshop, ana, "undo", revision=after.revision)
    assert state_of(undone) == ("ready", before.n_errors, 0, 0)
    assert undone.revision not in (before.revision, after.revision)


def test_what_changes_nothing_is_not_written_down(workshop, ana):
    view = opened(workshop, ana, CLEAN.read_bytes())

    again = ask(workshop, ana, "sure", revision=view.revision)

    assert (again.steps, again.revision) == ((), view.revision)


def test_a_repair_is_applied_to_some_lines_then_to_all(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    repair = next(one for one in view.repairs if one.key == DAY_FIRST)
    lines = [place.line for place in repair.places]

    some = ask(
        workshop, ana, "apply", repair=DAY_FIRST, lines=[*lines, lines[0]], revision=view.revision
    )

    left = next(one for one in some.repairs if one.key == DAY_FIRST)
    assert repair.count - left.count == len(lines)
    every = ask(workshop, ana, "apply", repair=DAY_FIRST, lines=[], revision=some.revision)
    assert DAY_FIRST not in {one.key for one in every.repairs}
    assert len(every.steps) == 2


def test_a_cell_is_written_by_hand_and_a_row_taken_out(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    group = next(one for one in view.groups if one.has_rows and one.column == "DELIB_DATE")
    row = ask(workshop, ana, "rows", group=group.key, offset=0).rows[0]

    edited = ask(
        workshop, ana, "edit", line=row.line, column="DELIB_DATE", value="2017-10-15",
        revision=view.revision,
    )  # fmt: skip
    rows = ask(workshop, ana, "rows", group=group.key, offset=0)
    assert row.line not in {one.line for one in rows.rows}
    assert rows.total == group.count - 1

    removed = ask(workshop, ana, "remove", line=rows.rows[0].line, revision=edited.revision)
    assert ask(workshop, ana, "rows", group=group.key, offset=0).total == group.count - 2
    assert len(removed.steps) == 2


def test_places_come_page_by_page(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    repair = max(view.repairs, key=lambda one: one.count)
    assert repair.count > bench.PAGE

    first = ask(workshop, ana, "places", repair=repair.key, offset=0)
    second = ask(workshop, ana, "places", repair=repair.key, offset=bench.PAGE)

    assert first.places[: len(repair.places)] == repair.places
    assert (len(first.places), first.total) == (bench.PAGE, repair.count)
    assert not {p.line for p in first.places} & {p.line for p in second.places}


def test_checking_again_tells_the_difference_since_last_time(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    assert view.since_last is None
    view = ask(workshop, ana, "sure", revision=view.revision)

    checked = ask(workshop, ana, "check", revision=view.revision)

    assert checked.unchecked == 0
    assert checked.since_last.sentence.translate(PLAIN).endswith("aucune nouvelle.")
    solved = sum(count for _, count in checked.since_last.solved)
    assert solved > 0
    wrong = ask(
        workshop, ana, "edit", line=40, column="DELIB_DATE", value="le 3 mars",
        revision=checked.revision,
    )  # fmt: skip
    assert wrong.unchecked == 1
    worse = ask(workshop, ana, "check", revision=wrong.revision)
    assert sum(count for _, count in worse.since_last.new) == 1
    assert worse.since_last.solved == ()


def test_what_was_checked_then_undone_is_unchecked_again(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    for _ in range(2):
        repair = next(one for one in view.repairs if one.sure)
        view = ask(workshop, ana, "apply", repair=repair.key, lines=[], revision=view.revision)
    view = ask(workshop, ana, "check", revision=view.revision)
    assert view.unchecked == 0
    view = ask(workshop, ana, "undo", revision=view.revision)
    assert view.unchecked == 1
    view = ask(workshop, ana, "undo", revision=view.revision)
    assert view.unchecked == 2
    view = ask(workshop, ana, "sure", revision=view.revision)
    assert view.unchecked == 3


def test_all_four_documents_are_written_for_who_mends(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    view = ask(workshop, ana, "sure", revision=view.revision)

    for download in view.downloads:
        written = bench.write(workshop, ana, VALIDATOR, download.what)
        assert written.name == download.name
        assert download.url == f"/reprise/validateur/{download.what}/{download.name}"
        assert written.content


def test_a_decision_past_the_bound_is_refused_with_a_way_on(workshop, ana, monkeypatch):
    monkeypatch.setattr(bench, "MOST_DECISIONS", 1)
    view = opened(workshop, ana, DIRTY.read_bytes())
    view = ask(workshop, ana, "sure", revision=view.revision)

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "remove", line=40, revision=view.revision)

    assert refused.value.code == "too-many-decisions"
    assert "Téléchargez" in refused.value.hint
    assert ask(workshop, ana, "view").revision == view.revision


def test_a_worker_stopped_at_a_bound_loses_no_decision(data, built):
    workshop = open_workshop(data, built)
    ana = workshop.learners.create().id
    view = opened(workshop, ana, DIRTY.read_bytes())
    view = ask(workshop, ana, "sure", revision=view.revision)
    workshop.close()
    hurried = open_workshop(data, built, bounds=Bounds(job_seconds=0.001))
    try:
        with pytest.raises(Exception, match="arrêtée"):
            ask(hurried, ana, "remove", line=40, revision=view.revision)
        assert ask(hurried, ana, "view") == view
    finally:
        hurried.close()

"""The workbench under an exercise: what it mends is dropped and scored like any other file."""

from __future__ import annotations

import json

import pytest

from grader.services import bench, hand_ins, my_data
from grader.services.bench_desk import VALIDATOR
from grader.services.operations import perform
from tests.exercises.books import NOTES, rows_of
from tests.services.benching import ask
from tests.services.doing import CLEAN, DIRTY, GRANTS, MEND, OWN, SUBVENTIONS, drop, points, view
from tests.support.workbooks import xlsx


@pytest.fixture
def workshop(shared_workshop):
    return shared_workshop


@pytest.fixture
def dirty(workshop, ana):
    drop(workshop, ana, MEND, DIRTY.read_bytes())
    return view(workshop, ana, MEND)


def mended(workshop, ana, subject=MEND):
    now = ask(workshop, ana, "view", subject)
    now = ask(workshop, ana, "sure", subject, revision=now.revision)
    return ask(workshop, ana, "check", subject, revision=now.revision)


def drops(workshop, ana, subject=MEND):
    return [e for e in workshop.events.of(ana, [subject])[subject] if e.kind == "file"]


def test_there_is_no_bench_before_a_file(workshop, ana):
    assert view(workshop, ana, MEND).bench is None
    assert ask(workshop, ana, "view", MEND).state == "empty"


def test_the_bench_comes_with_the_report(workshop, ana, dirty):
    assert dirty.bench.state == "ready"
    assert (dirty.bench.subject, dirty.bench.upload_url) == (MEND, "")
    assert (dirty.bench.schemas, dirty.bench.guesses) == ((), ())
    assert dirty.bench.file_name == dirty.report.file_name
    assert dirty.bench == ask(workshop, ana, "view", MEND)


def test_the_key_of_the_exercise_counts_on_the_bench_too(workshop, ana, dirty):
    told = {(one.severity, one.key): one.count for one in dirty.report.groups}

    shown = {(one.severity, one.key): one.count for one in dirty.bench.groups}

    assert shown.items() <= told.items()
    assert any(key.startswith("duplicate-key|") for _, key in shown)


def test_checking_again_drops_the_mended_file_and_scores_it(workshop, ana, dirty):
    assert points(workshop, ana, MEND) == 0

    checked = mended(workshop, ana)

    first, second = drops(workshop, ana)
    assert second.data["from"] == first.data["sha256"]
    assert "from" not in first.data
    assert points(workshop, ana, MEND) > 0
    after = view(workshop, ana, MEND)
    assert after.attempts == 2
    assert after.since_last == checked.since_last
    assert after.report.file_name == second.data["name"]
    assert after.bench == checked
    assert (checked.unchecked, len(checked.steps)) == (0, 1)
    assert checked.file_name == dirty.report.file_name, "the bench goes on from the same file"


def test_what_was_checked_can_still_be_undone_and_checked(workshop, ana, dirty):
    checked = mended(workshop, ana)
    earned = points(workshop, ana, MEND)
    undone = ask(workshop, ana, "undo", MEND, revision=checked.revision)
    assert (undone.n_errors, undone.steps) == (dirty.bench.n_errors, ())
    assert points(workshop, ana, MEND) == earned, "nothing counts before it is checked"

    again = ask(workshop, ana, "check", MEND, revision=undone.revision)

    assert points(workshop, ana, MEND) < earned
    assert sum(count for _, count in again.since_last.new) > 0
    assert view(workshop, ana, MEND).since_last == again.since_last


def test_checking_twice_what_did_not_change_drops_nothing_more(workshop, ana, dirty):
    checked = mended(workshop, ana)

    again = ask(workshop, ana, "check", MEND, revision=checked.revision)

    assert again == checked
    assert len(drops(workshop, ana)) == 2


def test_a_new_upload_starts_a_new_bench(workshop, ana, dirty):
    old = mended(workshop, ana)

    drop(workshop, ana, MEND, CLEAN.read_bytes())

    new = view(workshop, ana, MEND).bench
    assert (new.steps, new.since_last) == ((), None)
    assert new.n_errors < old.n_errors


def test_the_exercise_may_be_asked_for_alone(workshop, ana, dirty):
    mended(workshop, ana)

    told = perform(workshop, workshop.learners.find(ana), "exercise_view", {"exercise": MEND})

    assert told == view(workshop, ana, MEND)
    assert told.outcome.points == points(workshop, ana, MEND) > 0


def test_her_own_file_is_mended_under_the_schema_that_she_chose(workshop, ana):
    rows = rows_of(GRANTS)
    date = rows[1][rows[0].index("dateConvention")]
    year, month, day = date.split("-")
    faulty = GRANTS.read_bytes().replace(date.encode(), f"{day}/{month}/{year}".encode())
    drop(workshop, ana, OWN, faulty, SUBVENTIONS)
    before = view(workshop, ana, OWN).bench
    assert before.schema == SUBVENTIONS
    assert before.n_errors > 0
    for _ in range(3):
        now = ask(workshop, ana, "view", OWN)
        if now.repairs:
            key = now.repairs[0].key
            ask(workshop, ana, "apply", OWN, repair=key, lines=[], revision=now.revision)

    now = ask(workshop, ana, "view", OWN)
    checked = ask(workshop, ana, "check", OWN, revision=now.revision)

    assert checked.n_errors == 0
    assert points(workshop, ana, OWN) == 4
    assert drops(workshop, ana, OWN)[-1].data["schema"] == SUBVENTIONS
    assert sum(count for _, count in checked.since_last.solved) > 0


def test_a_workbook_waits_for_its_sheet_then_is_mended(workshop, ana):
    rows = rows_of(GRANTS)
    book = xlsx({"Notice": NOTES, "Aides 2026": rows, "Aides 2025": rows})
    drop(workshop, ana, OWN, book, SUBVENTIONS)
    assert view(workshop, ana, OWN).bench is None
    assert ask(workshop, ana, "view", OWN).state == "sheet"

    chosen = ask(workshop, ana, "sheet", OWN, sheet="Aides 2025")

    assert (chosen.state, chosen.report.sheet) == ("ready", "Aides 2025")
    checked = ask(workshop, ana, "check", OWN, revision=chosen.revision)
    assert checked.since_last is None or not checked.since_last.new
    assert "sheet" not in drops(workshop, ana, OWN)[-1].data


def test_starting_again_from_another_file_clears_the_bench(workshop, ana):
    drop(workshop, ana, OWN, GRANTS.read_bytes(), SUBVENTIONS)
    perform(workshop, workshop.learners.find(ana), "restart", {"exercise": OWN})

    assert view(workshop, ana, OWN).bench is None


def test_a_file_erased_meanwhile_leaves_no_bench_and_keeps_the_points(workshop, ana, dirty):
    mended(workshop, ana)
    earned = points(workshop, ana, MEND)
    for stored in workshop.files.of(ana):
        my_data.erase_file(workshop, ana, stored.id)

    assert view(workshop, ana, MEND).bench is None
    assert points(workshop, ana, MEND) == earned


def test_the_same_file_has_a_bench_for_each_of_its_subjects(workshop, ana, dirty):
    mended(workshop, ana)

    assert ask(workshop, ana, "view").state == "empty"
    assert view(workshop, ana, OWN).bench is None
    with pytest.raises(Exception, match="effacé"):
        bench.write(workshop, ana, VALIDATOR, "file")


def test_what_is_handed_in_holds_the_mended_file_and_no_decision(workshop, ana, dirty):
    mended(workshop, ana)
    module = workshop.course.modules["preparer"]

    hand_ins.hand_in(workshop, ana, module, send_files=True)

    [answers] = (workshop.settings.data / "gradebook").rglob(f"submitted/{ana}/**/reponses.json")
    sent = json.loads(answers.read_text(encoding="utf-8"))["responses"][MEND]
    first, second = (e for e in sent["events"] if e["kind"] == "file")
    assert second["from"] == first["sha256"]
    assert [p.name for p in (answers.parent / "fichiers").iterdir()] == [second["sha256"]]
    assert "decisions" not in answers.read_text(encoding="utf-8")

"""Points for files as the page tells them: the cases where what is kept could go stale."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from grader.services import file_exercises, hand_ins, my_data
from grader.services.responses import gather, outcome_of
from grader.settings import Bounds
from tests.services.doing import (
    CLEAN,
    DELIBERATIONS,
    DIRTY,
    GRANTS,
    MEND,
    OWN,
    SUBVENTIONS,
    drop,
    open_workshop,
    points,
    view,
)


def test_the_clean_file_earns_everything_and_the_dirty_one_nothing(workshop, ana):
    drop(workshop, ana, MEND, DIRTY.read_bytes())
    assert points(workshop, ana, MEND) == 0
    drop(workshop, ana, MEND, CLEAN.read_bytes())

    told = view(workshop, ana, MEND)

    assert (told.outcome.status, told.outcome.points) == ("passed", 10)
    assert told.comparison.left == told.comparison.new == ()
    assert sum(count for _, count in told.comparison.solved) > 1000
    assert told.attempts == 2


def test_the_same_bytes_under_two_schemas_keep_a_verdict_each(workshop, ana):
    content = GRANTS.read_bytes()
    drop(workshop, ana, OWN, content, DELIBERATIONS)
    drop(workshop, ana, OWN, content, SUBVENTIONS)
    assert points(workshop, ana, OWN) == 4

    drop(workshop, ana, OWN, content, DELIBERATIONS)

    assert points(workshop, ana, OWN) < 4
    assert view(workshop, ana, OWN).schema == DELIBERATIONS


def test_an_unreadable_file_takes_nothing_away_from_a_good_one(workshop, ana):
    drop(workshop, ana, MEND, CLEAN.read_bytes())
    drop(workshop, ana, MEND, b"PK\x03\x04" + bytes(3000), name="classeur.csv")

    told = view(workshop, ana, MEND)

    assert told.outcome.points == 10
    assert any("précédent" in f["message"] for f in told.outcome.feedback)
    assert told.comparison.new == ()
    assert told.report is None


def test_a_change_of_the_course_reaches_work_done_before(workshop, ana):
    drop(workshop, ana, MEND, CLEAN.read_bytes())
    assert points(workshop, ana, MEND) == 10
    module = workshop.course.modules["preparer"]
    changed = dataclasses.replace(module.exercises[MEND], points=3.0)

    work = gather(workshop, ana, changed)

    assert outcome_of(workshop, ana, changed, work).points == 3


def test_a_file_too_heavy_to_check_is_told_once_and_not_read_at_each_visit(data, built):
    workshop = open_workshop(data, built, bounds=Bounds(job_seconds=0.001))
    try:
        ana = workshop.learners.create().id
        assert drop(workshop, ana, OWN, GRANTS.read_bytes(), SUBVENTIONS) is None
        exercise = workshop.course.exercise(OWN)
        kept = gather(workshop, ana, exercise).response

        assert len(kept.verdicts) == 1
        assert kept.files == {}, "nothing is left to read"
        [verdict] = kept.verdicts.values()
        assert verdict.counts == {("unusable-file/job-too-long", ""): 1}
    finally:
        workshop.close()


def test_points_stay_when_the_file_is_erased(workshop, ana):
    drop(workshop, ana, MEND, CLEAN.read_bytes())
    [stored] = workshop.files.of(ana)

    my_data.erase_file(workshop, ana, stored.id)

    assert points(workshop, ana, MEND) == 10
    told = view(workshop, ana, MEND)
    assert told.report is None
    assert "effacé" in told.kept_until


def test_restarting_forgets_the_first_file(workshop, ana):
    drop(workshop, ana, OWN, GRANTS.read_bytes(), DELIBERATIONS)
    file_exercises.restart(workshop, ana, workshop.course.exercise(OWN))

    told = view(workshop, ana, OWN)

    assert told.report is None
    assert told.outcome.status == "not_attempted"


def test_nothing_done_after_the_solution_earns_points(workshop, ana):
    exercise = workshop.course.exercise(MEND)
    file_exercises.see_solution(workshop, ana, exercise)
    drop(workshop, ana, MEND, CLEAN.read_bytes())

    assert points(workshop, ana, MEND) == 0
    assert file_exercises.solution_file(workshop, ana, exercise) == CLEAN


def test_after_erasing_everything_no_trace_is_left_on_disk(workshop, ana, data):
    drop(workshop, ana, MEND, DIRTY.read_bytes(), name="mairie-secrete.csv")
    hand_ins.hand_in(workshop, ana, workshop.course.modules["preparer"], send_files=True)
    pseudonym = workshop.learners.find(ana).pseudonym
    assert found_on_disk(data, ana)

    my_data.erase_everything(workshop, ana)

    for trace in (ana, pseudonym, "mairie-secrete"):
        assert found_on_disk(data, trace) == []


def found_on_disk(folder: Path, text: str) -> list[str]:
    """Search names and bytes of every file, the write-ahead log included."""
    return [
        str(path)
        for path in folder.rglob("*")
        if text in path.name or (path.is_file() and text.encode() in path.read_bytes())
    ]

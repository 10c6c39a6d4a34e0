"""Several hand-ins of a module: which note counts, and what learner and trainer are told."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from grader.errors import RefusedError
from grader.progress.hand_ins import GRADED, QUEUED, HandIn
from grader.progress.tables import EventRow
from grader.services import hand_ins as service
from grader.services.grades_file import grades_csv
from grader.services.grading import grade_and_record
from grader.services.hand_in_rules import counting, is_late, rule_told
from grader.services.workshop import Workshop
from tests.fixtures.course_paths import QUIZ
from tests.services import reading

MODULE, AVIS = reading.MODULE, reading.EXERCISE
RULES = {"best": "hand_ins: best\n", "last": "", "late": "hand_in_until: 2026-01-31\n"}
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A data folder for each rule, made when first asked for: nbgrader takes some seconds."""
    made = {}

    def model(rule):
        if rule not in made:
            root = tmp_path_factory.mktemp(rule)
            shutil.copytree(QUIZ, root / "courses")
            with (root / "courses" / MODULE / "module.yml").open("a", encoding="utf-8") as file:
                file.write(RULES[rule])
            Workshop.open(settings_of(root)).close()
            made[rule] = root
        return made[rule]

    return model


@pytest.fixture
def open_with(models, tmp_path):
    opened = []

    def with_rule(rule):
        root = shutil.copytree(models(rule), tmp_path / rule)
        opened.append(Workshop.open(settings_of(root)))
        return opened[-1]

    yield with_rule
    for workshop in opened:
        workshop.close()


def settings_of(root):
    return replace(reading.settings_of(root), courses=root / "courses")


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def note(workshop, learner, marks, text=reading.FIRST):
    """Write an answer, have it marked, hand in, and have all of it graded."""
    reading.write(workshop, learner, text)
    reading.mark(workshop, marks)
    reading.hand(workshop, learner)
    grade_and_record(workshop.settings)


def line_of(workshop):
    header, line = csv.reader(io.StringIO(grades_csv(workshop.settings), newline=""))
    return dict(zip(header, line, strict=True))


def worsen(workshop, learner):
    """Lose every answer, and hand in what is left."""
    with workshop.database.session() as session:
        session.execute(delete(EventRow).where(EventRow.learner_id == learner))
    reading.hand(workshop, learner)


def graded_at(points, day, *, number, state=GRADED, most=20.0):
    moment = datetime(2026, 1, day, 12, tzinfo=UTC)
    return HandIn(
        number, "ana", "tilleul-1", MODULE, moment, False, 0, state, "", points, most, {}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hand_ins", "best", "last"),
    [
        pytest.param([], None, None, id="nothing"),
        pytest.param([(3, 5, GRADED), (15, 4, GRADED)], 1, 2, id="a worse one later"),
        pytest.param([(15, 5, GRADED), (3, 4, GRADED)], 2, 2, id="a better one later"),
        pytest.param([(9, 5, GRADED), (9, 4, GRADED)], 1, 2, id="equal, and the later one late"),
        pytest.param([(9, 3, GRADED), (9, 2, GRADED)], 2, 2, id="equal, both in time"),
        pytest.param([(None, 5, QUEUED), (3, 4, GRADED)], 1, None, id="the last one waits"),
        pytest.param([(None, 5, "failed"), (3, 4, GRADED)], 1, None, id="the last one failed"),
        pytest.param([(8, 5, QUEUED)], None, None, id="being graded again"),
        pytest.param([(1, 5, GRADED), (8, 4, QUEUED)], 1, 2, id="replaced while graded again"),
    ],
)
def test_which_hand_in_counts(workshop_module, hand_ins, best, last):
    made = [
        graded_at(points, day, number=len(hand_ins) - rank, state=state)
        for rank, (points, day, state) in enumerate(hand_ins)
    ]
    until = replace(workshop_module, hand_in_until=date(2026, 1, 4))
    found = counting(replace(until, hand_ins="best"), made)
    assert (found.id if found else None) == best
    found = counting(replace(until, hand_ins="last"), made)
    assert (found.id if found else None) == last


def test_the_best_is_the_greatest_share_of_the_points(workshop_module):
    old = graded_at(15.0, 1, number=1, most=20.0)
    new = graded_at(16.0, 2, number=2, most=40.0)
    assert counting(replace(workshop_module, hand_ins="best"), [new, old]) is old


@pytest.fixture(scope="module")
def workshop_module(models):
    workshop = Workshop.open(settings_of(models("last")))
    yield workshop.course.modules[MODULE]
    workshop.close()


def test_a_day_ends_at_midnight_where_the_server_is(workshop_module):
    module = replace(workshop_module, hand_in_until=date(2026, 1, 31))
    last_minute = datetime(2026, 1, 31, 23, 59, 59).astimezone()
    assert not is_late(module, last_minute.astimezone(UTC))
    assert is_late(module, (last_minute + timedelta(seconds=1)).astimezone(UTC))
    assert not is_late(workshop_module, last_minute)


def test_the_rule_is_told_before(workshop_module):
    module = replace(workshop_module, hand_in_until=date(2026, 1, 31))
    before, after = (rule_told(module, datetime(2026, m, 15, tzinfo=UTC)) for m in (1, 2))
    assert plain(rule_told(workshop_module, MOMENT)) == (
        "Vous pouvez rendre plusieurs fois : le dernier rendu compte."
    )
    best = replace(workshop_module, hand_ins="best")
    assert "plusieurs fois : la meilleure note compte." in plain(rule_told(best, MOMENT))
    assert "Date limite : le 31 janvier 2026 inclus." in plain(before)
    assert "La date limite était le 31 janvier 2026" in plain(after)
    assert before.count("« en retard »") == after.count("« en retard »") == 1


def test_a_better_note_outlives_a_worse_copy_everywhere(open_with):
    workshop = open_with("best")
    ana = workshop.learners.create().id
    assert "la meilleure note compte" in plain(reading.page(workshop, ana).hand_in.rule)
    note(workshop, ana, reading.FULL)
    assert plain(reading.page(workshop, ana).hand_in.grade_label) == "3 points sur 19"
    first = line_of(workshop)
    assert (first["total"], first["état"]) == ("3", "noté")

    worsen(workshop, ana)
    view = reading.page(workshop, ana).hand_in
    assert (view.state, plain(view.grade_label)) == ("queued", "3 points sur 19")
    assert "Votre note reste celle du travail rendu le" in plain(view.sentence)
    assert line_of(workshop) == first

    [copy] = grade_and_record(workshop.settings)
    assert copy.total == 0
    view = reading.page(workshop, ana).hand_in
    assert (view.state, plain(view.grade_label)) == ("graded", "3 points sur 19")
    assert "noté 0 point sur 19" in plain(view.sentence)
    assert "C'est votre meilleure note : elle compte." in plain(view.sentence)
    assert [line.outcome.points for line in view.exercises if line.outcome.points] == [3.0]
    assert line_of(workshop) == first
    room = reading.room(workshop)
    [line] = room.submissions
    assert plain(line.grade_label) == "3 points sur 19"
    assert "La meilleure note est celle du" in plain(line.state_label)
    assert [passed for title, passed, _ in room.exercises if "avis" in title] == ["1 sur 1"]


def test_where_the_last_one_counts_a_worse_copy_counts(open_with):
    workshop = open_with("last")
    ana = workshop.learners.create().id
    note(workshop, ana, reading.FULL)
    worsen(workshop, ana)
    assert reading.page(workshop, ana).hand_in.grade_label == ""
    grade_and_record(workshop.settings)
    assert plain(reading.page(workshop, ana).hand_in.grade_label) == "0 point sur 19"
    told = line_of(workshop)
    assert (told["total"], told["en_retard"]) == ("0", "non")
    assert told["noté_le"] >= told["rendu_le"]
    reasons = dict(r.split(" : ", 1) for r in plain(told["raisons_des_zéros"]).split("\n"))
    zeros = {e for e in workshop.course.modules[MODULE].exercises if told[e] == "0"}
    assert reasons.keys() == zeros
    assert all(reasons.values())
    [line] = reading.room(workshop).submissions
    assert len(line.zeros) == len(zeros)
    assert all(reason for _, reason in line.zeros)


def test_a_copy_that_may_be_the_best_is_not_replaced_before_it_has_its_note(open_with):
    workshop = open_with("best")
    ana = workshop.learners.create().id
    module = workshop.course.modules[MODULE]
    reading.hand(workshop, ana)
    with pytest.raises(RefusedError) as refused:
        service.hand_in(workshop, ana, module, send_files=False)
    assert refused.value.code == "hand-in-waiting"
    assert len(workshop.hand_ins.of(ana, MODULE)) == 1
    # What is lost on the disk keeps nobody from handing in.
    shutil.rmtree(workshop.gradebook.submitted(MODULE, ana))
    reading.hand(workshop, ana)
    assert len(workshop.hand_ins.of(ana, MODULE)) == 2


def test_a_late_hand_in_is_accepted_and_said_to_all(open_with):
    workshop = open_with("late")
    ana = workshop.learners.create().id
    assert "La date limite était le 31 janvier 2026" in plain(
        reading.page(workshop, ana).hand_in.rule
    )
    reading.hand(workshop, ana)
    assert ", en retard." in reading.page(workshop, ana).hand_in.sentence
    [queued] = reading.room(workshop).queue.copies
    assert queued.handed_in.endswith(", en retard")
    grade_and_record(workshop.settings)
    view = reading.page(workshop, ana).hand_in
    assert (view.state, view.grade_label != "") == ("graded", True)
    assert ", en retard, noté" in view.sentence
    [line] = reading.room(workshop).submissions
    assert line.handed_in.endswith(", en retard")
    assert line_of(workshop)["en_retard"] == "oui"

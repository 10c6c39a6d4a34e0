"""An exercise done by hiding passages of an act: kept, checked, written, and never another's."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises.redact import REDACTION
from grader.exercises.redact_key import given_document
from grader.privacy.redaction.reading import read_document
from grader.services.lessons import finish_lesson, lesson_view
from grader.services.my_data import erase_everything
from grader.services.operations import perform
from grader.services.progress_file import read_progress, write_progress
from grader.services.redact_exercises import written_text
from grader.settings import Bounds
from grader.wire.views import to_json
from tests.fixtures.course_paths import REDACT
from tests.services.doing import open_workshop, points
from tests.support.acts import act_sandbox

ACT = "essai/proces-verbal"
NAME, ADDRESS = "Mme Jeanne Duvernet", "12 rue des Lilas"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """One workshop over the course of the act, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("redact")
    workshop = open_workshop(
        folder / "data", folder / "build", courses=REDACT, sandbox=act_sandbox(folder)
    )
    yield workshop
    workshop.close()


def ask(workshop, learner, operation="exercise_view", **request):
    me = workshop.learners.find(learner)
    return perform(workshop, me, operation, {"exercise": ACT, **request})


def text_of(workshop):
    return given_document(workshop.course.exercise(ACT).settings["file"]).text


def place(workshop, passage, nth=1, reason="private-life"):
    text, start = text_of(workshop), -1
    for _ in range(nth):
        start = text.index(passage, start + 1)
    return [start, start + len(passage), reason]


def right(workshop):
    return [
        place(workshop, NAME),
        place(workshop, ADDRESS),
        place(workshop, "Jeanne Duvernet", 2, "personal-data"),
    ]


def recorded(workshop, learner):
    events = workshop.events.of(learner, [ACT])[ACT]
    return [event.data["spans"] for event in events if event.kind == REDACTION]


def said(view):
    return " ".join(line["message"] for line in view.outcome.feedback).replace("\u00a0", " ")


def test_the_view_is_the_act_by_lines_and_never_its_key(workshop, ana):
    view = ask(workshop, ana)

    text = text_of(workshop)
    assert "\n".join(line.text for line in view.lines) == text
    assert all(text[line.start :].startswith(line.text) for line in view.lines)
    assert [line.style for line in view.lines[:5]] == [
        "title", "heading", "paragraph", "paragraph", "item",
    ]  # fmt: skip
    assert [line.place for line in view.lines if line.style == "cell"][:3] == [
        (0, 0, 0), (0, 0, 1), (0, 1, 0),
    ]  # fmt: skip
    assert any("Paul Martel" in one for one in view.carried)
    assert len(view.reasons) == 7
    assert all("CRPA" in one.article for one in view.reasons)
    assert (view.marks, view.files, view.proof, view.proved) == ((), (), (), False)
    assert (view.outcome.status, view.checked_label) == ("not_attempted", "")
    told = json.dumps(to_json(view), ensure_ascii=False)
    assert "ne regarde qu'elle" not in told
    assert "se cachent, partout" not in told


def test_what_is_kept_is_there_again_and_is_no_answer(workshop, ana):
    view = ask(workshop, ana, "redact_keep", spans=[place(workshop, NAME)])

    assert [(one.start, one.end, one.reason) for one in view.marks] == [
        tuple(place(workshop, NAME))
    ]
    assert view.unchecked
    assert ask(workshop, ana).marks == view.marks
    assert (view.outcome.status, recorded(workshop, ana)) == ("not_attempted", [])
    assert not view.proved, "the table names her still"
    assert any("ligne 9" in one for one in (p.replace("\u00a0", " ") for p in view.proof))


def test_marks_are_judged_and_the_last_ones_count(workshop, ana):
    view = ask(workshop, ana, "redact_check", spans=[place(workshop, NAME)])
    assert view.outcome.status == "partial"
    assert "Ligne 9 : un passage à cacher se lit encore." in said(view)

    view = ask(workshop, ana, "redact_check", spans=right(workshop))
    assert (view.outcome.status, view.outcome.points) == ("passed", 4)
    assert view.proved
    assert not view.unchecked
    assert view.checked_label.startswith("Vérifié le ")
    ask(workshop, ana, "redact_check", spans=list(reversed(right(workshop))))
    assert len(recorded(workshop, ana)) == 2, "the same marks are sent once"

    view = ask(workshop, ana, "redact_keep", spans=[])
    assert view.unchecked
    assert points(workshop, ana, ACT) == 4, "what is not checked does not count"
    assert (ask(workshop, ana, "redact_check", spans=[]).outcome.status) == "failed"


def test_an_elected_person_hidden_costs_points(workshop, ana):
    spans = [*right(workshop), place(workshop, "Odile Fabre")]
    view = ask(workshop, ana, "redact_check", spans=spans)

    assert 0 < view.outcome.points < 4
    assert "« Odile Fabre » est caché et devait rester." in said(view)


@pytest.mark.parametrize("form", ["docx", "odt", "txt"])
def test_the_file_that_is_written_holds_nothing_of_what_is_hidden(workshop, ana, form, tmp_path):
    view = ask(workshop, ana, "redact_keep", spans=right(workshop))
    exercise = workshop.course.exercise(ACT)
    path = tmp_path / "acte"
    path.write_bytes(written_text(workshop, ana, exercise, form))

    document = read_document(path, Bounds())
    assert document.hidden == ()
    assert "Duvernet" not in document.text
    assert "Lilas" not in document.text
    assert "[occulté : vie privée], [occulté : vie privée], demande" in document.text
    assert [one.name for one in view.files] == [
        f"proces-verbal-occulte.{one}" for one in ("docx", "odt", "txt")
    ]


def test_nothing_is_written_before_a_mark_and_never_a_pdf(workshop, ana):
    exercise = workshop.course.exercise(ACT)
    with pytest.raises(NotFoundError):
        written_text(workshop, ana, exercise, "docx")
    ask(workshop, ana, "redact_keep", spans=right(workshop))
    with pytest.raises(NotFoundError):
        written_text(workshop, ana, exercise, "pdf")


def test_another_learner_sees_nothing_of_it_and_erasing_takes_it_away(workshop, ana):
    ask(workshop, ana, "redact_keep", spans=right(workshop))
    other = workshop.learners.create().id
    exercise = workshop.course.exercise(ACT)

    assert ask(workshop, other).marks == ()
    with pytest.raises(NotFoundError):
        written_text(workshop, other, exercise, "txt")
    erase_everything(workshop, ana)
    assert workshop.drafts.of(ana, ACT) is None


@pytest.mark.parametrize(
    "spans",
    [None, "tout", {}, [[0]], [[0, 1]], [["0", 4, ""]], [[0, 4, "because"]], [[0, 4, None]],
     [[True, 4, ""]], [[0, 4.5, ""]], [[0, 4, "", 1]], [[0, 1, ""]] * 2_001],
)  # fmt: skip
@pytest.mark.parametrize("operation", ["redact_keep", "redact_check"])
def test_what_is_no_mark_is_refused(workshop, ana, operation, spans):
    with pytest.raises(RefusedError):
        ask(workshop, ana, operation, spans=spans)
    assert recorded(workshop, ana) == []
    assert ask(workshop, ana).marks == ()


def test_marks_outside_the_text_are_brought_within(workshop, ana):
    view = ask(workshop, ana, "redact_keep", spans=[[5, 10**9, ""], [-8, 3, "health"], [9, 2, ""]])

    ends = [(one.start, one.end) for one in view.marks]
    assert ends == [(0, 3), (5, len(text_of(workshop)))]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_a_damaged_draft_shows_the_act_whole(workshop, ana):
    workshop.drafts.put(ana, ACT, {"spans": "?"})

    assert ask(workshop, ana).marks == ()


def test_other_kinds_of_exercises_take_no_marks(workshop, ana):
    for exercise in ("essai/absent", "../proces-verbal"):
        with pytest.raises(NotFoundError):
            ask(workshop, ana, "redact_keep", exercise=exercise, spans=[])


def test_after_the_solution_nothing_more_is_earned(workshop, ana):
    assert "se cachent, partout" in ask(workshop, ana, "solution").solution_html

    view = ask(workshop, ana, "redact_check", spans=right(workshop))
    assert view.outcome.points == 0
    assert "ne rapporte plus de points" in said(view)


def test_it_goes_away_with_her_progress_and_comes_back(workshop, ana):
    long = [[place, place + 1, "appraisal"] for place in range(0, 250, 2)]
    ask(workshop, ana, "redact_check", spans=long)
    ask(workshop, ana, "redact_check", spans=right(workshop))
    other = workshop.learners.create().id

    forgetful = replace(workshop, settings=replace(workshop.settings, alone=True))
    read_progress(forgetful, other, write_progress(workshop, ana))

    assert recorded(workshop, other) == recorded(workshop, ana)
    assert points(workshop, other, ACT) == 4
    assert ask(workshop, other).marks == ask(workshop, ana).marks


def test_the_lesson_counts_it(workshop, ana):
    ask(workshop, ana, "redact_check", spans=right(workshop))

    view = lesson_view(workshop, ana, "essai/occulter")
    assert view.redactions[ACT].outcome.points == 4
    for end in (view.end, finish_lesson(workshop, ana, "essai/occulter")):
        assert end.points_label.replace("\u00a0", " ") == "4 points sur 4"
    assert len(ask(workshop, ana, "hint").hints_html) == 1

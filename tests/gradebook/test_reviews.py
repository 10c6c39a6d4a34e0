"""Marks of a person in the gradebook: waiting is no zero, and both notes say the same number."""

from __future__ import annotations

import csv
import io
import json
import shutil
from argparse import Namespace
from pathlib import Path

import nbformat
import pytest
from nbconvert.filters.markdown import markdown2html

from grader.cli.grade import run
from grader.content.copies import read_copy
from grader.gradebook import store
from grader.gradebook.reports import load
from grader.gradebook.results import GRADED, TO_REVIEW, grades, published_note
from grader.gradebook.submissions import list_copies
from grader.progress.hand_ins import QUEUED
from grader.services.grades_file import grades_csv
from grader.services.grading import GradingRoom, grade_and_record
from grader.services.my_data import erase_everything
from grader.services.reviewed_copies import bring_reviews
from tests.services import reading
from tests.services.reading import EXERCISE, FULL, HALF, MODULE, SECOND, plain
from tests.services.reading import GRADED as ITEM


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    root = tmp_path_factory.mktemp("lecture")
    reading.open_reading(root).close()
    return root


@pytest.fixture
def workshop(model, tmp_path):
    workshop = reading.open_reading(Path(shutil.copytree(model, tmp_path / "place")))
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create()


def bring(workshop):
    return bring_reviews(workshop.gradebook, workshop.course, workshop.database)


def kinds(workshop, learner):
    copy = read_copy(workshop.gradebook.submitted(MODULE, learner))
    return [e.kind for e in copy.responses[EXERCISE].events]


def line_of(workshop):
    [line] = reading.room(workshop).submissions
    return plain(line.state_label), plain(line.grade_label)


def test_a_copy_waits_then_has_the_points_of_the_person_in_both_notes(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)

    [copy] = grade_and_record(workshop.settings)

    assert (copy.unread, copy.needs_look, copy.agreed) == ((EXERCISE,), True, True)
    [row] = grades(workshop.settings, workshop.course)
    assert (row.state, row.total, row.out_of_twenty) == (TO_REVIEW, None, None)
    assert EXERCISE not in row.points
    note = published_note(workshop.settings, workshop.course, MODULE, ana.id)
    assert (note.state, note.points) == (TO_REVIEW, {})
    header, line = csv.reader(io.StringIO(grades_csv(workshop.settings)))
    told = dict(zip(header, line, strict=True))
    assert (told[EXERCISE], told["total"], told["note_sur_20"], told["état"]) == (
        "", "", "", "à relire",
    )  # fmt: skip
    assert line_of(workshop) == ("Noté en partie : 1 réponse à lire", "Points en attente, sur 19")
    [_, avis, _] = reading.room(workshop).exercises
    assert [plain(x) for x in avis[1:]] == ["1 à lire", "en attente"]
    page = reading.page(workshop, ana.id).hand_in
    assert (page.state, page.grade_label) == ("review", "")
    assert "Une personne doit encore lire" in plain(page.sentence)
    [cell] = [
        g
        for s in store.read(workshop.gradebook.db_url, MODULE)
        for g in s.grades.values()
        if g.needs_review
    ]
    assert cell.name == "avis"

    reading.mark(workshop, HALF, "Merci.")

    assert workshop.hand_ins.newest(ana.id, MODULE).state == QUEUED
    [copy] = grade_and_record(workshop.settings)
    assert (copy.fresh, copy.agreed, copy.unread, copy.points[EXERCISE]) == (True, True, (), 1.5)
    [row] = grades(workshop.settings, workshop.course)
    assert (row.state, row.points[EXERCISE], row.total) == (GRADED, 1.5, 1.5)
    page = reading.page(workshop, ana.id)
    assert (page.hand_in.state, plain(page.hand_in.grade_label)) == (
        "graded", "1,5 point sur 19",
    )  # fmt: skip
    assert not page.hand_in.changed_since
    assert page.exercises[1].outcome.points == 1.5
    assert line_of(workshop) == ("Noté", "1,5 point sur 19")

    [again] = grade_and_record(workshop.settings)
    assert not again.fresh


def test_the_command_tells_what_waits_without_a_zero(workshop, ana, monkeypatch, capsys):
    settings = workshop.settings
    for name in ("courses", "sandbox", "build", "data"):
        monkeypatch.setenv(f"OUVROIR_{name.upper()}", str(getattr(settings, name)))
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)

    code = run(
        Namespace(
            module=None, learner=None, format="text", at_once=None, assignments=None, stay=None
        )
    )

    first, *lines, last = plain(capsys.readouterr().out).splitlines()
    assert code == 1
    assert first == f"{ana.pseudonym}, essai : 0 sur 19 pour l'instant"
    assert f"    {EXERCISE} : une réponse à lire par une personne." in lines
    assert not [line for line in lines if line.startswith(f"    {EXERCISE} : 0")]
    assert last == "1 copie notée, 0 inchangée, 1 à regarder."


def test_a_later_review_is_graded_too(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    reading.mark(workshop, HALF)
    assert [c.points[EXERCISE] for c in grade_and_record(workshop.settings)] == [1.5]
    [read] = reading.room(workshop).reviews.read

    reading.reviews.review(workshop, reading.whole_house(workshop), read.answer, FULL, "")

    [copy] = grade_and_record(workshop.settings)
    assert (copy.points[EXERCISE], copy.agreed) == (3.0, True)


def test_a_review_that_comes_while_its_copy_is_graded_is_not_lost(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    room = GradingRoom(workshop.settings, at_once=1)
    begin = room._hand_ins.begin

    def marked_in_the_midst(learner: str, module: str) -> bool:
        room._hand_ins.begin = begin
        reading.mark(workshop, FULL)
        return begin(learner, module)

    room._hand_ins.begin = marked_in_the_midst
    try:
        [first] = room.grade_queued()
        assert first.points[EXERCISE] == 0
        assert workshop.hand_ins.newest(ana.id, MODULE).state == QUEUED
        [copy] = room.grade_queued()
        assert (copy.points[EXERCISE], copy.agreed) == (3.0, True)
        assert room.grade_queued() == []
    finally:
        room.close()


def test_only_what_was_read_is_added_to_a_copy_and_only_once(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    path = workshop.gradebook.submitted(MODULE, ana.id) / "reponses.json"
    before = json.loads(path.read_text(encoding="utf-8"))
    assert bring(workshop) == 0
    workshop.events.append(ana.id, "essai/es-q01", "answer", {"item": "es-q01", "chosen": ["a"]})
    reading.write(workshop, ana.id, SECOND)
    reading.mark(workshop, FULL)

    assert (bring(workshop), bring(workshop)) == (1, 0)

    assert kinds(workshop, ana.id) == ["answer", "answer", "review"]
    after = json.loads(path.read_text(encoding="utf-8"))
    assert after["handed_in_at"] == before["handed_in_at"]
    assert after["responses"]["essai/quiz"]["events"] == []
    assert {**after, "responses": 0} == {**before, "responses": 0}
    changed = reading.page(workshop, ana.id).hand_in.changed_since
    assert changed, "the answer to the other question is not in the copy"


def test_marks_are_not_her_work_since_she_handed_in(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    reading.write(workshop, ana.id, SECOND)
    assert reading.page(workshop, ana.id).hand_in.changed_since

    reading.mark(workshop)

    assert not reading.page(workshop, ana.id).hand_in.changed_since


def test_a_copy_handed_in_anew_with_answers_of_before_the_review_gets_it_too(workshop, ana):
    """What a hand-in gathered before the marks were written is mended by the next grading."""
    reading.write(workshop, ana.id)
    reading.mark(workshop)
    reading.hand(workshop, ana.id)
    assert kinds(workshop, ana.id) == ["answer", "review"]
    path = workshop.gradebook.submitted(MODULE, ana.id) / "reponses.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["responses"][EXERCISE]["events"].pop()
    path.write_text(json.dumps(data), encoding="utf-8")

    assert bring(workshop) == 1
    assert kinds(workshop, ana.id) == ["answer", "review"]


def test_a_copy_that_tells_another_story_or_cannot_be_read_is_left_alone(workshop, ana):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    reading.mark(workshop)
    path = workshop.gradebook.submitted(MODULE, ana.id) / "reponses.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["responses"][EXERCISE]["events"][0]["chosen"] = ["Une autre réponse, recopiée ailleurs."]
    for text in (json.dumps(data), "{"):
        path.write_text(text, encoding="utf-8")
        assert bring(workshop) == 0
        assert path.read_text(encoding="utf-8") == text


def test_an_erased_learner_s_copy_does_not_come_back(workshop, ana, monkeypatch):
    reading.write(workshop, ana.id)
    reading.hand(workshop, ana.id)
    reading.mark(workshop)

    def read_then_erase(place):
        copy = read_copy(place)
        erase_everything(workshop, ana.id)
        return copy

    monkeypatch.setattr("grader.services.reviewed_copies.read_copy", read_then_erase)

    assert bring(workshop) == 0
    assert list_copies(workshop.gradebook) == []
    assert not list(workshop.gradebook.hand_ins.glob("*@*"))
    assert load(workshop.gradebook.report(MODULE, ana.id)) is None
    assert ITEM not in json.dumps(sorted(p.name for p in workshop.gradebook.root.rglob("*")))


def test_what_she_wrote_stands_above_its_points_in_nbgraders_pages(workshop, ana):
    hostile = "Bonjour <script>alert(1)</script> [ici](javascript:x) $a$ `b`\n# Titre"
    reading.write(workshop, ana.id, hostile)
    reading.hand(workshop, ana.id)
    grade_and_record(workshop.settings)
    reading.mark(workshop)
    assert bring(workshop) == 1
    grade_and_record(workshop.settings)

    notebook = nbformat.read(
        workshop.gradebook.autograded(MODULE, ana.id) / f"{MODULE}.ipynb", as_version=4
    )
    shown = [n for n, cell in enumerate(notebook.cells) if "Réponse rédigée" in cell.source]
    assert len(shown) == 1
    cell, graded = notebook.cells[shown[0]], notebook.cells[shown[0] + 1]
    assert graded.metadata.nbgrader.grade_id == EXERCISE.partition("/")[2]
    html = markdown2html(cell.source)
    assert "Grille" in html
    for told in ("<script", "<a ", "<h1", "<code"):
        assert told not in html
    assert "Bonjour &lt;script&gt;" in html

"""An exercise on a dictionary on its page: what is taken, what is refused, and whose it is."""

from __future__ import annotations

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.exercises import dictionary_facts
from grader.services.workshop import Workshop
from tests.services.choosing import DICTIONARY, RIGHT, ask, open_choosing, show, write

BLANK = {"description": "", "type": "", "unit": "", "empty": "", "example": ""}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = open_choosing(tmp_path_factory.mktemp("dictionnaire"))
    yield opened
    opened.close()


def check(workshop, learner, columns):
    return ask(workshop, learner, "dictionary_check", DICTIONARY, columns=columns)


def recorded(workshop, learner):
    return workshop.events.of(learner, [DICTIONARY])[DICTIONARY]


def test_untouched_it_is_not_begun_and_tells_the_file(workshop, ana):
    view = show(workshop, ana, DICTIONARY)
    assert view.outcome.status == "not_attempted"
    assert [one.name for one in view.columns] == list(RIGHT)
    assert len(view.rows) == 8
    assert (view.checked, view.open, view.csv, view.schema) == (False, True, "", "")
    assert {one.faults for one in view.columns} == {()}


def test_it_is_checked_as_often_as_she_wants_and_the_last_one_counts(workshop, ana):
    assert write(workshop, ana).outcome.points == 3.0
    view = write(workshop, ana, type="integer")
    assert view.outcome.status == "partial"
    wrong = {one.name: one.faults for one in view.columns if one.faults}
    assert list(wrong) == ["SURFACE"]
    assert [field for field, _ in wrong["SURFACE"]] == ["type"]
    assert write(workshop, ana).outcome.status == "passed"


def test_a_name_copied_for_a_description_earns_nothing_and_is_told(workshop, ana):
    naive = {
        name: {**said, "description": f"La colonne {name} du fichier", "type": "string"}
        for name, said in RIGHT.items()
    }
    view = check(workshop, ana, naive)
    assert (view.outcome.status, view.outcome.points) == ("failed", 0)
    said = " ".join(one["message"] for one in view.outcome.feedback)
    assert "sans description, rien n'y compte" in said.replace("\u00a0", " ")
    assert all(one.faults[0][0] == "description" for one in view.columns)


@pytest.mark.parametrize("columns", [{}, {"SURFACE": BLANK}, {"SURFACE": {**BLANK, "unit": "  "}}])
def test_nothing_written_is_not_begun(workshop, ana, columns):
    with pytest.raises(RefusedError) as refused:
        check(workshop, ana, columns)
    assert refused.value.code == "nothing-written"
    assert recorded(workshop, ana) == []
    # A blank one that an older server recorded counts as none.
    workshop.events.append(ana, DICTIONARY, "dictionary", {"columns": columns})
    view = show(workshop, ana, DICTIONARY)
    assert (view.outcome.status, view.checked) == ("not_attempted", False)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        (None, "foreign-answers"),
        ("SURFACE", "foreign-answers"),
        ([RIGHT["SURFACE"]], "foreign-answers"),
        ({"SURFACE": "m²"}, "foreign-answers"),
        ({"SURFACE": {"unit": "m²"}}, "foreign-answers"),
        ({"SURFACE": {**BLANK, "points": "3"}}, "foreign-answers"),
        ({"SURFACE": {**BLANK, "unit": 3}}, "foreign-answers"),
        ({"SURFACE": {**BLANK, "unit": "x" * 61}}, "foreign-answers"),
        ({"SURFACE": {**BLANK, "description": "x" * 301}}, "foreign-answers"),
        ({7: BLANK}, "foreign-answers"),
        ({f"C{n}": BLANK for n in range(13)}, "foreign-answers"),
        ({"AUTRE": {**BLANK, "unit": "m²"}}, "unknown-column"),
        ({"surface": {**BLANK, "unit": "m²"}}, "unknown-column"),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_leaves_no_trace(workshop, ana, columns, code):
    with pytest.raises(RefusedError) as refused:
        check(workshop, ana, columns)
    assert refused.value.code == code
    assert recorded(workshop, ana) == []


@pytest.mark.parametrize("name", [None, 7, [DICTIONARY], "essai/absent", "essai/registre-refuse"])
def test_an_exercise_that_is_none_of_this_kind_is_refused(workshop, ana, name):
    with pytest.raises((NotFoundError, RefusedError)):
        ask(workshop, ana, "dictionary_check", name, columns=RIGHT)


def test_what_is_hostile_is_kept_as_text_and_is_no_formula(workshop, ana):
    attack = '=HYPERLINK("http://a.example";"cliquez") <script>'
    view = write(workshop, ana, description=attack)
    shown = next(one for one in view.columns if one.name == "SURFACE")
    assert shown.description == attack
    assert "\"'=HYPERLINK(" in view.csv
    assert "\n=" not in view.csv


def test_nobody_reads_what_another_wrote(workshop, ana):
    write(workshop, ana, description="Une description à elle seule")
    bea = workshop.learners.create().id
    view = show(workshop, bea, DICTIONARY)
    assert {one.description for one in view.columns} == {""}
    assert (view.outcome.status, view.csv) == ("not_attempted", "")
    write(workshop, bea, type="integer")
    assert show(workshop, ana, DICTIONARY).outcome.status == "passed"


def test_what_was_written_outlives_the_server_and_is_read_by_a_worker(workshop, ana, monkeypatch):
    write(workshop, ana)
    dictionary_facts._read.clear()
    jobs = []
    after = Workshop.over(workshop.settings, workshop.course, workshop.gradebook, workshop.database)
    after.pool.told = lambda name, *_more: jobs.append(name)

    def refuse(*_given):
        raise AssertionError("the server reads a table")

    monkeypatch.setattr("grader.tables.read.read_table", refuse)
    try:
        view = show(after, ana, DICTIONARY)
        assert write(after, ana).outcome.points == 3.0
    finally:
        after.pool.close()
    assert view.outcome.points == 3.0
    assert next(one.unit for one in view.columns if one.name == "SURFACE") == "m²"
    assert jobs.count("dictionary_facts") == 1


def test_after_the_solution_it_still_tells_but_earns_nothing(workshop, ana):
    view = ask(workshop, ana, "solution", DICTIONARY)
    assert view.solution_html
    view = write(workshop, ana)
    assert (view.outcome.status, view.outcome.points) == ("not_attempted", 0)
    assert view.checked

"""« Signaler un problème » : what is kept, what the trainer reads, and who is not named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.progress.learners import ADMINISTRATOR
from grader.services.my_data import erase_everything, my_data
from grader.services.question_reports import CATEGORIES, LONGEST, report, reports_view
from grader.settings import DEFAULT_ROOT
from tests.services.reading import ask, open_reading, plain

SCRIPT = "<img src=x onerror=alert(1)> il manque un mot"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    root = tmp_path_factory.mktemp("signalements")
    open_reading(root).close()
    return root


@pytest.fixture
def workshop(model, tmp_path):
    workshop = open_reading(Path(shutil.copytree(model, tmp_path / "place")))
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create()


@pytest.fixture
def trainer(workshop):
    made = workshop.learners.create().id
    workshop.learners.set_role(made, ADMINISTRATOR)
    return made


def test_the_server_and_the_dialog_name_the_same_problems():
    static = DEFAULT_ROOT / "grader" / "ui" / "static"
    code = (static / "question_report.js").read_text(encoding="utf-8")
    problems = code[
        code.index("export const PROBLEMS") : code.index("export function reportButton")
    ]

    assert tuple(re.findall(r"^  (\w+): \{$", problems, re.MULTILINE)) == CATEGORIES
    assert f"const LONGEST = {LONGEST};" in code


def test_a_report_thanks_and_reaches_the_trainer_without_its_author(workshop, ana):
    told = ask(workshop, ana.id, "report_question", item="es-q01", category="typo", comment=SCRIPT)
    assert "Merci" in told.message

    view = reports_view(workshop)
    [question] = view.open
    assert (question.item, question.counts) == ("es-q01", (("typo", 1),))
    assert question.question_html
    [line] = question.reports
    assert (line.category, line.comment) == ("typo", SCRIPT)
    assert plain(view.sentence) == "1 signalement à traiter, sur 1 question."
    assert ana.id not in repr(view)
    assert ana.pseudonym not in repr(view)


def test_the_most_reported_question_comes_first(workshop):
    for item, category in (
        ("es-q02", "typo"), ("es-q02", "typo"), ("es-q02", "outdated"), ("es-q01", "broken"),
    ):  # fmt: skip
        report(workshop, workshop.learners.create().id, item, category, "")

    view = reports_view(workshop)
    assert [q.item for q in view.open] == ["es-q02", "es-q01"]
    assert view.open[0].counts == (("typo", 2), ("outdated", 1))
    assert plain(view.sentence) == "4 signalements à traiter, sur 2 questions."


def test_what_was_dealt_with_leaves_the_list_and_comes_back_on_request(workshop, ana, trainer):
    report(workshop, ana.id, "es-q01", "typo", "un accent")
    [question] = reports_view(workshop).open
    [line] = question.reports

    view = ask(workshop, trainer, "settle_report", report=line.id, settled=True)
    assert (view.reports.open, "traité" in view.done) == ((), True)
    assert plain(view.reports.sentence) == "Aucun signalement n'attend."
    [settled] = view.reports.settled
    assert [r.id for r in settled.reports] == [line.id]

    view = ask(workshop, trainer, "settle_report", report=line.id, settled=False)
    assert [q.item for q in view.reports.open] == ["es-q01"]


@pytest.mark.parametrize(
    "request_",
    [
        {"category": "insulte"}, {"comment": "x" * (LONGEST + 1)}, {"comment": 3},
        {"category": None}, {"category": "other", "comment": " \n "},
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused(workshop, ana, request_):
    whole = {"item": "es-q01", "category": "typo", "comment": "", **request_}
    with pytest.raises(RefusedError):
        ask(workshop, ana.id, "report_question", **whole)
    assert reports_view(workshop).open == ()


def test_a_question_that_does_not_exist_is_not_reported(workshop, ana):
    with pytest.raises(NotFoundError):
        ask(workshop, ana.id, "report_question", item="es-q99", category="typo", comment="")


def test_a_comment_loses_what_no_keyboard_types(workshop, ana):
    report(workshop, ana.id, "es-q01", "typo", "un\x00 mot\u202e\r\nune ligne  \n")

    [question] = reports_view(workshop).open
    assert question.reports[0].comment == "un  mot\nune ligne"


def test_a_question_taken_out_of_the_courses_keeps_its_reports(workshop, ana):
    workshop.reports.add(ana.id, "es-partie", "typo", "")

    [question] = reports_view(workshop).open
    assert "ne figure plus" in question.place
    assert question.question_html == ""


def test_my_data_counts_reports_and_erasing_takes_them(workshop, ana):
    report(workshop, ana.id, "es-q01", "typo", "un mot que seule Ana connaît")
    report(workshop, ana.id, "es-q02", "broken", "")
    assert "2 signalements sur des questions" in plain(my_data(workshop, ana.id).answers_sentence)

    erase_everything(workshop, ana.id)

    assert reports_view(workshop).open == ()
    for path in workshop.settings.data.glob("ouvroir.sqlite*"):
        assert b"seule Ana" not in path.read_bytes()

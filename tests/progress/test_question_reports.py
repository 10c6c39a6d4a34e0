"""Reports on questions: durable, bounded, told without their author, erased with her."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import Database
from grader.progress.learners import Learners
from grader.progress.question_reports import MOST_EACH, QuestionReports
from grader.progress.tables import QuestionReportRow


@pytest.fixture
def reports(database):
    return QuestionReports(database)


def test_a_report_is_there_after_the_database_was_opened_anew(settings, database, reports, ana):
    reports.add(ana, "prep-q01", "typo", "Il manque un accent.")
    database.close()

    again = Database(settings)
    [found] = QuestionReports(again).newest(10, settled=False)
    again.close()

    assert (found.item_id, found.category, found.comment, found.settled) == (
        "prep-q01", "typo", "Il manque un accent.", False,
    )  # fmt: skip


def test_nothing_that_is_given_out_says_who_reported(reports, ana):
    reports.add(ana, "prep-q01", "typo", "")
    [found] = reports.newest(10, settled=False)

    assert ana not in repr(found)


def test_a_learner_reports_one_question_a_few_times_and_others_still(database, reports, ana):
    for number in range(MOST_EACH):
        reports.add(ana, "prep-q01", "typo", str(number))
    with pytest.raises(RefusedError, match="déjà envoyé"):
        reports.add(ana, "prep-q01", "other", "encore")

    reports.add(ana, "prep-q02", "typo", "")
    reports.add(Learners(database).create().id, "prep-q01", "typo", "")
    assert reports.count(ana) == MOST_EACH + 1


def test_tabs_that_report_at_once_do_not_pass_the_bound(reports, ana):
    def report(number):
        try:
            reports.add(ana, "prep-q01", "typo", str(number))
        except RefusedError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as threads:
        kept = sum(threads.map(report, range(8)))

    assert kept == reports.count(ana)
    assert 1 <= kept <= MOST_EACH


def test_counts_are_by_question_and_category_and_leave_out_what_was_dealt_with(
    database, reports, ana
):
    boris = Learners(database).create().id
    reports.add(ana, "prep-q01", "typo", "un")
    reports.add(boris, "prep-q01", "typo", "deux")
    reports.add(boris, "prep-q02", "outdated", "trois")
    newest = reports.newest(10, settled=False)
    assert [r.comment for r in newest] == ["trois", "deux", "un"]

    reports.settle(newest[1].id, settled=True)

    assert reports.counts() == {("prep-q01", "typo"): 1, ("prep-q02", "outdated"): 1}
    assert [r.comment for r in reports.newest(10, settled=False)] == ["trois", "un"]
    assert [r.comment for r in reports.newest(10, settled=True)] == ["deux"]
    assert len(reports.newest(1, settled=False)) == 1


def test_a_report_may_be_taken_up_again(reports, ana):
    reports.add(ana, "prep-q01", "typo", "")
    [report] = reports.newest(10, settled=False)
    for settled in (True, True, False):
        reports.settle(report.id, settled=settled)

    assert reports.newest(10, settled=False) == [report]


def test_a_report_that_its_learner_erased_is_told_as_gone(database, reports, ana):
    reports.add(ana, "prep-q01", "typo", "")
    [report] = reports.newest(10, settled=False)
    Learners(database).erase(ana)

    with pytest.raises(NotFoundError, match="n'existe plus"):
        reports.settle(report.id, settled=True)
    with database.session() as session:
        assert session.scalars(select(QuestionReportRow)).all() == []


def test_nobody_reports_for_a_learner_who_is_gone(database, reports, ana):
    Learners(database).erase(ana)

    with pytest.raises(RefusedError, match="n'a pas pu être enregistrée"):
        reports.add(ana, "prep-q01", "typo", "")

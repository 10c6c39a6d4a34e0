"""Prints of resume codes: one a learner, found by itself, erased with her, in either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect

from grader.errors import RefusedError
from grader.progress.learners import Learners
from grader.progress.resume_codes import ResumeCodes

ONE, TWO = "1" * 64, "2" * 64


@pytest.fixture
def database(either_database):
    return either_database


@pytest.fixture
def codes(database):
    return ResumeCodes(database)


def test_the_migrations_make_what_the_tables_declare(database):
    columns = {column["name"] for column in inspect(database.engine).get_columns("resume_code")}
    assert columns == {"learner_id", "print", "made_at"}


def test_a_print_leads_to_its_learner_and_a_new_one_ends_it(codes, ana):
    assert (codes.find(ONE), codes.made_at(ana)) == ("", None)
    codes.put(ana, ONE)
    assert codes.find(ONE) == ana
    first = codes.made_at(ana)
    codes.put(ana, TWO)
    assert (codes.find(ONE), codes.find(TWO)) == ("", ana)
    assert codes.made_at(ana) >= first


def test_two_learners_never_share_a_print(database, codes, ana):
    codes.put(ana, ONE)
    with pytest.raises(RefusedError):
        codes.put(Learners(database).create().id, ONE)
    assert codes.find(ONE) == ana


def test_tabs_that_make_one_at_once_leave_one(codes, ana):
    prints = [f"{n:064x}" for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda one: codes.put(ana, one), prints))
    assert sum(codes.find(one) == ana for one in prints) == 1


def test_it_is_erased_with_her_and_nobody_makes_one_afterwards(database, codes, ana):
    codes.put(ana, ONE)
    Learners(database).erase(ana)
    assert codes.find(ONE) == ""
    with pytest.raises(RefusedError):
        codes.put(ana, TWO)

"""A word to be moved to a column of its own may be lost on the way: its row is then harmed."""

from __future__ import annotations

import pytest

from grader.content.one_exercise import load_exercise
from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.model import PARTIAL, PASSED
from grader.settings import DEFAULT_ROOT, Settings
from tests.exercises.books import rows_of

ADDRESSES = "preparer/service-urbanisme"
CLEAN = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "services" / "adresses.csv"


@pytest.fixture(scope="module")
def exercise():
    settings = Settings()
    return load_exercise(settings.courses, settings.sandbox, ADDRESSES)


def outcome(exercise, tmp_path, change):
    rows = rows_of(CLEAN)
    place = rows[0].index("suffixe")
    change([row for row in rows[1:] if row[place]], place)
    path = tmp_path / "adresses.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return assess(exercise, make_response(ADDRESSES, [drop(path)]))


def test_a_suffix_that_is_lost_is_harm_although_the_file_is_valid(exercise, tmp_path):
    def lose(rows, place):
        assert rows[0][place] == "bis"
        rows[0][place] = ""

    found = outcome(exercise, tmp_path, lose)
    assert found.status == PARTIAL
    assert found.points < exercise.points
    assert any("suffixe" in one.message for one in found.feedback), found.feedback


def test_suffixes_in_their_own_column_are_all_right(exercise, tmp_path):
    found = outcome(exercise, tmp_path, lambda rows, place: None)
    assert (found.status, found.points) == (PASSED, exercise.points)

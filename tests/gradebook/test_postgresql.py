"""A gradebook in a real PostgreSQL: the same notes, erased as well, and a password kept close."""

from __future__ import annotations

import dataclasses
import stat
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from grader.errors import GradingError
from grader.gradebook.course_folder import prepare
from grader.gradebook.grade import grade
from grader.gradebook.model import GradedCopy
from grader.gradebook.results import grades, published_note
from grader.gradebook.submissions import erase_copies
from grader.services.grades_file import grades_csv
from grader.settings import Settings, sqlalchemy_address
from tests.gradebook.conftest import Place, open_place
from tests.gradebook.course import COPIES, write_course
from tests.gradebook.stock import run_stock
from tests.support.postgresql import PostgreSQL, rows

NAMES = ("OUVROIR_GRADEBOOK_URL", "OUVROIR_DATABASE_URL")
PASSWORD = "marqueur-5d2e"  # of a server that lives as long as the tests


@dataclass(frozen=True)
class InPostgreSQL:
    """A place whose gradebook is in PostgreSQL, graded, and its base."""

    place: Place
    address: str
    copies: list[GradedCopy]


@pytest.fixture(scope="module")
def graded(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> InPostgreSQL:
    root = tmp_path_factory.mktemp("postgresql")
    write_course(root / "courses")
    address = postgresql.empty_base()
    place = open_place(root, gradebook_url=sqlalchemy_address(address))
    for learner, (responses, _, _) in COPIES.items():
        place.hand_in(learner, responses)
    return InPostgreSQL(place, address, grade(place.settings, place.course, at_once=2))


def test_notes_are_those_of_a_gradebook_in_a_file(graded: InPostgreSQL, place: Place) -> None:
    for learner, (responses, _, _) in COPIES.items():
        place.hand_in(learner, responses)
    in_a_file = grade(place.settings, place.course)
    for there, here in zip(graded.copies, in_a_file, strict=True):
        assert (there.learner, there.points, there.reasons) == (
            here.learner,
            here.points,
            here.reasons,
        )
        assert not there.failed
        assert there.agreed
    assert not (graded.place.folder.root / "gradebook.db").exists()


def test_a_second_run_does_nothing_anew(graded: InPostgreSQL) -> None:
    again = grade(graded.place.settings, graded.place.course)
    assert [copy.fresh for copy in again] == [False] * len(COPIES)


def test_results_and_export_are_read_from_it(graded: InPostgreSQL) -> None:
    settings, course = graded.place.settings, graded.place.course
    totals = {row.learner: row.total for row in grades(settings, course)}
    assert totals == {name: one + other for name, (_, one, other) in COPIES.items()}
    note = published_note(settings, course, "essai", "en-partie")
    assert note is not None
    assert note.total == 1.5
    assert "en-partie" in grades_csv(settings)


def test_stock_nbgrader_reads_the_same_address_from_the_course_folder(
    graded: InPostgreSQL, tmp_path: Path
) -> None:
    stock = run_stock(graded.place.folder.root, tmp_path / "stock", "essai", graded.address)
    for learner, (_, one, other) in COPIES.items():
        assert stock[learner] == {"un": one, "deux": other}


def test_the_password_is_in_one_file_that_nobody_else_reads(graded: InPostgreSQL) -> None:
    root = graded.place.settings.data
    holding = [
        path
        for path in root.rglob("*")
        if path.is_file() and PASSWORD.encode() in path.read_bytes()
    ]
    assert [path.name for path in holding] == ["nbgrader_config.py"]
    assert stat.S_IMODE(holding[0].stat().st_mode) == 0o600
    assert PASSWORD not in repr(graded.place.folder)


def test_erasing_leaves_no_row_of_a_learner(postgresql: PostgreSQL, tmp_path: Path) -> None:
    write_course(tmp_path / "courses")
    address = postgresql.empty_base()
    place = open_place(tmp_path, gradebook_url=sqlalchemy_address(address))
    for learner in ("tilleul-12", "tilleul-1234"):
        place.hand_in(learner, COPIES["complete"][0])
    grade(place.settings, place.course)
    assert len(rows(address, "SELECT id FROM student")) == 2
    erase_copies(place.folder, "tilleul-1234")
    assert rows(address, "SELECT id FROM student") == [("tilleul-12",)]
    assert rows(address, "SELECT DISTINCT student_id FROM submitted_assignment") == [
        ("tilleul-12",)
    ]
    assert rows(address, "SELECT count(*) FROM grade") == [(2,)]


def test_a_base_that_was_emptied_is_made_again(postgresql: PostgreSQL, tmp_path: Path) -> None:
    write_course(tmp_path / "courses")
    address = postgresql.empty_base()
    place = open_place(tmp_path, gradebook_url=sqlalchemy_address(address))
    with psycopg.connect(address) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    assert grades(place.settings, place.course) == []
    place.hand_in("tilleul", COPIES["complete"][0])
    assert [copy.total for copy in grade(place.settings, place.course)] == [10.0]


def test_a_server_that_does_not_answer_is_told_without_its_password(place: Place) -> None:
    address = f"postgresql+psycopg://ouvroir:{PASSWORD}@127.0.0.1:1/base"
    settings = dataclasses.replace(place.settings, gradebook_url=address)
    with pytest.raises(GradingError, match="ne répond pas") as refused:
        prepare(settings, place.course)
    assert refused.value.code == "gradebook-unreachable"
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_need_not_name_the_driver(scheme: str) -> None:
    environment = dict.fromkeys(NAMES, f"{scheme}://a@b/c")
    settings = Settings.from_environment(environment)
    assert settings.gradebook_url == settings.database_url == "postgresql+psycopg://a@b/c"


def test_where_the_gradebook_moves_every_copy_is_graded_again(
    place: Place, postgresql: PostgreSQL
) -> None:
    for learner, (responses, _, _) in COPIES.items():
        place.hand_in(learner, responses)
    before = grade(place.settings, place.course)
    address = sqlalchemy_address(postgresql.empty_base())
    settings = dataclasses.replace(place.settings, gradebook_url=address)
    moved = grade(settings, place.course, at_once=2)
    assert all(copy.fresh for copy in moved)
    assert [copy.points for copy in moved] == [copy.points for copy in before]

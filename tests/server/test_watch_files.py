"""What counts as a saved file, and when what it says is served or told: no clock but the test's."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from grader.cli import serve
from grader.content.check import check_course
from grader.content.load import load_course
from grader.content.model import Course
from grader.server.watch import LEISURE, PATIENCE, QUIET, Watch
from grader.services import preview
from grader.settings import Settings
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX


@dataclass(frozen=True)
class Served:
    """What a preview asks of the workshop."""

    settings: Settings
    course: Course
    revision: str = ""


@dataclass
class Author:
    """Somebody who writes, a server that watches, and a clock that stands still."""

    settings: Settings
    moment: float = 100.0
    published: list[Served] = field(default_factory=list)
    told: list[tuple] = field(default_factory=list)

    def __post_init__(self) -> None:
        course = load_course(self.settings.courses, self.settings.sandbox)
        self.published.append(Served(self.settings, course))
        self.watch = Watch(self.settings, self.told.append, lambda: self.moment)
        self.watch._workshop = lambda: self.served
        self.watch._publish = self.published.append
        self.look()

    @property
    def served(self) -> Served:
        return self.published[-1]

    @property
    def lesson(self) -> Path:
        return self.settings.courses / "exemple" / "lire.md"

    def look(self, after: float = 0.0) -> None:
        """Let time go by, then look at the files once."""
        self.moment += after
        asyncio.run(self.watch.look())

    def settle(self) -> None:
        """Let the watcher notice, read, and make up its mind."""
        self.look()
        self.look(QUIET)
        self.look(PATIENCE)

    def built(self) -> str:
        page = self.served.settings.build / "pages" / "exemple" / "lire.ipynb"
        return page.read_text(encoding="utf-8")


@pytest.fixture
def author(tmp_path, monkeypatch):
    monkeypatch.setattr(preview.tempfile, "tempdir", str(tmp_path))
    courses = shutil.copytree(SMALL, tmp_path / "courses")
    writing = Author(Settings(courses=courses, sandbox=SMALL_SANDBOX))
    yield writing
    asyncio.run(writing.watch.stop())
    assert not list(tmp_path.glob("ouvroir-apercu-*"))


def test_courses_are_read_and_built_once_at_the_start(author):
    assert len(author.published) == 2
    assert author.served.revision
    assert "Année, mois, jour." in author.built()
    assert author.told == []


def test_nothing_is_read_again_while_nothing_is_saved(author):
    for _ in range(4):
        author.look(10)

    assert len(author.published) == 2


def test_what_was_saved_is_served_once_the_files_are_left_alone(author):
    first = author.served
    author.lesson.write_text(author.lesson.read_text() + "\nUn mot tout neuf.\n")

    author.look()
    assert author.served is first
    author.look(QUIET)

    assert author.served.revision not in ("", first.revision)
    assert "Un mot tout neuf." in author.built()
    assert author.told == [()]


def test_a_file_saved_in_two_goes_is_never_told_as_faulty(author):
    text = author.lesson.read_text()
    author.lesson.write_text("")
    author.look()
    author.look(QUIET)
    author.look(QUIET)
    assert author.watch.news()["problems"] == []

    author.lesson.write_text(text.replace("Année, mois, jour.", "Jour, mois, année."))
    author.settle()

    assert "Jour, mois, année." in author.built()
    assert author.told == [()]


def test_a_fault_that_lasts_is_told_in_the_words_of_check_and_changes_nothing(author):
    served = author.served
    quiz = author.settings.courses / "exemple" / "quiz.yml"
    text = quiz.read_text()
    quiz.write_text(text.replace("type: single_choice", "type: a_guess", 1))

    author.settle()

    assert author.served is served
    (problems,) = author.told
    found = check_course(author.settings.courses, SMALL_SANDBOX)
    assert problems
    assert set(problems) <= set(found)
    news = author.watch.news()
    assert news["revision"] == served.revision
    assert news["problems"][0]["where"].startswith("exemple/quiz.yml:")
    assert "n'a pas une valeur connue." in news["problems"][0]["message"]

    quiz.write_text(text)
    author.settle()
    assert author.watch.news() == {"revision": served.revision, "problems": [], "others": 0}
    assert author.told[1:] == [()]


def test_a_missing_activity_is_told_with_its_line(author):
    author.lesson.write_text(author.lesson.read_text() + "\n```{question} perdue\n```\n")
    author.settle()

    (found,) = author.watch.problems
    lines = author.lesson.read_text().splitlines()
    assert found.where == f"exemple/lire.md:{lines.index('```{question} perdue') + 1}"


def test_removed_files_are_told_and_no_version_is_lost(author):
    shutil.rmtree(author.settings.courses / "exemple")
    author.settle()

    assert "exemple/module.yml" in {found.where for found in author.watch.problems}
    assert "Année, mois, jour." in author.built()


@pytest.mark.parametrize(
    "name", [".lire.md.swp", "lire.md~", "#lire.md#", "4913", "lire.md.tmp", ".git/index"]
)
def test_what_editors_leave_beside_is_not_looked_at(author, name):
    beside = author.settings.courses / "exemple" / name
    beside.parent.mkdir(exist_ok=True)
    before = author.watch._preview.stamps()
    beside.write_bytes(b"\0")

    assert author.watch._preview.stamps() == before


def test_a_file_renamed_over_another_of_the_same_size_and_time_is_noticed(author):
    text = author.lesson.read_text().replace("Année", "Tiens")
    fresh = author.lesson.with_name("lire.md~")
    fresh.write_text(text)
    shutil.copystat(author.lesson, fresh)
    fresh.replace(author.lesson)

    author.settle()

    assert "Tiens, mois, jour." in author.built()


def test_a_file_saved_as_it_was_gives_the_page_no_reason_to_reload(author):
    before = author.served
    author.lesson.write_text(author.lesson.read_text())
    author.settle()

    assert author.served.revision == before.revision


def test_the_former_version_stays_on_disk_for_requests_under_way(author):
    kept = [author.served]
    for number in range(3):
        author.lesson.write_text(author.lesson.read_text() + f"\nParagraphe {number}.\n")
        author.settle()
        kept.append(author.served)

    there = [served.settings.build.is_dir() for served in kept]
    assert there == [False, False, True, True]


def test_a_fault_of_ours_is_told_and_the_next_saving_is_read(author, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(author.watch._preview, "read", broken)
        author.lesson.write_text(author.lesson.read_text() + "\nUn.\n")
        author.settle()
    assert [found.code for found in author.watch.problems] == ["preview-fault"]

    author.lesson.write_text(author.lesson.read_text() + "\nUn mot de plus.\n")
    author.settle()
    assert "Un mot de plus." in author.built()
    assert author.watch.problems == ()


def test_what_is_remembered_from_one_reading_to_the_next_changes_nothing(author):
    author.lesson.write_text(author.lesson.read_text() + "\nUn de plus.\n")
    author.settle()
    quiz = author.settings.courses / "exemple" / "quiz.yml"
    quiz.write_text(quiz.read_text().replace("La norme ISO 8601", "Cette norme"))
    author.settle()

    assert author.served.course == load_course(author.settings.courses, SMALL_SANDBOX)


def test_an_edition_that_cannot_be_read_is_never_served(author):
    with pytest.raises(ValueError, match="is not served"):
        preview.with_edition(author.served, preview.Edition("0123"))


def test_the_gradebook_waits_until_the_author_has_leisure(author, monkeypatch):
    started, known = [], []

    class Done:
        returncode = 0

        async def communicate(self):
            return b"", b""

    async def start(_settings, *arguments):
        started.append(arguments)
        return Done()

    def ready(served):
        known.append(served.revision)
        return replace(served)

    monkeypatch.setattr("grader.server.watch.start_command", start)
    monkeypatch.setattr("grader.server.watch.with_gradebook", ready)
    author.watch._released = author.watch._wanted
    exercises = author.settings.courses / "exemple" / "exercises.yml"
    exercises.write_text(exercises.read_text().replace("title: ", "title: Bien ", 1))
    author.settle()
    asyncio.run(author.watch.keep_gradebook())
    assert started == []

    author.look(LEISURE)
    asyncio.run(author.watch.keep_gradebook())
    asyncio.run(author.watch.keep_gradebook())

    assert started == [("grade",)]
    assert known == [author.served.revision]


def test_the_terminal_says_what_was_read_in_the_words_of_check(author, capsys):
    author.lesson.write_text(author.lesson.read_text() + "\n```{question} perdue\n```\n")
    author.settle()
    serve._tell_reading(author.told[-1])
    said = capsys.readouterr().out

    (found,) = check_course(author.settings.courses, SMALL_SANDBOX)
    assert f"{found.where}: {found.message} {found.hint} [{found.code}]" in said
    serve._tell_reading(())
    assert "les cours ont été relus." in capsys.readouterr().out

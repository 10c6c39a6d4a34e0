"""Reading grades back, and the two commands."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest

from grader.errors import NotFoundError
from grader.gradebook.grade import grade
from grader.gradebook.model import GradedCopy
from grader.gradebook.results import GRADED, TO_REVIEW, WAITING, grades, published_note
from grader.progress.database import Database
from grader.progress.learners import Learners
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.course import COPIES, TITLES

LEARNER = "en-partie"


@pytest.fixture(scope="module")
def graded(shared_place: Place) -> Place:
    """A place with one graded copy, one that waits, one that broke."""
    shared_place.hand_in(LEARNER, COPIES["en-partie"][0])
    broken = shared_place.hand_in("cassee", COPIES["complete"][0])
    (broken / "essai.ipynb").write_text("{", encoding="utf-8")
    copies = grade(shared_place.settings, shared_place.course)
    assert [c.learner for c in copies] == ["cassee", LEARNER]
    shared_place.hand_in("en-attente", COPIES["complete"][0])
    return shared_place


def command(place: Place, *args: str) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(place.settings.data),
        "OUVROIR_COURSES": str(place.settings.courses),
        "OUVROIR_BUILD": str(place.settings.build),
        "OUVROIR_DATA": str(place.settings.data),
        "PYTHONWARNINGS": "error::ResourceWarning",
    }
    return subprocess.run(
        [sys.executable, "-m", "grader", *args],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_reading_before_any_grading_makes_no_gradebook(place: Place) -> None:
    place.hand_in(LEARNER, COPIES["en-partie"][0])
    (place.folder.root / "gradebook.db").unlink()
    assert [(r.learner, r.state, r.total) for r in grades(place.settings, place.course)] == [
        (LEARNER, WAITING, None)
    ]
    assert not (place.folder.root / "gradebook.db").exists()


def test_the_table_tells_graded_waiting_and_to_review(graded: Place) -> None:
    rows = grades(graded.settings, graded.course)
    assert [(r.learner, r.state, r.total, r.maximum) for r in rows] == [
        ("cassee", TO_REVIEW, 0.0, 10.0),
        ("en-attente", WAITING, None, 10.0),
        (LEARNER, GRADED, 1.5, 10.0),
    ]
    assert rows[2].points == {"essai/un": 1.5, "essai/deux": 0.0}
    assert rows[2].out_of_twenty == 3.0
    assert rows[2].handed_in_at == WHEN


def test_unknown_modules_and_learners_are_refused(graded: Place) -> None:
    with pytest.raises(NotFoundError):
        grades(graded.settings, graded.course, "autre")
    with pytest.raises(NotFoundError):
        published_note(graded.settings, graded.course, "essai", "../cassee")


def test_a_learner_reads_her_note_with_feedback(graded: Place) -> None:
    note = published_note(graded.settings, graded.course, "essai", LEARNER)
    assert note is not None
    assert (note.state, note.total, note.maximum) == (GRADED, 1.5, 10.0)
    assert note.outcomes["essai/un"].feedback
    assert "essai/deux" in note.reasons
    assert published_note(graded.settings, graded.course, "essai", "personne") is None


def test_a_learner_reads_why_her_copy_broke(graded: Place) -> None:
    note = published_note(graded.settings, graded.course, "essai", "cassee")
    assert note is not None
    assert note.state == TO_REVIEW
    assert "à rendre de nouveau" in note.problem


def test_old_points_are_not_shown_for_a_new_hand_in(graded: Place) -> None:
    graded.hand_in("change", COPIES["fausse"][0])
    grade(graded.settings, graded.course, learner="change")
    graded.hand_in("change", COPIES["complete"][0], WHEN + timedelta(minutes=1))
    note = published_note(graded.settings, graded.course, "essai", "change")
    assert note is not None
    assert (note.state, note.points) == (WAITING, {})
    again = grade(graded.settings, graded.course, learner="change")
    assert [(c.fresh, c.total) for c in again] == [(True, 10.0)]
    broken = graded.hand_in("change", COPIES["complete"][0], WHEN + timedelta(minutes=2))
    (broken / "essai.ipynb").write_text("{", encoding="utf-8")
    last = grade(graded.settings, graded.course, learner="change")
    assert [(c.fresh, c.total, c.needs_look) for c in last] == [(True, 0.0, True)]
    shutil.rmtree(graded.folder.root / "submitted" / "change")


def test_a_lost_gradebook_has_everything_graded_again(place: Place) -> None:
    place.hand_in(LEARNER, COPIES["en-partie"][0])
    assert [c.fresh for c in grade(place.settings, place.course)] == [True]
    (place.folder.root / "gradebook.db").unlink()
    copies = grade(place.settings, place.course)
    assert [(c.fresh, c.total, c.agreed) for c in copies] == [(True, 1.5, True)]


def test_points_that_differ_from_ours_are_told(place: Place) -> None:
    folder = place.hand_in(LEARNER, COPIES["en-partie"][0])
    notebook = folder / "essai.ipynb"
    data = json.loads(notebook.read_text(encoding="utf-8"))
    cheat = "import grader\ngrader.score = lambda *a, **k: 4.0"
    data["cells"][0] = {
        "cell_type": "code", "id": "triche", "metadata": {}, "source": cheat,
        "outputs": [], "execution_count": None,
    }  # fmt: skip
    notebook.write_text(json.dumps(data), encoding="utf-8")
    (copy,) = grade(place.settings, place.course)
    assert not copy.agreed
    assert copy.needs_look
    assert copy.points["essai/un"] == 4.0
    assert copy.outcomes["essai/un"].points == 1.5
    assert "Les deux notes diffèrent" in copy.problem
    assert "1,5 point selon Ouvroir" in copy.problem


def test_a_folder_that_is_not_a_pseudonym_is_named(place: Place) -> None:
    folder = place.hand_in(LEARNER, COPIES["complete"][0])
    folder.parent.rename(folder.parent.parent / "Mme Dupont")
    (copy,) = grade(place.settings, place.course)
    assert copy.learner == "Mme Dupont"
    assert "pseudonyme" in copy.problem
    assert copy.needs_look


def test_grade_command_says_what_it_did(graded: Place) -> None:
    done = command(graded, "grade", "--format", "json", "--learner", LEARNER)
    assert (done.returncode, done.stderr) == (0, b"")
    (copy,) = json.loads(done.stdout)
    assert copy["total"] == 1.5
    assert copy["fresh"] is False
    text = command(graded, "grade", "--learner", "cassee")
    assert text.returncode == 1
    assert "À regarder" in text.stdout.decode("utf-8")


def test_grade_command_knows_learners_by_their_pseudonym(place: Place) -> None:
    database = Database(place.settings)
    try:
        someone, other = Learners(database).create(), Learners(database).create()
    finally:
        database.close()
    place.hand_in(someone.id, COPIES["en-partie"][0])
    place.hand_in(other.id, COPIES["complete"][0])
    done = command(place, "grade", "--learner", someone.pseudonym)
    assert (done.returncode, done.stderr) == (0, b"")
    first, *_, last = done.stdout.decode("utf-8").splitlines()
    assert first == f"{someone.pseudonym}, essai\u00a0: 1,5 sur 10"
    assert last == "1\u00a0copie notée, 0\u00a0inchangée, 0 à regarder."
    assert someone.id not in done.stdout.decode("utf-8")


@pytest.mark.parametrize("args", [["--module", "autre"], ["--learner", "../x"]])
def test_grade_command_refuses_what_it_does_not_know(graded: Place, args: list[str]) -> None:
    done = command(graded, "grade", *args)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.strip()


def test_export_command_writes_a_csv_that_reads_back(graded: Place) -> None:
    target = graded.settings.data / "notes.csv"
    done = command(graded, "export", "--tableur", "--output", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = target.read_bytes().decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    assert header[2:4] == [
        f"'{TITLES['essai/un']} (essai/un)".replace("« Un »", "«\u00a0Un\u00a0»"),
        f"{TITLES['essai/deux']} (essai/deux)".replace(" ;", "\u202f;"),
    ]
    assert [line[0] for line in lines] == ["cassee", "en-attente", LEARNER]
    assert lines[2][2:7] == ["1,5", "0", "1,5", "10", "3"]
    plain = command(graded, "export", "--module", "essai")
    assert plain.returncode == 0
    assert plain.stdout.decode("utf-8").splitlines()[0].startswith("pseudonyme,module,essai/un,")


def test_export_command_refuses_a_folder_that_does_not_exist(graded: Place) -> None:
    done = command(graded, "export", "--output", str(graded.settings.data / "rien" / "n.csv"))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_copy_tells_its_total() -> None:
    copy = GradedCopy("a", "essai", {"essai/un": 1.1, "essai/deux": 2.2}, {}, {}, agreed=True)
    assert copy.total == 3.3
    assert copy.to_dict()["total"] == 3.3

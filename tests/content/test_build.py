"""Built pages and assignments: same bytes twice, no key in them, quick when unchanged."""

from __future__ import annotations

import json

import nbformat
import pytest

from grader.content import build as building
from grader.content.build import build, ensure_built, outputs
from grader.content.load import load_course
from grader.errors import ContentError
from grader.settings import Settings
from tests.fixtures.course_paths import (
    DRAWN,
    MARKED,
    MARKER,
    REAL_SANDBOX,
    SMALL,
    SMALL_SANDBOX,
)


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def written(folder):
    return {name: (folder / name).stat().st_mtime_ns for name in tree(folder)}


@pytest.fixture
def settings(tmp_path, courses):
    return Settings(courses=courses, sandbox=SMALL_SANDBOX, build=tmp_path / "build")


def read(settings, name):
    return nbformat.read(settings.build / name, as_version=4)


def test_two_builds_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        build(load_course(SMALL, SMALL_SANDBOX), tmp_path / name)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert set(tree(tmp_path / "one")) == {
        "pages/exemple/lire.ipynb",
        "assignments/exemple/exemple.ipynb",
    }


def test_page_is_a_valid_notebook_without_outputs(settings):
    ensure_built(settings)
    page = read(settings, "pages/exemple/lire.ipynb")
    nbformat.validate(page)
    assert (page.nbformat, page.nbformat_minor) == (4, 5)
    assert page.metadata.kernelspec.name == "python3"
    assert page.metadata.ouvroir == {"lesson": "exemple/lire", "module": "exemple"}
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert [(c.metadata.ouvroir.piece, c.metadata.ouvroir.ref) for c in code] == [
        ("question", "ex-r01"),
        ("exercise", "exemple/registre"),
        ("exercise", "exemple/mon-registre"),
        ("quiz", "exemple/quiz"),
        ("lesson_end", "exemple/lire"),
    ]
    assert code[0].source == 'from grader.ui import show\n\nshow("question", "ex-r01")'
    prose = [cell for cell in page.cells if cell.cell_type == "markdown"]
    assert all(cell.metadata.ouvroir.html for cell in prose)
    assert all(cell.source.startswith("<") and "\n\n" not in cell.source for cell in prose)


def test_assignment_has_one_locked_cell_an_exercise(settings):
    ensure_built(settings)
    assignment = read(settings, "assignments/exemple/exemple.ipynb")
    nbformat.validate(assignment)
    graded = [c for c in assignment.cells if "nbgrader" in c.metadata]
    assert [(c.metadata.nbgrader.grade_id, c.metadata.nbgrader.points) for c in graded] == [
        ("registre", 6),
        ("mon-registre", 4),
        ("quiz", 2),
    ]
    for cell in graded:
        meta = cell.metadata.nbgrader
        assert (meta.grade, meta.locked, meta.solution, meta.schema_version) == (
            True, True, False, 3,
        )  # fmt: skip
        name = meta.grade_id
        assert cell.source == f'import grader\n\ngrader.score("exemple/{name}")'


def test_a_case_becomes_a_piece_of_its_own(tmp_path):
    course = load_course(DRAWN, REAL_SANDBOX)
    build(course, tmp_path)
    page = nbformat.read(tmp_path / "pages/tirage/tirer.ipynb", as_version=4)
    pieces = [(c.metadata.ouvroir.piece, c.source) for c in page.cells if c.cell_type == "code"]
    assert pieces[1] == ("case", 'from grader.ui import show\n\nshow("case", "tirage/archives")')
    text = (tmp_path / "pages/tirage/tirer.ipynb").read_text(encoding="utf-8")
    assert not any(step in text for step in ("trois lignes", "ti-c01", "ti-b0", "signature"))


def test_no_secret_goes_into_what_is_built():
    course = load_course(MARKED, REAL_SANDBOX)
    secrets = json.dumps(
        [str(course.exercise("marque/export")), str(course.modules["marque"].items)]
    )
    assert MARKER in secrets
    for _, data in outputs(course):
        assert MARKER.encode() not in data
        assert b"correct" not in data


def test_unchanged_courses_are_not_written_again(settings, monkeypatch):
    ensure_built(settings)
    before = written(settings.build)
    monkeypatch.setattr(building, "build", None)
    assert ensure_built(settings).modules["exemple"].title == "Lire un registre"
    after = written(settings.build)
    assert before == after


@pytest.mark.parametrize("damage", ["page", "marker", "nonsense"])
def test_what_is_missing_is_built_again(settings, damage):
    ensure_built(settings)
    whole = tree(settings.build)
    if damage == "page":
        (settings.build / "pages/exemple/lire.ipynb").unlink()
    elif damage == "marker":
        (settings.build / ".fingerprint").unlink()
    else:
        (settings.build / ".fingerprint").write_text("[1, 2", encoding="utf-8")
    ensure_built(settings)
    assert tree(settings.build) == whole


def test_an_edit_changes_its_page_alone_and_a_lesson_gone_is_taken_away(settings, edit):
    ensure_built(settings)
    before = tree(settings.build)
    (settings.courses / "exemple/autre.md").write_text(
        "---\ntitle: Autre\nsummary: Une autre.\nminutes: 5\n---\n\n## Retenir\n\nUn mot.\n",
        encoding="utf-8",
    )
    edit("exemple/module.yml", "lessons: [lire]", "lessons: [lire, autre]")
    ensure_built(settings)
    added = tree(settings.build)
    assert set(added) - set(before) == {"pages/exemple/autre.ipynb"}
    assert added["pages/exemple/lire.ipynb"] == before["pages/exemple/lire.ipynb"]
    edit("exemple/module.yml", "lessons: [lire, autre]", "lessons: [lire]")
    ensure_built(settings)
    assert "pages/exemple/autre.ipynb" not in tree(settings.build)


def test_a_fault_leaves_the_last_build_as_it_was(settings, edit):
    ensure_built(settings)
    before = tree(settings.build)
    edit("exemple/quiz.yml", "type: single_choice", "type: essay")
    with pytest.raises(ContentError):
        ensure_built(settings)
    assert tree(settings.build) == before

"""What stock nbgrader does to the unwary, seen on real runs of its own steps."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.gradebook import converters, store
from grader.gradebook.configuration import options
from grader.gradebook.course_folder import CourseFolder
from grader.settings import Settings

READ = (
    "import json, pathlib\n\nfloat(json.loads(pathlib.Path('reponses.json').read_text())['points'])"
)
SLOW = "import pathlib, time\npathlib.Path.read_text = lambda path: time.sleep(30)"
SECRET = "import os\n\nfloat('OUVROIR_DATABASE_URL' in os.environ)"


def assignment() -> NotebookNode:
    """Two test cells: points said by reponses.json, and 1 point if a secret is in sight."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(metadata={"kernelspec": kernel})
    notebook.cells = [new_markdown_cell("# Essai", id="titre")]
    for name, source, points in (("lire", READ, 4), ("secret", SECRET, 1)):
        marks = {
            "grade": True, "solution": False, "locked": True, "task": False,
            "schema_version": 3, "grade_id": name, "points": points,
        }  # fmt: skip
        notebook.cells.append(new_code_cell(source, id=name, metadata={"nbgrader": marks}))
    return notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    root = tmp_path_factory.mktemp("carnet")
    folder = CourseFolder(
        root=root,
        modules={"essai": "x"},
        options=options(Settings(data=root), ["essai"]),
        environment={},
    )
    source = root / "source" / "essai"
    source.mkdir(parents=True)
    nbformat.write(assignment(), source / "essai.ipynb")
    store.create(folder.db_url)
    converters.generate(folder, "essai")
    # Put there by hand after the release: stock nbgrader copies it over every copy's own.
    (source / "reponses.json").write_text('{"points": 4.0}', encoding="utf-8")
    return folder


def run(
    folder: CourseFolder,
    learner: str,
    points: object = 1.5,
    edit: Callable[[NotebookNode], object] = lambda notebook: None,
) -> tuple[converters.Execution, dict[str, float | None]]:
    """Hand in a copy of the release, edited, and give what nbgrader makes of it."""
    copy = folder.submitted("essai", learner)
    copy.mkdir(parents=True)
    (copy / "reponses.json").write_text(json.dumps({"points": points}), encoding="utf-8")
    notebook = nbformat.read(folder.release("essai"), as_version=4)
    edit(notebook)
    nbformat.write(notebook, copy / "essai.ipynb")
    execution = converters.autograde(folder, "essai", learner)
    found = store.read(folder.db_url, "essai", learner)
    return execution, {n: g.automatic for n, g in found[0].grades.items()} if found else {}


def test_responses_survive_a_file_of_that_name_in_source(folder: CourseFolder) -> None:
    assert run(folder, "survit")[1]["lire"] == 1.5
    kept = folder.autograded("essai", "survit") / "reponses.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == {"points": 1.5}


def test_no_secret_of_this_process_is_in_sight(
    folder: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUVROIR_DATABASE_URL", "postgresql://marqueur")
    assert run(folder, "secret")[1]["secret"] == 0


def test_an_edited_test_cell_is_restored(folder: CourseFolder) -> None:
    assert run(folder, "modifie", edit=lambda n: n.cells[1].update(source="4.0"))[1]["lire"] == 1.5


def test_a_deleted_test_cell_is_put_back(folder: CourseFolder) -> None:
    assert run(folder, "efface", edit=lambda n: n.cells.pop(1))[1]["lire"] == 1.5


def test_points_of_a_test_cell_are_restored(folder: CourseFolder) -> None:
    def inflate(notebook: NotebookNode) -> None:
        notebook.cells[1].metadata["nbgrader"]["points"] = 400

    run(folder, "gonfle", edit=inflate)
    grade = store.read(folder.db_url, "essai", "gonfle")[0].grades["lire"]
    assert (grade.automatic, grade.max_points) == (1.5, 4)


def test_the_stored_kernel_wins_over_the_one_of_the_copy(folder: CourseFolder) -> None:
    def other_kernel(notebook: NotebookNode) -> None:
        notebook.metadata["kernelspec"] = {"name": "inconnu", "display_name": "Inconnu"}

    assert run(folder, "noyau", edit=other_kernel)[1]["lire"] == 1.5


def test_a_test_cell_that_raises_earns_nothing_and_says_so(folder: CourseFolder) -> None:
    execution, grades = run(folder, "leve", points="abc")
    assert grades["lire"] == 0
    assert execution.troubles == {"lire": converters.RAISED}


def test_points_above_the_maximum_are_a_failure_not_points(folder: CourseFolder) -> None:
    execution, grades = run(folder, "trop", points=400)
    assert execution.failure
    assert grades["lire"] is None


def test_a_kernel_that_dies_is_named(folder: CourseFolder) -> None:
    def die(notebook: NotebookNode) -> None:
        notebook.cells.insert(1, new_code_cell("import os\nos._exit(1)"))

    assert run(folder, "meurt", edit=die)[0].failure == converters.KERNEL_DIED


def test_a_test_cell_that_takes_too_long_earns_nothing_and_says_so(folder: CourseFolder) -> None:
    hurried = {**folder.options, "Execute": {**folder.options["Execute"], "timeout": 1}}
    slow = replace(folder, options=hurried)
    execution, grades = run(slow, "lent", edit=lambda n: n.cells.insert(1, new_code_cell(SLOW)))
    assert grades["lire"] == 0
    assert execution.troubles == {"lire": converters.TIMED_OUT}


def test_nothing_is_printed_and_the_environment_is_given_back(
    folder: CourseFolder, capfd: pytest.CaptureFixture[str]
) -> None:
    before, where = dict(os.environ), Path.cwd()
    noise = new_code_cell("import os, sys\nos.write(2, b'bruit')\nprint('bruit', file=sys.stderr)")
    run(folder, "bruyant", edit=lambda n: n.cells.insert(1, noise))
    run(folder, "casse", edit=lambda n: n.cells[1]["metadata"]["nbgrader"].pop("grade_id"))
    assert capfd.readouterr() == ("", "")
    assert dict(os.environ) == before
    assert Path.cwd() == where


def test_a_test_cell_added_later_keeps_earlier_grades(folder: CourseFolder) -> None:
    run(folder, "ancien")
    kept = store.set_aside(folder.db_url, "essai")
    try:
        changed = assignment()
        marks = {**changed.cells[2].metadata["nbgrader"], "grade_id": "neuf"}
        changed.cells.append(new_code_cell("0.5", id="neuf", metadata={"nbgrader": marks}))
        nbformat.write(changed, folder.root / "source" / "essai" / "essai.ipynb")
        converters.generate(folder, "essai")
    finally:
        store.put_back(folder.db_url, "essai", kept)
    grades = store.read(folder.db_url, "essai", "ancien")[0].grades
    assert {n: g.automatic for n, g in grades.items()} == {"lire": 1.5, "secret": 0, "neuf": None}

"""Every page of the product, in a child of the real zygote: no lock is held, nothing is missing.

What a fork breaks shows as a cell that never ends: each cell has a minute.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from grader.content.build import ensure_built
from grader.kernels.nursery import NURSERY
from grader.settings import Settings
from grader.ui.piece import MIME
from tests.kernels.forking import SECONDS, kernel, told_by
from tests.support.room import Room

ROOT = Path(__file__).resolve().parents[2]
#: What a page's kernel may not pay for, nor survive.
HEAVY = (
    "pandas",
    "polars",
    "pyarrow",
    "duckdb",
    "frictionless",
    "sqlalchemy",
    "rdflib",
    "nbgrader",
)
#: Hand-written pages, and what each is about.
PAGES = {
    "accueil": "",
    "anonymiser": "anonymiser",
    "formateur": "",
    "module": "preparer",
    "positionnement": "",
    "quiz-libre": "",
    "revision": "",
    "validateur": "validateur",
}


def lessons() -> list[str]:
    course = ensure_built(Settings.from_environment())
    return [lesson.id for module in course.modules.values() for lesson in module.lessons]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A real server, and the token of a learner's page."""
    running = Room(tmp_path_factory.mktemp("room"), 1).start()
    yield running
    running.stop()


def cells_of(path: Path) -> list[str]:
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def run_page(room: Room, path: Path, subject: str) -> list[dict]:
    """Run a page's cells in a kernel forked for it; gives the pieces that came out."""
    (token,) = room.tokens.values()
    env = {
        "PATH": "/usr/bin:/bin",
        "OUVROIR_PAGE_TOKEN": token,
        "OUVROIR_PAGE_SERVER": room.address,
        "OUVROIR_PAGE_SUBJECT": subject,
    }
    pieces: list[dict] = []

    def hear(message) -> None:
        content = message["content"]
        assert message["msg_type"] not in ("error", "stream"), content
        if MIME in content.get("data", {}):
            pieces.append(content["data"][MIME])

    with kernel(env=env) as (manager, client):
        assert NURSERY.pid is not None
        assert manager.provisioner.process.poll() is None
        told_by(client, "import sys; _before = set(sys.modules)")
        cells = cells_of(path)
        for source in cells:
            reply = client.execute_interactive(source, output_hook=hear, timeout=SECONDS)
            assert reply["content"]["status"] == "ok"
        imported = json.loads(
            told_by(client, "import json; print(json.dumps(sorted(set(sys.modules) - _before)))")
        )
        loaded = told_by(client, f"print([n for n in {HEAVY!r} if n in sys.modules])")
    assert len(pieces) == len(cells) > 0
    assert loaded == "[]"
    # Whatever a page imports was imported once for all, before the fork.
    assert imported == []
    return pieces


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_runs_in_a_child_of_the_zygote(room, name):
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(PAGES)
    for piece in run_page(room, ROOT / "notebooks" / f"{name}.ipynb", PAGES[name]):
        if name == "formateur":
            assert piece["error"]["code"] == "trainers-only"
        else:
            assert piece["view"], piece


@pytest.mark.parametrize("lesson", lessons())
def test_a_lesson_runs_in_a_child_of_the_zygote(room, lesson):
    path = Settings.from_environment().build / "pages" / f"{lesson}.ipynb"
    for piece in run_page(room, path, lesson):
        assert piece["view"], piece

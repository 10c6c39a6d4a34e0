"""The house keeps its shape: who imports whom, no catch-all module, no file that grew too big.

The table is that of ``docs/architecture.md``; an import inside a function counts like any other.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).resolve().parent.parent
GRADER = ROOT / "grader"
SOURCES = sorted(GRADER.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
NOTEBOOKS = sorted(
    p for p in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts
)

OPEN = {"errors", "settings", "typography", "startup"}
SUBJECTS = {"tables", "validation", "quiz", "privacy", "publication", "obligations"}
ALL_ABOVE_SERVICES = {
    *SUBJECTS, "documents", "wire", "exercises", "content", "progress", "learning", "workers",
    "gradebook",
}  # fmt: skip
#: Room to the rooms that it may import, beside itself and those open to all.
ARROWS: dict[str, set[str]] = {
    "errors": set(),
    "settings": set(),
    "typography": set(),
    "startup": set(),
    "wire": set(),
    "tables": set(),
    "validation": {"tables"},
    "quiz": set(),
    "privacy": {"tables"},
    "publication": {"tables", "validation"},
    "documents": set(),
    "obligations": {"documents"},
    "exercises": {"validation", "tables", "quiz", "privacy", "publication", "obligations"},
    "content": {"exercises", "quiz", "obligations", "documents"},
    "atelier": {"content", "exercises"},
    "progress": set(),
    "learning": {"quiz", "content", "progress"},
    "workers": {"exercises", *SUBJECTS},
    "kernels": set(),
    "gradebook": {"content", "exercises", "progress", "kernels"},
    "services": ALL_ABOVE_SERVICES,
    "ui": {"wire"},
    # The portal's calls and answers are values of publication, carried over HTTP by the server.
    "server": {"services", "kernels", "wire", "publication"},
    "cli": {*ALL_ABOVE_SERVICES, "atelier", "kernels", "services", "server", "ui"},
    "__init__": set(),
    "__main__": {"cli"},
}
#: Third party to the only room that may import it.
OWNERS = {
    "frictionless": "validation",
    "nbgrader": "gradebook",
    "sqlalchemy": "progress",
    "alembic": "progress",
    "rdflib": "publication",
    "fsrs": "learning",
    "prometheus_client": "server",
}
#: What a page's kernel may not pay for.
HEAVY = {
    "pandas",
    "polars",
    "frictionless",
    "sqlalchemy",
    "alembic",
    "nbgrader",
    "jsonschema",
    "rdflib",
}


def room_of(path: Path) -> str:
    return path.relative_to(GRADER).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, wherever the import stands, as absolute names."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            # « from grader import tables » names a room, « from grader import score » a lazy name.
            for alias in node.names:
                yield (f"grader.{alias.name}" if module == "grader" else module), node.lineno


def rooms_imported(path: Path) -> Iterator[tuple[str, int]]:
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] != "grader" or len(parts) == 1:
            continue
        room = grader._EXPORTS.get(parts[1], f"grader.{parts[1]}").split(".")[1]
        if not room.startswith("__"):
            yield room, line


def test_every_room_has_its_arrows():
    assert {room_of(path) for path in SOURCES} <= set(ARROWS)


def test_arrows_have_no_cycle():
    done: set[str] = set()
    while len(done) < len(ARROWS):
        free = {room for room, above in ARROWS.items() if room not in done and above <= done}
        assert free, sorted(set(ARROWS) - done)
        done |= free


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_rooms_above_it(path):
    room = room_of(path)
    allowed = ARROWS[room] | OPEN | {room}
    wrong = [f"line {line}: {name}" for name, line in rooms_imported(path) if name not in allowed]
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_third_party_stops_at_the_edge_of_its_room(path):
    room = room_of(path)
    names = [(name.partition(".")[0], line) for name, line in imported(path)]
    wrong = [f"line {line}: {name}" for name, line in names if OWNERS.get(name, room) != room]
    if room == "ui":
        wrong += [f"line {line}: {name}" for name, line in names if name in HEAVY]
    assert not wrong


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_a_page_kernel_loads_nothing_heavy():
    assert not HEAVY & loaded_by("import grader.ui")


def test_importing_the_package_loads_nothing_heavy():
    assert not HEAVY & loaded_by("import grader")


def test_scoring_a_quiz_does_not_load_the_readers_of_files():
    heavy = HEAVY - {"jsonschema"}
    assert not heavy & loaded_by("import grader.content.copies, grader.exercises.assess")


def test_no_catch_all_module():
    assert not [p for p in (*SOURCES, *TESTS) if p.stem in ("utils", "util", "helpers", "misc")]


@pytest.mark.parametrize(("paths", "most"), [(SOURCES, 400), (TESTS, 300)], ids=["code", "tests"])
def test_no_file_grew_too_big(paths, most):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in paths
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most
    }
    assert not long


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_a_page_is_short_and_no_notebook_holds_outputs(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    if path.parent.name == "notebooks":
        assert len(notebook["cells"]) <= 6
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)


def test_the_walk_sees_imports_wherever_they_stand(tmp_path, monkeypatch):
    """The test above would pass on anything if the walk were blind."""
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    monkeypatch.setitem(globals(), "GRADER", tmp_path / "grader")
    path = tmp_path / "grader" / "quiz" / "example.py"
    path.parent.mkdir(parents=True)
    path.write_text(
        "from __future__ import annotations\n"
        "import grader.tables.read\n"
        "from grader import score, __version__\n"
        "from ..validation import model\n"
        "from .model import Item\n"
        "def f():\n    from grader.progress.events import Events\n"
        "    import frictionless.fields\n",
        encoding="utf-8",
    )
    assert list(rooms_imported(path)) == [
        ("tables", 2), ("content", 3), ("validation", 4), ("quiz", 5), ("progress", 7),
    ]  # fmt: skip
    assert "frictionless.fields" in dict(imported(path))

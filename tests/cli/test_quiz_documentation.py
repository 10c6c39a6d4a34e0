"""``docs/echanger-des-questions.md``: its commands do what it says, and it names every option."""

from __future__ import annotations

import shlex

import pytest

from grader.quiz.gift.read import read_gift
from grader.quiz.registry import TYPES
from grader.settings import DEFAULT_ROOT

TEXT = (DEFAULT_ROOT / "docs" / "echanger-des-questions.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Give the examples of the documentation."""
    parts = TEXT.replace("\\\n", "").split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder to write in, where the file of the documentation is."""
    (tmp_path / "courses").symlink_to(DEFAULT_ROOT / "courses")
    (tmp_path / "banque.gift").write_text(blocks("gift")[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command, line):
    program, *argv = shlex.split(line)
    assert program == "ouvroir"
    return command(*argv)


def test_the_exports_write_what_they_say(command, folder):
    gift, xml = blocks("sh")[0].strip().splitlines()
    code, out, err = run(command, gift)
    assert (code, err) == (0, "")
    assert [line for line in blocks("text")[0].splitlines() if line not in out.splitlines()] == []
    assert run(command, xml)[0] == 0
    assert (folder / "preparer.xml").read_bytes().startswith(b"<?xml")
    read = read_gift((folder / "preparer.gift").read_text(encoding="utf-8"), "x")
    assert (read.faults, len(read.questions) > 5) == ((), True)
    comments = (folder / "preparer.gift").read_text(encoding="utf-8")
    example = blocks("gift")[0].split()
    assert [part for part in example[1:3] if part not in comments] == []


def test_the_folder_of_a_course_is_written_whole(command):
    line = TEXT.split("tous les modules : `")[1].split("`")[0]
    code, out, err = run(command, line)
    assert code == 0
    assert out.startswith("$CATEGORY: ")
    assert "questions écrites." in err


def test_the_import_says_what_is_quoted(command, folder):
    code, out, err = run(command, blocks("sh")[1].strip())
    assert (code, err) == (1, "")
    assert [line for line in blocks("text")[1].splitlines() if line not in out.splitlines()] == []
    assert "# - La réponse 3 n'a pas de retour." in (folder / "questions.yml").read_text("utf-8")


def test_every_option_and_every_type_is_named(command):
    for action in ("export", "import"):
        words = command("quiz", action, "--help")[1].split()
        options = {word.strip("[],.") for word in words if word.strip("[").startswith("--")}
        assert {one for one in options - {"--help"} if one not in TEXT} == set()
    assert [name for name in TYPES if f"| `{name}` |" not in TEXT] == []

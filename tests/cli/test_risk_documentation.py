"""``docs/mesurer-le-risque.md``: its examples give what it says, and it names every option."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
from pathlib import Path

import pytest

from grader.settings import DEFAULT_ROOT

TEXT = (DEFAULT_ROOT / "docs" / "mesurer-le-risque.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    parts = TEXT.split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


def ordinary(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Write one of the files of the documentation where its commands look for it."""
    monkeypatch.chdir(tmp_path)

    def write(index: int) -> None:
        Path("aides.csv").write_text(blocks("csv")[index], encoding="utf-8")

    return write


def test_the_file_without_names(command, written):
    written(0)
    argv = shlex.split(blocks("sh")[0])
    code, out, err = command(*argv[1:])
    assert (argv[0], code, err) == ("ouvroir", 1, "")
    said = [line for line in blocks("text")[0].splitlines() if line.strip() != "…"]
    assert [line for line in said if line not in out.splitlines()] == []


def test_the_file_with_wider_ages(command, written):
    written(1)
    code, out, err = command(*shlex.split(blocks("sh")[1])[1:])
    assert (code, err) == (1, "")
    assert json.loads(out) == json.loads(blocks("json")[0])


def test_the_python_example_prints_what_it_says(written):
    written(1)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(blocks("python")[0], "mesurer-le-risque.md", "exec"), {})
    assert ordinary(out.getvalue()) == blocks("text")[1]


def test_every_option_is_named(command):
    help_text = command("risk", "--help")[1]
    options = {word.strip(",.") for word in help_text.split() if word.startswith("--")}
    assert {"--quasi", "--sensitive", "--threshold", "--feuille", "--format"} <= options
    assert {one for one in options - {"--help"} if one not in TEXT} == set()

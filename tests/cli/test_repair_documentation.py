"""``docs/reparer.md``: its examples do what it says, and it names every option."""

from __future__ import annotations

import contextlib
import io
import shlex
import shutil
import subprocess
import sys

import pytest

from grader.settings import DEFAULT_ROOT

TEXT = (DEFAULT_ROOT / "docs" / "reparer.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Give the examples of the documentation, with commands on one line."""
    parts = TEXT.replace("\\\n", "").split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


def ordinary(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder to write in, from which the commune's files are found as in the documentation."""
    (tmp_path / "sandbox_data").symlink_to(DEFAULT_ROOT / "sandbox_data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_work_and_the_script_writes_the_same_file(command, folder):
    listing, applying, replaying = (shlex.split(block) for block in blocks("sh"))
    assert listing[0] == applying[0] == "ouvroir"
    code, out, err = command(*listing[1:])
    assert (code, err) == (1, "")
    said = [line for line in blocks("text")[0].splitlines() if line.strip() != "…"]
    assert [line for line in said if line not in out.splitlines()] == []
    code, out, err = command(*applying[1:])
    assert (code, err) == (1, "")
    assert {"deliberations.csv", "journal.csv", "reprise.py"} <= {p.name for p in folder.iterdir()}
    shutil.copy(listing[2], folder / replaying[2])
    subprocess.run([sys.executable, *replaying[1:]], check=True, cwd=folder)
    assert (folder / replaying[3]).read_bytes() == (folder / "deliberations.csv").read_bytes()


def test_the_sentence_that_is_quoted_is_said(command):
    listing = shlex.split(blocks("sh")[0])
    out = command(*listing[1:], "--sure", "--output", "deliberations.csv")[1]
    quoted = TEXT.split("puis compare : « ")[1].split(" »")[0]
    assert quoted in out


def test_the_python_example_prints_what_it_says(folder):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(blocks("python")[0], "reparer.md", "exec"), {})
    assert ordinary(out.getvalue()) == blocks("text")[1]
    assert (folder / "deliberations-20261122.csv").exists()


def test_every_option_is_named(command):
    help_text = command("repair", "--help")[1]
    options = {word.strip(",.") for word in help_text.split() if word.startswith("--")}
    assert {"--sure", "--repair", "--journal", "--script", "--date", "--feuille"} <= options
    assert {one for one in options - {"--help"} if one not in TEXT} == set()

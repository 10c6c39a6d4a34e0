"""``docs/qualite.md``: its examples give what it says, and it names every option and criterion."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
from pathlib import Path

import pytest

from grader.publication.quality import CRITERIA
from grader.settings import DEFAULT_ROOT

TEXT = (DEFAULT_ROOT / "docs" / "qualite.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    parts = TEXT.split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


@pytest.fixture(autouse=True)
def record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("fiche.json").write_text(blocks("json")[0], encoding="utf-8")


def test_the_sentences(command):
    argv = shlex.split(blocks("sh")[0])
    code, out, err = command(*argv[1:])
    assert (argv[0], code, err) == ("ouvroir", 1, "")
    said = [line for line in blocks("text")[0].splitlines() if line.strip() != "…"]
    assert [line for line in said if line not in out.splitlines()] == []


def test_the_json(command):
    code, out, err = command(*shlex.split(blocks("sh")[1])[1:])
    assert (code, err) == (1, "")
    answer = json.loads(out)
    assert answer["quality"] == json.loads(blocks("json")[1])
    assert set(answer) == {"id", "title", "quality", "points", "criteria", "notices"}
    assert set(answer["criteria"][0]) == {"criterion", "met", "what", "how", "points"}


def test_the_python_example_prints_what_it_says():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(blocks("python")[0], "qualite.md", "exec"), {})
    assert out.getvalue() == blocks("text")[1]


def test_every_option_and_criterion_is_named(command):
    help_text = command("quality", "--help")[1]
    options = {word.strip(",.[]") for word in help_text.split() if word.startswith("--")}
    assert {"--now", "--format"} <= options
    assert {one for one in options - {"--help"} if one not in TEXT} == set()
    assert [one for one in CRITERIA if f"| `{one}` |" not in TEXT] == []

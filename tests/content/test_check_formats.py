"""Every proof reaches an author, a machine and a merge request alike."""

from __future__ import annotations

import json

import pytest

from grader.cli.main import main
from tests.fixtures.course_paths import SMALL_SANDBOX


@pytest.fixture
def check(courses, monkeypatch, capsys):
    monkeypatch.setenv("OUVROIR_COURSES", str(courses))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))

    def run(form):
        code = main(["check", "--format", form])
        return code, capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")

    return run


@pytest.fixture
def spoilt(edit):
    edit("exemple/lire.md", "- Année, mois, jour.", "Elle doit lire, 100 % du temps.")
    edit("sources.yml", "verified_on: 2026-10-01", "verified_on: 2020-10-01")


@pytest.mark.usefixtures("spoilt")
def test_a_problem_and_a_note_are_told_in_each_form(check):
    code, out = check("text")
    first, second, last = out.splitlines()
    assert code == 1
    assert first.startswith("exemple/lire.md:55: « doit » annonce une obligation")
    assert first.endswith("[legal-without-source]")
    assert second.startswith("sources.yml:1: La source « guide-exemple »")
    assert last == "1 point à reprendre. Pour information : 1 source à relire."

    code, out = check("json")
    found = json.loads(out)
    assert code == 1
    assert [p["where"] for p in found["problems"]] == ["exemple/lire.md:55"]
    assert [n["code"] for n in found["notes"]] == ["old-source"]
    assert all(p["message"] and p["hint"] for p in (*found["problems"], *found["notes"]))

    code, out = check("github")
    error, notice = out.splitlines()
    assert code == 1
    assert error.startswith("::error file=courses/exemple/lire.md,line=55,title=legal-without")
    assert notice.startswith("::notice file=courses/sources.yml,line=1,title=old-source::")


def test_an_old_source_alone_fails_nothing(check, edit):
    edit("sources.yml", "verified_on: 2026-10-01", "verified_on: 2020-10-01")
    assert check("text")[0] == 0
    assert check("github")[0] == 0
    edit("sources.yml", "verified_on: 2020-10-01", "verified_on: 2026-10-01")

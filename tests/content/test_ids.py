"""Ids are never used again: the courses are held against their ledger."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.content.check import check_course
from grader.content.ledger import LEDGER, read_ledger
from grader.content.scaffold.make import Scaffold
from grader.errors import OuvroirError
from tests.fixtures.course_paths import DRAWN, PRIVATE_BANK, REAL_SANDBOX, SMALL_SANDBOX

QUIZ, LESSON = "exemple/quiz.yml", "exemple/lire.md"


@pytest.fixture
def command(courses, monkeypatch, capsys):
    monkeypatch.setenv("OUVROIR_COURSES", str(courses))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))

    def run(*words):
        code = main(["check", *words])
        return code, capsys.readouterr().out

    return run


def told(courses, bank=None, sandbox=SMALL_SANDBOX):
    return {(p.code, p.where) for p in check_course(courses, sandbox, bank)}


def place(courses, name, text):
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    return f"{name}:{next(n for n, line in enumerate(lines, start=1) if text in line)}"


def retired(courses):
    return {name for _, name in read_ledger(courses, "", pytest.fail).retired}


#: Kind, file that declares an id, text there, what replaces it, the id that vanishes, the new one.
RENAMED = [
    ("items", QUIZ, "id: ex-r01", "id: ex-r09", "ex-r01", "ex-r09"),
    ("exercises", "exemple/exercises.yml", "id: mon-registre", "id: mes-registres",
     "exemple/mon-registre", "exemple/mes-registres"),
    ("objectives", "exemple/module.yml", "  ex-o2:", "  ex-o3:", "ex-o2", "ex-o3"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "before", "after", "old", "new"), RENAMED)
def test_an_id_that_vanished_and_one_that_is_new_are_told(
    courses, edit, kind, name, before, after, old, new
):
    edit(name, before, after)
    for other in ("exemple/lire.md", QUIZ, "exemple/cases.yml"):
        path = courses / other
        text = path.read_text(encoding="utf-8")
        for word, changed in ((before.split()[-1], after.split()[-1]),):
            text = text.replace(word.strip(":"), changed.strip(":"))
        path.write_text(text, encoding="utf-8")
    assert told(courses) == {
        ("vanished-id", place(courses, LEDGER, f"- {old}")),
        ("unrecorded-id", place(courses, name, after.strip())),
    }


def test_a_lesson_and_a_module_that_vanished_are_told(courses, edit):
    edit("exemple/module.yml", "lessons: [lire]", "lessons: [relire]")
    (courses / LESSON).rename(courses / "exemple" / "relire.md")
    assert {code for code, _ in told(courses)} == {"vanished-id", "unrecorded-id"}
    assert ("vanished-id", place(courses, LEDGER, "- exemple/lire")) in told(courses)
    (courses / "exemple" / "relire.md").rename(courses / LESSON)
    edit("exemple/module.yml", "lessons: [relire]", "lessons: [lire]")
    edit(LEDGER, "  - exemple\n", "  - ancien\n  - exemple\n")
    assert told(courses) == {("vanished-id", place(courses, LEDGER, "- ancien"))}


def test_new_ids_are_recorded_and_nothing_else_is(courses, edit, command):
    edit(QUIZ, "id: ex-r01", "id: ex-r09")
    edit(LESSON, "ex-r01", "ex-r09")
    code, out = command("--record-ids")
    assert (code, out.count("[vanished-id]"), out.count("[unrecorded-id]")) == (1, 1, 0)
    assert out.startswith("1\u00a0nouvel identifiant noté")
    assert not retired(courses)
    assert command("--retire-id", "ex-r01") == (0, "Les cours sont en ordre.\n")
    assert retired(courses) == {"ex-r01"}
    before = (courses / LEDGER).read_bytes()
    assert command("--record-ids")[0] == 0
    assert (courses / LEDGER).read_bytes() == before


def test_a_retired_id_is_refused_at_its_line_and_stays_retired(courses, edit, command):
    edit(LEDGER, "  - ex-r01\n", "")
    with (courses / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write("\nretired:\n  items:\n    - ex-r01\n")
    refused = ("retired-id", place(courses, QUIZ, "id: ex-r01"))
    assert told(courses) == {refused}
    assert command("--record-ids")[0] == 1
    assert told(courses) == {refused}


def test_an_id_is_not_both_used_and_retired(courses):
    with (courses / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write("\nretired:\n  items:\n    - ex-r01\n")
    both = (courses / LEDGER).read_text(encoding="utf-8").count("\n")
    assert ("id-used-and-retired", f"{LEDGER}:{both}") in told(courses)


def test_courses_without_a_ledger_are_told_how_to_begin_one(courses, command):
    before = (courses / LEDGER).read_bytes()
    (courses / LEDGER).unlink()
    assert told(courses) == {("no-ledger", f"{LEDGER}:1")}
    assert command("--record-ids")[0] == 0
    assert (courses / LEDGER).read_bytes() == before


@pytest.mark.parametrize("text", ["items: [", "items: [Ex Q01]\n", "autre: []\n", "items: 3\n"])
def test_a_faulty_ledger_is_told_and_left_as_it_is(courses, command, text):
    (courses / LEDGER).write_text(text, encoding="utf-8")
    codes = {code for code, _ in told(courses)}
    assert codes <= {"bad-yaml", "bad-declaration"}
    assert codes
    assert command("--record-ids")[0] == 2
    assert (courses / LEDGER).read_text(encoding="utf-8") == text


def test_an_id_that_nobody_knows_is_not_retired(courses, command):
    before = (courses / LEDGER).read_bytes()
    assert command("--retire-id", "ex-r99")[0] == 2
    assert (courses / LEDGER).read_bytes() == before


def test_what_could_not_be_read_did_not_vanish(courses, edit):
    edit(QUIZ, "type: multiple_choice", "type: essay")
    edit("exemple/lire.md", "minutes: 10", "minutes: 20")
    codes = {code for code, _ in told(courses)}
    assert not codes & {"vanished-id", "unrecorded-id", "wrong-minutes"}
    assert "bad-declaration" in codes


@pytest.fixture
def bank(tmp_path):
    return Path(shutil.copytree(PRIVATE_BANK, tmp_path / "bank"))


def test_the_private_bank_keeps_a_ledger_of_its_own(bank):
    public = (DRAWN / LEDGER).read_text(encoding="utf-8")
    assert "ti-p" not in public
    ledger = bank / LEDGER
    ledger.write_text(ledger.read_text("utf-8").replace("  - ti-p02\n", "  - ti-p08\n"), "utf-8")
    found = {(code, where.partition(":")[0]) for code, where in told(DRAWN, bank, REAL_SANDBOX)}
    assert found == {
        ("vanished-id", f"banque-privee/{LEDGER}"),
        ("unrecorded-id", "banque-privee/tirage/quiz.yml"),
    }
    ledger.unlink()
    assert told(DRAWN, bank, REAL_SANDBOX) == {("no-ledger", f"banque-privee/{LEDGER}:1")}


def test_what_is_begun_is_recorded_at_once(courses):
    scaffold = Scaffold(courses)
    scaffold.module("essayer", "Essayer")
    scaffold.lesson("exemple", "relire", "Relire")
    scaffold.item("exemple", "single_choice")
    scaffold.exercise("exemple", "encore", "own_file")
    assert LEDGER in scaffold.written
    codes = {code for code, _ in told(courses)}
    assert not codes & {"unrecorded-id", "vanished-id", "no-ledger"}


def test_what_was_retired_is_not_begun_again(courses):
    with (courses / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(
            "\nretired:\n  modules: [ancien]\n  lessons: [exemple/vieille]\n"
            "  items: [ex-r41]\n  exercises: [exemple/vieux]\n"
        )
    scaffold = Scaffold(courses)
    for begin in (
        lambda: scaffold.module("ancien", "Ancien"),
        lambda: scaffold.lesson("exemple", "vieille", "Vieille"),
        lambda: scaffold.exercise("exemple", "vieux", "own_file"),
    ):
        with pytest.raises(OuvroirError, match="a déjà servi"):
            begin()
    assert scaffold.written == []
    assert scaffold.item("exemple", "single_choice") == "ex-r42"

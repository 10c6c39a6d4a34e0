"""What ``ouvroir check`` says of banks, draws, cases and keys."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from grader.content import check_items
from grader.content.check import check_course
from grader.content.load import CourseReader
from grader.quiz.registry import TYPES
from tests.fixtures.course_paths import DRAWN, PRIVATE_BANK, REAL_SANDBOX

QUIZ, EXERCISES, CASES = "tirage/quiz.yml", "tirage/exercises.yml", "tirage/cases.yml"
BANKED = "banque-privee/tirage/quiz.yml"


@pytest.fixture
def bank(tmp_path):
    return Path(shutil.copytree(PRIVATE_BANK, tmp_path / "bank"))


@pytest.fixture
def courses(tmp_path):
    return Path(shutil.copytree(DRAWN, tmp_path / "courses"))


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def codes(courses, bank=None):
    return {p.code for p in check_course(courses, REAL_SANDBOX, bank)}


@pytest.mark.parametrize("mounted", [PRIVATE_BANK, None])
def test_a_drawn_course_is_sound_with_and_without_its_bank(mounted):
    assert check_course(DRAWN, REAL_SANDBOX, mounted) == []


#: File of the courses, text there, what replaces it, code.
FAULTS = [
    (EXERCISES, "count: 2", "count: 9", "draw-too-large"),
    (EXERCISES, "items: [ti-q01]", "items: [ti-q01, ti-c01]", "item-graded-twice"),
    (EXERCISES, "items: [ti-b01, ti-b02]", "items: [ti-b01, ti-r01]", "item-twice"),
    (EXERCISES, "items: [ti-b01, ti-b02]", "items: [ti-b01, ti-c02]", "item-twice"),
    (EXERCISES, "    steps:\n      - item: ti-c01\n", "    steps:\n", "unknown-item"),
    ("tirage/tirer.md", "{question} ti-r01", "{question} ti-c02", "unknown-activity"),
    ("tirage/tirer.md", "```{cas} archives", "```{quiz} archives", "unknown-activity"),
    ("tirage/tirer.md", "```{cas} archives\n```", "", "unplaced-exercise"),
    (CASES, "seed: 7", "seed: 6", "unknown-item"),
    (CASES, "exercise: archives, name: untouched", "exercise: archives, name: vide",
     "missing-case"),
    (CASES, "points: 2\n", "points: 4\n", "case-points"),
    (QUIZ, "Quel signe sépare les centimes dans un fichier ouvert ?",
     "Laquelle de ces dates commence par l'an ?\n    hints: [Deux.]", "near-duplicate"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "code"), FAULTS)
def test_a_fault_is_seen(courses, name, before, after, code):
    if code == "near-duplicate":
        edit(
            courses / name, "{text: Un point, correct: true", '{text: "`2024-01-05`", correct: true'
        )
        edit(courses / name, "{text: Une virgule,", '{text: "`05-01-2024`",')
    edit(courses / name, before, after)
    assert code in codes(courses)


#: Text in the bank, what replaces it, code, told in the bank.
BANK_FAULTS = [
    ("objective: ti-o1", "objective: ti-o9", "unknown-objective"),
    ("level: 1", "level: 3", "unused-item"),
    ("misconception: confondre minuit et midi", "misconception: mettre le jour avant l'année",
     "same-misconception"),
    ("misconception: arrondir une mesure", "hints: [Un point.]", "missing-misconception"),
    ("id: ti-p01", "id: ti-b01", "id-twice"),
    ("correct: true, ", "", "not-one-right-answer"),
    ("douze heures", "douze heures...", "bad-typography"),
    ("items:", "items: [", "bad-yaml"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "code"), BANK_FAULTS)
def test_a_fault_of_the_bank_is_told_without_its_path(bank, before, after, code):
    edit(bank / "tirage" / "quiz.yml", before, after)
    found = [p for p in check_course(DRAWN, REAL_SANDBOX, bank) if p.code == code]
    assert found
    assert any(p.where.startswith(f"{BANKED}:") for p in found)
    assert not any(str(bank) in " ".join(p.to_dict().values()) for p in found)


def test_a_private_item_may_not_copy_a_public_one(bank):
    public = (DRAWN / QUIZ).read_text(encoding="utf-8")
    start = public.index("  - id: ti-b01")
    copied = public[start : public.index("  - id: ti-b02")].replace("ti-b01", "ti-p09")
    path = bank / "tirage" / "quiz.yml"
    path.write_text(path.read_text(encoding="utf-8") + copied.replace("2026", "2019"), "utf-8")
    (problem,) = [p for p in check_course(DRAWN, REAL_SANDBOX, bank) if p.code == "near-duplicate"]
    assert problem.where.startswith(BANKED)
    assert "ti-p09" in problem.message
    assert "ti-b01" in problem.message


def test_two_modules_may_not_hold_the_same_question(courses):
    other = Path(shutil.copytree(courses / "tirage", courses / "autre"))
    edit(courses / "catalogue.yml", "[tirage]", "[tirage, autre]")
    for name in ("quiz.yml", "module.yml", "exercises.yml", "cases.yml", "tirer.md"):
        path = other / name
        text = path.read_text(encoding="utf-8").replace("ti-", "au-")
        path.write_text(text.replace("2026", "2019"), encoding="utf-8")
    found = [p for p in check_course(courses, REAL_SANDBOX) if p.code == "near-duplicate"]
    assert {p.where.partition(":")[0] for p in found} == {"autre/quiz.yml"}
    assert len(found) == 10


def test_a_bank_that_is_not_there_and_a_module_that_does_not_exist_are_told(bank, tmp_path):
    assert codes(DRAWN, tmp_path / "absent") >= {"no-private-bank"}
    (bank / "tirage").rename(bank / "tirages")
    assert "unknown-module" in codes(DRAWN, bank)


def test_a_wrong_key_of_any_type_is_told(monkeypatch):
    """Whatever the type: what it calls expected must earn everything when it is marked."""
    reading = CourseReader(DRAWN, REAL_SANDBOX, pytest.fail).read()
    module = reading.course.modules["tirage"]
    assert list(check_items.item_keys(reading, module)) == []
    kind = dataclasses.replace(TYPES["single_choice"], expected=lambda _body: ("b",))
    lying = {**TYPES, "single_choice": kind}
    for where in ("grader.quiz.score.TYPES", "grader.content.check_items.TYPES"):
        monkeypatch.setattr(where, lying)
    found = list(check_items.item_keys(reading, module))
    assert {p.code for p in found} == {"key-not-right"}
    assert len(found) == sum(i.type == "single_choice" for i in module.items.values())

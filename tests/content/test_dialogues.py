"""Dialogues in a course: proved by ``ouvroir check``, each fault at its own line."""

from __future__ import annotations

import re
import shutil

import pytest

from grader.content.check import check_course
from grader.content.check_cases import case_problems, case_response
from grader.content.check_dialogues import best_way
from grader.content.declarations import conforms, parse_document
from grader.content.declared_texts import declared_passages
from grader.content.load import load_course
from grader.content.model import Case
from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.dialogue import MAP
from grader.exercises.dialogue_map import ENDS, TONES, TRUTHS
from grader.exercises.kind import Surroundings
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import DIALOGUE, REAL_SANDBOX

REAL = DEFAULT_ROOT / "courses"


@pytest.fixture(scope="module")
def exercise():
    return load_course(DIALOGUE, REAL_SANDBOX).exercise("essai/registre-perdu")


@pytest.fixture(scope="module")
def decider():
    return load_course(REAL, REAL_SANDBOX).modules["decider"]


def test_the_course_of_the_dialogue_is_sound():
    assert check_course(DIALOGUE, REAL_SANDBOX) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("then: suite # 1", "then: nulle-part", "unknown-turn", "text: « Cherchons"),
        ("then: closed # 2", "then: convinced", "won-by-a-fault", "text: « Rangez"),
        ("then: closed # 2", "then: debut", "endless-dialogue", "id: debut"),
        ("then: closed # 2", "then: suite", "no-branch", "id: debut"),
        ("then: suite # 1", "then: closed", "no-best-way", "id: debut"),
        ("tone: hurtful", "tone: rude", "bad-declaration", "tone: rude"),
        ("truth: half", "truth: maybe", "bad-declaration", "truth: maybe"),
        ("source: essai", "source: absente", "unknown-source", "id: registre-perdu"),
    ],
)
def test_each_fault_is_told_at_its_line(tmp_path, old, new, code, line):
    course = tmp_path / "cours"
    shutil.copytree(DIALOGUE, course)
    path = course / "essai" / "exercises.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new)
    path.write_text(changed, encoding="utf-8")

    found = [one for one in check_course(course, REAL_SANDBOX) if one.code == code]
    assert found
    number = next(n for n, one in enumerate(changed.splitlines(), start=1) if line in one)
    assert found[0].where == f"essai/exercises.yml:{number}"
    assert found[0].hint


def test_law_in_a_reply_or_its_feedback_needs_a_source(tmp_path):
    course = tmp_path / "cours"
    shutil.copytree(DIALOGUE, course)
    path = course / "essai" / "exercises.yml"
    text = path.read_text(encoding="utf-8").replace("    source: essai\n", "")
    text = text.replace("Rangez mieux.", "L'article L311-1 vous y oblige.")
    path.write_text(text.replace("Elle se ferme.", "L'article L311-6 le dit."), encoding="utf-8")

    found = check_course(course, REAL_SANDBOX)
    assert [one.code for one in found] == ["legal-without-source"] * 2


@pytest.mark.parametrize(
    ("turn", "letter", "expected"),
    [("debut", "b", []), ("debut", "d", ["unknown-turn"]), ("fin", "a", ["unknown-turn"])],
)
def test_a_case_names_turns_and_replies_that_exist(exercise, turn, letter, expected):
    events = ({"kind": "reply", "turn": turn, "reply": letter},)
    case = Case(exercise.id, "cas", events, "partial", 0.0, ())

    found = case_problems("cases.yml:3", exercise, case, REAL_SANDBOX)
    assert [one.code for one in found] == expected


def test_another_kind_takes_no_reply(decider):
    case = Case("q", "cas", ({"kind": "reply", "turn": "debut", "reply": "a"},), "failed", 0.0, ())

    found = case_problems("cases.yml:3", decider.exercises["decider/quiz"], case, REAL_SANDBOX)
    assert [one.code for one in found] == ["bad-case"]


def test_the_right_way_gives_its_words_and_its_replies(exercise):
    words, replies = best_way(exercise)

    assert replies == 2
    assert 20 < words < 60


def test_names_and_choices_are_no_prose():
    source = "- {says: Bonjour., tone: fair, truth: half, then: suite, text: Oui.}\n"
    assert [one.text for one in declared_passages(source, "a.yml")] == ["Bonjour.", "Oui."]


def test_the_sixteen_doubts_are_met_and_each_can_be_answered_well_or_badly(decider):
    dialogues = [one for one in decider.exercises.values() if one.kind == "dialogue"]

    assert len(dialogues) == 16
    for one in dialogues:
        told = one.settings[MAP]
        assert len(told.best()) >= 2
        # A bad reply may be mended, or ends it at once: both happen in each of them.
        opening = {reply.then for reply in told.opening.replies if not reply.sound}
        assert opening & told.turns.keys(), one.id
        assert opening & {"closed", "unsure"}, one.id
    shown = [part.ref for lesson in decider.lessons for part in lesson.parts]
    assert all(shown.count(one.id) == 1 for one in dialogues)


def test_the_best_reply_has_no_place_of_its_own(decider):
    """An author who always writes the right reply first gives it away in the source."""
    places = [
        next(reply.letter for reply in turn.replies if reply.sound)
        for one in decider.exercises.values()
        if one.kind == "dialogue"
        for turn in [one.settings[MAP].opening]
    ]
    assert {"a", "b", "c", "d"} == set(places)
    assert all(re.fullmatch("[a-d]", letter) for letter in places)


def test_the_example_of_the_authors_page_is_sound_and_worth_what_the_page_says():
    page = (DEFAULT_ROOT / "docs" / "ecrire-des-questions.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```yml\n(.*?)```", page, re.DOTALL)
    document = parse_document(block, "ecrire-des-questions.md")
    faults = []
    assert conforms(document, "exercises", faults.append), faults
    [raw] = document.data["exercises"]
    one = parse_exercise(raw, "page:1", Surroundings("essai", {}, REAL_SANDBOX))

    def worth(*chosen):
        events = ({"kind": "reply", "turn": turn, "reply": letter} for turn, letter in chosen)
        case = Case(one.id, "cas", tuple(events), "passed", 1.0, ())
        return assess(one, case_response("page:1", one, case, REAL_SANDBOX)).points

    well = worth(("debut", "a"), ("suite", "a"))
    mended = worth(("debut", "b"), ("reprise", "a"), ("suite", "a"))
    stubborn = worth(("debut", "b"), ("reprise", "b"))
    assert well == 1
    assert well > mended > stubborn
    assert all(f"`{word}`" in page for word in (*TONES, *TRUTHS, *ENDS))

"""From text files to the model; every fault told with file and line."""

from __future__ import annotations

from datetime import date

import pytest

from grader.content.load import load_course
from grader.content.one_exercise import load_exercise, read_exercises
from grader.errors import ContentError
from tests.fixtures.course_paths import MARKED, REAL_SANDBOX, SMALL, SMALL_SANDBOX


def test_small_course_is_read_whole():
    course = load_course(SMALL, SMALL_SANDBOX)
    module = course.modules["exemple"]
    assert course.title == "Un petit parcours"
    assert module.max_points == 12
    assert list(module.objectives) == ["ex-o1", "ex-o2"]
    assert list(module.items) == ["ex-q01", "ex-q02", "ex-r01"]
    assert [i.id for i in course.exercise("exemple/quiz").items] == ["ex-q01", "ex-q02"]
    lesson = course.lesson("exemple/lire")
    assert (lesson.title, lesson.minutes, lesson.slug) == ("Lire un registre", 10, "lire")
    assert [(p.kind, p.step, p.ref) for p in lesson.parts if p.kind != "html"] == [
        ("question", "questionner", "ex-r01"),
        ("exercise", "exercer", "exemple/registre"),
        ("exercise", "exercer", "exemple/mon-registre"),
        ("quiz", "exercer", "exemple/quiz"),
    ]
    assert course.sources["guide-exemple"].verified_on == "2026-10-01"
    assert "Année, mois, jour" in lesson.parts[-2].html
    assert "<li>Une date" in module.takeaway_html
    assert len(module.cases) == 8


def test_titles_are_set_in_french_typography(edit, courses):
    edit("exemple/module.yml", "title: Lire un registre", 'title: "Lire : pourquoi ?"')
    module = load_course(courses, SMALL_SANDBOX).modules["exemple"]
    assert module.title == "Lire\u00a0: pourquoi\u202f?"


def test_which_hand_in_counts_and_until_when(edit, courses):
    module = load_course(courses, SMALL_SANDBOX).modules["exemple"]
    assert (module.hand_ins, module.hand_in_until) == ("last", None)
    edit("exemple/module.yml", "summary:", "hand_ins: best\nhand_in_until: 2027-01-31\nsummary:")
    module = load_course(courses, SMALL_SANDBOX).modules["exemple"]
    assert (module.hand_ins, module.hand_in_until) == ("best", date(2027, 1, 31))


def test_one_exercise_is_read_without_its_lessons(courses):
    (courses / "exemple" / "lire.md").unlink()
    exercise = load_exercise(courses, SMALL_SANDBOX, "exemple/quiz")
    assert exercise == load_course(SMALL, SMALL_SANDBOX).exercise("exemple/quiz")


@pytest.mark.parametrize("name", ["exemple/absent", "absent/quiz", "exemple", "../exemple/quiz"])
def test_exercise_that_does_not_exist(name):
    with pytest.raises(KeyError):
        load_exercise(SMALL, SMALL_SANDBOX, name)


#: File, text there, what replaces it, the line that must be named (by its text), code.
FAULTS = [
    ("catalogue.yml", "modules: [exemple]", "modules: exemple", "modules:", "bad-declaration"),
    ("catalogue.yml", "title: Un petit", "titre: Un petit", "titre:", "bad-declaration"),
    ("catalogue.yml", "modules:", "title: encore\nmodules:", "title: encore", "key-twice"),
    ("sources.yml", "verified_on: 2026-10-01", "verified_on: hier", "hier", "bad-declaration"),
    ("sources.yml", "confidence: à vérifier", "confidence: sûr", "sûr", "bad-declaration"),
    ("glossaire.yml", "CSV: Fichier", "CSV: [Fichier", "date ISO", "bad-yaml"),
    ("exemple/module.yml", "  ex-o1:", "  Ex O1:", "objectives", "bad-declaration"),
    ("exemple/module.yml", "lessons: [lire]", "lessons: [lire, absente]", "absente",
     "missing-file"),
    ("exemple/quiz.yml", "id: ex-q02", "id: ex-q01 #", "id: ex-q01 #", "id-twice"),
    ("exemple/quiz.yml", '"15/10/2026", feedback', '"15/10/2026", correct: true, feedback',
     "id: ex-q01", "not-one-right-answer"),
    ("exemple/quiz.yml", "type: multiple_choice", "type: essay", "essay", "bad-declaration"),
    ("exemple/quiz.yml", ', feedback: "Le jour manque."', "", "id: ex-q01", "missing-feedback"),
    ("exemple/exercises.yml", "items: [ex-q01, ex-q02]", "items: [ex-q01, ex-q9]", "id: quiz",
     "unknown-item"),
    ("exemple/exercises.yml", "registre-export.csv", "absent.csv", "id: registre",
     "missing-file"),
    ("exemple/exercises.yml", "    key: ID\n", "", "id: registre", "bad-declaration"),
    ("exemple/exercises.yml", "points: 6", "points: beaucoup", "beaucoup", "bad-declaration"),
    ("exemple/exercises.yml", "id: mon-registre", "id: registre #", "id: registre #", "id-twice"),
    ("exemple/cases.yml", "exercise: quiz", "exercise: quizz", "quizz", "unknown-exercise"),
    ("exemple/cases.yml", "{kind: answer, item: ex-q01, chosen: [a]}", "{kind: answer}",
     "{kind: answer}", "bad-declaration"),
    ("exemple/lire.md", "---\n", "", "title", "no-front-matter"),
    ("exemple/lire.md", "minutes: 10", "minutes: dix", "minutes", "bad-declaration"),
    ("exemple/lire.md", "minutes: 10\n", "", "title", "bad-declaration"),
    ("exemple/lire.md", "{question} ex-r01", "{question} ex-r99", "ex-r99", "unknown-activity"),
    ("exemple/lire.md", "{quiz} quiz", "{quiz} registre", "{quiz} registre", "unknown-activity"),
    ("exemple/lire.md", "```{exercice} registre", "```{jeu} un", "{jeu}", "unknown-directive"),
    ("exemple/lire.md", ":::{a-savoir} Un exemple", ":::Un exemple", ":::Un", "unknown-box"),
    ("exemple/lire.md", "Une date s'écrit en entier.", "```{quiz} quiz 2\n```", "quiz 2",
     "activity-in-box"),
    ("exemple/lire.md", "### Une date", "#### Une date", "#### Une", "heading-level"),
    ("exemple/lire.md", "(glossaire:CSV)", "(glossaire:PDF)", "glossaire:PDF", "unknown-term"),
    ("exemple/lire.md", "Voyez [le guide](https://exemple.fr/guide)", "[x](guide.html)",
     "guide.html", "bad-link"),
    ("exemple/lire.md", "- Année", "![Une date](figures/absente.svg)\n- Année", "absente",
     "missing-figure"),
    ("exemple/lire.md", "Une date s'écrit en entier.", "[x](guide.html)", "guide.html",
     "bad-link"),
    ("exemple/a-retenir.md", "- Une date", "```{quiz} quiz\n```\n\n- Une date", "```{quiz}",
     "activity-in-takeaway"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "at", "code"), FAULTS)
def test_fault_is_told_with_its_place(courses, edit, name, before, after, at, code):
    edit(name, before, after)
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if at in text)
    with pytest.raises(ContentError) as refusal:
        load_course(courses, SMALL_SANDBOX)
    assert (refusal.value.where, refusal.value.code) == (f"{name}:{line}", code)
    assert refusal.value.message
    assert refusal.value.hint


def test_module_that_does_not_exist(courses, edit):
    edit("catalogue.yml", "modules: [exemple]", "modules: [exemple, absent]")
    with pytest.raises(ContentError) as refusal:
        load_course(courses, SMALL_SANDBOX)
    assert (refusal.value.where, refusal.value.code) == ("absent/module.yml", "missing-file")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"title: \x00", b"- &a [*a]", b"", b"&a {a: *a}"])
def test_hostile_declaration_is_refused(courses, content):
    (courses / "exemple" / "module.yml").write_bytes(content)
    with pytest.raises(ContentError) as refusal:
        load_course(courses, SMALL_SANDBOX)
    assert refusal.value.where.startswith("exemple/module.yml")


def test_marked_course_is_read_on_the_real_sandbox():
    course = load_course(MARKED, REAL_SANDBOX)
    assert set(course.modules["marque"].exercises) == {"marque/quiz", "marque/export"}


def test_an_exercise_is_read_again_once_its_file_has_changed(courses):
    quiz = courses / "exemple" / "exercises.yml"
    before = load_exercise(courses, SMALL_SANDBOX, "exemple/quiz")
    assert load_exercise(courses, SMALL_SANDBOX, "exemple/quiz") is before
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace(f"title: {before.title}", "title: Un autre titre"), "utf-8")
    assert load_exercise(courses, SMALL_SANDBOX, "exemple/quiz").title == "Un autre titre"


def test_exercises_read_beforehand_are_those_of_the_course(courses):
    course = load_course(courses, SMALL_SANDBOX)
    read = read_exercises(courses, SMALL_SANDBOX)
    assert {e.id for e in read} == {e for m in course.modules.values() for e in m.exercises}

"""How long a lesson takes, how long its sentences are, and how its texts are typed."""

from __future__ import annotations

import pytest

from grader.content.check import check_course
from grader.content.check_reading import minutes_of
from grader.content.load import load_course
from grader.content.sentences import sentences
from tests.fixtures.course_paths import DRAWN, REAL_SANDBOX, SMALL_SANDBOX

LESSON, QUIZ = "exemple/lire.md", "exemple/quiz.yml"
THIRTY = " ".join(["mot"] * 29) + " fin."
THIRTY_ONE = " ".join(["Mot", *["mot"] * 29]) + " fin."


def told(courses, code):
    return {p.where for p in check_course(courses, SMALL_SANDBOX) if p.code == code}


def minutes(courses, sandbox=SMALL_SANDBOX, module="exemple"):
    (lesson,) = load_course(courses, sandbox).modules[module].lessons
    return minutes_of(lesson, load_course(courses, sandbox).modules[module])


def test_words_questions_and_one_file_make_the_minutes(courses, edit):
    # 104 words at 200 a minute, three questions at 45 seconds, and a file: 0.52 + 2.25 + 5.
    assert minutes(courses) == 8
    edit(LESSON, "- Année", "mot " * 400 + "\n\n- Année")
    assert minutes(courses) == 10
    edit(LESSON, "```{exercice} mon-registre\n```", "")
    assert minutes(courses) == 10
    edit(LESSON, "```{exercice} registre\n```", "")
    assert minutes(courses) == 5
    edit(LESSON, "```{quiz} quiz\n```", "")
    assert minutes(courses) == 4


def test_a_quiz_that_draws_counts_what_it_asks():
    # Four drawn questions, three steps, one in the lesson: eight, and 130 words or so.
    assert minutes(DRAWN, REAL_SANDBOX, "tirage") == 7


@pytest.mark.parametrize(("announced", "wrong"), [(4, True), (5, False), (11, False), (12, True)])
def test_minutes_that_are_announced_are_those_that_it_takes(courses, edit, announced, wrong):
    edit(LESSON, "minutes: 10", f"minutes: {announced}")
    assert told(courses, "wrong-minutes") == ({f"{LESSON}:4"} if wrong else set())


def test_a_lesson_takes_twenty_minutes_at_most(courses, edit):
    edit(LESSON, "- Année", "mot " * 2800 + "\n\n- Année")
    assert told(courses, "lesson-takes-too-long") == {f"{LESSON}:4"}


def test_more_than_twenty_minutes_are_not_announced(courses, edit):
    edit(LESSON, "minutes: 10", "minutes: 21")
    assert told(courses, "bad-declaration") == {f"{LESSON}:4"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Une phrase. Une autre phrase.", [2, 3]),
        ("Vraiment ? Oui… Non.", [1, 1, 1]),
        ("M. Martin et Mme. Durand sont là. Fin.", [7, 1]),
        ("Voir l'art. L. 300-4 du code. Fin.", [6, 1]),
        ("Voir p. 12 et n. 3.", [6]),
        ("Dans la colonne D. Traitez la suite.", [4, 3]),
        ("On écrit 1250.50 ici. Fin.", [4, 1]),
        ("Elle a dit « Venez. » Puis elle est partie.", [4, 4]),
        ("Un signe : « ; » et un tiret - seul.", [6]),
        ("une cellule | une autre", [2, 2]),
        ("Une ligne\nqui continue. X continue.", [4, 2]),
        ("p. ex. une date, c.-à-d. un jour.", [7]),
        ("", []),
    ],
)
def test_sentences_are_cut_where_a_reader_stops(text, words):
    assert [sentence.words for sentence in sentences(text)] == words


#: File, text there, what replaces it, text of the line that is told.
TOO_LONG = [
    (LESSON, "- Année, mois, jour.", THIRTY_ONE, "Mot mot"),
    (LESSON, "- Année, mois, jour.", f"Une phrase.\n{THIRTY_ONE}", "Mot mot"),
    (LESSON, "| 15/10/2026 | `2026-10-15` |", f"| {THIRTY_ONE} | x |", "Mot mot"),
    (QUIZ, "Le jour manque.", THIRTY_ONE, "Mot mot"),
    ("exemple/exercises.yml", "Deux questions.", f">-\n      Une.\n      {THIRTY_ONE}", "Mot mot"),
    ("glossaire.yml", "Fichier de texte qui contient un tableau.", THIRTY_ONE, "Mot mot"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "at"), TOO_LONG)
def test_a_long_sentence_is_told_at_its_line(courses, edit, name, before, after, at):
    edit(name, before, after)
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if at in text)
    assert told(courses, "sentence-too-long") == {f"{name}:{line}"}


def test_thirty_words_are_not_too_many(courses, edit):
    edit(LESSON, "- Année, mois, jour.", THIRTY)
    assert told(courses, "sentence-too-long") == set()


#: File, text there, what replaces it, text of the line that is told.
TYPED = [
    (QUIZ, "Le jour manque.", "Le jour manque...", "octobre 2026"),
    (QUIZ, "Que corriger dans un registre ?", "Que corriger dans un registre?", "registre?"),
    (QUIZ, "misconception: écrire le jour", "misconception: l\u2019écrire", "misconception"),
    ("exemple/exercises.yml", "la ligne de titre.", "le «titre».", "«titre»"),
    ("exemple/exercises.yml", "Deux questions.", "|-\n      Une.\n\n      Deux questions!",
     "questions!"),
    ("exemple/module.yml", "summary: \"Un module d'essai :", "summary: \"Un module d'essai:",
     "summary"),
    ("exemple/a-retenir.md", "Un identifiant", "Quoi? Un identifiant", "Quoi?"),
    ("glossaire.yml", "qui contient un tableau.", "qui contient un tableau\u00a0.", "CSV"),
    (LESSON, "- Année, mois, jour.", "Année,\nmois, «jour».", "«jour»"),
    (LESSON, "summary: De la", "summary: Oups, de la", "summary"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "at"), TYPED)
def test_typing_is_told_at_its_line(courses, edit, name, before, after, at):
    edit(name, before, after)
    lines = (courses / name).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if at in text)
    assert told(courses, "bad-typography") == {f"{name}:{line}"}


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ("CSV: Fichier de texte. Il contient un tableau.", "bad-definition"),
        ("CSV: Fichier de texte qui contient un tableau", "bad-definition"),
        ("csv: Un autre mot.\nCSV: Fichier de texte.", "term-twice"),
    ],
)
def test_a_word_is_told_once_in_one_sentence(courses, edit, after, code):
    edit("glossaire.yml", "CSV: Fichier de texte qui contient un tableau.", after)
    line = after.count("\n") + 1
    assert told(courses, code) == {f"glossaire.yml:{line}"}

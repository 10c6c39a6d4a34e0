"""How long a lesson takes, and how long its sentences are.

The rule of time is written for authors in ``docs/contenus.md``: it is there to be argued with, and
here to be the same for all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from grader.content.check_dialogues import best_way
from grader.content.load import Reading
from grader.content.model import Lesson, Module
from grader.content.near import seen
from grader.content.problems import Problem, problem
from grader.content.scaffold.texts import TO_WRITE
from grader.content.sentences import sentences
from grader.content.texts import Texts
from grader.exercises.drawing import asked
from grader.exercises.model import DIALOGUE, ROWS, Response
from grader.exercises.rows_declared import ASKED
from grader.quiz.model import Item
from grader.typography import plural

MOST_WORDS = 900
#: Minutes that a lesson may take.
MOST_MINUTES = 20
#: Minutes between what a lesson announces and what it takes.
TOLERANCE = 3
#: Words that an adult reads in a minute, when the text is new to her.
WORDS_A_MINUTE = 200
#: Minutes that a question takes once it is read: choosing, and reading what is told.
A_QUESTION = 0.75
#: Minutes of a first hand-in of a file; the rest is done at one's own pace, out of the lesson.
A_FILE = 5
#: Rows that are judged in the time of a question.
ROWS_A_QUESTION = 5
MOST_WORDS_A_SENTENCE = 30


def minutes_of(lesson: Lesson, module: Module) -> int:
    """Compute how long a lesson takes, in whole minutes.

    Its words and those of what it asks are read; each question, or reply of a dialogue, takes its
    time, and so do rows to judge, five together; of exercises on a file, one alone counts, since a
    lesson that offers several lets one choose.

    Args:
        lesson: one of the module's.
        module: where its questions and exercises are.
    """
    words, questions, files = lesson.words, 0, 0
    for part in lesson.parts:
        exercise = module.exercises.get(part.ref)
        if part.kind == "question":
            items: tuple[Item, ...] = (module.items[part.ref],)
        elif exercise is None:
            continue
        else:
            items = asked(exercise, Response(exercise.id, 1))
            on_a_file = not exercise.items and exercise.kind not in (DIALOGUE, ROWS)
            words += 0 if on_a_file and files else len(exercise.statement.split())
            if exercise.kind == DIALOGUE:
                said, replies = best_way(exercise)
                words += said
                questions += replies
            elif exercise.kind == ROWS:
                questions += math.ceil(exercise.settings[ASKED] / ROWS_A_QUESTION)
            files += on_a_file
        questions += len(items)
        words += sum(len(seen(item).split()) for item in items)
    taken = words / WORDS_A_MINUTE + questions * A_QUESTION + min(files, 1) * A_FILE
    return math.ceil(round(taken, 2))


def lengths(reading: Reading, *, whole: bool = True) -> Iterator[Problem]:
    """Lessons are short, take the time that they announce, and no more than twenty minutes.

    What ``ouvroir new`` has just begun is not timed yet, nor is a course of which something could
    not be read.

    Args:
        reading: the courses.
        whole: whether all could be read.
    """
    for lesson_id, prose in reading.prose.items():
        place = reading.places.get(f"lesson {lesson_id}")
        if place and prose.words > MOST_WORDS:
            yield problem(
                place,
                "lesson-too-long",
                f"La leçon compte {plural(prose.words, 'mot')} ; la limite est de {MOST_WORDS}.",
                "Coupez, ou faites deux leçons.",
            )
    for module in reading.course.modules.values() if whole else ():
        for lesson in module.lessons:
            if TO_WRITE not in lesson.path.read_text(encoding="utf-8", errors="replace"):
                yield from _minutes(reading, lesson, minutes_of(lesson, module))


def _minutes(reading: Reading, lesson: Lesson, taken: int) -> Iterator[Problem]:
    where = reading.places[f"minutes {lesson.id}"]
    told = plural(taken, "minute")
    if taken > MOST_MINUTES:
        yield problem(
            where,
            "lesson-takes-too-long",
            f"La leçon demande {told} ; la limite est de {MOST_MINUTES}.",
            "Retirez des questions ou du texte, ou faites deux leçons.",
        )
    elif abs(lesson.minutes - taken) > TOLERANCE:
        yield problem(
            where,
            "wrong-minutes",
            f"La leçon annonce {plural(lesson.minutes, 'minute')} et en demande {taken}.",
            f"Écrivez « minutes: {taken} ». Le calcul est dans docs/contenus.md.",
        )


def sentence_lengths(texts: Texts) -> Iterator[Problem]:
    """Sentences are short enough to be read once."""
    for passage in texts.read:
        for sentence in sentences(passage.text):
            if sentence.words > MOST_WORDS_A_SENTENCE:
                start = " ".join(passage.text[sentence.offset :].split()[:6])
                yield problem(
                    passage.where(sentence.offset),
                    "sentence-too-long",
                    f"Une phrase compte {plural(sentence.words, 'mot')} ; la limite est de "
                    f"{MOST_WORDS_A_SENTENCE} (elle commence par « {start} »).",
                    "Faites-en deux, ou une liste.",
                )

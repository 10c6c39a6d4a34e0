"""Public views of the positioning test and of what comes back to be reviewed."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.quiz import QuestionView


@dataclass(frozen=True)
class PlacementModule:
    """A module that the test may bear on.

    Attributes:
        id, title: its slug, and its title.
        objectives: how many may be measured.
    """

    id: str
    title: str
    objectives: int


@dataclass(frozen=True)
class PlacementLine:
    """What the test concludes of one objective.

    Attributes:
        objective, module: what it says, and the title of its module.
        state: ``done`` (mastered), ``wrong`` (to learn) or ``none`` (not sure).
        label: the same in French words.
        note: how many answers it rests on.
        share: probability that it is mastered, as « 39 % », or "" where nothing was asked.
    """

    objective: str
    module: str
    state: str
    label: str
    note: str
    share: str


@dataclass(frozen=True)
class PlacementLesson:
    """A lesson, and what the test proposes for it.

    Attributes:
        title, url, module: of the lesson, its address, and the title of its module.
        minutes: how long it takes.
        skip: it may be passed over.
        label: the proposal in French words.
        why: what it rests on.
    """

    title: str
    url: str
    module: str
    minutes: int
    skip: bool
    label: str
    why: str


@dataclass(frozen=True)
class GainLine:
    """What changed on one objective between the first test and the last.

    Attributes:
        objective: what it says.
        before, after: probability that it was mastered, in percent.
        label: the change in French words.
    """

    objective: str
    before: int
    after: int
    label: str


@dataclass(frozen=True)
class PlacementResult:
    """What is concluded.

    Attributes:
        sentence: the whole in words.
        advice: what to do with it.
        lines: by objective, in the order of the course.
        lessons: by lesson, in the order of the course.
        gains: since the first test; empty after one alone.
        gain_sentence: the same in words, or "".
    """

    sentence: str
    advice: str
    lines: tuple[PlacementLine, ...]
    lessons: tuple[PlacementLesson, ...]
    gains: tuple[GainLine, ...]
    gain_sentence: str


@dataclass(frozen=True)
class PlacementView:
    """The page « Test de positionnement ».

    Attributes:
        modules: what it may bear on.
        minutes: how long it lasts, at most.
        state: ``none`` (never begun), ``open`` or ``ended``.
        number: of the test, from 1; 0 when none was begun. Each request names it.
        question: the one to answer, while it is open.
        asked: answers given.
        progress: where it stands, in French words.
        result: once ended.
        again: from when it may be taken again, in French words, or "" for now.
    """

    modules: tuple[PlacementModule, ...]
    minutes: int
    state: str
    number: int
    question: QuestionView | None
    asked: int
    progress: str
    result: PlacementResult | None
    again: str


@dataclass(frozen=True)
class ReviewDay:
    """How much comes back on a day.

    Attributes:
        day: « aujourd'hui », « demain », « mardi 24 novembre ».
        count: questions.
    """

    day: str
    count: int


@dataclass(frozen=True)
class ReviewView:
    """The page « À revoir aujourd'hui ».

    Attributes:
        due: questions of today's session that are left, the one shown included.
        done: answered today in a review.
        minutes: how long what is left takes.
        question: the one to answer, or None when nothing is left today.
        rate: it was answered right, and waits for how well she knew it.
        lesson_title, lesson_url: where it is taught.
        sentence: where she stands, in words.
        days: what comes back, day by day, for a month.
        waiting: questions that come back one day.
        calendar_url: those days as a calendar file, or "" when there is none.
    """

    due: int
    done: int
    minutes: int
    question: QuestionView | None
    rate: bool
    lesson_title: str
    lesson_url: str
    sentence: str
    days: tuple[ReviewDay, ...]
    waiting: int
    calendar_url: str


@dataclass(frozen=True)
class HesitatedView:
    """What is said to who hesitated on a question."""

    message: str

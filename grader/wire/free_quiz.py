"""Public views of « Quiz libre »: what may be chosen, the draw under way, the result."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.quiz import QuestionView


@dataclass(frozen=True)
class FreeObjective:
    """An objective that one may train on, and how many questions there are on it for her."""

    id: str
    text: str
    count: int


@dataclass(frozen=True)
class FreeModule:
    """A module that one may train on; only objectives that have questions are listed."""

    id: str
    title: str
    count: int
    objectives: tuple[FreeObjective, ...]


@dataclass(frozen=True)
class FreeMark:
    """Where she stands on one question of a draw.

    Attributes:
        id: item id.
        state: ``open``, ``skipped``, ``retry``, ``good``, ``partial``, ``wrong`` or ``seen``
            (its solution was asked for, and nothing answered).
        over: no answer is accepted any more.
        answered: or its solution asked for: it may be looked at once the draw is ended.
    """

    id: str
    state: str
    over: bool
    answered: bool


@dataclass(frozen=True)
class FreeLine:
    """The result on one objective.

    Attributes:
        objective, module: what it says, and the title of its module.
        state: ``done`` (mastered), ``partial``, ``wrong`` or ``none`` (nothing was answered).
        label: the same in French words.
        result: « 3 sur 4 », or "" when nothing was answered.
        note: what else is to be known of the count, or "".
        read_title, read_url: what to read when it is not mastered, else "".
    """

    objective: str
    module: str
    state: str
    label: str
    result: str
    note: str
    read_title: str
    read_url: str


@dataclass(frozen=True)
class FreeResult:
    """The result of a draw that is ended.

    Attributes:
        sentence: the whole in words.
        left: what was not answered, in words, or "".
        advice: how many objectives are mastered, and what to do for the others.
        lines: by objective.
        missed: how many questions were answered and never right.
    """

    sentence: str
    left: str
    advice: str
    lines: tuple[FreeLine, ...]
    missed: int


@dataclass(frozen=True)
class FreeDraw:
    """A draw: the questions that the server drew, one of them to be shown.

    Attributes:
        number: of the draw, from 1; each request about it names it.
        title: what it is about.
        state: ``open`` or ``ended``.
        marks: one for each question, in order.
        place: of ``question``, from 0; the number of questions when there is none to show.
        question: the one where she was, or that she just asked for.
        answered: how many questions were answered, or their solution asked for.
        result: once ended, else None.
    """

    number: int
    title: str
    state: str
    marks: tuple[FreeMark, ...]
    place: int
    question: QuestionView | None
    answered: int
    result: FreeResult | None


@dataclass(frozen=True)
class FreeQuizView:
    """The page « Quiz libre ».

    Attributes:
        modules: what may be chosen; those without a question for her are left out.
        total: questions in all.
        sizes: numbers of questions that are proposed, beside all of them.
        most: questions of one draw, at most.
        draw: her last one, or None.
    """

    modules: tuple[FreeModule, ...]
    total: int
    sizes: tuple[int, ...]
    most: int
    draw: FreeDraw | None

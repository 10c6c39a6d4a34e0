"""What the answers of everybody say of each question of the courses; nothing says who answered.

The first answer of each learner counts, in a lesson, a quiz or a case. Free quizzes, reviews and
positioning tests do not: one is there to try, the others come back to what was seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from grader.content.check_reading import WORDS_A_MINUTE
from grader.content.model import Course, Module
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import CASE
from grader.learning.bank import seconds_of
from grader.learning.item_statistics import (
    Expected,
    Fault,
    FirstAnswer,
    ItemFigures,
    figures,
)
from grader.progress.answers_given import AnswersGiven, GivenAnswer
from grader.progress.database import Database
from grader.progress.question_reports import QuestionReports
from grader.quiz.model import Entry, Item
from grader.quiz.registry import TYPES
from grader.quiz.score import expected, score

#: Types whose answers are letters, each chosen or not.
_LETTERED = ("single_choice", "multiple_choice", "true_false", "odd_one_out")
_ROWS = "odd_one_out"
#: The worst first: a wrong key before an answer that nobody takes.
WORST_FIRST = (
    Fault.UPSIDE_DOWN,
    Fault.TEMPTING,
    Fault.REPORTED,
    Fault.TOO_HARD,
    Fault.WEAK,
    Fault.HINTED,
    Fault.SLOW,
    Fault.TOO_EASY,
    Fault.IDLE_ANSWER,
)


@dataclass(frozen=True)
class Measured:
    """A question, and what is known of it.

    Attributes:
        module: where it is.
        item: the question, with its key.
        expected: what it says itself.
        entries: what each letter says; empty for a type without letters.
        found: its figures, or None under ``item_statistics.LEAST`` answers.
    """

    module: Module
    item: Item
    expected: Expected
    entries: tuple[Entry, ...]
    found: ItemFigures | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why it should be looked at, the worst first; empty for a good one, or one unknown."""
        found = self.found.faults if self.found else ()
        return tuple(sorted(found, key=WORST_FIRST.index))


def measure(
    course: Course,
    database: Database,
    module: str | None = None,
    people: Collection[str] | None = None,
) -> tuple[Measured, ...]:
    """Work out the figures of every question that is marked at once, in the order of the course.

    Args:
        course: the courses, keys included.
        database: where answers and reports are.
        module: slug; only that module's questions.
        people: ids of the learners whose answers and reports; None for everybody's.

    Raises:
        NotFoundError: no such module.
    """
    if module is not None and module not in course.modules:
        raise NotFoundError(
            "unknown-module",
            "Ce module n'existe pas.",
            f"Modules : {', '.join(course.modules)}.",
        )
    modules = [one for one in course.modules.values() if module in (None, one.slug)]
    items = {f"{one.slug}/{item.id}": item for one in modules for item in _items(one)}
    answers = _first_answers(modules, items, AnswersGiven(database).first(items, people))
    reports: dict[str, int] = {}
    for (name, _category), count in QuestionReports(database).counts(people).items():
        reports[name] = reports.get(name, 0) + count
    told = {key: text for one in modules for key, text in _told_before(one)}
    return tuple(
        _measured(one, item, answers.get(item.id, []), reports.get(item.id, 0), told)
        for one in modules
        for item in _items(one)
    )


def to_review(measured: Iterable[Measured]) -> list[Measured]:
    """Give the questions that should be looked at, the worst first.

    Args:
        measured: as ``measure`` gives them.
    """
    bad = [one for one in measured if one.faults]
    return sorted(bad, key=lambda one: (WORST_FIRST.index(one.faults[0]), -len(one.faults)))


def _items(module: Module) -> Iterator[Item]:
    """Give the module's questions and those of its private bank; trainers see both."""
    for item in (*module.items.values(), *module.bank.values()):
        # Nothing is known of an answer to read until somebody has read it.
        if TYPES[item.type].review is None:
            yield item


def _measured(
    module: Module,
    item: Item,
    answers: list[FirstAnswer],
    reports: int,
    told: Mapping[str, str],
) -> Measured:
    entries = TYPES[item.type].face(item.body).entries if item.type in _LETTERED else ()
    read = 60 * len(told.get(item.id, "").split()) / WORDS_A_MINUTE
    wanted = Expected(
        item=item.id,
        right=frozenset(expected(item)) if entries else frozenset(),
        letters=tuple(entry.id for entry in entries),
        seconds=seconds_of(item) + read,
    )
    found = figures(wanted, answers, reports)
    if found is not None and item.type == _ROWS:
        # Most rows of a table are only there to hide the odd one.
        kept = tuple(fault for fault in found.faults if fault is not Fault.IDLE_ANSWER)
        found = replace(found, faults=kept)
    return Measured(module, item, wanted, entries, found)


def _told_before(module: Module) -> Iterator[tuple[str, str]]:
    """Give what a case tells before each of its questions, by item: it is read too."""
    for exercise in module.exercises.values():
        if exercise.kind == CASE:
            for item, text in zip(exercise.items, exercise.settings["steps"], strict=True):
                yield item.id, text


def _first_answers(
    modules: Iterable[Module], items: Mapping[str, Item], given: Iterable[GivenAnswer]
) -> dict[str, list[FirstAnswer]]:
    """Mark first answers, each beside the mean of the same person's others in the module."""
    straight = {key: before for one in modules for key, before in _straight_after(one)}
    shares: dict[tuple[str, tuple[str, ...]], float | None] = {}
    found: dict[str, list[FirstAnswer]] = {}
    person, hers = 0, list[tuple[GivenAnswer, float]]()
    for one in given:
        if one.person != person:
            _add(found, hers, items, straight)
            person, hers = one.person, []
        asked = (one.key, one.chosen)
        if asked not in shares:
            shares[asked] = _share(items[one.key], one.chosen)
        share = shares[asked]
        if share is not None:
            hers.append((one, share))
    _add(found, hers, items, straight)
    return found


def _share(item: Item, chosen: tuple[str, ...]) -> float | None:
    """Give the share of an answer, or None where the question was changed since."""
    try:
        return score(item, chosen).share
    except RefusedError:
        return None


def _add(
    found: dict[str, list[FirstAnswer]],
    hers: list[tuple[GivenAnswer, float]],
    items: Mapping[str, Item],
    straight: Mapping[str, frozenset[str]],
) -> None:
    """Add one person's answers."""
    sums: dict[str, tuple[float, int]] = {}
    for one, share in hers:
        total, count = sums.get(_module(one.key), (0.0, 0))
        sums[_module(one.key)] = (total + share, count + 1)
    for one, share in hers:
        total, count = sums[_module(one.key)]
        name = items[one.key].id
        first = FirstAnswer(
            item=name,
            chosen=one.chosen,
            share=share,
            rest=(total - share) / (count - 1) if count > 1 else None,
            seconds=one.seconds if one.after in straight.get(one.key, ()) else None,
            hints=one.hints,
        )
        found.setdefault(name, []).append(first)


def _module(key: str) -> str:
    return key.partition("/")[0]


def _straight_after(module: Module) -> Iterator[tuple[str, frozenset[str]]]:
    """Say after which keys a question comes with nothing to read between.

    Elsewhere the time since what came before is that of a page of the lesson.
    """
    before: dict[str, set[str]] = {}
    for exercise in module.exercises.values():
        keys = {f"{module.slug}/{item.id}" for item in exercise.items}
        for key in keys:
            before.setdefault(key, set()).update(keys - {key})
    for lesson in module.lessons:
        for one, after in zip(lesson.parts, lesson.parts[1:], strict=False):
            if one.kind == after.kind == "question":
                key = f"{module.slug}/{after.ref}"
                before.setdefault(key, set()).add(f"{module.slug}/{one.ref}")
    for key, keys in before.items():
        yield key, frozenset(keys)

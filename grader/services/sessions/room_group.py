"""What a room stumbles on: by exercise, schema column, objective and question; and what to do.

No learner is named here. A share is told from ``LEAST`` people or answers on: under that it would
say little, and too much of one person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from grader.content.handouts.slides import FOLDER
from grader.content.model import Lesson, Module
from grader.documents.model import plain
from grader.exercises.model import FAILED, NOT_ATTEMPTED, PASSED, Exercise
from grader.quiz.model import Item
from grader.services.free_pool import what_to_read
from grader.services.lessons import exercise_address, lesson_address, module_address
from grader.services.sessions.kit_prose import line_of
from grader.services.sessions.room_memory import Person
from grader.services.workshop import Workshop
from grader.typography import french, plural
from grader.wire.room import RoomExercise, RoomHeat, RoomSubject

#: People, or first answers, under which no share is told.
LEAST = 5
#: Questions told, and subjects: what a trainer can take in.
MOST_ITEMS, MOST_SUBJECTS = 12, 6
#: A subject is to be taken up again from that share of failures on.
TO_TAKE_UP = 40


@dataclass(frozen=True)
class Stumble:
    """A share of failures, and where to read about it."""

    heat: RoomHeat
    module: Module
    lesson: Lesson | None
    order: int


def exercises_of(
    workshop: Workshop, modules: Collection[Module], people: Collection[Person]
) -> tuple[RoomExercise, ...]:
    """Tell how far the room is with each exercise that somebody began.

    Args:
        workshop: for addresses.
        modules: those of the session, in order.
        people: who is in the room.
    """
    return tuple(
        _exercise(workshop, module, exercise, counts, _untouched(module, exercise, people))
        for module in modules
        for exercise in module.exercises.values()
        if (counts := _statuses(exercise, people))
    )


def _statuses(exercise: Exercise, people: Collection[Person]) -> Counter[str]:
    found = (person.work.get(exercise.id) for person in people)
    return Counter(one.status for one in found if one and one.status != NOT_ATTEMPTED)


def _untouched(module: Module, exercise: Exercise, people: Collection[Person]) -> int:
    """Count who has not begun an exercise; one of a choice is not waited for beside another."""
    asked = module.graded[exercise.choice.id].exercises if exercise.choice else (exercise,)
    return sum(not any(_has_begun(one, person) for one in asked) for person in people)


def _has_begun(exercise: Exercise, person: Person) -> bool:
    one = person.work.get(exercise.id)
    return one is not None and one.status != NOT_ATTEMPTED


def _exercise(
    workshop: Workshop, module: Module, exercise: Exercise, counts: Counter[str], absent: int
) -> RoomExercise:
    passed, failing = counts[PASSED], counts[FAILED]
    partly = counts.total() - passed - failing
    parts = [
        plural(passed, "réussi", "réussis"),
        f"{partly} en cours ou en partie",
        f"{failing} à reprendre",
        f"{absent} pas commencé" + ("s" if absent > 1 else ""),
    ]
    return RoomExercise(
        title=french(exercise.title),
        module=french(module.title),
        url=exercise_address(workshop, module, exercise.id),
        passed=passed,
        partly=partly,
        failing=failing,
        absent=absent,
        label=french(", ".join(parts)),
    )


def columns_of(
    workshop: Workshop, modules: Collection[Module], people: Collection[Person], least: int
) -> list[Stumble]:
    """Tell in which columns the last file of people still has errors, the worst first.

    Args:
        workshop: for addresses.
        modules: those of the session.
        people: who is in the room.
        least: people under which a column is not told.
    """
    found: list[Stumble] = []
    for module in modules:
        for exercise in module.exercises.values():
            files = [
                one.columns
                for person in people
                if (one := person.work.get(exercise.id)) and one.columns is not None
            ]
            if len(files) < least:
                continue
            counts = Counter(column for columns in files for column in columns)
            for column, failing in sorted(counts.items()):
                share = round(100 * failing / len(files))
                heat = RoomHeat(
                    name=column,
                    about=french(exercise.title),
                    share=share,
                    label=french(f"{share} % d'échec"),
                    people=french(f"{plural(failing, 'personne')} sur {len(files)}"),
                    url=exercise_address(workshop, module, exercise.id),
                )
                found.append(Stumble(heat, module, _lesson_of(module, exercise.id), len(found)))
    return _worst_first(found)


#: How many first answers were wrong, of how many, by ``module/item``.
Firsts = dict[str, tuple[int, int]]


def firsts_of(people: Collection[Person]) -> Firsts:
    """Count first answers to each question, in one pass over everybody."""
    found: Firsts = {}
    for person in people:
        for key, right in person.firsts.items():
            if right is not None:
                wrong, total = found.get(key, (0, 0))
                found[key] = (wrong + (not right), total + 1)
    return found


def objectives_of(workshop: Workshop, modules: Collection[Module], firsts: Firsts) -> list[Stumble]:
    """Tell how many first answers were wrong, by objective, the worst first."""
    found: list[Stumble] = []
    for module in modules:
        counts: dict[str, tuple[int, int]] = {}
        for key, item in _items(module):
            wrong, total = counts.get(item.objective, (0, 0))
            more, others = firsts.get(key, (0, 0))
            counts[item.objective] = (wrong + more, total + others)
        for name, text in module.objectives.items():
            if counts.get(name, (0, 0))[1] < LEAST:
                continue
            title, url = what_to_read(workshop, module, name)
            lesson = next((one for one in module.lessons if french(one.title) == title), None)
            heat = _heat(french(text), french(module.title), counts[name], url)
            found.append(Stumble(heat, module, lesson, len(found)))
    return _worst_first(found)


def items_of(workshop: Workshop, modules: Collection[Module], firsts: Firsts) -> list[Stumble]:
    """Tell how many first answers were wrong, by question, the worst first."""
    found: list[Stumble] = []
    for module in modules:
        for key, item in _items(module):
            count = firsts.get(key, (0, 0))
            if count[1] < LEAST:
                continue
            lesson = _lesson_of(module, item.id, *_posing(module, item.id))
            url = lesson_address(workshop, lesson) if lesson else module_address(workshop, module)
            name = f"{item.id} : {_stem(item.question)}"
            heat = _heat(french(name), french(module.title), count, url)
            found.append(Stumble(heat, module, lesson, len(found)))
    return _worst_first(found)[:MOST_ITEMS]


def subjects_of(
    workshop: Workshop, columns: list[Stumble], objectives: list[Stumble]
) -> tuple[RoomSubject, ...]:
    """Rank what to take up again, with the lesson that teaches it and its slides.

    Args:
        workshop: for addresses.
        columns: schema columns that the room stumbles on.
        objectives: objectives that it stumbles on.
    """
    told = [
        (one, french(f"La colonne {one.heat.name}, dans « {one.heat.about} »")) for one in columns
    ] + [(one, one.heat.name) for one in objectives]
    urgent = sorted(
        (pair for pair in told if pair[0].heat.share >= TO_TAKE_UP and pair[0].lesson),
        key=lambda pair: -pair[0].heat.share,
    )
    return tuple(_subject(workshop, one, title) for one, title in urgent[:MOST_SUBJECTS])


def _subject(workshop: Workshop, one: Stumble, title: str) -> RoomSubject:
    lesson = one.lesson
    return RoomSubject(
        title=title,
        why=f"{one.heat.label}, {one.heat.people}",
        lesson=french(lesson.title) if lesson else "",
        url=lesson_address(workshop, lesson) if lesson else one.heat.url,
        slides=f"{FOLDER}/{one.module.slug}/{lesson.slug}.html" if lesson else "",
    )


def _heat(name: str, about: str, count: tuple[int, int], url: str) -> RoomHeat:
    wrong, total = count
    share = round(100 * wrong / total)
    word = "première réponse fausse" if wrong < 2 else "premières réponses fausses"
    return RoomHeat(
        name=name,
        about=about,
        share=share,
        label=french(f"{share} % d'échec"),
        people=french(f"{wrong} {word} sur {total}"),
        url=url,
    )


def _worst_first(found: list[Stumble]) -> list[Stumble]:
    return sorted(found, key=lambda one: (-one.heat.share, one.order))


def _items(module: Module) -> Iterator[tuple[str, Item]]:
    for item in (*module.items.values(), *module.bank.values()):
        yield f"{module.slug}/{item.id}", item


def _posing(module: Module, item_id: str) -> list[str]:
    return [
        exercise.id
        for exercise in module.exercises.values()
        if any(item.id == item_id for item in exercise.items)
    ]


def _lesson_of(module: Module, *refs: str) -> Lesson | None:
    return next(
        (
            lesson
            for lesson in module.lessons
            if any(part.ref and part.ref in refs for part in lesson.parts)
        ),
        None,
    )


@lru_cache(maxsize=2048)
def _stem(question: str, most: int = 90) -> str:
    text = " ".join(plain(line_of(question)).split())
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + "…"

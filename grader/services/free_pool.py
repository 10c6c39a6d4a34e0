"""Which questions « Quiz libre » may pose to a learner, and what to read about each objective.

A question that counts in a grade is posed here only to a learner who has finished it: its answer
would be known before its time. A private one never is, nor one that a person has to mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from grader.content.model import Lesson, Module
from grader.exercises.model import Exercise, Response
from grader.quiz.attempts import DONE
from grader.quiz.draw import drawn_order
from grader.quiz.model import Item
from grader.quiz.registry import TYPES
from grader.services.lessons import lesson_address, module_address
from grader.services.questions import states_shown
from grader.services.responses import as_event, event_ids
from grader.services.sessions.rules import graded_items, standing
from grader.services.workshop import Workshop, seed_of
from grader.typography import french


def usable_items(
    workshop: Workshop, learner_id: str, names: Collection[str] | None = None
) -> dict[str, Item]:
    """Give the items that may be posed to a learner now, by id, in the order of the courses.

    Args:
        workshop: stores and course.
        learner_id: to whom.
        names: look at these items alone; at all of them when not given.
    """
    found: dict[str, Item] = {}
    holders: dict[str, list[Exercise]] = {}
    for module in workshop.course.modules.values():
        for exercise in module.exercises.values():
            for item in exercise.items:
                holders.setdefault(item.id, []).append(exercise)
        # Those of a private bank are in its exercises alone, and in no module's items.
        for item in module.items.values():
            if (names is None or item.id in names) and TYPES[item.type].review is None:
                found[item.id] = item
    # An answer marked here would tell what an exam keeps for later.
    for slug in standing(workshop, learner_id).sealed() & workshop.course.modules.keys():
        for name in graded_items(workshop.course.modules[slug]):
            found.pop(name, None)
    graded = {e.id: e for name in found for e in holders.get(name, ())}
    finished = _finished(workshop, learner_id, list(graded.values()))
    return {
        name: item
        for name, item in found.items()
        if all(name in finished[exercise.id] for exercise in holders.get(name, ()))
    }


def _finished(
    workshop: Workshop, learner_id: str, exercises: Sequence[Exercise]
) -> dict[str, frozenset[str]]:
    """Give the items that a learner has finished in graded exercises, by exercise."""
    if not exercises:
        return {}
    ids = sorted({name for exercise in exercises for name in event_ids(exercise)})
    stored = workshop.events.of(learner_id, ids)
    finished = {}
    for exercise in exercises:
        own = {event.id: event for name in event_ids(exercise) for event in stored[name]}
        events = tuple(as_event(own[number]) for number in sorted(own))
        response = Response(exercise.id, seed=seed_of(learner_id), events=events)
        states = states_shown(exercise, response)
        finished[exercise.id] = frozenset(
            name for name, state in states.items() if state.state == DONE
        )
    return finished


def draw_items(pool: Sequence[Item], seed: int, number: int, count: int) -> tuple[str, ...]:
    """Draw items, spread over objectives: no objective comes a second time before each came once.

    Args:
        pool: what may be drawn.
        seed: the learner's seed.
        number: of the draw; another number is another draw.
        count: how many, at most.
    """
    by_objective: dict[str, list[str]] = {}
    for item in pool:
        by_objective.setdefault(item.objective, []).append(item.id)
    order = drawn_order(by_objective, seed, f"libre/{number}/objectifs")
    queues = [list(drawn_order(by_objective[o], seed, f"libre/{number}")) for o in order]
    drawn: list[str] = []
    while any(queues) and len(drawn) < count:
        for queue in queues:
            if queue and len(drawn) < count:
                drawn.append(queue.pop(0))
    return tuple(drawn)


def module_of(workshop: Workshop, objective: str) -> Module | None:
    """Find the module of an objective; None when there is none any more."""
    modules = workshop.course.modules.values()
    return next((module for module in modules if objective in module.objectives), None)


def what_to_read(workshop: Workshop, module: Module, objective: str) -> tuple[str, str]:
    """Give the title and address of the lesson that teaches an objective, else of the module.

    The lesson is the one whose own questions serve the objective most often.
    """
    served = Counter(
        {lesson.id: _questions_on(module, lesson, objective) for lesson in module.lessons}
    )
    lesson = max(module.lessons, key=lambda one: served[one.id], default=None)
    if lesson is None or not served[lesson.id]:
        return french(module.title), module_address(workshop, module)
    return french(lesson.title), lesson_address(workshop, lesson)


def _questions_on(module: Module, lesson: Lesson, objective: str) -> int:
    posed = [module.items[part.ref] for part in lesson.parts if part.kind == "question"]
    return sum(1 for item in posed if item.objective == objective)

"""« Test de positionnement » : where a learner stands before she begins, in twelve minutes.

The server alone chooses the question; nothing of what is right is told before the end, nor at the
end: the questions wait for her in the lessons. A lesson that may be passed over is never hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from grader.errors import RefusedError
from grader.learning.bank import questions_of
from grader.learning.mastery import Question
from grader.learning.positioning import TIME, Position, Verdict, may_begin, position
from grader.progress.database import now
from grader.quiz.draw import cover
from grader.quiz.model import Item
from grader.quiz.score import accept
from grader.services.dates import day
from grader.services.free_pool import usable_items
from grader.services.learning.placement_store import (
    ANSWER,
    END,
    SKIP,
    PlacementTest,
    begin_test,
    placements_of,
    record,
)
from grader.services.learning.placement_views import (
    objectives_of,
    placement_view,
    shown_name,
)
from grader.services.turns import in_turn
from grader.services.workshop import Workshop, seed_of
from grader.wire.learning import PlacementView

#: Address and title of the page.
PLACEMENT = "positionnement"
PLACEMENT_TITLE = "Test de positionnement"


def placement(workshop: Workshop, learner_id: str) -> PlacementView:
    """Give the page: what may be chosen, the test under way, or the result of the last one.

    Args:
        workshop: stores and course.
        learner_id: for whom.
    """
    tests = placements_of(workshop, learner_id)
    here = _standing(workshop, learner_id, tests[-1]) if tests else None
    return placement_view(workshop, learner_id, tests, here, _again(tests))


@in_turn
def begin(workshop: Workshop, learner_id: str, modules: Sequence[str]) -> PlacementView:
    """Begin a test.

    Args:
        workshop: stores and course.
        learner_id: for whom.
        modules: slugs that it bears on; all when empty.

    Raises:
        RefusedError: a module does not exist, a test is under way, or the last is too recent.
    """
    known = workshop.course.modules
    chosen = tuple(name for name in known if not modules or name in modules)
    if not set(modules) <= known.keys() or not chosen:
        raise RefusedError(
            "unknown-choice",
            "Ce module n'existe pas ou n'existe plus.",
            "Rechargez la page, puis choisissez de nouveau.",
        )
    tests = placements_of(workshop, learner_id)
    if tests and _standing(workshop, learner_id, tests[-1]).next is not None:
        raise RefusedError(
            "test-under-way",
            "Un test est déjà en cours.",
            "Rechargez la page pour le reprendre où vous en étiez.",
        )
    if again := _again(tests):
        raise RefusedError(
            "too-soon",
            "Vous avez passé ce test il y a moins d'une semaine.",
            f"Vous pourrez le repasser à partir du {again}.",
        )
    if not _bank(workshop, learner_id, chosen):
        raise RefusedError(
            "nothing-to-ask",
            "Il n'y a pas de question pour ce choix.",
            "Choisissez un autre module.",
        )
    begin_test(workshop, learner_id, tests[-1].number + 1 if tests else 1, chosen)
    return placement(workshop, learner_id)


@in_turn
def answer(
    workshop: Workshop, learner_id: str, number: int, item_id: str, chosen: Sequence[str]
) -> PlacementView:
    """Record an answer, and give the next question: it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: whose answer.
        number: of the test.
        item_id: to which item.
        chosen: strings, in the letters that she was shown.

    Raises:
        RefusedError: it is not the question of her test, or the answer is malformed.
    """
    item = _asked(workshop, learner_id, number, item_id)
    drawn = cover(item, seed_of(shown_name(learner_id, number)))
    given = accept(item, drawn.source(tuple(chosen)))
    return _taken(workshop, learner_id, number, ANSWER, item=item.id, chosen=list(given))


@in_turn
def skip(workshop: Workshop, learner_id: str, number: int, item_id: str) -> PlacementView:
    """Record that she does not know, and give the next question.

    Raises:
        RefusedError: it is not the question of her test.
    """
    item = _asked(workshop, learner_id, number, item_id)
    return _taken(workshop, learner_id, number, SKIP, item=item.id)


@in_turn
def finish(workshop: Workshop, learner_id: str, number: int) -> PlacementView:
    """End a test where it is: what was not asked stays unsure.

    Raises:
        RefusedError: that test is not under way.
    """
    _under_way(workshop, learner_id, number)
    return _taken(workshop, learner_id, number, END)


def _taken(
    workshop: Workshop, learner_id: str, number: int, kind: str, **data: object
) -> PlacementView:
    record(workshop, learner_id, number, kind, **data)
    if kind != END:
        test = placements_of(workshop, learner_id)[-1]
        if _standing(workshop, learner_id, test).next is None:
            # Said once and for all: a question written later does not open it again.
            record(workshop, learner_id, number, END)
    return placement(workshop, learner_id)


def _asked(workshop: Workshop, learner_id: str, number: int, item_id: str) -> Item:
    here = _under_way(workshop, learner_id, number)
    if here.next is None or here.next.id != item_id:
        raise RefusedError(
            "not-this-question",
            "Cette question n'est plus celle de votre test.",
            "Rechargez la page pour reprendre le test où vous en étiez.",
        )
    return usable_items(workshop, learner_id, [item_id])[item_id]


def _under_way(workshop: Workshop, learner_id: str, number: int) -> Position:
    tests = placements_of(workshop, learner_id)
    if tests and tests[-1].number == number and tests[-1].ended_at is None:
        return _standing(workshop, learner_id, tests[-1])
    raise RefusedError(
        "test-ended", "Ce test est terminé.", "Rechargez la page pour voir son résultat."
    )


def _bank(workshop: Workshop, learner_id: str, modules: Sequence[str]) -> list[Question]:
    wanted = {name for slug in modules for name in workshop.course.modules[slug].items}
    usable = usable_items(workshop, learner_id, wanted)
    return [one for one in questions_of(workshop.course) if one.id in usable]


def _standing(workshop: Workshop, learner_id: str, test: PlacementTest) -> Position:
    """Work out where a test stands: over as soon as it was said to be."""
    known = [slug for slug in test.modules if slug in workshop.course.modules]
    bank = _bank(workshop, learner_id, known)
    items = {one.id: item for one in bank if (item := _item(workshop, one.id))}
    # No time is left to who ended it herself.
    time = 0.0 if test.ended_at else float(TIME)
    seed = seed_of(f"{learner_id}/positionnement/{test.number}")
    return position(bank, test.answered(items), seed=seed, time=time)


def _item(workshop: Workshop, name: str) -> Item | None:
    modules = workshop.course.modules.values()
    return next((m.items[name] for m in modules if name in m.items), None)


def _again(tests: Sequence[PlacementTest]) -> str:
    """Say from which day a test may be taken again, or "" for now."""
    ended: datetime | None = tests[-1].ended_at if tests else None
    moment = may_begin(ended, now())
    return day(moment) if moment else ""


def skippable(workshop: Workshop, learner_id: str) -> frozenset[str]:
    """Give the ids of the lessons that her last test lets a learner pass over.

    Args:
        workshop: stores and course.
        learner_id: whose test.
    """
    tests = placements_of(workshop, learner_id)
    ended = [test for test in tests if test.ended_at is not None]
    if not ended:
        return frozenset()
    verdicts = _standing(workshop, learner_id, ended[-1]).verdicts
    return frozenset(
        lesson.id
        for module in workshop.course.modules.values()
        for lesson in module.lessons
        if (served := objectives_of(module, lesson) & verdicts.keys())
        and all(verdicts[name] is Verdict.MASTERED for name in served)
    )

"""The draw of a quiz from a bank: which items a learner is asked, and in what order.

It depends on the seed and the events of her response alone, so page, command line and
gradebook see the same one. Each item has a rank of its own (``quiz.draw.drawn_order``): an item
that joins the bank displaces one that she has not touched, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from grader.errors import ContentError
from grader.exercises.kind import Surroundings
from grader.exercises.model import Exercise, Response
from grader.quiz.attempts import ANSWER
from grader.quiz.draw import drawn_order
from grader.quiz.fields import expect_keys, flag, text, texts
from grader.quiz.model import Item

DRAW = "draw"
SHUFFLE = "shuffle"
_GROUP_KEYS = frozenset({"count", "objective", "level", "items", "private"})
_NAME = "Un groupe de questions à tirer"


@dataclass(frozen=True)
class Group:
    """So many items to draw among some.

    Attributes:
        count: how many.
        pool: ids of the items, in the order of the source.
    """

    count: int
    pool: tuple[str, ...]


def asked(exercise: Exercise, response: Response) -> tuple[Item, ...]:
    """Give the items that an exercise asks of a learner, in her order.

    An item that she has touched stays hers for as long as the bank holds it.

    Args:
        exercise: with every item that it may ask.
        response: gives her seed, and what she touched.
    """
    groups: Sequence[Group] = exercise.settings.get(DRAW, ())
    if not groups and not exercise.settings.get(SHUFFLE):
        return exercise.items
    items = {item.id: item for item in exercise.items}
    pooled = {name for group in groups for name in group.pool}
    names = [name for name in items if name not in pooled]
    for group in groups:
        chosen = _drawn(group, exercise.id, response)
        names += [name for name in group.pool if name in chosen]
    if exercise.settings.get(SHUFFLE):
        names = list(drawn_order(names, response.seed, f"{exercise.id} order"))
    return tuple(items[name] for name in names)


def _drawn(group: Group, about: str, response: Response) -> frozenset[str]:
    touched = {str(e.data.get("item", "")) for e in response.events}
    answered = {str(e.data.get("item", "")) for e in response.events if e.kind == ANSWER}
    ranked = drawn_order(group.pool, response.seed, about)
    # A stable sort: within each class, the order drawn.
    first = sorted(ranked, key=lambda name: (name not in answered, name not in touched))
    return frozenset(first[: group.count])


def read_groups(
    raw: Mapping[str, Any], where: str, around: Surroundings, fixed: Sequence[str]
) -> tuple[tuple[Group, ...], tuple[Item, ...]]:
    """Read the ``draw`` of a declared quiz.

    An item belongs to one group alone, so groups never draw the same one: to the group that
    names it, else to the one that asks the most of it. Groups that ask the same are one: so a
    quiz that draws from the module and from the private bank still stands without the bank.

    Args:
        raw: the declaration of the quiz.
        where: ``file:line``.
        around: the items of the module, and those of the private bank.
        fixed: ids that the quiz asks of everybody.

    Returns:
        The groups, and every item that they may draw.

    Raises:
        ContentError: a group is ill-formed, or has too few items to draw from.
    """
    declared = raw.get(DRAW, [])
    if not isinstance(declared, list):
        raise _bad(where, f"La valeur de « {DRAW} » doit être une liste de groupes.")
    counts: dict[_Wish, int] = {}
    for one in declared:
        expect_keys(one, _GROUP_KEYS, where, _NAME)
        wish = _wish(one, where, around)
        counts[wish] = counts.get(wish, 0) + _count(one, where)
    taken = set(fixed) | around.elsewhere
    pools: dict[_Wish, dict[str, Item]] = {}
    for wish in sorted(counts, key=_Wish.claim):
        pools[wish] = _pool(wish, where, around, taken)
        taken |= pools[wish].keys()
    for wish, count in counts.items():
        if len(pools[wish]) < count:
            raise ContentError(
                where,
                "draw-too-large",
                f"Nombre de questions à tirer : {count}. Nombre de celles qui peuvent l'être : "
                f"{len(pools[wish])}.",
                "Diminuez « count », ou ajoutez des questions : celles que pose une leçon, un "
                "autre exercice ou un groupe plus précis ne se tirent pas.",
            )
    groups = tuple(Group(count, tuple(pools[wish])) for wish, count in counts.items())
    return groups, tuple(item for wish in counts for item in pools[wish].values())


class _Wish(NamedTuple):
    """What a group asks of its items.

    Attributes:
        names: their ids, or () when they are told by what follows.
        objective: id, or "" for any.
        level: 1 to 3, or 0 for any.
        private: they are in the mounted bank.
    """

    names: tuple[str, ...]
    objective: str
    level: int
    private: bool

    def claim(self) -> int:
        """Rank groups: the one that asks the most of an item comes first."""
        return -3 if self.names else -bool(self.objective) - bool(self.level)


def _wish(raw: Mapping[str, Any], where: str, around: Surroundings) -> _Wish:
    level = raw.get("level", 0)
    if isinstance(level, bool) or level not in (0, 1, 2, 3):
        raise _bad(where, f"{_NAME} : le niveau (level) vaut 1, 2 ou 3.")
    names = texts(raw, "items", where)
    if names and raw.keys() & {"objective", "level", "private"}:
        raise _bad(
            where,
            f"{_NAME} est donné par ses questions (items), ou par objectif et niveau, jamais les "
            "deux.",
        )
    # Without a mounted bank, the module's own items stand in for it.
    private = flag(raw, "private", where, _NAME) and bool(around.bank)
    return _Wish(names, text(raw, "objective", where, optional=True), level, private)


def _count(raw: Mapping[str, Any], where: str) -> int:
    count = raw.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise _bad(where, f"{_NAME} dit combien en tirer (count), au moins 1.")
    return count


def _pool(wish: _Wish, where: str, around: Surroundings, taken: Set[str]) -> dict[str, Item]:
    for name in wish.names:
        if name not in around.items:
            raise ContentError(
                where,
                "unknown-item",
                f"La question « {name} » n'existe pas dans quiz.yml.",
                "Corrigez l'identifiant, ou ajoutez la question.",
            )
        if name in taken:
            raise ContentError(
                where,
                "item-twice",
                f"La question « {name} » est déjà posée ailleurs : elle ne se tire pas.",
                "Retirez-la de ce groupe, ou de la leçon, de l'exercice ou du groupe qui la pose.",
            )
    if wish.names:
        return {name: around.items[name] for name in wish.names}
    return {
        item.id: item
        for item in (around.bank if wish.private else around.items).values()
        if item.id not in taken
        and wish.objective in ("", item.objective)
        and wish.level in (0, item.level)
    }


def _bad(where: str, message: str) -> ContentError:
    return ContentError(
        where, "bad-draw", message, "Écrivez par exemple « - {count: 2, objective: prep-o1} »."
    )

"""What a learner does in « Quiz libre », and courses changed for one test."""

from __future__ import annotations

import dataclasses

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.quiz.draw import cover
from grader.quiz.score import accept, expected, score
from grader.services import free_quiz
from grader.services.free_draws import find_draw
from grader.services.free_views import draw_seed
from grader.services.workshop import seed_of


def draw(workshop, learner, count=0, modules=(), objectives=()):
    return free_quiz.begin(workshop, learner, modules, objectives, count)


def refused(code, act, *arguments):
    with pytest.raises(RefusedError) as refusal:
        act(*arguments)
    assert refusal.value.code == code
    assert refusal.value.message
    return refusal.value


def item_of(workshop, name):
    return next(m.items[name] for m in workshop.course.modules.values() if name in m.items)


def names(drawn):
    return [mark.id for mark in drawn.marks]


def shown(workshop, learner, name):
    """The right answer to a question of an exercise, as its own page shows it."""
    item = item_of(workshop, name)
    return cover(item, seed_of(learner)).shown(expected(item))


def letters(workshop, learner, number, name, own):
    """Give an answer as she would: in the letters that this draw shows her."""
    seed = draw_seed(learner, find_draw(workshop, learner, number))
    return list(cover(item_of(workshop, name), seed).shown(tuple(own)))


def right(workshop, learner, number, name):
    own = expected(item_of(workshop, name))
    given = letters(workshop, learner, number, name, own)
    return free_quiz.answer(workshop, learner, number, name, given)


def wrong(workshop, learner, number, name):
    item = item_of(workshop, name)
    own = next(one for one in guesses(item) if wholly_wrong(item, one))
    given = letters(workshop, learner, number, name, own)
    return free_quiz.answer(workshop, learner, number, name, given)


def guesses(item):
    """Answers of every shape, most of them wrong, some of them malformed."""
    good = expected(item)
    yield tuple(reversed(good))
    yield from ((letter,) for letter in "abcdefgh")
    yield from (("true", letter) for letter in "abcd")
    yield from (("false", letter) for letter in "abcd")
    entries, targets = zip(*(pair.partition("=")[::2] for pair in good), strict=True)
    for turn in range(1, len(targets)):
        yield tuple(map("=".join, zip(entries, targets[turn:] + targets[:turn], strict=True)))
    yield ("123456789", *good[1:])
    yield from ((text,) for text in ("Rien de tel", "0-0"))


def wholly_wrong(item, given):
    try:
        accept(item, given)
    except OuvroirError:
        return False
    return score(item, given).share == 0


def with_items(workshop, *items, slug="ouvrir"):
    """The same workshop, with items that nothing poses yet in one module."""
    own = workshop.course.modules[slug].items
    return with_module(workshop, slug, items={**own, **{item.id: item for item in items}})


def with_module(workshop, slug="ouvrir", **changes):
    modules = dict(workshop.course.modules)
    modules[slug] = dataclasses.replace(modules[slug], **changes)
    course = dataclasses.replace(workshop.course, modules=modules)
    return dataclasses.replace(workshop, course=course)


def copies(item, count):
    """As many items like one, under names of their own."""
    return [dataclasses.replace(item, id=f"{item.id}-copie-{number}") for number in range(count)]

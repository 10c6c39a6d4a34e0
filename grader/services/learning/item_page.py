"""The trainer's page on questions: what to look at first, then each module's figure and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.content.model import Module
from grader.content.prose import inline_html
from grader.services.learning.item_drawing import Scatter, scatter
from grader.services.learning.item_figures import Measured, to_review
from grader.services.learning.item_words import (
    duration,
    entry_html,
    in_short,
    left_out,
    reasons,
    sentence,
    share,
    signed,
)
from grader.typography import french, number, plural


@dataclass(frozen=True)
class ChoiceLine:
    """An answer that may be chosen: letter, text, whether it is right, who chose it."""

    letter: str
    text_html: str
    right: bool
    share: str


@dataclass(frozen=True)
class ItemLine:
    """A question of which enough is known.

    Attributes:
        number: in its module's figure and table.
        id: in ``quiz.yml``.
        module: title of its module.
        stem_html: what is asked.
        answers, difficulty, discrimination, seconds, hinted, reports: as they are shown.
        expected: time that it should take.
        choices: what was chosen; empty for a type without letters.
        reasons: why it should be looked at; empty for a good one.
        short: the same in a few words.
    """

    number: int
    id: str
    module: str
    stem_html: str
    answers: str
    difficulty: str
    discrimination: str
    seconds: str
    expected: str
    hinted: str
    reports: str
    choices: tuple[ChoiceLine, ...]
    reasons: tuple[str, ...]
    short: str


@dataclass(frozen=True)
class ModulePart:
    """A module of which at least a question is known.

    Attributes:
        slug: names its titles in the page.
        title: of the module.
        sentence: how many of its questions are known, and to look at.
        figure: difficulty against discrimination, or None where it would hold no point.
        lines: its questions, in order.
    """

    slug: str
    title: str
    sentence: str
    figure: Scatter | None
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class ItemsPage:
    """The page.

    Attributes:
        sentence: « 3 questions à revoir sur 41. »
        few: how many have too few answers, or "".
        review: those to look at, the worst first.
        modules: those of which something is known.
        unknown: titles of the others.
    """

    sentence: str
    few: str
    review: tuple[ItemLine, ...]
    modules: tuple[ModulePart, ...]
    unknown: tuple[str, ...]


def items_page(measured: Sequence[Measured]) -> ItemsPage:
    """Tell the figures of questions to a trainer.

    Args:
        measured: as ``item_figures.measure`` gives them.
    """
    by_module: dict[str, list[Measured]] = {}
    for one in measured:
        by_module.setdefault(one.module.slug, []).append(one)
    lines = {
        one.item.id: _line(one, place)
        for group in by_module.values()
        for place, one in enumerate((one for one in group if one.found), start=1)
    }
    modules = {slug: group[0].module for slug, group in by_module.items()}
    known = {slug: [one for one in group if one.found] for slug, group in by_module.items()}
    return ItemsPage(
        sentence=sentence(measured),
        few=left_out(measured),
        review=tuple(lines[one.item.id] for one in to_review(measured)),
        modules=tuple(
            _part(modules[slug], by_module[slug], found, lines)
            for slug, found in known.items()
            if found
        ),
        unknown=tuple(french(modules[slug].title) for slug, found in known.items() if not found),
    )


def _part(
    module: Module,
    every: Sequence[Measured],
    known: Sequence[Measured],
    lines: dict[str, ItemLine],
) -> ModulePart:
    bad = sum(bool(one.faults) for one in known)
    few = len(every) - len(known)
    told = f"{plural(len(known), 'question mesurée', 'questions mesurées')}, {bad} à revoir"
    told += f" ; {few} avec trop peu de réponses." if few else "."
    return ModulePart(
        slug=module.slug,
        title=french(module.title),
        sentence=french(told),
        figure=scatter(known, [lines[one.item.id].number for one in known]),
        lines=tuple(lines[one.item.id] for one in known),
    )


def _line(one: Measured, place: int) -> ItemLine:
    found = one.found
    if found is None:
        raise ValueError("nothing is shown of a question with too few answers")
    return ItemLine(
        number=place,
        id=one.item.id,
        module=french(one.module.title),
        stem_html=inline_html(one.item.question),
        answers=number(found.answers),
        difficulty=share(found.difficulty),
        discrimination=signed(found.discrimination),
        seconds=duration(found.seconds),
        expected=duration(one.expected.seconds),
        hinted=share(found.hinted),
        reports=number(found.reports),
        choices=tuple(
            ChoiceLine(
                letter=entry.id,
                text_html=entry_html(entry),
                right=entry.id in one.expected.right,
                share=share(found.chosen[entry.id]),
            )
            for entry in one.entries
        ),
        reasons=reasons(one),
        short=in_short(one),
    )

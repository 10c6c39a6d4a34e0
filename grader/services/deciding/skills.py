"""The self-assessment of who leads workshops: a radar, its table, and what to learn next."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.competences import LEVELS, Skill, check_levels, competences
from grader.services.deciding.fields import Arguments, first, read_whole
from grader.services.obligations.figures import FigureError
from grader.services.obligations.form_view import Option
from grader.typography import french

#: Side of the drawing and length of an axis, in units of the drawing.
SIDE, AXIS = 400, 150
_MISSING = "Choisissez une des quatre phrases."


@dataclass(frozen=True)
class Asked:
    """A skill as the page asks it."""

    skill: Skill
    options: tuple[Option, ...]
    error: str


@dataclass(frozen=True)
class Spoke:
    """An axis of the radar, and a row of its table.

    Attributes:
        number: from 1, written at the end of the axis.
        skill: which.
        level: reached, from 1.
        told: that level in words.
        seen: what a witness sees.
        end, point, label: places on the drawing: the axis's end, the level, the number.
        lesson: address of what to learn next, below the site's; empty where it is not installed.
    """

    number: int
    skill: Skill
    level: int
    told: str
    seen: str
    end: tuple[float, float]
    point: tuple[float, float]
    label: tuple[float, float]
    lesson: str


@dataclass(frozen=True)
class Radar:
    """The result.

    Attributes:
        spokes: skill by skill.
        rings: the polygon of each level, as SVG writes points.
        area: the polygon of what was reached.
        weakest: titles of the skills at the lowest level that was reached.
        side: of the drawing.
    """

    spokes: tuple[Spoke, ...]
    rings: tuple[str, ...]
    area: str
    weakest: tuple[Spoke, ...]
    side: int = SIDE


@dataclass(frozen=True)
class SkillsView:
    """All that the page shows.

    Attributes:
        title, intro: of the page.
        asked: skill by skill.
        radar: None until all was answered.
        errors: (field, sentence) in the order of the page.
        query: the address's query that says the same again.
    """

    title: str
    intro: str
    asked: tuple[Asked, ...]
    radar: Radar | None
    errors: tuple[tuple[str, str], ...]
    query: str


def skills_of(arguments: Arguments, lessons: Collection[str]) -> SkillsView:
    """Give the page of the self-assessment.

    Args:
        arguments: values by name.
        lessons: « module/lesson » of those that are installed.
    """
    known = competences()
    started = any(one.id in arguments for one in known.skills)
    errors: dict[str, str] = {}
    reached: dict[str, int] = {}
    for one in known.skills:
        text = first(arguments, one.id)
        try:
            if text:
                reached[one.id] = read_whole(text)
            elif started:
                errors[one.id] = _MISSING
        except FigureError:
            errors[one.id] = _MISSING
    try:
        check_levels(reached)
    except BadChoicesError as error:
        errors |= error.fields
    ready = started and not errors
    return SkillsView(
        title=known.title,
        intro=known.intro,
        asked=tuple(
            Asked(
                one,
                tuple(
                    Option(str(level), text, checked=reached.get(one.id) == level)
                    for level, text in enumerate(one.levels, 1)
                ),
                french(errors.get(one.id, "")),
            )
            for one in known.skills
        ),
        radar=_radar(reached, lessons) if ready else None,
        errors=tuple(
            (one.id, french(f"{one.title} : {errors[one.id][:1].lower()}{errors[one.id][1:]}"))
            for one in known.skills
            if one.id in errors
        ),
        query=urlencode([(one.id, str(reached[one.id])) for one in known.skills]) if ready else "",
    )


def _radar(reached: dict[str, int], lessons: Collection[str]) -> Radar:
    known = competences()
    count = len(known.skills)

    def place(index: int, length: float) -> tuple[float, float]:
        """Turn clockwise from the top."""
        angle = 2 * math.pi * index / count
        middle = SIDE / 2
        return (
            round(middle + length * math.sin(angle), 1),
            round(middle - length * math.cos(angle), 1),
        )

    def polygon(lengths: list[float]) -> str:
        places = (place(index, length) for index, length in enumerate(lengths))
        return " ".join(f"{x},{y}" for x, y in places)

    spokes = tuple(
        Spoke(
            number=index + 1,
            skill=one,
            level=reached[one.id],
            told=known.levels[reached[one.id] - 1],
            seen=one.levels[reached[one.id] - 1],
            end=place(index, AXIS),
            point=place(index, AXIS * reached[one.id] / LEVELS),
            label=place(index, AXIS + 22),
            lesson=f"lecon/{one.lesson}" if one.lesson in lessons else "",
        )
        for index, one in enumerate(known.skills)
    )
    lowest = min(one.level for one in spokes)
    return Radar(
        spokes=spokes,
        rings=tuple(polygon([AXIS * level / LEVELS] * count) for level in range(1, LEVELS + 1)),
        area=polygon([AXIS * one.level / LEVELS for one in spokes]),
        weakest=tuple(one for one in spokes if one.level == lowest and lowest < LEVELS),
    )

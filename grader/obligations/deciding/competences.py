"""What who leads workshops is able to do: eight skills, four levels that a witness sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grader.obligations.deciding.choices import refuse_if_wrong
from grader.obligations.deciding.reading import declarations, read_data, sentences, whole
from grader.obligations.reading import Fields, refused

_FILE = "competences.yml"
LEVELS = 4


@dataclass(frozen=True)
class Skill:
    """A skill.

    Attributes:
        id: stable identifier, and name of its field.
        title: what it is.
        question: what is asked.
        levels: what a witness sees, from the first level to the last.
        lesson: « module/lesson » where it is learnt.
    """

    id: str
    title: str
    question: str
    levels: tuple[str, ...]
    lesson: str


@dataclass(frozen=True)
class Skills:
    """The whole self-assessment.

    Attributes:
        title, intro: of the page.
        levels: names of the levels, from the first to the last.
        skills: in order.
    """

    title: str
    intro: str
    levels: tuple[str, ...]
    skills: tuple[Skill, ...]


@cache
def competences() -> Skills:
    """Read the self-assessment.

    Raises:
        ContentError: ``competences.yml`` is wrong.
    """
    fields = Fields(read_data(_FILE), _FILE)
    levels = []
    for number, one in enumerate(declarations(fields.any("levels"), _FILE), 1):
        if whole(one, "number", 1, LEVELS) != number:
            raise refused(_FILE, "bad-number", "Les degrés se suivent, à partir de 1.")
        levels.append(one.text("title"))
        one.done()
    if len(levels) != LEVELS:
        raise refused(_FILE, "bad-number", f"On attend {LEVELS} degrés.")
    found = Skills(
        title=fields.text("title"),
        intro=fields.text("intro"),
        levels=tuple(levels),
        skills=tuple(_skill(one) for one in declarations(fields.any("skills"), _FILE)),
    )
    fields.done()
    return found


def check_levels(reached: Mapping[str, int]) -> None:
    """Refuse a skill that is unknown, or a level that is not one.

    Args:
        reached: level by skill, from 1.

    Raises:
        BadChoicesError: with a sentence by skill.
    """
    known = {one.id for one in competences().skills}
    refuse_if_wrong(
        {
            name: "Cette compétence est inconnue."
            if name not in known
            else f"Un degré va de 1 à {LEVELS}."
            for name, level in reached.items()
            if name not in known or not 1 <= level <= LEVELS
        }
    )


def _skill(fields: Fields) -> Skill:
    name = fields.text("id")
    fields.where = f"{_FILE}:{name}"
    levels = sentences(fields, "levels")
    if len(levels) != LEVELS:
        raise refused(fields.where, "bad-number", f"On attend {LEVELS} degrés.")
    to_learn = Fields(fields.any("next"), fields.where)
    skill = Skill(
        id=name,
        title=fields.text("title"),
        question=fields.text("question"),
        levels=levels,
        lesson=f"{to_learn.text('module')}/{to_learn.text('lesson')}",
    )
    to_learn.done()
    fields.done()
    return skill

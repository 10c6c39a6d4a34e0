"""« Avant, après » of the group, for the trainer: means over several people, and nobody's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from grader.learning.gains import LEAST_PEOPLE, Gain, group_gains, own_gains
from grader.progress.answers_given import AnswersGiven
from grader.services.learning.placement_store import placements_of
from grader.services.learning.placement_views import believed
from grader.services.workshop import Workshop
from grader.typography import french, number, plural

#: Where the second test of anybody is first written: who has nothing there took one at most.
_SECOND = "positionnement/tests/2"


@dataclass(frozen=True)
class GroupLine:
    """An objective that several people were asked about twice.

    Attributes:
        objective: in French.
        module: title of its module.
        before, after: mean probability that it is mastered, 0 to 100.
        people: « 12 ».
        gain: part of what could still be learnt that was, « 40 % », or « presque tout acquis ».
    """

    objective: str
    module: str
    before: int
    after: int
    people: str
    gain: str


@dataclass(frozen=True)
class GroupView:
    """The group's gains.

    Attributes:
        sentence: how many objectives rose, or why nothing is shown.
        lines: in the order of the course; empty under ``LEAST_PEOPLE`` people.
    """

    sentence: str
    lines: tuple[GroupLine, ...]


def group_gains_view(workshop: Workshop, among: Collection[str] | None = None) -> GroupView:
    """Compare the first and last positioning tests of all who took two.

    Args:
        workshop: stores and course.
        among: ids of the learners who count; None for everybody.
    """
    people = []
    for learner_id in AnswersGiven(workshop.database).placed_in(_SECOND):
        if among is not None and learner_id not in among:
            continue
        ended = [one for one in placements_of(workshop, learner_id) if one.ended_at is not None]
        if len(ended) > 1:
            before, after = (believed(workshop, test) for test in (ended[0], ended[-1]))
            people.append(own_gains(before, after))
    found = {gain.objective: gain for gain in group_gains(people)}
    lines = tuple(
        _line(text, module.title, found[name])
        for module in workshop.course.modules.values()
        for name, text in module.objectives.items()
        if name in found
    )
    return GroupView(french(_sentence(lines)), lines)


def _line(text: str, module: str, gain: Gain) -> GroupLine:
    learnt = gain.normalised
    return GroupLine(
        objective=french(text),
        module=french(module),
        before=round(100 * gain.before),
        after=round(100 * gain.after),
        people=number(gain.people),
        gain="presque tout était acquis" if learnt is None else _share(learnt),
    )


def _share(value: float) -> str:
    written = french(f"{abs(round(100 * value))} %")
    return f"−{written}" if round(100 * value) < 0 else written


def _sentence(lines: tuple[GroupLine, ...]) -> str:
    if not lines:
        return (
            f"Rien n'est montré tant que {LEAST_PEOPLE} personnes au moins n'ont pas passé deux "
            "fois le test de positionnement sur un même objectif."
        )
    better = sum(line.after > line.before for line in lines)
    verb = "a progressé" if better < 2 else "ont progressé"
    return (
        f"{plural(better, 'objectif')} sur {len(lines)} {verb} entre le premier test de "
        "positionnement et le dernier."
    )

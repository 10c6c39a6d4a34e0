"""Where a learner's file stands, as the pages of the modules on its road tell it."""

from __future__ import annotations

from grader.content.model import Module
from grader.exercises.model import ANONYMISE, PUBLISH
from grader.services.bench_desk import VALIDATOR
from grader.services.road.gather import road_of
from grader.services.road.journeys import OWN_FILE
from grader.services.road.records import ROAD
from grader.services.workshop import Workshop
from grader.wire.road import RoadLine, RoadStep


def road_line(workshop: Workshop, learner_id: str, module: Module) -> RoadLine | None:
    """Tell the road of her file; None before she has one, and in a module that it does not cross.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        module: whose page it is told on.
    """
    kinds = {one.kind for one in module.exercises.values()}
    if kinds.isdisjoint({OWN_FILE, ANONYMISE, PUBLISH}):
        return None
    if not _has_dropped(workshop, learner_id):
        return None
    road = road_of(workshop, learner_id)
    if not road.file:
        return None
    return RoadLine(
        name=road.file_name,
        sentence=road.sentence,
        url=f"{workshop.address(ROAD)}?fichier={road.file}",
        steps=tuple(RoadStep(one.title, one.state, one.word) for one in road.stages),
    )


def _has_dropped(workshop: Workshop, learner_id: str) -> bool:
    """Tell by one question whether there may be a road: most pages of a module need no more."""
    exercises = (
        one for module in workshop.course.modules.values() for one in module.exercises.values()
    )
    subjects = [*(one.id for one in exercises if one.takes_file), VALIDATOR]
    return any(workshop.events.of(learner_id, subjects).values())

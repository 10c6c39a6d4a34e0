"""Where learners stand on the attestation of each path: the rule, and what is left to do.

A path is attested when each of its steps is done and each of its modules has 80 % of its points.
What is read is read for many learners at once: a trainer's room asks for all of hers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.content.path_model import PAGE, LearningPath
from grader.exercises.model import NEEDS_REVIEW
from grader.progress.attestations.work import Work, hand_ins_of, work_of
from grader.progress.hand_ins import QUEUED, HandIn
from grader.services.hand_in_rules import counting
from grader.services.lessons import module_address
from grader.services.paths import (
    DONE,
    NO_ANSWER,
    exercises_of,
    path_by_door,
    step_address,
    steps_left,
)
from grader.services.sessions.rules import standing
from grader.services.workshop import Workshop
from grader.typography import french, plural
from grader.wire import PathView
from grader.wire.attestations import AttestationLine

GOING_ON, NOT_OBTAINED, OBTAINED = "en cours", "non obtenue", "obtenue"
#: Status to the sign that goes with its words.
SIGNS: Mapping[str, str] = {GOING_ON: "started", NOT_OBTAINED: "failed", OBTAINED: "done"}
#: Share of its points that each module asks for.
LEAST = 0.8
#: Where a learner finds hers.
ATTESTATIONS = "attestations"


@dataclass(frozen=True)
class ModuleStanding:
    """A module of a path: its title, address, percent (None without a note) and what is told."""

    title: str
    url: str
    percent: int | None
    told: str
    reached: bool


@dataclass(frozen=True)
class StepLeft:
    """A step that is not done: title, address, and its state in words."""

    title: str
    url: str
    told: str


@dataclass(frozen=True)
class Standing:
    """Where a learner stands on a path: its modules, and the steps that she has not done."""

    path: LearningPath
    status: str
    modules: tuple[ModuleStanding, ...]
    left: tuple[StepLeft, ...]

    @property
    def sign(self) -> str:
        """Give the sign that goes with the status."""
        return SIGNS[self.status]


def standings(
    workshop: Workshop, learner_id: str, paths: Iterable[LearningPath] | None = None
) -> tuple[Standing, ...]:
    """Tell where a learner stands on paths.

    Args:
        workshop: stores and course.
        learner_id: whose.
        paths: which ones; None for all.
    """
    chosen = tuple(workshop.course.paths if paths is None else paths)
    work = _read(workshop, (learner_id,), chosen)[learner_id]
    sealed = _sealed(workshop, learner_id, work.hand_ins)
    return tuple(_standing(workshop, path, work, sealed) for path in chosen)


def standing_on(
    workshop: Workshop, learner_id: str, path: LearningPath, view: PathView
) -> Standing:
    """Tell where a learner stands on a path whose steps were just read: one query more.

    Args:
        workshop: stores and course.
        learner_id: whose.
        path: which one.
        view: hers of that path.
    """
    hand_ins = hand_ins_of(workshop.database, (learner_id,)).get(learner_id, {})
    sealed = _sealed(workshop, learner_id, hand_ins)
    lines = (line for part in view.parts for line in part.steps if line.state != DONE)
    left = tuple(StepLeft(line.title, line.url, line.state_label) for line in lines)
    mine = _modules(workshop, path, hand_ins, sealed)
    return Standing(path, status_of(mine, left), mine, left)


def statuses(
    workshop: Workshop, people: Mapping[str, LearningPath], sealed: Collection[str]
) -> dict[str, str]:
    """Tell the status of many learners, each on one path, in as many queries as of one.

    Args:
        workshop: stores and course.
        people: the path of each, by learner.
        sealed: modules whose points are not told yet.
    """
    found = _read(workshop, people, tuple({path.id: path for path in people.values()}.values()))
    return {
        one: _standing(workshop, path, found[one], sealed).status for one, path in people.items()
    }


def status_of(modules: Sequence[ModuleStanding], left: Sequence[Any]) -> str:
    """Apply the rule: « non obtenue » is for who has done all, without enough points."""
    if left or not modules or any(one.percent is None for one in modules):
        return GOING_ON
    return OBTAINED if all(one.reached for one in modules) else NOT_OBTAINED


def lines_of(workshop: Workshop, learner_id: str, module: str = "") -> tuple[AttestationLine, ...]:
    """Tell it as a page does: of the path that she chose, else of all that there are.

    Args:
        workshop: stores and course.
        learner_id: whose.
        module: of the page, which leaves out the paths without it; "" for all paths.
    """
    learner = workshop.learners.find(learner_id)
    paths = [one for one in workshop.course.paths if not module or module in modules_on(one)]
    chosen = path_by_door(workshop, learner.door) if learner else None
    if chosen in paths:
        paths = [one for one in paths if one is chosen]
    return tuple(line_of(workshop, one) for one in standings(workshop, learner_id, paths))


def line_of(workshop: Workshop, one: Standing) -> AttestationLine:
    """Tell one standing in a line."""
    missing = sum(not module.reached for module in one.modules)
    parts = [plural(len(one.left), "étape à finir", "étapes à finir")] if one.left else []
    if missing:
        parts.append(plural(missing, "module sous 80 % des points", "modules sous 80 % des points"))
    return AttestationLine(
        title=french(one.path.title),
        state=one.sign,
        label=one.status,
        left=french(f"Il reste {' et '.join(parts)}.") if parts else "",
        url=workshop.address(ATTESTATIONS),
    )


def modules_on(path: LearningPath) -> tuple[str, ...]:
    """Give the slugs of the modules that a path goes through, in order."""
    return tuple(
        dict.fromkeys(step.ref.partition("/")[0] for step in path.steps if step.kind != PAGE)
    )


def _read(
    workshop: Workshop, people: Collection[str], paths: Iterable[LearningPath]
) -> dict[str, Work]:
    ids = {
        name for path in paths for some in exercises_of(workshop, path).values() for name in some
    }
    return work_of(workshop.database, tuple(people), ids, NO_ANSWER)


def _standing(
    workshop: Workshop, path: LearningPath, work: Work, sealed: Collection[str]
) -> Standing:
    worked = frozenset(
        ref for ref, ids in exercises_of(workshop, path).items() if work.answered.intersection(ids)
    )
    left = tuple(
        StepLeft(step.title, step_address(workshop, step), told)
        for step, told in steps_left(path, work.visits, worked, profiled=work.profiled)
    )
    mine = _modules(workshop, path, work.hand_ins, sealed)
    return Standing(path, status_of(mine, left), mine, left)


def _modules(
    workshop: Workshop,
    path: LearningPath,
    hand_ins: Mapping[str, Sequence[HandIn]],
    sealed: Collection[str],
) -> tuple[ModuleStanding, ...]:
    return tuple(
        _module(workshop, name, hand_ins.get(name, ()), hidden=name in sealed)
        for name in modules_on(path)
        # Where nothing is graded, seeing it is enough.
        if workshop.course.modules[name].graded
    )


def _sealed(
    workshop: Workshop, learner_id: str, hand_ins: Mapping[str, Sequence[HandIn]]
) -> frozenset[str]:
    """Give the modules whose points are not told yet; who handed nothing in has none to hide."""
    return standing(workshop, learner_id).sealed() if hand_ins else frozenset()


def _module(
    workshop: Workshop, name: str, hand_ins: Sequence[HandIn], *, hidden: bool
) -> ModuleStanding:
    module = workshop.course.modules[name]
    title, url = french(module.title), module_address(workshop, module)
    counts = None if hidden else counting(module, hand_ins)
    if counts is None or not counts.max_points:
        waits = hand_ins and (hidden or hand_ins[0].state == QUEUED)
        told = (
            "rendu, note en attente"
            if waits
            else "pas encore de note : rendez le travail de ce module"
        )
        return ModuleStanding(title, url, None, french(told), reached=False)
    if any(_waits(one) for one in counts.outcomes.values()):
        return ModuleStanding(title, url, None, "une personne doit encore noter", reached=False)
    share = (counts.points or 0.0) / counts.max_points
    percent = int(share * 100 + 1e-9)
    reached = share + 1e-9 >= LEAST
    told = f"{percent} % des points" + ("" if reached else ", il en faut 80 %")
    return ModuleStanding(title, url, percent, french(told), reached=reached)


def _waits(outcome: Any) -> bool:
    return isinstance(outcome, Mapping) and outcome.get("status") == NEEDS_REVIEW

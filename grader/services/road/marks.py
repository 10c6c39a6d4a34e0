"""What the pages for any file found, kept as figures: they outlive a file erased at its date.

In an exercise verdicts are kept already. On « Vérifier et corriger » and « Anonymiser » what was
found lies beside the file and goes with it: an event keeps its counts, never a cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.progress.events import StoredEvent
from grader.progress.learners import Learner
from grader.services import bench_desk, privacy_desk
from grader.services.bench_desk import VALIDATOR
from grader.services.privacy_desk import ANONYMISER
from grader.services.requests import Request
from grader.services.workshop import Workshop
from grader.validation.model import Verdict
from grader.wire import AppraisalView, PeopleView, PrivacyView

#: Kind of the events.
MEASURE = "measure"
_MENDED, _PROTECTED, _ATTACKED = "mended", "protected", "attacked"

Run = Callable[[Workshop, Learner, Request], Any]


@dataclass(frozen=True)
class Mended:
    """Counts of a file mended on its page.

    Attributes:
        first: as it was dropped.
        last: at the last check.
        at: of the last check.
    """

    first: Verdict
    last: Verdict
    at: datetime


def keeping_marks(operations: Mapping[str, Run]) -> dict[str, Run]:
    """Give operations of the workbenches that keep figures of what they answer.

    Args:
        operations: by name; only some of them are concerned.
    """
    after: dict[str, Callable[[Workshop, str, Any], None]] = {
        "bench_check": _mended,
        "privacy_check": _protected,
        "privacy_people": _attacked,
    }
    return {
        name: _then(run, after[name]) if name in after else run for name, run in operations.items()
    }


def _then(run: Run, keep: Callable[[Workshop, str, Any], None]) -> Run:
    def both(workshop: Workshop, me: Learner, request: Request) -> Any:
        view = run(workshop, me, request)
        # An exercise keeps its own.
        if request.get("subject") in (VALIDATOR, ANONYMISER):
            keep(workshop, me.id, view)
        return view

    return both


def mended_measures(events: Iterable[StoredEvent]) -> dict[int, Mended]:
    """Give the first and last counts of each drop on « Vérifier et corriger », by its id.

    Args:
        events: of that page, oldest first.
    """
    found: dict[int, Mended] = {}
    for data, at in _measures(events, _MENDED):
        before, after = (Verdict.from_dict(data[name]) for name in ("before", "after"))
        known = found.get(data["drop"])
        # Another schema is another question: counts under the former one are no start.
        same = known is not None and known.first.schema == after.schema
        found[data["drop"]] = Mended(known.first if known and same else before, after, at)
    return found


def protected_measure(
    events: Iterable[StoredEvent], drop: int
) -> tuple[Mapping[str, Any], Mapping[str, Any] | None, datetime] | None:
    """Give the last « Est-ce publiable ? » of a drop on « Anonymiser », and attacks on the same.

    Args:
        events: of that page, oldest first.
        drop: id of the drop.

    Returns:
        figures, those of the attacks or None, and when; None where it was never asked.
    """
    events = list(events)
    asked = [(data, at) for data, at in _measures(events, _PROTECTED) if data["drop"] == drop]
    if not asked:
        return None
    last, at = asked[-1]
    attacks = [
        data
        for data, _ in _measures(events, _ATTACKED)
        if (data["drop"], data["revision"]) == (drop, last["revision"])
    ]
    return last, attacks[-1] if attacks else None, at


def _measures(
    events: Iterable[StoredEvent], what: str
) -> Iterable[tuple[Mapping[str, Any], datetime]]:
    return (
        (event.data, event.at)
        for event in events
        if event.kind == MEASURE and event.data.get("what") == what
    )


def _mended(workshop: Workshop, learner_id: str, _view: Any) -> None:
    desk = bench_desk.find_desk(workshop, learner_id, VALIDATOR)
    state = bench_desk.read_state(workshop, desk)
    if state is None or state.before is None or state.after is None:
        return
    data = {"drop": desk.drop, "before": dict(state.before), "after": dict(state.after)}
    _append(workshop, learner_id, VALIDATOR, {"what": _MENDED, **data})


def _protected(workshop: Workshop, learner_id: str, view: PrivacyView) -> None:
    desk = privacy_desk.find_desk(workshop, learner_id, ANONYMISER)
    if view.appraisal is None or not view.trail:
        return
    data = {
        "drop": desk.drop,
        "revision": view.revision,
        **figures_of([(one.k, one.at_risk_share, one.utility) for one in view.trail]),
        **answers_of(view.appraisal),
    }
    _append(workshop, learner_id, ANONYMISER, {"what": _PROTECTED, **data})


def _attacked(workshop: Workshop, learner_id: str, view: PeopleView) -> None:
    desk = privacy_desk.find_desk(workshop, learner_id, ANONYMISER)
    data = {
        "drop": desk.drop,
        "revision": view.revision,
        "attacks": [[one.title, one.before, one.after] for one in view.attacks if one.possible],
    }
    _append(workshop, learner_id, ANONYMISER, {"what": _ATTACKED, **data})


def figures_of(trail: Iterable[tuple[int, float, float]]) -> dict[str, list[float]]:
    """Give the first and last points of a trail as the event keeps them.

    Args:
        trail: k, share of rows at risk and utility after each choice.
    """
    points = [list(point) for point in trail]
    return {"before": points[0], "after": points[-1]}


def answers_of(appraisal: AppraisalView) -> dict[str, Any]:
    """Give the answers to « Est-ce publiable ? » as the event keeps them: our words alone.

    Args:
        appraisal: as told to her; its sentences may name columns, and stay out.
    """
    told = [[one.title, one.state, one.label] for one in appraisal.criteria]
    return {"state": appraisal.state, "criteria": told}


def _append(workshop: Workshop, learner_id: str, subject: str, data: Mapping[str, Any]) -> None:
    """Keep figures, unless the last ones of the same sort say the same."""
    data = json.loads(json.dumps(data))
    events = workshop.events.of(learner_id, [subject])[subject]
    last = [event.data for event in events if event.kind == MEASURE]
    same = [one for one in last if one.get("what") == data["what"]]
    if not same or dict(same[-1]) != data:
        workshop.events.append(learner_id, subject, MEASURE, data)

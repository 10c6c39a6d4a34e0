"""Exercises graded on the published record: preparing them, checking a record, where one stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import Event, Exercise
from grader.exercises.publish import (
    HARVESTED,
    RECORD,
    START,
    before_of,
    last_record,
    last_start,
    read_start,
    records_of,
    refusal_of,
    was_made_by,
)
from grader.exercises.publish_goals import goal_states, told
from grader.progress.portal.spaces import Member, Space
from grader.publication.documents import Document
from grader.publication.evidence import evidence_of
from grader.publication.portal import Portal, SiteKey, parse_moment
from grader.publication.problems import Problem
from grader.publication.quality import CRITERIA, points_of, shown_quality
from grader.publication.rights import may_edit
from grader.publication.starting import put_plan, take_back
from grader.services.choices import shown_outcome
from grader.services.console import console_view
from grader.services.dates import day_and_time
from grader.services.file_exercises import given_facts, given_url
from grader.services.portal.opening import MOUNT, enter_space, own_space, portal_of
from grader.services.portal.record_states import state_of
from grader.services.portal.reports import make_reports
from grader.services.portal.visits import as_error, path_of
from grader.services.portal.writing import write_in
from grader.services.responses import gather
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french
from grader.wire.console import Exchange
from grader.wire.outcomes import CheckedGoalView
from grader.wire.publish import (
    GivenFile,
    PublishExerciseView,
    RecordChoice,
)

#: Records that a person chooses among, the most recently changed first.
_MOST_RECORDS = 100


def publish_view(
    workshop: Workshop, learner_id: str, exercise: Exercise, exchange: Exchange | None = None
) -> PublishExerciseView:
    """Give the public view of an exercise for a learner; no space is opened for it.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: of the kind ``publish``.
        exchange: what her console just sent, or None.
    """
    work = gather(workshop, learner_id, exercise)
    events = work.response.events
    place = _Place.of(workshop, learner_id)
    harvested = any(goal.name == HARVESTED for goal in exercise.settings["goals"])
    record = last_record(events)
    return PublishExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        needs_start=exercise.settings["start"] is not None,
        started=place is not None and _is_started(place, events),
        files=tuple(_given(workshop, exercise, path) for path in exercise.settings["files"]),
        portal_url=place.url if place else workshop.address(f"{MOUNT}/"),
        regional_url=place.regional_url if place and harvested else "",
        records=_choices(place, exercise, events) if place else (),
        goals=_goals(exercise, events, record),
        checked_label=_checked(record),
        hints_html=tuple(inline_html(one) for one in exercise.hints[: work.response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution) if work.response.solution_seen else "",
        console=console_view(workshop, learner_id, exercise, events, exchange),
    )


def start(workshop: Workshop, learner_id: str, exercise: Exercise) -> None:
    """Put the records of an exercise into the learner's space, those of a former start aside.

    Args:
        workshop: stores.
        learner_id: whose space; it is opened at her first visit.
        exercise: of the kind ``publish``.

    Raises:
        RefusedError: the exercise puts nothing there, or the space is full.
        OuvroirError: the space no longer has what the records need.
    """
    path: Path | None = exercise.settings["start"]
    if path is None:
        raise RefusedError("no-start", "Cet exercice ne prépare rien : publiez votre fiche.")
    sandbox = workshop.settings.sandbox
    plan = read_start(path, exercise.id, sandbox)
    space = own_space(workshop, learner_id)
    place = _Place(workshop, space, enter_space(workshop, space, learner_id))
    events = gather(workshop, learner_id, exercise).response.events
    former = last_start(events)
    incoming = workshop.spaces.incoming()

    def put(site: SiteKey, part: Mapping[str, Any]) -> dict[str, str]:
        def work(portal: Portal) -> dict[str, str]:
            take_back(portal, _made_before(former, site))
            return put_plan(replace(portal, via="seed"), sandbox, part, incoming)

        return write_in(workshop, space, place.portals[site], work)

    try:
        made = put("main", plan)
        copies = put("regional", plan.get("regional") or {})
    except Problem as problem:
        raise as_error(problem) from problem
    records = {entry["key"]: made[entry["key"]] for entry in plan["datasets"]}
    main, regional = place.portals["main"], place.portals["regional"]
    before = {one: evidence_of(main, regional, one) for one in records.values()}
    data = {
        "records": records,
        "copies": sorted(copies.values()),
        "before": before,
        "space": space.id,
    }
    workshop.events.append(learner_id, exercise.id, START, data)


def check(workshop: Workshop, learner_id: str, exercise: Exercise, record: str) -> None:
    """Take the evidence of a record, as her space knows it now, and keep it.

    Args:
        workshop: stores and workers.
        learner_id: who hands it.
        exercise: of the kind ``publish``.
        record: id of the record.

    Raises:
        NotFoundError: there is no such record in her space.
        RefusedError: she may not hand it.
        OuvroirError: it is too long.
    """
    place = _Place.of(workshop, learner_id)
    dataset = place.main.catalogue.get("dataset", record) if place else None
    if place is None or dataset is None or not may_edit(place.main, dataset):
        raise NotFoundError(
            "unknown-record",
            "Cette fiche n'est pas dans votre bac à sable, ou n'y est plus.",
            "Choisissez-en une dans la liste.",
        )
    events = gather(workshop, learner_id, exercise).response.events
    mine = place.main.caller["id"] if place.main.caller is not None else None
    asked = Event(RECORD, "", {"dataset": record, "evidence": {"dataset": dataset, "mine": mine}})
    refused = refusal_of(exercise, (*events, asked), asked)
    if refused:
        raise RefusedError("foreign-record", refused)
    # Files are looked at now: what waits would be told as missing.
    make_reports(workshop, place.space, place.main, dataset["resources"])
    evidence = evidence_of(place.main, place.portals["regional"], record)
    workshop.events.append(
        learner_id, exercise.id, RECORD, {"dataset": record, "evidence": evidence}
    )


class _Place:
    """A learner's space, and its portals as she sees them.

    Args:
        workshop: stores.
        space: where she is now.
        member: who she is there.
    """

    def __init__(self, workshop: Workshop, space: Space, member: Member) -> None:
        self.space = space
        self.url = path_of(workshop, space)
        self.regional_url = path_of(workshop, space, "regional")
        self.portals: dict[SiteKey, Portal] = {}
        sites: tuple[SiteKey, ...] = ("main", "regional")
        for site in sites:
            portal = portal_of(workshop, space, site, f"/{MOUNT}")
            caller = portal.catalogue.get("user", member.user_id)
            self.portals[site] = replace(portal, caller=caller, via="page")

    @property
    def main(self) -> Portal:
        """The portal where one publishes."""
        return self.portals["main"]

    @classmethod
    def of(cls, workshop: Workshop, learner_id: str) -> _Place | None:
        """Give the space where a learner is now; None before her first visit."""
        for space in workshop.spaces.of(learner_id):
            member = workshop.spaces.member(space.id, learner_id)
            return cls(workshop, space, member) if member is not None else None
        return None


def _made_before(former: Event | None, site: SiteKey) -> list[str]:
    if site == "main":
        return list(records_of(former).values())
    copies = former.data.get("copies") if former is not None else None
    return [one for one in copies if isinstance(one, str)] if isinstance(copies, list) else []


def _is_started(place: _Place, events: Sequence[Event]) -> bool:
    begun = last_start(tuple(events))
    records = records_of(begun).values()
    if begun is None or not records or begun.data.get("space") != place.space.id:
        return False
    return all(place.main.catalogue.get("dataset", one) is not None for one in records)


def _choices(
    place: _Place, exercise: Exercise, events: Sequence[Event]
) -> tuple[RecordChoice, ...]:
    """Give the records that she may hand, the most recently changed first."""
    found = [one for one in _handed(place, exercise, events) if may_edit(place.main, one)]
    found.sort(key=lambda one: parse_moment(one["last_modified"]), reverse=True)
    found = found[:_MOST_RECORDS]
    last = last_record(tuple(events))
    chosen = last.data.get("dataset") if last is not None else ""
    if chosen not in [one["id"] for one in found]:
        chosen = found[0]["id"] if found else ""
    return tuple(_choice(place, one, chosen=one["id"] == chosen) for one in found)


def _handed(place: _Place, exercise: Exercise, events: Sequence[Event]) -> list[Document]:
    everything = place.main.catalogue.all("dataset")
    if exercise.settings["start"] is None:
        user = place.main.caller["id"] if place.main.caller is not None else None
        return [one for one in everything if was_made_by(one, user) and not one["deleted"]]
    wanted = set(records_of(last_start(tuple(events))).values())
    return [one for one in everything if one["id"] in wanted]


def _choice(place: _Place, dataset: Document, *, chosen: bool) -> RecordChoice:
    points = points_of(shown_quality(dataset, place.main.clock()))
    noun = "critère" if points < 2 else "critères"
    return RecordChoice(
        id=dataset["id"],
        title=dataset["title"],
        state=state_of(dataset).label.lower(),
        url=f"{place.url}datasets/{dataset['slug'] or dataset['id']}",
        score_label=f"{points}{NO_BREAK}{noun} sur{NO_BREAK}{len(CRITERIA)}",
        chosen=chosen,
    )


def _given(workshop: Workshop, exercise: Exercise, path: Path) -> GivenFile:
    return GivenFile(given_url(workshop, exercise, path), path.name, given_facts(path))


def _goals(
    exercise: Exercise, events: tuple[Event, ...], record: Event | None
) -> tuple[CheckedGoalView, ...]:
    """Tell each goal, and where the record stood when it was checked last."""
    goals = exercise.settings["goals"]
    states = None
    # What came back from a file of hers may be no evidence: the outcome says so.
    with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):
        if record is not None:
            states = goal_states(goals, record.data["evidence"], before_of(events, record))
    if states is None:
        return tuple(CheckedGoalView(french(told(goal)), "todo", "", "") for goal in goals)
    return tuple(
        CheckedGoalView(
            french(one.text),
            "met" if one.met else "missed",
            french(one.sentence),
            french(one.remedy),
        )
        for one in states
    )


def _checked(record: Event | None) -> str:
    if record is None:
        return ""
    return french(f"Fiche vérifiée le {day_and_time(datetime.fromisoformat(record.at))}")

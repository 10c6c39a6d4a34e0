"""Records that a learner published on the sandbox portal, as handed to an exercise or as they are.

A space is erased at its date: what an exercise was handed then still says what the record was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from grader.errors import OuvroirError
from grader.exercises.model import PUBLISH, Exercise
from grader.exercises.publish import RECORD, START, was_made_by
from grader.progress.events import StoredEvent
from grader.progress.portal.spaces import Member, Space
from grader.publication.evidence import evidence_of
from grader.publication.portal import Portal, SiteKey, parse_moment
from grader.services.portal.opening import MOUNT, portal_of
from grader.services.portal.reports import ask_reports
from grader.services.portal.visits import path_of
from grader.services.road.facts import facts_of
from grader.services.road.journeys import Journey, resembles
from grader.services.workshop import Workshop

#: Where the page « La route de mon fichier » stands.
ROAD = "mon-parcours"
#: Key of the choice that says that no record is that of the file.
NO_RECORD = "aucune"


@dataclass(frozen=True)
class Record:
    """A record that may be that of the file.

    Attributes:
        id: of the dataset.
        document: as stored; the last one known.
        space: where it still is; None where that space was erased, or the record was.
        handed: (evidence, when) each time that it was handed, oldest first.
        own: whether it was handed to the exercise where one publishes a file of one's own.
    """

    id: str
    document: Mapping[str, Any]
    space: Space | None
    handed: tuple[tuple[Mapping[str, Any], datetime], ...]
    own: bool

    @property
    def title(self) -> str:
        """Give its title, as she wrote it."""
        return str(self.document.get("title") or "")


@dataclass(frozen=True)
class Known:
    """What is known of a record now.

    Attributes:
        record: which one.
        evidence: see ``grader.publication.evidence``.
        first: evidence of the first time that it was handed; None where it never was.
        at: when it was handed last, else when it was changed last.
        reuses: how many were declared; None where the space is gone.
        page: path of its page on the portal, or "".
        permanent: path of its first file that never changes, or "".
    """

    record: Record
    evidence: Mapping[str, Any]
    first: Mapping[str, Any] | None
    at: datetime
    reuses: int | None
    page: str
    permanent: str


def records_of(workshop: Workshop, learner_id: str) -> tuple[Record, ...]:
    """Give the records that may be those of her files: handed ones and those of her own space.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    exercises = _exercises(workshop)
    events = workshop.events.of(learner_id, [one.id for one in exercises])
    handed = dict(_handed(workshop, events))
    begun = _begun(events)
    living = dict(_living(workshop, learner_id, set(handed), begun))
    found = []
    for identifier in [*handed, *(one for one in living if one not in handed)]:
        times, own = handed.get(identifier, ((), False))
        space, document = living.get(identifier, (None, None))
        if document is None:
            document = times[-1][0]["dataset"]
        found.append(Record(identifier, document, space, times, own))
    return tuple(sorted(found, key=_rank, reverse=True))


def record_for(records: Sequence[Record], journey: Journey | None, *, alone: bool) -> Record | None:
    """Guess which record is that of a file; None where none is likely.

    Args:
        records: the likeliest kinds first.
        journey: the file, or None.
        alone: whether she has no other file that it could be the record of.
    """
    likely = [one for one in records if one.own or not one.handed]
    if journey is not None and not journey.own:
        likely = list(records)
    if journey is None:
        return next(iter(likely or records), None)
    for one in likely:
        if _matches(one.document, journey):
            return one
    return likely[0] if alone and likely and likely[0].own else None


def look_at(workshop: Workshop, learner_id: str, record: Record) -> Known | None:
    """Give what is known of a record now, else when it was handed last; None where neither is.

    Args:
        workshop: stores.
        learner_id: whose.
        record: which one.
    """
    evidence: Mapping[str, Any] | None = None
    reuses, page, permanent = None, "", ""
    if record.space is not None:
        member = workshop.spaces.member(record.space.id, learner_id)
        portal = _portal(workshop, record.space, "main", member)
        regional = _portal(workshop, record.space, "regional", None)
        # A file that nobody looked at since it came in is checked now, for the next look.
        ask_reports(workshop, record.space, portal, record.document["resources"])
        try:
            evidence = evidence_of(portal, regional, record.id)
        except OuvroirError:
            # Too long to be told as it is now: what was handed still stands.
            evidence = None
        reuses = sum(
            record.id in (one.get("datasets") or ()) and not one.get("deleted")
            for one in portal.catalogue.all("reuse")
        )
        home = path_of(workshop, record.space)
        page = f"{home}datasets/{record.document['slug']}"
        main = _first_file(record.document)
        permanent = f"{home}api/1/datasets/r/{main}" if main else ""
    if evidence is None and not record.handed:
        return None
    evidence = evidence or record.handed[-1][0]
    at = record.handed[-1][1] if record.handed else _changed(evidence)
    first = record.handed[0][0] if record.handed else None
    return Known(record, evidence, first, at, reuses, page, permanent)


def own_publication(workshop: Workshop) -> Exercise | None:
    """Give the exercise where one publishes a file of one's own: it gives no record, and is last.

    Args:
        workshop: with the courses.
    """
    found = [one for one in _exercises(workshop) if not one.settings.get("start")]
    return found[-1] if found else None


def _exercises(workshop: Workshop) -> list[Exercise]:
    return [
        exercise
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if exercise.kind == PUBLISH
    ]


def _handed(
    workshop: Workshop, events: Mapping[str, Sequence[StoredEvent]]
) -> Iterator[tuple[str, tuple[tuple[tuple[Mapping[str, Any], datetime], ...], bool]]]:
    """Give, by record, each time that it was handed; what is malformed is left out."""
    times: dict[str, list[StoredEvent]] = {}
    own: set[str] = set()
    end = own_publication(workshop)
    told = (event for some in events.values() for event in some)
    for event in sorted(told, key=lambda one: one.id):
        identifier, evidence = event.data.get("dataset"), event.data.get("evidence")
        if event.kind != RECORD or not isinstance(identifier, str):
            continue
        if isinstance(evidence, dict) and facts_of(evidence) is not None:
            times.setdefault(identifier, []).append(event)
            if end is not None and event.exercise_id == end.id:
                own.add(identifier)
    for identifier, some in times.items():
        yield identifier, (tuple((e.data["evidence"], e.at) for e in some), identifier in own)


def _begun(events: Mapping[str, Sequence[StoredEvent]]) -> set[str]:
    """Give the records that exercises put into her space."""
    found: set[str] = set()
    for some in events.values():
        for event in some:
            records = event.data.get("records")
            if event.kind == START and isinstance(records, dict):
                found |= {str(one) for one in records.values()}
    return found


def _living(
    workshop: Workshop, learner_id: str, handed: set[str], begun: set[str]
) -> Iterator[tuple[str, tuple[Space, Mapping[str, Any]]]]:
    """Give the records that still are in her spaces: handed ones, and those that she made."""
    for space in reversed(workshop.spaces.of(learner_id)):
        member = workshop.spaces.member(space.id, learner_id)
        if member is None:
            continue
        portal = _portal(workshop, space, "main", member)
        for dataset in portal.catalogue.all("dataset"):
            hers = dataset["id"] not in begun and was_made_by(dataset, member.user_id)
            if dataset["id"] in handed or (hers and not dataset["deleted"]):
                yield dataset["id"], (space, dataset)


def _portal(workshop: Workshop, space: Space, site: SiteKey, member: Member | None) -> Portal:
    portal = portal_of(workshop, space, site, workshop.address(MOUNT))
    caller = portal.catalogue.get("user", member.user_id) if member is not None else None
    return replace(portal, caller=caller)


def _rank(record: Record) -> tuple[bool, bool, datetime]:
    """Put what was handed as her own first, then what she made, then exercises."""
    at = record.handed[-1][1] if record.handed else _changed({"dataset": record.document})
    return record.own, not record.handed, at


def _changed(evidence: Mapping[str, Any]) -> datetime:
    return parse_moment(str(evidence["dataset"]["last_modified"]))


def _first_file(document: Mapping[str, Any]) -> str:
    """Give the id of the first main file that is hosted, or ""."""
    main = [one for one in document["resources"] if one.get("path")]
    main.sort(key=lambda one: one.get("type") != "main")
    return str(main[0]["id"]) if main else ""


def _matches(document: Mapping[str, Any], journey: Journey) -> bool:
    """Tell whether a record carries a file: by its name, or by the schema that it declares."""
    schema = journey.schema.partition("@")[0]
    for one in document.get("resources") or ():
        path = one.get("path") or ("", "", "")
        if resembles(str(path[2]), journey.name):
            return True
        declared = one.get("schema") or {}
        if schema and isinstance(declared, dict) and declared.get("name") == schema:
            return True
    return False

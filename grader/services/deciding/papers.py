"""What is taken away from these pages: the note, the sheet, the road map, the programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from grader.documents.model import Document
from grader.documents.writing import written
from grader.errors import RefusedError
from grader.obligations.assess import duties
from grader.obligations.documents.decision_note import decision_note
from grader.obligations.documents.priorities_sheet import priorities_sheet
from grader.obligations.documents.programme import programme
from grader.obligations.documents.road_map import road_map
from grader.obligations.profile import Profile
from grader.services.deciding.road_map import RoadMap
from grader.services.deciding.running import Programme
from grader.services.deciding.situation import Situation
from grader.services.obligations.papers import FORMATS, printable
from grader.typography import french


@dataclass(frozen=True)
class Paper:
    """A document to download: file name and bytes."""

    name: str
    content: bytes


def note_paper(situation: Situation, name: str, ending: str, on: date | None = None) -> Paper:
    """Write the note of decision.

    Args:
        situation: with a profile, and nothing to mend.
        name: of the authority; goes into the document as text.
        ending: one of ``FORMATS``.
        on: the day that it bears; today when not given.

    Raises:
        RefusedError: there is no such format, or the situation cannot be taken.
    """
    profile = _named(situation, name)
    if situation.costs is None:
        raise _refusal()
    made = decision_note(
        profile, duties(profile), situation.ranked, situation.costs, on or _today()
    )
    return _written(made, ending)


def priorities_paper(situation: Situation, name: str, ending: str, on: date | None = None) -> Paper:
    """Write the sheet of priorities; arguments and refusals as for ``note_paper``."""
    profile = _named(situation, name)
    made = priorities_sheet(profile, situation.ranked, situation.weights, on or _today())
    return _written(made, ending)


def road_map_paper(
    situation: Situation, found: RoadMap, name: str, ending: str, on: date | None = None
) -> Paper:
    """Write the road map; arguments and refusals as for ``note_paper``."""
    made = road_map(_named(situation, name), found.framework, found.lines, on or _today())
    return _written(made, ending)


def programme_paper(
    situation: Situation, found: Programme, ending: str, on: date | None = None
) -> Paper:
    """Write the programme and its sheets; refusals as for ``note_paper``."""
    place, leader = printable(found.place.value), printable(found.leader.value)
    made = programme(
        situation.profile, found.slots, on or _today(), day=found.on, place=place, leader=leader
    )
    return _written(made, ending)


def _named(situation: Situation, name: str) -> Profile:
    if situation.profile is None or situation.errors:
        raise _refusal()
    return replace(situation.profile, name=printable(name))


def _written(document: Document, ending: str) -> Paper:
    if ending not in FORMATS:
        raise RefusedError("unknown-paper", french("Ce document n'existe pas."))
    return Paper(f"{document.stem}.{ending}", written(document, ending))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _refusal() -> RefusedError:
    return RefusedError("no-profile", french("Décrivez d'abord votre collectivité."))

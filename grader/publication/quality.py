"""The quality score of a record: nine criteria of equal weight, as data.gouv.fr counts them.

Facts of udata 17.18.0, observed; the 45 worked cases are in ``tests/publication``. A criterion
that does not apply (no resource, unknown frequency) is absent, and its point is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

from grader.publication.documents import Document
from grader.publication.portal import parse_moment
from grader.publication.quality_words import SAYINGS
from grader.publication.reference import CLOSED_FORMATS, FREQUENCIES
from grader.typography import french

Quality: TypeAlias = dict[str, Any]

#: The nine, in the order in which they are shown; ``has_resources`` counts for nothing.
CRITERIA = (
    "license",
    "temporal_coverage",
    "spatial",
    "update_frequency",
    "update_fulfilled_in_time",
    "dataset_description_quality",
    "has_open_format",
    "all_resources_available",
    "resources_documentation",
)
#: A description earns its point beyond this many characters, Markdown signs included.
DESCRIPTION_LENGTH = 100
#: How late an update may be, in days, before its point is lost.
_GRACE_DAYS = -1
_IN_TIME = "update_fulfilled_in_time"


def quality_of(dataset: Document, now: datetime, *, last_update: datetime | None = None) -> Quality:
    """Count the score of a record as it is now: what a save keeps under ``quality``.

    A save calls this *before* a restricted access erases the licence, as the real one does.

    Args:
        dataset: a stored record.
        now: the moment of the count, in UTC.
        last_update: when the record says that it was updated, where its resources do not.

    Returns:
        one boolean a criterion that applies, ``has_resources`` where there is one, and ``score``
        from 0.0 to 1.0, not rounded.
    """
    resources: Sequence[Document] = dataset.get("resources") or ()
    quality: Quality = {
        "license": dataset.get("license") is not None,
        "temporal_coverage": dataset.get("temporal_coverage") is not None,
        "spatial": dataset.get("spatial") is not None,
        "update_frequency": known_frequency(dataset) is not None,
        "dataset_description_quality": len(dataset.get("description") or "") > DESCRIPTION_LENGTH,
    }
    if resources:
        quality["has_resources"] = True
        quality["has_open_format"] = any(is_open(one) for one in resources)
        quality["all_resources_available"] = not any(is_unavailable(one) for one in resources)
        quality["resources_documentation"] = any(is_documented(one) for one in resources)
    return _completed(quality, dataset, now, last_update)


def shown_quality(
    dataset: Document, now: datetime, *, last_update: datetime | None = None
) -> Quality:
    """Give the ``quality`` that a reading shows: what the last save kept, lateness counted anew.

    Args:
        dataset: a stored record.
        now: the moment of the reading, in UTC.
        last_update: as for ``quality_of``.
    """
    kept: Mapping[str, Any] | None = dataset.get("quality")
    if not kept:
        return quality_of(dataset, now, last_update=last_update)
    return _completed(dict(kept), dataset, now, last_update)


def points_of(quality: Quality) -> int:
    """Give how many of the nine criteria are met."""
    return sum(quality.get(criterion) is True for criterion in CRITERIA)


def _completed(
    quality: Quality, dataset: Document, now: datetime, last_update: datetime | None
) -> Quality:
    """Add what depends on the moment, then the score."""
    quality.pop(_IN_TIME, None)
    if quality.get("update_frequency") and known_frequency(dataset) is not None:
        due = next_update(dataset, last_update)
        quality[_IN_TIME] = due is None or (due - now).days >= _GRACE_DAYS
    quality["score"] = points_of(quality) / len(CRITERIA)
    return quality


def known_frequency(dataset: Document) -> str | None:
    """Give the update frequency of a record, or None where it is not known."""
    frequency = dataset.get("frequency")
    return None if frequency in (None, "unknown") else str(frequency)


def delay_of(frequency: str) -> timedelta | None:
    """Give how long a frequency leaves between two updates; None where it says nothing."""
    known = FREQUENCIES.get(frequency)
    return known.delay if known else None


def next_update(dataset: Document, last_update: datetime | None = None) -> datetime | None:
    """Give when a record is due for an update, or None where nothing is due.

    Args:
        dataset: a stored record.
        last_update: as for ``quality_of``.
    """
    frequency = known_frequency(dataset)
    delay = delay_of(frequency) if frequency else None
    if delay is None:
        return None
    try:
        return (last_update or parse_moment(last_update_of(dataset))) + delay
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def last_update_of(dataset: Document) -> str:
    """Give when a record's data last changed: its source's word, its newest resource, or itself.

    Args:
        dataset: a stored record.
    """
    harvested = (dataset.get("harvest") or {}).get("modified_at")
    if harvested:
        return str(harvested)
    resources: Sequence[Document] = dataset.get("resources") or ()
    if resources:
        return max((modified_of(one) for one in resources), key=parse_moment)
    return str(dataset["last_modified"])


def modified_of(resource: Document) -> str:
    """Give when a resource last changed: its source's word, or what was seen here."""
    return str((resource.get("harvest") or {}).get("modified_at") or resource["last_modified"])


def is_open(resource: Document) -> bool:
    """Say whether a resource names a format that the score counts as open."""
    named = (resource.get("format") or "").lower()
    return bool(named) and named not in CLOSED_FORMATS


def is_unavailable(resource: Document) -> bool:
    """Say whether a check found a remote resource missing; a hosted file is not looked at."""
    checked = (resource.get("extras") or {}).get("check:available")
    return resource.get("filetype") == "remote" and checked is False


def is_documented(resource: Document) -> bool:
    """Say whether a resource is a documentation, or is described."""
    return resource.get("type") == "documentation" or bool(resource.get("description"))


class Advice(NamedTuple):
    """One criterion, told to the person who keeps the record.

    Attributes:
        criterion: key in ``quality``.
        met: whether it earns its point.
        what: what the criterion looks at, and what it saw.
        how: what would raise it, or what to mind where it is met; may be empty.
        points: what it would bring: 0 where it is met, else 1.
    """

    criterion: str
    met: bool
    what: str
    how: str
    points: int


def advice(
    dataset: Document, now: datetime, *, last_update: datetime | None = None
) -> list[Advice]:
    """Tell each of the nine criteria, in their order, with what would raise it.

    The points of the list and those of the score make nine together.

    Args:
        dataset: a stored record.
        now: the moment of the count, in UTC.
        last_update: as for ``quality_of``.
    """
    quality = shown_quality(dataset, now, last_update=last_update)
    told = []
    for criterion in CRITERIA:
        met = quality.get(criterion) is True
        what, how = SAYINGS[criterion](dataset, met, next_update(dataset, last_update))
        told.append(Advice(criterion, met, french(what), french(how), 0 if met else 1))
    return told

"""Putting a space's clock ahead: each night in between, every source is harvested."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from grader.errors import NotFoundError, RefusedError
from grader.progress.portal.spaces import Space
from grader.publication.harvest.running import Gathered
from grader.publication.harvest.sources import is_harvested, live_sources
from grader.publication.problems import Problem
from grader.services.portal.harvesting import apply_gathered, ask_source, run_waiting
from grader.services.portal.opening import Door, portal_of
from grader.services.portal.visits import Visit, not_a_member
from grader.services.workshop import Workshop
from grader.typography import french

#: Days that one step may take, and that a space may be ahead in all.
MOST_DAYS, FARTHEST = 31, timedelta(days=3_660)


@dataclass(frozen=True)
class Advanced:
    """What putting a clock ahead did.

    Attributes:
        nights: how many midnights it went through.
        runs: how many runs took place in them.
    """

    nights: int
    runs: int


def advance_time(workshop: Workshop, door: Door, seen: Visit, days: int) -> Advanced:
    """Put a space's clock ahead, and harvest at each midnight in between.

    Sources are read once: nobody changes them while the clock jumps.

    Args:
        workshop: stores.
        door: where the regional portal was called.
        seen: who asks.
        days: how far, from 1 to ``MOST_DAYS``.

    Raises:
        RefusedError: she is not a member of the space, or it is too far.
    """
    if seen.member is None:
        raise not_a_member()
    if not 1 <= days <= MOST_DAYS or seen.space.ahead + timedelta(days=days) > FARTHEST:
        raise RefusedError(
            "too-far",
            french(f"Le temps s'avance de 1 à {MOST_DAYS} jours à la fois, et de dix ans en tout."),
            "Choisissez un nombre de jours plus petit.",
        )
    run_waiting(workshop, door, seen.space)
    begun = seen.portal.clock()
    until = begun + timedelta(days=days)
    portal = portal_of(workshop, seen.space, "regional", door.origin)
    sources = [source for source in live_sources(portal) if is_harvested(source)]
    gathered: dict[str, Gathered] = {
        source["id"]: ask_source(workshop, door, source) for source in reversed(sources)
    }
    nights = midnights_between(begun, until)
    runs = 0
    for night in nights:
        space = _put_at(workshop, seen.space, night)
        for answered in gathered.items():
            with suppress(Problem):
                # A colleague may delete a source while the nights pass.
                apply_gathered(workshop, door, space, answered, "night")
                runs += 1
    _put_at(workshop, seen.space, until)
    return Advanced(len(nights), runs)


def midnights_between(begun: datetime, until: datetime) -> list[datetime]:
    """Give every midnight (UTC) after a moment, up to another."""
    first = datetime.combine(begun.astimezone(UTC).date() + timedelta(days=1), time(), UTC)
    count = max(0, (until - first) // timedelta(days=1) + 1)
    return [first + timedelta(days=number) for number in range(count)]


def _put_at(workshop: Workshop, space: Space, at: datetime) -> Space:
    """Put a space's clock at a moment, and never back; gives the space with its clock."""

    def work() -> Space:
        current = workshop.spaces.find(space.id)
        if current is None:
            raise NotFoundError("unknown-space", "Cet espace n'existe pas ou n'existe plus.")
        # Whole seconds are kept: one more, so that a midnight is reached and not missed.
        wanted = at - datetime.now(UTC) + timedelta(seconds=1)
        if wanted <= current.ahead:
            return current
        workshop.spaces.put_ahead(space.id, wanted)
        return workshop.spaces.find(space.id) or current

    return workshop.database.turn_of_space(space.id, work)

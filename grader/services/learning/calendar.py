"""The days of review as a calendar file, for whoever keeps her day elsewhere.

Nothing in it says which questions, nor who: a count and the page's address. Source: RFC 5545.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from grader.learning.review import days_ahead
from grader.progress.database import now
from grader.services.learning.review import REVIEW, Clock, read_queue
from grader.services.workshop import Workshop
from grader.typography import plural


def review_calendar(workshop: Workshop, learner_id: str, address: str, clock: Clock = now) -> bytes:
    """Write an event of the whole day for each day on which something comes back.

    Args:
        workshop: stores and course.
        learner_id: whose.
        address: where this server is reached, with its scheme.
        clock: gives the time, with its zone.
    """
    here = read_queue(workshop, learner_id, clock)
    calendar = Calendar()
    calendar.add("prodid", "-//Ouvroir//revision//FR")
    calendar.add("version", "2.0")
    for ahead, count in days_ahead(here.cards, here.now).items():
        calendar.add_component(_event(here.now, ahead, count, f"{address}{REVIEW}"))
    content: bytes = calendar.to_ical()
    return content


def _event(moment: datetime, ahead: int, count: int, address: str) -> Event:
    day = (moment + timedelta(days=ahead)).date()
    event = Event()
    # The same day keeps its identifier, so that a file taken anew replaces and does not double.
    event.add("uid", f"{day.isoformat()}@revision.ouvroir")
    event.add("dtstamp", moment)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", f"Ouvroir : {plural(count, 'question')} à revoir")
    event.add("description", f"Cinq minutes au plus. {address}")
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event

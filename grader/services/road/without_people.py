"""A learner's word that her file speaks of nobody: there is then nothing to anonymise.

Only she can tell: a column of notes may name a neighbour, a column of numbers may not. Her word is
kept with the file's hashes, may be taken back, and does not silence what the workbench found.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from grader.errors import NotFoundError
from grader.progress.events import StoredEvent
from grader.services.privacy_desk import ANONYMISER
from grader.services.road.journeys import Journey, journeys_of
from grader.services.workshop import Workshop
from grader.typography import french

#: Kind of the event.
WITHOUT_PEOPLE = "without_people"
#: Hashes kept of one file: each drop adds one, and hers may be dropped any number of times.
_MOST_HASHES = 50


def is_without_people(events: Iterable[StoredEvent], journey: Journey) -> bool:
    """Tell whether she said that a file speaks of nobody, and did not take it back.

    Args:
        events: of the page « Anonymiser », oldest first.
        journey: the file.
    """
    said = [
        event.data
        for event in events
        if event.kind == WITHOUT_PEOPLE
        and not journey.sha256s.isdisjoint(map(str, event.data.get("sha256s", ())))
    ]
    return bool(said) and said[-1].get("said") is True


def say_without_people(workshop: Workshop, learner_id: str, file: str, *, said: bool) -> None:
    """Keep her word about one of her files.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        file: key of the file.
        said: True where it speaks of nobody; False to take that back.

    Raises:
        NotFoundError: it is none of her files.
    """
    journeys = journeys_of(workshop, learner_id)
    journey = next((one for one in journeys if one.key == file), None)
    if journey is None:
        raise NotFoundError(
            "unknown-file",
            french("Ce fichier n'est pas l'un des vôtres, ou il a été effacé depuis."),
            french("Revenez à « La route de mon fichier » et choisissez-en un autre."),
        )
    events = workshop.events.of(learner_id, [ANONYMISER])[ANONYMISER]
    if is_without_people(events, journey) is not said:
        hashes = list(islice(sorted(journey.sha256s), _MOST_HASHES))
        workshop.events.append(
            learner_id, ANONYMISER, WITHOUT_PEOPLE, {"sha256s": hashes, "said": said}
        )

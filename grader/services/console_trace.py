"""What earlier exchanges of a guided console gave: what placeholders stand for, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from grader.exercises.console import CONSOLE, DATASET, ORGANIZATION, RESOURCE, Step
from grader.exercises.model import Event
from grader.progress.portal.spaces import Space
from grader.publication.documents import Document
from grader.services.workshop import Workshop


class Trace:
    """A learner's exchanges with her space, read once.

    A placeholder stands for what was made last by the nearest step before that makes such a thing:
    a console may make a record to throw away, then another.

    Args:
        workshop: stores.
        space: where she is now; None before her first visit.
        learner_id: who.
        steps: of the console.
        events: hers on the exercise, oldest first.

    Attributes:
        space: as given.
        sent: those of the events that tell of a request, oldest first.
    """

    def __init__(
        self,
        workshop: Workshop,
        space: Space | None,
        learner_id: str,
        *,
        steps: Sequence[Step],
        events: Sequence[Event],
    ) -> None:
        self.space = space
        self.sent = [event for event in events if event.kind == CONSOLE]
        self._steps = steps
        named = {str(event.data.get("dataset") or "") for event in self.sent} - {""}
        self._records = _records(workshop, space, named)
        # An id of an earlier space is not found in this one.
        self._emptied = bool(named) and not self._records
        self._organization = _organization(workshop, space, learner_id)

    def known(self, number: int) -> dict[str, str]:
        """Give what placeholders of a step stand for, as far as it is known.

        Args:
            number: of the step, from 1.
        """
        found = {ORGANIZATION: self._organization} if self._organization else {}
        making = self._making(self.maker(number, DATASET), "dataset")
        record = self._records.get(str(self.sent[making].data["dataset"])) if making >= 0 else None
        if record is None:
            return found
        found[DATASET] = str(record["id"])
        adding = self._making(self.maker(number, RESOURCE), "resource")
        resource = str(self.sent[adding].data["resource"]) if adding >= 0 else ""
        if resource in {one["id"] for one in record["resources"]}:
            found[RESOURCE] = resource
        return found

    def maker(self, number: int, placeholder: str) -> int:
        """Give the number of the step that makes what a placeholder of a step stands for, or 0.

        Args:
            number: of the step that holds it, from 1.
            placeholder: ``DATASET`` or ``RESOURCE``.
        """
        makers = [
            place
            for place, step in enumerate(self._steps[: number - 1], 1)
            if (step.creates if placeholder == DATASET else step.adds)
            and step.expect == HTTPStatus.CREATED
        ]
        return makers[-1] if makers else 0

    def made(self, number: int) -> bool:
        """Tell whether a step made something, once or more.

        Args:
            number: of the step, from 1.
        """
        return self._making(number, "dataset") >= 0

    def status(self, number: int) -> int | None:
        """Give the last status of a step; None for one that was not sent, or is to do anew.

        What was done to a record is to do anew once the step that makes it made another, and in a
        space that was emptied.

        Args:
            number: of the step, from 1.
        """
        places = [n for n, event in enumerate(self.sent) if event.data.get("step") == number]
        if not places:
            return None
        step, last = self._steps[number - 1], self.sent[places[-1]]
        status = int(last.data["status"])
        written = step.path + step.body
        needs = [one for one in (DATASET, RESOURCE) if one in written]
        for one, name in ((DATASET, "dataset"), (RESOURCE, "resource")):
            if one in needs and places[-1] < self._making(self.maker(number, one), name):
                return None
        if self._emptied and status == step.expect and (needs or last.data.get("dataset")):
            return None
        return status

    def _making(self, number: int, name: str) -> int:
        """Give the place of the last event of a step that made something, or -1."""
        return max(
            (
                place
                for place, event in enumerate(self.sent)
                if event.data.get("step") == number and event.data.get(name)
            ),
            default=-1,
        )


def _records(workshop: Workshop, space: Space | None, ids: set[str]) -> dict[str, Document]:
    """Give those of the records that are in a space, deleted ones included."""
    if space is None:
        return {}
    catalogue = workshop.spaces.catalogue(space.id, "main")
    found = {one: catalogue.get("dataset", one) for one in ids}
    return {one: record for one, record in found.items() if record is not None}


def _organization(workshop: Workshop, space: Space | None, learner_id: str) -> str:
    """Give the id of the commune that takes every learner in, or ""."""
    member = workshop.spaces.member(space.id, learner_id) if space is not None else None
    if space is None or member is None:
        return ""
    for organization in workshop.spaces.catalogue(space.id, "main").all("organization"):
        members = {one["user"] for one in organization["members"]}
        if organization.get("joined_as") and member.user_id in members:
            return str(organization["id"])
    return ""

"""Reports on uploaded files: made in workers, after the upload was answered.

What waits is known by this process alone. A report that was lost with a process is not: it is
found missing when somebody reads, and asked for again.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.errors import JobFailedError, OuvroirError
from grader.progress.portal.spaces import Space
from grader.publication.documents import Document
from grader.publication.portal import Portal, SiteKey
from grader.publication.reporting import (
    WAITING,
    blank_report,
    current_report,
    schema_reference,
    subject_of,
)
from grader.services.portal.opening import MOUNT, portal_of
from grader.services.workshop import Workshop
from grader.validation.schemas import schema_folders
from grader.workers.fairness import on_behalf_of
from grader.workers.portal_report import report_on

_log = logging.getLogger("ouvroir.portal")

#: Files looked at together; workers are fewer.
_AT_ONCE = 4
#: A file over which that many workers were lost is why they were; one may be lost because the
#: server stops.
_TRIES = 3
#: Files of one record that a person waits for.
_MADE_AT_ONCE = 5
_MAY_PASS = frozenset({"worker-lost", "job-failed"})


@dataclass(frozen=True)
class _Wanted:
    """A report to make.

    Attributes:
        workshop: stores and workers.
        space: which space.
        site: which of its portals.
        rid: which resource.
    """

    workshop: Workshop
    space: Space
    site: SiteKey
    rid: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return str(self.workshop.settings.data), self.space.id, self.site, self.rid


class ReportDesk:
    """Makes reports one space after the other, however many one of them waits for.

    Its threads end with the process, whatever they wait for: what is lost is asked for again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[_Wanted]] = OrderedDict()
        self._asked: set[tuple[str, str, str, str]] = set()
        self._busy = 0

    def ask(self, wanted: _Wanted) -> None:
        """Have a report made, unless it is waited for already."""
        with self._lock:
            if wanted.key in self._asked:
                return
            self._asked.add(wanted.key)
            self._waiting.setdefault(wanted.space.id, deque()).append(wanted)
            if self._busy >= _AT_ONCE:
                return
            self._busy += 1
        threading.Thread(target=self._work, name="ouvroir-reports", daemon=True).start()

    def _work(self) -> None:
        """Make what waits, until nothing does."""
        while (wanted := self._next()) is not None:
            try:
                _make(wanted)
            except OuvroirError as error:
                _log.info("a report was not made: %s", error.code)
            except Exception as error:  # noqa: BLE001 - nobody waits for it: told in the log
                _log.error("a report was not made: %s", type(error).__name__)  # words may quote
            finally:
                with self._lock:
                    self._asked.discard(wanted.key)

    def _next(self) -> _Wanted | None:
        with self._lock:
            if not self._waiting:
                self._busy -= 1
                return None
            space_id, theirs = self._waiting.popitem(last=False)
            wanted = theirs.popleft()
            if theirs:
                # That space comes again once every other has had a turn.
                self._waiting[space_id] = theirs
            return wanted


_DESK = ReportDesk()


def ask_reports(
    workshop: Workshop, space: Space, portal: Portal, resources: Iterable[Document]
) -> None:
    """Have the reports made that are not, on resources of a portal.

    Args:
        workshop: stores and workers.
        space: which space.
        portal: one of its portals.
        resources: as stored.
    """
    for resource in resources:
        report = current_report(portal, resource)
        if report is not None and report["state"] == WAITING:
            _DESK.ask(_Wanted(workshop, space, portal.site, resource["id"]))


def make_reports(
    workshop: Workshop, space: Space, portal: Portal, resources: Iterable[Document]
) -> None:
    """Make now the reports that matter to a record that is handed, and have the others made.

    Args:
        workshop: stores and workers.
        space: which space.
        portal: one of its portals.
        resources: as stored; those that declare a schema come first, and are few.
    """
    waiting = [one for one in resources if _waits(portal, one)]
    at_once = [one for one in waiting if schema_reference(one)][:_MADE_AT_ONCE]
    for resource in at_once:
        try:
            _make(_Wanted(workshop, space, portal.site, resource["id"]))
        except OuvroirError as error:
            # It stays « waiting », and is told as such.
            _log.info("a report was not made: %s", error.code)
    ask_reports(workshop, space, portal, waiting)


def _waits(portal: Portal, resource: Document) -> bool:
    report = current_report(portal, resource)
    return report is not None and report["state"] == WAITING


def report_of(
    workshop: Workshop, space: Space, portal: Portal, resource: Document
) -> Document | None:
    """Give the report on a resource as it is now; one that is missing is asked for.

    Returns:
        None for what is not hosted here.
    """
    ask_reports(workshop, space, portal, [resource])
    return current_report(portal, resource)


def _make(wanted: _Wanted) -> None:
    workshop, space = wanted.workshop, wanted.space
    portal = portal_of(workshop, space, wanted.site, f"/{MOUNT}")
    resource = find_anywhere(portal, wanted.rid)
    report = current_report(portal, resource) if resource is not None else None
    if resource is None or report is None or report["state"] != WAITING:
        return
    path = portal.files.find(*resource["path"])
    if path is None:
        return
    tries = report.get("tries", 0) + 1
    arguments = (path, schema_reference(resource), schema_folders(workshop.settings))
    found: dict[str, Any]
    try:
        with on_behalf_of(space.id):
            found = workshop.pool.run(report_on, *arguments, workshop.settings.bounds)
    except JobFailedError as error:
        state = WAITING if error.code in _MAY_PASS and tries < _TRIES else "failed"
        found = blank_report(state, f"{error.message} Le fichier, lui, est bien conservé.")
    subject = subject_of(resource)

    def put() -> None:
        # What was looked at may have been replaced or deleted meanwhile.
        now = find_anywhere(portal, wanted.rid)
        if now is not None and subject_of(now) == subject:
            portal.catalogue.put("report", {**found, **subject, "tries": tries})

    workshop.database.turn_of_space(space.id, put)


def find_anywhere(portal: Portal, rid: str) -> Document | None:
    """Give a resource of a portal by its id alone, community ones included, or None."""
    for dataset in portal.catalogue.all("dataset"):
        for resource in dataset["resources"]:
            if resource["id"] == rid:
                found: Document = resource
                return found
    return portal.catalogue.get("community_resource", rid)

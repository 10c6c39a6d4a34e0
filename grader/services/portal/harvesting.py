"""Runs of the regional platform: asking a source without any network, then applying at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from grader.errors import JobFailedError
from grader.progress.portal.spaces import Space
from grader.publication.api.answer import answer, refusal
from grader.publication.documents import Document
from grader.publication.exchange import Request, Response
from grader.publication.harvest.fetching import HarvestingPortal, no_answer
from grader.publication.harvest.jobs import Occasion, make_job, waiting_jobs
from grader.publication.harvest.model import (
    MAX_PAGE_BYTES,
    Fetch,
    Fetched,
    HarvestFailedError,
    Page,
    Read,
)
from grader.publication.harvest.reading import read_page
from grader.publication.harvest.running import Gathered, apply_run, gather_source, preview_run
from grader.publication.harvest.sources import check_may_change, find_source, gone
from grader.publication.portal import Portal
from grader.publication.problems import Problem
from grader.services.portal.calls import call_api
from grader.services.portal.opening import REGIONAL, Door, find_space, portal_of
from grader.services.portal.visits import Visit, not_a_member
from grader.services.portal.writing import write_in
from grader.services.workshop import Workshop
from grader.typography import french

#: A space's own portals below the whole portal's address, and what is asked there.
_OURS = re.compile(
    rf"/(?:e/(?P<space>[a-z0-9]{{1,40}})/(?P<site>{REGIONAL}/)?)?"
    r"(?:(?P<api>api/.+)|resources/(?P<slug>[^/]+)/(?P<stamp>[^/]+)/(?P<name>[^/]+))"
)
#: A source's id, and what it answered.
Answered: TypeAlias = tuple[str, Gathered]


def fetcher(workshop: Workshop, door: Door) -> Fetch:
    """Make what asks an address: our own portals answer within this process, and nothing else.

    Whatever is asked is asked as anyone would, without a key.

    Args:
        workshop: stores.
        door: where the harvesting portal was called; the addresses of the same server are ours.
    """

    def fetch(url: str, method: str = "GET") -> Fetched:
        try:
            parts = urlsplit(url)
        except ValueError:
            return no_answer(url, method)
        ours = urlsplit(door.origin)
        inside = parts.path.removeprefix(ours.path)
        found = _OURS.fullmatch(unquote(inside))
        same = (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)
        if not same or inside == parts.path:
            return no_answer(url, method)
        if found is None:
            # A page for people, given in place of a catalogue.
            return Fetched(200, "text/html; charset=UTF-8", b"<!doctype html>")
        source = Door(
            origin=door.origin,
            space_id=found["space"] or "",
            site="regional" if found["site"] else "main",
        )
        if found["api"] is None:
            where = (found["slug"], found["stamp"], found["name"])
            return _hosted(workshop, source, where)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        response = call_api(workshop, source, Request(method, "/" + found["api"], query))
        return _as_fetched(response)

    return fetch


def reader(workshop: Workshop) -> Read:
    """Make what reads a page: a worker does, bounded in time and memory."""

    def read(content: bytes, form: str, address: str) -> Page:
        try:
            return workshop.pool.run(read_page, content, form, address)
        except JobFailedError as error:
            raise HarvestFailedError(
                error.code,
                french("Une page du catalogue demande trop de temps ou de mémoire pour être lue."),
                french("Demandez des pages plus petites, par exemple avec « ?page_size=50 »."),
            ) from error

    return read


def ask_source(workshop: Workshop, door: Door, source: Document) -> Gathered:
    """Read a source, or what the exercise makes it answer; nothing is written meanwhile."""
    return gather_source(source, fetcher(workshop, door), reader(workshop))


def run_source(
    workshop: Workshop, door: Door, space: Space, source: Document, occasion: Occasion
) -> Document:
    """Run a source now: read it, then apply in one turn of the space.

    Args:
        workshop: stores.
        door: where the harvesting portal was called.
        space: whose.
        source: which one.
        occasion: what the run is made for.

    Returns:
        the run.
    """
    answered = (source["id"], ask_source(workshop, door, source))
    return apply_gathered(workshop, door, space, answered, occasion)


def apply_gathered(
    workshop: Workshop, door: Door, space: Space, answered: Answered, occasion: Occasion
) -> Document:
    """Apply what a source answered, in one turn of the space; gives the run.

    Raises:
        Problem: the source was deleted meanwhile (410).
    """
    source_id, gathered = answered

    def work(portal: Portal) -> Document:
        current = find_source(portal, source_id)
        if current["deleted"]:
            raise gone()
        job = make_job(portal, current, occasion)
        return apply_run(portal, current, job["id"], gathered)

    return write_in(workshop, space, portal_of(workshop, space, "regional", door.origin), work)


def run_waiting(workshop: Workshop, door: Door, space: Space) -> int:
    """Do the runs that wait since a source was accepted; gives how many there were."""
    portal = portal_of(workshop, space, "regional", door.origin)
    done = 0
    for job in waiting_jobs(portal):
        source = portal.catalogue.get("harvest_source", job["source"])
        if source is None:
            continue
        gathered = ask_source(workshop, door, source)
        done += write_in(workshop, space, portal, _applying(job, gathered))
    return done


def run_by_hand(workshop: Workshop, door: Door, seen: Visit, source_id: str) -> Document:
    """Run a source because a person asks; the real platform leaves that to the night.

    Raises:
        RefusedError: she is not a member of the space.
        Problem: she may not change that source, or it is not there.
    """
    return run_source(workshop, door, seen.space, _to_run(seen, source_id), "hand")


def preview_by_hand(
    workshop: Workshop, door: Door, seen: Visit, source_id: str
) -> tuple[Portal, Document]:
    """Try a source because a person asks, and keep nothing.

    Returns:
        the portal as the run would leave it, and the run.

    Raises:
        RefusedError: she is not a member of the space.
        Problem: she may not change that source, or it is not there.
    """
    source = _to_run(seen, source_id)
    return preview_run(seen.portal, source, ask_source(workshop, door, source))


def _to_run(seen: Visit, source_id: str) -> Document:
    """Find the source that a person wants to run or try.

    Raises:
        RefusedError: she is not a member of the space.
        Problem: she may not change that source, or it is not there.
    """
    if seen.member is None:
        raise not_a_member()
    source = find_source(seen.portal, source_id)
    check_may_change(seen.portal, source)
    return source


def call_harvest_api(workshop: Workshop, door: Door, request: Request) -> Response:
    """Answer a call about harvesting.

    A preview asks a source, which may take long: it writes nothing, so it has no turn of the
    space. A source that is accepted is run once, after the call that accepts it.

    Args:
        workshop: stores.
        door: where the call came in.
        request: the call.
    """
    if request.path.endswith("/preview/"):
        return _preview(workshop, door, request)
    response = call_api(workshop, door, request)
    accepted = request.path.endswith("/validate/") and response.status == HTTPStatus.OK
    if accepted and request.method == "POST" and door.site == "regional":
        space, _ = find_space(workshop, door, request.headers.get("x-api-key"))
        run_waiting(workshop, door, space)
    return response


def _preview(workshop: Workshop, door: Door, request: Request) -> Response:
    try:
        space, member = find_space(workshop, door, request.headers.get("x-api-key"))
    except Problem as problem:
        return refusal(problem)
    portal = portal_of(
        workshop, space, door.site, door.origin, api="" if door.space_id else door.origin
    )
    if member is not None:
        caller = portal.catalogue.get("user", member.user_id)
        portal = replace(portal, caller=caller, sysadmin=door.site == "regional")
    values = {each.name: getattr(portal, each.name) for each in fields(Portal)}
    asking = HarvestingPortal(**values, fetch=fetcher(workshop, door), read=reader(workshop))
    return answer(asking, request)


def _applying(job: Document, gathered: Gathered) -> Callable[[Portal], int]:
    def work(portal: Portal) -> int:
        current = portal.catalogue.get("harvest_job", job["id"])
        source = find_source(portal, job["source"])
        if current is None or current["status"] != "pending":
            # Somebody else of the space did it while we were reading.
            return 0
        if source["deleted"]:
            portal.catalogue.remove("harvest_job", job["id"])
            return 0
        apply_run(portal, source, job["id"], gathered)
        return 1

    return work


def _hosted(workshop: Workshop, door: Door, where: tuple[str, str, str]) -> Fetched:
    """Give a file that a space hosts: a catalogue that somebody wrote by hand."""
    space = workshop.spaces.find(door.space_id)
    path = workshop.spaces.files(space.id, door.site).find(*where) if space is not None else None
    if path is None:
        return Fetched(404)
    with path.open("rb") as stream:
        return Fetched(200, "application/octet-stream", stream.read(MAX_PAGE_BYTES + 1))


def _as_fetched(response: Response) -> Fetched:
    kind = next((value for name, value in response.headers if name.lower() == "content-type"), "")
    return Fetched(response.status, kind, response.body)

"""Opening a portal for one call: which space, who calls, what time it is there."""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grader.errors import NotFoundError
from grader.progress.portal.spaces import DEMONSTRATION, Member, Space
from grader.publication.documents import new_object_id
from grader.publication.portal import Addresses, Limits, Portal, SiteKey
from grader.publication.problems import Problem, no_route, simple_problem
from grader.publication.resources.declared import declarable_schemas
from grader.publication.seeding import make_user, seed
from grader.services.workshop import Workshop
from grader.validation.schemas import schema_folders

#: Where the portal stands below the server's base URL.
MOUNT = "bac-a-sable"
#: What follows a space's address for the portal that harvests the first.
REGIONAL = "regionale"
_TITLES: dict[SiteKey, str] = {
    "main": "Bac à sable",
    "regional": "Plateforme régionale (bac à sable)",
}


_OPENINGS = tuple(threading.Lock() for _ in range(64))


@dataclass(frozen=True)
class Door:
    """Where a call came in.

    Attributes:
        origin: absolute address of the portal, as the caller sees it, without a final slash.
        space_id: the space that its path names, or "".
        site: which of the space's portals.
        learner_id: the learner whom the cookie names, or "": it chooses what is read, and never
            gives a right.
    """

    origin: str
    space_id: str = ""
    site: SiteKey = "main"
    learner_id: str = ""


def own_space(workshop: Workshop, learner_id: str) -> Space:
    """Give the space where a learner is now; hers is opened at her first visit."""
    spaces = workshop.spaces
    # Two tabs at a first visit would open two spaces.
    with _opening(learner_id):
        for space in spaces.of(learner_id):
            return space
        space = spaces.open("learner")
        enter_space(workshop, space, learner_id)
        return space


def enter_space(workshop: Workshop, space: Space, learner_id: str) -> Member:
    """Make a learner a member of a space, with a user of hers there; a new space is furnished."""
    member = workshop.spaces.member(space.id, learner_id)
    if member is not None:
        return workshop.spaces.enter(space.id, learner_id, member.user_id)
    learner = workshop.learners.find(learner_id)
    if learner is None:
        raise NotFoundError("unknown-learner", "Cette personne n'existe pas ou n'existe plus.")

    def work() -> Member:
        member = workshop.spaces.enter(space.id, learner_id, new_object_id())
        for site in ("main", "regional"):
            portal = portal_of(workshop, space, site, f"/{MOUNT}")
            user = make_user(portal, member.user_id, learner.pseudonym)
            seed(portal, workshop.settings.sandbox, user, workshop.spaces.incoming())
        return member

    return workshop.database.turn_of_space(space.id, work)


def demonstration(workshop: Workshop) -> Space:
    """Give the space that anyone reads, without a key."""
    space = workshop.spaces.find(DEMONSTRATION)
    if space is not None:
        return space
    with _opening(DEMONSTRATION):
        return workshop.spaces.find(DEMONSTRATION) or _open_demonstration(workshop)


def _open_demonstration(workshop: Workshop) -> Space:
    space = workshop.spaces.open("demonstration")

    def work() -> Space:
        for site in ("main", "regional"):
            portal = portal_of(workshop, space, site, f"/{MOUNT}")
            seed(portal, workshop.settings.sandbox, None, workshop.spaces.incoming())
        return space

    return workshop.database.turn_of_space(space.id, work)


def _opening(name: str) -> threading.Lock:
    """Give what to hold while a space is opened; one server has these data at a time."""
    return _OPENINGS[hash(name) % len(_OPENINGS)]


def portal_of(
    workshop: Workshop, space: Space, site: SiteKey, origin: str, *, api: str = ""
) -> Portal:
    """Give a space's portal as anyone sees it.

    Args:
        workshop: stores.
        space: which space.
        site: which of its portals.
        origin: absolute address of the whole portal, without a final slash.
        api: what the addresses of the API stand below, where it is not the space's own address.
    """
    bounds = workshop.settings.bounds
    own = space_address(origin, space, site)
    return Portal(
        catalogue=workshop.spaces.catalogue(space.id, site),
        files=workshop.spaces.files(space.id, site),
        addresses=Addresses(api=api or own, web=own),
        site=site,
        title=_TITLES[site],
        clock=functools.partial(_clock, space.ahead),
        schemas=declarable_schemas(schema_folders(workshop.settings)),
        limits=Limits(file_bytes=bounds.portal_upload_bytes),
    )


def space_address(origin: str, space: Space, site: SiteKey) -> str:
    """Give the address that anyone who was given it may open, without a final slash."""
    return f"{origin}/e/{space.id}" + (f"/{REGIONAL}" if site == "regional" else "")


def find_space(workshop: Workshop, door: Door, key: str | None) -> tuple[Space, Member | None]:
    """Find which space a call of the API is about, and who calls by her key.

    Args:
        workshop: stores.
        door: where the call came in.
        key: what ``X-API-KEY`` holds; None where there is no such header.

    Raises:
        Problem: the key is no good there (401), or there is no such space (404).
    """
    member = workshop.spaces.whose(key) if key is not None else None
    if key is not None and (member is None or door.space_id not in ("", member.space_id)):
        raise bad_key()
    if member is not None:
        space = workshop.spaces.find(member.space_id)
    elif door.space_id:
        space = workshop.spaces.find(door.space_id)
    else:
        mine = workshop.spaces.of(door.learner_id) if door.learner_id else []
        space = mine[0] if mine else demonstration(workshop)
    if space is None:
        raise no_route()
    return space, member


def bad_key() -> Problem:
    """Make the refusal of a key that is not one here."""
    return simple_problem(
        401,
        "Invalid API token",
        "Cette clé d'API n'est pas reconnue ici : elle est incomplète, révoquée, ou d'un autre "
        "espace. Une mauvaise clé est refusée même pour lire. Demandez-en une sur la page "
        "« Ma clé d'API » du bac à sable.",
    )


def _clock(ahead: timedelta) -> datetime:
    return datetime.now(UTC) + ahead

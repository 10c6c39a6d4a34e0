"""A person in front of the portal's pages: which space, who she is there, what she may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.progress.portal.spaces import DEMONSTRATION, Member, Space
from grader.publication.portal import Portal, SiteKey
from grader.publication.problems import Problem
from grader.services.dates import day
from grader.services.portal.opening import (
    REGIONAL,
    Door,
    demonstration,
    portal_of,
    space_address,
)
from grader.services.portal.writing import write_in
from grader.services.workshop import Workshop
from grader.typography import french

T = TypeVar("T")


@dataclass(frozen=True)
class Link:
    """A link of the portal's own navigation."""

    label: str
    url: str


@dataclass(frozen=True)
class Place:
    """Where a person is, for the banner and the links of a page.

    Attributes:
        name: « Bac à sable », or the regional platform.
        told: one sentence: whose space, and until when.
        home: path of the portal's home page.
        links: the portal's navigation.
        writes: whether she may write here by pages.
        main: path of the space's main portal.
        regional: path of the portal that harvests.
    """

    name: str
    told: str
    home: str
    links: tuple[Link, ...]
    writes: bool
    main: str
    regional: str


@dataclass(frozen=True)
class Visit:
    """A person in a space.

    Attributes:
        space: which space.
        member: who she is there; None for who was given the address.
        portal: the portal as she sees it.
        place: what pages show of all that.
    """

    space: Space
    member: Member | None
    portal: Portal
    place: Place


def visit(workshop: Workshop, door: Door) -> Visit:
    """Open a space for a person who looks at its pages.

    Args:
        workshop: stores.
        door: where she came in, and the learner whom her cookie names.

    Raises:
        NotFoundError: there is no such space, or its date has come.
    """
    if door.space_id == DEMONSTRATION:
        space: Space | None = demonstration(workshop)
    else:
        space = workshop.spaces.find(door.space_id)
    if space is None:
        raise NotFoundError(
            "unknown-space",
            "Cet espace du bac à sable n'existe pas, ou n'existe plus.",
            "Un espace est effacé à sa date. Ouvrez le vôtre depuis l'accueil d'Ouvroir.",
        )
    member = workshop.spaces.member(space.id, door.learner_id) if door.learner_id else None
    portal = replace(portal_of(workshop, space, door.site, door.origin), via="page")
    if member is not None:
        caller = portal.catalogue.get("user", member.user_id)
        portal = replace(portal, caller=caller, sysadmin=door.site == "regional")
    return Visit(space, member, portal, _place(workshop, space, member, door))


def write(workshop: Workshop, seen: Visit, work: Callable[[Portal], T]) -> T:
    """Do something to a portal as a member of its space, whole or not at all.

    Args:
        workshop: stores.
        seen: who writes, and where.
        work: what to do, on the portal that it is given; short, since others wait.

    Raises:
        RefusedError: she is not a member of that space.
        Problem: the portal refuses, as its API would; nothing is changed.
    """
    if seen.member is None:
        raise not_a_member()
    return write_in(workshop, seen.space, seen.portal, work)


def not_a_member() -> RefusedError:
    """Make the refusal of a person who was only given the address."""
    return RefusedError(
        "not-a-member",
        "Vous pouvez lire cet espace, mais pas y écrire : ce n'est pas le vôtre.",
        "Ouvrez votre propre bac à sable, ou rejoignez celui de votre groupe avec son code.",
    )


def as_error(problem: Problem) -> OuvroirError:
    """Tell on a whole page what the portal refused."""
    told = french(problem.explanation)
    if problem.status == 404:
        return NotFoundError("portal-not-found", "Cette page n'existe pas ici.", told)
    if problem.status == 410:
        return RefusedError("portal-gone", "Cette fiche a été supprimée.", told)
    if problem.status in (401, 403):
        return RefusedError("portal-forbidden", "Vous n'avez pas ce droit ici.", told)
    return RefusedError("portal-refused", "Le portail n'a pas accepté cette demande.", told)


def path_of(workshop: Workshop, space: Space, site: str = "main") -> str:
    """Give the path of a space's portal, with its final slash."""
    key: SiteKey = "regional" if site == "regional" else "main"
    return space_address(workshop.address("bac-a-sable"), space, key) + "/"


def _place(workshop: Workshop, space: Space, member: Member | None, door: Door) -> Place:
    main = path_of(workshop, space)
    regional = main + REGIONAL + "/"
    home = regional if door.site == "regional" else main
    links = [
        Link("Accueil", home),
        Link("Jeux de données", home + "datasets/"),
        Link("Organisations", home + "organizations/"),
    ]
    if door.site == "regional":
        links.append(Link("Moissonneurs", home + "moissonneurs"))
        links.append(Link("Retour au portail principal", main))
    elif member is not None:
        links += [Link("Mon espace", main + "espace"), Link("Ma clé d'API", main + "cle")]
    return Place(
        name="Plateforme régionale, bac à sable" if door.site == "regional" else "Bac à sable",
        told=_told(space, member),
        home=home,
        links=tuple(links),
        writes=member is not None and door.site == "main",
        main=main,
        regional=regional,
    )


def _told(space: Space, member: Member | None) -> str:
    if space.kind == "demonstration":
        return french("Cet espace de démonstration se lit, et personne n'y écrit.")
    whose = f"L'espace du groupe « {space.title} »" if space.kind == "group" else "Votre espace"
    if member is None:
        whose = "Un espace d'exercice que l'on vous a montré"
    until = f" : effacé le {day(space.expires_at)}" if space.expires_at else ""
    return french(f"{whose}{until}.")

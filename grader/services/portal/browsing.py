"""Home, search and organisations of a portal, as its pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from grader.publication.datasets import dataset_view, visible_datasets
from grader.publication.documents import Document
from grader.publication.organizations import find_organization, organizations_of
from grader.publication.portal import Portal, parse_moment
from grader.publication.problems import not_found
from grader.publication.quality import points_of, shown_quality
from grader.publication.reference import ORGANIZATION_BADGES, ROLES
from grader.publication.reuses import find_reuse
from grader.publication.rights import is_producer, role_in
from grader.publication.slugs import slugify
from grader.services.dates import day
from grader.services.portal.markdown import safe_html, summary
from grader.services.portal.record_pages import producer_of
from grader.services.portal.record_states import RecordState, state_of
from grader.services.portal.talk_views import ReuseView, reuse_of
from grader.services.portal.visits import Link, Visit
from grader.typography import french, plural

_PAGE_SIZE = 20
_AT_HOME = 4
#: Records told on the page of an organisation; a search tells them all.
_OF_ORGANIZATION = 20
#: What a search may ask about states, and who may ask it.
_STATES = {
    "": "Publiques",
    "draft": "Brouillons",
    "archived": "Archivées",
    "deleted": "Supprimées",
}


@dataclass(frozen=True)
class RecordLine:
    """A record in a list.

    Attributes:
        title, url: its name and its page.
        producer: who publishes it.
        summary: first words of its description.
        changed: « 15 octobre 2026 ».
        formats: of its resources, in capitals.
        score: « 6 sur 9 ».
        state: shown where it is not public.
    """

    title: str
    url: str
    producer: str
    summary: str
    changed: str
    formats: str
    score: str
    state: RecordState


@dataclass(frozen=True)
class Home:
    """What a portal's home page shows.

    Attributes:
        latest: the public records, newest first, a few.
        mine: drafts and other records of hers that are not public.
        count: how many records are public, told.
        organizations: those of which she is a member.
    """

    latest: tuple[RecordLine, ...]
    mine: tuple[RecordLine, ...]
    count: str
    organizations: tuple[Link, ...]


@dataclass(frozen=True)
class Listed:
    """What a search found.

    Attributes:
        told: how many, in a sentence.
        lines: those of this page.
        words: what was searched.
        state, format, tag, organization: what was chosen.
        states, formats, organizations: what may be chosen: (value, label).
        tag_url: the same search without the key word, or "".
        previous, following: addresses of the pages beside, or "".
        number: « page 2 sur 3 », or "".
    """

    told: str
    lines: tuple[RecordLine, ...]
    words: str
    state: str
    format: str
    tag: str
    organization: str
    states: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str], ...]
    organizations: tuple[tuple[str, str], ...]
    tag_url: str
    previous: str
    following: str
    number: str


@dataclass(frozen=True)
class OrganizationView:
    """An organisation.

    Attributes:
        name, url: its name and its page.
        description: safe HTML.
        summary: first words.
        badges: what it is.
        members: (who, role).
        records: its records that who looks may see.
        count: how many, told.
        role: what who looks is in it, or "".
        site: its own web site, or "".
        api_url: in the API.
        all_url: a search of its public records.
        catalog: addresses that another portal harvests.
    """

    name: str
    url: str
    description: str
    summary: str
    badges: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    records: tuple[RecordLine, ...]
    count: str
    role: str
    site: str
    api_url: str
    all_url: str
    catalog: tuple[Link, ...]


@dataclass(frozen=True)
class PersonView:
    """Somebody, as others see her.

    Attributes:
        name: a pseudonym.
        organizations: those that she publishes for.
        records: her own, that who looks may see.
    """

    name: str
    organizations: tuple[Link, ...]
    records: tuple[RecordLine, ...]


def home_page(seen: Visit) -> Home:
    """Make the home page of a portal."""
    portal = seen.portal
    datasets = visible_datasets(portal)
    public = [one for one in datasets if state_of(one).name == "public"]
    mine = [one for one in datasets if state_of(one).name != "public" and is_producer(portal, one)]
    return Home(
        latest=tuple(record_line(seen, one) for one in public[:_AT_HOME]),
        mine=tuple(record_line(seen, one) for one in mine[:_AT_HOME]),
        count=french(plural(len(public), "jeu de données public", "jeux de données publics")),
        organizations=tuple(
            Link(one["name"], f"{seen.place.home}organizations/{one['slug']}")
            for one in portal.catalogue.all("organization")
            if not one.get("deleted") and role_in(portal, one["id"])
        ),
    )


def list_page(seen: Visit, query: Mapping[str, str], organization: str, number: str) -> Listed:
    """Search among the records that a person may see.

    Args:
        seen: who looks, and where.
        query: ``q``, ``etat``, ``tag``, ``format``.
        organization: slug of the one that publishes, or "".
        number: of the page, as the address has it.
    """
    portal = seen.portal
    chosen = query["etat"] if query["etat"] in _STATES else ""
    records = [
        one for one in visible_datasets(portal) if state_of(one).name == (chosen or "public")
    ]
    if chosen:
        records = [one for one in records if is_producer(portal, one)]
    slugs = {one["id"]: one for one in portal.catalogue.all("organization")}
    publishers = {one["organization"] for one in records if one["organization"]}
    offered = sorted((slugs[key]["slug"], slugs[key]["name"]) for key in publishers if key in slugs)
    formats = sorted({name for one in records for name in _formats(one)})
    found = [
        one
        for one in records
        if _holds(one, query["q"])
        and (not query["tag"] or query["tag"] in one["tags"])
        and (not query["format"] or query["format"] in _formats(one))
        and (not organization or slugs.get(one["organization"], {}).get("slug") == organization)
    ]
    pages = max(1, -(-len(found) // _PAGE_SIZE))
    page = min(max(1, int(number)), pages) if number.isdecimal() and len(number) < 6 else 1
    kept = {**query, "organisation": organization}
    kept = {name: value for name, value in kept.items() if value}

    def address(at: int) -> str:
        return "?" + urlencode({**kept, "page": at}) if 1 <= at <= pages else ""

    without_tag = {name: value for name, value in kept.items() if name != "tag"}
    return Listed(
        told=_told(len(found), query["q"], chosen),
        lines=tuple(
            record_line(seen, one) for one in found[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE]
        ),
        words=query["q"],
        state=chosen,
        format=query["format"],
        tag=query["tag"],
        organization=organization,
        states=tuple(_STATES.items()) if portal.caller is not None else (),
        formats=tuple((name, name.upper()) for name in formats),
        organizations=tuple(offered),
        tag_url="?" + urlencode(without_tag) if query["tag"] else "",
        previous=address(page - 1),
        following=address(page + 1),
        number=french(f"Page {page} sur {pages}") if pages > 1 else "",
    )


def organizations_page(seen: Visit) -> tuple[OrganizationView, ...]:
    """Tell every organisation of a portal, by name."""
    counts = Counter(one["organization"] for one in _present(seen.portal))
    told = [
        _organization(seen, one, counts[one["id"]])
        for one in seen.portal.catalogue.all("organization")
        if not one.get("deleted")
    ]
    return tuple(sorted(told, key=lambda one: slugify(one.name)))


def organization_page(seen: Visit, name: str) -> OrganizationView:
    """Tell one organisation.

    Raises:
        Problem: there is none of that id or slug (404), or it is gone (410).
    """
    organization = find_organization(seen.portal, name)
    theirs = [one for one in _present(seen.portal) if one["organization"] == organization["id"]]
    lines = tuple(record_line(seen, one) for one in theirs[:_OF_ORGANIZATION])
    return _organization(seen, organization, len(theirs), lines)


def reuse_page(seen: Visit, name: str) -> tuple[ReuseView, tuple[RecordLine, ...]]:
    """Tell one reuse, and the records that it is made of.

    Raises:
        Problem: there is none of that id or slug (404), or it is gone (410).
    """
    reuse = find_reuse(seen.portal, name)
    records = [one for one in visible_datasets(seen.portal) if one["id"] in reuse["datasets"]]
    return reuse_of(seen.portal, reuse), tuple(record_line(seen, one) for one in records)


def person_page(seen: Visit, slug: str) -> PersonView:
    """Tell who somebody is in a portal: a pseudonym, organisations, records of her own.

    Raises:
        Problem: nobody there has that name (404).
    """
    portal = seen.portal
    user = next((one for one in portal.catalogue.all("user") if one["slug"] == slug), None)
    if user is None:
        raise not_found()
    hers = [one for one in _present(portal) if one["owner"] == user["id"]]
    return PersonView(
        name=f"{user['first_name']} {user['last_name']}".strip(),
        organizations=tuple(
            Link(one["name"], f"{seen.place.home}organizations/{one['slug']}")
            for one in organizations_of(portal, user["id"])
        ),
        records=tuple(record_line(seen, one) for one in hers[:_OF_ORGANIZATION]),
    )


def record_line(seen: Visit, dataset: Document) -> RecordLine:
    """Tell a record as a list shows it.

    Args:
        seen: who looks, and where.
        dataset: as stored.
    """
    portal = seen.portal
    view = dataset_view(portal, dataset)
    points = points_of(shown_quality(dataset, portal.clock()))
    return RecordLine(
        title=dataset["title"],
        url=f"{seen.place.home}datasets/{dataset['slug'] or dataset['id']}",
        producer=producer_of(view, seen.place.home).value,
        summary=dataset.get("description_short") or summary(dataset["description"]),
        changed=day(parse_moment(view["last_update"])),
        formats=", ".join(name.upper() for name in sorted(_formats(dataset))),
        score=f"{points} sur 9",
        state=state_of(dataset),
    )


def _organization(
    seen: Visit, organization: Document, count: int, records: tuple[RecordLine, ...] = ()
) -> OrganizationView:
    portal = seen.portal
    role = role_in(portal, organization["id"])
    below = f"/api/1/organizations/{organization['id']}"
    site = organization.get("url") or ""
    return OrganizationView(
        name=organization["name"],
        url=f"{seen.place.home}organizations/{organization['slug']}",
        description=safe_html(organization["description"]),
        summary=summary(organization["description"]),
        badges=tuple(ORGANIZATION_BADGES.get(kind, kind) for kind in organization["badges"]),
        members=_members(portal, organization),
        records=records,
        count=french(plural(count, "jeu de données", "jeux de données")),
        role=ROLES[role][0] if role else "",
        site=site if site.startswith(("https://", "http://")) else "",
        api_url=portal.addresses.api_url(f"{below}/"),
        all_url=f"{seen.place.home}datasets/?{urlencode({'organisation': organization['slug']})}",
        catalog=(
            Link("Catalogue en Turtle", portal.addresses.api_url(f"{below}/catalog.ttl")),
            Link("Catalogue en JSON-LD", portal.addresses.api_url(f"{below}/catalog.jsonld")),
        ),
    )


def _present(portal: Portal) -> list[Document]:
    """Give the records that who looks may see, deleted ones left out."""
    return [one for one in visible_datasets(portal) if not one.get("deleted")]


def _members(portal: Portal, organization: Document) -> tuple[tuple[str, str], ...]:
    told = []
    for member in organization["members"]:
        user = portal.catalogue.get("user", member["user"])
        if user is not None:
            name = f"{user['first_name']} {user['last_name']}".strip()
            told.append((name, ROLES[member["role"]][0]))
    return tuple(told)


def _formats(dataset: Document) -> set[str]:
    return {one["format"] for one in dataset["resources"] if one.get("format")}


def _holds(dataset: Document, words: str) -> bool:
    """Say whether a record holds every word, accents and case apart."""
    told = (dataset["title"], dataset.get("acronym") or "", dataset["description"])
    text = slugify(" ".join((*told, *dataset["tags"])))
    return all(slugify(word) in text for word in words.split())


def _told(count: int, words: str, state: str) -> str:
    noun = plural(count, "jeu de données", "jeux de données")
    told = f"{noun} pour « {words.strip()} »" if words.strip() else noun
    kinds = {"draft": "en brouillon", "archived": "parmi les archives", "deleted": "supprimés"}
    return french(f"{told} {kinds[state]}" if state else told)

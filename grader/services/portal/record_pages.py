"""The page of one record: what it says, its files, its score, what others did with it."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication.datasets import dataset_view, find_dataset
from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.reference import FREQUENCIES, LICENSES, find_zone
from grader.publication.rights import may_edit
from grader.services.dates import day
from grader.services.portal.markdown import safe_html
from grader.services.portal.record_states import RecordState, state_of
from grader.services.portal.resource_cards import ResourceCard, cards_of
from grader.services.portal.score_views import ScoreView, score_of
from grader.services.portal.talk_views import (
    CommunityView,
    DiscussionView,
    ReuseView,
    community_of,
    discussions_about,
    reuses_of,
)
from grader.services.portal.visits import Link, Visit
from grader.services.workshop import Workshop
from grader.typography import french


@dataclass(frozen=True)
class Fact:
    """One line of what is known of a record.

    Attributes:
        label: what it is.
        value: what it says; shown as it is.
        url: where it leads, or "".
    """

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class RecordPage:
    """All that the page of a record shows.

    Attributes:
        id, title, acronym: as stored.
        manage: path below which its forms stand, or "" for who may not change it.
        description: safe HTML.
        state: draft, public, archived or deleted, told.
        producer: who publishes it.
        facts: licence, frequency, period…
        tags: its key words, each leading to a search.
        resources: files and links, in their order.
        score: the quality score; None for a record that nobody may mend any more.
        reuses, community, discussions: what others did with it.
        api_url: address of the record in the API.
        share_url: address to give.
        formats: the record for machines: (label, address).
        harvested: where it comes from, or "".
    """

    id: str
    title: str
    acronym: str
    manage: str
    description: str
    state: RecordState
    producer: Fact
    facts: tuple[Fact, ...]
    tags: tuple[Link, ...]
    resources: tuple[ResourceCard, ...]
    score: ScoreView
    reuses: tuple[ReuseView, ...]
    community: tuple[CommunityView, ...]
    discussions: tuple[DiscussionView, ...]
    api_url: str
    share_url: str
    formats: tuple[Link, ...]
    harvested: str


def record_page(workshop: Workshop, seen: Visit, name: str) -> RecordPage:
    """Make the page of a record.

    Args:
        workshop: stores.
        seen: who looks, and where.
        name: the record's id or slug.

    Raises:
        Problem: there is none (404), it is gone (410), or it stands elsewhere (308).
    """
    portal = seen.portal
    dataset = find_dataset(portal, name)
    view = dataset_view(portal, dataset)
    home = seen.place.home
    manage = ""
    if seen.place.writes and may_edit(portal, dataset):
        manage = f"{home}gerer/{dataset['id']}/"
    record = portal.addresses.api_url(f"/api/1/datasets/{dataset['id']}/")
    return RecordPage(
        id=dataset["id"],
        title=dataset["title"],
        acronym=dataset.get("acronym") or "",
        manage=manage,
        description=safe_html(dataset["description"]),
        state=state_of(dataset),
        producer=producer_of(view, home),
        facts=_facts(view),
        tags=tuple(Link(tag, f"{home}datasets/?tag={tag}") for tag in view["tags"]),
        resources=cards_of(workshop, seen, dataset, view, manage),
        score=score_of(portal, dataset, manage),
        reuses=reuses_of(portal, dataset["id"]),
        community=community_of(portal, dataset["id"]),
        discussions=discussions_about(portal, dataset["id"]),
        api_url=record,
        share_url=portal.addresses.web_url(f"/datasets/{dataset['slug']}"),
        formats=_formats(portal, dataset),
        harvested=_harvested(dataset),
    )


def find_record(seen: Visit, name: str) -> Document:
    """Find a record that a person may see.

    Raises:
        Problem: there is none (404), it is gone (410), or it stands elsewhere (308).
    """
    return find_dataset(seen.portal, name)


def producer_of(view: Document, home: str) -> Fact:
    """Tell who publishes a record.

    Args:
        view: the record as the API shows it.
        home: path of the portal.
    """
    if view["organization"] is not None:
        organization = view["organization"]
        name, slug = organization["name"], organization["slug"]
        return Fact("Producteur", name, f"{home}organizations/{slug}")
    if view["owner"] is not None:
        owner = view["owner"]
        return Fact("Producteur", f"{owner['first_name']} {owner['last_name']}".strip())
    return Fact("Producteur", "inconnu")


def period_of(coverage: Document | None) -> str:
    """Tell a temporal coverage; "" where there is none."""
    if not coverage:
        return ""
    start = _date(coverage["start"])
    if not coverage.get("end"):
        return french(f"depuis le {start}")
    return french(f"du {start} au {_date(coverage['end'])}")


def territory_of(spatial: Document | None) -> str:
    """Tell a spatial coverage; "" where there is none."""
    if not spatial:
        return ""
    names = []
    for identifier in spatial.get("zones") or ():
        zone = find_zone(identifier)
        names.append(zone.name if zone else identifier)
    if names:
        return ", ".join(names)
    return "un contour dessiné" if spatial.get("geom") else "précision seule, sans zone"


def _facts(view: Document) -> tuple[Fact, ...]:
    licence = LICENSES.get(view["license"])
    told_licence = licence.title if licence else view["license"]
    frequency = FREQUENCIES.get(view["frequency"])
    facts = [
        Fact("Mis à jour le", day(parse_moment(view["last_update"]))),
        Fact("Licence", told_licence, (licence.url or "") if licence else ""),
        Fact("Fréquence de mise à jour", frequency.label if frequency else view["frequency"]),
        Fact("Période couverte", period_of(view["temporal_coverage"]) or "non indiquée"),
        Fact("Territoire", territory_of(view["spatial"]) or "non indiqué"),
    ]
    if view["access_type"] != "open":
        facts.append(Fact("Accès", "restreint ou avec un compte"))
    facts += [
        Fact("Contact", point["name"], _mail(point)) for point in view.get("contact_points") or ()
    ]
    return tuple(facts)


def _mail(point: Document) -> str:
    if point.get("email"):
        return f"mailto:{point['email']}"
    form = str(point.get("contact_form") or "")
    return form if form.startswith(("https://", "http://")) else ""


def _formats(portal: Portal, dataset: Document) -> tuple[Link, ...]:
    below = f"/api/1/datasets/{dataset['id']}"
    return (
        Link("Fiche en JSON (API)", portal.addresses.api_url(f"{below}/")),
        Link("DCAT en Turtle", portal.addresses.api_url(f"{below}/rdf.ttl")),
        Link("DCAT en JSON-LD", portal.addresses.api_url(f"{below}/rdf.jsonld")),
        Link(
            "Le paquet décrit (datapackage.json)",
            portal.addresses.web_url(f"/datasets/{dataset['id']}/datapackage.json"),
        ),
    )


def _harvested(dataset: Document) -> str:
    harvest = dataset.get("harvest")
    if not harvest:
        return ""
    domain = harvest.get("domain") or harvest.get("source_url") or "un autre portail"
    return french(
        f"Cette fiche a été moissonnée, c'est-à-dire recopiée automatiquement depuis {domain}. "
        "Elle se corrige à la source : ce que l'on change ici est remplacé au passage suivant."
    )


def _date(text: str) -> str:
    return day(parse_moment(f"{text}T12:00:00+00:00"))

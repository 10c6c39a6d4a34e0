"""One organisation's data, to be shown inside its own site."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from grader.publication.datasets import public_datasets
from grader.publication.documents import Document
from grader.publication.organizations import check_not_deleted, find_organization
from grader.publication.portal import Portal, parse_moment
from grader.publication.resources.view import resource_url
from grader.services.dates import day, size_label
from grader.services.portal.markdown import summary
from grader.typography import french, plural

#: Records and files shown; the portal itself shows them all.
_MOST_RECORDS, _MOST_FILES = 50, 10


@dataclass(frozen=True)
class FileLine:
    """One file of a record.

    Attributes:
        title, url: of the resource; the address is one of the web, or "".
        about: format and size, or "".
    """

    title: str
    url: str
    about: str


@dataclass(frozen=True)
class RecordCard:
    """One record.

    Attributes:
        title, summary: in its producer's words.
        url: its page on the portal.
        changed: French date of its last update.
        files: the first ones.
    """

    title: str
    summary: str
    url: str
    changed: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class WhiteLabel:
    """What one organisation publishes.

    Attributes:
        name: the organisation's.
        count: how many records, in words.
        records: the newest first.
        url: the organisation's page on the portal.
        frame_url: address of the page that is framed.
        code: the HTML to paste.
    """

    name: str
    count: str
    records: tuple[RecordCard, ...]
    url: str
    frame_url: str
    code: str


def white_label(portal: Portal, name: str) -> WhiteLabel:
    """Show what an organisation publishes, as anyone sees it.

    Args:
        portal: which one; whoever calls sees what is public alone.
        name: the organisation's id or slug.

    Raises:
        Problem: there is none (404), or it is deleted (410).
    """
    organization = find_organization(portal, name)
    check_not_deleted(portal, organization)
    found = [one for one in public_datasets(portal) if one["organization"] == organization["id"]]
    frame_url = portal.addresses.web_url(f"/marque-blanche/{organization['slug']}")
    return WhiteLabel(
        name=organization["name"],
        count=plural(len(found), "jeu de données", "jeux de données"),
        records=tuple(_card(portal, one) for one in found[:_MOST_RECORDS]),
        url=portal.addresses.web_url(f"/organizations/{organization['slug']}"),
        frame_url=frame_url,
        code=_code(organization["name"], frame_url, portal.addresses.web),
    )


def _code(name: str, frame_url: str, portal_url: str) -> str:
    title = escape(french(f"Données ouvertes : {name}"))
    return (
        f'<iframe src="{escape(frame_url)}"\n'
        f'        title="{title}"\n'
        '        width="100%" height="640" loading="lazy"></iframe>\n'
        f'<p><a href="{escape(portal_url)}">{title} sur le portail</a></p>'
    )


def _card(portal: Portal, dataset: Document) -> RecordCard:
    harvest = dataset["harvest"] or {}
    dates = [one["last_modified"] for one in dataset["resources"]]
    changed = harvest.get("modified_at") or max(dates, default=dataset["last_modified"])
    return RecordCard(
        title=dataset["title"],
        summary=dataset["description_short"] or summary(dataset["description"]),
        url=portal.addresses.web_url(f"/datasets/{dataset['slug'] or dataset['id']}"),
        changed=day(parse_moment(changed)),
        files=tuple(_file(portal, one) for one in dataset["resources"][:_MOST_FILES]),
    )


def _file(portal: Portal, resource: Document) -> FileLine:
    url = resource_url(portal, resource)
    size = size_label(resource["filesize"]) if resource["filesize"] else ""
    about = ", ".join(word for word in ((resource["format"] or "").upper(), size) if word)
    safe = url if url.lower().startswith(("http://", "https://")) else ""
    return FileLine(resource["title"], safe, about)

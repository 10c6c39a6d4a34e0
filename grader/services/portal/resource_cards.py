"""The files and links of a record, as its page shows them: preview, schema, versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.quality import is_open
from grader.publication.reference import RESOURCE_TYPES
from grader.services.dates import day_and_time, size_label
from grader.services.portal.markdown import safe_html
from grader.services.portal.reports import report_of
from grader.services.portal.visits import Link, Visit
from grader.services.workshop import Workshop
from grader.typography import french, plural

#: What the schema's badge says for each state of a file's report: sign, tone, words.
_VERDICTS: dict[str, tuple[str, str, str]] = {
    "valid": ("✔", "bon", "conforme à son schéma"),
    "invalid": ("✖", "faux", "non conforme à son schéma"),
    "waiting": ("○", "neutre", "contrôle en cours"),
    "unreadable": ("✖", "faux", "illisible comme tableau"),
    "failed": ("○", "neutre", "contrôle interrompu"),
}


@dataclass(frozen=True)
class SchemaBadge:
    """What a file declares, and whether it keeps to it.

    Attributes:
        name: « scdl/deliberations 2.1.3 ».
        url: of a schema that is declared by its address, or "".
        sign, tone, label: the verdict, or nothing where there is none.
    """

    name: str
    url: str
    sign: str
    tone: str
    label: str


@dataclass(frozen=True)
class Preview:
    """The first rows of a file.

    Attributes:
        header: names of columns.
        rows: cells as text.
        told: how many rows there are, and how many are shown.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: str


@dataclass(frozen=True)
class ResourceCard:
    """One resource.

    Attributes:
        id, title: as stored.
        description: safe HTML, or "".
        kind: « Fichier principal ».
        hosted: whether its bytes are here.
        format: « csv », or "".
        open_format: whether the score counts it as open.
        size: « 37 ko », or "".
        changed: « 15 octobre 2026 à 9 h 05 ».
        url: where its bytes are now.
        latest: its permanent address.
        checksum: « sha1 : 4c62… », or "".
        schema: what it declares, or None.
        report: what its check found, in a sentence, or "".
        groups: « 12 dates illisibles »…
        waiting: whether its check is not done.
        news: where a script asks whether it is.
        preview: its first rows, or None.
        versions: earlier versions, told.
        dictionary: descriptions of its columns to download, or empty.
        manage: path below which its forms stand, or "".
    """

    id: str
    title: str
    description: str
    kind: str
    hosted: bool
    format: str
    open_format: bool
    size: str
    changed: str
    url: str
    latest: str
    checksum: str
    schema: SchemaBadge | None
    report: str
    groups: tuple[str, ...]
    waiting: bool
    news: str
    preview: Preview | None
    versions: tuple[str, ...]
    dictionary: tuple[Link, ...]
    manage: str


def cards_of(
    workshop: Workshop, seen: Visit, dataset: Document, view: Document, manage: str
) -> tuple[ResourceCard, ...]:
    """Tell each resource of a record, in its order.

    Args:
        workshop: where reports on files are asked for.
        seen: who looks, and where.
        dataset: the stored record.
        view: the same as the API shows it.
        manage: path below which the record's forms stand, or "".
    """
    shown = {one["id"]: one for one in view["resources"]}
    return tuple(
        _card(
            seen.portal,
            dataset,
            stored,
            shown[stored["id"]],
            report=report_of(workshop, seen.space, seen.portal, stored) or {},
            manage=manage,
        )
        for stored in dataset["resources"]
        if stored["id"] in shown
    )


def _card(
    portal: Portal,
    dataset: Document,
    stored: Document,
    view: Document,
    *,
    report: Document,
    manage: str,
) -> ResourceCard:
    hosted = view["filetype"] == "file"
    checksum = view.get("checksum") or {}
    return ResourceCard(
        id=stored["id"],
        title=view["title"],
        description=safe_html(view["description"]) if view.get("description") else "",
        kind=RESOURCE_TYPES.get(view["type"], str(view["type"])),
        hosted=hosted,
        format=view.get("format") or "",
        open_format=is_open(stored),
        size=size_label(view["filesize"]) if isinstance(view.get("filesize"), int) else "",
        changed=day_and_time(parse_moment(view["last_modified"])),
        url=_web(view["url"]),
        latest=view["latest"],
        checksum=f"{checksum['type']} {checksum['value']}" if checksum.get("value") else "",
        schema=_badge(view.get("schema"), report),
        report=french(report.get("told") or ""),
        groups=tuple(_group(group) for group in report.get("groups") or ()),
        waiting=report.get("state") == "waiting",
        news=portal.addresses.web_url(f"/rapports/{stored['id']}"),
        preview=_preview(report),
        versions=tuple(_version(one) for one in stored.get("history") or ()),
        dictionary=_dictionary(portal, dataset, stored, report),
        manage=f"{manage}ressource/{stored['id']}/" if manage else "",
    )


def _web(address: str) -> str:
    """Give an address that a link may lead to, or ""."""
    return address if address.startswith(("https://", "http://", "ftp://", "ftps://")) else ""


def _badge(schema: Document | None, report: Document) -> SchemaBadge | None:
    if not schema:
        return None
    name = schema.get("name") or schema.get("url") or ""
    version = schema.get("version") or ""
    sign, tone, label = _VERDICTS.get(report.get("state") or "", ("", "", ""))
    return SchemaBadge(
        name=f"{name} {version}".strip(),
        url=_web(schema.get("url") or ""),
        sign=sign,
        tone=tone,
        label=label,
    )


def _group(group: Document) -> str:
    count = int(group.get("count") or 1)
    example = str(group.get("example") or "")
    told = f"{group['title']} ({plural(count, 'cas', 'cas')})"
    return french(told) + (f" — {example}" if example else "")


def _preview(report: Document) -> Preview | None:
    seen = report.get("preview")
    if not seen or not seen.get("header"):
        return None
    rows = tuple(tuple("" if c is None else str(c) for c in row) for row in seen["rows"])
    total = int(report.get("n_rows") or len(rows))
    told = plural(total, "ligne")
    if len(rows) < total:
        told = f"Les {plural(len(rows), 'première ligne', 'premières lignes')} sur {total}"
    return Preview(tuple(str(name) for name in seen["header"]), rows, french(told))


def _version(one: Document) -> str:
    size = f", {size_label(one['size'])}" if isinstance(one.get("size"), int) else ""
    return f"{one['name']}{size}, du {day_and_time(parse_moment(one['at']))}"


def _dictionary(
    portal: Portal, dataset: Document, stored: Document, report: dict[str, Any]
) -> tuple[Link, ...]:
    if not (report.get("columns") or stored.get("columns")):
        return ()
    below = f"/datasets/{dataset['slug']}/dictionnaire/{stored['id']}"
    return (
        Link("Dictionnaire des données (CSV)", portal.addresses.web_url(f"{below}.csv")),
        Link("Dictionnaire des données (Markdown)", portal.addresses.web_url(f"{below}.md")),
    )

"""The pages about harvesting: sources, one of them, a run, as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from grader.publication.documents import Document
from grader.publication.harvest.archiving import datasets_of
from grader.publication.harvest.jobs import find_job, jobs_of
from grader.publication.harvest.sources import (
    FAULTS,
    GRACE_DAYS,
    GUIDE_GRACE_DAYS,
    find_source,
    live_sources,
    may_change,
)
from grader.publication.portal import Portal, parse_moment
from grader.services.dates import day, day_and_time
from grader.services.portal.harvest_told import ItemLine, JobLine, item_lines, job_line
from grader.services.portal.visits import Visit
from grader.typography import french, plural

_VALIDATION = {
    "pending": ("○", "En attente d'acceptation"),
    "accepted": ("✔", "Acceptée : un passage chaque nuit"),
    "refused": ("✖", "Refusée"),
}
#: Runs listed on a source's page.
_RUNS_SHOWN = 15


@dataclass(frozen=True)
class SourceLine:
    """A source in the list.

    Attributes:
        id, name, url: of the source.
        organization: who declared it.
        sign, state: whether it is accepted.
        last: its last run, or None.
    """

    id: str
    name: str
    url: str
    organization: str
    sign: str
    state: str
    last: JobLine | None


@dataclass(frozen=True)
class SourcesPage:
    """Every source, and the clock.

    Attributes:
        sources: the latest first.
        today: French date on the space's own clock.
        ahead: how far it is ahead of the world's, in words, or "".
        member: whether the reader may do something here.
    """

    sources: tuple[SourceLine, ...]
    today: str
    ahead: str
    member: bool


@dataclass(frozen=True)
class MissingLine:
    """A record that the source no longer shows.

    Attributes:
        title, url: of our record.
        told: since when, and what will happen.
    """

    title: str
    url: str
    told: str


@dataclass(frozen=True)
class SourcePage:
    """One source.

    Attributes:
        line: as the list tells it.
        description: what its producer wrote of it.
        comment: why it was refused, or "".
        jobs: its last runs.
        missing: records that it no longer shows.
        n_datasets: how many records it brought, in words.
        faults: (key, French, whether it is chosen).
        graces: (days, French, whether it is chosen).
        pending: whether it waits to be accepted.
        accepted: whether it is.
        may_change: whether the reader administers it.
        today, ahead: as in ``SourcesPage``.
    """

    line: SourceLine
    description: str
    comment: str
    jobs: tuple[JobLine, ...]
    missing: tuple[MissingLine, ...]
    n_datasets: str
    faults: tuple[tuple[str, str, bool], ...]
    graces: tuple[tuple[int, str, bool], ...]
    pending: bool
    accepted: bool
    may_change: bool
    today: str
    ahead: str


@dataclass(frozen=True)
class RunPage:
    """One run, or a preview.

    Attributes:
        line: as the list tells it.
        items: what became of each record.
        source_id, source_name: of its source.
        preview: whether nothing of it was kept.
    """

    line: JobLine
    items: tuple[ItemLine, ...]
    source_id: str
    source_name: str
    preview: bool


def sources_page(seen: Visit) -> SourcesPage:
    """Tell every source of the regional platform."""
    lines = tuple(_line(seen.portal, source) for source in live_sources(seen.portal))
    return SourcesPage(lines, _today(seen), _ahead(seen), seen.member is not None)


def source_page(seen: Visit, identifier: str) -> SourcePage:
    """Tell one source.

    Raises:
        Problem: there is none (404).
    """
    portal = seen.portal
    source = find_source(portal, identifier)
    brought = datasets_of(portal, source)
    state = source["validation"]["state"]
    return SourcePage(
        line=_line(portal, source),
        description=source["description"] or "",
        comment=source["validation"]["comment"] or "",
        jobs=tuple(job_line(job) for job in jobs_of(portal, source)[:_RUNS_SHOWN]),
        missing=tuple(_missing(seen, source, brought)),
        n_datasets=plural(len(brought), "fiche"),
        faults=tuple(
            (key, french(f"La source {label}"), key == source["fault"])
            for key, label in FAULTS.items()
        ),
        graces=(
            (
                GRACE_DAYS,
                french(f"{GRACE_DAYS} jours : la valeur par défaut du logiciel"),
                source["grace_days"] == GRACE_DAYS,
            ),
            (
                GUIDE_GRACE_DAYS,
                french(f"{GUIDE_GRACE_DAYS} jours : ce que dit le guide de data.gouv.fr"),
                source["grace_days"] == GUIDE_GRACE_DAYS,
            ),
        ),
        pending=state == "pending",
        accepted=state == "accepted",
        may_change=may_change(portal, source) and not source["deleted"],
        today=_today(seen),
        ahead=_ahead(seen),
    )


def run_page(seen: Visit, identifier: str) -> RunPage:
    """Tell one run.

    Raises:
        Problem: there is none (404).
    """
    job = find_job(seen.portal, identifier)
    source = find_source(seen.portal, job["source"])
    return RunPage(
        job_line(job),
        item_lines(seen.portal, seen.place.home, job),
        source["id"],
        source["name"],
        preview=False,
    )


def preview_page(tried: tuple[Portal, Document]) -> RunPage:
    """Tell a preview: the portal as it would be left, and the run."""
    portal, job = tried
    source = find_source(portal, job["source"])
    items = item_lines(portal, "", job)
    return RunPage(job_line(job), items, source["id"], source["name"], preview=True)


def _line(portal: Portal, source: Document) -> SourceLine:
    organization = (
        portal.catalogue.get("organization", source["organization"])
        if source["organization"]
        else None
    )
    sign, state = _VALIDATION[source["validation"]["state"]]
    last = next(iter(jobs_of(portal, source)), None)
    return SourceLine(
        id=source["id"],
        name=source["name"],
        url=source["url"],
        organization=organization["name"] if organization else "une personne",
        sign=sign,
        state=french(state),
        last=job_line(last) if last is not None else None,
    )


def _missing(seen: Visit, source: Document, brought: list[Document]) -> list[MissingLine]:
    """Tell the records that the last good run did not see, archived or about to be."""
    good = next(
        (job for job in jobs_of(seen.portal, source) if job["status"].startswith("done")), None
    )
    if good is None:
        return []
    begun = parse_moment(good["started"])
    lines = []
    for dataset in brought:
        last_seen = parse_moment(dataset["harvest"]["last_update"])
        if last_seen >= begun:
            continue
        told = f"Vue pour la dernière fois le {day(last_seen)}."
        if dataset["archived"]:
            told += f" Archivée ici le {day(parse_moment(dataset['archived']))}."
        else:
            # The delay counts whole days: it is over at the first night after it.
            night = last_seen + timedelta(days=source["grace_days"] + 1)
            told += (
                f" Si la source ne la montre pas d'ici là, elle sera archivée au passage du "
                f"{day(night)}."
            )
        url = f"{seen.place.home}datasets/{dataset['slug'] or dataset['id']}"
        lines.append(MissingLine(dataset["title"], url, french(told)))
    return lines


def _today(seen: Visit) -> str:
    return day_and_time(seen.portal.clock())


def _ahead(seen: Visit) -> str:
    days = round(seen.space.ahead / timedelta(days=1))
    return french(f"{plural(days, 'jour')} en avance sur le calendrier") if days else ""

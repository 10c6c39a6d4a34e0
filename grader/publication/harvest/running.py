"""One run: first everything is read, then it is applied at once, record by record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.publication.datasets.saving import new_dataset, save_dataset
from grader.publication.documents import Document, new_object_id
from grader.publication.harvest.applying import LONGEST_TITLE, apply_record
from grader.publication.harvest.archiving import archive_missing
from grader.publication.harvest.catalogues import HeldCatalogue
from grader.publication.harvest.identity import Harvested, has_another_owner
from grader.publication.harvest.jobs import (
    end_item,
    error_of,
    fault_of,
    find_job,
    make_job,
    new_item,
)
from grader.publication.harvest.model import (
    MAX_PAGES,
    MAX_RECORDS,
    MAX_RUN_BYTES,
    Fetch,
    Fetched,
    HarvestFailedError,
    Read,
    RemoteDataset,
)
from grader.publication.harvest.parsing import check_answer, find_format
from grader.publication.harvest.reading import read_page
from grader.publication.portal import Portal
from grader.typography import french, number

#: What a site under repair answers in place of its catalogue.
_GARBLED = b"<html><body>Maintenance en cours"
#: Records of a preview.
PREVIEWED = 20


@dataclass(frozen=True)
class Gathered:
    """What a source answered.

    Attributes:
        datasets: the records that could be read.
        pages: how many pages they were on.
        fault: why reading stopped before the end, or None.
    """

    datasets: tuple[RemoteDataset, ...]
    pages: int = 0
    fault: HarvestFailedError | None = None


def gather(url: str, fetch: Fetch, read: Read = read_page, *, enough: int = 0) -> Gathered:
    """Read a source, page after page; a fault ends it, and what came before is given.

    Args:
        url: the catalogue's first page.
        fetch: asks an address; follows no redirection.
        read: reads a page.
        enough: records after which no other page is asked; 0 for all of them.
    """
    datasets: list[RemoteDataset] = []
    seen: set[str] = set()
    following: str | None = url
    size = 0
    try:
        form = find_format(url, fetch)
        while following is not None and not 0 < enough <= len(datasets):
            _check_end(following, seen, len(datasets), size)
            seen.add(following)
            content = check_answer(fetch(following)).body
            size += len(content)
            page = read(content, form, following)
            datasets += page.datasets
            following = page.following
    except HarvestFailedError as fault:
        return Gathered(tuple(datasets), len(seen), fault)
    return Gathered(tuple(datasets), len(seen))


def gather_source(source: Document, fetch: Fetch, read: Read, *, enough: int = 0) -> Gathered:
    """Read a declared source as ``gather`` does, or what the exercise makes it answer.

    Args:
        source: its ``fault`` is one of ``sources.FAULTS``.
        fetch: asks an address.
        read: reads a page.
        enough: as for ``gather``.
    """
    fault, url = source["fault"], source["url"]
    if fault.isdecimal():
        return gather(url, lambda _url, _method="GET": Fetched(int(fault)), read)
    if fault == "unreadable":
        return gather(url, fetch, lambda _content, form, address: read(_GARBLED, form, address))
    if fault == "empty":
        return Gathered((), 1)
    return gather(url, fetch, read, enough=enough)


def _check_end(following: str, seen: set[str], records: int, size: int) -> None:
    """Refuse to go on for ever.

    Raises:
        HarvestFailedError: the page was read already, or there are too many.
    """
    if following in seen:
        raise HarvestFailedError(
            "endless",
            french("Les pages du catalogue tournent en rond : la suivante a déjà été lue."),
            french(
                "Le vrai moissonneur ne s'en aperçoit pas et ne finit jamais. Corrigez l'adresse "
                "« hydra:next » de la source."
            ),
        )
    if len(seen) >= MAX_PAGES or records > MAX_RECORDS or size > MAX_RUN_BYTES:
        raise HarvestFailedError(
            "too-big",
            french(
                f"Le catalogue dépasse {number(MAX_RECORDS)} fiches, {MAX_PAGES} pages ou "
                f"{MAX_RUN_BYTES // 1024 // 1024} Mo."
            ),
            french("Le bac à sable n'en lit pas davantage : donnez un catalogue plus petit."),
        )


def apply_run(portal: Portal, source: Document, job_id: str, gathered: Gathered) -> Document:
    """Apply what a source answered; after a fault nothing is archived.

    Args:
        portal: where.
        source: which source.
        job_id: the run, made beforehand.
        gathered: what was read.

    Returns:
        the run, as it is kept.
    """
    held = HeldCatalogue(portal.catalogue)
    run = _Run(replace(portal, catalogue=held), source, find_job(portal, job_id))
    job = run.apply(gathered)
    held.hand_over()
    return job


def preview_run(portal: Portal, source: Document, gathered: Gathered) -> tuple[Portal, Document]:
    """Do as ``apply_run`` with the first records, and keep nothing.

    Returns:
        the portal as the run would leave it, and the run.
    """
    held = HeldCatalogue(portal.catalogue)
    tried = replace(portal, catalogue=held)
    held.put("harvest_source", source)
    job = make_job(tried, source, "preview")
    few = replace(gathered, datasets=gathered.datasets[:PREVIEWED])
    return tried, _Run(tried, source, job).apply(few, archiving=False)


class _Run:
    def __init__(self, portal: Portal, source: Document, job: Document) -> None:
        self._portal = portal
        self._source = source
        self._job = job
        self._harvested = Harvested(portal)
        self._seen: set[str] = set()
        self._records = len(portal.catalogue.all("dataset"))

    def apply(self, gathered: Gathered, *, archiving: bool = True) -> Document:
        job, portal = self._job, self._portal
        job.update(started=portal.now(), status="processing", data={"pages": gathered.pages})
        for remote in gathered.datasets:
            self._take(remote)
        if gathered.fault is not None:
            job["errors"].append(fault_of(portal, gathered.fault))
            job["status"] = "failed"
        else:
            if archiving and self._source["autoarchive"]:
                archive_missing(portal, self._source, job)
            failed = any(item["status"] == "failed" for item in job["items"])
            job["status"] = "done-errors" if failed else "done"
        job["ended"] = portal.now()
        portal.catalogue.put("harvest_job", job)
        return job

    def _take(self, remote: RemoteDataset) -> None:
        """Apply one record, and say what became of it."""
        item = new_item(self._portal, remote.identifier, remote.landing or remote.uri)
        item["title"] = (remote.title or "")[:LONGEST_TITLE]
        self._job["items"].append(item)
        if not remote.identifier:
            self._refuse(
                item,
                "skipped",
                "missing identifier",
                "Cette fiche n'a pas de dct:identifier : sans lui, rien ne dirait au passage "
                "suivant que c'est la même. Elle est laissée de côté.",
            )
        elif remote.identifier in self._seen:
            self._refuse(
                item,
                "failed",
                f"Identifier '{remote.identifier}' already exists",
                "Une autre fiche du même catalogue porte déjà cet identifiant : seule la "
                "première est prise.",
            )
        elif not remote.title:
            self._seen.add(remote.identifier)
            self._refuse(
                item,
                "skipped",
                "missing title on dataset",
                "Cette fiche n'a pas de dct:title : elle est laissée de côté.",
            )
        else:
            self._seen.add(remote.identifier)
            self._keep(item, remote, remote.identifier)

    def _keep(self, item: Document, remote: RemoteDataset, identifier: str) -> None:
        portal, source = self._portal, self._source
        dataset = self._harvested.find(source, identifier)
        fresh = dataset is None
        if dataset is None:
            if self._records >= portal.limits.datasets:
                self._refuse(
                    item,
                    "failed",
                    f"This sandbox holds {portal.limits.datasets} datasets already.",
                    "Ce bac à sable contient déjà autant de fiches qu'il en accepte.",
                )
                return
            self._records += 1
            dataset = new_dataset(portal, new_object_id())
            dataset.update(organization=source["organization"], owner=source["owner"])
        elif has_another_owner(dataset, source):
            self._refuse(
                item,
                "failed",
                "Item has another owner",
                "Une fiche de cet identifiant existe déjà ici, et appartient à une autre "
                "organisation que celle de cette source.",
            )
            return
        archived = dataset["archived"]
        item["changed"] = apply_record(portal, source, dataset, remote)
        save_dataset(portal, dataset)
        self._harvested.note(dataset)
        item["dataset"] = dataset["id"]
        if dataset["deleted"]:
            item["done"] = "deleted-here"
        elif fresh or archived:
            item["done"] = "created" if fresh else "restored"
        else:
            item["done"] = "updated" if item["changed"] else "unchanged"
        end_item(portal, item, "done")

    def _refuse(self, item: Document, status: str, message: str, explanation: str) -> None:
        item["errors"].append(error_of(self._portal, message, french(explanation)))
        end_item(self._portal, item, "skipped" if status == "skipped" else "failed")

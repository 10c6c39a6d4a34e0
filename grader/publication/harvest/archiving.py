"""What becomes of records that their source no longer shows: archived, after a delay."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from grader.publication.datasets.saving import save_dataset
from grader.publication.documents import Document
from grader.publication.harvest.jobs import end_item, new_item
from grader.publication.portal import Portal, parse_moment

#: Why a harvested record is archived.
NOT_ON_REMOTE, HARVESTER_DELETED = "not-on-remote", "harvester-deleted"


def is_missing_for_long(portal: Portal, dataset: Document, grace_days: int) -> bool:
    """Say whether a record was last seen before the delay, counted in whole days.

    Args:
        portal: for the present moment.
        dataset: harvested.
        grace_days: the delay.
    """
    last_seen = parse_moment(dataset["harvest"]["last_update"])
    return last_seen < archiving_limit(portal, grace_days)


def archiving_limit(portal: Portal, grace_days: int) -> datetime:
    """Give the moment before which a record that is missing must have been last seen."""
    today = datetime.combine(portal.clock().astimezone(UTC).date(), time(), UTC)
    return today - timedelta(days=grace_days)


def archive_missing(portal: Portal, source: Document, job: Document) -> None:
    """Archive what a run did not see for too long; a record archived before is told again.

    Args:
        portal: where.
        source: whose records.
        job: the run; its items are what was seen, and it gets one for each archived record.
    """
    seen = {item["remote_id"] for item in job["items"]}
    for dataset in datasets_of(portal, source):
        harvest = dataset["harvest"]
        if harvest["remote_id"] in seen:
            continue
        if not is_missing_for_long(portal, dataset, source["grace_days"]):
            continue
        item = new_item(portal, harvest["remote_id"], harvest.get("remote_url"))
        item.update(dataset=dataset["id"], title=dataset["title"], done="still-archived")
        if not harvest.get("archived_at"):
            archive(portal, dataset, NOT_ON_REMOTE)
            item["done"] = "archived"
        end_item(portal, item, "archived")
        job["items"].append(item)


def archive_all_of(portal: Portal, source: Document) -> int:
    """Archive every record of a source that is deleted; gives how many were not yet."""
    fresh = [one for one in datasets_of(portal, source) if not one["archived"]]
    for dataset in fresh:
        archive(portal, dataset, HARVESTER_DELETED)
    return len(fresh)


def archive(portal: Portal, dataset: Document, reason: str) -> None:
    """Archive a harvested record, and say why in it."""
    now = portal.now()
    dataset = {**dataset, "archived": now}
    dataset["harvest"] = {**dataset["harvest"], "archived_at": now, "archived_reason": reason}
    save_dataset(portal, dataset)


def datasets_of(portal: Portal, source: Document) -> list[Document]:
    """Give the records that a source brought, the oldest first."""
    return [
        dataset
        for dataset in portal.catalogue.all("dataset")
        if (dataset["harvest"] or {}).get("source_id") == source["id"]
    ]

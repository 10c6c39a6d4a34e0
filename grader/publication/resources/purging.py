"""Erasing a deleted record for good, with all that was about it."""

from __future__ import annotations

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.resources.hosting import forget_resource


def purge_dataset(portal: Portal, dataset: Document) -> None:
    """Erase a record: its files, reports, community resources and discussions with it.

    The real portal does so with a periodic job; here it is done when somebody asks.

    Args:
        portal: where.
        dataset: as stored; deleted before, or not.
    """
    for resource in dataset["resources"]:
        forget_resource(portal, resource)
    for resource in portal.catalogue.all("community_resource"):
        if resource["dataset"] == dataset["id"]:
            forget_resource(portal, resource)
            portal.catalogue.remove("community_resource", resource["id"])
    for discussion in portal.catalogue.all("discussion"):
        if discussion["subject"]["id"] == dataset["id"]:
            portal.catalogue.remove("discussion", discussion["id"])
    for reuse in portal.catalogue.all("reuse"):
        if dataset["id"] in reuse["datasets"]:
            reuse["datasets"] = [one for one in reuse["datasets"] if one != dataset["id"]]
            portal.catalogue.put("reuse", reuse)
    portal.catalogue.remove("dataset", dataset["id"])

"""Keeping datasets: every writer of one goes through here."""

from __future__ import annotations

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.quality import quality_of
from grader.publication.slugs import free_slug
from grader.publication.trail import follow


def new_dataset(portal: Portal, identifier: str) -> Document:
    """Give a record with nothing in it but its identifier, not kept yet."""
    now = portal.now()
    return {
        "id": identifier,
        "slug": "",
        "old_slugs": [],
        "title": "",
        "acronym": None,
        "description": "",
        "description_short": None,
        "private": False,
        "license": None,
        "frequency": None,
        "frequency_date": None,
        "tags": [],
        "temporal_coverage": None,
        "spatial": None,
        "extras": {},
        "badges": [],
        "organization": None,
        "owner": None,
        "contact_points": [],
        "access_type": "open",
        "access_audiences": [],
        "authorization_request_url": None,
        "access_type_reason": None,
        "access_type_reason_category": None,
        "archived": None,
        "deleted": None,
        "harvest": None,
        "schema": None,
        "created_at": now,
        "last_modified": now,
        "resources": [],
        "quality": {},
    }


def save_dataset(portal: Portal, dataset: Document) -> None:
    """Keep a dataset: its address follows its title, its score is counted, its change is dated.

    Args:
        portal: where.
        dataset: changed in place: slug, score, date and trail.
    """
    stored = portal.catalogue.get("dataset", dataset["id"])
    _follow_title(portal, dataset, stored)
    dataset["last_modified"] = portal.now()
    follow(portal, dataset, stored)
    dataset["quality"] = quality_of(dataset, portal.clock())
    if dataset["access_type"] != "open":
        # After the score, as the real one does: one point too many until the next save.
        dataset["license"] = None
    portal.catalogue.put("dataset", dataset)


def _follow_title(portal: Portal, dataset: Document, stored: Document | None) -> None:
    """Give the slug of the present title, unless the title is the one that was kept."""
    if stored is not None and stored["title"] == dataset["title"]:
        dataset["slug"], dataset["old_slugs"] = stored["slug"], stored["old_slugs"]
        return
    slugs = {one["slug"] for one in portal.catalogue.all("dataset") if one["id"] != dataset["id"]}
    slug = free_slug(dataset["title"], slugs.__contains__)
    former = stored["slug"] if stored is not None else ""
    old_slugs = [*dataset["old_slugs"], former]
    dataset["old_slugs"] = [old for old in dict.fromkeys(old_slugs) if old and old != slug]
    dataset["slug"] = slug

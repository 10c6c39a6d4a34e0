"""Suggestions for what a person begins to type: datasets, formats, kinds of contents."""

from __future__ import annotations

import mimetypes
from typing import Any

from grader.publication.datasets.finding import is_public, name_in_address
from grader.publication.datasets.searching import folded
from grader.publication.portal import Portal
from grader.publication.reference import EXTENSIONS


def suggest_datasets(portal: Portal, words: str, size: int) -> list[dict[str, Any]]:
    """Give public datasets whose title, acronym or name in the address holds what was typed.

    Args:
        portal: where.
        words: what was typed; accents and case do not count.
        size: how many at most.
    """
    typed = " ".join(folded(words))
    found = [
        dataset
        for dataset in portal.catalogue.all("dataset")
        if is_public(dataset)
        and typed in " ".join(folded(f"{dataset['title']} {dataset['acronym'] or ''}"))
    ]
    return [
        {
            "id": dataset["id"],
            "title": dataset["title"],
            "acronym": dataset["acronym"],
            "slug": dataset["slug"],
            "image_url": None,
            "page": portal.addresses.web_url(f"/datasets/{name_in_address(dataset)}"),
        }
        for dataset in found[:size]
    ]


def suggest_formats(portal: Portal, words: str, size: int) -> list[dict[str, str]]:
    """Give formats that hold what was typed: those of uploads, and those in use.

    Args:
        portal: where.
        words: what was typed.
        size: how many at most.
    """
    used = {
        resource["format"]
        for dataset in portal.catalogue.all("dataset")
        if is_public(dataset)
        for resource in dataset["resources"]
        if resource["format"]
    }
    return _matching(used.union(EXTENSIONS), words, size)


def suggest_mimes(portal: Portal, words: str, size: int) -> list[dict[str, str]]:
    """Give kinds of contents (MIME types) that hold what was typed.

    Args:
        portal: where; the list is the same everywhere.
        words: what was typed.
        size: how many at most.
    """
    del portal
    # The list of Python itself, not this machine's: the same everywhere.
    return _matching(set(mimetypes.MimeTypes().types_map[True].values()), words, size)


def _matching(known: set[str], words: str, size: int) -> list[dict[str, str]]:
    typed = words.strip().lower()
    return [{"text": one} for one in sorted(known) if typed in one][:size]

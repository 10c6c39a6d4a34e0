"""Slugs and tags, as section 4.3 of the portal's contract observes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from grader.publication.documents import Document
from grader.publication.problems import form_problem

#: Characters of a slug.
MAX_SLUG = 255
#: Characters of a tag, once slugified.
MIN_TAG, MAX_TAG = 3, 96

_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_OTHER = re.compile(r"[^a-z0-9]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def slugify(text: str) -> str:
    """Write a text in lower case, without accents, any other sign as a hyphen.

    A text made only of signs gives an empty slug.
    """
    lowered = text.lower().translate(_JOINED)
    plain = unicodedata.normalize("NFKD", lowered)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _OTHER.sub("-", plain).strip("-")


def free_slug(text: str, taken: Callable[[str], bool]) -> str:
    """Give the slug of a title that nobody has: ``a``, or ``a-1``, or ``a-2``, and so on.

    Args:
        text: title or name.
        taken: whether another object has a slug.
    """
    base = slugify(text)[:MAX_SLUG].strip("-")
    if _UUID.fullmatch(base):
        # Otherwise it would be read as the identifier of a resource.
        base += "-uuid"
    slug, number = base, 0
    while taken(slug):
        number += 1
        end = f"-{number}"
        slug = base[: MAX_SLUG - len(end)] + end
    return slug


def own_slug(documents: Iterable[Document], one: Document, title: str) -> str:
    """Give the slug of an object: none that another of its kind has, or had.

    Args:
        documents: all of its kind.
        one: the object.
        title: what its slug is made of.
    """
    taken = {
        slug
        for other in documents
        if other["id"] != one["id"]
        for slug in (other["slug"], *other["old_slugs"])
    }
    return free_slug(title, taken.__contains__)


def named(documents: Iterable[Document], name: str) -> Document | None:
    """Find who has a slug, else the last who had it, else None.

    Args:
        documents: all of a kind.
        name: the slug.
    """
    former = None
    for one in documents:
        if one["slug"] == name:
            return one
        if name in one["old_slugs"]:
            former = one
    return former


def clean_tags(raw: Any) -> list[str]:
    """Slugify tags, drop doubles, sort.

    Args:
        raw: list of texts, or one text with commas; a list of exactly one item is split on
            commas too, a longer one is not.

    Raises:
        Problem: a tag is no text, or its length once slugified is out of bounds (400, form).
    """
    if raw is None:
        return []
    if isinstance(raw, str):
        raw = raw.split(",")
    elif isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], str):
        raw = raw[0].split(",")
    if not isinstance(raw, list) or not all(isinstance(tag, str) for tag in raw):
        raise form_problem(
            {"tags": ["Unsupported data type"]},
            "Les mots-clés s'écrivent en une liste de textes, par exemple "
            '["budget", "subventions"].',
        )
    tags = sorted({slugify(tag) for tag in raw if tag.strip()})
    for tag in tags:
        if not MIN_TAG <= len(tag) <= MAX_TAG:
            raise form_problem(
                {
                    "tags": [
                        f'Le mot-clé "{tag}" doit avoir entre {MIN_TAG} et {MAX_TAG} caractères.'
                    ]
                },
                "La longueur d'un mot-clé se compte après la mise en forme : minuscules, sans "
                "accents, tout autre signe remplacé par un tiret. « C+ » devient « c », trop "
                "court.",
            )
    return tags

"""Proving that links lead somewhere, and that figures say in words what they show.

No address is ever fetched: a course is checked without a network, and says nothing to anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from grader.content.load import Reading
from grader.content.passages import Link, Passage
from grader.content.problems import Problem, problem
from grader.content.prose import slug_of
from grader.content.texts import Texts

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^@\s]+@" + _HOST.pattern, re.IGNORECASE)
#: Alternatives that name the kind of thing, and say nothing of what it shows.
_EMPTY_WORDS = frozenset(
    {"image", "figure", "photo", "photographie", "illustration", "schema", "graphique", "capture",
     "capture-d-ecran", "capture-ecran", "copie-d-ecran", "dessin", "logo", "icone"}
)  # fmt: skip


def links(reading: Reading, texts: Texts) -> Iterator[Problem]:
    """Addresses are whole and safe; words are in the glossary; anchors are on their page."""
    terms = {term.casefold() for term in reading.course.glossary}
    for passage in texts.read:
        for link in passage.links:
            if link.kind == "image":
                yield from _figure(passage, link)
            elif link.kind == "link":
                yield from _link(passage, link)
            elif link.target.casefold() not in terms:
                yield from _unknown_term(passage, link)
    for prose in reading.prose.values():
        for anchor in prose.anchors:
            if anchor.value not in prose.ids:
                yield problem(
                    anchor.where,
                    "unknown-anchor",
                    f"Le lien « #{anchor.value} » ne mène à aucun titre de cette page.",
                    "Écrivez l'ancre du titre : minuscules sans accent, des tirets entre les mots.",
                )
    for source in reading.course.sources.values():
        if source.address and not is_sound(source.address):
            yield from _bad_address(reading.places[f"source {source.id}"], source.address)


def is_sound(address: str) -> bool:
    """Tell whether an address is a whole https one."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and _HOST.fullmatch(host) is not None
        and "@" not in parts.netloc
        and not re.search(r"\s", address)
    )


def _link(passage: Passage, link: Link) -> Iterator[Problem]:
    target, where = link.target, passage.where(link.offset)
    if target.startswith(("https:", "http:")):
        if not is_sound(target):
            yield from _bad_address(where, target)
    elif target.startswith("mailto:"):
        if _MAIL.fullmatch(target) is None:
            yield from _bad_address(where, target)
    elif not passage.file.endswith(".md"):
        # In a lesson, the reading of its text has already said so.
        yield problem(
            where,
            "bad-link",
            f"Le lien vers « {target} » ne mène nulle part.",
            "Écrivez une adresse complète (https://…), ou glossaire:terme.",
        )


def _bad_address(where: str, address: str) -> Iterator[Problem]:
    yield problem(
        where,
        "bad-address",
        f"L'adresse « {address} » n'est pas une adresse https complète.",
        "Copiez-la depuis le navigateur : elle commence par https://.",
    )


def _unknown_term(passage: Passage, link: Link) -> Iterator[Problem]:
    if not passage.file.endswith(".md"):
        yield problem(
            passage.where(link.offset),
            "unknown-term",
            f"Le terme « {link.target} » n'est pas au glossaire.",
            "Ajoutez-le à glossaire.yml, ou corrigez le lien.",
        )


def _figure(passage: Passage, image: Link) -> Iterator[Problem]:
    """A figure stands in a lesson, and its alternative says what it shows."""
    if not passage.file.endswith(".md"):
        yield problem(
            passage.where(image.offset),
            "figure-out-of-lesson",
            "Une figure ne se montre que dans une leçon ou dans « À retenir ».",
            "Placez-la dans la leçon, près de l'activité.",
        )
        return
    told, name = slug_of(image.alternative), PurePosixPath(image.target)
    if not image.alternative:
        yield problem(
            passage.where(image.offset),
            "image-without-alt",
            "Cette image n'a pas de texte alternatif.",
            "Écrivez entre les crochets ce qu'elle apprend : ![Le texte](figures/x.svg).",
        )
    elif told in {slug_of(name.name), slug_of(name.stem)} or told in _EMPTY_WORDS:
        yield problem(
            passage.where(image.offset),
            "image-alt-says-nothing",
            f"Le texte alternatif « {image.alternative} » ne dit pas ce que montre la figure.",
            "Écrivez ce que l'on apprend en la regardant, en une phrase.",
        )

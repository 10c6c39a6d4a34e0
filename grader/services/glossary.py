"""« Le glossaire » : every word that the lessons explain, in one page, for anyone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from grader.content.prose import glossary_html, meaning_id, term_anchor
from grader.services.lessons import lesson_address
from grader.services.workshop import Workshop
from grader.typography import french, plural

GLOSSARY = "glossaire"
#: Characters of what is looked for; the rest of a longer text is left out.
MOST_SOUGHT = 60
#: Where the words stand that begin with no letter.
NO_LETTER = "0-9"

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True)
class LessonUsing:
    """A lesson that explains a word: its title and its address."""

    title: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One word.

    Attributes:
        term: the word, in French typography.
        anchor: id of the word in the page.
        meaning_id: id of its definition.
        meaning_html: its definition, rendered.
        lessons: those that use it, in the order of the courses.
    """

    term: str
    anchor: str
    meaning_id: str
    meaning_html: str
    lessons: tuple[LessonUsing, ...]


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter.

    Attributes:
        name: the capital letter, without accent, or ``NO_LETTER``.
        anchor: id of its heading.
        entries: words, in alphabetical order.
    """

    name: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class GlossaryPage:
    """The page.

    Attributes:
        letters: those that have a word, in order.
        sought: what was looked for, or "".
        told: how many words are shown, in French.
        address: of the page.
    """

    letters: tuple[Letter, ...]
    sought: str
    told: str
    address: str


def glossary_page(workshop: Workshop, sought: str = "") -> GlossaryPage:
    """Give the glossary, whole or only what holds the words looked for.

    Args:
        workshop: the course.
        sought: words as a reader typed them; accents and case do not matter. A term is kept when
            it holds them all, in its name or in its definition.
    """
    sought = " ".join(sought.split())[:MOST_SOUGHT].strip()
    course = workshop.course
    using = _using(workshop)
    anchors = frozenset(term_anchor(term) for term in course.glossary)
    kept = [
        Entry(
            term=french(term),
            anchor=term_anchor(term),
            meaning_id=meaning_id(term_anchor(term)),
            meaning_html=glossary_html(meaning, anchors),
            lessons=using.get(term, ()),
        )
        for term, meaning in sorted(course.glossary.items(), key=lambda pair: order_of(pair[0]))
        if _holds(f"{term} {meaning}", sought)
    ]
    return GlossaryPage(
        letters=tuple(_by_letter(kept)),
        sought=sought,
        told=_told(len(kept), sought),
        address=workshop.address(GLOSSARY),
    )


def order_of(term: str) -> tuple[tuple[str, ...], str]:
    """Give the key that sorts a French term, word by word, without accent nor case.

    Between words that differ by their accents alone, the last accent decides, as French
    dictionaries do: cote, côte, coté, côté.

    Args:
        term: as it is written.
    """
    accented = unicodedata.normalize("NFD", term.casefold())
    return tuple(_words(term)), accented[::-1]


def _folded(text: str) -> str:
    """Leave out case, accents and ligatures."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(text))


def _holds(text: str, sought: str) -> bool:
    """Whether a text holds every word looked for, as a part of one of its own at least."""
    folded = _folded(text)
    words = _words(sought)
    return not sought or (bool(words) and all(word in folded for word in words))


def _using(workshop: Workshop) -> Mapping[str, tuple[LessonUsing, ...]]:
    """Find the lessons that use each term."""
    found: dict[str, list[LessonUsing]] = {}
    for module in workshop.course.modules.values():
        for lesson in module.lessons:
            link = LessonUsing(french(lesson.title), lesson_address(workshop, lesson))
            for term in lesson.terms:
                found.setdefault(term, []).append(link)
    return {term: tuple(links) for term, links in found.items()}


def _letter(entry: Entry) -> str:
    first = next(iter(_words(entry.term)), "")[:1].upper()
    return first if "A" <= first <= "Z" else NO_LETTER


def _by_letter(entries: Iterable[Entry]) -> Iterable[Letter]:
    for name, group in groupby(entries, key=_letter):
        yield Letter(name=name, anchor=f"lettre-{name.lower()}", entries=tuple(group))


def _told(count: int, sought: str) -> str:
    if not sought:
        return french(f"{plural(count, 'mot')}, dans l'ordre alphabétique.")
    if not count:
        return french(f"Aucun mot pour « {sought} ».")
    return french(f"{plural(count, 'mot')} pour « {sought} ».")

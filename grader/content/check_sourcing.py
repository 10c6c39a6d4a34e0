"""Proving that what states law has a source, that the source exists, was read, and not long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from grader.content.legal import KINDS, first_legal_words
from grader.content.lesson import in_words
from grader.content.load import QUIZ_FILE, Reading
from grader.content.passages import Passage
from grader.content.problems import Problem, problem
from grader.content.texts import Texts

UNVERIFIED = "à vérifier"
#: Boxes that state law, or what was seen in a real file.
SOURCED_BOXES = ("droit", "terrain")
#: Days after which a source is to be read again.
A_YEAR = 365


def source_problems(reading: Reading, key: str, where: str) -> Iterator[Problem]:
    """A source that is named exists, and was verified.

    Args:
        reading: the courses.
        key: of ``sources.yml``.
        where: ``file:line`` of what names it.
    """
    source = reading.course.sources.get(key)
    if source is None:
        yield problem(
            where,
            "unknown-source",
            f"La source « {key} » n'existe pas dans sources.yml.",
            "Ajoutez-la, ou corrigez la clé.",
        )
    elif source.confidence == UNVERIFIED:
        yield problem(
            where,
            "source-to-verify",
            f"La source « {key} » est encore à vérifier : elle ne s'enseigne pas comme certaine.",
            "Vérifiez-la dans le texte officiel, ou retirez ce passage.",
        )


def sourcing(reading: Reading, texts: Texts) -> Iterator[Problem]:
    """Passages that state law name a source, or say that they state none."""
    for passage in texts.read:
        for key in passage.own.sources:
            yield from source_problems(reading, key, passage.where())
        for broken in passage.own.broken:
            yield problem(
                passage.where(),
                "bad-mark",
                f"La marque « {broken} » n'est pas bien formée : elle se lirait sur la page.",
                "Écrivez {non-juridique}, ou {source clé} avec une clé de sources.yml.",
            )
        if not passage.own.broken:
            yield from _passage(passage)


def _passage(passage: Passage) -> Iterator[Problem]:
    found = first_legal_words(passage.text)
    if found is not None and not passage.own and not passage.around:
        yield problem(
            passage.where(found.offset),
            "legal-without-source",
            f"« {found.words} » annonce {KINDS[found.pattern.kind]}, et ce passage n'a pas de "
            "source.",
            f"{found.pattern.hint} {_how(passage)}",
        )
    if passage.own.not_legal and passage.own.sources:
        yield problem(
            passage.where(),
            "two-marks",
            "Ce passage nomme une source et se dit non juridique.",
            "Gardez l'une des deux marques.",
        )
    elif passage.own.not_legal and found is None and not passage.around.not_legal:
        # That of a question or of a table's title holds for more than its own words.
        yield problem(
            passage.where(),
            "mark-not-needed",
            "Rien dans ce passage n'annonce du droit : {non-juridique} est de trop.",
            "Retirez la marque : elle tairait un oubli, le jour où le passage changera.",
        )


def _how(passage: Passage) -> str:
    other = "écrivez plutôt {non-juridique} s'il ne dit pas le droit."
    if passage.file.endswith(QUIZ_FILE):
        return f"Donnez à la question sa « source: clé » ; {other}"
    return f"Ajoutez {{source clé}} à la fin de ce texte ; {other}"


def boxes(reading: Reading) -> Iterator[Problem]:
    """Boxes of law and of the field name a source; that of law is dated, since it is shown."""
    for prose in reading.prose.values():
        for name, box in prose.boxes:
            if box.value:
                yield from source_problems(reading, box.value, box.where)
            elif name in SOURCED_BOXES:
                yield problem(
                    box.where,
                    "box-without-source",
                    f"Un encadré {{{name}}} nomme sa source.",
                    "Commencez-le par « :source: clé », une clé de sources.yml.",
                )
            source = reading.course.sources.get(box.value)
            if name == "droit" and source is not None and not source.verified_on:
                yield problem(
                    box.where,
                    "source-without-date",
                    f"La source « {box.value} » n'a pas de date de vérification.",
                    "Vérifiez-la, puis donnez « verified_on » dans sources.yml.",
                )


def dates(reading: Reading) -> Iterator[Problem]:
    """Dates of verification exist in the calendar."""
    for source in reading.course.sources.values():
        if source.verified_on and _day(source.verified_on) is None:
            yield problem(
                reading.places[f"source {source.id}"],
                "bad-date",
                f"La date « {source.verified_on} » n'existe pas.",
                "Écrivez AAAA-MM-JJ.",
            )


def old_sources(reading: Reading, today: date) -> Iterator[Problem]:
    """List, for information, the sources that nobody has read for a year or more."""
    for source in reading.course.sources.values():
        day = _day(source.verified_on)
        if day is not None and (today - day).days > A_YEAR:
            yield problem(
                reading.places[f"source {source.id}"],
                "old-source",
                f"La source « {source.id} » a été vérifiée le {in_words(source.verified_on)}, il y "
                "a plus d'un an.",
                "Relisez-la, et ce qui la nomme ; donnez alors à « verified_on » la date du jour.",
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

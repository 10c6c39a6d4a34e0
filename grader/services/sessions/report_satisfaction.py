"""What learners think of a session, as blocks of its report."""

from __future__ import annotations

from collections.abc import Iterator

from grader.documents.model import Bar, Bars, Block, Bullets, Heading, Paragraph, Table, Tone
from grader.services.sessions.satisfaction import Satisfaction, Told
from grader.typography import french, plural


def satisfaction_blocks(found: Satisfaction) -> Iterator[Block]:
    """Tell opinions, or why nothing is told.

    Args:
        found: as ``satisfaction_of`` gives it.
    """
    yield Paragraph(found.sentence)
    if not found.questions:
        return
    rows = tuple(
        (french(told.question.text), french(told.mean or "sans réponse"), str(told.given))
        for told in found.questions
    )
    head = ("Question", "En moyenne", french("Réponses"))
    yield Table(french("Les réponses, en moyenne sur 5"), head, rows, numbers=True)
    for told in found.questions:
        if told.given:
            yield _bars(told)
    if found.change:
        yield Paragraph(found.change, Tone.STRONG)
    if found.comments:
        yield Heading(french("Leurs mots"), level=3)
        yield Bullets(found.comments)


def _bars(told: Told) -> Bars:
    bars = tuple(
        Bar(label, count, plural(count, "personne") if count else "personne")
        for label, count in told.counts
    )
    return Bars(french(told.question.text), bars, most=told.given)

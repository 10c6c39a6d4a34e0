"""A question on paper: what is asked, room to answer, and what the trainer's key says.

Letters and order are drawn for the session, as they are for a learner on the screen: those of the
source would be the key.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Heading,
    Mark,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
    runs_of,
)
from grader.quiz.draw import Cover, cover
from grader.quiz.model import Entry, Item
from grader.quiz.registry import TYPES
from grader.quiz.score import expected
from grader.services.sessions.kit_prose import blocks_of, line_of
from grader.typography import french, number

_BOX = "☐"
_VERDICTS = {"true": "Vrai", "false": "Faux"}
#: Lines to write a text of one's own on.
_LINES_OF_TEXT = 8
#: Dots that fill a line of a page.
_DOTS = 45


def question_blocks(item: Item, seed: int, rank: int) -> Iterator[Block]:
    """Give a question with room to answer it; nothing of its key.

    Args:
        item: the question.
        seed: of the session's draws.
        rank: its number on the sheet.
    """
    kind, shown = TYPES[item.type], cover(item, seed)
    face = shown.face
    yield Heading(f"Question {rank}", 3)
    yield Paragraph(line_of(item.question))
    yield Paragraph((Run(french(kind.how), Mark.EMPHASIS),))
    if item.type == "true_false":
        yield Paragraph(f"{_BOX} Vrai     {_BOX} Faux")
    if face.words:
        yield Paragraph(" ".join(face.words))
        yield Paragraph((Run("Soulignez sur cette feuille.", Mark.EMPHASIS),))
    elif face.targets:
        yield Bullets(tuple(_labelled(f"{one.id}. ", one) for one in face.targets))
        yield Table(
            "Votre réponse : un numéro par ligne".replace(" :", "\u00a0:"),
            (french("Ligne"), french("Numéro")),
            tuple((_labelled(f"{one.id}. ", one), "…") for one in face.entries),
        )
    elif face.head:
        yield Table(
            french("Lignes à examiner"),
            (french("Lettre"), *face.head),
            tuple((f"{_BOX} {one.id}", *one.cells) for one in face.entries),
        )
    elif item.type == "ordering":
        yield Bullets(tuple(_labelled(f"{one.id}. ", one) for one in face.entries))
        yield BlankLines((french("Votre ordre, par lettres"),))
    elif face.entries:
        yield Bullets(tuple(_labelled(f"{_BOX} {one.id}. ", one) for one in face.entries))
    else:
        lines = _LINES_OF_TEXT if kind.review is not None else 1
        asked = french("Votre réponse")
        if face.units:
            asked += french(f" (en {' ou '.join(face.units)})")
        yield BlankLines((asked,))
        yield from room_to_write(lines - 1)


def room_to_write(lines: int) -> Iterator[Block]:
    """Give lines of dots to write on by hand."""
    for _ in range(lines):
        yield Paragraph("…" * _DOTS)


def key_blocks(item: Item, seed: int, rank: int) -> Iterator[Block]:
    """Give the key of a question in the letters of the sheet, and what is said of it.

    Args:
        item: the question.
        seed: that of the sheet.
        rank: its number on the sheet.
    """
    yield Heading(f"Question {rank}", 3)
    yield Paragraph(line_of(item.question))
    if TYPES[item.type].review is not None:
        yield Table(
            french("Grille de lecture"),
            (french("Critère"), "Points"),
            tuple((line_of(one.text), number(one.points, 2)) for one in item.body.rubric),
        )
        if item.body.model:
            yield Paragraph((Run(french("Une réponse possible : "), Mark.STRONG),))
            yield from blocks_of(item.body.model)
    else:
        right = _right(item, cover(item, seed))
        yield Paragraph((Run(french("Réponse : "), Mark.STRONG), *right))
    if item.explanation:
        yield from blocks_of(item.explanation)


def _labelled(label: str, entry: Entry) -> Text:
    return (Run(label, Mark.STRONG), *runs_of(line_of(entry.text)))


def _right(item: Item, shown: Cover) -> tuple[Run, ...]:
    """Write the expected answer as a person reads it on the sheet."""
    due = shown.shown(expected(item))
    face = shown.face
    texts = {one.id: plain(line_of(one.text)) or " | ".join(one.cells) for one in face.entries}
    targets = {one.id: plain(line_of(one.text)) for one in face.targets}
    if face.words:
        return (Run(" ; ".join(_passage(face.words, run) for run in due)),)
    if face.targets:
        pairs = [one.partition("=")[::2] for one in due]
        told = [f"{a} → {b} ({texts[a]} : {targets[b]})" for a, b in sorted(pairs)]
        return (Run(french(" ; ".join(told))),)
    if item.type == "ordering":
        return (Run(french(", puis ".join(due))),)
    told = [_VERDICTS.get(one) or (f"{one} ({texts[one]})" if one in texts else one) for one in due]
    return (Run(french(" ; ".join(told))),)


def _passage(words: tuple[str, ...], run: str) -> str:
    first, _, last = run.partition("-")
    return french(f"« {' '.join(words[int(first) : int(last or first) + 1])} »")

"""A road map of one's own: steps, deliverables, who carries them, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from grader.documents.prose import prose
from grader.obligations.deciding.steps import (
    FRAMEWORK_SOURCES,
    FRAMEWORK_TITLES,
    Framework,
    Planned,
)
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.profile import Profile
from grader.typography import french


def road_map(
    profile: Profile, framework: Framework, lines: Sequence[Planned], on: date
) -> Document:
    """Write a road map.

    Args:
        profile: whose it is; it was checked.
        framework: which road.
        lines: the steps with their dates.
        on: the day on the document.
    """
    return Document(
        title=french("Feuille de route : ouvrir nos données"),
        blocks=(
            Paragraph(
                prose(
                    "{name} – version du {day}",
                    name=named(profile),
                    day=day_in_words(on),
                )
            ),
            Paragraph(
                prose(
                    "{road}. Une étape est faite quand son livrable existe et que le contrôle est "
                    "passé, pas quand la date est échue.",
                    road=FRAMEWORK_TITLES[framework],
                )
            ),
            Heading(french("Vue d'ensemble")),
            Table(
                french("Étapes, livrables, personnes et dates"),
                (french("Étape"), "Livrable", "Qui", "Dates"),
                tuple(_row(line) for line in lines),
            ),
            Heading(french("Étape par étape")),
            *(block for line in lines for block in _step(line)),
            Heading("Validation"),
            BlankLines(
                (
                    french("Validée par"),
                    french("Date et signature"),
                    french("Prochaine révision"),
                )
            ),
            Paragraph(FRAMEWORK_SOURCES[framework], Tone.SMALL),
        ),
        subject=french("Feuille de route de l'ouverture des données."),
        stem="feuille-de-route",
        footer=french("Feuille de route – ouverture des données"),
    )


def _row(line: Planned) -> tuple[str, ...]:
    step = line.step
    if line.begins is None or line.due is None:
        dates = "Fait"
    else:
        # Dates in figures: in words, they would break in a narrow column.
        dates = f"du {line.begins:%d/%m/%Y} au {line.due:%d/%m/%Y}"
    return (f"{step.number}. {step.title}", step.deliverable, line.who, dates)


def _step(line: Planned) -> tuple[Block, ...]:
    step = line.step
    when = (
        "Cette étape est déjà faite."
        if line.due is None
        else f"Échéance : {day_in_words(line.due)}."
    )
    return (
        Heading(f"{step.number}. {step.title}", 3),
        Paragraph(french(f"{step.aim} {when}")),
        Bullets(step.actions),
        Paragraph(prose("**C'est fait quand :** {done}", done=_lowered(step.done_when))),
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]

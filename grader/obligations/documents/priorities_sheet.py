"""The sheet of priorities: what to publish now, this year and later, with the reason of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grader.documents.model import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    Tone,
)
from grader.documents.prose import prose
from grader.obligations.deciding.priorities import (
    FORMULA,
    JUDGEMENT,
    STANDING_TITLES,
    WAVE_HELPS,
    WAVE_TITLES,
    Priority,
    Standing,
    Wave,
    Weights,
    in_wave,
    standing_at,
)
from grader.obligations.deciding.reasons import (
    EFFORT_WORDS,
    INTEREST_WORDS,
    OBLIGATION_WORDS,
    RISK_WORDS,
)
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named, strong
from grader.obligations.profile import Profile
from grader.typography import french

_LISTED = (Standing.DONE, Standing.REUSE, Standing.NEVER, Standing.SKIPPED)


def priorities_sheet(
    profile: Profile, priorities: Sequence[Priority], weights: Weights, on: date
) -> Document:
    """Write the sheet of priorities.

    Args:
        profile: whose they are; it was checked.
        priorities: what ``priorities`` gave for it.
        weights: those that gave them.
        on: the day on the document.
    """
    found = tuple(priorities)
    return Document(
        title=french("Nos priorités de publication"),
        blocks=(
            Paragraph(
                prose(
                    "{name} – {day}",
                    name=named(profile),
                    day=day_in_words(on),
                )
            ),
            Paragraph(JUDGEMENT),
            *(block for wave in Wave for block in _wave(found, wave)),
            *(block for standing in _LISTED for block in _standing(found, standing)),
            *_outside(profile, found),
            Heading(french("Comment les notes sont faites")),
            Bullets(FORMULA),
            Paragraph(
                french(
                    f"Poids retenus : obligation {weights.obligation}, intérêt {weights.interest}, "
                    f"facilité {weights.effort}, sécurité {weights.risk}."
                )
            ),
        ),
        subject=french("Jeux de données à publier, classés en trois vagues."),
        stem="priorites-de-publication",
        footer=french("Priorités de publication"),
    )


def _wave(found: tuple[Priority, ...], wave: Wave) -> tuple[Block, ...]:
    ranked = in_wave(found, wave)
    title = Heading(WAVE_TITLES[wave])
    if not ranked:
        return (title, Paragraph(french("Aucun jeu dans cette vague.")))
    return (
        title,
        Paragraph(WAVE_HELPS[wave]),
        Table(
            french(f"{WAVE_TITLES[wave]} : les jeux, et leur note sur 100"),
            (
                "Jeu",
                "Obligation",
                french("Intérêt"),
                "Effort",
                "Risque",
                "Note",
            ),
            tuple(_row(one) for one in ranked),
        ),
        Bullets(tuple(_why(one) for one in ranked)),
    )


def _row(one: Priority) -> tuple[str, ...]:
    return (
        f"{one.rank}. {one.dataset.title}",
        OBLIGATION_WORDS[one.obligation],
        INTEREST_WORDS[one.interest],
        EFFORT_WORDS[one.effort],
        RISK_WORDS[one.risk],
        str(one.score),
    )


def _why(one: Priority) -> Text:
    told = [_reason(one)]
    if one.dataset.schema and one.wave != Wave.LATER:
        told.append(french(f"Schéma : {one.dataset.schema}."))
    elif one.dataset.schema_note and one.wave != Wave.LATER:
        told.append(one.dataset.schema_note)
    title = strong(f"{one.dataset.title}.")
    reason = " ".join(told)
    if not one.first:
        return prose("{title} {reason}", title=title, reason=reason)
    return prose(
        "{title} **D'abord :** {first} {reason}", title=title, first=one.first, reason=reason
    )


def _reason(one: Priority) -> str:
    """Say the whole reason of what comes first; the table says enough of the rest."""
    if one.wave == Wave.NOW or one.changed:
        return one.reason
    dataset = one.dataset
    if one.wave == Wave.YEAR:
        return f"{dataset.interest_why} {dataset.effort_why}"
    return dataset.risk_why if one.risk > 1 else dataset.effort_why


def _standing(found: tuple[Priority, ...], standing: Standing) -> tuple[Block, ...]:
    alike = standing_at(found, standing)
    if not alike:
        return ()
    return (
        Heading(STANDING_TITLES[standing]),
        Bullets(tuple(_aside(one) for one in alike)),
    )


def _aside(one: Priority) -> Text:
    # What must not be published says so in its own sentence.
    first = f" {one.first}" if one.standing == Standing.NEVER else ""
    return prose(
        "{title} {reason}{first}",
        title=strong(f"{one.dataset.title}."),
        reason=one.reason,
        first=first,
    )


def _outside(profile: Profile, found: tuple[Priority, ...]) -> tuple[Block, ...]:
    # What only other kinds of authority hold is left out: no answer would bring it back.
    outside = [
        one for one in standing_at(found, Standing.OUTSIDE) if profile.kind in one.dataset.kinds
    ]
    if not outside:
        return ()
    titles = " ; ".join(one.dataset.title for one in outside)
    return (
        Heading(STANDING_TITLES[Standing.OUTSIDE]),
        Paragraph(french("Relisez votre profil si l'un de ces jeux existe chez vous.")),
        Paragraph(french(f"{titles}."), Tone.SMALL),
    )

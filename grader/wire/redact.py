"""Public view of an exercise of redaction."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class RedactLine:
    """A paragraph, a heading, an item or a cell of the text.

    Attributes:
        text: as it is read; never HTML.
        start: place of its first character in the text: a mark is told by places.
        style: ``title``, ``heading``, ``paragraph``, ``item`` or ``cell``.
        level: of a heading, from 1.
        place: of a cell, its table, row and column, each from 0; else empty.
    """

    text: str
    start: int
    style: str
    level: int
    place: tuple[int, ...]


@dataclass(frozen=True)
class RedactMark:
    """A passage that the learner hides.

    Attributes:
        start: first character, in the text.
        end: the one after the last.
        reason: a key of ``RedactExerciseView.reasons``, or "".
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class RedactReason:
    """A reason to hide, from the law.

    Attributes:
        key: what a mark carries.
        label: « vie privée ».
        told: what it protects, in a sentence.
        article: where it is written.
    """

    key: str
    label: str
    told: str
    article: str


@dataclass(frozen=True)
class RedactFile:
    """The redacted text, to download in one format.

    Attributes:
        url: where it is.
        name: file name.
        label: « Document Word (.docx) ».
    """

    url: str
    name: str
    label: str


@dataclass(frozen=True)
class RedactExerciseView:
    """An exercise on an act that is given, where what must not be published is to be hidden.

    Attributes:
        id, kind, title, statement_html: as declared.
        outcome: at the last « Vérifier ».
        given_url, given_name, given_facts: the act as the commune has it.
        carried: what its file holds that no reader sees, a sentence each.
        lines: the text, in reading order.
        marks: what is hidden now, checked or not, in order.
        reasons: what may be said of a mark.
        checked_label: « Vérifié le 22 novembre 2026 à 16 h 05 », or "".
        unchecked: whether marks changed since.
        files: the redacted text as it is now; none while nothing is hidden.
        proof: what the search of the written file gave, a sentence each.
        proved: whether nothing of what is hidden stands anywhere.
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, else "".
    """

    id: str
    kind: str
    title: str
    statement_html: str
    outcome: OutcomeView
    given_url: str
    given_name: str
    given_facts: str
    carried: tuple[str, ...]
    lines: tuple[RedactLine, ...]
    marks: tuple[RedactMark, ...]
    reasons: tuple[RedactReason, ...]
    checked_label: str
    unchecked: bool
    files: tuple[RedactFile, ...]
    proof: tuple[str, ...]
    proved: bool
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str

"""A question as Moodle has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

SINGLE, MULTIPLE = "single", "multiple"
TRUE_FALSE, SHORT, NUMERIC = "true_false", "short", "numeric"
MATCHING, ORDERING, ESSAY = "matching", "ordering", "essay"

#: Any answer that no other matches.
ANY = "*"


@dataclass(frozen=True)
class MoodleAnswer:
    """One answer, pair or step; texts are light Markdown unless said.

    Attributes:
        text: what it says; plain text for a typed answer, ``ANY`` for any other; "" on the left
            of a decoy.
        share: part of the points, -1 to 1.
        feedback: told to who gives it, or "".
        match: right-hand side of a pair.
        value: the number, and how far from it an answer may be; None for any other.
    """

    text: str
    share: Fraction = Fraction(0)
    feedback: str = ""
    match: str = ""
    value: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True)
class MoodleQuestion:
    """One question; texts are light Markdown.

    Attributes:
        id: of our item: its name, and its ``idnumber``.
        kind: a constant of this module.
        stem: what is asked.
        answers: see ``MoodleAnswer``.
        explanation: general feedback, or "".
        tags: without their brackets.
        hints: in order.
        mistake: the misconception that is looked for, plain text, or "".
        truth: for true or false.
        told: for true or false: what is told to who says true, then to who says false.
        grader_info: for an essay: what the person who marks it reads, or "".
        units: for a number: what each is worth, by name.
    """

    id: str
    kind: str
    stem: str
    answers: tuple[MoodleAnswer, ...] = ()
    explanation: str = ""
    tags: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    mistake: str = ""
    truth: bool = False
    told: tuple[str, str] = ("", "")
    grader_info: str = ""
    units: Mapping[str, Fraction] = field(default_factory=dict)

"""What a GIFT file says, before it becomes declarations of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

SINGLE, MULTIPLE = "single", "multiple"
TRUE_FALSE, SHORT, NUMERIC = "true_false", "short", "numeric"
MATCHING, ORDERING, ESSAY = "matching", "ordering", "essay"


@dataclass(frozen=True)
class GiftAnswer:
    """One answer, pair or step.

    Attributes:
        line: of the file, from 1.
        text: what it says, in light Markdown; the left-hand side of a pair, "" for a decoy.
        weight: percents that it earns, -100 to 100; 0 for one that is wrong.
        feedback: what is told to who gives it, in light Markdown, or "".
        match: right-hand side of a pair.
        value: the number expected, and how far from it an answer may be; None for any number.
    """

    line: int
    text: str
    weight: float = 0.0
    feedback: str = ""
    match: str = ""
    value: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True)
class GiftQuestion:
    """One question.

    Attributes:
        line: where it starts, from 1.
        kind: a constant of this module.
        title: between ``::``, or "".
        stem: light Markdown; ``_____`` where the answer goes in a sentence with a gap.
        answers: see ``GiftAnswer``.
        explanation: general feedback, light Markdown, or "".
        truth: for true or false.
        feedback: for true or false: what is told to who is wrong, then to who is right.
        id: ``[id:…]`` of its comments, or "".
        tags: every ``[tag:…]`` of its comments.
        mistake: ``[erreur:…]`` of its comments: the misconception that it looks for, or "".
        lost: names of the HTML elements that could not be kept.
    """

    line: int
    kind: str
    title: str
    stem: str
    answers: tuple[GiftAnswer, ...] = ()
    explanation: str = ""
    truth: bool = False
    feedback: tuple[str, str] = ("", "")
    id: str = ""
    tags: tuple[str, ...] = field(default=())
    mistake: str = ""
    lost: tuple[str, ...] = ()

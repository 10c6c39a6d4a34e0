"""What a quiz item is; keys stay on this side, only ``public_view`` goes to a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer of an item; ``id`` is its letter in the source (``a``, ``b``…)."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Item:
    """The smallest assessable unit.

    Attributes:
        id: unique for ever, never used again (``prep-q01``).
        type: ``single_choice`` or ``multiple_choice``.
        question: the stem, in French, light Markdown.
        objective: id of the objective of the module that it serves.
        level: 1 (recall) to 3 (judge a case).
        source: key in ``courses/sources.yml`` where it states law or fact, else "".
        answers: two or more, each with its feedback.
        explanation: shown once the item is finished, right or wrong; may be empty.
    """

    id: str
    type: str
    question: str
    objective: str
    level: int
    source: str
    answers: tuple[Answer, ...]
    explanation: str = ""


@dataclass(frozen=True)
class ItemResult:
    """Score of one answer to one item.

    Attributes:
        share: part of the item's points earned by this answer, 0 to 1.
        correct: the answer is wholly right.
        feedback: (answer id, text) for each answer that the learner chose, and no other.
    """

    share: float
    correct: bool
    feedback: tuple[tuple[str, str], ...]

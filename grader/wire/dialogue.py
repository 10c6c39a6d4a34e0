"""Public view of a dialogue: what was said so far, and what may be replied now."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class DialogueLine:
    """What was said to her, and what she replied.

    Attributes:
        says_html: what the other person said.
        reply_html: what she replied.
        tone, truth: in words: « juste », « vrai à moitié ».
        tone_kind, truth_kind: ``good``, ``partial`` or ``wrong``.
        feedback_html: why.
    """

    says_html: str
    reply_html: str
    tone: str
    tone_kind: str
    truth: str
    truth_kind: str
    feedback_html: str


@dataclass(frozen=True)
class DialogueTurn:
    """What she has to reply to.

    Attributes:
        id: of the turn.
        says_html: what the other person says.
        replies: (letter, text) of each reply, in the order drawn for her.
    """

    id: str
    says_html: str
    replies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DialogueVerdict:
    """How a conversation ended.

    Attributes:
        label: « Accord », « Doute » or « Refus ».
        kind: ``good``, ``partial`` or ``wrong``.
        sentence_html: what happens then.
        tone: « 2 répliques sur 3 ».
        truth: the same.
        source: what it rests on, or "".
        source_url: where that is read, or "".
    """

    label: str
    kind: str
    sentence_html: str
    tone: str
    truth: str
    source: str
    source_url: str


@dataclass(frozen=True)
class DialogueView:
    """A dialogue, without any tone, truth or consequence before its time.

    Attributes:
        id, kind, title, statement_html: as declared.
        rule: how replies count.
        outcome: of the conversations that count.
        who: the other person.
        number: which conversation this is, from 1.
        counts: whether this one may still earn points.
        lines: what was said so far, in order.
        turn: what she has to reply to; None at the end.
        verdict: at the end; None before.
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: a conversation that earns everything, once asked for; else "".
    """

    id: str
    kind: str
    title: str
    statement_html: str
    rule: str
    outcome: OutcomeView
    who: str
    number: int
    counts: bool
    lines: tuple[DialogueLine, ...]
    turn: DialogueTurn | None
    verdict: DialogueVerdict | None
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str

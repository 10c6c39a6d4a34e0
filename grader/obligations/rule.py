"""A rule of law, as its file states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grader.obligations.conditions import Condition


@dataclass(frozen=True)
class Source:
    """Where a rule can be read; the same words as in ``courses/sources.yml``.

    Attributes:
        id: the same key as there, where both have it.
        reference: the text and its article.
        address: https address.
        verified_on: the day when it was last read.
        confidence: « vérifié » or « vérifié (2nd) », shown as it is.
    """

    id: str
    reference: str
    address: str
    verified_on: date
    confidence: str


@dataclass(frozen=True)
class Rule:
    """One duty to publish, or one thing that passes for a duty and is not.

    All sentences are French, and shown as they are.

    Attributes:
        id: stable identifier, in lower case with hyphens.
        theme: a key of ``themes`` in ``rules/themes.yml``.
        title: the duty as a short imperative (« Publier les délibérations… »).
        what: what exactly must be published or done.
        where: on which site, portal or register.
        when: by when, and how often it is renewed.
        schema: « producer/name » of a schema in ``sandbox_data/schemas``, or an empty string.
        schema_note: how the schema is called, or why there is none.
        article: references as one would cite them.
        since: the day when the duty took effect; None where no single day is right.
        why: why the law wants it, in one sentence.
        note: a trap, a common mistake, a doubt that remains; may be empty.
        sanction: what follows when it is not done (most often: no fine; the CADA, the judge).
        sources: where it can be read, one at least.
        applies: when it is due.
        advised: when it is only advised, if it is not due; None means never.
        advice: why it is advised then.
        exempt: how to say, in general, to whom it does not apply.
    """

    id: str
    theme: str
    title: str
    what: str
    where: str
    when: str
    schema: str
    schema_note: str
    article: str
    since: date | None
    why: str
    note: str
    sanction: str
    sources: tuple[Source, ...]
    applies: Condition
    advised: Condition | None
    advice: str
    exempt: str

"""Public view of an exercise on what an authority must publish."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class DutySource:
    """Where a duty can be read.

    Attributes:
        reference: the text and its article.
        url: where it may be read, or "".
        checked: « vérifié, relu le 3 novembre 2026 ».
    """

    reference: str
    url: str
    checked: str


@dataclass(frozen=True)
class DutyWhy:
    """What the law says of one duty, once it may be told.

    Attributes:
        answer: one of ``DutiesExerciseView.choices``.
        because: why, for this authority.
        article: references, as one cites them.
        since: « depuis le 7 octobre 2018 », or "".
        note: a trap, or a doubt that remains; or "".
        sources: where it can be read.
    """

    answer: str
    because: str
    article: str
    since: str
    note: str
    sources: tuple[DutySource, ...]


@dataclass(frozen=True)
class DutyLine:
    """A duty that is asked.

    Attributes:
        id: of the rule.
        title: the duty, in a few words.
        what: what exactly is to be done.
        state: ``open``, ``retry`` (answered, one more try) or ``done``.
        given: her last answer that was checked, or "".
        result: one sentence once she answered it, else "".
        result_kind: ``good``, ``wrong`` or "".
        why: once it is found or its tries are used; None before.
    """

    id: str
    title: str
    what: str
    state: str
    given: str
    result: str
    result_kind: str
    why: DutyWhy | None


@dataclass(frozen=True)
class DutiesExerciseView:
    """An exercise on the dossier of an authority: what must it publish?

    Attributes:
        id, kind, title, statement_html: as declared.
        rule: how answers count.
        outcome: at the last « Vérifier mes réponses ».
        simulator_url: the page that tells the duties of any authority.
        choices: answers that a duty may have: (value, label).
        duties: what is asked, in order, without any answer before its time.
        checked_label: « Vérifié le 22 novembre 2026 à 16 h 05 », or "".
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, or once all is explained; else "".
    """

    id: str
    kind: str
    title: str
    statement_html: str
    rule: str
    outcome: OutcomeView
    simulator_url: str
    choices: tuple[tuple[str, str], ...]
    duties: tuple[DutyLine, ...]
    checked_label: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str

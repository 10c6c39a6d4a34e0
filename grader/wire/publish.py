"""Public view of an exercise that is graded on the published record itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.wire.outcomes import CheckedGoalView, OutcomeView

if TYPE_CHECKING:
    from grader.wire.console import ConsoleView


@dataclass(frozen=True)
class GivenFile:
    """A file that the exercise gives to download.

    Attributes:
        url: where it is downloaded.
        name: of the file.
        facts: « 120 lignes, 6 colonnes » and the like.
    """

    url: str
    name: str
    facts: str


@dataclass(frozen=True)
class RecordChoice:
    """A record of the learner's space that she may hand.

    Attributes:
        id: of the record; sent back by ``publish_check``.
        title: as she wrote it.
        state: « publique », « brouillon », « archivée » or « supprimée ».
        url: its page on the sandbox portal.
        score_label: « 7 critères sur 9 ».
        chosen: it is the one that was checked last, or else the one most likely meant.
    """

    id: str
    title: str
    state: str
    url: str
    score_label: str
    chosen: bool


@dataclass(frozen=True)
class PublishExerciseView:
    """An exercise whose work is done on the sandbox portal.

    Attributes:
        id, kind, title, statement_html: as declared.
        outcome: at the last « Faire vérifier ma fiche ».
        needs_start: records are put into her space when she presses « Préparer l'exercice ».
        started: she did, and her space still is the one that they were put into.
        files: what the exercise gives to download; may be empty.
        portal_url: home of the sandbox portal.
        regional_url: home of the regional site, or "" when the exercise does not need it.
        records: those of her space that she may hand, the most recently changed first; may be
            empty: nothing was created yet, or her space was never opened.
        goals: in order, each worth as much as the others.
        checked_label: « Fiche vérifiée le 22 novembre 2026 à 16 h 05 », or "" before any check.
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, else "".
        console: the guided console, or None when the exercise has none.
    """

    id: str
    kind: str
    title: str
    statement_html: str
    outcome: OutcomeView
    needs_start: bool
    started: bool
    files: tuple[GivenFile, ...]
    portal_url: str
    regional_url: str
    records: tuple[RecordChoice, ...]
    goals: tuple[CheckedGoalView, ...]
    checked_label: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
    console: ConsoleView | None = None

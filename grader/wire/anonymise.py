"""Public view of an exercise of anonymisation."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView
from grader.wire.privacy import PrivacyView


@dataclass(frozen=True)
class AnonymiseExerciseView:
    """An exercise on a file that is given, to be made publishable.

    Attributes:
        id, kind, title, statement_html: as declared.
        outcome: at the last « Est-ce publiable ? ».
        given_url, given_name, given_facts: the file to anonymise.
        public_url, public_name: what the attacker has, or "": anybody may look at it.
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, else "".
        bench: the workbench, always there.
    """

    id: str
    kind: str
    title: str
    statement_html: str
    outcome: OutcomeView
    given_url: str
    given_name: str
    given_facts: str
    public_url: str
    public_name: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
    bench: PrivacyView

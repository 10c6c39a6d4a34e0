"""The questions as a page shows them, blank or filled in."""

from __future__ import annotations

from dataclasses import dataclass

from grader.obligations.naming import kinds_listed
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import Question, Questions
from grader.services.obligations.answers import (
    DELEGATED,
    FACT,
    KIND,
    LONGEST_FIGURE,
    POPULATION,
    STAFF,
    Answers,
    place_of_fact,
)
from grader.services.obligations.kinds import KINDS
from grader.typography import french


@dataclass(frozen=True)
class Option:
    """An answer to choose or a box to tick.

    Attributes:
        value: what is sent.
        label: what is read.
        hint: what helps, beneath; may be empty.
        checked: whether it was chosen.
        classes: kinds for which it makes no sense, as the style sheet names them.
        only: for whom it makes sense, where that is not everybody; may be empty.
        error: what to mend, or "".
    """

    value: str
    label: str
    hint: str = ""
    checked: bool = False
    classes: str = ""
    only: str = ""
    error: str = ""


@dataclass(frozen=True)
class Line:
    """A figure or a name to type."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    longest: int
    numeric: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Boxes:
    """Boxes to tick, under one title."""

    id: str
    title: str
    options: tuple[Option, ...]
    classes: str


@dataclass(frozen=True)
class FormView:
    """The page of questions.

    Attributes:
        kinds: what an authority may be.
        population, staff: figures to type.
        groups: facts to tick.
        services: delegated services to tick.
        errors: (name of the field, sentence) in the order of the page.
        kind_error, fact_error, service_error: the same, beside what they are about; may be empty.
    """

    kinds: tuple[Option, ...]
    population: Line
    staff: Line
    groups: tuple[Boxes, ...]
    services: tuple[Option, ...]
    errors: tuple[tuple[str, str], ...]
    kind_error: str
    fact_error: str
    service_error: str


def form_view(answers: Answers, questions: Questions) -> FormView:
    """Give the questions, with what was answered and what is to mend.

    Args:
        answers: as read from an address; empty for a blank form.
        questions: what is asked.
    """
    errors = answers.errors
    order = (KIND, POPULATION, STAFF, FACT, *map(place_of_fact, questions.facts), DELEGATED)
    return FormView(
        kinds=tuple(
            Option(kind.value, french(label), french(hint), checked=kind.value == answers.kind)
            for kind, (label, hint) in KINDS.items()
        ),
        population=Line(
            name=POPULATION,
            label=french("Combien d'habitants ?"),
            hint=french("La population légale que publie l'Insee. Exemple : 3 500."),
            value=answers.population,
            error=errors.get(POPULATION, ""),
            longest=LONGEST_FIGURE,
            numeric="numeric",
        ),
        staff=Line(
            name=STAFF,
            label=french("Combien d'agents, en équivalent temps plein (ETP) ?"),
            hint=french("Un agent à mi-temps compte pour 0,5. Exemple : 49,5."),
            value=answers.staff,
            error=errors.get(STAFF, ""),
            longest=LONGEST_FIGURE,
            numeric="decimal",
        ),
        groups=tuple(
            _boxes(
                group.id,
                group.title,
                tuple(_fact(one, answers) for one in group.questions),
            )
            for group in questions.groups
        ),
        services=tuple(
            Option(one.id, french(one.label), checked=one.id in answers.delegated)
            for one in questions.services
        ),
        errors=tuple((name, errors[name]) for name in order if name in errors),
        kind_error=errors.get(KIND, ""),
        fact_error=errors.get(FACT, ""),
        service_error=errors.get(DELEGATED, ""),
    )


def _fact(question: Question, answers: Answers) -> Option:
    left_out = [kind for kind in AuthorityKind if kind not in question.kinds]
    only = f"Pour {kinds_listed(question.kinds)}." if left_out else ""
    return Option(
        question.id,
        french(question.label),
        french(question.help),
        checked=question.id in answers.facts,
        classes=" ".join(f"pas-{kind.value}" for kind in left_out),
        only=french(only),
        error=answers.errors.get(place_of_fact(question.id), ""),
    )


def _boxes(name: str, title: str, options: tuple[Option, ...]) -> Boxes:
    """Put boxes under a title; it goes where all of them go."""
    shared = set.intersection(*(set(one.classes.split()) for one in options))
    return Boxes(name, french(title), options, " ".join(sorted(shared)))

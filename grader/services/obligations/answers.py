"""What was answered, as an address carries it: read, refused field by field, and written again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

from grader.errors import RefusedError
from grader.obligations.assess import BadProfileError, check_profile
from grader.obligations.naming import WITH_POPULATION, kinds_listed
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import Questions
from grader.services.obligations.figures import FigureError, read_population, read_staff
from grader.typography import french

#: Names of what is asked, in addresses; on a page they also name the place of each question.
KIND, POPULATION, STAFF, FACT, DELEGATED = "type", "habitants", "agents", "fait", "delegue"
NAME, SERVICE = "nom", "service"

#: Bytes of an address's query: all facts and services take less than half of it.
LONGEST_QUERY = 4_000
#: Characters of a figure that are read, and shown again when it is refused.
LONGEST_FIGURE = 40
#: Characters of an authority's name.
LONGEST_NAME = 120
#: Field of a profile to the question that gives it.
_FIELDS = {"population": POPULATION, "staff": STAFF}
#: An address of another version, or written by hand: dropping it unseen would falsify the result.
_UNKNOWN = (
    "L'adresse contient une réponse que le simulateur ne connaît pas. Vérifiez ces cases, puis "
    "validez de nouveau."
)


@dataclass(frozen=True)
class Answers:
    """What was typed and ticked, whether it can be taken or not.

    Attributes:
        kind: a value of ``AuthorityKind``, or "" where none (or none that exists) was chosen.
        population, staff: as typed.
        facts, delegated: identifiers that exist, in the order of the questions.
        name: how documents call the authority.
        service: the delegated service that a clause is for.
        errors: a French sentence for each field to mend, by its name.
    """

    kind: str = ""
    population: str = ""
    staff: str = ""
    facts: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    name: str = ""
    service: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def read_answers(
    arguments: Mapping[str, Sequence[str]], questions: Questions, *, blank: bool = False
) -> Answers:
    """Read what an address carries, and tell what cannot be taken.

    Args:
        arguments: values by name; names that are not ours are passed over.
        questions: what is asked.
        blank: whether nothing is refused yet: the form before it is sent.
    """

    def first(name: str, longest: int) -> str:
        return next(iter(arguments.get(name, ())), "").strip()[:longest]

    kind = first(KIND, LONGEST_FIGURE)
    facts, delegated = set(arguments.get(FACT, ())), set(arguments.get(DELEGATED, ()))
    answers = Answers(
        kind=kind if kind in set(AuthorityKind) else "",
        population=first(POPULATION, LONGEST_FIGURE),
        staff=first(STAFF, LONGEST_FIGURE),
        facts=tuple(one for one in questions.facts if one in facts),
        delegated=tuple(one.id for one in questions.services if one.id in delegated),
        name=first(NAME, LONGEST_NAME + 1),
        service=first(SERVICE, LONGEST_FIGURE),
    )
    if blank:
        return answers
    errors = _errors(answers, questions)
    if facts - {*questions.facts}:
        errors[FACT] = _UNKNOWN
    if delegated - questions.service_ids:
        errors[DELEGATED] = _UNKNOWN
    return replace(answers, errors={name: french(text) for name, text in errors.items()})


def profile_of(answers: Answers) -> Profile:
    """Give the profile that answers describe.

    Args:
        answers: without an error.

    Raises:
        RefusedError: they have one.
    """
    if answers.errors:
        raise RefusedError("bad-answers", " ".join(answers.errors.values()))
    kind = AuthorityKind(answers.kind)
    return Profile(
        kind=kind,
        population=read_population(answers.population) if kind in WITH_POPULATION else 0,
        staff=read_staff(answers.staff),
        facts=frozenset(answers.facts),
        delegated=frozenset(answers.delegated),
        name=answers.name,
    )


def query_of(profile: Profile, questions: Questions) -> str:
    """Write the address's query that gives this profile again, always in the same order.

    Args:
        profile: without its name, which belongs to documents alone.
        questions: what is asked.
    """
    return urlencode(pairs_of(profile, questions))


def pairs_of(profile: Profile, questions: Questions) -> list[tuple[str, str]]:
    """Give the same as names and values, for a form that carries them on."""
    pairs = [(KIND, profile.kind.value)]
    if profile.kind in WITH_POPULATION:
        pairs.append((POPULATION, str(profile.population)))
    pairs.append((STAFF, staff_text(profile.staff)))
    pairs += [(FACT, one) for one in questions.facts if one in profile.facts]
    pairs += [(DELEGATED, one.id) for one in questions.services if one.id in profile.delegated]
    return pairs


def staff_text(staff: Decimal) -> str:
    """Write « 49,5 » or « 50 », as the form takes it."""
    plain = f"{staff:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def place_of_fact(name: str) -> str:
    """Name the box of a fact, for a link to it."""
    return f"{FACT}-{name}"


def _errors(answers: Answers, questions: Questions) -> dict[str, str]:
    errors = {}
    kind = AuthorityKind(answers.kind) if answers.kind else None
    if kind is None:
        errors[KIND] = "Choisissez ce qu'est votre collectivité."
    population, staff = 1, Decimal(0)
    if kind is None or kind in WITH_POPULATION:
        try:
            population = read_population(answers.population)
        except FigureError as error:
            errors[POPULATION] = error.sentence
    try:
        staff = read_staff(answers.staff)
    except FigureError as error:
        errors[STAFF] = error.sentence
    if len(answers.name) > LONGEST_NAME:
        errors[NAME] = f"Raccourcissez le nom : {LONGEST_NAME} signes au plus."
    if kind is not None:
        errors |= _out_of_place(kind, answers, questions)
    # What could not be read was told: the rest is looked at beside it.
    figures = Profile(kind or AuthorityKind.COMMUNE, population, staff)
    try:
        check_profile(figures)
    except BadProfileError as error:
        errors |= {_FIELDS[name]: text for name, text in error.fields.items() if name in _FIELDS}
    return errors


def _out_of_place(kind: AuthorityKind, answers: Answers, questions: Questions) -> Mapping[str, str]:
    """Tell which boxes make no sense for that kind of authority."""
    return {
        place_of_fact(name): (
            f"Décochez « {questions.facts[name].label} » : cela ne concerne que "
            f"{kinds_listed(questions.facts[name].kinds)}."
        )
        for name in answers.facts
        if kind not in questions.facts[name].kinds
    }

"""« Mon profil » : what a learner says of her authority and role, read, told and used elsewhere.

Every field may stay empty, and nothing here names a place. What it says puts things first; it
hides nothing for good and opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grader.content.examples import folded_for
from grader.obligations.assess import BadProfileError, check_profile
from grader.obligations.deciding.datasets import services
from grader.obligations.naming import KIND_LABELS, agents, inhabitants
from grader.obligations.profile import AuthorityKind, Profile
from grader.progress.profiles import LearnerProfile
from grader.services.obligations.answers import DELEGATED, FACT, KIND, POPULATION, STAFF, staff_text
from grader.services.obligations.figures import FigureError, read_population, read_staff
from grader.services.workshop import Workshop
from grader.typography import french

__all__ = [
    "PROFILE",
    "LearnerProfile",
    "ProfileForm",
    "folded_for_profile",
    "profile_form",
    "profile_from_json",
    "profile_lines",
    "profile_to_json",
    "proposed",
    "save_profile",
]

#: Address of the page, below the site's.
PROFILE = "mon-profil"
ROLE, SERVICE = "role", "service"
#: Role to what the page calls it, and to the door that it leads to when none was chosen.
ROLES: Mapping[str, tuple[str, str]] = {
    "elu": ("Élue ou élu", "elu"),
    "direction": ("Direction (DGS, secrétariat général de mairie)", "elu"),
    "agent": ("Agente ou agent d'un service", "agent"),
    "chef-de-projet": ("Cheffe ou chef de projet, référent données", "agent"),
    "animateur": ("Animatrice, animateur ou formatrice, formateur", "formateur"),
}
_LONGEST = 40
_ASKED = (KIND, POPULATION, STAFF, FACT, DELEGATED)


@dataclass(frozen=True)
class Choice:
    """An answer to choose, or a box to tick."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class ProfileForm:
    """The page of the profile.

    Attributes:
        roles, kinds, services: what may be chosen.
        population, staff: as typed.
        errors: (name of the field, sentence) in the order of the page.
        saved: whether something is kept now.
    """

    roles: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    services: tuple[Choice, ...]
    population: str
    staff: str
    errors: Mapping[str, str]
    saved: bool


def profile_form(workshop: Workshop, learner_id: str) -> ProfileForm:
    """Give the page, with what is kept."""
    profile = workshop.profiles.of(learner_id)
    population = "" if profile.population is None else str(profile.population)
    staff = staff_text(Decimal(profile.staff)) if profile.staff else ""
    return _form(profile, population, staff, {})


def save_profile(
    workshop: Workshop, learner_id: str, fields: Mapping[str, Sequence[str]]
) -> ProfileForm | None:
    """Keep what the page sent; or give it again, with what to mend.

    Args:
        workshop: stores and course.
        learner_id: whose.
        fields: values by name, as the browser sent them.
    """
    typed = {name: _first(fields, name) for name in (KIND, POPULATION, STAFF, ROLE)}
    profile, errors = _read(typed, set(fields.get(SERVICE, ())))
    if errors:
        return _form(profile, typed[POPULATION], typed[STAFF], errors)
    workshop.profiles.put(learner_id, profile)
    learner = workshop.learners.find(learner_id)
    if learner is not None and not learner.door and profile.role:
        workshop.learners.set_door(learner_id, ROLES[profile.role][1])
    return None


def profile_lines(profile: LearnerProfile) -> tuple[tuple[str, str], ...]:
    """Tell a profile as (label, value); nothing where it is blank."""
    titles = {one.id: one.title for one in services()}
    lines = (
        ("Votre rôle", ROLES[profile.role][0] if profile.role in ROLES else ""),
        ("Votre collectivité", KIND_LABELS[AuthorityKind(profile.kind)] if profile.kind else ""),
        ("Population", "" if profile.population is None else inhabitants(profile.population)),
        ("Personnel", agents(Decimal(profile.staff)) if profile.staff else ""),
        ("Vos services", ", ".join(titles[one] for one in profile.services if one in titles)),
    )
    return tuple((french(label), french(value)) for label, value in lines if value)


def proposed(
    profile: LearnerProfile, arguments: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Give the answers that a profile proposes to the pages on duties.

    Args:
        profile: of who asks.
        arguments: what the address carries: it wins as soon as it says anything of an authority.
    """
    if any(arguments.get(name) for name in _ASKED):
        return {}
    values = {
        KIND: profile.kind,
        POPULATION: "" if profile.population is None else str(profile.population),
        STAFF: staff_text(Decimal(profile.staff)) if profile.staff else "",
    }
    return {name: [value] for name, value in values.items() if value}


def folded_for_profile(html: str, profile: LearnerProfile) -> str:
    """Fold the examples of a lesson that are for others than a learner; none is taken away.

    Args:
        html: a piece of the lesson.
        profile: hers; a blank one folds nothing.
    """
    return folded_for(html, profile.kind, profile.services)


def profile_to_json(profile: LearnerProfile) -> dict[str, Any]:
    """Write a profile as JSON types, for « Ma progression »."""
    return {**vars(profile), "services": list(profile.services)}


def profile_from_json(raw: Any) -> LearnerProfile:
    """Read what ``profile_to_json`` wrote; whatever is not sound is left out.

    Args:
        raw: of a file that its owner may have changed.
    """
    if not isinstance(raw, dict):
        return LearnerProfile()
    typed = {
        KIND: raw.get("kind"),
        POPULATION: raw.get("population"),
        STAFF: raw.get("staff"),
        ROLE: raw.get("role"),
    }
    texts = {
        name: str(value)[:_LONGEST] if isinstance(value, str | int) else ""
        for name, value in typed.items()
    }
    listed = raw.get("services")
    mine = (
        {one for one in listed[:_LONGEST] if isinstance(one, str)}
        if isinstance(listed, list)
        else set()
    )
    return _read(texts, mine)[0]


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "").strip()[:_LONGEST]


def _read(typed: Mapping[str, str], mine: set[str]) -> tuple[LearnerProfile, dict[str, str]]:
    """Read what was typed: what is sound of it, and what is to mend."""
    errors: dict[str, str] = {}
    population: int | None = None
    staff: Decimal | None = None
    try:
        population = read_population(typed[POPULATION]) if typed[POPULATION] else None
    except FigureError as error:
        errors[POPULATION] = error.sentence
    try:
        staff = read_staff(typed[STAFF]) if typed[STAFF] else None
    except FigureError as error:
        errors[STAFF] = error.sentence
    kind = typed[KIND] if typed[KIND] in set(AuthorityKind) else ""
    for name, text in _impossible(population, staff).items():
        errors[name] = text
    profile = LearnerProfile(
        kind=kind,
        population=None if POPULATION in errors else population,
        staff="" if STAFF in errors or staff is None else str(staff),
        role=typed[ROLE] if typed[ROLE] in ROLES else "",
        services=tuple(one.id for one in services() if one.id in mine),
    )
    return profile, {name: french(text) for name, text in errors.items()}


def _impossible(population: int | None, staff: Decimal | None) -> dict[str, str]:
    """Tell what no authority can have; what was left out is not looked at."""
    people = 1 if population is None else population
    try:
        check_profile(Profile(AuthorityKind.COMMUNE, people, staff or Decimal(0)))
    except BadProfileError as error:
        names = {"population": POPULATION, "staff": STAFF}
        return {names[key]: text for key, text in error.fields.items() if key in names}
    return {}


def _form(
    profile: LearnerProfile, population: str, staff: str, errors: Mapping[str, str]
) -> ProfileForm:
    return ProfileForm(
        roles=_choices({name: label for name, (label, _) in ROLES.items()}, {profile.role}),
        kinds=_choices({one.value: KIND_LABELS[one] for one in AuthorityKind}, {profile.kind}),
        services=_choices({one.id: one.title for one in services()}, set(profile.services)),
        population=population,
        staff=staff,
        errors=errors,
        saved=not profile.is_blank,
    )


def _choices(labels: Mapping[str, str], chosen: set[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, french(text), name in chosen) for name, text in labels.items())

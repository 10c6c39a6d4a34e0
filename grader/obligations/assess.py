"""What an authority must publish: every rule looked at for one profile."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from grader.errors import RefusedError
from grader.obligations.conditions import Always, Check, Outcome
from grader.obligations.duties import Duty, Status
from grader.obligations.naming import WITH_POPULATION, kinds_listed
from grader.obligations.profile import Profile
from grader.obligations.questions import Questions, questions
from grader.obligations.rule import Rule
from grader.obligations.rules import rules
from grader.typography import french, number

MOST_INHABITANTS = 20_000_000
MOST_AGENTS = Decimal(200_000)
#: A name is printed on documents: long enough for any authority of the country.
LONGEST_NAME = 200
_ONE_IS_ENOUGH = "L'une de ces conditions suffirait."


class BadProfileError(RefusedError):
    """A profile cannot be; ``fields`` says why, field by field.

    Args:
        fields: French sentences by field of ``Profile``: population, staff, facts, delegated, name.
    """

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("bad-profile", " ".join(fields.values()), "Corrigez ces réponses.")
        # Exception.__reduce__ replays args: keep them equal to the signature.
        self.args = (fields,)
        self.fields = fields


def check_profile(profile: Profile) -> None:
    """Refuse a profile that no authority can have.

    Raises:
        BadProfileError: with one French sentence for each field that is wrong.
    """
    asked = questions()
    wrong = {
        "population": _population(profile),
        "staff": _staff(profile.staff),
        "facts": _facts(profile, asked),
        "delegated": _unknown(profile.delegated - asked.service_ids, "service délégué"),
        "name": f"Le nom tient en {LONGEST_NAME} caractères au plus."
        if len(profile.name) > LONGEST_NAME
        else "",
    }
    fields = {name: french(text) for name, text in wrong.items() if text}
    if fields:
        raise BadProfileError(fields)


def _population(profile: Profile) -> str:
    if not 0 <= profile.population <= MOST_INHABITANTS:
        return f"La population va de 0 à {number(MOST_INHABITANTS)} habitants."
    if profile.kind in WITH_POPULATION and profile.population == 0:
        return "Indiquez la population : plusieurs seuils en dépendent."
    return ""


def _staff(staff: Decimal) -> str:
    if not staff.is_finite() or not 0 <= staff <= MOST_AGENTS:
        return f"Le nombre d'agents va de 0 à {number(float(MOST_AGENTS))}."
    # Sentences print two decimals: a third one could make 49,999 read as 50.
    if staff != round(staff, 2):
        return "Donnez le nombre d'agents avec deux décimales au plus."
    return ""


def _facts(profile: Profile, asked: Questions) -> str:
    unknown = _unknown(profile.facts - set(asked.facts), "réponse")
    if unknown:
        return unknown
    for name, question in asked.facts.items():
        if name in profile.facts and profile.kind not in question.kinds:
            return f"« {question.label} » ne concerne que {kinds_listed(question.kinds)}."
    return ""


def _unknown(names: frozenset[str], what: str) -> str:
    if not names:
        return ""
    return f"Ce choix est inconnu ({what}) : {', '.join(sorted(names))[:80]}."


def duties(profile: Profile) -> tuple[Duty, ...]:
    """Say what every rule asks of an authority, in the order of themes and rules.

    Args:
        profile: who asks.

    Raises:
        BadProfileError: the profile cannot be.
    """
    check_profile(profile)
    return tuple(duty_of(rule, profile) for rule in rules())


def duty_of(rule: Rule, profile: Profile) -> Duty:
    """Say what one rule asks of an authority whose profile was checked."""
    found = rule.applies.look(profile)
    if found.met:
        return Duty(rule, Status.REQUIRED, _told(found.deciding), found.checks)
    rest = (_ONE_IS_ENOUGH,) if found.one_is_enough else ()
    if rule.advised is None:
        rest = (rule.exempt,) if rule.applies.never else rest
        return Duty(rule, Status.NOT_APPLICABLE, _told(found.deciding, rest), found.checks)
    also = rule.advised.look(profile)
    if also.met:
        because = _told(found.deciding, (*rest, rule.advice))
        return Duty(rule, Status.ADVISED, because, _both(found, also, rule))
    # A duty that no text asks for, and no object for the advice either: both are said.
    deciding = (*found.deciding, *also.deciding) if rule.applies.never else found.deciding
    return Duty(rule, Status.NOT_APPLICABLE, _told(deciding, rest), found.checks)


def _both(found: Outcome, also: Outcome, rule: Rule) -> tuple[Check, ...]:
    said = rule.applies.never and not isinstance(rule.advised, Always)
    return (*found.checks, *also.checks) if said else found.checks


def _told(deciding: Sequence[Check], more: Sequence[str] = ()) -> str:
    """Put sentences one after the other, each once."""
    return " ".join(dict.fromkeys([*(check.sentence for check in deciding), *more]))

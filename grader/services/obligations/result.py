"""What a profile leads to, in the order in which a page or a command tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from grader.obligations.assess import duties
from grader.obligations.duties import Duty, Status
from grader.obligations.naming import WHO, WITH_POPULATION, agents, inhabitants
from grader.obligations.profile import Profile
from grader.obligations.questions import Questions
from grader.obligations.rules import Theme, rules, themes
from grader.services.obligations.kinds import KINDS
from grader.services.obligations.written_dates import written_day
from grader.typography import NO_BREAK, french, number, plural

#: The rule by which the double threshold is told: it is what most people come to ask.
DOUBLE_THRESHOLD = "interest-data"
#: What says of whom, among the questions.
_SUBJECT = ("Type", "Population", "Agents")
CAUTION = "Ce simulateur informe ; il ne remplace pas un conseil juridique."
#: Status to the class of its colour, its sign and its word.
LOOKS: Mapping[Status, tuple[str, str, str]] = {
    Status.REQUIRED: ("du", "●", "Obligatoire"),
    Status.ADVISED: ("conseille", "○", "Conseillé"),
    Status.NOT_APPLICABLE: ("neutre", "–", "Sans objet"),
}


@dataclass(frozen=True)
class Group:
    """The duties of one theme that share a status.

    Attributes:
        theme: of all of them.
        duties: one at least, in the order of the rules.
    """

    theme: Theme
    duties: tuple[Duty, ...]


@dataclass(frozen=True)
class Result:
    """All that the simulator says of one authority.

    Attributes:
        profile: of whom.
        headline: how much is due, in one sentence.
        others: how much is advised and how much does not apply.
        opening, opening_reason: whether the double threshold makes it open its data, and why.
        required, advised, excluded: the duties by theme; a theme without any is not there.
        answered: (question, answers) as they were given.
        caution: what this is not, and when its sources were read.
    """

    profile: Profile
    headline: str
    others: str
    opening: str
    opening_reason: str
    required: tuple[Group, ...]
    advised: tuple[Group, ...]
    excluded: tuple[Group, ...]
    answered: tuple[tuple[str, tuple[str, ...]], ...]
    caution: str

    @property
    def subject(self) -> str:
        """Say of whom: « commune, 3 500 habitants, 50 agents en équivalent temps plein »."""
        told = [texts[0] for name, texts in self.answered if name in _SUBJECT]
        return ", ".join((told[0][:1].lower() + told[0][1:], *told[1:]))

    @property
    def due(self) -> tuple[Duty, ...]:
        """Give all that is due, in order."""
        return tuple(duty for group in self.required for duty in group.duties)


def result_of(profile: Profile, questions: Questions) -> Result:
    """Tell what an authority must publish.

    Args:
        profile: which was checked.
        questions: what it was asked.

    Raises:
        OuvroirError: the profile cannot be assessed.
    """
    found = duties(profile)
    threshold = next(duty for duty in found if duty.rule.id == DOUBLE_THRESHOLD)
    counts = {status: sum(duty.status is status for duty in found) for status in Status}
    return Result(
        profile=profile,
        headline=_headline(WHO[profile.kind], counts[Status.REQUIRED]),
        others=_others(counts[Status.ADVISED], counts[Status.NOT_APPLICABLE]),
        opening=_opening(threshold),
        opening_reason=french(threshold.because),
        required=_groups(found, Status.REQUIRED),
        advised=_groups(found, Status.ADVISED),
        excluded=_groups(found, Status.NOT_APPLICABLE),
        answered=answered(profile, questions),
        caution=caution_of_rules(),
    )


def answered(profile: Profile, questions: Questions) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what was answered, in the words of the questions.

    Args:
        profile: the answers.
        questions: what was asked.
    """
    told: list[tuple[str, tuple[str, ...]]] = [("Type", (KINDS[profile.kind][0],))]
    if profile.kind in WITH_POPULATION:
        told.append(("Population", (inhabitants(profile.population),)))
    told.append(("Agents", (agents(profile.staff),)))
    for group in questions.groups:
        ticked = tuple(french(one.label) for one in group.questions if one.id in profile.facts)
        if ticked:
            told.append((french(group.title), ticked))
    delegated = tuple(
        french(one.label) for one in questions.services if one.id in profile.delegated
    )
    told.append(("Services délégués", delegated or ("Aucun",)))
    return tuple(told)


def caution_of_rules() -> str:
    """Say what this is not, and between which days the sources of its rules were read."""
    days = sorted(source.verified_on for rule in rules() for source in rule.sources)
    return french(f"{CAUTION} {_read_between(days[0], days[-1])}")


def _read_between(first: date, last: date) -> str:
    if first == last:
        return f"Ses sources ont été relues le {written_day(last)}."
    return f"Ses sources ont été relues entre le {written_day(first)} et le {written_day(last)}."


def _headline(who: str, due: int) -> str:
    noun = "obligation" if due < 2 else "obligations"
    return f"{who} a {number(due) if due else 'aucune'}{NO_BREAK}{noun}."


def _opening(duty: Duty) -> str:
    """Tell whether an authority must open its data without being asked."""
    verb = "est" if duty.status is Status.REQUIRED else "n'est pas"
    return french(f"L'ouverture par défaut de vos données {verb} obligatoire.")


def _others(advised: int, excluded: int) -> str:
    """Tell the two other counts, each with its verb."""
    first = "Rien de plus n'est conseillé"
    if advised:
        verb = "est seulement conseillée" if advised == 1 else "sont seulement conseillées"
        first = f"{plural(advised, 'autre action', 'autres actions')} {verb}"
    verb = "ne vous concerne pas" if excluded < 2 else "ne vous concernent pas"
    return french(f"{first}, {plural(excluded, 'règle')} {verb}.")


def _groups(found: Iterable[Duty], status: Status) -> tuple[Group, ...]:
    kept = [duty for duty in found if duty.status is status]
    by_theme = (
        Group(theme, tuple(duty for duty in kept if duty.rule.theme == theme.id))
        for theme in themes()
    )
    return tuple(group for group in by_theme if group.duties)

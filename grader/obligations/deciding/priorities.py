"""What to publish first: obligation, interest, effort and risk for persons, weighed in the open.

The formula is told by ``FORMULA`` in the words that people read. A higher effort or a higher risk
never brings a dataset forward; ``tests/obligations/deciding`` holds it to that.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.obligations.assess import duties
from grader.obligations.deciding.choices import refuse_if_wrong
from grader.obligations.deciding.datasets import Dataset, National, datasets
from grader.obligations.deciding.reasons import (
    GENERIC_FIRST,
    outside_reason,
    ranked_reason,
    reused_reason,
    skipped_reason,
)
from grader.obligations.duties import Duty, Status
from grader.obligations.profile import Profile
from grader.typography import french

#: How many datasets the first wave holds at most, unless one says otherwise.
MOST_NOW = 6
#: The same for those that have few hands.
FEW_NOW = 3
HIGHEST_MOST_NOW = 20
#: Scores out of 100 from which a dataset enters a wave.
NOW_FROM = 65
YEAR_FROM = 50
_HIGHEST = 3
_FEW_HANDS = 50

FORMULA: tuple[str, ...] = tuple(
    french(text)
    for text in (
        "Chaque jeu reçoit quatre notes sur 3 : obligation, intérêt, facilité et sécurité.",
        "Obligation : 3 si un texte vise ce jeu, 2 s'il relève de l'ouverture par défaut.",
        "Obligation, suite : 1 si ce jeu est seulement conseillé, 0 sinon.",
        "Intérêt : la note de 1 à 3, selon qui demande ce jeu.",
        "Facilité : 4 moins l'effort. Un effort de 1 donne donc 3.",
        "Sécurité : 3 moins le risque pour les personnes. Un risque de 0 donne donc 3.",
        "On multiplie chaque note par son poids, on additionne, puis on rapporte à 100.",
        f"À partir de {NOW_FROM} sur 100, un jeu est à faire tout de suite, s'il reste une place.",
        f"À partir de {YEAR_FROM}, il est à faire cette année, s'il en reste une aussi.",
        "Le nombre de places de la première vague se règle.",
        "L'année compte deux fois plus de places que la première vague.",
        "Un jeu visé par un texte ne descend jamais sous « cette année », même sans place.",
        "Un jeu de risque 3 n'est jamais « tout de suite » : il y a d'abord quelque chose à faire.",
    )
)
JUDGEMENT = french(
    "Les notes d'intérêt, d'effort et de risque sont notre appréciation. Elles se discutent, et "
    "vous pouvez changer chacune d'elles. Les obligations, elles, viennent des textes."
)


class Wave(enum.StrEnum):
    """When a dataset comes."""

    NOW = "now"
    YEAR = "year"
    LATER = "later"


class Standing(enum.StrEnum):
    """Where a dataset stands for one authority."""

    RANKED = "ranked"
    DONE = "done"
    REUSE = "reuse"
    NEVER = "never"
    SKIPPED = "skipped"
    OUTSIDE = "outside"


class State(enum.StrEnum):
    """What a person says of a dataset."""

    TODO = "todo"
    DONE = "done"
    SKIPPED = "skipped"


WAVE_TITLES: Mapping[Wave, str] = {
    Wave.NOW: "Tout de suite",
    Wave.YEAR: "Cette année",
    Wave.LATER: "Plus tard",
}
WAVE_HELPS: Mapping[Wave, str] = {
    Wave.NOW: french("Peu de jeux, mais bien faits : la qualité compte plus que le nombre."),
    Wave.YEAR: french("À préparer dans les douze mois, un service après l'autre."),
    Wave.LATER: french("Rien ne presse, ou il faut d'abord préparer le terrain."),
}
STANDING_TITLES: Mapping[Standing, str] = {
    Standing.RANKED: "À publier",
    Standing.DONE: "Déjà publié par vous",
    Standing.REUSE: french("Déjà publié ailleurs : à réutiliser, pas à refaire"),
    Standing.NEVER: "À ne pas publier",
    Standing.SKIPPED: "Écarté par vous",
    Standing.OUTSIDE: "Sans objet d'après votre profil",
}


@dataclass(frozen=True)
class Weights:
    """What counts most, each from 0 (not at all) to 3."""

    obligation: int = 3
    interest: int = 2
    effort: int = 1
    risk: int = 2


@dataclass(frozen=True)
class Choice:
    """What a person changes of a dataset; None keeps our mark."""

    interest: int | None = None
    effort: int | None = None
    risk: int | None = None
    state: State = State.TODO


@dataclass(frozen=True)
class Priority:
    """A dataset, and when its turn comes.

    Attributes:
        dataset: the dataset.
        standing: whether it is ranked, and why not otherwise.
        obligation: 0 to 3, from the duties.
        duties: the duties that bear on it, its own first.
        interest: 1 to 3, ours or the person's.
        effort: 1 to 3.
        risk: 0 to 3.
        score: out of 100; None where it is not ranked.
        wave: None where it is not ranked.
        rank: from 1; None where it is not ranked.
        reason: why it stands there, in French.
        first: what to do about persons before publishing; never empty where the risk is not 0.
        changed: names of the marks that the person changed.
    """

    dataset: Dataset
    standing: Standing
    obligation: int
    duties: tuple[Duty, ...]
    interest: int
    effort: int
    risk: int
    score: int | None = None
    wave: Wave | None = None
    rank: int | None = None
    reason: str = ""
    first: str = ""
    changed: frozenset[str] = frozenset()


def priorities(
    profile: Profile,
    weights: Weights | None = None,
    choices: Mapping[str, Choice] | None = None,
    most_now: int | None = None,
) -> tuple[Priority, ...]:
    """Rank the datasets of an authority; those that are not ranked follow, with the reason.

    Args:
        profile: who asks.
        weights: what counts most; the default weights when not given.
        choices: what the person changes, by dataset.
        most_now: how many datasets the first wave holds at most, 1 to 20; what
            ``usual_most_now`` says when not given.

    Raises:
        BadProfileError: the profile cannot be.
        BadChoicesError: a weight, a mark or a dataset is not one.
    """
    chosen_weights = weights or Weights()
    chosen = choices or {}
    places = usual_most_now(profile) if most_now is None else most_now
    _check(chosen_weights, chosen, places)
    asked = {duty.rule.id: duty for duty in duties(profile)}
    found = [_looked_at(one, profile, asked, chosen.get(one.id, Choice())) for one in datasets()]
    ranked = _ranked(
        [one for one in found if one.standing == Standing.RANKED], chosen_weights, places
    )
    rest = [one for one in found if one.standing != Standing.RANKED]
    order = list(Standing)
    return (*ranked, *sorted(rest, key=lambda one: order.index(one.standing)))


def usual_most_now(profile: Profile) -> int:
    """Say how many datasets a first wave holds, by the hands that there are: under 50 agents, 3."""
    return FEW_NOW if profile.staff < _FEW_HANDS else MOST_NOW


def in_wave(found: tuple[Priority, ...], wave: Wave) -> tuple[Priority, ...]:
    """Give the datasets of one wave, in their order."""
    return tuple(one for one in found if one.wave == wave)


def standing_at(found: tuple[Priority, ...], standing: Standing) -> tuple[Priority, ...]:
    """Give the datasets that stand alike, in their order."""
    return tuple(one for one in found if one.standing == standing)


def _looked_at(
    dataset: Dataset, profile: Profile, asked: Mapping[str, Duty], choice: Choice
) -> Priority:
    own = tuple(asked[name] for name in dataset.rules)
    general = (asked[dataset.general],) if dataset.general else ()
    found = Priority(
        dataset=dataset,
        standing=Standing.RANKED,
        obligation=_obligation(own, general),
        duties=tuple(d for d in (*own, *general) if d.status != Status.NOT_APPLICABLE),
        interest=_mark(choice.interest, dataset.interest),
        effort=_mark(choice.effort, dataset.effort),
        risk=_mark(choice.risk, dataset.risk),
        changed=frozenset(
            name
            for name in ("interest", "effort", "risk")
            if getattr(choice, name) not in (None, getattr(dataset, name))
        ),
    )
    # The sentence stays when a person lowers the risk: it says how that was earned.
    first = dataset.first or (GENERIC_FIRST if found.risk else "")
    standing, reason = _standing(found, profile, choice)
    return replace(found, standing=standing, reason=reason, first=first)


def _mark(said: int | None, ours: int) -> int:
    return ours if said is None else said


def _obligation(own: tuple[Duty, ...], general: tuple[Duty, ...]) -> int:
    if any(duty.status == Status.REQUIRED for duty in own):
        return 3
    if any(duty.status == Status.REQUIRED for duty in general):
        return 2
    return int(any(duty.status == Status.ADVISED for duty in (*own, *general)))


def _standing(found: Priority, profile: Profile, choice: Choice) -> tuple[Standing, str]:
    dataset = found.dataset
    outside = outside_reason(dataset, profile, bool(found.duties))
    if outside:
        return Standing.OUTSIDE, outside
    if not dataset.publish:
        return Standing.NEVER, dataset.risk_why
    if choice.state == State.DONE:
        return Standing.DONE, french("Vous l'avez déjà publié : tenez-le à jour.")
    if choice.state == State.SKIPPED:
        return Standing.SKIPPED, skipped_reason(found.obligation, found.duties)
    # Data that the public already has elsewhere are not aimed at by publication by default; a text
    # of its own that binds this authority still is.
    if dataset.national == National.REUSE and found.obligation != _HIGHEST:
        return Standing.REUSE, reused_reason(dataset)
    return Standing.RANKED, ""


def _points(one: Priority, weights: Weights) -> int:
    return (
        weights.obligation * one.obligation
        + weights.interest * one.interest
        + weights.effort * (4 - one.effort)
        + weights.risk * (3 - one.risk)
    )


def _ranked(found: list[Priority], weights: Weights, most_now: int) -> list[Priority]:
    most = _HIGHEST * (weights.obligation + weights.interest + weights.effort + weights.risk)
    # Equal scores: the safer one first, then the easier one, then the order of the files.
    by_score = sorted(found, key=lambda one: (-_points(one, weights), one.risk, one.effort))
    placed: list[Priority] = []
    left = {Wave.NOW: most_now, Wave.YEAR: 2 * most_now, Wave.LATER: len(found)}
    for one in by_score:
        points = _points(one, weights)
        wave = _wave(one, points * 100, most, left)
        left[wave] -= 1
        # Half a point goes up, as people round.
        placed.append(replace(one, score=(points * 200 + most) // (2 * most), wave=wave))
    order = list(Wave)
    placed.sort(key=lambda one: order.index(one.wave or Wave.LATER))
    return [
        replace(one, rank=rank, reason=_told(one, weights, most))
        for rank, one in enumerate(placed, 1)
    ]


def _wave(one: Priority, hundred_points: int, most: int, left: Mapping[Wave, int]) -> Wave:
    if hundred_points >= NOW_FROM * most and one.risk < _HIGHEST and left[Wave.NOW] > 0:
        return Wave.NOW
    if one.obligation == _HIGHEST:
        return Wave.YEAR
    if hundred_points >= YEAR_FROM * most and left[Wave.YEAR] > 0:
        return Wave.YEAR
    return Wave.LATER


def _told(one: Priority, weights: Weights, most: int) -> str:
    points = _points(one, weights) * 100
    return ranked_reason(
        one.dataset,
        one.obligation,
        one.duties,
        (one.interest, one.effort, one.risk),
        one.changed,
        kept_back=one.risk == _HIGHEST and points >= NOW_FROM * most,
        held_up=one.obligation == _HIGHEST and points < YEAR_FROM * most,
        full=_waits(one, points, most),
    )


def _waits(one: Priority, hundred_points: int, most: int) -> bool:
    """Tell whether a wave that its score opens had no place left."""
    if one.wave == Wave.YEAR:
        return hundred_points >= NOW_FROM * most and one.risk < _HIGHEST
    return one.wave == Wave.LATER and hundred_points >= YEAR_FROM * most


def _check(weights: Weights, choices: Mapping[str, Choice], most_now: int) -> None:
    wrong: dict[str, str] = {}
    values = {name: getattr(weights, name) for name in ("obligation", "interest", "effort", "risk")}
    for name, value in values.items():
        if not _between(value, 0, _HIGHEST):
            wrong[f"weight-{name}"] = "Un poids va de 0 à 3, sans décimale."
    if not wrong and not any(values.values()):
        wrong["weight-obligation"] = "Donnez au moins un poids au-dessus de 0."
    if not _between(most_now, 1, HIGHEST_MOST_NOW):
        wrong["most-now"] = f"Le nombre de jeux à faire tout de suite va de 1 à {HIGHEST_MOST_NOW}."
    known = {one.id for one in datasets()}
    for name, choice in choices.items():
        if name not in known:
            wrong[name] = f"Ce jeu est inconnu : {name[:60]}."
        for mark, low in (("interest", 1), ("effort", 1), ("risk", 0)):
            value = getattr(choice, mark)
            if value is not None and not _between(value, low, _HIGHEST):
                wrong[f"{name}-{mark}"] = f"Cette note va de {low} à 3, sans décimale."
    refuse_if_wrong(wrong)


def _between(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high

"""Why a dataset stands where it stands, in short French sentences."""

from __future__ import annotations

from collections.abc import Mapping

from grader.obligations.deciding.datasets import Dataset, National
from grader.obligations.duties import Duty, Status
from grader.obligations.naming import kinds_listed
from grader.obligations.profile import Profile
from grader.obligations.questions import questions
from grader.typography import french

#: What to do first when a person sees a risk that our list does not.
GENERIC_FIRST = french(
    "Avant de publier, faites dire à votre délégué à la protection des données ce qu'il faut "
    "retirer ou regrouper."
)
OBLIGATION_WORDS: Mapping[int, str] = {
    3: "Imposé par un texte",
    2: "Imposé par l'ouverture par défaut",
    1: "Conseillé",
    0: "Sans obligation",
}
INTEREST_WORDS: Mapping[int, str] = {1: "faible", 2: "moyen", 3: "fort"}
EFFORT_WORDS: Mapping[int, str] = {1: "léger", 2: "moyen", 3: "lourd"}
RISK_WORDS: Mapping[int, str] = {0: "nul", 1: "faible", 2: "moyen", 3: "fort"}


def uncapitalised(text: str) -> str:
    """Put a sentence behind a colon: « L'usager compare » becomes « l'usager compare »."""
    return text[:1].lower() + text[1:]


def ranked_reason(
    dataset: Dataset,
    obligation: int,
    duties: tuple[Duty, ...],
    marks: tuple[int, int, int],
    changed: frozenset[str],
    *,
    kept_back: bool,
    held_up: bool,
    full: bool,
) -> str:
    """Say why a dataset has its rank.

    Args:
        dataset: the dataset.
        obligation: 0 to 3.
        duties: those that bear on it.
        marks: interest, effort and risk.
        changed: names of the marks that the person changed.
        kept_back: its risk keeps it out of the first wave.
        held_up: a text keeps it within the year in spite of its score.
        full: the first wave had no place left.
    """
    interest, effort, risk = marks
    told = [
        obligation_reason(obligation, duties),
        _mark_reason(
            f"Intérêt {INTEREST_WORDS[interest]}", dataset.interest_why, "interest" in changed
        ),
        _mark_reason(f"Effort {EFFORT_WORDS[effort]}", dataset.effort_why, "effort" in changed),
        _mark_reason(
            f"Risque {RISK_WORDS[risk]} pour les personnes", dataset.risk_why, "risk" in changed
        ),
    ]
    if kept_back:
        told.append("Ce risque l'empêche de passer tout de suite.")
    if held_up:
        told.append("Un jeu imposé ne peut pas attendre plus d'un an.")
    if full:
        told.append("Il attend que les jeux placés avant lui soient en ligne.")
    if dataset.national == National.FED:
        told.append(dataset.national_note)
    return french(" ".join(told))


def obligation_reason(obligation: int, duties: tuple[Duty, ...]) -> str:
    """Say what the law asks of a dataset, from the duties that bear on it."""
    if obligation == 0:
        return french("Aucune obligation relevée pour ce jeu.")
    if obligation == 1:
        return french("Conseillé, mais pas imposé.")
    title = next(duty.rule.title for duty in duties if duty.status == Status.REQUIRED)
    if obligation == 2:
        return french(
            f"L'ouverture par défaut s'applique à vous : {uncapitalised(title)}. "
            f"Ce jeu en relève si vous le tenez déjà."
        )
    return french(f"La loi l'impose : {uncapitalised(title)}.")


def outside_reason(dataset: Dataset, profile: Profile, has_duties: bool) -> str:
    """Say why a dataset is without object for an authority; empty where it is not.

    Args:
        dataset: the dataset.
        profile: who asks; it was checked.
        has_duties: whether a rule makes it due or advised.
    """
    if profile.kind not in dataset.kinds:
        return french(f"Ce jeu concerne {kinds_listed(dataset.kinds)}.")
    if dataset.facts and not profile.facts & set(dataset.facts):
        labels = " ou ".join(f"« {questions().facts[name].label} »" for name in dataset.facts)
        return french(f"À cocher dans votre profil si c'est le cas : {labels}.")
    if dataset.delegated and not profile.delegated:
        return french("Votre profil ne compte aucun service délégué.")
    if dataset.due_only and not has_duties:
        return french("Le texte qui demande ce jeu ne vous vise pas.")
    return ""


def reused_reason(dataset: Dataset) -> str:
    """Say that the State publishes it already."""
    return french(f"Chercher avant de créer. {dataset.national_note}")


def skipped_reason(obligation: int, duties: tuple[Duty, ...]) -> str:
    """Say what leaving a dataset aside means: a duty stays one."""
    required = [duty.rule.title for duty in duties if duty.status == Status.REQUIRED]
    if obligation < 2 or not required:
        return french("Vous l'avez écarté.")
    return french(f"Vous l'avez écarté. L'obligation demeure : {uncapitalised(required[0])}.")


def _mark_reason(name: str, why: str, is_changed: bool) -> str:
    if is_changed:
        return f"{name} : c'est votre note."
    return f"{name} : {uncapitalised(why)}"

"""The third stage: what protects the people of the file, from the workbench of anonymisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.documents.model import Table
from grader.exercises.model import ANONYMISE
from grader.privacy.gauges import percent
from grader.progress.events import StoredEvent
from grader.services.dates import day
from grader.services.desk import Desk
from grader.services.privacy_desk import (
    ANONYMISER,
    State,
    find_desk,
    is_example,
    read_state,
)
from grader.services.read_back import read_back
from grader.services.road.journeys import Journey, resembles
from grader.services.road.marks import answers_of, figures_of, protected_measure
from grader.services.road.model import DONE, NOT_YET, ONGOING, Gauge, RoadLink, Stage
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french, number
from grader.wire import AppraisalView

_ABOUT = "Ce qui empêche de reconnaître une personne dans le fichier, et ce qu'il garde d'utile."
_SIGNS = {"good": "✔", "poor": "◐", "bad": "✖"}
_ANSWERED = {
    "good": "Rien, dans ce qui a été mesuré, ne s'oppose à la publication.",
    "poor": "Des points restent à améliorer ou à justifier avant de publier.",
    "bad": "Le fichier n'est pas publiable en l'état : des points sont à corriger.",
}
_LOOK_FOR_PEOPLE = (
    "Vérifier si le fichier contient des données sur des personnes ; si oui, l'anonymiser."
)
_LEFT_OPEN = (
    "Améliorer ou justifier ce qui reste ouvert. Si aucune colonne ne parle d'une personne, le "
    "dire ci-dessous : cette étape est alors sans objet."
)
_WITHOUT_PEOPLE = "D'après vous, aucune colonne de ce fichier ne parle d'une personne."
_DOUBTED = (
    "Vous avez dit que ce fichier ne parle d'aucune personne. L'atelier d'anonymisation y a "
    "pourtant trouvé des points à corriger."
)
_DOUBTED_LEFT = (
    "Revoir ces points, ou le rôle donné à chaque colonne ; ou revenir sur votre déclaration."
)
_NOT_ASKED = "La question « Est-ce publiable ? » n'a pas été posée sur les derniers choix."


@dataclass(frozen=True)
class Protection:
    """What is known of the anonymisation of a file.

    Attributes:
        name: of the file.
        same: whether it is the file of the road.
        at: when.
        before, after: k, share of rows at risk, utility.
        state: answer to « Est-ce publiable ? »: ``good``, ``poor``, ``bad``, or "" before it.
        criteria: (question, state, answer).
        attacks: (title, found before, found after); () where none was run on these choices.
    """

    name: str
    same: bool
    at: datetime
    before: Sequence[float]
    after: Sequence[float]
    state: str
    criteria: Sequence[Sequence[str]]
    attacks: Sequence[Sequence[Any]] = ()


def protection_of(
    workshop: Workshop, learner_id: str, journey: Journey | None
) -> Protection | None:
    """Find the anonymisation of a file: of this one, else the last of another; None for none.

    Args:
        workshop: stores and course.
        learner_id: whose.
        journey: the file of the road, or None.
    """
    events = workshop.events.of(learner_id, [ANONYMISER])[ANONYMISER]
    desk = find_desk(workshop, learner_id, ANONYMISER)
    others = []
    for event in reversed([one for one in events if one.kind == "file"]):
        found = _on_page(workshop, desk, events, event, journey)
        if found is not None and found.same:
            return found
        if found is not None:
            others.append(found)
    others += _in_exercises(workshop, learner_id)
    return others[0] if others else None


def protected_stage(
    protection: Protection | None, links: tuple[RoadLink, ...], *, without_people: bool = False
) -> Stage:
    """Tell what protects people.

    Args:
        protection: what is known of it, or None.
        links: where files are anonymised.
        without_people: whether she said that the file speaks of nobody.
    """
    if without_people and (protection is None or not protection.same or protection.state != "bad"):
        return Stage(
            "protected", "Anonymisé", french(_ABOUT), DONE, french(_WITHOUT_PEOPLE),
            links=links, void=True,
        )  # fmt: skip
    if protection is None:
        return Stage(
            "protected", "Anonymisé", french(_ABOUT), NOT_YET,
            french("Rien n'a été anonymisé ici."),
            notes=(
                french(
                    "Si le fichier ne contient aucune donnée sur des personnes, cette étape est "
                    "sans objet."
                ),
            ),
            left=(french(_LOOK_FOR_PEOPLE),),
            links=links,
        )  # fmt: skip
    done = protection.same and protection.state == "good"
    sentence = _ANSWERED.get(protection.state, _NOT_ASKED)
    if without_people:
        sentence = _DOUBTED
    named = ""
    if not protection.same:
        sentence = "C'est un autre fichier qui a été anonymisé : voici ses mesures."
        named = french(f"Autre fichier : « {protection.name} ».")
    # « Groups large enough » are those of k rows at least: k is told in the table beside.
    safe = 1 - protection.after[1]
    return Stage(
        "protected", "Anonymisé", french(_ABOUT), DONE if done else ONGOING, french(sentence),
        day(protection.at), _figures(protection),
        Gauge(french(f"{percent(safe)} des lignes sont dans un groupe assez grand"), safe),
        _details(protection), (), (named,) if named else (),
        () if done else (french(_DOUBTED_LEFT if without_people else _left(protection)),), links,
        not protection.same, without_people,
    )  # fmt: skip


def _left(protection: Protection) -> str:
    if not protection.same:
        return _LOOK_FOR_PEOPLE
    if not protection.state:
        return "Demander « Est-ce publiable ? » dans l'atelier d'anonymisation."
    if protection.state == "poor":
        return _LEFT_OPEN
    return "Corriger ce qui empêche encore de publier sans risque pour les personnes."


def _figures(protection: Protection) -> Table:
    (k, risk, use), (k_now, risk_now, use_now) = protection.before, protection.after
    rows: list[tuple[str, ...]] = [
        ("Lignes du plus petit groupe (k)", number(k), number(k_now)),
        ("Lignes dans un groupe trop petit", percent(risk), percent(risk_now)),
        ("Utilité gardée", percent(use), percent(use_now)),
    ]
    if protection.attacks:
        found = [sum(int(one[place]) for one in protection.attacks) for place in (1, 2)]
        rows.append(("Personnes retrouvées par les attaques", *map(number, found)))
    caption = "Avant et après anonymisation"
    return Table(caption, ("Mesure", "À l'arrivée", "Après les choix"), tuple(rows), numbers=True)


def _details(protection: Protection) -> tuple[Table, ...]:
    tables = []
    if protection.criteria:
        rows = tuple(
            (str(title), f"{_SIGNS.get(str(state), '')}{NO_BREAK}{label}".strip())
            for title, state, label in protection.criteria
        )
        caption = french("« Est-ce publiable ? », question par question")
        tables.append(Table(caption, ("Question", "Réponse"), rows, numbers=False))
    if protection.attacks:
        told = tuple(
            (str(title), number(before), number(after))
            for title, before, after in protection.attacks
        )
        head = ("Attaque essayée", "À l'arrivée", "Après les choix")
        tables.append(Table("Personnes retrouvées, attaque par attaque", head, told, numbers=True))
    return tuple(tables)


def _on_page(
    workshop: Workshop,
    desk: Desk,
    events: Sequence[StoredEvent],
    event: StoredEvent,
    journey: Journey | None,
) -> Protection | None:
    """Give what is known of a drop on the page: what an event kept, else what lies beside it."""
    name = str(event.data.get("name", ""))
    same = journey is not None and (
        # « of »: taken up here from where it was mended.
        bool({str(event.data.get(one, "")) for one in ("sha256", "of")} & journey.sha256s)
        or resembles(name, journey.name)
    )
    state = read_state(workshop, desk) if desk.event and desk.event.id == event.id else None
    if state is not None and desk.event and is_example(workshop, desk):
        same = False
    kept = protected_measure(events, event.id)
    # What was decided after the last answer is told as it is now, and not asked.
    if kept is not None and (state is None or state.revision == kept[0]["revision"]):
        data, attacks, at = kept
        told: Mapping[str, Any] = attacks or {}
        return Protection(
            name, same, at, data["before"], data["after"], data["state"], data["criteria"],
            told.get("attacks", ()),
        )  # fmt: skip
    return _as_decided(state, name, event.at, same=same)


def _as_decided(state: State | None, name: str, at: datetime, *, same: bool) -> Protection | None:
    if state is None or not state.trail or not state.decisions:
        return None
    figures: dict[str, Any] = figures_of(state.trail)
    appraisal = _kept_appraisal(state)
    answers: dict[str, Any] = {"state": "", "criteria": ()}
    if appraisal is not None:
        answers = answers_of(appraisal)
    return Protection(
        name, same, at, figures["before"], figures["after"], answers["state"], answers["criteria"]
    )


def _in_exercises(workshop: Workshop, learner_id: str) -> list[Protection]:
    """Give what was decided on files that exercises give, the last sent first."""
    exercises = [
        exercise
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if exercise.kind == ANONYMISE
    ]
    events = workshop.events.of(learner_id, [one.id for one in exercises])
    found = []
    for exercise in exercises:
        if not events[exercise.id]:
            continue
        desk = find_desk(workshop, learner_id, exercise.id)
        at = events[exercise.id][-1].at
        one = _as_decided(read_state(workshop, desk), desk.name, at, same=False)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _kept_appraisal(state: State) -> AppraisalView | None:
    """Give the last answer, as long as it is about these very choices."""
    if state.appraisal is None or state.appraised != state.revision:
        return None
    try:
        return read_back(AppraisalView, state.appraisal)
    except (KeyError, TypeError, ValueError):
        # Another version of ours kept something else: it may be asked again.
        return None

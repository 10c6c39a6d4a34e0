"""How each goal of a published record is judged on the evidence alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from grader.exercises import publish_files, publish_life
from grader.exercises.publish_seen import Judged, Seen
from grader.exercises.publish_words import emptiness_of, telling_tags, title_fault
from grader.publication.quality import CRITERIA, advice, points_of, quality_of
from grader.publication.quality_words import TITLES
from grader.publication.reference import FREQUENCIES, LICENSES, NOT_SPECIFIED, find_zone
from grader.typography import plural

#: How far a bound may be from that of the data: the first and last rows are seldom on the 1st.
_SLACK = timedelta(days=31)
_TOLD_REMEDIES = 2


def _score(least: int, seen: Seen) -> Judged:
    # Counted anew: what a save kept may be one save late.
    dataset = {**seen.dataset, "quality": {}}
    points = points_of(quality_of(dataset, seen.now))
    sentence = f"Elle en satisfait {points} sur {len(CRITERIA)}."
    missing = [one for one in advice(dataset, seen.now) if not one.met]
    if points >= least:
        return Judged(True, sentence)
    names = ", ".join(TITLES[one.criterion].lower() for one in missing)
    how = " ".join(one.how for one in missing[:_TOLD_REMEDIES])
    return Judged(False, f"{sentence} Il manque : {names}.", how)


def _frequency(wanted: tuple[str, ...], seen: Seen) -> Judged:
    named = seen.dataset.get("frequency")
    if named in (None, "unknown"):
        return Judged(
            False,
            "Aucune fréquence n'est annoncée.",
            "Annoncez celle que le service tiendra vraiment : l'énoncé dit quand il refait le "
            "fichier.",
        )
    label = FREQUENCIES[named].label.lower() if named in FREQUENCIES else str(named)
    if named in wanted:
        return Judged(True, f"La fréquence annoncée est « {label} ».")
    return Judged(
        False,
        f"La fréquence annoncée, « {label} », n'est pas celle du service.",
        "Relisez à quel rythme le fichier est refait. Une fréquence choisie pour le seul score "
        "trompe celles et ceux qui attendent la mise à jour.",
    )


def _covers(wanted: tuple[str, str], seen: Seen) -> Judged:
    period = seen.dataset.get("temporal_coverage") or {}
    if not period.get("start"):
        return Judged(
            False,
            "La période couverte n'est pas indiquée.",
            "Relevez la première et la dernière date du fichier.",
        )
    if not period.get("end"):
        return Judged(
            False,
            f"La période commence le {_day(period['start'])} et n'a pas de fin.",
            "Indiquez aussi sa fin : la dernière date que contient le fichier.",
        )
    first, last = (_date(one) for one in wanted)
    start, end = _date(period["start"]), _date(period["end"])
    sentence = f"La période va du {_day(period['start'])} au {_day(period['end'])}."
    if abs(start - first) <= _SLACK and abs(end - last) <= _SLACK:
        return Judged(True, sentence)
    if start > first + _SLACK or end < last - _SLACK:
        remedy = "Des données restent en dehors : relevez la première et la dernière date du "
        return Judged(False, f"{sentence} Elle est trop courte.", f"{remedy}fichier.")
    remedy = "Elle promet des données que le fichier n'a pas : resserrez-la sur ses dates."
    return Judged(False, f"{sentence} Elle est trop large.", remedy)


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _day(text: str) -> str:
    return f"{_date(text):%d/%m/%Y}"


def _zones(wanted: tuple[str, ...], seen: Seen) -> Judged:
    spatial = seen.dataset.get("spatial") or {}
    named = [str(one).partition("@")[0] for one in spatial.get("zones") or ()]
    if not named:
        return Judged(
            False,
            "Aucun territoire n'est choisi parmi les zones.",
            "Cherchez votre commune dans la liste des zones, par son nom ou par son code.",
        )
    shown = ", ".join(_zone(one) for one in named[:5])
    missing = [one for one in wanted if one not in named]
    if missing:
        remedy = "Choisissez le territoire que couvrent les données : celui de la commune."
        return Judged(False, f"Le territoire indiqué est : {shown}.", remedy)
    if set(named) - set(wanted):
        remedy = "Retirez les territoires que les données ne couvrent pas."
        return Judged(False, f"Le territoire indiqué est trop large : {shown}.", remedy)
    return Judged(True, f"Le territoire indiqué est : {shown}.")


def _zone(identifier: str) -> str:
    known = find_zone(identifier)
    return known.name if known is not None else identifier


def _titled(_value: bool, seen: Seen) -> Judged:
    why, how = title_fault(seen.dataset["title"])
    return Judged(not why, why or "Le titre dit de quoi il s'agit.", how)


def _told(_value: bool, seen: Seen) -> Judged:
    why, how = emptiness_of(seen.dataset.get("description") or "", seen.dataset["title"])
    return Judged(not why, why or "La description dit ce qu'il faut savoir.", how)


def _tags(least: int, seen: Seen) -> Judged:
    kept: list[str] = seen.dataset.get("tags") or []
    telling = telling_tags(kept)
    if not kept:
        sentence = "La fiche n'a aucun mot-clé."
    elif len(telling) < len(kept):
        counted = plural(len(telling), "seul aide", "aident") if telling else "aucun n'aide"
        sentence = f"Sur {plural(len(kept), 'mot-clé', 'mots-clés')}, {counted} à chercher."
    else:
        sentence = f"La fiche a {plural(len(kept), 'mot-clé', 'mots-clés')}."
    remedy = (
        "Ajoutez les mots que taperait une personne qui cherche ces données : le sujet, le "
        "service, l'usage. Le pluriel d'un mot déjà là ne compte pas."
    )
    return Judged(len(telling) >= least, sentence, remedy)


def _license(wanted: tuple[str, ...], seen: Seen) -> Judged:
    named = seen.dataset.get("license")
    if named in (None, NOT_SPECIFIED):
        return Judged(
            False,
            "Aucune licence n'est choisie.",
            "Choisissez-en une : sans elle, personne ne sait ce qui est permis.",
        )
    title = LICENSES[named].title if named in LICENSES else str(named)
    if named in wanted:
        return Judged(True, f"La licence est « {title} ».")
    return Judged(
        False,
        f"La licence « {title} » ne convient pas à ces données.",
        "Relisez d'où viennent les données, et ce que la leçon dit des licences.",
    )


#: By name of the goal.
JUDGES: Mapping[str, Callable[[Any, Seen], Judged]] = {
    "score": _score,
    "frequency": _frequency,
    "covers": _covers,
    "zones": _zones,
    "titled": _titled,
    "told": _told,
    "tags": _tags,
    "license": _license,
    **publish_files.JUDGES,
    **publish_life.JUDGES,
}

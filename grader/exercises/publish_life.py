"""Goals about the life of a record: how it came, what it lost, who reads it, who was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.exercises.publish_seen import FIELD_NAMES, Judged, Seen
from grader.exercises.publish_words import different_words, held_words
from grader.publication.trail import DOCUMENTATION, RESOURCES, SCHEMA, is_filled

#: Different words from which a comment is an answer.
_ANSWER_WORDS = 5
_START_AGAIN = "Préparez de nouveau l'exercice, ou recommencez avec une autre fiche : "


def _public(_value: bool, seen: Seen) -> Judged:
    dataset = seen.dataset
    if dataset["deleted"]:
        return Judged(False, "La fiche est supprimée.", "Rétablissez-la.")
    if dataset["archived"]:
        return Judged(False, "La fiche est archivée.", "Désarchivez-la.")
    if dataset["private"]:
        return Judged(False, "La fiche est encore un brouillon.", "Rendez-la publique.")
    return Judged(True, "Tout le monde peut la lire.")


def _drafted(_value: bool, seen: Seen) -> Judged:
    if not seen.trail or not seen.trail[0]["private"]:
        return Judged(
            False,
            "La fiche a été publique dès sa création.",
            "Créez-en une autre comme brouillon : « private: true » à la création, puis "
            "« private: false » quand tout est prêt.",
        )
    if seen.dataset["private"]:
        return Judged(False, "La fiche est encore un brouillon.", "Rendez-la publique.")
    return Judged(True, "Elle est née brouillon, puis elle a été publiée.")


def _by(wanted: str, seen: Seen) -> Judged:
    came = seen.trail[0]["by"] if seen.trail else ""
    told = {"api": "par l'API", "page": "par les pages du portail"}
    if came == wanted:
        return Judged(True, f"Elle a été créée {told[wanted]}.")
    sentence = f"Elle a été créée {told[came]}." if came in told else "Elle était déjà là."
    return Judged(False, sentence, f"Créez-en une autre {told[wanted]}.")


def _kept(wanted: tuple[str, ...], seen: Seen) -> Judged:
    lost = [name for entry in seen.trail for name in entry["emptied"] if name in wanted]
    if lost:
        return Judged(
            False,
            f"Une mise à jour a effacé {FIELD_NAMES[lost[0]]}.",
            f"{_START_AGAIN}par l'API, renvoyez à chaque modification les mots-clés et la "
            "période ; et rappelez chaque ressource dès que vous envoyez leur liste.",
        )
    empty = [name for name in wanted if not _is_there(seen, name)]
    if empty:
        return Judged(
            False,
            f"Il manque {FIELD_NAMES[empty[0]]}.",
            "Complétez la fiche : un champ jamais rempli ne peut pas être gardé.",
        )
    changed = [name for name in wanted if seen.before and not _holds(seen, name)]
    if changed:
        return Judged(
            False,
            f"Ce que la fiche disait au départ n'y est plus : {FIELD_NAMES[changed[0]]}.",
            "Remettez ce qu'elle disait ; vous pouvez y ajouter.",
        )
    return Judged(True, "Tout y est encore.")


def _is_there(seen: Seen, name: str) -> bool:
    if name == RESOURCES:
        return bool(seen.resources)
    if name in (SCHEMA, DOCUMENTATION):
        return bool(_of_resources(seen, name))
    return is_filled(seen.dataset.get(name))


def _of_resources(seen: Seen, name: str) -> dict[str, Any]:
    field = "schema" if name == SCHEMA else "description"
    return {one["id"]: one[field] for one in seen.resources if one.get(field)}


def _holds(seen: Seen, name: str) -> bool:
    """Say whether a field still holds what the start said; more may have been added."""
    was = Seen(seen.before or {}, None)
    if name == RESOURCES:
        return {one["id"] for one in was.resources} <= {one["id"] for one in seen.resources}
    if name == DOCUMENTATION:
        return _of_resources(was, name).keys() <= _of_resources(seen, name).keys()
    if name == SCHEMA:
        declared = _of_resources(seen, name)
        return all(
            (declared.get(rid) or {}).get("name") == one.get("name")
            for rid, one in _of_resources(was, name).items()
        )
    before, after = was.dataset.get(name), seen.dataset.get(name)
    return not is_filled(before) or _FIELD_HOLDS.get(name, _same)(before, after)


def _same(before: Any, after: Any) -> bool:
    return bool(before == after)


def _all_of(before: list[str], after: list[str]) -> bool:
    return set(before) <= set(after)


def _contains(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    last = before.get("end")
    end = after.get("end")
    return bool(
        after["start"] <= before["start"] and (end is None or (last is not None and end >= last))
    )


def _covers_zones(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    if before.get("geom") and not after.get("geom") and not after.get("zones"):
        return False
    return _all_of(before.get("zones") or [], after.get("zones") or [])


_FIELD_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "description": held_words,
    "tags": _all_of,
    "contact_points": _all_of,
    "temporal_coverage": _contains,
    "spatial": _covers_zones,
}


def _harvested(_value: int, seen: Seen) -> Judged:
    live = [
        one
        for one in seen.evidence["regional"]
        if not (one["deleted"] or one["archived"] or one["private"])
    ]
    copies = [one for one in live if not one["harvested"]]
    if not live:
        gone = [one for one in seen.evidence["regional"] if one["deleted"] or one["archived"]]
        sentence = "La plateforme régionale ne présente pas ces données."
        if gone:
            sentence = "La plateforme régionale avait cette fiche, mais elle n'y est plus visible."
        return Judged(
            False,
            sentence,
            "Déclarez-y le catalogue de votre organisation comme source, faites-la accepter, puis "
            "lancez un passage. Un brouillon n'est pas dans le catalogue.",
        )
    if copies and len(live) == 1:
        return Judged(
            False,
            "Elle y a été recopiée à la main : rien ne la tiendra à jour.",
            "Supprimez la copie, puis laissez le moissonnage l'apporter.",
        )
    if len(live) > 1:
        remedy = (
            "Supprimez la copie faite à la main : le moissonnage apporte la fiche."
            if copies
            else "Deux sources l'apportent sous deux identifiants : n'en gardez qu'une, puis "
            "supprimez le doublon."
        )
        return Judged(False, f"Elle y est {len(live)} fois.", remedy)
    return Judged(True, "Elle y est une fois, et le moissonnage la tiendra à jour.")


def _organization(_value: bool, seen: Seen) -> Judged:
    if seen.dataset.get("organization"):
        return Judged(True, "Elle est au nom de l'organisation.")
    return Judged(
        False,
        "Elle est à votre nom : elle vous suivrait si vous quittiez le service.",
        "Changez-en par l'API, avec « organization » ; ou préparez une autre fiche, et choisissez "
        "l'organisation au départ.",
    )


def _answered(_value: bool, seen: Seen) -> Judged:
    mine = seen.evidence["mine"]
    asked = [one for one in seen.evidence["discussions"] if one["comments"][0]["by"] != mine]
    if not asked:
        return Judged(
            False, "Aucune discussion ne vous attend sous cette fiche.", "Préparez l'exercice."
        )
    before = {one["id"] for one in (seen.before or seen.evidence)["discussions"]}
    for discussion in asked:
        answers = [one for one in discussion["comments"][1:] if one["by"] == mine]
        if discussion["id"] in before and any(
            different_words(one["text"]) >= _ANSWER_WORDS for one in answers
        ):
            return Judged(True, "Votre réponse est sous la fiche.")
    written = any(one["by"] == mine for each in asked for one in each["comments"])
    closed = any(each["closed"] for each in asked)
    if written:
        sentence = "Votre réponse tient en quelques mots : elle ne répond pas encore."
    elif closed:
        sentence = "La discussion est close, sans réponse de vous."
    else:
        sentence = "La question attend encore votre réponse."
    return Judged(
        False, sentence, "Répondez dans la discussion elle-même, sous la question, en une phrase."
    )


#: By name of the goal.
JUDGES: Mapping[str, Callable[[Any, Seen], Judged]] = {
    "public": _public,
    "drafted": _drafted,
    "by": _by,
    "kept": _kept,
    "harvested": _harvested,
    "organization": _organization,
    "answered": _answered,
}

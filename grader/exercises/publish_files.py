"""Goals about the files of a record: schema, validity, replacement, description."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.exercises.publish_seen import Judged, Seen
from grader.exercises.publish_words import tells_more_than
from grader.publication.reporting import TABULAR, WAITING
from grader.typography import plural

_MAIN, _DOCUMENTATION = "main", "documentation"


def _hosted_tables(seen: Seen) -> list[dict[str, Any]]:
    """Give the hosted main files that are read as tables."""
    return [
        one
        for one in seen.resources
        if one["type"] == _MAIN and one.get("path") and one.get("format") in TABULAR
    ]


def _schema(wanted: str, seen: Seen) -> Judged:
    tables = _hosted_tables(seen)
    declaring = [one for one in seen.resources if _declared(one) == wanted]
    if not tables:
        sentence = "La fiche n'a aucun fichier principal hébergé que le portail puisse lire."
        if declaring:
            sentence = (
                "Le schéma est déclaré sur une ressource qui n'est pas un fichier principal "
                "hébergé ici."
            )
        return Judged(
            False,
            sentence,
            "Déposez les données en CSV, comme fichier principal, et déclarez-y le schéma.",
        )
    other = next((one for one in tables if _declared(one) != wanted), None)
    if other is None:
        return Judged(True, f"Il est déclaré sur {_called(tables)}.")
    named = _declared(other)
    sentence = (
        f"« {other['title']} » déclare le schéma « {named} »."
        if named
        else f"« {other['title']} » ne déclare aucun schéma."
    )
    remedy = "Le schéma se déclare sur la ressource, avec son nom et sa version."
    return Judged(False, sentence, remedy)


def _declared(resource: Mapping[str, Any]) -> str:
    return str((resource.get("schema") or {}).get("name") or "")


def _called(resources: list[dict[str, Any]]) -> str:
    if len(resources) == 1:
        return f"« {resources[0]['title']} »"
    return plural(len(resources), "fichier")


def _valid(wanted: bool | str, seen: Seen) -> Judged:
    """Judge the portal's check; ``declared`` asks for it only where a schema is declared."""
    declaring = [one for one in _hosted_tables(seen) if _declared(one)]
    if not declaring and wanted == "declared" and _hosted_tables(seen):
        return Judged(True, "Aucun schéma n'est déclaré : il n'y avait rien à contrôler.")
    if not declaring:
        return Judged(
            False,
            "Aucun fichier principal hébergé ne déclare de schéma : rien n'a pu être contrôlé.",
            "Déclarez le schéma sur la ressource : le portail contrôle alors le fichier.",
        )
    faults = filter(None, (_fault_of(resource, seen) for resource in declaring))
    clean = Judged(True, f"Le contrôle de {_called(declaring)} n'a trouvé aucune anomalie.")
    return next(faults, clean)


def _fault_of(resource: dict[str, Any], seen: Seen) -> Judged | None:
    """Tell what the portal's check says against a file, or None."""
    report = seen.evidence["reports"].get(resource["id"]) or {}
    title, state = resource["title"], report.get("state")
    if state == WAITING or state is None:
        return Judged(
            False,
            f"Le contrôle de « {title} » n'est pas encore terminé.",
            "Faites vérifier de nouveau dans un instant.",
        )
    if state == "invalid":
        errors = plural(int((report.get("counts") or {}).get("errors") or 0), "anomalie")
        return Judged(
            False,
            f"Le contrôle de « {title} » a trouvé {errors}.",
            "Ouvrez la fiche sur le portail : le contrôle dit quoi corriger. Puis remplacez "
            "le fichier.",
        )
    if state != "valid":
        return Judged(
            False,
            f"« {title} » n'a pas pu être contrôlé. {report.get('told') or ''}".strip(),
            "Vérifiez le nom et la version du schéma, et que le fichier s'ouvre.",
        )
    if not report.get("n_rows"):
        return Judged(
            False,
            f"« {title} » n'a que sa ligne de titres : il ne contient aucune donnée.",
            "Déposez le fichier complet.",
        )
    return None


def _holds(wanted: tuple[str, str], seen: Seen) -> Judged:
    name, sha1 = wanted[0].rpartition("/")[2], wanted[1]
    if any(one["type"] == _MAIN and seen.sha1_of(one) == sha1 for one in seen.resources):
        return Judged(True, f"Le fichier « {name} » est là, complet.")
    return Judged(
        False,
        f"Aucune ressource principale hébergée n'est le fichier « {name} » tel qu'il est fourni.",
        "Déposez-le sans l'ouvrir dans un tableur, qui pourrait le réécrire.",
    )


def _replaced(wanted: tuple[str, str], seen: Seen) -> Judged:
    sha1 = wanted[1]
    if seen.before is None:
        return Judged(False, "Cette fiche n'est pas celle de l'exercice.", "Préparez l'exercice.")
    was = Seen(seen.before, None)
    former = {one["id"]: was.sha1_of(one) for one in was.resources}
    now = {one["id"]: seen.sha1_of(one) for one in seen.resources}
    placed = [rid for rid, digest in now.items() if digest == sha1]
    kept = [rid for rid in placed if rid in former and former[rid] != sha1]
    if not placed:
        return Judged(
            False,
            "Le nouveau fichier n'est pas sur la fiche.",
            "Remplacez le fichier de la ressource par le fichier fourni, sans le réécrire.",
        )
    if not kept:
        return Judged(
            False,
            "Le nouveau fichier est là, mais comme une autre ressource : il a une autre adresse "
            "permanente.",
            "Qui lisait l'ancienne adresse ne le verra pas. Choisissez « Remplacer », sous la "
            "ressource d'origine, ou préparez de nouveau l'exercice si elle n'est plus là.",
        )
    old = {former[rid] for rid in kept}
    beside = [
        one["title"]
        for one in seen.resources
        if one["id"] not in kept and now[one["id"]] in {*old, sha1}
    ]
    if beside:
        return Judged(
            False,
            f"Le fichier est remplacé, mais « {beside[0]} » est resté à côté.",
            "Supprimez cette ressource : deux fichiers pour les mêmes données sèment le doute.",
        )
    return Judged(True, "Le fichier est remplacé, et la ressource a gardé son identifiant.")


def _described(_value: bool, seen: Seen) -> Judged:
    if not seen.resources:
        return Judged(False, "La fiche n'a aucune ressource.", "Ajoutez un fichier.")
    data = [one for one in seen.resources if one["type"] != _DOCUMENTATION]
    if not data:
        return Judged(
            False,
            "La fiche n'a que des documentations.",
            "Un fichier de données est une ressource principale.",
        )
    digests = {seen.sha1_of(one) for one in data} - {""}
    if any(
        one["type"] == _DOCUMENTATION and seen.sha1_of(one) not in digests for one in seen.resources
    ):
        return Judged(True, "Une documentation accompagne les données.")
    bare = [one for one in data if not tells_more_than(one.get("description"), _names(one))]
    if not bare:
        return Judged(True, "Chaque fichier est décrit.")
    return Judged(
        False,
        f"La description de « {bare[0]['title']} » ne dit rien de plus que son nom.",
        "Dites en une phrase ce que contient une ligne, et ce qu'il faut savoir pour lire le "
        "fichier.",
    )


def _names(resource: Mapping[str, Any]) -> list[str]:
    path = resource.get("path") or [""]
    return [str(resource["title"]), str(path[-1])]


#: By name of the goal.
JUDGES: Mapping[str, Callable[[Any, Seen], Judged]] = {
    "schema": _schema,
    "valid": _valid,
    "holds": _holds,
    "replaced": _replaced,
    "described": _described,
}

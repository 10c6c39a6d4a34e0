"""What is said of each criterion of the quality score, in plain French."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from grader.publication.documents import Document
from grader.typography import plural


class Said(NamedTuple):
    """What is said of one criterion.

    Attributes:
        what: what was seen.
        how: what to do, or to mind.
    """

    what: str
    how: str = ""


#: Of a record, whether the criterion is met, and when the next update is due.
Saying = Callable[[Document, bool, datetime | None], Said]

#: What each criterion is called, in the order of the score.
TITLES: dict[str, str] = {
    "license": "Licence",
    "temporal_coverage": "Période couverte",
    "spatial": "Territoire couvert",
    "update_frequency": "Fréquence de mise à jour",
    "update_fulfilled_in_time": "Mise à jour à temps",
    "dataset_description_quality": "Description",
    "has_open_format": "Format ouvert",
    "all_resources_available": "Liens qui répondent",
    "resources_documentation": "Documentation",
}

_NO_RESOURCE = Said(
    "La fiche n'a aucun fichier ni lien : ce critère ne peut pas compter.",
    "Ajoutez une ressource, c'est-à-dire un fichier ou un lien.",
)


def _license(dataset: Document, met: bool, _due: datetime | None) -> Said:
    if not met:
        return Said(
            "Aucune licence n'est enregistrée. Un identifiant de licence inconnu du site est "
            "effacé sans message.",
            "Choisissez une licence, par exemple la Licence Ouverte 2.0 (« lov2 »).",
        )
    if dataset.get("license") is None:
        return Said(
            "Une licence était enregistrée au dernier enregistrement ; l'accès restreint l'a "
            "effacée.",
            "Ce point disparaîtra à l'enregistrement suivant.",
        )
    if dataset["license"] == "notspecified":
        return Said(
            "La valeur « notspecified » (non précisée) est enregistrée : le point est compté.",
            "Elle ne dit pourtant pas ce qui est permis : choisissez une licence, par exemple la "
            "Licence Ouverte 2.0 (« lov2 »).",
        )
    return Said("Une licence est enregistrée.")


def _temporal(_dataset: Document, met: bool, _due: datetime | None) -> Said:
    if met:
        return Said("La période couverte est indiquée.")
    return Said(
        "La période couverte par les données n'est pas indiquée.",
        "Donnez au moins sa date de début. Par l'API, renvoyez-la à chaque modification : absente "
        "de l'appel, elle est effacée.",
    )


def _spatial(_dataset: Document, met: bool, _due: datetime | None) -> Said:
    if met:
        return Said("Le territoire ou sa maille est indiqué.")
    return Said(
        "Le territoire couvert n'est pas indiqué.",
        "Choisissez votre commune parmi les zones, et la maille (granularité) des données.",
    )


def _frequency(_dataset: Document, met: bool, _due: datetime | None) -> Said:
    if met:
        return Said("La fréquence de mise à jour est indiquée.")
    return Said(
        "La fréquence de mise à jour n'est pas connue.",
        "Indiquez celle que vous tiendrez. Ce mot fait gagner deux points à la fois tant que la "
        "fiche est à jour.",
    )


def _in_time(dataset: Document, met: bool, due: datetime | None) -> Said:
    if dataset.get("frequency") in (None, "unknown"):
        return Said(
            "Le retard ne peut pas être compté tant que la fréquence n'est pas connue.",
            "Indiquez la fréquence de mise à jour.",
        )
    if due is None:
        return Said("Cette fréquence ne fixe pas d'échéance : le point est acquis.")
    told = f"{due:%d/%m/%Y}"
    if met:
        return Said(
            f"Les données sont à jour : la prochaine mise à jour est attendue le {told}, à un "
            "jour près.",
            "Passé cette date, le point se perd sans que rien ne change dans la fiche.",
        )
    return Said(
        f"Les données sont en retard : une mise à jour était attendue le {told}.",
        "Remplacez le fichier par sa nouvelle version, ou indiquez une fréquence plus juste. "
        "Corriger la seule fiche ne suffit pas dès qu'elle a une ressource.",
    )


def _description(dataset: Document, met: bool, _due: datetime | None) -> Said:
    length = len(dataset.get("description") or "")
    counted = f"La description compte {plural(length, 'caractère')}."
    if met:
        return Said(counted)
    return Said(
        counted,
        "Il en faut plus de 100 : dites ce que contiennent les données, d'où elles viennent, qui "
        "les tient à jour et ce qui peut surprendre.",
    )


def _open_format(dataset: Document, met: bool, _due: datetime | None) -> Said:
    if not dataset.get("resources"):
        return _NO_RESOURCE
    if met:
        return Said("Au moins une ressource est dans un format compté comme ouvert.")
    return Said(
        "Aucune ressource n'est dans un format compté comme ouvert : pdf, doc, docx, word, xls, "
        "excel et xlsx comptent comme fermés, et un format absent ne compte pas.",
        "Ajoutez les données en CSV, et indiquez le format de chaque lien : il n'est pas deviné.",
    )


def _available(dataset: Document, met: bool, _due: datetime | None) -> Said:
    if not dataset.get("resources"):
        return _NO_RESOURCE
    if met:
        return Said(
            "Aucun lien n'est connu comme cassé ; les fichiers hébergés ne sont pas testés, et "
            "un lien pas encore testé compte comme bon.",
        )
    return Said(
        "Un lien au moins ne répond plus.",
        "Corrigez son adresse, ou déposez le fichier sur la plateforme.",
    )


def _documentation(dataset: Document, met: bool, _due: datetime | None) -> Said:
    if not dataset.get("resources"):
        return _NO_RESOURCE
    if met:
        return Said("Une ressource au moins est décrite, ou est une documentation.")
    return Said(
        "Aucune ressource n'est décrite, et aucune n'est une documentation.",
        "Décrivez une ressource en une phrase, ou ajoutez un fichier de type « documentation », "
        "par exemple le dictionnaire des données (la liste des colonnes et de leur sens).",
    )


SAYINGS: dict[str, Saying] = {
    "license": _license,
    "temporal_coverage": _temporal,
    "spatial": _spatial,
    "update_frequency": _frequency,
    "update_fulfilled_in_time": _in_time,
    "dataset_description_quality": _description,
    "has_open_format": _open_format,
    "all_resources_available": _available,
    "resources_documentation": _documentation,
}

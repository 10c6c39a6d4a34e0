"""The datasets that a public service produces: what the annex of a clause begins with.

They are proposals to adapt, not a list from a text; each line says what must not leave with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.typography import french


@dataclass(frozen=True)
class ServiceData:
    """A dataset of a delegated service.

    Attributes:
        title: what it holds.
        often: how often it is handed over.
        care: what must be taken out, or added, before it is published; may be empty.
    """

    title: str
    often: str
    care: str = ""


_YEAR, _MONTH, _CHANGE, _LIVE = "Chaque année", "Chaque mois", "À chaque changement", "En continu"
_NO_SUBSCRIBER = "Sans abonné ni adresse : total par secteur, jamais par compteur"
_NO_USER = "Sans usager : effectifs, avec un seuil pour les petits nombres"

_SAFETY = "Sûreté : à examiner avant de publier"
_DATA: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "water": (
        ("Tarifs et règlement du service", _CHANGE, ""),
        ("Résultats du contrôle de la qualité de l'eau", _MONTH, ""),
        ("Réseau : tracé, âge et matériau des conduites", _YEAR, _SAFETY),
        ("Volumes produits, achetés, perdus", _YEAR, ""),
        ("Volumes consommés", _YEAR, _NO_SUBSCRIBER),
        ("Interventions et coupures", _MONTH, "Sans adresse d'abonné"),
    ),
    "sanitation": (
        ("Tarifs et règlement du service", _CHANGE, ""),
        ("Réseau : tracé, âge et matériau des conduites", _YEAR, _SAFETY),
        ("Volumes traités et rejets des stations", _MONTH, ""),
        ("Contrôles des installations individuelles", _YEAR, _NO_SUBSCRIBER),
    ),
    "waste": (
        ("Calendrier et circuits de collecte", _CHANGE, ""),
        ("Points d'apport volontaire et déchèteries, avec leurs horaires", _CHANGE, ""),
        ("Tonnages par flux et par secteur", _MONTH, ""),
        ("Refus de tri", _YEAR, "Par secteur, jamais par foyer"),
    ),
    "transport": (
        ("Arrêts, lignes, horaires et tarifs (NeTEx ou GTFS)", _CHANGE, ""),
        ("Position et retards des véhicules (SIRI ou GTFS-RT)", _LIVE, ""),
        ("Fréquentation par ligne et tranche horaire", _MONTH, "Sans trajet d'une personne"),
        ("Accessibilité des arrêts et des véhicules", _CHANGE, ""),
    ),
    "parking": (
        ("Parcs : places, tarifs, horaires, accessibilité", _CHANGE, ""),
        ("Places libres", _LIVE, ""),
        ("Fréquentation par tranche horaire", _MONTH, "Sans plaque d'immatriculation"),
        ("Voirie payante : zones, tarifs, horodateurs", _CHANGE, ""),
    ),
    "charging": (
        ("Points de recharge : place, puissance, tarif, accès", _CHANGE, ""),
        ("État et disponibilité de chaque point", _LIVE, ""),
        ("Sessions et énergie délivrée, par station", _MONTH, "Sans badge ni véhicule"),
    ),
    "heating": (
        ("Réseau : tracé et bâtiments raccordés", _YEAR, "Sans logement d'un particulier"),
        ("Énergie produite, par source", _MONTH, ""),
        ("Chaleur livrée", _YEAR, _NO_SUBSCRIBER),
        ("Tarifs", _CHANGE, ""),
    ),
    "energy": (
        ("Consommations par secteur d'activité et par quartier", _YEAR, _NO_SUBSCRIBER),
        ("Réseau : tracé, postes, capacités d'accueil", _YEAR, _SAFETY),
        ("Coupures : durée, cause, nombre de foyers touchés", _MONTH, "Sans adresse d'abonné"),
        ("Installations de production raccordées", _YEAR, "Par commune et par puissance"),
    ),
    "canteen": (
        ("Menus, avec les allergènes", "Chaque semaine", ""),
        ("Achats : part de produits durables et biologiques", _YEAR, ""),
        ("Repas servis et gaspillage pesé, par site", _MONTH, _NO_USER),
        ("Tarifs par tranche", _CHANGE, ""),
    ),
    "childcare": (
        ("Établissements : places, horaires, âges accueillis", _CHANGE, ""),
        ("Taux d'occupation par établissement", _MONTH, _NO_USER),
        ("Règles et points d'attribution des places", _CHANGE, ""),
    ),
    "leisure": (
        ("Horaires, tarifs et accessibilité", _CHANGE, ""),
        ("Fréquentation par tranche horaire", _MONTH, _NO_USER),
        ("Consommations d'eau et d'énergie", _YEAR, ""),
        ("Qualité de l'eau des bassins", _MONTH, ""),
    ),
    "culture": (
        ("Programme, horaires, tarifs et accessibilité", _CHANGE, ""),
        ("Fréquentation par événement", _MONTH, _NO_USER),
        ("Fonds ou collections : notices", _YEAR, "Droits des auteurs : à vérifier"),
    ),
    "funeral": (
        ("Tarifs et horaires", _CHANGE, ""),
        ("Nombre d'opérations par mois", _YEAR, _NO_USER),
        ("Rejets et contrôles de l'installation", _YEAR, ""),
    ),
    "other": (),
}  # fmt: skip


def service_data(service: str) -> tuple[ServiceData, ...]:
    """Give the datasets that are proposed for a service; none for another one than those known.

    Args:
        service: identifier of a service of ``questions.yml``.
    """
    return tuple(ServiceData(*map(french, row)) for row in _DATA.get(service, ()))

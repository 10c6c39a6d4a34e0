"""What the real API has and this one has not: each part with a French sentence, as data.

``docs/portail.md`` lists the same parts; a test holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Part:
    """A part of the real API that is not imitated.

    Attributes:
        name: what it is called, in French.
        instead: what one does without it here, in French.
        paths: below ``/api/1/`` where no other version is written; ``{}`` stands for one segment,
            a final ``*`` for anything.
    """

    name: str
    instead: str
    paths: tuple[str, ...]


PARTS: tuple[Part, ...] = (
    Part(
        "Les thèmes",
        "Rapprochez vos jeux de données par leurs mots-clés.",
        ("topics/*", "/api/2/topics/*", "datasets/{}/topics/*"),
    ),
    Part(
        "Le moteur de recherche de l'API 2",
        "Cherchez avec GET /api/1/datasets/?q=…, qui répond ici sans moteur.",
        ("/api/2/datasets/search/*", "/api/2/organizations/search/*", "/api/2/reuses/search/*",
         "/api/2/dataservices/search/*"),
    ),
    Part(
        "Le catalogue des API (dataservices)",
        "Ajoutez à la fiche une ressource distante de type « api ».",
        ("dataservices/*", "/api/2/dataservices/*", "organizations/{}/dataservices/*"),
    ),
    Part(
        "L'envoi d'un logo, d'un avatar ou d'une image",
        "Ici, rien ne porte d'image.",
        ("organizations/{}/logo/*", "me/avatar/*", "users/{}/avatar/*", "reuses/{}/image/*",
         "avatars/*"),
    ),
    Part(
        "Les abonnements",
        "Le nombre d'abonnés reste à zéro.",
        ("datasets/{}/followers/*", "organizations/{}/followers/*", "reuses/{}/followers/*",
         "users/{}/followers/*", "me/following/*"),
    ),
    Part(
        "Le transfert d'un jeu de données à une autre organisation",
        "Un jeu personnel se donne à votre organisation par PUT, champ « organization ».",
        ("transfer/*",),
    ),
    Part(
        "Les membres, les demandes d'adhésion, les invitations et les équipes",
        "Dans un espace de groupe, chaque personne entre dans la commune fictive avec le code.",
        ("organizations/{}/membership/*", "organizations/{}/member/*", "organizations/{}/teams/*",
         "organizations/{}/invitations/*", "me/org_invitations/*", "me/invitations/*"),
    ),
    Part(
        "L'annuaire des personnes et leur compte",
        "GET /api/1/me/ dit qui vous êtes ici : un pseudonyme.",
        ("users/*", "me/apikey/*", "me/tokens/*", "me/metrics/*"),
    ),
    Part(
        "Les badges et la mise en avant",
        "Seule l'équipe de data.gouv.fr les donne ; des fiches d'exemple en portent un.",
        ("datasets/{}/badges/*", "datasets/{}/featured/*", "organizations/{}/badges/*",
         "reuses/{}/badges/*", "reuses/{}/featured/*"),
    ),
    Part(
        "Les signalements, les notifications et le journal d'activité",
        "Parlez-en dans une discussion, sous la fiche.",
        ("reports/*", "notifications/*", "activity/*"),
    ),
    Part(
        "Les articles, les pages et la page d'accueil du site",
        "Rien n'est éditorial ici.",
        ("posts/*", "pages/*", "site/home/*", "site/"),
    ),
    Part(
        "Les catalogues au format CSV",
        "Prenez le catalogue en DCAT : GET /api/1/site/catalog.ttl.",
        ("site/datasets.csv", "site/resources.csv", "site/organizations.csv", "site/reuses.csv",
         "site/dataservices.csv", "site/harvests.csv", "site/tags.csv",
         "organizations/{}/datasets.csv", "organizations/{}/discussions.csv",
         "organizations/{}/datasets-resources.csv"),
    ),
    Part(
        "Le vérificateur de liens",
        "Le champ « check:available » des extras d'une ressource distante dit si elle répond.",
        ("datasets/{}/resources/{}/check/*",),
    ),
    Part(
        "La couverture d'un territoire, jeu par jeu",
        "Filtrez la liste avec GET /api/1/datasets/?geozone=….",
        ("spatial/zone/{}/datasets/*", "spatial/coverage/*"),
    ),
    Part(
        "L'intégration d'une fiche dans une autre page (oEmbed)",
        "La page « marque blanche » montre les données d'une commune dans son propre site.",
        ("oembed/*", "oembeds/*"),
    ),
    Part(
        "Les tâches du serveur",
        "Rien n'est à lancer à la main ; « avancer le temps » fait passer les nuits.",
        ("workers/*",),
    ),
    Part(
        "La modification des messages d'une discussion",
        "Écrivez une réponse qui corrige la précédente.",
        ("discussions/{}/comments/*",),
    ),
    Part(
        "Les réglages d'un moissonneur",
        "Chaque nuit, tout moissonneur accepté passe. Avancez le temps pour la voir passer.",
        ("harvest/source/{}/schedule/*", "harvest/{}/sources/*"),
    ),
)  # fmt: skip


def find_part(path: str) -> Part | None:
    """Give the part of the real API that a path belongs to, if it is one that is not imitated.

    Args:
        path: ``/api/1/topics/``…
    """
    return next((part for part, pattern in _patterns() if pattern.fullmatch(path)), None)


@cache
def _patterns() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, _compiled(path)) for part in PARTS for path in part.paths)


def _compiled(path: str) -> re.Pattern[str]:
    whole = path if path.startswith("/") else f"/api/1/{path}"
    below = whole.endswith("/*")
    pattern = re.escape(whole.removesuffix("/*")).replace(r"\{\}", "[^/]+")
    return re.compile(pattern + ("(?:/.*)?" if below else "/?"))

"""Closed lists of the API: kinds, roles, formats and badges, with their French labels."""

from __future__ import annotations

#: Kinds of resources.
RESOURCE_TYPES: dict[str, str] = {
    "main": "Fichier principal",
    "documentation": "Documentation",
    "update": "Mise à jour",
    "api": "API",
    "code": "Dépôt de code",
    "other": "Autre",
}

_EXTENSIONS = (
    "7z bz2 cpg csv db dbf doc docx dwg dxf ecw epub geojson gif gpkg gpx grib2 gz ics jp2 jpe "
    "jpeg jpg json kml kmz lyr n3 odg odp ods odt other ovr owl pdf png pps ppt prj rar rdf rtf "
    "sbn sbx shp shx sql sqlite ssim svg svgz tar tgz tiff ttl txt webp xls xlsx xml xsd xz zip"
)
#: What an uploaded file's name may end with, sorted.
EXTENSIONS: tuple[str, ...] = tuple(_EXTENSIONS.split())

#: Formats that earn no point for openness, in lower case.
CLOSED_FORMATS: frozenset[str] = frozenset({"pdf", "doc", "docx", "word", "xls", "excel", "xlsx"})

#: Kinds of digests of a resource.
CHECKSUM_TYPES: tuple[str, ...] = ("sha1", "sha2", "sha256", "md5", "crc")

#: How one gets at a dataset.
ACCESS_TYPES: dict[str, str] = {
    "open": "Ouvert",
    "open_with_account": "Ouvert avec un compte",
    "restricted": "Accès restreint",
}

#: Badges of datasets.
BADGES: dict[str, str] = {
    "pivotal-data": "Données pivots",
    "spd": "Service public de la donnée",
    "inspire": "Inspire",
    "hvd": "Données de forte valeur",
    "sl": "Série labellisée",
    "sr": "Série statistique d'intérêt général",
}

#: Badges of organisations.
ORGANIZATION_BADGES: dict[str, str] = {
    "public-service": "Service public",
    "certified": "Certifié",
    "association": "Association",
    "company": "Entreprise",
    "local-authority": "Collectivité territoriale",
}

#: What a member may do in an organisation: label, and what it allows.
ROLES: dict[str, tuple[str, str]] = {
    "admin": (
        "Administrateur",
        "Modifie l'organisation, ses membres, ses moissonneurs et tous ses jeux de données.",
    ),
    "editor": ("Éditeur", "Crée et modifie tous les jeux de données de l'organisation."),
    "partial_editor": (
        "Éditeur partiel",
        "Lit les brouillons de l'organisation, et ne modifie que ce qui lui est confié.",
    ),
}

#: What a contact is for a dataset.
CONTACT_ROLES: dict[str, str] = {
    "contact": "Contact",
    "creator": "Créateur",
    "publisher": "Éditeur",
    "rightsHolder": "Détenteur des droits",
    "custodian": "Gestionnaire",
    "distributor": "Distributeur",
    "originator": "Commanditaire",
    "principalInvestigator": "Responsable scientifique",
    "processor": "Auteur du traitement",
    "resourceProvider": "Fournisseur",
    "user": "Utilisateur",
}

#: Kinds of reuses.
REUSE_TYPES: dict[str, str] = {
    "api": "API",
    "application": "Application",
    "idea": "Idée",
    "news_article": "Article de presse",
    "paper": "Article scientifique",
    "post": "Publication",
    "visualization": "Visualisation",
    "hardware": "Objet connecté",
}

#: What reuses are about.
REUSE_TOPICS: dict[str, str] = {
    "health": "Santé",
    "transport_and_mobility": "Transports et mobilité",
    "housing_and_development": "Logement et aménagement",
    "food_and_agriculture": "Alimentation et agriculture",
    "culture_and_recreation": "Culture et loisirs",
    "economy_and_business": "Économie et entreprises",
    "environment_and_energy": "Environnement et énergie",
    "work_and_training": "Travail et formation",
    "politics_and_public_life": "Politique et vie publique",
    "safety_and_security": "Sûreté et sécurité",
    "education_and_research": "Éducation et recherche",
    "society_and_demography": "Société et démographie",
    "law_and_justice": "Droit et justice",
    "open_data_tools": "Outils de l'open data",
    "others": "Autres",
}

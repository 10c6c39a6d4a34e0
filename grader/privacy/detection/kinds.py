"""The kinds of data that detection knows: what each is worth to who looks for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.privacy.model import DIRECT, FREE, QUASI, SENSITIVE

#: Where the role of a kind holds (see ``Kind``).
ALWAYS, PEOPLE, NO_BODIES = "always", "people", "no-bodies"


@dataclass(frozen=True)
class Kind:
    """A kind of data.

    Attributes:
        role: of a column that holds it.
        one: what one cell is, in French: « un numéro de téléphone ».
        many: what several cells are: « des numéros de téléphone ».
        person: a column of this kind shows that rows speak of people.
        holds: where the role holds: ``always``; ``people``, only in a file that speaks of people
            (a postal code says nothing of a person in a file of buildings); ``no-bodies``, but
            in a file of organisations and places that names nobody (addresses of schools).
    """

    role: str
    one: str
    many: str
    person: bool = False
    holds: str = ALWAYS


KINDS: Mapping[str, Kind] = {
    "nir": Kind(
        DIRECT,
        "un numéro de sécurité sociale (NIR)",
        "des numéros de sécurité sociale (NIR)",
        person=True,
    ),
    "email": Kind(DIRECT, "une adresse électronique", "des adresses électroniques"),
    "phone": Kind(DIRECT, "un numéro de téléphone", "des numéros de téléphone"),
    "iban": Kind(
        DIRECT, "un numéro de compte bancaire (IBAN)", "des numéros de compte bancaire (IBAN)"
    ),
    "name": Kind(DIRECT, "un nom de personne", "des noms de personnes", person=True),
    "last-name": Kind(DIRECT, "un nom de famille", "des noms de famille", person=True),
    "first-name": Kind(DIRECT, "un prénom", "des prénoms", person=True),
    "address": Kind(DIRECT, "une adresse postale", "des adresses postales", holds=NO_BODIES),
    "plate": Kind(DIRECT, "une plaque d'immatriculation", "des plaques d'immatriculation"),
    "ip": Kind(
        DIRECT,
        "une adresse IP (celle d'un appareil sur le réseau)",
        "des adresses IP (celles d'appareils sur le réseau)",
    ),
    "sole-trader": Kind(
        DIRECT,
        "le SIREN ou le SIRET d'une personne à son compte",
        "des SIREN ou des SIRET de personnes à leur compte",
    ),
    "file-number": Kind(
        DIRECT,
        "un numéro de dossier ou d'identification",
        "des numéros de dossier ou d'identification",
        holds=PEOPLE,
    ),
    "birth-date": Kind(QUASI, "une date de naissance", "des dates de naissance", person=True),
    "age": Kind(QUASI, "un âge", "des âges", person=True),
    "sex": Kind(QUASI, "une mention du sexe", "des mentions du sexe", person=True),
    "civility": Kind(QUASI, "une civilité", "des civilités", person=True),
    "job": Kind(QUASI, "une profession", "des professions", holds=NO_BODIES),
    "family": Kind(
        QUASI, "une situation de famille", "des situations de famille", holds=NO_BODIES
    ),
    "nationality": Kind(
        QUASI, "une nationalité ou un pays", "des nationalités ou des pays", holds=PEOPLE
    ),
    "street": Kind(QUASI, "une voie", "des voies", holds=PEOPLE),
    "commune": Kind(
        QUASI, "une commune ou un quartier", "des communes ou des quartiers", holds=PEOPLE
    ),
    "postcode": Kind(
        QUASI,
        "un code postal ou un code de commune",
        "des codes postaux ou des codes de commune",
        holds=PEOPLE,
    ),
    "coordinates": Kind(
        QUASI, "des coordonnées géographiques", "des coordonnées géographiques", holds=PEOPLE
    ),
    "health": Kind(SENSITIVE, "une donnée de santé", "des données de santé", holds=NO_BODIES),
    "aid": Kind(
        SENSITIVE, "une aide ou une prestation", "des aides ou des prestations", holds=PEOPLE
    ),
    "union": Kind(
        SENSITIVE, "une appartenance syndicale", "des appartenances syndicales", holds=NO_BODIES
    ),
    "politics": Kind(
        SENSITIVE, "une opinion politique", "des opinions politiques", holds=NO_BODIES
    ),
    "religion": Kind(SENSITIVE, "une religion", "des religions", holds=NO_BODIES),
    "income": Kind(
        SENSITIVE, "un revenu ou un quotient familial", "des revenus ou des quotients familiaux",
        holds=NO_BODIES,
    ),
    "amount": Kind(SENSITIVE, "un montant", "des montants", holds=PEOPLE),
    "appraisal": Kind(
        SENSITIVE,
        "une appréciation portée sur quelqu'un",
        "des appréciations portées sur quelqu'un",
        holds=NO_BODIES,
    ),
    "siren": Kind(
        FREE, "un SIREN ou un SIRET", "des SIREN ou des SIRET (ils désignent des organismes)"
    ),
    "organisation": Kind(FREE, "un organisme ou un lieu", "des noms d'organismes ou de lieux"),
    "date": Kind(FREE, "une date", "des dates"),
    "text": Kind(FREE, "un texte libre", "des textes libres"),
    "other": Kind(FREE, "autre chose", "autre chose"),
    "empty": Kind(FREE, "une cellule vide", "des cellules vides"),
}  # fmt: skip

#: Kinds that name somebody wherever they stand, and that a count of cells may add up.
NAMING = tuple(key for key, kind in KINDS.items() if kind.role == DIRECT)

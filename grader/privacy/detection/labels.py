"""What the name of a column announces; its values have the last word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.privacy.detection.words import fold_words

_PEOPLE = (
    "beneficiaires?|demandeu(?:r|se)s?|titulaires?|agents?|responsables?|signataires?|contacts?|"
    "eleves?|enfants?|parents?|usagers?|allocataires?|locataires?|proprietaires?|declarants?|"
    "conjoints?|representants?|interlocuteurs?|referents?|adherents?|candidats?|salaries?|"
    "residents?|habitants?|patients?|inscrits?|participants?|instructeurs?|redacteurs?|"
    "auteurs?|tuteurs?|mere|pere|personnes?|licencies?|benevoles?|abonnes?|lecteurs?|clients?|"
    "administres?|redevables?|debiteurs?|assures?|defunts?|concessionnaires?"
)
_BODIES = (
    "associations?|organismes?|societes?|entreprises?|raison sociale|denomination|etablissements?|"
    "structures?|collectivites?|coll|attribuant|commune|service|direction|budget|matiere|"
    "fournisseurs?|tiers|editeur|producteur|gestionnaire|exploitant|club|employeur|asso|"
    "partenaires?|enseigne|epci|intercommunalites?|communautes?"
)
_SITES = (
    "ecoles?|colleges?|lycees?|voies?|rues?|equipements?|lieux?|sites?|salles?|batiments?|"
    "gymnases?|stades?|parcs?|squares?|ouvrages?|monuments?|arrets?|stations?|lignes?|"
    "produits?|articles?|oeuvres?|titres?|livres?|projets?|chantiers?|fichiers?|"
    "prix|plages?|circuits?|marches?|festivals?"
)
_EVENTS = (
    "decision|deliberation|delib|conseil|seance|convention|vote|signature|publication|"
    "notification|creation|mise|debut|fin|depot|demande|arrete|pref|transmission|versement|"
    "paiement|mandat|facture|commande|livraison|construction|ouverture|fermeture|installation|"
    "maj|jour|modification|effet|echeance|visite|controle|fondation|plantation|immatriculation|"
    "entree|sortie|embauche|deces|mariage|evenement"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{one})\b" for one in patterns))


#: Kind to the folded words that announce it. The first that match come first.
_ANNOUNCED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nir", _any("nir", "nirs", r"nss", r"(?:n|no|num|numero)? ?(?:de )?secu(?:rite)?(?: sociale)?",
                 "numero insee", "immatriculation sociale", "num ss", "no ss", "n ss")),
    ("email", _any("e ?mails?", "courriels?", "mels?", r"adresses? (?:electroniques?|mail|mel)",
                   "messagerie", "boite mail", "email addr")),
    ("phone", _any("tel", "tels", "telephones?", "telephoniques?", "portables?", "mobiles?", "gsm",
                   "fax", "telecopie", "phone", r"tel\d", "no appel", "numero d ?appel")),
    ("iban", _any("iban", "rib", "compte bancaire", "coordonnees bancaires")),
    ("birth-place", _any(r"(?:lieu|commune|ville|pays|dep\w*|dpt|cp|code postal) (?:de |d )?"
                         r"(?:la )?nais\w*", "ne a", "nee a")),
    ("birth-name", _any("nom de naissance", "nom naissance", "nom de jeune fille", "nom patron")),
    ("birth-date", _any(r"nais\w*", r"nee? le", "ddn", "dob", "birth ?date", "date of birth",
                        "birthdate", "anniversaire")),
    ("ip", _any("ips?", "adresse ip", "ip address", "adresse reseau")),
    ("plate", _any(r"immat\w*", "plaques?", "minéralogique", "mineralogique")),
    ("address", _any(r"adresses?(?! (?:electronique|mail|mel|ip)\w*)", r"adr\w?", "domiciles?",
                     "numero et voie", "num voie", "address")),
    ("street", _any("voies?", "rues?", "nom voie", "libelle voie")),
    ("postcode", _any("code postal", "codes postaux", "cp", "codepostal", "postcode", "zip",
                      "code (?:commune )?insee", "code commune", "commune code", "insee",
                      "code com", "depcom")),
    ("first-name", _any("prenoms?", "firstname", "first name", "given name", "petit nom")),
    ("last-name", _any("patronymes?", "nom (?:de famille|d ?usage|usage|usuel|marital|epouse|"
                       "d epouse|famille)", "lastname", "last name", "surname", "nom jf")),
    ("full-name", _any("nom (?:et )?prenoms?", "prenoms? (?:et )?noms?", "nom complet",
                       "identites?", "nomprenom", "etat civil", "full ?name",
                       "noms? (?:du |de la |de l |des |d |de )?(?:" + _PEOPLE + ")")),
    ("person", _any(_PEOPLE)),
    ("elected", _any("elus?", "elues?", "maires?", "conseillers?", "conseilleres?", "rapporteu\\w+",
                     "presidents?", "presidentes?", "adjoints?", "deputes?", "elu")),
    ("organisation", _any(_BODIES)),
    ("site", _any(_SITES)),
    ("civility", _any("civilites?", "civ", "titre de civilite", "politesse", "titre")),
    ("sex", _any("sexes?", "genres?", "gender", "sex")),
    ("age", _any("ages?", "tranche d ages?", "classe d ages?")),
    ("job", _any("professions?", "metiers?", "emplois?", "fonctions?", "csp", "pcs", "grades?",
                 "categories? socio\\w*", "situation professionnelle", "qualification", "job",
                 "cadre d emplois?", "poste occupe", "activite professionnelle", "statut agent")),
    ("nationality", _any(r"nationalites?", "pays", "pays d origine", "origine")),
    ("family", _any(r"situation (?:familiale|de famille|matrimoniale|maritale)", "etat matrimonial",
                    r"(?:nb|nbre|nombre)(?: d| de)? (?:enfants?|personnes?|parts?)",
                    "composition (?:familiale|du foyer|foyer)", "enfants a charge",
                    "statut marital", "personnes a charge", "famille")),
    ("commune", _any("communes?", "villes?", "localites?", "quartiers?", "iris", "cantons?",
                     "residence", "bourg", "lieu dit", "secteurs?", "arrondissements?")),
    ("coordinates", _any("latitudes?", "longitudes?", "lat", "lon", "lng", "geo ?point",
                         "coordonnees", "coord x", "coord y", "gps", "xy")),
    ("health", _any("sante", r"patholog\w*", "maladies?", r"diagnostic\w*", r"handicap\w*",
                    r"allerg\w*", r"medic\w*", r"vaccin\w*", r"invalidit\w*", "gir", "autonomie",
                    "arret (?:de )?(?:maladie|travail)", "taux d ?incapacite", "incapacite",
                    "regime alimentaire", "pai", "dependance", "soins?", "antecedents?", "rqth",
                    "mdph", "perte d autonomie", "absences?", "grossesse")),
    ("income", _any("revenus?", "ressources?", "quotients?(?: familial| familiaux)?", "qf",
                    "salaires?", "traitement (?:brut|net|indiciaire)", r"remunerations?", "rfr",
                    "revenu fiscal", "imposable", "impots?", "prime", "primes", "indemnites?",
                    "pensions?", "loyers?", "dettes?", "impayes?", "indice majore")),
    ("union", _any(r"syndic\w*", "organisation syndicale", "section syndicale")),
    ("politics", _any(r"politiques?", "partis?", "nuances?", "etiquettes? politiques?",
                      "opinions?", "sensibilite politique", "couleur politique", "liste electorale",
                      "intentions? de vote")),
    ("religion", _any(r"relig\w*", "confessions?", "cultes?", "croyances?")),
    ("appraisal", _any(r"appreciations?", "evaluations?", "notations?", "avis (?:du )?(?:chef|"
                       "superieur|responsable|n 1|hierarchi\\w*)", "entretiens? professionnels?",
                       "sanctions?", r"disciplin\w*", "manieres? de servir", "note agent",
                       "comportements?", "avis hierarchique", "notes? de service agent")),
    ("aid", _any("aides?", "type aide", "nature aide", "prestations?", "allocations?", "secours",
                 "rsa", "apa", "pch", "dispositif(?: aide)?", "bourses?", "motifs? aide",
                 "minima sociaux", "droits? ouverts?", "type prestation")),
    ("amount", _any("montants?", "mtt?", "sommes?", "euros?", "eur", "alloues?", "verses?",
                    "accordes?", "montant aide")),
    ("siren", _any("sirets?", "sirens?", "sirenes?", "siren siret", "coll siret")),
    ("legal-form", _any("formes? juridiques?", "categories? juridiques?", "natures? juridiques?",
                        "statuts? juridiques?", "forme jur\\w*", "cat jur\\w*", "type entreprise",
                        "type structure", "type tiers")),
    ("sole-trader", _any("ei", "entrepreneurs?(?: individuels?)?", "auto ?entrepreneurs?",
                         "micro ?entrepreneurs?", "independants?", "artisans?", "commercants?",
                         "exploitant(?:e)? agricole", "assistantes? maternelles?", "liberal\\w*")),
    ("file-number", _any(r"matricules?", r"(?:n|no|num|numero|id|identifiant|code|ref|reference) "
                         r"(?:de |du |d |de l )?(?:" + _PEOPLE + r"|dossier|caf|foyer|carte|permis|"
                         r"licence|adhesion|passeport|cni|fiscal|ine|individu|securite)",
                         "identifiants?", "logins?", "pseudos?", "ine", "numero fiscal", "spi",
                         "numero", "num", "id", "dossiers?", "allocataire")),
    ("text", _any(r"commentaires?", r"observations?", r"remarques?", "notes?", "motifs?", "objets?",
                  "descriptions?", "precisions?", "infos?", "informations?", "libre", "texte",
                  "compte rendu", "avis", "historique", "suivi")),
    ("event-date", _any(rf"date (?:de |du |d |de la |de l |la )?(?:{_EVENTS})",
                        rf"(?:{_EVENTS})(?: \w+)? date", "horodatage", "dates?")),
    ("other-number", _any("comptes?", "articles?", "imputations?", "chapitres?", "budgets?",
                          "references?", "ref", "codes?", "produits?", "series?", "versions?",
                          "factures?", "bon", "commandes?", "mandats?", "ean", "gtin", "isbn",
                          "rna", "rae", "uai", "lot", "stock")),
)  # fmt: skip
_BARE_NAME = re.compile(r"(?:le |les )?noms?(?: \d+)?|name|n o m")


@dataclass(frozen=True)
class Announced:
    """What the name of a column announces.

    Attributes:
        kinds: keys of ``kinds.KINDS`` and a few hints of this module (``full-name``, ``person``,
            ``elected``, ``site``, ``legal-form``, ``event-date``, ``other-number``,
            ``birth-place``, ``birth-name``), in the order of this module's table.
    """

    kinds: tuple[str, ...]

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds

    def any_of(self, *kinds: str) -> bool:
        """Tell whether one of these is announced."""
        return any(kind in self.kinds for kind in kinds)


def announced(label: str) -> Announced:
    """Read the name of a column.

    Args:
        label: as written: accents, capitals, underscores and humps do not count.
    """
    words = fold_words(label[:200])
    kinds = [kind for kind, pattern in _ANNOUNCED if pattern.search(words)]
    if _BARE_NAME.fullmatch(words):
        kinds.insert(0, "last-name")
    if "birth-name" in kinds:
        kinds = ["last-name", *(k for k in kinds if k not in ("birth-date", "birth-name"))]
    if "birth-place" in kinds:
        kinds = ["commune", *(k for k in kinds if k != "birth-date")]
    if "full-name" in kinds:
        kinds = [kind for kind in kinds if kind not in ("first-name", "last-name")]
    return Announced(tuple(kinds))

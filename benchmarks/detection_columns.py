"""Labelled columns: kinds under good, silent and lying names; then what only looks like them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import detection_values as v

#: Kind, what draws it, names that announce it, whether a silent name must do.
_KINDS: tuple[tuple[str, v.Draw, str, bool], ...] = (
    ("nir", v.nir, "NIR|Num_Secu|Numéro de sécurité sociale|N° sécu|nss", True),
    ("nir", v.spaced_nir, "NIR|numero_secu", True),
    ("nir", v.wrong_nir, "NIR|N° de sécurité sociale|num_secu", False),
    ("nir", lambda r: f"{r.choice('12')},{v.nir(r).replace('A', '1').replace('B', '1')[1:6]}E+14",
     "NIR|secu_sociale", False),
    ("email", v.email, "COURRIEL|e-mail|Adresse électronique|mail_contact", True),
    ("phone", v.phone, "TELEPHONE|Tél.|portable|Num_tel", True),
    ("phone", lambda r: f"6{r.randint(10, 49)}{r.randint(0, 999999):06d}", "TEL|Téléphone", False),
    ("iban", v.iban, "IBAN|RIB|Compte bancaire", True),
    ("birth-date", v.birth, "DATE_NAISSANCE|né(e) le|DDN|dateNaissance", True),
    ("birth-date", v.whole(1930, 2012), "annee_naissance|Année de naissance", False),
    ("address", v.address, "ADRESSE|Adresse postale|adr_domicile|adresse1", True),
    ("last-name", v.last, "NOM|Nom de famille|nom_usage|patronyme|NOM_NAISSANCE", True),
    ("last-name", v.rare_last, "NOM|nom_de_famille", False),
    ("first-name", v.first, "PRENOM|Prénom|prenom_usuel", False),
    ("name", v.full, "NOM_PRENOM|demandeur|Bénéficiaire|nom de l'agent|IDENTITE", True),
    ("plate", v.plate, "IMMATRICULATION|plaque|immat", True),
    ("ip", v.ip, "adresse_ip|IP", True),
    ("age", v.whole(3, 97), "AGE|Âge", False),
    ("sex", v.one_of("H|F"), "SEXE|Genre", True),
    ("sex", v.one_of("1|2"), "sexe", False),
    ("civility", v.one_of("M.|Mme"), "CIVILITE|civ", True),
    ("job", v.one_of(v.JOBS), "PROFESSION|Métier|csp", True),
    ("postcode", v.one_of("35000|35400|72000|85000|13100|97200"), "CODE_POSTAL|cp", False),
    ("commune", v.one_of("|".join(v.COMMUNES)), "COMMUNE|Ville|lieu_naissance", False),
    ("health", v.one_of(v.ILLNESSES), "PATHOLOGIE|Handicap|regime_alimentaire", True),
    ("union", v.one_of(v.UNIONS), "SYNDICAT|appartenance syndicale", True),
    ("politics", v.one_of(v.PARTIES), "NUANCE_POLITIQUE|opinion politique", True),
    ("religion", v.one_of(v.FAITHS), "RELIGION|confession", True),
    ("aid", v.one_of(v.AIDS), "TYPE_AIDE|prestation|nature_aide", False),
    ("income", v.whole(200, 3500), "QUOTIENT_FAMILIAL|revenu|Ressources mensuelles|qf", False),
    ("amount", v.whole(40, 900), "MONTANT|montant_aide|Somme versée", False),
    ("appraisal", v.one_of("très satisfaisant|à encadrer|insuffisant"),
     "APPRECIATION|Évaluation|avis du chef", False),
)  # fmt: skip
#: What looks like personal data and is none: (what it is, what draws it, names).
_DECOYS: tuple[tuple[str, v.Draw, str], ...] = (
    ("wrong keys", v.wrong_nir, "REF_COMPTEUR|numero_serie|colonne 3"),
    ("SIRET", v.siret, "SIRET|idBeneficiaire|siret_titulaire"),
    ("bar codes", v.bar_code, "EAN|code_article|colonne 4"),
    ("ten digits", v.ten_digits, "REFERENCE|code_produit|ref_piece"),
    ("plates' look-alikes", v.reference, "REFERENCE|ref_produit|code_lot"),
    ("accounts of the budget", v.one_of("60611|6232|65748|2128|611"), "COMPTE|article|imputation"),
    ("sittings", v.sitting, "DATE_SEANCE|DATE|date_deliberation|colonne 2"),
    ("associations", v.one_of("|".join(v.ASSOCIATIONS)), "NOM|nomBeneficiaire|association|tiers"),
    ("sites", v.one_of("|".join(v.SITES)), "NOM|equipement|libellé|lieu"),
    ("streets", v.one_of("|".join(v.STREETS)), "VOIE|libelle_voie|localisation"),
    ("borne names", v.one_of("Jean Moulin|Simone Veil|Jules Ferry|Anne Frank"), "NOM_ECOLE|voie"),
    ("objects", v.one_of("|".join(v.OBJECTS)), "OBJET|libelle|DELIB_OBJET"),
    ("versions", lambda r: f"{r.randint(1, 9)}.{r.randint(0, 20)}.{r.randint(0, 9)}", "VERSION|v"),
    ("months", v.one_of("janvier|février|mars|avril|mai|juin|août"), "MOIS|periode"),
    ("colours", v.one_of("rouge|vert|blanc|bleu|noir|rose"), "COULEUR|teinte"),
    ("amounts", v.whole(500, 90000), "MONTANT|montant_subvention|total"),
    ("counts", v.whole(0, 120), "EFFECTIF|nb_places|VOTE_POUR"),
    ("shared answers", v.one_of("oui|non"), "ACCESSIBLE|handicap_pmr|adhesion"),
    ("materials", v.one_of("bois|pierre|béton|acier|marbre"), "MATERIAU|matiere"),
    ("days", v.one_of("lundi|mardi|mercredi|samedi"), "JOUR|jour_marche"),
)  # fmt: skip
_LIES = {"phone": "MONTANT", "email": "Observations", "nir": "reference", "iban": "Numéro",
         "name": "Commentaire", "birth-date": "DATE_DECISION", "address": "Divers"}  # fmt: skip


#: Written once detection was done, and run once: nothing was changed after that.
_UNSEEN: tuple[tuple[str, str, v.Draw, str], ...] = (
    ("phone", "", v.phone, "Joignable au|N° à composer"),
    ("iban", "", v.iban, "Réf. bancaire|Domiciliation"),
    ("birth-date", "", v.birth, "Date nais.|D.N.|jour_anniv"),
    ("address", "", v.address, "Résidence principale|Habite au|Lieu de vie"),
    ("name", "", v.full, "Intervenant|Médecin traitant|Signalé par|Gardien"),
    ("name", "", lambda r: f"{v.rare_last(r)} {v.first(r)}", "Enseignante|Assistante maternelle"),
    ("last-name", "", v.rare_last, "NOM_1|Nom du défunt|Nom de l'enfant"),
    ("first-name", "", v.first, "Prénom enfant 1|prenom_2"),
    ("nir", "", v.spaced_nir, "Immatriculation CPAM|N° assuré social"),
    ("email", "", v.email, "Contact 2|Login"),
    ("health", "", v.one_of("sans porc|allergie arachide|sans gluten|diabète"), "Régime|PAI"),
    ("job", "", v.one_of(v.JOBS), "Occupation|Activité du conjoint"),
    ("income", "", v.whole(300, 4000), "Net mensuel|Tranche QF"),
    ("family", "", v.one_of("célibataire|marié(e)|divorcé(e)|veuf"), "Situation|Etat"),
    ("age", "", v.one_of("0-3 ans|4-10 ans|11-17 ans|18 ans et plus"), "Tranche d'âge|classe"),
    ("union", "", v.one_of(v.UNIONS), "Étiquette|Liste aux élections CST"),
    ("", "dogs", v.one_of("Rex|Médor|Bella|Oscar|Léa|Max|Félix"), "Nom du chien"),
    ("", "films", v.one_of("Amélie|Les Misérables|Léon|Camille redouble"), "Titre|Film"),
    ("", "trees", v.one_of("Tilia cordata|Acer campestre|Rosa canina"), "Essence|Nom latin"),
    ("", "boats", v.one_of("Marie-Jeanne|Belle Étoile|Sainte-Anne|Ar Mor"), "Nom du bateau"),
    ("", "lines", v.one_of("Rennes - Fougères|Vitré - Laval|Redon - Rennes"), "Ligne|Trajet"),
    ("", "suppliers", v.one_of("Dupont SARL|Ets Martin|Petit & Fils|EDF|Berger-Levrault"),
     "Fournisseur|Titulaire du marché"),
    ("", "plots", lambda r: f"{r.choice('ABC')}{r.choice('ABC')} {r.randint(1, 999)}", "Parcelle"),
    ("", "hours", lambda r: f"{r.randint(8, 19):02d}:{r.randint(0, 59):02d}:00", "Heure|Début"),
    ("", "markets", v.one_of("Marché de Noël|Foire Saint-Martin|Braderie"), "Nom|Événement"),
    ("", "meters", lambda r: "".join(r.choice("0123456789") for _ in range(14)), "PDL|Compteur"),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A file of a few columns, one of which is judged.

    Attributes:
        kind: what the column holds; "" for what only looks like personal data.
        decoy: what it is then.
        label: its name.
        columns: all columns of the file: label to values.
    """

    kind: str
    decoy: str
    label: str
    columns: dict[str, list[str]]


def cases(seed: int = 13) -> Iterator[Case]:
    """Draw all labelled columns, the same for a seed.

    Args:
        seed: of the draw.
    """
    r = random.Random(seed)
    for kind, draw, labels, silent in _KINDS:
        names = labels.split("|")
        for label in (*names, *(("colonne 7", "F3") if silent else ())):
            for rows, empty in ((40, 0.0), (250, 0.3), (600, 0.0)):
                yield _case(r, kind, "", label, draw, (rows, empty), people=True)
        if silent and kind in _LIES:
            for rows in (80, 400):
                yield _case(r, kind, "", _LIES[kind], draw, (rows, 0.0), people=True)
    for what, draw, labels in _DECOYS:
        for label in labels.split("|"):
            for rows in (40, 300):
                yield _case(r, "", what, label, draw, (rows, 0.05), people=False)


def unseen(seed: int = 17) -> Iterator[Case]:
    """Draw labelled columns that were written after detection, the same for a seed.

    Args:
        seed: of the draw.
    """
    r = random.Random(seed)
    for kind, what, draw, labels in _UNSEEN:
        for label in labels.split("|"):
            for rows in (60, 300):
                yield _case(r, kind, what, label, draw, (rows, 0.1), people=bool(kind))


def _case(
    r: random.Random, kind: str, decoy: str, label: str, draw: v.Draw, size: tuple[int, float],
    *, people: bool,
) -> Case:  # fmt: skip
    rows, empty = size
    values = ["" if r.random() < empty else draw(r) for _ in range(rows)]
    beside = {"Date de dépôt": [v.sitting(r) for _ in range(rows)]}
    if people:
        beside["Né le"] = [v.birth(r) for _ in range(rows)]
    else:
        beside["SIRET organisme"] = [v.siret(r) for _ in range(rows)]
    return Case(kind, decoy, label, {label: values, **beside})

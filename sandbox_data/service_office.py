"""Files of the town hall's offices: aids over sixteen years, the catalogue, the addresses."""

from __future__ import annotations

from draws import Draw
from rows import Rows, day_first, table, three
from service_places import degrees

_YEARS = range(2018, 2026)
#: Aids are asked for again and again: many years of them.
_YEARS_OF_AID = range(2010, 2026)
_MONTHLY = "Mensuelle ou plusieurs fois par mois"
_WEEKLY = "Hebdomadaire ou plusieurs fois par semaine"
_DAILY = "Quotidienne ou plusieurs fois par jour"
#: What a community publishes each year: title, theme, keywords, how often, files.
_DATASETS = (
    ("Délibérations du conseil", "Administration locale", "scdl;deliberations", _MONTHLY, 2),
    ("Subventions versées", "Finances", "scdl;subventions;associations", "Annuelle", 1),
    ("Budget primitif", "Finances", "scdl;budget", "Annuelle", 2),
    ("Compte administratif", "Finances", "budget;comptes", "Annuelle", 1),
    ("Marchés publics conclus", "Finances", "marches;commande-publique", "Trimestrielle", 1),
    ("Prénoms donnés", "Citoyenneté", "scdl;prenoms;etat-civil", "Annuelle", 1),
    ("Menus de la restauration scolaire", "Enfance et éducation", "scdl;menus;cantine", _WEEKLY, 1),
    ("Effectifs des écoles", "Enfance et éducation", "ecoles;effectifs", "Annuelle", 1),
    ("Équipements ouverts au public", "Services", "scdl;equipements", "Semestrielle", 2),
    ("Défibrillateurs", "Services", "dae;sante", "Irrégulière", 1),
    ("Stationnement des vélos", "Mobilité", "velo;stationnement", "Semestrielle", 2),
    ("Bornes de recharge", "Mobilité", "irve;recharge", _DAILY, 1),
    ("Aires de covoiturage", "Mobilité", "covoiturage;bnlc", "Irrégulière", 1),
    ("Comptages de la circulation", "Mobilité", "comptage;trafic", _MONTHLY, 3),
    ("Base adresse locale", "Urbanisme", "bal;adresses", _MONTHLY, 1),
    ("Permis de construire accordés", "Urbanisme", "urbanisme;permis", "Trimestrielle", 1),
    ("Zonages du plan local d'urbanisme", "Urbanisme", "plu;zonage", "Irrégulière", 2),
    ("Arbres des rues et des parcs", "Environnement", "arbres;nature", "Annuelle", 1),
    ("Tournées de collecte des déchets", "Environnement", "dechets;collecte", "Semestrielle", 2),
    ("Points d'apport volontaire", "Environnement", "dechets;tri", "Semestrielle", 1),
    ("Qualité de l'eau distribuée", "Environnement", "eau;analyses", _MONTHLY, 1),
    ("Consommation des bâtiments", "Environnement", "energie;batiments", "Annuelle", 1),
    ("Fréquentation de la médiathèque", "Culture", "mediatheque;prets", _MONTHLY, 1),
    ("Agenda des manifestations", "Culture", "agenda;evenements", _WEEKLY, 1),
    ("Associations ayant un local", "Vie associative", "associations;locaux", "Annuelle", 1),
    ("Fréquentation de la piscine", "Sport", "piscine;entrees", _MONTHLY, 1),
    ("Jardins et aires de jeux", "Services", "jeux;jardins", "Annuelle", 1),
    ("Marchés de plein air", "Économie", "marches;commerces", "Irrégulière", 1),
    ("Résultats des élections", "Citoyenneté", "elections;resultats", "Ponctuelle", 1),
    ("Bureaux de vote", "Citoyenneté", "elections;bureaux", "Irrégulière", 1),
    ("Travaux sur la voirie", "Mobilité", "travaux;voirie", _WEEKLY, 1),
    ("Arrêtés de circulation", "Mobilité", "arretes;circulation", _WEEKLY, 1),
    ("Logements communaux", "Habitat", "logement;patrimoine", "Annuelle", 1),
    ("Taux des impôts locaux", "Finances", "fiscalite;taux", "Annuelle", 1),
    ("Emprunts et dette", "Finances", "dette;emprunts", "Annuelle", 1),
    ("Index de l'égalité et effectifs", "Administration locale", "agents;effectifs", "Annuelle", 1),
    ("Fontaines d'eau potable", "Services", "eau;fontaines", "Irrégulière", 1),
    ("Itinéraires de randonnée", "Tourisme", "randonnee;sentiers", "Irrégulière", 2),
)  # fmt: skip
_SLUG = str.maketrans(
    {"é": "e", "è": "e", "ê": "e", "ô": "o", "â": "a", "î": "i", "'": "-", " ": "-"}
)
_VOICES = (
    "Rue du Lavoir", "Place de la Mairie", "Rue des Tanneurs", "Route de la Crête",
    "Chemin des Combes", "Avenue de la Gare", "Rue des Tilleuls", "Place de la Halle",
    "Impasse du Puits", "Rue de l'Octroi", "Allée de la Source", "Rue du Vieux-Four",
    "Rue de l'Égalité", "Chemin du Pré-Long", "Rue de la Fontaine", "Quai de la Rivière",
    "Rue des Écoles", "Rue du Four à chaux", "Lotissement du Verger", "Rue Haute",
)  # fmt: skip


def aids(right: Rows, siret: str) -> dict[str, bytes]:
    """Give sixteen years of aids: what one row has lost, another row of the same body still has.

    What is wrong in the export: SIRET in scientific notation or cut to nine digits, ends of zeros,
    dates of three programs, decimal commas, natures out of the list, shares in hundredths.

    Args:
        right: aids as they should be, over two years, of as many bodies.
        siret: of the commune.
    """
    bodies = len(right) // 2
    clean: Rows = []
    for year in _YEARS_OF_AID:
        for rank, row in enumerate(right[:bodies], start=1):
            made = dict(row)
            for name in ("dateConvention", "datesPeriodeVersement"):
                made[name] = _in_year(made[name], year)
            made["objet"] = made["objet"].replace("2024", str(year)).replace("2025", str(year))
            made["montant"] = f"{float(row['montant']) * (80 + (year * rank) % 41) / 100:.2f}"
            made["referenceDecision"] = f"{year}-SUB-{rank:02d}"
            made["idAttribuant"] = siret
            clean.append(made)
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        day = row["dateConvention"]
        wrong["dateConvention"] = day.replace("-", "/") if index % 9 == 4 else day_first(day)
        if "/" not in row["datesPeriodeVersement"]:
            wrong["datesPeriodeVersement"] = day_first(row["datesPeriodeVersement"])
        wrong["montant"] = row["montant"].replace(".", ",")
        if index % 10 == 2:
            wrong["pourcentageSubvention"] = "100"
        if index % 8 == 1 or row["nature"] == "aide en nature":
            wrong["nature"] = row["nature"].removeprefix("aide en ").capitalize()
        wrong["notificationUE"] = row["notificationUE"].upper()
        if row["idBeneficiaire"] and index % 13 == 5:
            wrong["idBeneficiaire"] = "2,699E+13"
        elif row["idBeneficiaire"] and index % 13 == 9:
            wrong["idBeneficiaire"] = row["idBeneficiaire"][:9]
        elif row["idBeneficiaire"] and index % 40 == 17:
            wrong["idBeneficiaire"] = f"{row['idBeneficiaire'][:9]}00000"
        dirty.append(wrong)
    # The SIREN and five digits at random pass no key; the number of a head office is not guessed.
    attempt = [
        {**row, "idBeneficiaire": "" if dirty[index]["idBeneficiaire"] != row["idBeneficiaire"]
         else row["idBeneficiaire"]}
        for index, row in enumerate(clean)
    ]  # fmt: skip
    return three("aides", table(clean), table(dirty, delimiter=";"), table(attempt))


def _in_year(days: str, year: int) -> str:
    """Move a day, or a stretch of two, into another year."""
    parts = days.split("/")
    shift = year - int(parts[0][:4])
    return "/".join(f"{int(part[:4]) + shift}{part[4:]}" for part in parts)


def catalogue(draw: Draw, siret: str) -> dict[str, bytes]:
    """Give the catalogue of a community's data: a record for each dataset and year.

    What is wrong in the export: dates of a spreadsheet, how often in words of one's own, licences
    by their nickname, scales in small letters, « 2 fichiers », addresses without their beginning.
    """
    clean: Rows = []
    for year in _YEARS:
        for title, theme, words, often, files in _DATASETS:
            slug = f"{title.lower().translate(_SLUG)}-{year}"
            published = f"{year + 1}-0{draw.whole(1, 9)}-{draw.whole(1, 28):02d}"
            clean.append(
                {
                    "COLL_NOM": "Communauté de communes du Val-Ouvert",
                    "COLL_SIRET": siret,
                    "ID": slug,
                    "TITRE": f"{title} en {year}",
                    "DESCRIPTION": f"{title} : fichier de l'année {year}, sans donnée personnelle.",
                    "THEME": theme,
                    "PRODUCTEUR_NOM": "Communauté de communes du Val-Ouvert",
                    "PRODUCTEUR_SIRET": siret,
                    "COUV_SPAT_MAILLE": "Intercommunale",
                    "COUV_SPAT_NOM": "Val-Ouvert",
                    "COUV_TEMP_DEBUT": f"{year}-01-01",
                    "COUV_TEMP_FIN": f"{year}-12-31",
                    "DATE_PUBL": published,
                    "FREQ_MAJ": often,
                    "DATE_MAJ": published,
                    "MOTS_CLES": words,
                    "LICENCE": "Licence Ouverte-LO",
                    "NOMBRE_RESSOURCES": str(files),
                    "FORMAT_RESSOURCES": "csv;json" if files > 1 else "csv",
                    "URL": f"https://data.val-ouvert.example/jeux/{slug}",
                }
            )
    freely = {"Annuelle": "annuel", "Semestrielle": "semestrielle", "Irrégulière": "irreguliere"}
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        for name in ("COUV_TEMP_DEBUT", "COUV_TEMP_FIN", "DATE_PUBL", "DATE_MAJ"):
            wrong[name] = day_first(row[name])
        wrong["FREQ_MAJ"] = freely.get(row["FREQ_MAJ"], row["FREQ_MAJ"])
        wrong["LICENCE"] = ("Licence Ouverte", "LO", "licence ouverte-lo")[index % 3]
        wrong["COUV_SPAT_MAILLE"] = "intercommunale" if index % 2 else "Intercommunale"
        if index % 4 == 1:
            noun = "fichier" if row["NOMBRE_RESSOURCES"] == "1" else "fichiers"
            wrong["NOMBRE_RESSOURCES"] = f"{row['NOMBRE_RESSOURCES']} {noun}"
        if index % 12 == 5:
            wrong["URL"] = row["URL"].removeprefix("https://")
        if index % 15 == 3:
            wrong["PRODUCTEUR_SIRET"] = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
        dirty.append(wrong)
    dirty[20]["DATE_PUBL"] = ""
    attempt = [{**row, "NOMBRE_RESSOURCES": "1"} for row in clean]
    return three("catalogue", table(clean), table(dirty, delimiter=";"), table(attempt))


def addresses(draw: Draw) -> dict[str, bytes]:
    """Give the addresses of a commune, as its local address base has them.

    What is wrong in the export: another program's separator and its decimal commas, letters read
    in a wrong encoding, « 12 bis » in the column of numbers, certified or not in words, dates.
    """
    clean: Rows = []
    commune = _uuid(draw)
    for rank, street in enumerate(_VOICES):
        road = _uuid(draw)
        for number in range(1, draw.whole(24, 60)):
            east = 2_432_000 + 600 * rank + 90 * number + draw.whole(0, 40)
            north = 46_604_000 + 400 * (rank % 7) + 60 * number + draw.whole(0, 40)
            clean.append(
                {
                    "id_ban_commune": commune,
                    "id_ban_toponyme": road,
                    "id_ban_adresse": _uuid(draw),
                    "commune_insee": "99042",
                    "commune_nom": "Val-Ouvert",
                    "commune_deleguee_insee": "",
                    "commune_deleguee_nom": "",
                    "toponyme": street,
                    "lieudit_complement_nom": "",
                    "numero": str(number),
                    "suffixe": "bis" if draw.chance(0.05) else "",
                    "position": draw.weighted((("entrée", 8), ("parcelle", 2), ("bâtiment", 1))),
                    "x": f"{655_000 + 46 * rank + 7 * number}.{draw.whole(10, 99)}",
                    "y": f"{6_615_000 + 44 * (rank % 7) + 7 * number}.{draw.whole(10, 99)}",
                    "long": degrees(east),
                    "lat": degrees(north),
                    "cad_parcelles": "",
                    "source": "Commune de Val-Ouvert",
                    "date_der_maj": f"2026-0{draw.whole(1, 9)}-{draw.whole(1, 28):02d}",
                    "certification_commune": "1" if draw.chance(0.8) else "0",
                }
            )
    words = {"1": "oui", "0": "non"}
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        if row["suffixe"]:
            wrong |= {"numero": f"{row['numero']} bis", "suffixe": ""}
        if index % 5 == 2:
            wrong["position"] = row["position"].upper()
        for name in ("x", "y", "long", "lat"):
            wrong[name] = row[name].replace(".", ",")
        wrong["certification_commune"] = words[row["certification_commune"]]
        wrong["date_der_maj"] = day_first(row["date_der_maj"])
        if "é" in row["toponyme"] or "ê" in row["toponyme"]:
            wrong["toponyme"] = row["toponyme"].encode().decode("cp1252")
        dirty.append(wrong)
    # One value drawn down over a whole column: a plot of land is no front door.
    attempt = [{**row, "position": "entrée"} for row in clean]
    return three("adresses", table(clean), table(dirty, delimiter=";"), table(attempt))


def _uuid(draw: Draw) -> str:
    """Draw a version 4 UUID (RFC 9562, section 5.4)."""
    digits = [f"{draw.whole(0, 15):x}" for _ in range(32)]
    digits[12], digits[16] = "4", draw.one("89ab")
    text = "".join(digits)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

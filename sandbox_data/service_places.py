"""Files of two services that say where things are: cycle parking, and equipment open to all."""

from __future__ import annotations

from draws import Draw
from rows import Rows, day_first, table, three

#: Codes of the twelve communes of the fictional community; 99 is no French department.
_COMMUNES = (
    ("99042", "Val-Ouvert"), ("99011", "Les Combes"), ("99017", "Pré-Long"), ("99023", "La Crête"),
    ("99031", "Trois-Fontaines"), ("99036", "Saint-Amable-du-Val"), ("99048", "Le Gué-aux-Oies"),
    ("99053", "Tilleul-sur-Source"), ("99060", "Rochebelle-le-Haut"), ("99067", "Montaubier"),
    ("99074", "Fontagné"), ("99081", "Villeneuve-des-Prés"),
)  # fmt: skip
_PLACES = (
    "mairie", "école", "gare", "salle des fêtes", "stade", "médiathèque", "halle", "pharmacie",
    "maison de santé", "cimetière", "église", "parc", "collège", "piscine", "marché", "crèche",
    "gymnase", "plan d'eau", "boulangerie", "arrêt de car", "déchetterie", "foyer rural",
    "maison des associations", "aire de covoiturage", "camping", "terrain de boules", "lavoir",
    "trésorerie", "poste", "zone artisanale",
)  # fmt: skip
#: Theme, national code, type, how it is called, opening hours.
_EQUIPMENT = (
    ("Equipement administratif", "01010401", "Mairie", "Mairie", "Mo-Fr 09:00-12:00"),
    ("Equipement d'enseignement", "02010101", "École", "École", ""),
    ("Equipement culturel", "03020101", "Médiathèque", "Médiathèque",
     "Tu-Sa 10:00-12:00,14:00-18:00"),
    ("Equipement sportif et de loisirs", "04010101", "Terrain de sport", "Stade", ""),
    ("Equipement sportif et de loisirs", "04010301", "Gymnase", "Gymnase",
     "Mo-Sa 08:00-22:00"),
    ("Equipement sportif et de loisirs", "04050101", "Aire de jeux", "Aire de jeux",
     "Mo-Su 08:00-20:00"),
    ("Equipement social et d'animation", "05010101", "Salle des fêtes", "Salle des fêtes", ""),
    ("Equipement social et d'animation", "05020101", "Centre de loisirs", "Centre de loisirs",
     "We 08:00-18:30"),
    ("Equipement sanitaire", "06010101", "Maison de santé", "Maison de santé",
     "Mo-Fr 08:00-19:00; Sa 08:00-12:00"),
    ("Equipement de mobilité", "07010101", "Aire de covoiturage", "Aire de covoiturage", ""),
    ("Equipement de mobilité", "07020101", "Gare", "Halte ferroviaire", ""),
    ("Equipement cultuel", "08010101", "Lieu de culte", "Église", ""),
    ("Autre équipement", "09010101", "Cimetière", "Cimetière", "Mo-Su 08:00-19:00"),
    ("Autre équipement", "09020101", "Déchetterie", "Déchetterie",
     "Mo-Sa 09:00-12:00,14:00-17:30"),
    ("Equipement culturel", "03010101", "Salle de spectacle", "Petit théâtre", ""),
)  # fmt: skip
_STREETS = (
    "rue du Lavoir", "place de la Mairie", "rue des Tanneurs", "route de la Crête",
    "chemin des Combes", "avenue de la Gare", "rue des Tilleuls", "place de la Halle",
    "impasse du Puits", "rue de l'Octroi", "allée de la Source", "rue du Vieux-Four",
)  # fmt: skip


def _point(draw: Draw, rank: int) -> tuple[str, str]:
    """Draw a longitude and a latitude near the commune of that rank."""
    east = 2_432_000 + 31_000 * (rank % 4) + draw.whole(-9000, 9000)
    north = 46_604_000 + 27_000 * (rank // 4) + draw.whole(-9000, 9000)
    return degrees(east), degrees(north)


def degrees(millionths: int) -> str:
    """Write millionths of a degree as degrees."""
    return f"{millionths // 1_000_000}.{millionths % 1_000_000:06d}"


def cycle_parking(draw: Draw) -> dict[str, bytes]:
    """Three hundred and more places where a bicycle can be left.

    What is wrong in the export: one point in seven has its latitude first, as in the national
    file of charging points; points with spaces; answers in words; lists in small letters;
    « 10 places »; dates of a spreadsheet; the example of a documentation published as if real.
    """
    clean: Rows = []
    for rank, (code, commune) in enumerate(_COMMUNES):
        for number, place in enumerate(_PLACES[: 30 if rank == 0 else 27], start=1):
            east, north = _point(draw, rank)
            covered = draw.chance(0.3)
            closed = draw.chance(0.08)
            clean.append(
                {
                    "id_local": f"{code}-V-{number:03d}",
                    "id_osm": "",
                    "code_com": code,
                    "coordonneesxy": f"[{east}, {north}]",
                    "capacite": str(2 * draw.whole(1, 12)),
                    "capacite_cargo": str(draw.whole(0, 2)),
                    "type_accroche": draw.weighted(
                        (("CADRE ET ROUE", 6), ("ROUE", 3), ("SANS ACCROCHE", 1))
                    ),
                    "mobilier": draw.weighted((("ARCEAU", 7), ("RATELIER", 3), ("POTELET", 1))),
                    "acces": "ABONNEMENT OU INSCRIPTION PREALABLE" if closed else "LIBRE ACCES",
                    "gratuit": "true",
                    "protection": (
                        "CONSIGNE COLLECTIVE FERMEE" if closed else "STATIONNEMENT NON FERME"
                    ),
                    "couverture": "true" if covered or closed else "false",
                    "surveillance": "true" if closed else "false",
                    "lumiere": "true" if draw.chance(0.6) else "false",
                    "url_info": "",
                    "d_service": str(draw.whole(2009, 2025)),
                    "source": "Communauté de communes du Val-Ouvert",
                    "proprietaire": f"Commune de {commune}",
                    "gestionnaire": f"Commune de {commune}",
                    "date_maj": f"2026-0{draw.whole(1, 9)}-{draw.whole(1, 28):02d}",
                    "commentaires": f"Devant : {place}",
                }
            )
    swapped = {index for index in range(len(clean)) if index % 7 == 3}
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        east, north = row["coordonneesxy"].strip("[]").split(", ")
        if index in swapped:
            wrong["coordonneesxy"] = f"[{north}, {east}]"
        wrong["gratuit"] = ("OUI", "oui", "Oui", "true")[index % 4]
        wrong["couverture"] = {"true": "OUI", "false": "NON"}[row["couverture"]]
        if index % 5 == 0:
            wrong["type_accroche"] = row["type_accroche"].lower()
        if index % 6 == 0:
            wrong["mobilier"] = {"RATELIER": "Râtelier", "ARCEAU": "Arceau"}.get(
                row["mobilier"], row["mobilier"]
            )
        if index % 11 == 4:
            wrong["capacite"] = f"{row['capacite']} places"
        wrong["date_maj"] = day_first(row["date_maj"])
        dirty.append(wrong)
    dirty[40]["capacite"] = "une dizaine"
    dirty[40]["commentaires"] = f"{clean[40]['commentaires']} ({clean[40]['capacite']} vélos)"
    clean[40]["commentaires"] = dirty[40]["commentaires"]
    attempt = [dict(row) for row in clean]
    for index in swapped:
        # Valid, and in the middle of the sea: no schema sees it.
        attempt[index]["coordonneesxy"] = dirty[index]["coordonneesxy"]
    return three("velos", table(clean), table(dirty, delimiter=";"), table(attempt))


def equipment(draw: Draw, siret: str) -> dict[str, bytes]:
    """Three hundred pieces of equipment of twelve communes.

    What is wrong in the export: the SIRET of the authority in scientific notation, themes with an
    accent that the list has not, decimal commas, addresses of mail without their sign, post codes
    with their commune.
    """
    clean: Rows = []
    for rank, (code, commune) in enumerate(_COMMUNES):
        for number in range(1, 27):
            theme, national, kind, name, hours = _EQUIPMENT[(number - 1) % len(_EQUIPMENT)]
            east, north = _point(draw, rank)
            copy = (number - 1) // len(_EQUIPMENT) + 1
            slug = f"{name.lower()[:6]}{rank}{number}".translate(_PLAIN)
            clean.append(
                {
                    "COLL_NOM": "Communauté de communes du Val-Ouvert",
                    "COLL_SIRET": siret,
                    "EQUIP_UID": f"{code}-{national}-{copy:03d}",
                    "EQUIP_THEME": theme,
                    "EQUIP_CODE": f"{national}-{copy:03d}",
                    "EQUIP_TYPE": kind,
                    "EQUIP_NOM": f"{name} de {commune}" if copy == 1 else f"{name} du bourg",
                    "ADR_NUMERO": str(draw.whole(1, 60)),
                    "ADR_NOMVOIE": draw.one(_STREETS),
                    "ADR_CODEPOSTAL": "99420" if rank < 6 else "99430",
                    "ADR_COMMUNE": commune,
                    "ADR_CLE_INTEROP": "",
                    "ERP_ID": "",
                    "ERP_TYPE": "",
                    "ERP_CATEGORIE": str(draw.whole(3, 5)),
                    "EQUIP_LAT": north,
                    "EQUIP_LONG": east,
                    "EQUIP_OUVERTURE": hours,
                    # 01 99 00: numbers that the regulator keeps for fiction.
                    "EQUIP_TEL": f"+33 19900{draw.whole(1000, 9999)}",
                    "EQUIP_EMAIL": f"{slug}@val-ouvert.example",
                    "EQUIP_WEB": "https://www.val-ouvert.example" if copy == 1 else "",
                }
            )
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        wrong["COLL_SIRET"] = "2,4799E+13" if index % 2 else siret
        wrong["EQUIP_LAT"] = row["EQUIP_LAT"].replace(".", ",")
        wrong["EQUIP_LONG"] = row["EQUIP_LONG"].replace(".", ",")
        if row["EQUIP_THEME"].startswith("Equipement") and index % 3:
            wrong["EQUIP_THEME"] = row["EQUIP_THEME"].replace("Equipement", "Équipement")
        if index % 4 == 1:
            wrong["ADR_CODEPOSTAL"] = f"{row['ADR_CODEPOSTAL']} {row['ADR_COMMUNE']}"
        if index % 9 == 2:
            wrong["EQUIP_EMAIL"] = row["EQUIP_EMAIL"].replace("@", " (à) ")
        if index % 8 == 5:
            wrong["ERP_CATEGORIE"] = f"Catégorie {row['ERP_CATEGORIE']}"
        if row["EQUIP_WEB"]:
            wrong["EQUIP_WEB"] = "www.val-ouvert.example"
        dirty.append(wrong)
    # The first row's SIRET drawn downwards: a spreadsheet adds one to each.
    attempt = [{**row, "COLL_SIRET": str(int(siret) + index)} for index, row in enumerate(clean)]
    return three("equipements", table(clean), table(dirty, delimiter=";"), table(attempt))


_PLAIN = str.maketrans({"é": "e", "è": "e", "É": "e", "ê": "e", " ": "", "'": ""})

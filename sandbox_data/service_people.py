"""Files of two services that speak of daily life: first names given, and menus of a canteen."""

from __future__ import annotations

from datetime import date, timedelta

from draws import Draw
from rows import Rows, day_first, table, three

_FIRST_YEAR, _LAST_YEAR = 2010, 2025
_GIRLS = (
    "Adèle", "Agathe", "Alice", "Amina", "Anaé", "Apolline", "Capucine", "Célestine", "Chloé",
    "Clémence", "Diane", "Éléa", "Élise", "Emma", "Fatou", "Gabrielle", "Inès", "Iris", "Jade",
    "Jeanne", "Léa", "Léonie", "Lina", "Louise", "Maëlys", "Manon", "Margaux", "Nour", "Olivia",
    "Romane", "Rose", "Salomé", "Soline", "Thaïs", "Victoire", "Zoé",
)  # fmt: skip
_BOYS = (
    "Aaron", "Adam", "Amaury", "Antonin", "Aurèle", "Baptiste", "Célestin", "Côme", "Eliott",
    "Éloi", "Ewen", "Gabriel", "Gaspard", "Hugo", "Ibrahim", "Isaac", "Jules", "Léandre", "Léo",
    "Liam", "Louis", "Lucas", "Maël", "Malo", "Marius", "Mathéo", "Nathan", "Noé", "Octave",
    "Pierre-Louis", "Raphaël", "Sacha", "Théo", "Timéo", "Tom", "Victor",
)  # fmt: skip
#: How often the first names of a list come, against the others.
_FAVOURITES = 8

#: Kind of dish → what is served, with its quality label, allergens and price in cents.
_DISHES: dict[str, tuple[tuple[str, str, tuple[str, ...], int], ...]] = {
    "entrée": (
        ("carottes râpées au citron", "agriculture biologique", (), 45),
        ("betteraves vinaigrette", "", ("moutarde", "anhydride sulfureux et sulfites"), 40),
        ("concombre à la crème", "", ("lait",), 50),
        ("salade de lentilles", "indication géographique protégée", ("moutarde",), 48),
        ("velouté de potiron", "agriculture biologique", ("lait", "céleri"), 52),
        ("œuf dur mayonnaise", "label rouge", ("oeufs", "moutarde"), 55),
        ("taboulé à la menthe", "", ("céréales contenant du gluten",), 47),
    ),
    "plat principal": (
        ("bœuf bourguignon", "", ("anhydride sulfureux et sulfites",), 190),
        ("poisson pané", "", ("poissons", "céréales contenant du gluten"), 170),
        ("omelette aux herbes", "agriculture biologique", ("oeufs", "lait"), 120),
        ("poulet rôti", "label rouge", (), 185),
        ("lasagnes de légumes", "", ("céréales contenant du gluten", "lait"), 140),
        ("dhal de lentilles corail", "agriculture biologique", (), 110),
        ("sauté de dinde", "", ("lait",), 175),
        ("filet de colin au citron", "", ("poissons",), 195),
    ),
    "garniture": (
        ("purée de pommes de terre", "", ("lait",), 50),
        ("haricots verts", "agriculture biologique", (), 55),
        ("riz de Camargue", "indication géographique protégée", (), 45),
        ("coquillettes", "", ("céréales contenant du gluten",), 40),
        ("gratin de chou-fleur", "", ("lait", "céréales contenant du gluten"), 60),
    ),
    "dessert": (
        ("pomme du verger des Combes", "", (), 35),
        ("yaourt nature", "agriculture biologique", ("lait",), 38),
        ("crème au chocolat", "", ("lait", "soja"), 42),
        ("compote de poires", "", (), 36),
        ("tarte aux prunes", "", ("céréales contenant du gluten", "oeufs"), 60),
        ("clémentine", "", (), 33),
    ),
}
#: First Monday of each stretch of school, and its weeks.
_SCHOOL = (("2025-09-01", 7), ("2025-11-03", 7), ("2026-01-05", 6))
#: Mondays, Tuesdays, Thursdays and Fridays.
_SCHOOL_DAYS = (0, 1, 3, 4)


def first_names(draw: Draw) -> dict[str, bytes]:
    """First names given in each year; a name is a child where it was given once.

    What is wrong in the export: years that a spreadsheet took for days counted since 1900
    (2016 becomes a day of 1905), capitals, words for sexes, counts with a decimal comma, a total.
    """
    clean: Rows = []
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        for sex, names in (("F", _GIRLS), ("M", _BOYS)):
            weighted = [(name, _FAVOURITES if rank % 5 == 0 else 1)
                        for rank, name in enumerate(names)]  # fmt: skip
            given: dict[str, int] = {}
            for _ in range(draw.whole(17, 24)):
                name = draw.weighted(weighted)
                given[name] = given.get(name, 0) + 1
            clean += [
                {
                    "COMMUNE_NOM": "Val-Ouvert",
                    "COLL_INSEE": "99042",
                    "ENFANT_SEXE": sex,
                    "ENFANT_PRENOM": name,
                    "NOMBRE_OCCURRENCES": str(given[name]),
                    "ANNEE": str(year),
                }
                for name in names
                if name in given
            ]
    dirty, attempt = [], []
    words = {"F": "Fille", "M": "Garçon"}
    for index, row in enumerate(clean):
        year = int(row["ANNEE"])
        wrong = dict(row)
        if index % 3 == 0:
            wrong["ENFANT_PRENOM"] = row["ENFANT_PRENOM"].upper()
        if year < 2014:
            wrong["ENFANT_SEXE"] = words[row["ENFANT_SEXE"]]
        elif year == 2014:
            wrong["ENFANT_SEXE"] = row["ENFANT_SEXE"].lower()
        if year in (2018, 2019):
            wrong["NOMBRE_OCCURRENCES"] = f"{row['NOMBRE_OCCURRENCES']},0"
        if year in (2016, 2017):
            wrong["ANNEE"] = day_first(_counted_since_1900(year).isoformat())
        wrong["COMMUNE_NOM"] = row["COMMUNE_NOM"].upper() if year > 2022 else row["COMMUNE_NOM"]
        dirty.append(wrong)
        # Read as a year, the day that a spreadsheet shows is one of 1905.
        attempt.append({**row, "ANNEE": "1905"} if year in (2016, 2017) else row)
    total = dict.fromkeys(clean[0], "")
    count = sum(int(row["NOMBRE_OCCURRENCES"]) for row in clean)
    dirty.append(total | {"COMMUNE_NOM": "TOTAL", "NOMBRE_OCCURRENCES": str(count)})
    labels = {"ENFANT_PRENOM": "ENFANT_PRÉNOM", "NOMBRE_OCCURRENCES": "NOMBRE"}
    given_file = table(dirty, delimiter=";", labels=labels).decode().encode("cp1252")
    return three("prenoms", table(clean), given_file, table(attempt))


def _counted_since_1900(days: int) -> date:
    """Give the day that spreadsheets show for a number: 1 is the first of January 1900."""
    # Spreadsheets count a 29 February 1900 that never was: past it, one day is to be taken off.
    return date(1899, 12, 30) + timedelta(days=days)


def menus(draw: Draw, siret: str) -> dict[str, bytes]:
    """Give twenty weeks of lunches at school.

    What is wrong in the export: dates of a spreadsheet, kinds of dish and of restaurant out of
    the list, quality labels and allergens as free text and not as lists, prices with euros.
    """
    clean: Rows = []
    for first, weeks in _SCHOOL:
        monday = date.fromisoformat(first)
        for week in range(weeks):
            published = monday + timedelta(days=7 * week - 10)
            for weekday in _SCHOOL_DAYS:
                day = monday + timedelta(days=7 * week + weekday)
                for rank, (kind, dishes) in enumerate(_DISHES.items(), start=1):
                    dish = _dish(draw.one(dishes), f"T{day:%Y%m%d}-{rank}")
                    clean.append(
                        dish
                        | {
                            "menuCollSiret": siret,
                            "menuDate": day.isoformat(),
                            "menuPlatType": kind,
                            "menuPublicationDate": f"{published.isoformat()}T08:00:00Z",
                        }
                    )
    dirty = []
    for index, row in enumerate(clean):
        wrong = dict(row)
        wrong["menuDate"] = day_first(row["menuDate"])
        wrong["menuPublicationDate"] = f"{day_first(row['menuPublicationDate'][:10])} 08:00"
        wrong["menuRestaurantType"] = "Ecole élémentaire"
        wrong["menuPlatType"] = _kind_in_a_hurry(row["menuPlatType"], index)
        wrong["menuPlatSiqo"] = _freely(row["menuPlatSiqo"])
        wrong["menuPlatAllergene"] = _freely(row["menuPlatAllergene"])
        if row["menuPlatPrix"]:
            wrong["menuPlatPrix"] = f"{row['menuPlatPrix'].replace('.', ',')} €"
        if index % 40 == 7:
            wrong["menuCollSiret"] = "2,199E+13"
        dirty.append(wrong)
    # A day that does not exist, which its code tells.
    dirty[101]["menuDate"] = "31/11/2025"
    attempt = [dict(row) for row in clean]
    for row in attempt:
        # To empty a column that troubles is quick, and loses what allergic children read.
        row["menuPlatAllergene"] = ""
    return three("menus", table(clean), table(dirty, delimiter=";"), table(attempt))


def _dish(dish: tuple[str, str, tuple[str, ...], int], code: str) -> dict[str, str]:
    """Give the row of a dish; its day and kind are left to be filled."""
    name, label, allergens, cents = dish
    return {
        "menuCollNom": "Commune de Val-Ouvert",
        "menuCollSiret": "",
        "menuEtablissementNom": "Cuisine centrale de Val-Ouvert",
        "menuEtablissementSiret": "",
        "menuRestaurantNom": "École élémentaire des Tilleuls",
        "menuRestaurantInsee": "99042",
        "menuRestaurantId": "",
        "menuRestaurantIdType": "sans",
        "menuRestaurantType": "élémentaire",
        "menuRestaurantConvive": "tous les élèves",
        "menuDate": "",
        "menuRepasType": "déjeuner",
        "menuPlatType": "",
        "menuPlatNom": name,
        "menuPlatCode": code,
        "menuPlatSiqo": _listed((label,) if label else ()),
        "menuPlatLabel": "",
        "menuPlatPrecision": "",
        "menuPlatRegime": "",
        "menuPlatAllergene": _listed(allergens),
        "menuPlatTexture": "",
        "menuPlatNutriscore": "",
        "menuPlatPrix": f"{cents // 100}.{cents % 100:02d}",
        "menuPublicationDate": "",
        "menuModificationDate": "",
        "menuModificationInfo": "",
    }


def _listed(words: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{word}"' for word in words) + "]" if words else ""


def _freely(listed: str) -> str:
    return listed.strip("[]").replace('"', "").replace(",", ", ")


def _kind_in_a_hurry(kind: str, index: int) -> str:
    if kind == "entrée":
        return "Entree" if index % 8 else "ENTRÉE"
    return {"plat principal": "plat", "dessert": "Dessert"}.get(kind, kind)

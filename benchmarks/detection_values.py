"""Values for the labelled set: drawn, fictional, with names that no list of faker holds.

The names were written by hand from rarer French ones; ``measure`` counts those that the lists hold
after all. Numbers have right keys but stand for nobody: they are drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta


def words(text: str) -> list[str]:
    """Give the words of a list written as a text."""
    return text.split()


def between_bars(text: str) -> list[str]:
    """Give what stands between bars."""
    return [" ".join(one.split()) for one in text.split("|")]


LAST = words("""
    Abgrall Antoniotti Arhanchiague Bamba Belhadj-Kacem Bidegain Bleunven Bourhis Cissokho
    Cloarec Coatanéa Deldicque Delecroix Diakité Dijoux Donnadieu Etchegoyen Fagniez Gaonac'h
    Goasdoué Grondin Guéhenneuc Haddadi Haristoy Hoarau Iribarne Jaouen Kerhoas Kirchhoffer
    Konaté Kouassi Laboubée Larroque Lescarret Lozac'hmeur Malbranque Massoulié Muckensturm
    Nativel N'Diaye Ostermann Ouédraogo Peraldi Pouliquen Prigent Quéméneur Quiniou Ranaivo
    Rakotomalala Roumégous Santucci Scouarnec Sissoko Talarmin Técher Traoré Trividic Vandenbroucke
    Wattrelos Zitouni Zumsteeg""")
FIRST = words("""Aodren Anselme Apolline Awa Bertille Boubacar Célestin Djenaba Djibril Enora Erwan
    Fatoumata Foulques Ghjuvan Gonzague Gwendal Ilyès Kadiatou Kylian Lisandru Loane Louane Maël
    Maëlys Maialen Maïwenn Mamadou Manech Ndeye Nolwenn Nour Ombeline Oumou Philomène Rayane Ronan
    Sixtine Solenn Souleymane Soukaïna Théophile Timéo Tiphaine Wassim Xabi Yacine""")
#: Names that are common nouns or months, and that lists hold.
HARD_LAST = words("Petit Blanc Rose Roux Legrand Boulanger Berger Marchand Moulin Dupuis Avril")
USUAL_LAST = words("Martin Bernard Dubois Thomas Robert Richard Durand Leroy Moreau Simon")
USUAL_FIRST = words("Jean Marie Pierre Michel Nathalie Isabelle Sophie Julien Camille Léa Hugo")
STREETS = between_bars("""
    rue Victor Hugo|avenue Jean Jaurès|place du Général de Gaulle|rue Pierre et Marie Curie|
    boulevard Anatole France|impasse des Lilas|chemin du Moulin Vert|allée Simone Veil|
    route de la Gare|quai Émile Zola|rue du 8 Mai 1945|venelle Saint-Yves""")
COMMUNES = between_bars(
    "Rennes|Saint-Malo|La Roche-sur-Yon|Le Mans|Aix-en-Provence|Vitré|Fort-de-France"
)
ASSOCIATIONS = between_bars("""Les Amis de Jean Moulin|Comité des fêtes|Amicale laïque Jules Ferry|
    Club de pétanque du Bourg|Association Anne Frank|Harmonie municipale|Tennis Club de la Vallée|
    Fondation Abbé Pierre|Société de chasse Saint-Hubert|Foyer rural Louise Michel|
    Secours populaire|Collectif Rosa Parks""")
SITES = between_bars("""
    École Jules Ferry|Collège Jean Moulin|Gymnase Marie-José Pérec|Stade Raymond Kopa|
    Médiathèque Simone de Beauvoir|Salle Georges Brassens|Parc Aimé Césaire|
    Crèche Françoise Dolto""")
JOBS = "infirmière|maçon|agent d'entretien|retraité|étudiante|chauffeur routier|comptable|vendeuse"
ILLNESSES = "diabète|asthme|handicap moteur|dépression|épilepsie|allergie à l'arachide|cancer"
UNIONS = "CGT|CFDT|FO|UNSA|SUD|non syndiqué"
PARTIES = "divers gauche|divers droite|écologiste|communiste|centre|extrême droite"
FAITHS = "catholique|protestant|musulman|juif|bouddhiste|sans religion"
AIDS = "RSA|APA|aide alimentaire|secours d'urgence|PCH|allocation logement"
OBJECTS = between_bars("""Approbation du procès-verbal de la séance précédente|
    Convention avec le Département pour l'entretien de la voirie|
    Travaux de réfection rue Victor Hugo et place Jean Jaurès|
    Subvention à l'association Les Amis de Jean Moulin pour l'année 2025|
    Dénomination du groupe scolaire Simone Veil|Tarifs du camping pour les mois d'Avril à Mai 2026|
    Acquisition d'un véhicule utilitaire pour le service des espaces verts|
    Marché de fournitures avec Orange Business Services, lot n° 3|
    Règlement intérieur de la salle Georges Brassens""")

Draw = Callable[[random.Random], str]


def last(r: random.Random) -> str:
    """Mostly rare, sometimes usual, sometimes a common noun."""
    return r.choice(r.choices((LAST, USUAL_LAST, HARD_LAST), (6, 2, 2))[0])


def rare_last(r: random.Random) -> str:
    return r.choice(LAST)


def first(r: random.Random) -> str:
    return r.choice(r.choices((FIRST, USUAL_FIRST), (6, 4))[0])


def full(r: random.Random) -> str:
    """Most ways in which offices write a name."""
    one, other = first(r), last(r)
    forms = (f"{one} {other}", f"{other.upper()} {one}", f"{one} {other.upper()}")
    return r.choice((*forms, f"{r.choice(('M.', 'Mme'))} {other}", f"Mme {one} {other}"))


def nir(r: random.Random) -> str:
    """With a right key; in Corsica one time out of ten."""
    place = r.choice(("2A", "2B")) if r.random() < 0.1 else f"{r.randint(1, 95):02d}"
    head = f"{r.choice('12')}{r.randint(0, 99):02d}{r.randint(1, 12):02d}"
    tail = f"{r.randint(1, 900):03d}{r.randint(1, 400):03d}"
    figures = head + {"2A": "19", "2B": "18"}.get(place, place) + tail
    key = 97 - int(figures) % 97
    return f"{head}{place}{tail}{key:02d}"


def spaced_nir(r: random.Random) -> str:
    n = nir(r)
    return " ".join((n[0], n[1:3], n[3:5], n[5:7], n[7:10], n[10:13], n[13:]))


def wrong_nir(r: random.Random) -> str:
    """Fifteen digits of another kind of number: the key is wrong."""
    n = nir(r).replace("A", "1").replace("B", "1")
    return n[:13] + f"{(int(n[13:]) + r.randint(2, 90)) % 97 + 1:02d}"


def phone(r: random.Random) -> str:
    digits = r.choice(("06", "07", "02", "04", "05", "0262", "0692", "0596", "0690"))
    local = {"07": "7", "0262": "20", "0692": "1", "0596": "60", "0690": "3"}.get(digits, "")
    local = local or {"02": "99", "04": "91", "05": "56"}.get(digits, "12")
    number = (digits + local).ljust(4, "5")
    number += "".join(r.choice("0123456789") for _ in range(10 - len(number)))
    pairs = [number[i : i + 2] for i in range(0, 10, 2)]
    return r.choice((number, " ".join(pairs), ".".join(pairs)))


def email(r: random.Random) -> str:
    return f"{first(r).lower()}.{last(r).lower()}@exemple.fr".replace("'", "").replace(" ", "")


def iban(r: random.Random) -> str:
    """France, with the key of the whole right (ISO 7064)."""
    account = "".join(r.choice("0123456789") for _ in range(23))
    key = 98 - int(account + "152700") % 97
    number = f"FR{key:02d}{account}"
    return r.choice((number, " ".join(number[i : i + 4] for i in range(0, 27, 4))))


def birth(r: random.Random) -> str:
    day = date(1935, 1, 1) + timedelta(days=r.randint(0, 80 * 365))
    return r.choice((day.isoformat(), f"{day:%d/%m/%Y}"))


def sitting(r: random.Random) -> str:
    """A day of council: a Tuesday or a Thursday, over thirty years."""
    day = date(1994, 1, 4) + timedelta(weeks=r.randint(0, 52 * 30), days=r.choice((0, 2)))
    return f"{day:%d/%m/%Y}"


def address(r: random.Random) -> str:
    number = f"{r.randint(1, 120)}{r.choice(('', '', ' bis', 'B'))}"
    where = f"{number}{r.choice((' ', ', '))}{r.choice(STREETS)}"
    return (
        where
        if r.random() < 0.5
        else f"{where}, {r.randint(1, 94):02d}{r.randint(0, 9)}00 " + (r.choice(COMMUNES))
    )


def plate(r: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTVWXYZ"
    two = [r.choice(letters) + r.choice(letters.replace("S", "").replace("W", "")) for _ in "ab"]
    if r.random() < 0.2:
        return f"{r.randint(10, 9999)} {two[0]} {r.randint(10, 94)}"
    return f"{two[0]}-{r.randint(1, 999):03d}-{two[1]}"


def reference(r: random.Random) -> str:
    """The form of a plate, with the letters that plates never use."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    two = ["".join(r.choice(letters) for _ in "ab") for _ in "ab"]
    return f"{two[0]}-{r.randint(1, 999):03d}-{two[1]}"


def ip(r: random.Random) -> str:
    if r.random() < 0.2:
        return f"2001:db8:{r.randint(0, 9999):x}::{r.randint(1, 9999):x}"
    return ".".join(str(r.randint(1, 254)) for _ in range(4))


def siret(r: random.Random) -> str:
    """Keys right for the SIREN and for the whole (Luhn)."""
    head = "".join(r.choice("0123456789") for _ in range(8))
    siren = head + luhn(head)
    body = siren + f"{r.randint(1, 99):04d}"
    return body + luhn(body)


def luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def ten_digits(r: random.Random) -> str:
    """A reference of ten digits that begins with 0."""
    return "0" + "".join(r.choice("0123456789") for _ in range(9))


def bar_code(r: random.Random) -> str:
    body = "2" + "".join(r.choice("0123456789") for _ in range(11))
    total = sum(int(c) * (3 if place % 2 else 1) for place, c in enumerate(body))
    return body + str(-total % 10)


def one_of(choices: str) -> Draw:
    """Draw among words between bars."""
    return lambda r: r.choice(choices.split("|"))


def whole(low: int, high: int) -> Draw:
    return lambda r: str(r.randint(low, high))

"""What makes two questions the same one, and where the threshold stands between the two series."""

from __future__ import annotations

from itertools import combinations

import pytest
from rapidfuzz import fuzz

from grader.content.load import load_course
from grader.content.near import THRESHOLD, masked, near_pairs, seen
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import REAL_SANDBOX

GRANT = """Val-Ouvert a accordé 1 250,50 € le 3 février 2026. Comment écrire la date et le montant ?
`2026-03-02` et `1250.50`
`2026-02-03` et `1250.50`
`2026-02-03` et `1 250.50 €`
`03/02/2026` et `1250,50`"""
ROOM = """Dans la liste des salles de Val-Ouvert, personne ne connaît le nombre de places de la
salle des fêtes. Que met-on dans la colonne des places ?
`0`
`NC`, pour « non communiqué »
Rien, la cellule reste vide"""
VOTES = """Une ligne porte `VOTE_EFFECTIF` 27, `VOTE_REEL` 24, `VOTE_POUR` 20, `VOTE_CONTRE` 2 et
`VOTE_ABSTENTION` 1. Que signalera la validation ?
Rien, car 20, 2 et 1 ne dépassent pas 24
L'effectif et le nombre de votants devraient être égaux
Pour, contre et abstentions additionnés ne donnent pas 24"""
LOGGED = """Un logiciel ouvre ce fichier sans aide. Où va-t-il chercher le nom des colonnes ?
À la ligne 3, car il reconnaît des noms de colonnes
À la ligne 1, celle du titre
Dans la description publiée à côté du fichier"""

NEAR = {
    "another commune, another date, another amount": (
        GRANT,
        """Beaulieu-sur-Arve a accordé 3 400 € le 12 mars 2025. Comment écrire la date et le
        montant ?
        `2025-12-03` et `3400`
        `2025-03-12` et `3400`
        `2025-03-12` et `3 400 €`
        `12/03/2025` et `3400,00`""",
    ),
    "another word for the same act": (
        GRANT,
        """La ville de Montreuil a versé 800,10 € le 1er juin 2024. Comment écrire la date et le
        montant ?
        `01/06/2024` et `800,10`
        `2024-06-01` et `800.10`
        `2024-01-06` et `800.10`
        `2024-06-01` et `800.10 €`""",
    ),
    "another thing to count": (
        ROOM,
        """Dans la liste des salles de Saint-Loup, personne ne connaît le nombre de tables de la
        salle des fêtes. Que met-on dans la colonne des tables ?
        Rien, la cellule reste vide
        `0`
        `NC`, pour « non communiqué »""",
    ),
    "another building, answers in another order": (
        ROOM,
        """Dans le registre des équipements de Valmont, personne ne sait le nombre de places du
        gymnase. Que met-on dans la colonne des places ?
        Rien, la cellule reste vide
        `0`
        `NC`, pour « non communiqué »""",
    ),
    "no accents, capitals, numbers in words": (
        LOGGED,
        """UN LOGICIEL OUVRE CE FICHIER SANS AIDE. Ou va-t-il chercher le nom des colonnes ?
        A la ligne sept, car il reconnait des noms de colonnes
        A la ligne deux, celle du titre
        Dans la description publiee a cote du fichier""",
    ),
}
FAR = {
    "the amount alone": (
        GRANT,
        """Val-Ouvert a accordé 1 250,50 € le 3 février 2026. Comment écrire le montant ?
        `1250.50`
        `1 250.50`
        `1250,50`
        `1250.50 €`""",
    ),
    "the date alone": (
        GRANT,
        """Val-Ouvert a voté le 3 février 2026. Comment écrire la date ?
        `2026-02-03`
        `03/02/2026`
        `2026-03-02`""",
    ),
    "another mistake in the same columns": (
        VOTES,
        """Une ligne porte `VOTE_EFFECTIF` 19, `VOTE_REEL` 21, `VOTE_POUR` 20, `VOTE_CONTRE` 1 et
        `VOTE_ABSTENTION` 0. Que signalera la validation ?
        Rien, car 20, 1 et 0 font 21
        Le nombre de votants dépasse l'effectif
        Il manque une voix""",
    ),
    "an unknown date and an unknown count": (
        ROOM,
        """Personne, à Clermont, ne connaît la date d'ouverture de la piscine. Que met-on dans la
        colonne des dates ?
        `0`
        `NC`, pour « non communiqué »
        Rien, la cellule reste vide""",
    ),
    "the same subject, another question": (
        LOGGED,
        """Un logiciel ouvre ce fichier sans aide. Que fait-il de la ligne du titre ?
        Il la saute, puisqu'elle est en capitales
        Il la prend pour l'en-tête
        Il refuse le fichier""",
    ),
}


def nearness(one, other):
    return fuzz.ratio(masked(one), masked(other))


@pytest.mark.parametrize("pair", NEAR.values(), ids=NEAR)
def test_a_copy_is_told(pair):
    assert [(later, earlier) for later, earlier, _ in near_pairs(pair)] == [(1, 0)]


@pytest.mark.parametrize("pair", FAR.values(), ids=FAR)
def test_a_question_worth_asking_beside_the_other_is_not(pair):
    assert not list(near_pairs(pair))


def test_the_threshold_stands_between_the_two_series_and_far_from_the_courses():
    nearest_far = max(nearness(*pair) for pair in FAR.values())
    farthest_near = min(nearness(*pair) for pair in NEAR.values())
    assert nearest_far + 2 <= THRESHOLD <= farthest_near - 1
    course = load_course(DEFAULT_ROOT / "courses", REAL_SANDBOX)
    texts = [seen(item) for module in course.modules.values() for item in module.items.values()]
    assert max(nearness(*pair) for pair in combinations(texts, 2)) <= THRESHOLD - 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le 15 octobre 2026, à 9 h 12", "0 0 0 0 0 a h le"),
        ("1 250,50 € et `2,199E+13`", "0 0 et"),
        ("La commune de Val-Ouvert délibère", "commune de delibere la nom"),
        ("Jean paie. Marie paie aussi.", "aussi jean marie paie paie"),
        ("Ce jour-là, Marie paie à l'Insee", "a ce jour-la nom nom paie"),
        ("L'œuvre s'écrit `VOTE_REEL`", "ecrit l oeuvre s vote_reel"),
        ("Trois SIRET, deux lignes", "0 0 lignes siret"),
    ],
)
def test_numbers_and_proper_names_are_masked(text, words):
    assert masked(text) == words


def test_pairs_are_told_once_with_the_nearest():
    texts = [GRANT, ROOM, NEAR["another word for the same act"][1], GRANT]
    found = [(later, earlier) for later, earlier, _ in near_pairs(texts)]
    assert found == [(2, 0), (3, 0)]

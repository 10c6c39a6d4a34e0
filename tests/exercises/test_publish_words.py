"""What tells something, and what only looks like it."""

from __future__ import annotations

import pytest

from grader.exercises.publish_words import (
    LEAST_CHARACTERS,
    LEAST_WORDS,
    emptiness_of,
    held_words,
    telling_tags,
    tells_more_than,
)
from tests.exercises.publishing import DESCRIPTION

TITLE = "Délibérations du conseil"


@pytest.mark.parametrize(
    "text",
    [
        DESCRIPTION,
        (
            "**Toutes** les délibérations, une par ligne : date, matière, objet et vote. Voir "
            "[le dictionnaire](https://exemple.fr/x). Fichier complété par le secrétariat "
            "général à chaque trimestre, sans nom de personne."
        ),
        (
            "Les huit arrêts de la navette, avec les jours où elle passe et son accès. Un "
            "arrêt se réserve la veille avant midi. Le fichier est refait quand la desserte change."
        ),
    ],
)
def test_a_description_that_tells_is_taken(text):
    assert emptiness_of(text, TITLE) == ("", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "vide"),
        ("  \n > ** ", "vide"),
        ("Les délibérations de la commune.", "caractères utiles"),
        (" " * 200 + "Les délibérations.", "caractères utiles"),
        (". " * 200, "mot différent"),
        (f"{TITLE}. " * 8, "caractères utiles"),
        (f"{TITLE} " * 8, "caractère"),
        ("Les votes du conseil municipal de Val-Ouvert. " * 4, "deux fois"),
        ("Les votes du conseil, dans la commune\n" * 4, "deux fois"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit. " + DESCRIPTION, "remplissage"),
        (DESCRIPTION + " À compléter.", "remplissage"),
        (DESCRIPTION + " xxxxx", "remplissage"),
        (DESCRIPTION + " très très très", "remplissage"),
        ("a" * 150, "remplissage"),
        ("le la les de des du un une et en par pour " * 4, "mots différents"),
        (
            (
                "budget commune données ouvertes délibérations conseil municipal votes élus "
                "séances ordre jour maire adjoints finances urbanisme voirie culture sports écoles"
            ),
            "suite de mots",
        ),
        (
            "commune, conseil, votes, séances ; " + ", ".join(f"mot{n}" for n in "abcdefghijklmno"),
            "suite de mots",
        ),
    ],
)
def test_padding_tells_nothing_and_is_told_why(text, why):
    found = emptiness_of(text, TITLE)

    assert why in found.why.replace("\u00a0", " ")
    assert found.how


def test_the_title_again_counts_for_nothing_however_long_it_is():
    title = DESCRIPTION

    assert emptiness_of(DESCRIPTION, title).why


def test_bounds_are_those_that_are_told():
    words = "le fichier des votes est lu par qui veut et il dit pour chaque date combien de voix"
    assert len(set(words.split())) > LEAST_WORDS
    padded = words + " " + "éclairantes" * ((LEAST_CHARACTERS - len(words)) // 11 + 1)

    assert len(words) < LEAST_CHARACTERS
    assert "caractères" in emptiness_of(words, TITLE).why
    assert emptiness_of(padded, TITLE).why == ""


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        (["deliberations", "conseil-municipal", "votes"], 3),
        (["deliberation", "deliberations", "votes"], 2),
        (["conseil-municipal", "conseils-municipaux"], 2),
        (["tag1", "tag2", "tag3"], 0),
        (["test", "xxx", "aaaa", "data", "donnees", "2025"], 0),
        (["eau", "bus", "bois"], 3),
        ([], 0),
    ],
)
def test_tags_that_help_are_counted_once(tags, kept):
    assert len(telling_tags(tags)) == kept


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Une ligne par délibération adoptée, en UTF-8.", True),
        ("Ce que chaque colonne veut dire", True),
        ("deliberations.csv", False),
        ("Délibérations", False),
        ("Le fichier deliberations.csv", False),
        ("Fichier de données CSV", False),
        ("   ", False),
        (None, False),
        ("à compléter plus tard par le service concerné", False),
    ],
)
def test_a_description_of_a_file_is_more_than_its_name(text, tells):
    assert tells_more_than(text, ["Délibérations", "deliberations.csv"]) is tells


def test_half_of_the_words_hold_a_text():
    assert held_words("Les arrêts de la navette", "La navette, ses arrêts, de jour")
    assert not held_words("Les arrêts de la navette", "Tout autre chose")

"""What a title or a text alternative says: many right wordings, and what only looks like one."""

from __future__ import annotations

import pytest

from grader.exercises.chart_words import named, numbers, opens_emptily, padding

NAMES = (
    "École de musique de Val-Ouvert",
    "Vélo-école de l'Octroi",
    "Harmonie de Val-Ouvert",
    "Chœur des Combes",
    "Foyer rural des Combes",
    "Jardins partagés de la Source",
    "Club de pétanque de Val-Ouvert",
    "Judo club de la Gare",
)
MUSIC = NAMES[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'École de musique", {MUSIC}),
        ("l’ecole de musique", {MUSIC}),
        ("L'ECOLE DE MUSIQUE DE VAL-OUVERT", {MUSIC}),
        ("E\u0301cole de musique", {MUSIC}),
        ("la musique", {MUSIC}),
        ("l'école", set()),
        ("les écoles de Val-Ouvert", set()),
        ("Val-Ouvert", set()),
        ("la vélo-école devant l'école de musique", {"Vélo-école de l'Octroi", MUSIC}),
        ("le choeur", {"Chœur des Combes"}),
        ("le chœur et le foyer rural", {"Chœur des Combes", "Foyer rural des Combes"}),
        ("les Combes", set()),
        ("Source : la mairie", set()),
        ("les jardins partagés", {"Jardins partagés de la Source"}),
        ("la pétanque", {"Club de pétanque de Val-Ouvert"}),
        ("un club", set()),
        ("", set()),
    ],
)
def test_names_in_full_in_short_and_shared(text, expected):
    assert set(named(text, NAMES)) == expected


def test_a_longer_name_is_not_the_shorter_one_that_it_holds():
    assert named("Le sport scolaire", ("Sport", "Sport scolaire")) == ("Sport scolaire",)
    assert named("Le sport", ("Sport", "Sport scolaire")) == ("Sport",)
    assert named("En 2024", ("2023", "2024")) == ("2024",)


@pytest.mark.parametrize(
    "text",
    [
        "12 450", "12450", "12 450 €", "12\u202f450\u00a0€", "12.450 €", "12'450", "12450,00 €",
        "12 450 euros", "12,4 k€", "12,5 k€", "12,45 k€", "12.45 K€", "12,5 milliers d'euros",
        "environ 12 000 €", "plus de 12 000 €", "12 400 €", "12 500 €", "0,01245 million",
        "en 2025, 12 450 €", "12,450 €",
    ],
)  # fmt: skip
def test_ways_of_writing_a_figure(text):
    assert any(one.says(12_450) for one in numbers(text))


@pytest.mark.parametrize(
    "text",
    ["10 000 €", "13 000 €", "12 450 k€", "1 245 €", "12 600 €", "124,5 €", "12 %", "2025", ""],
)
def test_other_figures(text):
    assert not any(one.says(12_450) for one in numbers(text))


def test_a_year_is_no_amount_unless_it_is_one():
    assert numbers("De 2023 à 2025") == ()
    assert [one.text for one in numbers("2024 €")] == ["2024 €"]
    assert [one.amount for one in numbers("20 associations, 65 lignes, 1 200 habitants")] == [
        False, False, True,
    ]  # fmt: skip


def test_shares_are_as_exact_as_they_are_written():
    [whole], [tenth] = numbers("15 %"), numbers("15,4 pour cent")
    assert whole.share
    assert whole.says(15.36)
    assert not whole.says(15.6)
    assert tenth.says(15.36)
    assert not tenth.says(15.5)


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Graphique des subventions", True),
        ("Un graphique en barres montrant les aides", True),
        ("Ce diagramme représente les aides de la commune", True),
        ("Camembert des vingt associations", True),
        ("L'École de musique reçoit le plus", False),
        ("Graphique : l'École de musique reçoit le plus", False),
        ("Des barres horizontales", False),
    ],
)
def test_what_begins_by_saying_that_there_is_a_chart(text, empty):
    assert opens_emptily(text) is empty


def test_padding_is_told_by_its_kind():
    assert "remplissage" in padding("École de musique 31 450 € lorem ipsum dolor sit amet")
    assert "remplissage" in padding("École de musique 31 450 € et puis zzzzzzzzzzzzzzzzz")
    assert "deux fois" in padding("Elle reçoit le plus. Elle reçoit le plus. Voilà pourquoi.")
    assert "même mot" in padding("musique " * 12 + "reçoit le plus de toutes celles du village")
    assert "peu de mots" in padding("Musique : 31 450 €, voilà, voilà bien.")
    assert padding("L'École de musique a reçu 31 450 €, soit un peu plus que le Judo club.") == ""

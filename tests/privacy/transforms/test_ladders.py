"""What each ladder makes of a value, level by level."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS
from grader.privacy.hierarchies.jobs import families
from grader.privacy.hierarchies.registry import hierarchy
from grader.privacy.hierarchies.words import ALL, LEVELS
from grader.privacy.transforms.scripted.metiers import _ENSEMBLES
from tests.privacy.transforms.dirty import STREETS, days, serial, spellings

UNREAD = "non précisé"
#: Two communes have that name.
OURS = "Brume (CC de l'Ouvre)"
MIDDLE = "cadres et professions intermédiaires"


def climb(name, value, params=None, aids=NO_AIDS):
    ladder = hierarchy(name, params, aids)
    return [ladder.value(value, level) for level in range(1, len(ladder.levels))]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("age", "42", ["40 à 44 ans", "40 à 49 ans", "40 à 59 ans", "20 à 59 ans"]),
        ("age", "0 ans", ["0 à 4 ans", "0 à 9 ans", "0 à 19 ans", "moins de 20 ans"]),
        ("age", "60,5", ["60 à 64 ans", "60 à 69 ans", "60 à 79 ans", "60 ans et plus"]),
        ("age", "18 mois", ["0 à 4 ans", "0 à 9 ans", "0 à 19 ans", "moins de 20 ans"]),
        ("age", "121", [UNREAD] * 4),
        ("birth", "12/03/1984", ["1984-03", "1984", "1980 à 1984", "1980 à 1989"]),
        ("birth", "03/1984", ["1984-03", "1984", "1980 à 1984", "1980 à 1989"]),
        ("birth", "1984", ["1984", "1984", "1980 à 1984", "1980 à 1989"]),
        ("birth", "00/00/1984", ["1984", "1984", "1980 à 1984", "1980 à 1989"]),
        ("birth", "1/2/31", ["1931-02", "1931", "1930 à 1934", "1930 à 1939"]),
        ("birth", "1/2/30", ["2030-02", "2030", "2030 à 2034", "2030 à 2039"]),
        ("birth", "n.c.", [UNREAD] * 4),
        ("birth", "31/02/1984", [UNREAD] * 4),
        ("birth", "03/25/1984", [UNREAD] * 4),
        ("birth", "", [UNREAD] * 4),
        ("date", "2025-12-31", ["2025-12", "2025-T4", "2025"]),
        ("date", "1er mai 2025", ["2025-05", "2025-T2", "2025"]),
        ("date", "lundi 5 mai 2025", ["2025-05", "2025-T2", "2025"]),
        ("date", "Mai 2025", ["2025-05", "2025-T2", "2025"]),
        ("postcode", "08400", ["08"]),
        ("postcode", "8400", ["08"]),
        ("postcode", "20090", ["2A"]),
        ("postcode", "20200", ["2B"]),
        ("postcode", "2A004", ["2A"]),
        ("postcode", "97411", ["974"]),
        ("postcode", "99042 Val-Ouvert", ["99"]),
        ("postcode", "84", [UNREAD]),
        ("job", "Infirmière", ["professions intermédiaires", MIDDLE]),
        ("job", "AGENT D'ENTRETIEN", ["ouvriers", "employés et ouvriers"]),
        ("job", "agent administratif", ["employés", "employés et ouvriers"]),
        ("job", "cheffe d'équipe", ["professions intermédiaires", MIDDLE]),
        ("job", "ancienne institutrice", ["sans activité professionnelle"] * 2),
        ("job", "dompteur de puces", ["non classé"] * 2),
        ("job", "", [UNREAD] * 2),
        ("place", "12 bis, r. des Lilas 99042 Val-Ouvert", ["RUE DES LILAS, 99042", "99042", "99"]),
        ("place", "Appt 3, 4 bd St-Jean", ["BOULEVARD SAINT JEAN", UNREAD, UNREAD]),
        ("place", "7 rue du 8 mai 1945 99042 Val-Ouvert", ["RUE DU 8 MAI 1945, 99042", "99042",
         "99"]),
        ("place", "rue des Lilas 12", ["RUE DES LILAS", UNREAD, UNREAD]),
        ("place", "3 rue des Lilas chez Mme Dupont", ["RUE DES LILAS", UNREAD, UNREAD]),
        ("place", "chez Mme Dupont", [UNREAD] * 3),
        ("place", "BP 12 99042 Val-Ouvert", ["99042", "99042", "99"]),
    ],
)  # fmt: skip
def test_a_value_becomes_vaguer(name, value, wanted):
    assert climb(name, value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("12 bis RUE DES LILAS", ["rue des Lilas", "Centre (Val-Ouvert)", "Val-Ouvert"]),
        ("4 rue du 8 mai 1945", ["rue du 8 Mai 1945", "Centre (Brume (CC de l'Ouvre))", OURS]),
        ("2 pl. St Jean, 99043 Brume", ["place Saint-Jean", OURS, OURS]),
        ("5, cour des écoliers", ["cour des Écoliers", "rue des Lilas", "Brume (CC du Plateau)"]),
        ("1 av de la Gare Val-Ouvert", ["avenue de la Gare", "La Gare", "Val-Ouvert"]),
        ("la gare", ["La Gare", "La Gare", "Val-Ouvert"]),
        ("Val-Ouvert", ["Val-Ouvert", "Val-Ouvert", "Val-Ouvert"]),
        ("12 rue des Lilas 75011 Paris", [UNREAD] * 3),
        ("12 rue Inconnue", [UNREAD] * 3),
        ("Centre", [UNREAD] * 3),
        ("", [UNREAD] * 3),
    ],
)
def test_an_address_is_told_by_the_table_of_streets(value, wanted):
    assert climb("place", value, {"streets": True}, STREETS)[:3] == wanted


def test_what_has_no_group_of_communes_is_not_told_at_that_level():
    climbed = climb("place", "1 chemin des Combes", {"streets": True}, STREETS)
    assert climbed == ["chemin des Combes", "Les Combes", "Pierre-Oubliée", UNREAD]


def test_amounts_keep_one_bound_out_of_two_at_each_level():
    ladder = hierarchy("amount", {"bounds": [100, 150, 200, 250, 300, 400]})
    assert ladder.levels == (*(f"en {count}\u00a0tranches" for count in (7, 4, 2)), ALL)
    assert [ladder.value("1\u202f250,50 €", level) for level in (1, 2, 3)] == [
        "400 et plus", "400 et plus", "250 et plus",
    ]  # fmt: skip
    assert [ladder.value("249.99", level) for level in (1, 2, 3)] == [
        "200 à moins de 250", "150 à moins de 250", "moins de 250",
    ]  # fmt: skip
    assert ladder.value("250", 1) == "250 à moins de 300"
    assert [ladder.value(text, 1) for text in ("100", "400")] == [
        "100 à moins de 150",
        "400 et plus",
    ]
    assert ladder.value("deux cents", 1) == UNREAD


def test_a_code_too_short_to_lose_anything_is_not_written():
    ladder = hierarchy("prefix", {"starts": [4, 2]})
    assert ladder.levels == ("les 4 premiers signes", "les 2 premiers signes", ALL)
    assert [ladder.value("ABCDE", level) for level in (1, 2, 3)] == ["ABCD*", "AB*", "*"]
    assert [ladder.value("ABCD", level) for level in (1, 2, 3)] == [UNREAD, UNREAD, "*"]


@given(days)
def test_a_date_is_one_date_however_it_is_written(day: date):
    year_month = f"{day.year}-{day.month:02d}"
    assert {hierarchy("birth").value(text, 1) for text in spellings(day)} == {year_month}
    if 10_000 <= int(serial(day)) < 80_000:
        assert hierarchy("birth").value(serial(day), 1) == year_month


def test_three_months_make_a_quarter():
    told = [hierarchy("date").value(f"2025-{month:02d}-28", 2) for month in range(1, 13)]
    assert told == [f"2025-T{quarter}" for quarter in "111222333444"]


@pytest.mark.parametrize("name", ["age", "birth", "date", "postcode", "job", "place"])
def test_titles_are_as_many_as_levels(name):
    assert hierarchy(name).levels == (*LEVELS[name], ALL)


def test_every_family_of_jobs_belongs_to_a_larger_one():
    assert set(families().values()) == set(_ENSEMBLES)
    assert len(families()) > 250
    for family in _ENSEMBLES:
        assert climb("job", family) != [], family


@given(st.sampled_from(sorted(families())))
def test_every_known_job_is_found(job):
    former = {"ancien", "ancienne", "ex", "retraite", "retraitee", "chomage"} & set(job.split())
    wanted = "sans activité professionnelle" if former else families()[job]
    assert climb("job", job)[0] == wanted


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("nothing", {}),
        ("age", {"bounds": [1]}),
        ("amount", {}),
        ("amount", {"bounds": []}),
        ("amount", {"bounds": [2, 1]}),
        ("amount", {"bounds": [1, 1]}),
        ("amount", {"bounds": [True]}),
        ("amount", {"bounds": [float("nan")]}),
        ("amount", {"bounds": [float("inf")]}),
        ("amount", {"bounds": [1e13]}),
        ("amount", {"bounds": ["1"]}),
        ("amount", {"bounds": "12"}),
        ("amount", {"bounds": list(range(32))}),
        ("prefix", {"starts": [2, 3]}),
        ("prefix", {"starts": [True]}),
        ("prefix", {"starts": [0]}),
        ("prefix", {"starts": [2.5]}),
        ("prefix", {"starts": []}),
        ("prefix", {"starts": [41]}),
        ("place", {"streets": 1}),
        ("place", {"codes": 0}),
        ("place", {"other": True}),
    ],
)
def test_a_ladder_that_does_not_exist_is_refused(name, params):
    with pytest.raises(RefusedError) as caught:
        hierarchy(name, params)
    assert caught.value.code == "unknown-recipe"


def test_the_table_of_streets_is_asked_for_where_it_is_needed():
    with pytest.raises(RefusedError) as caught:
        hierarchy("place", {"streets": True}, NO_AIDS)
    assert caught.value.code == "aids-missing"

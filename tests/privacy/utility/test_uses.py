"""Uses: what can still be counted or added up, by hand and on the aids of Val-Ouvert."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.utility_uses import Needed, PreparedUse, Use, appraise_use
from tests.privacy.attacks.tables import published, read, streets, table, vague

FILE = table(
    "ADRESSE | NE_LE | AIDE | MONTANT",
    "1 rue des Lilas | 1984-03-12 | loyer | 100.00",
    "2 rue des Lilas | 1985-03-12 | repas | 50.00",
    "3 rue du Puits | 1984-07-30 | repas | 200.00",
    "4 rue du Puits | 1991-01-01 | loyer | 50.00",
)
YEARS = Use("Par année ?", {"NE_LE": Needed("birth", 2)}, tolerance=0.1)
STREETS = Use("Par rue ?", {"ADRESSE": Needed("place", 1)}, tolerance=0.25)
AMOUNTS = Use("Combien ?", {"AIDE": None}, "MONTANT", 0.1)


def appraise(use, *steps, file=FILE):
    recipe, after = published(file, list(steps))
    return appraise_use(use, file, after, recipe)


def birth(level: int) -> dict:
    return {"do": "generalise", "column": "NE_LE", "by": "birth", "level": level}


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_use_is_served_down_to_the_level_that_it_needs(level):
    found = appraise(YEARS, *([birth(level)] if level else []))
    assert (found.possible, found.share) == ("yes", 1)
    assert found.sentence == (
        "4\u00a0lignes sur 4 sont encore comptées dans la bonne case : NE_LE (par année)."
    )


def test_a_vaguer_value_serves_where_it_stands_for_one_cell():
    """By five years: 1990 to 1994 is 1991 alone, 1980 to 1984 is 1984 alone, and so is 1985."""
    assert appraise(YEARS, birth(3)).share == 1
    found = appraise(YEARS, birth(4))
    assert (found.possible, found.share) == ("no", 0.25)
    assert found.sentence.endswith("NE_LE est devenue trop vague pour compter par année.")
    assert found.sentence.startswith("1\u00a0ligne sur 4 est encore comptée")


def test_a_column_that_is_gone_or_coded_serves_nothing():
    for step, told in (
        ({"do": "drop", "column": "ADRESSE"}, "La colonne ADRESSE n'est plus publiée."),
        ({"do": "pseudonymise", "column": "ADRESSE"}, "La colonne ADRESSE n'est plus faite que"),
        ({"do": "count", "by": ["AIDE"]}, "La colonne ADRESSE n'est plus publiée."),
    ):
        found = appraise(STREETS, step)
        assert (found.possible, found.share) == ("no", 0)
        assert found.sentence.startswith(told)
    assert appraise(Use("?", {"AUTRE": None})).sentence == "Le fichier n'a pas de colonne AUTRE."


def test_rows_left_out_are_missed_within_the_tolerance():
    three = Use("Par aide ?", {"AIDE": None}, tolerance=0.25)
    small = {"do": "suppress", "by": ["NE_LE", "AIDE"], "least": 2}
    found = appraise(three, birth(4), small)
    assert (found.possible, found.share) == ("roughly", 0.5)
    recipe, _ = published(FILE, [])
    assert appraise_use(three, FILE, FILE.head(3), recipe).possible == "yes"
    assert appraise_use(three, FILE, FILE.head(2), recipe).possible == "roughly"
    assert appraise_use(three, FILE, FILE.head(1), recipe).possible == "no"


def test_counts_serve_as_rows_do_where_they_are_not_hidden():
    count = {"do": "count", "by": ["ADRESSE", "AIDE"], "least": 0, "margins": True}
    street = {
        "do": "generalise",
        "column": "ADRESSE",
        "by": "place",
        "level": 1,
        "streets": False,
    }
    assert appraise(STREETS, street, count).share == 1
    assert appraise(STREETS, street, count | {"least": 2}).share == 0


def test_amounts_are_added_up_and_compared():
    assert appraise(AMOUNTS).sentence == "Les totaux de MONTANT sont exacts : AIDE."
    recipe, _ = published(FILE, [])
    found = appraise_use(AMOUNTS, FILE, FILE.head(3), recipe)
    assert (found.possible, found.share) == ("roughly", pytest.approx(0.875))
    assert found.sentence == "Les totaux de MONTANT s'écartent en tout de 12,5\u00a0% : AIDE."


def test_of_a_band_the_middle_is_added_up():
    """100 and 50, 50 become 75 each; 200 becomes 200 : loyer 150 for 150, repas 275 for 250."""
    bands = {
        "do": "generalise",
        "column": "MONTANT",
        "by": "amount",
        "level": 1,
        "bounds": [50, 101, 300],
    }
    found = appraise(AMOUNTS, bands)
    assert 0.8 < found.share < 1
    assert appraise(AMOUNTS, {"do": "drop", "column": "MONTANT"}).possible == "no"


def test_sums_of_a_table_of_counts_are_compared():
    count = {"do": "count", "by": ["AIDE"], "least": 0, "value": "MONTANT", "margins": True}
    assert appraise(AMOUNTS, count).sentence == "Les totaux de MONTANT sont exacts : AIDE."


def test_noise_on_amounts_moves_totals_a_little_or_much():
    noise = {"do": "noise", "column": "MONTANT", "scale": 1}
    little, much = (appraise(AMOUNTS, noise | {"scale": scale}).share for scale in (0.01, 10_000))
    assert little > 0.9
    assert much < 0.5


def test_noise_on_a_column_counted_by_moves_rows_to_other_cells():
    ages = FILE.with_columns(AGE=pl.Series(["20", "21", "60", "61"]))
    use = Use("?", {"AGE": Needed("age", 2)})
    noise = {"do": "noise", "column": "AGE", "scale": 1000}
    assert appraise(use, noise, file=ages).share < 1


def test_an_empty_file_serves():
    assert appraise(YEARS, file=FILE.clear()).possible == "yes"


def test_a_prepared_use_gives_the_same_with_columns_at_hand():
    file = read("aides.csv")
    use = Use("?", {"ADRESSE": Needed("place", 2), "TYPE_AIDE": None})
    prepared = PreparedUse(use, file, aids=streets())
    for level in (1, 2, 3, 2):
        recipe, after = published(file, vague(4, level, 5), streets())
        forms = {"ADRESSE": published(file, vague(4, level), streets())[1]["ADRESSE"]}
        expected = appraise_use(use, file, after, recipe, aids=streets())
        assert prepared.appraise(after, recipe) == expected
        assert prepared.appraise(after, recipe, forms) == expected


@pytest.mark.parametrize(
    ("by", "value"),
    [
        ({"ADRESSE": {"by": "place", "level": 2}}, ""),
        ({"TYPE_AIDE": None, "ADRESSE": {"by": "place", "level": 2}}, ""),
        ({"DATE_NAISSANCE": {"by": "birth", "level": 4}, "SEXE": None}, ""),
        ({"TYPE_AIDE": None}, "MONTANT"),
    ],
)
def test_the_recipe_of_the_notice_keeps_the_uses_of_the_service(by, value):
    file = read("aides.csv")
    use = Use.from_declaration({"question": "?", "by": by, "value": value}, file.columns)
    recipe, after = published(file, vague(4, 2, 5), streets())
    found = appraise_use(use, file, after, recipe, aids=streets())
    assert found.possible == "yes"
    assert 0.97 < found.share < 1


@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1),
    kept=st.integers(0, 30),
)
def test_rows_counted_are_those_that_are_left(rows, kept):
    file = pl.DataFrame(rows, schema=["A", "B"], orient="row")
    found = appraise_use(Use("?", {"A": None, "B": None}), file, file.head(kept), ())
    assert found.share == pytest.approx(min(kept, len(rows)) / len(rows))

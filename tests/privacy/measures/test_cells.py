"""Small cells and dominance: counted one by one, told without quoting anybody."""

from __future__ import annotations

from collections import defaultdict

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.cells import Cell, Cells, cells_of

RECORDS = pl.DataFrame(
    {
        "ville": ["a"] * 4 + ["b"] * 2 + ["c"] * 3 + ["d"],
        "montant": ["1 000", "1", "2", "inconnu", "5", "5", "3", "3", "-3", "8,5"],
        "siret": ["x", "y", "z", "w", "x", "x", "p", "q", "r", "x"],
    }
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_cells_that_give_somebody_away():
    found = cells_of(RECORDS, ["ville"], "montant", "siret")
    assert found.total == 4
    # Two rows of one enterprise are one unit; the smallest come first, in the file's order.
    assert found.small == (Cell(("b",), 1, 1.0), Cell(("d",), 1, 1.0))
    assert found.dominated == (Cell(("a",), 4, 1000 / 1003),)
    assert found.unread == 1


def test_without_unit_each_row_is_one_and_without_amount_nothing_dominates():
    found = cells_of(RECORDS, ["ville"])
    assert [(one.where, one.units, one.share) for one in found.small] == [
        (("d",), 1, None),
        (("b",), 2, None),
    ]
    assert (found.dominated, found.unread) == ((), 0)


def test_exactly_3_units_and_exactly_85_percent_are_within_the_rule():
    records = pl.DataFrame({"v": ["a"] * 3, "m": ["85", "10", "5"]})
    assert cells_of(records, ["v"], "m").dominated == ()
    assert cells_of(records, ["v"], "m").small == ()
    over = pl.DataFrame({"v": ["a"] * 3, "m": ["86", "10", "4"]})
    assert [one.share for one in cells_of(over, ["v"], "m").dominated] == [0.86]


def test_amounts_that_are_all_zero_dominate_nothing():
    records = pl.DataFrame({"v": ["a"] * 3, "m": ["0", "0", "0"]})
    assert cells_of(records, ["v"], "m") == Cells(("v",), 1, (), ())


def test_no_row_and_no_column():
    assert cells_of(RECORDS.head(0), ["ville"], "montant", "siret").total == 0
    assert cells_of(RECORDS, []).total == 1


_ROW = st.tuples(st.sampled_from("ab"), st.sampled_from("pqr"), st.integers(0, 20))


@given(st.lists(_ROW, max_size=20), st.integers(1, 4), st.sampled_from([0.5, 0.85]))
def test_as_counted_one_by_one(rows, least, dominance):
    amounts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cell, unit, amount in rows:
        amounts[cell][unit] += amount
    records = pl.DataFrame(
        {"v": [r[0] for r in rows], "u": [r[1] for r in rows], "m": [str(r[2]) for r in rows]},
        schema=dict.fromkeys("vum", pl.String),
    )
    found = cells_of(records, ["v"], "m", "u", least=least, dominance=dominance)
    small = {cell: len(units) for cell, units in amounts.items() if len(units) < least}
    over = {
        cell: max(units.values()) / sum(units.values())
        for cell, units in amounts.items()
        if len(units) >= least and max(units.values()) > dominance * sum(units.values())
    }
    assert {one.where[0]: one.units for one in found.small} == small
    assert {one.where[0]: one.share for one in found.dominated} == pytest.approx(over)
    assert found.total == len(amounts)


def test_what_is_said_quotes_no_cell_and_names_the_domain_of_the_rule():
    said = [plain(one) for one in cells_of(RECORDS, ["ville"], "montant", "siret").sentences]
    assert said[0] == "Le tableau a 4 cases."
    assert said[1].startswith("2 cases comptent moins de 3 unités : on peut y reconnaître")
    assert said[2].startswith("Dans 1 autre case, une seule unité fait plus de 85 % du montant")
    assert said[3] == "1 montant n'est pas un nombre : compté pour zéro."
    assert said[4].startswith("Règle de l'Insee pour les statistiques d'entreprises")
    assert "Ce n'est pas une règle générale pour les données d'une commune" in said[4]
    assert "1 000" not in " ".join(said)


def test_what_is_said_when_all_is_well_or_only_one_rule_is_broken():
    well = cells_of(pl.DataFrame({"v": ["a"] * 3}), ["v"]).sentences
    assert [plain(one) for one in well[:2]] == [
        "Le tableau a 1 case.",
        "Aucune n'est trop petite, et aucune unité n'en fait presque tout le total.",
    ]
    over = cells_of(pl.DataFrame({"v": ["a"] * 3, "m": ["9", "1", "x"]}), ["v"], "m").sentences
    assert plain(over[1]).startswith("Dans 1 case, une seule unité")
    assert cells_of(RECORDS.head(0), ["ville"]).sentences[0] == "Le tableau n'a aucune case."

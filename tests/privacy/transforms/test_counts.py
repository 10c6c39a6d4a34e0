"""Tables of counts: what is hidden cannot be worked out from what is shown.

The proofs do not lean on the code under test. The reader of a table knows every sum that it makes:
an exact elimination over fractions tells which hidden numbers these sums fix, and trying whole
numbers around the true ones tells which could not be others.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.privacy.recipe import apply, check_recipe
from grader.privacy.transforms.scripted import comptes

SECRET, TOTAL = "secret", "(total)"


def table_of(cells: dict[tuple[str, ...], int], least: int, amounts=None) -> dict:
    """Publish a table with all its totals; give what is written, by cell."""
    names = [f"c{index}" for index in range(len(next(iter(cells))))]
    rows = []
    for cell, count in cells.items():
        values = amounts[cell] if amounts else ["0"] * count
        rows += [(*cell, value) for value in values]
    schema = dict.fromkeys([*names, "V"], pl.String)
    records = pl.DataFrame(rows, schema=schema, orient="row")
    step = {"do": "count", "by": names, "least": least, "margins": True}
    if amounts:
        step["value"] = "V"
    return {
        row[: len(names)]: row[len(names) :]
        for row in apply(records, check_recipe([step], records.columns)).rows()
    }


def fixed(published: dict) -> set:
    """Find the hidden cells that the sums of a table fix, by elimination over fractions."""
    hidden = {cell for cell, (count, *_) in published.items() if count == SECRET}
    width = len(next(iter(published)))
    names = [sorted({cell[axis] for cell in published} - {TOTAL}) for axis in range(width)]
    solved: dict[tuple[str, ...], dict[tuple[str, ...], Fraction]] = {}
    for total in published:
        for axis, name in enumerate(total):
            if name != TOTAL:
                continue
            parts = [(*total[:axis], one, *total[axis + 1 :]) for one in names[axis]]
            equation = {cell: Fraction(1) for cell in parts if cell in hidden}
            if total in hidden:
                equation[total] = Fraction(-1)
            for cell in list(equation):
                if cell in solved:
                    equation = less(equation, solved[cell], equation[cell])
            if not equation:
                continue
            first = min(equation)
            equation = {cell: one / equation[first] for cell, one in equation.items()}
            for cell, other in solved.items():
                if first in other:
                    solved[cell] = less(other, equation, other[first])
            solved[first] = equation
    return {cell for cell, equation in solved.items() if len(equation) == 1}


def less(one: dict, other: dict, times: Fraction) -> dict:
    """Take an equation from another, so many times; what comes to nothing goes."""
    left = {cell: one.get(cell, 0) - times * other.get(cell, 0) for cell in {*one, *other}}
    return {cell: number for cell, number in left.items() if number}


@st.composite
def tables(draw, shapes=((4,), (1, 3), (3, 3), (5, 4), (2, 3, 3), (2, 2, 2, 2))):
    sizes = draw(st.sampled_from(shapes))
    counts = st.integers(0, 12) | st.integers(0, 3)
    cells = {
        cell: count
        for cell in product(*("abcde"[:size] for size in sizes))
        if (count := draw(counts))
    }
    return cells or {("a",) * len(sizes): 2}


@given(tables(), st.integers(2, 6))
def test_no_hidden_number_can_be_worked_out(cells, least):
    published = table_of(cells, least)
    assert fixed(published) == set()
    for cell, (count,) in published.items():
        true = sum(
            number for key, number in cells.items()
            if all(name in (TOTAL, one) for name, one in zip(cell, key, strict=True))
        )  # fmt: skip
        # What is shown is true, and every small number is hidden.
        assert count == (SECRET if count == SECRET or true < least else str(true))


@given(tables(), st.integers(2, 6))
def test_totals_are_the_only_difference_between_both_ways_to_publish(cells, least):
    published = table_of(cells, least)
    names = [f"c{index}" for index in range(len(next(iter(cells))))]
    rows = [cell for cell, count in cells.items() for _ in range(count)]
    records = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    step = {"do": "count", "by": names, "least": least}
    alone = apply(records, check_recipe([step], names))
    assert {row[:-1]: row[-1:] for row in alone.rows()} == {
        cell: told for cell, told in published.items() if TOTAL not in cell
    }


def freedom(published: dict, cells: dict) -> set:
    """Find the hidden cells that a reader can tell who tries whole numbers near the true ones.

    She knows that a cell that is written holds at least one row.
    """
    inner = [cell for cell, told in published.items() if told[0] == SECRET and TOTAL not in cell]
    moves = np.array(list(product((-2, -1, 0, 1, 2), repeat=len(inner))), dtype=np.int8)
    moves = moves[(moves + [cells[cell] for cell in inner] >= 1).all(axis=1)]
    of_totals = {}
    for total in published:
        if TOTAL in total:
            under = [all(a in (TOTAL, b) for a, b in zip(total, c, strict=True)) for c in inner]
            of_totals[total] = moves @ np.array(under, dtype=np.int8)
    fits = np.ones(len(moves), dtype=bool)
    for total, change in of_totals.items():
        if published[total][0] != SECRET:
            fits &= change == 0
    changes = {**dict(zip(inner, moves.T, strict=True)), **of_totals}
    return {
        cell for cell, change in changes.items()
        if published[cell][0] == SECRET and not change[fits].any()
    }  # fmt: skip


@given(tables(((3,), (4,), (2, 2), (3, 3), (2, 4), (2, 2, 2))), st.integers(2, 5))
def test_trying_whole_numbers_tells_no_hidden_one(cells, least):
    published = table_of(cells, least)
    hidden = [cell for cell, told in published.items() if told[0] == SECRET and TOTAL not in cell]
    if len(hidden) <= 8:
        assert freedom(published, cells) == set()


def test_two_ones_of_which_the_sum_is_known_are_told():
    cells = {("a",): 1, ("b",): 1, ("c",): 9}
    told = {("a",): (SECRET,), ("b",): (SECRET,), ("c",): ("9",), (TOTAL,): ("11",)}
    assert freedom(told, cells) == {("a",), ("b",)}
    assert freedom(table_of(cells, 5), cells) == set()


def test_a_round_of_small_cells_that_cannot_turn_is_not_enough():
    # Each line has two hidden cells, but moving them in a round takes a row from one cell of 1 or
    # from the other: both ways are closed, and all six are told.
    small = {"Ak": 2, "Bk": 2, "Ap": 1, "Bq": 1, "Cp": 2, "Cq": 2}
    cells = {(row, name): small.get(row + name, 9) for row, name in product("ABC", "kpq")}
    shown = table_of(cells, 0)
    naive = {cell: (SECRET,) if "".join(cell) in small else told for cell, told in shown.items()}
    assert fixed(naive) == set()
    assert {"".join(cell) for cell in freedom(naive, cells)} == set(small)
    assert freedom(table_of(cells, 3), cells) == set()


def test_a_cell_that_could_only_move_by_more_than_it_holds_is_not_enough():
    # All small cells hidden, one equation is left: (b, a, a) loses two when (a, a, a) gains one.
    cells = {("a", "a", "a"): 1, ("a", "b", "b"): 2, ("b", "a", "a"): 2, ("b", "a", "b"): 2,
             ("b", "b", "a"): 2}  # fmt: skip
    assert freedom(table_of(cells, 3), cells) == set()


def test_the_proof_sees_a_table_that_gives_itself_away():
    assert fixed({("a",): (SECRET,), ("b",): ("7",), (TOTAL,): ("9",)}) == {("a",)}
    assert fixed({("a",): (SECRET,), ("b",): (SECRET,), (TOTAL,): ("9",)}) == set()
    # Two hidden numbers or more in each row and column, and yet (1, c) is fixed: both pairs of
    # rows and columns around it balance without it.
    small = {(row, name) for pair in ("12ab", "34cd") for row in pair[:2] for name in pair[2:]}
    cells = dict.fromkeys(product("1234", "abcd"), 9)
    naive = {
        (row, name): SECRET
        if (row, name) in {*small, ("1", "c")}
        else str(cells.get((row, name), 36 if TOTAL in (row, name) else 9))
        for row, name in product([*"1234", TOTAL], [*"abcd", TOTAL])
    }
    assert fixed({cell: (told,) for cell, told in naive.items()}) == {("1", "c")}
    ours = table_of({**cells, **dict.fromkeys({*small, ("1", "c")}, 2)}, 5)
    assert fixed(ours) == set()


def test_a_second_cell_is_hidden_where_a_total_would_give_the_first():
    published = table_of({("a",): 2, ("b",): 9, ("c",): 7}, 5)
    assert published == {
        ("a",): (SECRET,), ("b",): ("9",), ("c",): (SECRET,), (TOTAL,): ("18",),
    }  # fmt: skip


def test_nothing_is_hidden_where_nothing_is_small():
    cells = {("a", "x"): 5, ("a", "y"): 6, ("b", "y"): 7}
    assert Counter(SECRET in told for told in table_of(cells, 5).values()) == {False: 8}


def test_a_sum_that_one_row_makes_is_hidden():
    amounts = {("a",): ["900", "50", "50"], ("b",): ["10", "20", "30"], ("c",): ["20"] * 5}
    cells = {cell: len(values) for cell, values in amounts.items()}
    assert table_of(cells, 3, amounts) == {
        ("a",): (SECRET, SECRET), ("b",): (SECRET, SECRET), ("c",): ("5", "100"),
        (TOTAL,): ("11", "1160"),
    }  # fmt: skip
    amounts[("a",)] = ["850", "75", "75"]
    assert table_of(cells, 3, amounts)[("a",)] == ("3", "1000")


def test_sums_are_exact_and_what_is_no_number_adds_nothing():
    amounts = {("a",): ["0,10", "0.20", "n.c.", "1 000 €"]}
    assert table_of({("a",): 4}, 0, {("a",): ["0,1", "0.2", "x", "0,3"]})[("a",)] == ("4", "0.6")
    assert table_of({("a",): 4}, 0, amounts)[("a",)] == (SECRET, SECRET)


def test_names_of_columns_do_not_collide():
    assert comptes.en_tete_des_comptes(["EFFECTIF", "SOMME V"], "V") == [
        "EFFECTIF", "SOMME V", "EFFECTIF (2)", "SOMME V (2)",
    ]  # fmt: skip


def test_a_table_of_too_many_cells_is_refused():
    records = pl.DataFrame({"A": [str(one) for one in range(comptes.LE_PLUS_DE_CASES + 1)]})
    with pytest.raises(RefusedError) as caught:
        apply(records, check_recipe([{"do": "count", "by": ["A"]}], ["A"]))
    assert caught.value.code == "too-many-cells"


def test_an_empty_file_has_an_empty_table():
    records = pl.DataFrame(schema={"A": pl.String})
    table = apply(records, check_recipe([{"do": "count", "by": ["A"], "least": 3}], ["A"]))
    assert (table.columns, table.height) == (["A", "EFFECTIF"], 0)


def test_where_it_would_be_too_long_to_prove_everything_is_hidden(monkeypatch):
    monkeypatch.setattr(comptes, "_LE_PLUS_DE_CALCULS", 0)
    cells = {
        (a, b, c): comptes.Case(1 + (a + b == "xy"), Decimal(0), Decimal(0), Decimal(0))
        for a, b, c in product("xyz", repeat=3)
    }
    all_of_them = comptes.avec_totaux(cells, 3)
    small = {key for key, case in all_of_them.items() if case.nombre < 3}
    assert comptes.cacher(all_of_them, small) == set(all_of_them)

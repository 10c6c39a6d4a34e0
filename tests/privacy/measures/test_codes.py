"""Columns as numbers: however rows are put together, the same measures come out."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.privacy import codes, measures
from grader.privacy.codes import (
    code,
    code_all,
    code_sensitive,
    group,
    numbers,
    read_numbers,
)
from grader.privacy.measures import measure, measure_codes, risky_rows
from grader.privacy.model import Measures
from grader.privacy.records import filled_rows
from tests.privacy.measures.tables import Drawn, classes, tables


def by_codes(table: Drawn) -> Measures:
    """Measure as the workbench does, from columns that are coded one by one."""
    records = table.records
    sensitive = [code_sensitive(records[label]) for label in table.sensitive]
    return measure_codes(code_all(records, table.quasi), sensitive, rows=records.height)


@given(st.lists(st.text(max_size=4), max_size=30))
def test_codes_name_values_in_the_order_they_come(values):
    column = pl.Series("x", values, dtype=pl.String)
    coded = code(column)
    distinct = column.gather(coded.first).to_list()
    assert distinct == list(dict.fromkeys(values))
    assert [distinct[number] for number in coded.codes] == values
    assert (coded.size, len(coded)) == (len(distinct), len(values))


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (codes, "_TABLE_CELLS_PER_ROW", 0),
        (codes, "_TABLE_CELLS_PER_ROW", 10**6),
        (codes, "_MOST_KEYS", 1),
        (measures, "_MOST_WHOLE", 0),
    ],
)
def test_every_way_of_counting_gives_the_same(module, name, value):
    @settings(max_examples=40)
    @given(tables())
    def check(table):
        expected = measure(table.records, table.quasi, table.sensitive)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, name, value)
            found = by_codes(table)
        assert found.t == pytest.approx(expected.t, abs=1e-12)
        assert {**vars(found), "t": 0} == {**vars(expected), "t": 0}

    check()


def test_many_columns_of_many_values_do_not_overflow():
    # 256 to the power of 9 is beyond 64 bits, all of which the last 8 columns would take.
    rows = list(range(256))
    records = pl.DataFrame({str(i): [*map(str, rows), "0" if i else "1"] for i in range(9)})
    found = measure_codes(code_all(records), rows=records.height)
    assert (found.k, found.groups, found.unique) == (1, 257, 257)
    assert measure(records, records.columns) == found


@given(tables(), st.data())
def test_rows_of_small_groups_are_the_risky_ones(table, data):
    threshold = data.draw(st.integers(1, 6))
    expected = {row for rows in classes(table) if len(rows) < threshold for row in rows}
    found = risky_rows(table.records, table.quasi, threshold)
    assert found.dtype == pl.Boolean
    assert {row for row, risky in enumerate(found) if risky} == expected
    assert len(found) == table.height


@given(tables())
def test_codes_that_are_kept_measure_as_the_table_does(table):
    assert by_codes(table) == measure(table.records, table.quasi, table.sensitive)


@given(tables(), st.data())
def test_a_column_that_changes_is_recoded_by_its_distinct_values(table, data):
    records, label = table.records, table.quasi[0]
    coded = dict(zip(table.quasi, code_all(records, table.quasi), strict=True))
    distinct = records[label].gather(coded[label].first)
    became = pl.Series([data.draw(st.sampled_from(["u", "v", ""])) for _ in distinct])
    changed = coded[label].recoded(code(became))
    new = records.with_columns(
        records[label].replace_strict(distinct, became, return_dtype=pl.String).alias(label)
    )
    assert new[label].gather(changed.first).to_list() == list(dict.fromkeys(new[label]))
    kept = [changed, *(coded[other] for other in table.quasi[1:])]
    assert measure_codes(kept, rows=records.height) == measure(new, table.quasi)


@given(tables(), st.integers(1, 4))
def test_rows_left_out_are_forgotten(table, least):
    records = table.records
    coded = code_all(records, table.quasi)
    kept = group(coded, records.height).row_sizes() >= least
    rest = records.filter(pl.Series(kept))
    found = measure_codes([one.only(kept) for one in coded], rows=int(kept.sum()))
    assert found == measure(rest, table.quasi)
    assert found.k >= least or found.rows == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0), ("-3", -3.0), ("+4,5", 4.5), ("1250.5", 1250.5), ("1 250,50", 1250.5),
        ("1\u202f250,50 €", 1250.5), ("1\u00a0250\u00a0000€", 1_250_000.0), ("1e3", 1000.0),
        ("0,25", 0.25), ("123456789012345", 123456789012345.0),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value):
    assert numbers(pl.Series([text])).to_list() == [value]


@pytest.mark.parametrize(
    "text",
    ["", "08400", "12 5", "1 2345", "1.250,50", "1,2,3", "NC", "12 ans", "1234567890123456",
     "nan", "inf", "1_000", "٣", "--1", "1e999", "2024-01-18"],
)  # fmt: skip
def test_what_is_no_number_is_a_word(text):
    assert numbers(pl.Series([text])).to_list() == [None]
    assert read_numbers(pl.Series(["1"] * 200 + [text])) is None
    assert not code_sensitive(pl.Series(["1", text])).ordered


def test_writings_of_a_number_are_one_value():
    records = pl.DataFrame({"a": ["x"] * 3, "s": ["1 250,50 €", "1250.5", "1250,5"]})
    assert measure(records, ["a"], ["s"]).l == 1
    words = pl.DataFrame({"a": ["x"] * 3, "s": ["1 250,50 €", "1250.5", "environ"]})
    assert measure(words, ["a"], ["s"]).l == 3


def test_a_blank_among_numbers_makes_words_of_them():
    columns = {"a": ["x", "x", "y", "y"], "s": ["10", "20", "30", ""]}
    assert measure(pl.DataFrame(columns), ["a"], ["s"]).t == 0.5


def test_blank_lines_are_nobody():
    records = pl.DataFrame({"a": ["x", "", ""], "b": ["", "", "y"]})
    assert filled_rows(records).rows() == [("x", ""), ("", "y")]
    assert filled_rows(pl.DataFrame()).height == 0

"""Each level is a coarsening of the one before, so that it never lowers k, and hides what it must.

The properties are held on values as people write them, and on junk.
"""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.privacy.hierarchies.words import ALL
from tests.privacy.transforms.dirty import LADDERS, column, dates, days, junk, places, serial

NAMES = sorted(LADDERS)
#: All that may be written at levels below the last one, whatever the value was.
WRITTEN = {
    "age": r"\d+ à \d+ ans|moins de 20 ans|60 ans et plus",
    "birth": r"\d{4}-\d\d|\d{4}|\d{4} à \d{4}",
    "date": r"\d{4}-\d\d|\d{4}-T[1-4]|\d{4}",
    "place": r"[A-Z ]+(?:\d{1,2}(?:ER)? (?:JANVIER|FEVRIER|MARS|AVRIL|MAI|JUIN|JUILLET|AOUT|"
    r"SEPTEMBRE|OCTOBRE|NOVEMBRE|DECEMBRE)[A-Z ]*(?: \d{4})?[A-Z ]*)*(?:, \d{5})?|\d{5}|\d\d|2[AB]"
    r"|9[78]\d",
    "postcode": r"\d\d|2[AB]|9[78]\d",
    "amount": r"moins de [-.\d]+|[-.\d]+ à moins de [-.\d]+|[-.\d]+ et plus",
}


def smallest_group(*columns: pl.Series) -> int:
    frame = pl.DataFrame([one.alias(str(index)) for index, one in enumerate(columns)])
    return frame.group_by(pl.all()).len()["len"].min()


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_two_values_together_stay_together(name, data):
    ladder, values = LADDERS[name]
    before = column(data.draw(st.lists(values | junk, min_size=2, max_size=12)))
    for level in range(1, len(ladder.levels) + 1):
        after = ladder.generalise(column(before.to_list()), level)
        pairs = pl.DataFrame({"fine": ladder.generalise(before, level - 1), "coarse": after})
        if level > 1:
            # One value of a level has one value of the next, whatever it came from.
            assert pairs.unique().height == pairs["fine"].n_unique()
        assert after.to_list() == [ladder.value(one, level) for one in before]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_generalising_never_lowers_k(name, data):
    ladder, values = LADDERS[name]
    drawn = data.draw(st.lists(st.tuples(values | junk, st.sampled_from("FM")), min_size=1))
    first = column([one for one, _ in drawn])
    other = pl.Series([sex for _, sex in drawn], dtype=pl.String)
    k = smallest_group(first, other)
    for level in range(1, len(ladder.levels) + 1):
        risen = smallest_group(ladder.generalise(first, level), other)
        assert risen >= k
        k = risen


@pytest.mark.parametrize("name", sorted(WRITTEN))
@given(data=st.data())
def test_only_the_language_of_the_ladder_is_written(name, data):
    ladder, values = LADDERS[name]
    value = data.draw(values | junk)
    for level in range(1, len(ladder.levels)):
        written = ladder.value(value, level)
        assert written == "non précisé" or re.fullmatch(WRITTEN[name], written), written


@given(place=places | junk)
def test_a_place_of_the_table_is_told_in_its_own_words(place):
    ladder, _ = LADDERS["streets"]
    known = {
        one for by in (ladder.rung.keywords["voies"], ladder.rung.keywords["lieux"])
        for row in by.values() for one in row
    }  # fmt: skip
    assert all(ladder.value(place, level) in {*known, "non précisé"} for level in range(1, 5))


@given(dates, days)
def test_no_day_is_left_in_a_date(text, day):
    for one in (text, serial(day)):
        for name in ("birth", "date"):
            ladder, _ = LADDERS[name]
            assert not re.search(r"\d{4}-\d\d-\d\d|\d{5}|/", ladder.value(one, 1))


@pytest.mark.parametrize("name", NAMES)
@given(value=st.text())
def test_the_last_level_says_nothing(name, value):
    ladder, _ = LADDERS[name]
    assert ladder.levels[-1] == ALL
    assert ladder.value(value, len(ladder.levels)) == "*"
    assert ladder.value(value, 0) == value


@pytest.mark.parametrize("name", NAMES)
def test_a_column_without_values_has_none(name):
    ladder, _ = LADDERS[name]
    for level in range(len(ladder.levels) + 1):
        assert ladder.generalise(column([]), level).to_list() == []

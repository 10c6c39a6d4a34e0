"""Dates as they are published, and what is done of each."""

from __future__ import annotations

from functools import partial

import pytest

from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.recipes.dates import date_seen, written_date, year_of_date
from grader.validation.repairs.tellings.registry import tell_cause
from tests.tables.language import plain_french
from tests.validation.repairs.columns import Column, read_column
from tests.validation.tables import schema_of, table_of

DELIBERATIONS, SUBVENTIONS = "scdl/deliberations@2.1.5", "scdl/subventions@2.1.1"


@pytest.fixture
def conventions(tmp_path):
    """Give the dates of conventions of a file of subsidies, in Windows-1252."""
    return partial(read_column, tmp_path, SUBVENTIONS, "dateConvention", encoding="cp1252")


@pytest.fixture
def sent(tmp_path):
    """Give an optional date: when a deliberation was sent to the prefecture."""
    return partial(read_column, tmp_path, DELIBERATIONS, "PREF_DATE", encoding="cp1252")


@pytest.mark.parametrize(
    ("cell", "cause", "day"),
    [
        ("15/10/2017", "date-day-first", "2017-10-15"),
        ("5/5/2017", "date-day-first", "2017-05-05"),
        ("15.10.2017", "date-day-first", "2017-10-15"),
        (" 15 / 10 / 2017 ", "date-day-first", "2017-10-15"),
        ("15102017", "date-day-first", "2017-10-15"),
        ("15/10/2017 00:00:00", "date-day-first", "2017-10-15"),
        ("2024/01/07", "date-year-first", "2024-01-07"),
        ("20240107", "date-year-first", "2024-01-07"),
        ("27 février 2023", "date-spelled", "2023-02-27"),
        ("1er AOUT 2023", "date-spelled", "2023-08-01"),
        ("lundi 27 févr. 2023", "date-spelled", "2023-02-27"),
        ("February 27, 2023", "date-spelled", "2023-02-27"),
        ("2017-10-15T00:00:00", "date-midnight", "2017-10-15"),
        ("2017-10-15 00:00:00.000", "date-midnight", "2017-10-15"),
    ],
)
def test_a_date_that_is_one_day_only_is_sure(conventions, cell, cause, day):
    column: Column = conventions(cell, "2023-01-31")
    assert column.mendings(sure=True) == {cause: {cell: day}}
    assert column.mendings(sure=False) == {}
    assert column.after({"do": "sure"}) == [day, "2023-01-31"]
    assert column.told(cause).doubt == ""


@pytest.mark.parametrize(
    ("cell", "cause", "day"),
    [
        ("03/04/2024", "date-ambiguous", "2024-04-03"),
        ("03042024", "date-ambiguous", "2024-04-03"),
        ("03/04/2024 18:30", "date-ambiguous", "2024-04-03"),
        ("10/15/2017", "date-month-first", "2017-10-15"),
        ("15/10/17", "date-two-digit-year", "2017-10-15"),
        ("15-oct-98", "date-two-digit-year", "1998-10-15"),
        ("mardi 27 février 2023", "date-weekday", "2023-02-27"),
        ("2017-10-15T18:30:00", "date-with-time", "2017-10-15"),
        ("2023-02-26T23:00:00Z", "date-with-time", "2023-02-26"),
        ("Le lundi 27 février 2023 à 18h30", "date-with-time", "2023-02-27"),
        ("Commission Permanente du 27 février 2023", "date-in-text", "2023-02-27"),
        ("CP du 27/02/2023", "date-in-text", "2023-02-27"),
        ("43023", "date-serial", "2017-10-15"),
        ("43023,75", "date-serial", "2017-10-15"),
    ],
)
def test_a_date_that_may_be_another_waits_for_a_person(conventions, cell, cause, day):
    column: Column = conventions(cell, "2023-01-31")
    assert column.mendings(sure=True) == {}
    assert column.mendings(sure=False) == {cause: {cell: day}}
    assert column.after({"do": "sure"}) == [cell, "2023-01-31"]
    assert column.confirmed(cause) == [day, "2023-01-31"]
    assert column.told(cause).doubt


@pytest.mark.parametrize(
    ("cell", "cause"),
    [
        ("12/03/2021 12/04/2021 21/05/2021 18/06/2021 09/07/2021", "date-several"),
        ("2023-01-01/2023-12-31", "date-several"),
        ("du 3 au 5 mars 2023", "date-several"),
        ("03/2024", "date-incomplete"),
        ("mars 2024", "date-incomplete"),
        ("2024", "date-incomplete"),
        ("15 octobre", "date-incomplete"),
        ("00/10/2017", "date-incomplete"),
        ("Commission permanente de février 2023", "date-incomplete"),
        ("1er trimestre 2023", "date-incomplete"),
        ("31/06/2024", "date-impossible"),
        ("2025-02-30", "date-impossible"),
        ("31 février 2023", "date-impossible"),
        ("15/10/20177", "date-impossible"),
    ],
)
def test_a_day_that_is_not_in_the_file_is_not_invented(conventions, cell, cause):
    column: Column = conventions(cell, "2023-01-31")
    assert column.lost == {cause: [cell]}
    assert column.mendings(sure=True) == column.mendings(sure=False) == {}
    assert "acte" in column.told(cause).action


def test_the_other_dates_of_the_column_are_the_evidence(conventions):
    column: Column = conventions(*["15/10/2017"] * 37, "03/04/2017", "2023-01-31", "28/02/2023")
    assert column.mendings(sure=True)["date-day-first"]["28/02/2023"] == "2023-02-28"
    doubt = column.told("date-ambiguous").doubt
    assert "38 autres dates s'écrivent jour d'abord (15/10/2017)" in doubt
    assert column.confirmed("date-ambiguous")[37] == "2017-04-03"


def test_one_other_date_is_told_in_the_singular(conventions):
    column: Column = conventions("15/10/2017", "03/04/2017", "05/05/2017")
    doubt = column.told("date-ambiguous").doubt
    assert "1 autre date s'écrit jour d'abord" in doubt
    assert "l'usage français" in conventions("03/04/2017").told("date-ambiguous").doubt


def test_the_habit_of_the_column_is_followed_where_the_month_comes_first(conventions):
    column: Column = conventions("10/15/2017", "12/31/2017", "03/04/2017", "5/5/2017")
    assert column.mendings(sure=False)["date-ambiguous"] == {"03/04/2017": "2017-03-04"}
    assert (
        "autres dates s'écrivent mois d'abord (10/15/2017)" in column.told("date-ambiguous").doubt
    )
    assert "date-day-first" in column.mendings(sure=False)


def test_nothing_is_sure_where_both_orders_are_proven(conventions):
    column: Column = conventions("15/10/2017", "28/02/2017", "10/31/2017", "03/04/2017")
    assert column.mendings(sure=True) == {}
    assert set(column.mendings(sure=False)) == {
        "date-day-first",
        "date-month-first",
        "date-ambiguous",
    }
    doubt = column.told("date-day-first").doubt
    assert "mêle les deux ordres" in doubt
    assert "2 dates s'écrivent jour d'abord" in doubt
    assert "1 date s'écrit mois d'abord" in doubt
    assert column.confirmed("date-ambiguous")[3] == "2017-04-03"


def test_an_optional_date_is_mended_as_a_required_one(sent):
    column: Column = sent("", "16/04/2025", "2025-04-17")
    assert column.after({"do": "sure"}) == ["", "2025-04-16", "2025-04-17"]


def test_a_schema_may_ask_for_another_form(tmp_path):
    field = {"name": "a", "type": "date", "format": "%d/%m/%Y"}
    schema = schema_of(tmp_path, field)
    table = table_of(["a"], ["2017-10-15"], ["15.10.2017"], ["5/1/2017"], ["27 février 2023"])
    changes = [one.change.places(Draft.of(table), slice(None)) for one in _repairs(table, schema)]
    assert [(one.before, one.after) for places in changes for one in places] == [
        ("15.10.2017", "15/10/2017"),
        ("2017-10-15", "15/10/2017"),
        ("27 février 2023", "27/02/2023"),
    ]
    assert written_date("5/1/2017", "either", form="%d/%m/%Y") == "5/1/2017"


def test_a_date_where_a_year_is_due_gives_its_year(tmp_path):
    schema = schema_of(tmp_path, {"name": "a", "type": "year"})
    table = table_of(["a"], ["31/12/2023"], ["2 023"], ["2023,0"], ["2024"], ["45291"])
    assert {one.cause: one.sure for one in _repairs(table, schema)} == {
        "year-of-date": False,
        "number-ornaments": True,
        "whole-decimal": True,
    }
    assert year_of_date("31/12/2023") == year_of_date("12/31/2023") == "2023"


def _repairs(table, schema):
    repairs = diagnose(Draft.of(table), schema).repairs
    for one in repairs:
        assert [plain_french(text) for text in tell_cause(one)[1:3]] == ["", ""]
    return repairs


@pytest.fixture
def menus(tmp_path):
    """Give moments: when a menu was published."""
    schema = "scdl/menus-collectifs@1.2.3"
    return partial(read_column, tmp_path, schema, "menuPublicationDate", encoding="cp1252")


def test_a_moment_is_written_whole(menus):
    column: Column = menus("15/10/2024 18h30", "2024/10/15 8:05", "2024-10-15T18:30", "2024-10-15")
    assert column.after({"do": "sure"}) == [
        "2024-10-15T18:30:00",
        "2024-10-15T08:05:00",
        "2024-10-15T18:30:00",
        "2024-10-15",
    ]
    assert column.lost == {"moment-without-time": ["2024-10-15"]}
    assert "origine" in column.told("moment-without-time").action
    assert column.told("moment-form").doubt == ""


def test_a_moment_keeps_its_zone_and_waits_where_its_day_may_be_a_month(menus):
    column: Column = menus("03/04/2024 18:30:00+0200", "10/15/2024 6:05 PM", "2024-10-15 18:30:00")
    assert column.mendings(sure=True) == {}
    assert column.confirmed("moment-ambiguous") == [
        "2024-03-04T18:30:00+02:00",
        "2024-10-15T18:05:00",
        "2024-10-15 18:30:00",
    ]
    assert "1 date s'écrit mois d'abord" in column.told("moment-ambiguous").doubt


@pytest.mark.parametrize("cell", ["15/10/2024 25:00", "15/10/2024 18:75", "18h30", "midi"])
def test_a_time_that_no_clock_shows_is_left(menus, cell):
    column: Column = menus(cell)
    assert column.mendings(sure=True) == column.mendings(sure=False) == column.lost == {}


@pytest.mark.parametrize(
    "cell",
    ["", " ", "2017-10-15", "2017-1-5", "Unanimité", "12 rue 1234", "7", "1" * 20_000, "99/99"],
)
@pytest.mark.parametrize("kind", ["day-first", "either", "year-first", "in-text", "serial"])
def test_what_is_no_date_of_a_kind_is_left_as_it_is(cell, kind):
    assert written_date(cell, kind) == cell


def test_no_eight_digits_are_two_dates():
    # 20122012 is no day of the 20th month of 2012.
    assert date_seen("20122012").day.isoformat() == "2012-12-20"
    assert date_seen("20101201").day.isoformat() == "2010-12-01"
    assert date_seen("19991399").kind == "impossible"


def test_what_was_mended_still_tells_how_dates_were_written(conventions):
    column: Column = conventions("10/15/2017", "10/16/2017", "04/03/2018")
    first = {"do": "apply", "repair": "date-month-first|dateConvention"}

    draft = mend(column.table, column.schema, [first]).draft
    (left,) = diagnose(draft, column.schema).repairs[-1:]

    assert column.after(first) == ["2017-10-15", "2017-10-16", "04/03/2018"]
    assert left.cause == "date-ambiguous"
    assert "autres dates s'écrivent mois d'abord (10/15/2017)" in tell_cause(left).doubt
    assert [place.after for place in left.change.places(draft, slice(None))] == ["2018-04-03"]

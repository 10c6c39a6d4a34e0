"""Numbers and dates of a workbook: what the person sees, and what is told of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.tables.workbooks.displayed import (
    show_displayed,
    show_displayed_date,
    show_displayed_time,
)
from grader.tables.workbooks.formats import builtin_format, parse_format
from grader.tables.workbooks.numbers import Renderer, to_decimal

LONG, LOST = "numbers-as-identifiers", "digits-lost"
DATE, DRESSED, ROUNDED = "dates-as-shown", "dressed-numbers", "rounded-numbers"
ACCOUNTING = r'_-* #,##0.00\ _€_-;\-* #,##0.00\ _€_-;_-* "-"??\ _€_-;_-@_-'

SHOWN: list[tuple[str, str, str, set[str]]] = [
    # A SIRET stored as a number is given in full, whatever the width of its column.
    ("21990042000015", "General", "21990042000015", {LONG}),
    ("2.1990042000015E13", "General", "21990042000015", {LONG}),
    ("21990042000015", "0", "21990042000015", set()),
    ("21990042000015", "0.00E+00", "2,20E+13", {LONG}),
    ("21990042000015", "000 000 000 00000", "219 900 420 00015", set()),
    ("21990042000015", '000" "000" "000" "00000', "219 900 420 00015", set()),
    ("12345678901234567", "General", "12345678901234600", {LONG, LOST}),
    ("1.2345678901234501E+19", "0", "12345678901234500000", {LOST}),
    # Leading zeros are seen: they are kept.
    ("1004", "00000", "01004", set()),
    ("123456", "00000", "123456", set()),
    ("102030405", '0#" "##" "##" "##" "##', "01 02 03 04 05", set()),
    ("5.5", "00.00", "05.50", set()),
    # Decimals are those of the format; without a format, the shortest exact writing.
    ("12.5", "0.00", "12.50", set()),
    ("12.345", "0.00", "12.35", {ROUNDED}),
    ("2.5", "0.##", "2.5", set()),
    ("2", "0.##", "2", set()),
    ("-0.001", "0.00", "0.00", {ROUNDED}),
    ("0.30000000000000004", "General", "0.3", set()),
    ("48.856614", "General", "48.856614", set()),
    ("0.0000001", "General", "0.0000001", set()),
    ("1E-7", "General", "0.0000001", set()),
    ("1E+30", "General", "1E+30", set()),
    ("-5", "0.00;[Red]0.00", "-5.00", set()),
    ("0", "General", "0", set()),
    ("007", "General", "7", set()),
    # What dresses a number is dropped.
    ("1234.5", "#,##0.00", "1234.50", {DRESSED}),
    ("234.5", "#,##0.00", "234.50", set()),
    ("1234.5678", "#,##0.00 €", "1234.57", {DRESSED, ROUNDED}),
    ("12", '#,##0.00 "€"', "12.00", {DRESSED}),
    ("12", "[$€-40C] 0.00", "12.00", {DRESSED}),
    ("1234.5", ACCOUNTING, "1234.50", {DRESSED}),
    ("0", ACCOUNTING, "0", set()),
    ("0.25", "0%", "0.25", {DRESSED}),
    ("0.5", "# ?/?", "0.5", {DRESSED}),
    ("1500", "# ##0", "1500", {DRESSED}),
    ("15", '0" h"', "15", {DRESSED}),
    # A text that stands for a number is what is seen; data is never hidden by a format.
    ("1", '"OUI";;"NON"', "OUI", set()),
    ("0", '"OUI";;"NON"', "NON", set()),
    ("3", '[=1]"Oui";[=3]"Peut-être";0', "Peut-être", set()),
    ("7", '[<5]"peu";0.0', "7.0", set()),
    ("5", ";;;", "5", set()),
    # Engineering notation goes by thousands; rounding may change the power of ten.
    ("20000000000000", "##0.0E+0", "20,0E+12", {LONG}),
    ("9.995", "0.00E+00", "1,00E+01", set()),
    ("0.00012", "0.0E-00", "1,2E-04", set()),
    # Dates, as their own format shows them.
    ("43023", "dd/mm/yyyy", "15/10/2017", {DATE}),
    ("43023", "DD/MM/YYYY;@", "15/10/2017", {DATE}),
    ("43023", "jj/mm/aaaa", "15/10/2017", {DATE}),
    ("43023", "d/m/yy", "15/10/17", {DATE}),
    ("43023", "yyyy-mm-dd", "2017-10-15", set()),
    ("43023.5", "yyyy-mm-dd hh:mm:ss", "2017-10-15 12:00:00", set()),
    ("43023.5", "dd/mm/yyyy hh:mm", "15/10/2017 12:00", {DATE}),
    ("43023", "[$-40C]d mmmm yyyy;@", "15 octobre 2017", {DATE}),
    ("43023", "[$-409]d-mmm-yy;@", "15-Oct-17", {DATE}),
    ("43023", r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "dimanche 15 octobre 2017", {DATE}),
    ("43023", "ddd d mmmmm", "dim. 15 O", {DATE}),
    ("43023", "[$-409]dddd ddd", "Sunday Sun", {DATE}),
    ("43023", "mmm-yy", "oct.-17", {DATE}),
    ("43023.123456", "dd/mm/yyyy hh:mm:ss.000", "15/10/2017 02:57:46,598", {DATE}),
    ("60", "dd/mm/yyyy", "29/02/1900", {DATE}),
    ("59", "dd/mm/yyyy", "28/02/1900", {DATE}),
    ("0", "dd/mm/yyyy", "00/01/1900", {DATE}),
    ("-3", "dd/mm/yyyy", "-3", set()),
    ("3000000", "dd/mm/yyyy", "3000000", set()),
    # Times and durations are no dates.
    ("0.4375", "hh:mm", "10:30", set()),
    ("0.4375", "h:mm AM/PM", "10:30 AM", set()),
    ("0.75", "h A/P", "6 P", set()),
    ("1.5", "[h]:mm:ss", "36:00:00", set()),
    ("0.0104166666666667", "[mm]:ss", "15:00", set()),
    ("0.999999999", "hh:mm:ss", "00:00:00", set()),
    # What is no number is shown as it is.
    ("abc", "0.00", "abc", set()),
    ("NaN", "0.00", "NaN", set()),
    ("1E999", "0.00", "1E999", set()),
]


@pytest.mark.parametrize(("raw", "code", "text", "codes"), SHOWN)
def test_a_number_is_shown_as_its_format_does(raw, code, text, codes):
    shown = Renderer().show(raw, parse_format(code))
    assert (shown.text, set(shown.codes)) == (text, codes)


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (14, None, "15/10/2017"),
        (14, "mm-dd-yy", "15/10/2017"),
        (22, None, "15/10/2017 00:00"),
        (20, None, "00:00"),
        (1, None, "43023"),
        (4, None, "43023.00"),
        (30, None, "15/10/2017"),
        (164, "yyyy", "2017"),
        (163, None, "43023"),
    ],
)
def test_formats_named_by_number_are_those_of_a_french_excel(number, code, text):
    assert Renderer().show("43023", builtin_format(number, code)).text == text


def test_dates_may_be_counted_from_1904():
    form = parse_format("yyyy-mm-dd")
    assert Renderer(since_1904=True).show("41561", form).text == "2017-10-15"


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("2017-10-15", "dd/mm/yyyy", "15/10/2017"),
        ("2017-10-15T10:30:00", "dd/mm/yyyy hh:mm", "15/10/2017 10:30"),
        ("2017-10-15T10:30:00.000Z", "yyyy-mm-dd", "2017-10-15"),
        ("10:30:00", "hh:mm", "10:30"),
        ("2017-13-45", "dd/mm/yyyy", "2017-13-45"),
        ("2017-10-15", "General", "2017-10-15"),
        ("demain", "dd/mm/yyyy", "demain"),
    ],
)
def test_a_date_stored_in_words_is_shown_as_its_format_does(stored, code, text):
    assert Renderer().show_iso_date(stored, parse_format(code)).text == text


DISPLAYED: list[tuple[str, str, str, set[str]]] = [
    ("21990042000015", "21990042000015", "21990042000015", {LONG}),
    ("21990042000015", "219 900 420 00015", "219 900 420 00015", {LONG}),
    ("21990042000015", "2,20E+013", "2,20E+013", {LONG}),
    ("1004", "01004", "01004", set()),
    ("1234.5", "1 234,50", "1234.50", {DRESSED}),
    ("1234.5", "1\u202f234,50 €", "1234.50", {DRESSED}),
    ("1234.5", "1,234.50", "1234.50", {DRESSED}),
    ("1234", "1,234", "1234", {DRESSED}),
    ("1.234", "1,234", "1.234", set()),
    ("12.345", "12,35", "12.35", {ROUNDED}),
    ("-12.5", "-12,50", "-12.50", set()),
    ("-12.5", "(12,50)", "-12.50", set()),
    ("12.5", "12,50 kg", "12.50", {DRESSED}),
    ("12.5", "", "12.5", set()),
    ("0", "-", "0", set()),
    ("0", "0", "0", set()),
    ("1", "OUI", "OUI", set()),
    ("0.5", "1/2", "0.5", {DRESSED}),
    ("12345678901234567", "12345678901234600", "12345678901234600", {LONG, LOST}),
    ("x", "douze", "douze", set()),
    ("", "", "", set()),
]


@pytest.mark.parametrize(("raw", "displayed", "text", "codes"), DISPLAYED)
def test_a_displayed_number_is_undressed(raw, displayed, text, codes):
    shown = show_displayed(raw, displayed)
    assert (shown.text, set(shown.codes)) == (text, codes)


def test_a_percentage_gives_its_number_whatever_is_displayed():
    assert show_displayed("0.25", "25 %", percentage=True) == ("0.25", (DRESSED,))


@pytest.mark.parametrize(
    ("stored", "displayed", "text", "told"),
    [
        ("2017-10-15", "15/10/2017", "15/10/2017", True),
        ("2017-10-15", "2017-10-15", "2017-10-15", False),
        ("2017-10-15", "", "2017-10-15", False),
        ("2017-10-15T10:30:00", "10:30", "10:30", False),
    ],
)
def test_a_displayed_date_is_kept(stored, displayed, text, told):
    shown = show_displayed_date(stored, displayed)
    assert (shown.text, bool(shown.codes)) == (text, told)


def test_a_displayed_time_is_kept_and_a_stored_one_is_written():
    assert show_displayed_time("PT10H30M00S", "10:30").text == "10:30"
    assert show_displayed_time("PT10H30M05S", "").text == "10:30:05"
    assert show_displayed_time("PT36H00M00S", "").text == "36:00:00"
    assert show_displayed_time("bientôt", "").text == "bientôt"


@given(
    value=st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18),
    code=st.sampled_from(["General", "0", "0.00", "#,##0.000", "00000", "0%", "0.0#"]),
)
def test_a_number_shown_is_the_number_rounded(value, code):
    """Whatever the format, reading the text again gives the number at the decimals shown."""
    text = Renderer().show(repr(value), parse_format(code)).text
    shown = to_decimal(text)
    assert shown is not None
    decimals = len(text.partition(".")[2]) if "E" not in text else 0
    exact = Decimal(repr(value))
    allowed = max(abs(exact) * Decimal("1e-14"), Decimal(1).scaleb(-decimals) / 2)
    if code in ("General", "0%"):
        allowed = abs(exact) * Decimal("1e-14")
    assert abs(shown - exact) <= allowed


@given(code=st.text(alphabet='0#?.,;%E+-"\\_*[]$hmsydaj/@ €gnrl<>=123', max_size=40))
def test_any_format_shows_any_number(code):
    form = parse_format(code)
    for raw in ("43023.75", "-5", "0", "21990042000015", "1E-9"):
        assert isinstance(Renderer().show(raw, form).text, str)

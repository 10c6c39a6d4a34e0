"""Telephone numbers, opening hours and points: against the libraries, and what is proposed."""

from __future__ import annotations

import json
import string

import frformat
import opening_hours
import phonenumbers
import pytest
from frformat.formats.coordonnees_gps_francaises import FRANCE_BOUNDING_BOXES
from hypothesis import given
from hypothesis import strategies as st

from grader.validation.checks.french_gps import BOXES, ELSEWHERE, FrenchGps
from grader.validation.checks.french_hours import in_osm_form
from grader.validation.checks.opening_hours import OpeningHours, is_osm_form
from grader.validation.checks.phone_number import PhoneNumber

COLUMN = {"column": "a"}


def called_by_the_library(text: str) -> bool:
    """Validata's own question, in two halves."""
    for region in ("FR", None):
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        if region and phonenumbers.is_valid_short_number(number):
            return True
    return False


@given(
    st.one_of(
        st.from_regex(r"(\+33|0033|0)?[ .]?[1-9]([ .-]?\d\d){4}", fullmatch=True),
        st.from_regex(r"\+\d{5,14}", fullmatch=True),
        st.from_regex(r"\d{2,6}", fullmatch=True),
        st.text(string.digits + " +.()-", max_size=16),
    )
)
def test_one_number_is_judged_as_the_library_does(text):
    flaw = PhoneNumber(COLUMN).judge(text)
    if flaw is None or flaw.variant != "several":
        assert (flaw is None) == called_by_the_library(text)


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Lundi : 9h-12h / 14h-17h30", "Mo 09:00-12:00,14:00-17:30"),
        ("lun, mar et jeu 8h-12h", "Mo,Tu,Th 08:00-12:00"),
        ("tous les jours de 10h à minuit", "Mo-Su 10:00-24:00"),
        ("Lundi au samedi 8 h 30 - 18 h, fermé le dimanche", "Mo-Sa 08:30-18:00; Su off"),
        ("fermé le lundi, mardi 9h-12h", "Mo off; Tu 09:00-12:00"),
        ("lundi fermé, mardi 9h30 à midi", "Mo off; Tu 09:30-12:00"),
        ("Lundi 9h-12h - samedi 9h-11h", "Mo 09:00-12:00; Sa 09:00-11:00"),
        ("Mo-Fr 08h30–12h00", "Mo-Fr 08:30-12:00"),
        ("dimanche et jours fériés : fermé", "Su,PH off"),
        ("24h/24 et 7j/7", "24/7"),
        ("24h/24", "24/7"),
        ("8-12", "08:00-12:00"),
    ],
)
def test_french_hours_have_a_proposal(text, proposal):
    made = in_osm_form(text)
    assert made == proposal
    assert is_osm_form(made)
    assert not is_osm_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "sur rendez-vous",
        "à partir de 8h",
        "du 3 mars au 15 avril, 9h-12h",
        "de 9h à 12h le lundi, de 14h à 17h le mardi",
        "lundi au samedi 9h-12h sauf jours fériés",
        "fermé le lundi et mardi",
        "du lundi au vendredi",
        "9h 12h",
        "",
    ],
)
def test_hours_that_are_not_understood_have_no_proposal(text):
    assert in_osm_form(text) == ""


def test_a_proposal_that_breaks_the_grammar_is_not_made():
    assert in_osm_form("lundi 8h30/12h") == "Mo 08:30,12:00"
    flaw = OpeningHours(COLUMN).judge("lundi 8h30/12h")
    assert flaw is not None
    assert flaw.variant == ""


@given(st.text("MoFrSa 0123456789:-,;h/éàdimanche", max_size=30))
def test_any_text_is_judged(text):
    flaw = OpeningHours(COLUMN).judge(text)
    if flaw is None:
        assert opening_hours.validate(text)
    elif flaw.words:
        assert is_osm_form(flaw.words["better"])


def test_the_library_alone_would_admit_one_digit():
    assert opening_hours.validate("Mo-Fr 8:30-12:00")
    assert not is_osm_form("Mo-Fr 8:30-12:00")


def test_the_rectangles_are_those_of_frformat():
    theirs = {
        one["nom"]: (one["x_min"], one["y_min"], one[" x_max"], one["y_max"])
        for one in FRANCE_BOUNDING_BOXES
    }
    assert dict(BOXES) == theirs


@given(
    st.floats(-180, 180)
    | st.floats(-6, 10)
    | st.sampled_from([x for b in BOXES.values() for x in b[::2]]),
    st.floats(-90, 90)
    | st.floats(41, 52)
    | st.sampled_from([y for b in BOXES.values() for y in b[1::2]]),
)
def test_a_point_is_judged_as_frformat_does(longitude, latitude):
    flaw = FrenchGps(COLUMN).judge(json.dumps([longitude, latitude]))
    in_france = frformat.CoordonneesGPSFrancaises.is_valid
    assert (flaw is None) == in_france(longitude, latitude)
    if flaw:
        assert (flaw.detail == "reversed") == in_france(latitude, longitude)


def test_a_reversed_point_is_written_the_right_way_round():
    check = FrenchGps(COLUMN)
    for text, better in {
        "48.85, 2.35": "2.35, 48.85",
        "[48.85,2.35]": "[2.35,48.85]",
        '{"lon": 48.85, "lat": 2.35}': '{"lon": 2.35, "lat": 48.85}',
    }.items():
        flaw = check.judge(text)
        assert flaw is not None
        assert flaw.words["better"] == better
        assert check.judge(better) is None


def test_french_places_elsewhere_are_not_in_the_rectangles():
    for west, south, east, north in ELSEWHERE.values():
        middle = ((west + east) / 2, (south + north) / 2)
        assert not frformat.CoordonneesGPSFrancaises.is_valid(*middle)


@pytest.mark.parametrize(
    "text",
    ['{"lon": ' + "9" * 400 + ', "lat": 2}', '{"lon": NaN, "lat": 2}', "[" * 100_000, "1e999, 2"],
)
def test_a_hostile_point_is_only_wrong(text):
    assert FrenchGps(COLUMN).judge(text) is not None

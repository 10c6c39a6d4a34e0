"""Moodle XML: well formed, of the shape that Moodle reads, whatever the texts hold."""

from __future__ import annotations

import html
import re
from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given

from grader.content.prose import block_html, inline_html
from grader.quiz.declare import parse_item
from grader.quiz.moodle.numbers import decimal, percents
from grader.quiz.moodle.xml import write_moodle_xml
from grader.quiz.registry import TYPES
from tests.quiz.gift.drawn import BODIES, items
from tests.quiz.gift.test_round_trip import SLOW

MANY = items(*BODIES)
#: What Moodle's own importer takes without a plugin (« ordering » since 4.4).
KNOWN = {
    "category", "multichoice", "truefalse", "shortanswer", "numerical", "matching", "essay",
    "ordering",
}  # fmt: skip
#: The fractions of Moodle's list, as percents; another one is refused or rounded.
SHARES = {percents(Fraction(1, n)) for n in (*range(1, 11), 20)} | {"0"}


def write(*found, title="Essai"):
    return write_moodle_xml([(title, found)], inline_html, block_html)


def quiz(*found, **more):
    return fromstring(write(*found, **more).content)


def example(kind, position=0, **more):
    return parse_item({**TYPES[kind].valid[position], **more}, "x:1")


def question(kind, position=0, **more):
    _, found = quiz(example(kind, position, **more))
    return found


def text(element, path):
    return element.findtext(f"{path}/text")


@SLOW
@given(MANY)
def test_any_text_is_well_formed_and_said_as_ouvroir_shows_it(item):
    category, found = quiz(item)
    assert (category.get("type"), text(category, "category")) == (
        "category", "$course$/top/Essai",
    )  # fmt: skip
    assert found.get("type") in KNOWN
    assert text(found, "name") == found.findtext("idnumber") == item.id
    assert squeezed(text(found, "questiontext")) == squeezed(block_html(item.question))
    assert squeezed(text(found, "generalfeedback")) == squeezed(block_html(item.explanation))
    tags = {tag.findtext("text") for tag in found.find("tags")}
    assert {f"objectif:{item.objective}", f"niveau:{item.level}"} <= tags
    for answer in found.iter("answer"):
        if found.get("type") in ("multichoice", "shortanswer", "numerical", "truefalse"):
            assert answer.get("fraction").lstrip("-") in SHARES
            assert answer.find("feedback").get("format") == "html"


def squeezed(markup):
    return " ".join((markup or "").split())


@pytest.mark.parametrize("name", TYPES)
def test_every_example_has_a_type_that_moodle_reads(name):
    for raw in TYPES[name].valid:
        written = write(parse_item({**raw, "hints": ["Relisez."]}, "x:1"))
        found = fromstring(written.content).findall("question")
        assert {one.get("type") for one in found} <= KNOWN
        assert len(found) == 1 + written.questions
        if written.questions:
            assert [hint.findtext("text") for hint in found[1].findall("hint")] == ["Relisez."]
            assert "hints" in {loss.field for loss in written.losses}


def test_choices():
    single = question("single_choice")
    assert single.findtext("single") == "true"
    assert [a.get("fraction") for a in single.findall("answer")] == ["100", "0"]
    several = question("multiple_choice")
    assert several.findtext("single") == "false"
    assert [a.get("fraction") for a in several.findall("answer")] == ["50", "50", "-50"]
    assert text(several.findall("answer")[2], "feedback") == "Ici le jour vient en premier."


@pytest.mark.parametrize(("position", "shares"), [(0, ["100", "0"]), (1, ["0", "100"])])
def test_true_and_false(position, shares):
    found = question("true_false", position).findall("answer")
    assert [a.findtext("text") for a in found] == ["true", "false"]
    assert [a.get("fraction") for a in found] == shares
    assert text(found[0], "feedback") == "C'est bien le cas."


def test_numbers_tolerances_and_units():
    units = {"value": 12500, "tolerance": 50, "units": {"€": 1, "k€": 1000, "c€": 0.01}}
    raw = {k: v for k, v in TYPES["numeric"].valid[0].items() if k not in ("unit", "mistakes")}
    _, found = quiz(parse_item({**raw, **units}, "x:1"))
    answers = [(a.findtext("text"), a.findtext("tolerance"), a.get("fraction"))
               for a in found.findall("answer")]  # fmt: skip
    assert answers == [("12500", "50", "100"), ("*", "0", "0")]
    named = {u.findtext("unit_name"): u.findtext("multiplier") for u in found.find("units")}
    # Moodle: how many of this unit make one of the first.
    assert named == {"€": "1", "k€": "0.001", "c€": "100"}
    assert (found.findtext("showunits"), found.findtext("unitgradingtype")) == ("2", "1")


def test_a_number_without_unit_asks_for_none():
    raw = {k: v for k, v in TYPES["numeric"].valid[0].items() if k != "unit"}
    _, found = quiz(parse_item(raw, "x:1"))
    assert found.find("units") is None
    assert found.findtext("showunits") == "3"


def test_pairs_and_decoys():
    found = question("matching", 1).findall("subquestion")
    assert [(s.findtext("text") or "", s.findtext("answer/text")) for s in found] == [
        ("<code>2026-10-15</code>", "Date"),
        ("<code>00427</code>", "Code"),
        ("", "Montant"),
    ]


def test_steps_are_counted_as_here():
    found = question("ordering")
    assert found.findtext("gradingtype") == "RELATIVE_NEXT_EXCLUDE_LAST"
    assert [a.get("fraction") for a in found.findall("answer")] == ["1", "2", "3"]


def test_typed_answers():
    found = question("short_text").findall("answer")
    assert found[0].findtext("text") == "UTF-8"
    assert (found[-1].findtext("text"), found[-1].get("fraction")) == ("*", "0")


def test_the_person_who_marks_reads_the_rubric_and_the_model():
    rubric = [{"text": "Nomme *le service*", "points": 1.5}, {"text": "Date", "points": 2}]
    item = example("open_text", rubric=rubric, model="Un modèle.")
    _, found = quiz(item)
    said = html.unescape(re.sub("<[^>]*>", "", text(found, "graderinfo")))
    assert "Nomme le service (1,5 point)" in said
    assert "Date (2 points)" in said
    assert "Un modèle." in said


def test_raw_html_and_control_characters_are_not_obeyed():
    _, found = quiz(example("single_choice", question="Un <script>x</script>\x07 ]]> & ?"))
    assert "<script>" not in text(found, "questiontext")
    assert "&lt;script&gt;x&lt;/script&gt; ]]&gt; &amp;" in text(found, "questiontext")


@pytest.mark.parametrize(
    ("value", "written"),
    [(Fraction(1, 4), "0.25"), (Fraction(10**15), "1000000000000000"), (Fraction(-5, 2), "-2.5"),
     (Fraction(0), "0"), (Fraction(1, 10**6), "0.000001")],
)  # fmt: skip
def test_numbers_have_no_exponent(value, written):
    assert decimal(value) == written

"""What is written, and what is said not to be."""

from __future__ import annotations

import pytest

from grader.quiz.declare import parse_item
from grader.quiz.gift.read import read_gift
from grader.quiz.gift.syntax import escape
from grader.quiz.gift.write import write_gift
from grader.quiz.registry import TYPES


def example(kind, position=0, **more):
    return parse_item({**TYPES[kind].valid[position], **more}, "essai/quiz.yml:1")


def written(item):
    return write_gift([("Essai", [item])])


def fields(item):
    return {loss.field for loss in written(item).losses}


@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        ("single_choice", set()),
        ("multiple_choice", set()),
        ("true_false", {"reasons"}),
        ("ordering", {"steps", "type"}),
        ("matching", {"pairs"}),
        ("classification", {"entries", "type"}),
        ("numeric", {"unit"}),
        ("short_text", {"accepted"}),
        ("odd_one_out", {"type"}),
        ("span_marking", {"type", "spans"}),
        ("open_text", {"rubric", "longest"}),
    ],
)
def test_what_each_type_loses_is_said(kind, lost):
    assert fields(example(kind)) == lost


def test_every_type_travels():
    assert {kind: written(example(kind)).questions for kind in TYPES} == dict.fromkeys(TYPES, 1)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"hints": ["Relisez."]}, "hints"),
        ({"misconception": "le siècle"}, "misconception"),
        ({"explanation": "Un code &&035; interne."}, "texte"),
        ({"explanation": "Une sonnette \x07 ici."}, "texte"),
        ({"source": "s" * 60}, "source"),
    ],
)
def test_what_no_question_can_say_is_said(more, field):
    assert fields(example("single_choice", **more)) == {field}


def test_every_loss_names_its_item_and_says_why_in_french():
    for kind in TYPES:
        for raw in TYPES[kind].valid:
            item = parse_item({**raw, "misconception": "a", "hints": ["b"]}, "x:1")
            losses = written(item).losses
            assert {loss.item for loss in losses} == {item.id}
            assert all(loss.why.endswith(".") for loss in losses)
            assert "misconception" in {loss.field for loss in losses} or not written(item).questions


def test_a_text_to_mark_without_decoys_stays_here():
    raw = {k: v for k, v in TYPES["span_marking"].valid[0].items() if k != "decoys"}
    result = written(parse_item(raw, "x:1"))
    assert (result.questions, [loss.field for loss in result.losses]) == (0, ["type"])


def test_weights_are_right_minus_wrong():
    text = written(example("multiple_choice")).text
    assert (text.count("~%50%"), text.count("~%-50%")) == (2, 1)


def test_a_weight_that_moodle_does_not_know_is_said():
    answers = [{"text": f"r{n}", "correct": n > 0, "feedback": "f"} for n in range(12)]
    item = example("multiple_choice", answers=answers)
    assert fields(item) == {"answers"}
    assert "~%9.09091%" in written(item).text


def test_rounding_becomes_tolerance():
    item = parse_item(
        {"id": "a-1", "type": "numeric", "objective": "a", "question": "?", "value": 3.14,
         "decimals": 2, "feedback": "f", "if_wrong": "w"},
        "x:1",
    )  # fmt: skip
    assert "=%100%3.14:0.005#f" in written(item).text
    assert fields(item) == {"decimals"}


def test_an_arrow_in_an_answer_would_make_it_a_pair():
    answers = [
        {"text": "a -> b", "correct": True, "feedback": "c -> d"},
        {"text": "e", "feedback": "f"},
    ]
    item = example("single_choice", answers=answers)
    assert "=a → b#c -> d\n" in written(item).text
    assert fields(item) == {"texte"}


def test_what_commands_a_terminal_is_left_out():
    item = example("single_choice", question="Une \x1b[31mcouleur\x07 ?")
    assert "\x1b" not in written(item).text
    assert read_gift(written(item).text, "x").questions[0].stem == "Une [31mcouleur ?"


def test_markup_in_a_list_of_choices_is_said():
    pairs = [{"left": c, "right": f"`{c}`", "feedback": "f", "if_wrong": "w"} for c in "ab"]
    assert fields(example("matching", pairs=pairs, decoys=[])) == {"pairs", "texte"}


def test_each_module_has_its_category():
    text = write_gift([("Un / deux\x07", [example("numeric")]), ("Trois", [])]).text
    assert text.startswith("$CATEGORY: $course$/top/Un // deux\n\n// [id:")
    assert text.endswith("\n\n$CATEGORY: $course$/top/Trois\n\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\\", "a\\\\"),
        ("\\n", "\\\\n"),
        ("a\nb", "a\\nb"),
        ("a\r\nb\rc", "a\\nb\\nc"),
        ("{=~#:}", "\\{\\=\\~\\#\\:\\}"),
        ("« été » 😀 50 %", "« été » 😀 50 %"),
    ],
)
def test_escapes(text, expected):
    assert escape(text) == expected

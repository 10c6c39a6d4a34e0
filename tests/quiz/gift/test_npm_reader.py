"""What we write is read by the npm parser ``gift-pegjs`` as we mean it."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.quiz.declare import parse_item
from grader.quiz.gift.syntax import INNER_CODE
from grader.quiz.gift.write import write_gift
from grader.quiz.moodle.texts import to_gift
from grader.quiz.registry import TYPES
from tests.npm import install
from tests.quiz.gift.drawn import BODIES, items
from tests.quiz.gift.test_round_trip import of_choices

MANY = items(*BODIES)
#: The parser leaves its own codes in the right-hand side of a pair.
_CODES = {"058": ":", "035": "#", "061": "=", "123": "{", "125": "}", "126": "~", "010": "\n",
          "092": "\\"}  # fmt: skip


@pytest.fixture(scope="module")
def read():
    """Read GIFT texts with the npm parser; give the questions of each, its category left out."""
    assert install.install() == 0

    def reader(*texts):
        done = subprocess.run(
            ["node", "read_gift.js"],
            cwd=install.FOLDER,
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout)
        refused = [one["refusal"] for one in found if "refusal" in one]
        assert not refused, refused
        return [one["questions"] for one in found]

    return reader


def gift(*written):
    return write_gift([("Essai / un", written)]).text


def squeezed(text):
    return " ".join(text.split())


def plain(text):
    return None if text is None else text["text"]


def decoded(text):
    return squeezed(re.sub(r"&&(\d{3});?", lambda found: _CODES[found[1]], text))


def shown(text, *, arrows=True):
    """What the parser must give of one of our texts."""
    return to_gift(text if arrows else text.replace("->", "→"))


def assert_same(item, question):
    assert question["title"] == question["id"] == item.id
    assert {f"objectif:{item.objective}", f"niveau:{item.level}"} <= set(question["tags"])
    assert question["stem"] == {"format": "markdown", "text": shown(item.question)}
    assert plain(question["globalFeedback"]) == (shown(item.explanation) or None)
    CHECKS[item.type](item.body, question)


def choices(body, question):
    assert question["type"] == "MC"
    assert [(plain(c["text"]), plain(c["feedback"])) for c in question["choices"]] == [
        (shown(a.text, arrows=False), shown(a.feedback)) for a in body.answers
    ]
    right = sum(a.correct for a in body.answers)
    for choice, answer in zip(question["choices"], body.answers, strict=True):
        if choice["weight"] is None:
            assert choice["isCorrect"] == answer.correct
        else:
            share = 100 / right if answer.correct else -100 / right
            assert choice["weight"] == pytest.approx(share, abs=1e-5)


def pairs(lefts, rights, question):
    assert question["type"] == "Matching"
    found = question["matchPairs"]
    assert [plain(p["subquestion"]) for p in found] == [shown(t, arrows=False) for t in lefts]
    assert [decoded(p["subanswer"]) for p in found] == [squeezed(t) for t in rights]


def placed(body, question):
    targets = body.targets
    rights = [targets[int(p.target) - 1] for p in body.placed]
    decoys = [target for target in targets if target not in rights]
    pairs([*(p.text for p in body.placed), *("" for _ in decoys)], [*rights, *decoys], question)


def steps(body, question):
    pairs([s.text for s in body.steps], map(str, range(1, len(body.steps) + 1)), question)


def verdict(body, question):
    # The parser names these by their place: who is wrong first, then who is right.
    assert (question["type"], question["isTrue"]) == ("TF", body.truth == "true")
    wrong, right = question["trueFeedback"], question["falseFeedback"]
    other = "false" if body.truth == "true" else "true"
    assert plain(wrong) == shown(body.told[other])
    assert plain(right) == shown(body.told[body.truth])


def numbers(body, question):
    assert question["type"] == "Numerical"
    *found, other = question["choices"]
    expected = [(body.value, body.tolerance, body.feedback, 100)]
    expected += [(m.value, m.tolerance, m.feedback, 0) for m in body.mistakes]
    for choice, (value, tolerance, feedback, weight) in zip(found, expected, strict=True):
        assert choice["text"]["number"] == pytest.approx(float(value))
        assert choice["text"].get("range", 0) == pytest.approx(float(tolerance))
        assert (plain(choice["feedback"]), choice["weight"]) == (shown(feedback), weight)
    assert (other["isCorrect"], plain(other["feedback"])) == (False, shown(body.if_wrong))


def short(body, question):
    assert question["type"] == "Short"
    typed = [(t, body.feedback, 100) for t in body.accepted]
    typed += [(t, why, 0) for found, why in body.mistakes for t in found]
    expected = [(t.replace("->", "→").replace("*", "\\*"), why, w) for t, why, w in typed]
    expected.append(("*", body.if_wrong, 0))
    assert [(plain(c["text"]), plain(c["feedback"]), c["weight"]) for c in question["choices"]] == [
        (text, shown(why, arrows=False), weight) for text, why, weight in expected
    ]


def essay(_body, question):
    assert question["type"] == "Essay"


CHECKS = {
    "single_choice": choices, "multiple_choice": choices, "matching": placed,
    "classification": placed, "ordering": steps, "true_false": verdict, "numeric": numbers,
    "short_text": short, "open_text": essay,
}  # fmt: skip


@settings(max_examples=settings.default.max_examples // 4)
@given(drawn=st.lists(MANY, min_size=3, max_size=8))
@example(drawn=[of_choices("%50%", "%50%x"), of_choices("[html]<b>", "a -> b")])
def test_drawn_items_are_read_as_they_were_meant(read, drawn):
    safe = [item for item in drawn if not INNER_CODE.search(gift(item))]
    (questions,) = read(gift(*safe)) if safe else ([{"type": "Category"}],)
    assert questions[0]["type"] == "Category"
    for item, question in zip(safe, questions[1:], strict=True):
        assert_same(item, question)


def test_every_example_of_every_type_is_read(read):
    examples = [parse_item(raw, "x:1") for kind in TYPES.values() for raw in kind.valid]
    written = write_gift([("Essai", examples)])
    (questions,) = read(written.text)
    assert len(questions) - 1 == written.questions
    assert {q["type"] for q in questions} == {
        "Category", "MC", "TF", "Matching", "Numerical", "Short", "Essay",
    }  # fmt: skip


def test_the_category_is_the_module(read):
    (questions,) = read(gift(parse_item(TYPES["single_choice"].valid[0], "x:1")))
    assert questions[0] == {"type": "Category", "title": "$course$/top/Essai // un"}


def test_the_reader_would_see_a_fault():
    """The tests above would pass on anything if the parser were blind."""
    done = subprocess.run(
        ["node", "read_gift.js"], cwd=install.FOLDER, input='["Combien {=un"]',
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "refusal" in json.loads(done.stdout)[0]

"""What GIFT can say of an item comes back as it left, whatever its texts hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings

from grader.content.declarations import conforms, parse_document
from grader.quiz.declare import parse_item
from grader.quiz.gift.adopt import Adopted, Bank, adopt
from grader.quiz.gift.fragment import write_fragment
from grader.quiz.gift.read import read_gift
from grader.quiz.gift.write import write_gift
from grader.quiz.model import Item
from grader.quiz.types.choices import Choices
from tests.quiz.gift.drawn import items

BANK = Bank("essai", ("essai-o1",), frozenset({"guide-scdl"}), {})
SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def came_back(item: Item) -> Adopted:
    read = read_gift(write_gift([("Essai", [item])]).text, "banque.gift")
    assert (read.faults, read.passed) == ((), ())
    (adopted,) = adopt(read.questions, "banque.gift", BANK)
    assert {"id": adopted.raw["id"], "notes": adopted.notes} == {"id": item.id, "notes": ()}
    return adopted


def arrowless(text: str) -> str:
    return text.replace("->", "→")


def told(item: Item) -> dict[str, object]:
    """What every item says beside its body."""
    return {
        "question": item.question,
        "objective": item.objective,
        "level": item.level,
        "source": item.source,
        "explanation": item.explanation,
        "misconception": item.misconception,
    }


def told_by(raw) -> dict[str, object]:
    empty = dict.fromkeys(("source", "explanation", "misconception"), "")
    return {key: raw.get(key, empty.get(key)) for key in (*empty, "question", "objective", "level")}


def of_choices(*texts: str, kind: str = "single_choice") -> Item:
    answers = [{"text": t, "correct": t == texts[0], "feedback": t} for t in texts]
    raw = {"id": "a-1", "type": kind, "objective": "essai-o1", "question": texts[0]}
    return parse_item({**raw, "answers": answers}, "essai/quiz.yml:1")


@SLOW
@given(items("single_choice", "multiple_choice"))
@example(of_choices("%50%", "%50%x"))
@example(of_choices("%50%", "%50%x", kind="multiple_choice"))
@example(of_choices("[html]<b>", "[plain]"))
def test_choices_come_back_whole(item):
    adopted = came_back(item)
    assert adopted.missing == ()
    answers = tuple(replace(a, text=arrowless(a.text)) for a in item.body.answers)
    expected = replace(item, body=Choices(answers))
    assert parse_item(adopted.raw, "essai/quiz.yml:1") == expected


@SLOW
@given(items("numeric"))
def test_numbers_come_back_whole(item):
    adopted = came_back(item)
    assert adopted.missing == ()
    assert parse_item(adopted.raw, "essai/quiz.yml:1") == item


@SLOW
@given(items("short_text"))
def test_short_answers_come_back_whole(item):
    adopted = came_back(item)
    body = item.body
    expected = replace(
        body,
        accepted=tuple(map(arrowless, body.accepted)),
        mistakes=tuple((tuple(map(arrowless, ts)), arrowless(why)) for ts, why in body.mistakes),
        feedback=arrowless(body.feedback),
        if_wrong=arrowless(body.if_wrong),
    )
    assert adopted.missing == ()
    assert parse_item(adopted.raw, "essai/quiz.yml:1") == replace(item, body=expected)


@SLOW
@given(items("matching", "classification", "ordering"))
def test_pairs_come_back_without_what_is_told_of_each(item):
    adopted = came_back(item)
    raw, body = adopted.raw, item.body
    assert raw["type"] == item.type
    assert told_by(raw) == told(item)
    if item.type == "ordering":
        assert raw["steps"] == [{"text": arrowless(s.text)} for s in body.steps]
        assert len(adopted.missing) == len(body.steps)
        return
    targets = body.targets
    pairs = [(arrowless(p.text), targets[int(p.target) - 1]) for p in body.placed]
    if item.type == "matching":
        assert [(p["left"], p["right"]) for p in raw["pairs"]] == pairs
        used = {right for _, right in pairs}
        assert raw.get("decoys", []) == [t for t in targets if t not in used]
    else:
        assert [(e["text"], e["column"]) for e in raw["entries"]] == pairs
        assert sorted(raw["columns"]) == sorted(targets)
    assert len(adopted.missing) == len(pairs)


@SLOW
@given(items("true_false", "open_text"))
def test_the_rest_comes_back_with_one_thing_to_add(item):
    adopted = came_back(item)
    assert adopted.raw["type"] == item.type
    assert told_by(adopted.raw) == told(item)
    (missing,) = adopted.missing
    if item.type == "true_false":
        verdicts = {"true": adopted.raw["if_true"], "false": adopted.raw["if_false"]}
        assert (verdicts, adopted.raw["truth"]) == (item.body.told, item.body.truth == "true")
        assert "reasons" in missing.hint
    else:
        assert "rubric" in missing.hint


@SLOW
@given(items("single_choice", "multiple_choice", "numeric", "short_text"))
def test_the_fragment_is_one_that_the_courses_accept(item):
    adopted = came_back(item)
    document = parse_document(write_fragment([adopted], "banque.gift"), "essai/quiz.yml")
    faults = []
    assert conforms(document, "quiz", faults.append), faults
    (raw,) = document.data["items"]
    assert parse_item(raw, "x:1") == parse_item(adopted.raw, "x:1")


@pytest.mark.parametrize("kind", ["odd_one_out", "span_marking"])
def test_what_becomes_a_choice_comes_back_as_one(kind):
    from grader.quiz.registry import TYPES

    item = parse_item(TYPES[kind].valid[0], "essai/quiz.yml:1")
    written = write_gift([("Essai", [item])])
    (question,) = read_gift(written.text, "x.gift").questions
    (adopted,) = adopt([question], "x.gift", replace(BANK, objectives=("exemple-o1",)))
    assert adopted.missing == ()
    assert adopted.raw["type"] == {"odd_one_out": "single_choice"}.get(kind, "multiple_choice")
    assert "type" in {loss.field for loss in written.losses}

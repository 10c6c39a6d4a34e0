"""Whatever is sent as an answer, of whatever type: scored, or refused in French, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.quiz.draw import cover
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, score
from tests.quiz.items import EVERY_TYPE

items = pytest.mark.parametrize("item", EVERY_TYPE, ids=lambda item: item.type)

#: What looks like an answer to one type or another.
likely = st.sampled_from(
    ["a", "b", "c", "z", "A", "", " ", "true", "false", "a=1", "b=2", "c=1", "a=", "=1", "a=99",
     "a=1=2", "==", "0-0", "3-5", "5-3", "0-99999", "-1-2", "0-0-0", "12,5", "12.5 %", "25 %",
     "1e999", "NaN", "Infinity", "-inf", "9" * 400, "1" + ",0" * 9, "0x1F", "\u0661\u0662", "½",
     "UTF-8", "€", "k€", "\x00", "\ud800", "\u200b", "\u202e", "a\nb", "…", "x" * 3001,
     "Je publierais les fonctions, sans les noms des personnes."]
)  # fmt: skip
hostile = st.lists(likely | st.text(st.characters(), max_size=30), max_size=6)


def accepted(item, chosen):
    """Its canonical form, or the refusal."""
    try:
        return accept(item, chosen)
    except RefusedError as refusal:
        return refusal


def words_of(canonical):
    runs = (tuple(map(int, one.split("-"))) for one in canonical)
    return {word for first, last in runs for word in range(first, last + 1)}


@items
@given(chosen=hostile)
def test_an_answer_is_scored_or_refused_with_a_way_out(item, chosen):
    canonical = accepted(item, chosen)
    if isinstance(canonical, RefusedError):
        assert canonical.code == "bad-answer"
        assert canonical.message.endswith(".")
        assert canonical.hint.endswith(".")
        return
    result = score(item, chosen)
    # What the events keep is read again at each replay: it must say the same for ever.
    assert accept(item, canonical) == canonical
    assert score(item, canonical) == result
    assert 0 <= result.share <= 1
    assert result.waits == (TYPES[item.type].review is not None)
    for seed in range(3):
        drawn = cover(item, seed)
        assert drawn.source(drawn.shown(canonical)) == canonical
    # Remarks are on what was answered, and on nothing else.
    answered = {one.partition("=")[0] for one in canonical}
    for remark in result.remarks:
        assert remark.text
        assert remark.verdict in ("right", "wrong")
        if item.type == "span_marking":
            assert words_of([remark.target]) <= words_of(canonical)
        else:
            assert remark.target in answered | {""}


@items
@pytest.mark.parametrize(
    "chosen",
    [
        (), [], None, 3, "a", {"a": 1}, [None], [1], [["a"]], [b"a"], ["a"] * 201,
        ["x" * 9000], ["0-0"] * 200, [" "], ["\u00a0\u202f"], ["\x07"], ["\ud800"],
    ],
)  # fmt: skip
def test_shapes_that_no_page_sends_are_refused(item, chosen):
    with pytest.raises(RefusedError) as refusal:
        score(item, chosen)
    assert refusal.value.code == "bad-answer"
    assert refusal.value.hint


@given(seed=st.integers(), chosen=hostile)
def test_whatever_is_sent_is_translated_without_a_fault(seed, chosen):
    for item in EVERY_TYPE:
        drawn = cover(item, seed)
        assert len(drawn.source(tuple(chosen))) == len(chosen)

"""Items drawn by Hypothesis, their texts full of what GIFT takes for structure."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from grader.errors import ContentError
from grader.quiz.declare import parse_item
from grader.quiz.model import Item

#: Every sign of GIFT, Markdown, HTML and YAML, French typography, and what is not ASCII.
_SIGNS = "aéœ 0129n«»{}=~#:\\\n\t\"'`*_[]<>&;$%!-/.|@?,()\u00a0\u202f\U0001f600"
_SNIPPETS = (
    "->", "[html]", "[markdown]", "[plain]x", "//", "&lt;", "&amp;", "$CATEGORY:", "::", "####",
    "`<b>`", "\\n", "\\{", "\\\\", "<b>gras</b>", "</p>", "<http://a.test/a=b>", "$x_1 = {2}$",
    "%50%", "{#3}", "TRUE", "T", "~a =b", "1. un", "- un", "true", "null", "2026-10-15", "<!-- -->",
)  # fmt: skip


def texts(longest: int = 4) -> st.SearchStrategy[str]:
    """Short texts, stripped and never empty."""
    part = st.one_of(st.text(_SIGNS, min_size=1, max_size=6), st.sampled_from(_SNIPPETS))
    joined = st.lists(part, min_size=1, max_size=longest).map("".join)
    return joined.map(lambda text: text.strip() or "a")


def _unique(count: st.SearchStrategy[int]) -> st.SearchStrategy[list[str]]:
    return count.flatmap(lambda n: st.lists(texts(), min_size=n, max_size=n, unique=True))


def _answers(right: list[bool]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.tuples(
        *(
            st.fixed_dictionaries({"text": texts(), "correct": st.just(one), "feedback": texts()})
            for one in right
        )
    ).map(list)


def _choice(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    wrong = st.lists(st.just(False), min_size=1, max_size=3)
    most = 1 if kind == "single_choice" else 3
    right = st.lists(st.just(True), min_size=1, max_size=most)
    mixed = st.tuples(wrong, right).flatmap(lambda both: st.permutations([*both[0], *both[1]]))
    return st.fixed_dictionaries({"type": st.just(kind), "answers": mixed.flatmap(_answers)})


_NUMBERS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=3, allow_nan=False).map(
    float
)
_TOLERANCES = st.decimals(min_value=0, max_value=10, places=2).map(float)
_VALUE = {"value": _NUMBERS, "tolerance": _TOLERANCES, "feedback": texts()}
_ROW = {"text": texts(), "feedback": texts(), "if_wrong": texts()}
_PAIR = {"left": texts(), "right": texts(), "feedback": texts(), "if_wrong": texts()}

BODIES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "single_choice": _choice("single_choice"),
    "multiple_choice": _choice("multiple_choice"),
    "short_text": st.fixed_dictionaries(
        {
            "type": st.just("short_text"),
            "accepted": st.lists(texts(2), min_size=1, max_size=3),
            "feedback": texts(),
            "if_wrong": texts(),
        },
        optional={
            "mistakes": st.lists(
                st.fixed_dictionaries(
                    {"texts": st.lists(texts(2), min_size=1, max_size=2), "feedback": texts()}
                ),
                min_size=1,
                max_size=2,
                unique_by=lambda mistake: mistake["feedback"],
            )
        },
    ),
    "numeric": st.fixed_dictionaries(
        {"type": st.just("numeric"), "if_wrong": texts(), **_VALUE},
        optional={"mistakes": st.lists(st.fixed_dictionaries(_VALUE), min_size=1, max_size=2)},
    ),
    "matching": st.fixed_dictionaries(
        {"type": st.just("matching"),
         "pairs": st.lists(st.fixed_dictionaries(_PAIR), min_size=2, max_size=4)},
        optional={"decoys": _unique(st.integers(1, 2))},
    ),
    "ordering": st.fixed_dictionaries(
        {"type": st.just("ordering"),
         "steps": st.lists(st.fixed_dictionaries(_ROW), min_size=3, max_size=12)},
    ),
    "true_false": st.fixed_dictionaries(
        {"type": st.just("true_false"), "truth": st.booleans(), "if_true": texts(),
         "if_false": texts(),
         "reasons": st.just([{"text": "a", "correct": True, "feedback": "a"},
                             {"text": "b", "feedback": "b"}])},
    ),
    "open_text": st.fixed_dictionaries(
        {"type": st.just("open_text"), "rubric": st.just([{"text": "a", "points": 1}])}
    ),
}  # fmt: skip


@st.composite
def _classification(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(_unique(st.integers(2, 4)))
    row = st.fixed_dictionaries({**_ROW, "column": st.sampled_from(columns)})
    rows = draw(st.lists(row, min_size=2, max_size=4))
    return {"type": "classification", "columns": columns, "entries": rows}


BODIES["classification"] = _classification()


def items(*kinds: str) -> st.SearchStrategy[Item]:
    """Draw items of these types that their author could have declared."""

    @st.composite
    def drawn(draw: st.DrawFn) -> dict[str, Any]:
        body = dict(draw(st.sampled_from(kinds).flatmap(BODIES.__getitem__)))
        number = draw(st.integers(1, 9_999))
        raw = {"id": f"essai-q{number:04d}", "objective": "essai-o1", "question": draw(texts())}
        raw["level"] = draw(st.integers(1, 3))
        if draw(st.booleans()):
            raw["explanation"] = draw(texts())
        if draw(st.booleans()):
            raw["source"] = "guide-scdl"
        if draw(st.booleans()):
            words = st.text("aé«»{}=~#:'<>&//", min_size=1, max_size=9)
            raw["misconception"] = " ".join(draw(st.lists(words, min_size=1, max_size=3)))
        return {**raw, **body}

    return drawn().filter(_sound).map(lambda raw: parse_item(raw, "essai/quiz.yml:1"))


def _sound(raw: dict[str, Any]) -> bool:
    try:
        parse_item(raw, "essai/quiz.yml:1")
    except ContentError:
        return False
    return True

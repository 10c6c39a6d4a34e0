"""A pattern handed to polars means there what it means to Python; the rest is not handed over."""

from __future__ import annotations

import itertools
import re

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader.validation.patterns import AGREED, for_polars
from grader.validation.schemas import load_schema
from tests.validation.oracle.cells import NASTY
from tests.validation.schemas_facts import FOLDER, OFFICIAL

pytestmark = pytest.mark.filterwarnings("ignore:Possible:FutureWarning")


def _real() -> dict[str, list[str]]:
    """Patterns of the schemas at hand, with examples of their fields."""
    found: dict[str, list[str]] = {}
    for folder in (FOLDER, OFFICIAL):
        for path in sorted(folder.glob("*/*/*/schema.json")):
            for field in load_schema(path, folder).fields:
                if "pattern" in field.constraints:
                    found.setdefault(field.constraints["pattern"], []).append(field.example)
    return found


REAL = _real()
#: Letters, digits and signs on which both engines agree.
ALPHABET = "".join(
    chr(code)
    for code in (*range(0x20, 0x7F), *range(0xC0, 0x180))
    if chr(code) not in {"\u00d7", "\u00f7"}
)
texts = st.text(alphabet=st.sampled_from(ALPHABET), max_size=12)


def assert_alike(pattern: str, cells: list[str]) -> int:
    """Compare both engines; give how many cells match, -1 when polars is not asked."""
    ours = for_polars(pattern)
    if ours is None:
        return -1
    python = re.compile(f"^{pattern}$")
    column = pl.Series(cells, dtype=pl.String)
    expected = [bool(python.match(cell)) for cell in cells]
    agreed = column.str.contains(AGREED).to_list()
    whole = column.str.contains(ours.text).to_list()
    subset = column.str.contains(ours.subset).to_list()
    for cell, wanted, alike, all_of_it, some in zip(
        cells, expected, agreed, whole, subset, strict=True
    ):
        if alike:
            assert all_of_it == wanted, (pattern, cell)
        if some and (alike or ours.explicit):
            assert wanted, (pattern, cell)
    return sum(expected)


def test_the_patterns_of_the_real_schemas(times):
    """Texts are made of each pattern, then one letter of them is spoilt."""
    assert len(REAL) >= 49
    left, matched = set(), 0
    for pattern, examples in REAL.items():
        made: list[str] = []

        @settings(max_examples=6 * times, database=None, suppress_health_check=list(HealthCheck))
        @given(
            text=st.from_regex(re.compile(f"^{pattern}$")),
            letter=st.sampled_from(["", "é", " ", "0", "|", "Z", "\n", "٣", "€"]),
            place=st.integers(0, 20),
            made=st.just(made),
        )
        def campaign(text, letter, place, made):
            made.append(text)
            made.append(text[:place] + letter + text[place + 1 :])

        campaign()
        count = assert_alike(pattern, [*examples, *made, *NASTY])
        matched += count > 5
        if count < 0:
            left.add(pattern)
    # A sign that is no ASCII and is escaped all the same.
    assert left == {pattern for pattern in REAL if re.search(r"\\[^\x00-\x7f]", pattern)}
    assert matched > 40


_ATOMS = (
    "a", "b", "1", "é", "ÿ", "日", " ", "-", ",", ".", r"\.", r"\-", r"\/", r"\d", r"\D", r"\w",
    r"\W", r"\s", r"\S", r"\b", "^", "$", "[ab]", "[^a]", "[a-z]", "[À-ÿ]", r"[\d.]", r"[\w-]",
    r"[^\s]", "[]a]", "[a|b]", r"[\]\[]", r"\\", r"\\d", "{", "}", "a{", "{2}", "{ 2}", "{,2}",
    "{1,}", "{1, 2}", "&&", "--", "[a&&b]", "[a--b]", "[[a]]", r"\<", r"\>", r"\z", r"\A", r"\Z",
    r"\pL", r"\1", "(?i)", "(?=a)", "(?!a)", "(?<=a)", "(?:", "(", ")", "|", "*", "+", "?", "*?",
    "++", r"\x41", r"\u00e9", r"\n", r"\t", "#", "~~", r"\e", r"\h", r"\'", r"\–", "\u0301",
    r"\b{start}", "(?P<n>a)", r"(?P=n)", "(?#x)", "(?>a)",
)  # fmt: skip


def test_drawn_patterns(times):
    """Pieces put side by side, well or badly: what Python cannot compile is not handed over."""
    met = {"handed": 0, "kept": 0, "matching": 0}

    @settings(max_examples=500 * times, suppress_health_check=list(HealthCheck))
    @given(
        pattern=st.lists(st.sampled_from(_ATOMS), min_size=1, max_size=6).map("".join),
        cells=st.lists(texts, max_size=10),
    )
    def campaign(pattern, cells):
        try:
            re.compile(f"^{pattern}$")
        except re.error:
            assert for_polars(pattern) is None
            assume(False)
        pieces = [one for one in re.split(r"[\\\[\](){}|*+?^$]", pattern) if one]
        count = assert_alike(pattern, [*cells, *NASTY[:60], *pieces, "".join(pieces), pattern])
        met["handed" if count >= 0 else "kept"] += 1
        met["matching"] += count > 0

    campaign()
    assert min(met.values()) > 50 * times, met


@pytest.mark.parametrize(
    "pattern", [r"\w", r"\W", r"\s", r"\S", r"\d", r"\D", ".", r"\b.", r".\b.", "[^a]"]
)
def test_every_agreed_letter_is_classed_alike(pattern):
    cells = [*ALPHABET, *map("".join, itertools.product("aé -1_", ALPHABET)), "a\n", "٣", "×"]
    assert assert_alike(pattern, cells) > 0


def test_agreed_texts_are_those_of_the_alphabet():
    everything = [chr(code) for code in range(0x250)]
    agreed = pl.Series(everything).str.contains(AGREED)
    assert "".join(pl.Series(everything).filter(agreed)) == ALPHABET
    others = pl.Series(["\n", "a\n", "a\r", "\u00a0", "e\u0301"])
    assert not others.str.contains(AGREED).any()


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)a", "(?!a)b", "(?<=a)b", "(?<!a)b", r"(a)\1", "(?P<x>a)", "(?P<x>a)(?P=x)", "(?i:a)",
        "(?s:.)", "(?#rien)a", "(?>a)", "(a)?(?(1)b|c)", "[a&&b]", "[a--b]", "[a~~b]", "[[a]b]",
        "[[:alpha:]]", r"a\Z", r"\Aa", "a++", "a*+", "a?+", "a{2}+", "a{,2}", "a{ 2}", "a{2, 3}",
        "a{b}", r"\<a", r"a\>", r"\b{start}a", r"\é", "a)(b", "a(", r"\Ba",
        "(?:a{1,900}){1,900}",
    ],
)  # fmt: skip
def test_a_pattern_that_engines_may_read_otherwise_is_left_to_python(pattern):
    assert for_polars(pattern) is None


@pytest.mark.parametrize("pattern", ["a|b", r"\d{2}|x", "^a|b$", "(?:a)?b*?", "[^]a]", ""])
def test_a_plain_pattern_is_handed_over(pattern):
    assert assert_alike(pattern, ["a", "b", "ab", "12", "x", "bx", "", "]"]) > 0

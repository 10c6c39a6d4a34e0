"""Files that are no GIFT, or want harm: a sentence, never a crash nor a long wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.content.declarations import parse_document
from grader.errors import ContentError
from grader.quiz.gift.adopt import Bank, adopt
from grader.quiz.gift.decode import MOST_BYTES, decode
from grader.quiz.gift.fragment import write_fragment
from grader.quiz.gift.read import MOST_QUESTIONS, read_gift
from tests.quiz.gift.test_round_trip import SLOW

BANK = Bank("essai", ("essai-o1",), frozenset(), {}, objective="essai-o1")
_STRUCTURE = st.sampled_from(
    ["{", "}", "=", "~", "#", "####", "::", ":", "->", "\\", "\\n", "%50%", "%", "{#", "{>", "T",
     "TRUE", "F", "//", "[html]", "[id:a]", "[tag:", "$CATEGORY:", "<b>", "</b>", "<!--", "&amp",
     "\n", "\n\n", " ", "\t", "a", "é", "1", "..", "1e9", "*", "`", "_", "\u00a0", "\U0001f600"]
)  # fmt: skip


def taken(text):
    """Read a text to its fragment, as the command does."""
    read = read_gift(text, "x.gift")
    adopted = adopt(read.questions, "x.gift", BANK)
    fragment = write_fragment(adopted, "x.gift")
    for fault in (*read.faults, *(fault for one in adopted for fault in one.missing)):
        assert fault.where.startswith("x.gift:")
        assert 1 <= int(fault.where.rpartition(":")[2]) <= text.count("\n") + 1
        assert fault.message.endswith((".", "?"))
    items = parse_document(fragment, "x.yml").data["items"]
    assert (items or []) == [one.raw for one in adopted]
    return read, adopted


@SLOW
@given(st.lists(_STRUCTURE, max_size=40).map("".join))
def test_any_text_gives_questions_or_sentences(text):
    taken(text)


@SLOW
@given(st.lists(_STRUCTURE, max_size=12).map("".join))
def test_any_answers_give_a_question_or_sentences(answers):
    taken(f"Qui ?{{{answers}}}")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Été ?{}".encode(), "Été ?{}", "utf-8"),
        ("Été ?{}".encode("utf-8-sig"), "Été ?{}", "utf-8-sig"),
        ("Été ?{}".encode("utf-16"), "Été ?{}", "utf-16"),
        ("Été – €{}".encode("cp1252"), "Été – €{}", "cp1252"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_encodings_and_ends_of_lines(data, text, encoding):
    assert decode(data, "x.gift") == (text, encoding)


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (b"a" * (MOST_BYTES + 1), "file-too-big", "x.gift"),
        (b"a\nb\x00c", "not-text", "x.gift:2"),
        (b"PK\x03\x04", "not-text", "x.gift:1"),
        (b"a\n\n\x1b[31m", "not-text", "x.gift:3"),
        (b"\x81\x8d\xff\xfe\x00", "unreadable-file", "x.gift"),
        (b"\xff\xfea", "unreadable-file", "x.gift"),
    ],
)
def test_what_is_no_text_is_refused(data, code, where):
    with pytest.raises(ContentError) as refusal:
        decode(data, "x.gift")
    assert (refusal.value.code, refusal.value.where) == (code, where)


def test_too_many_questions_stop_the_reading():
    read = read_gift("a{}\n\n" * (MOST_QUESTIONS + 5), "x.gift")
    assert len(read.questions) == MOST_QUESTIONS
    assert [fault.code for fault in read.faults] == ["too-many-questions"]


@pytest.mark.parametrize(
    "text",
    [
        "{" * 50_000,
        "Qui ?{" + "=" * 50_000 + "}",
        "Qui ?{" + "~%1" * 15_000 + "}",
        "Qui ?{=a#" + "<b>" * 15_000 + "~b}",
        "[html]" + "<" * 50_000 + "{}",
        "[markdown]" + "`" * 50_000 + "a{}",
        "[markdown]" + "` " * 25_000 + "{}",
        "a" + "\\" * 50_000 + "{}",
        "Combien ?{#" + "9" * 50_000 + "}",
        "Combien ?{#1e99..1e99}",
        "\n" * 500_000 + "// " + "[id:" * 5_000 + "\na{}",
    ],
)
def test_heavy_texts_are_read_or_refused(text):
    read, adopted = taken(text)
    assert len(read.faults) + len(adopted) >= 1

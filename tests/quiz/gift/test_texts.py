"""Between formats, what is shown stays what was written."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.content.prose import block_html, inline_html
from grader.quiz.moodle.texts import literal, to_gift, to_markdown
from tests.quiz.gift.drawn import texts
from tests.quiz.gift.test_round_trip import SLOW

_PLAIN = st.text("ab 12\\`*_[]()<>&;!#+-=~.:|\n", min_size=1, max_size=30)


def shown(markup):
    """What a reader sees of HTML, blanks put together."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


@SLOW
@given(_PLAIN.filter(str.strip))
def test_plain_text_is_shown_as_it_is(text):
    assert shown(inline_html(literal(text))) == shown(html.escape(french(text)))
    assert shown(block_html(literal(text.strip()))) == shown(html.escape(french(text)))


def french(text):
    from grader.typography import french as set_in_french

    return set_in_french(text)


@SLOW
@given(texts())
@example("\\<")
@example("\\\\\\<b> et \\\\<")
def test_what_travels_is_shown_the_same_and_comes_back(text):
    travelling = to_gift(text)
    assert inline_html(travelling) == inline_html(text)
    assert to_markdown(travelling, "markdown") == (text, ())


def test_no_html_travels_out_of_code():
    assert to_gift("a <b> `<i>` <http://a.test>") == "a &#60;b> `<i>` <http://a.test>"


@pytest.mark.parametrize("source", ["markdown", "html", "plain", "moodle"])
@given(text=st.text("<>/abi&;#!-`*_[]() \n\"'=pscrt", max_size=60))
def test_anything_becomes_text_without_markup(source, text):
    """Whatever a file holds, no raw HTML comes out: Ouvroir would show it, at best."""
    markdown, _ = to_markdown(text, source)
    rendered = inline_html(markdown)
    assert not re.search(r"<(?!/?(?:strong|em|code|a|br)\b)[a-z]", rendered)


def test_a_pile_of_elements_is_read_quickly_and_closed():
    text = "<b>" * 20_000 + "x"
    assert to_markdown(text, "html")[0].strip("*") == "x"

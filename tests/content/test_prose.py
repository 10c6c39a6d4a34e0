"""Markdown to safe HTML in French typography."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.content.prose import block_html, glossary_html, inline_html, slug_of


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Valide ?", "Valide\u202f?"),
        ("Ainsi : **oui** !", "Ainsi\u00a0: <strong>oui</strong>\u202f!"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("« `mot` »", "«\u00a0<code>mot</code>\u00a0»"),
        ("50 % et 4 200 €", "50\u00a0% et 4\u202f200\u00a0€"),
        ("`a : b ; c ?`", "<code>a : b ; c ?</code>"),
        ("<b>gras</b> & co", "&lt;b&gt;gras&lt;/b&gt; &amp; co"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[le CSV](glossaire:CSV)", '<span class="terme" data-mot="mot-csv">le CSV</span>'),
        ("`[a](glossaire:CSV)`", "<code>[a](glossaire:CSV)</code>"),
        ("[x](https://x.fr)", '<a href="https://x.fr" rel="noopener" class="lien-externe">x</a>'),
    ],
)  # fmt: skip
def test_inline(markdown, html):
    assert inline_html(markdown) == html


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("CSV", '<a class="terme" href="#mot-csv" aria-describedby="mot-csv-sens">'),
        ("csv", '<a class="terme" href="#mot-csv" aria-describedby="mot-csv-sens">'),
        ("PDF", '<span class="terme" data-mot="mot-pdf">'),
    ],
)
def test_a_definition_leads_to_the_words_that_its_page_explains(written, start):
    html = glossary_html(f"Un [fichier](glossaire:{written}) & <b>rien</b>.", {"mot-csv"})
    assert html.startswith(f"Un {start}fichier</")
    assert html.endswith("&amp; &lt;b&gt;rien&lt;/b&gt;.")


def test_block_holds_paragraphs_lists_and_tables():
    html = block_html("Un.\n\n- deux\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n")
    assert "<p>Un.</p>" in html
    assert "<li>deux</li>" in html
    assert '<th scope="col">A</th>' in html
    assert '<td class="droite">2</td>' in html
    assert 'tabindex="0"' in html
    assert "style=" not in html


def test_blank_lines_of_code_are_kept_but_not_in_the_source():
    html = block_html("```csv\na;b\n\nc;d\n```\n")
    assert "a;b&#10;&#10;c;d" in html
    assert "\n\n" not in html


@given(st.text("<>&\"'`*[](){}:!/ \nabjs-|#", max_size=60))
def test_no_markup_of_the_author_survives(text):
    allowed = re.compile(
        r"</?(p|em|strong|code|pre|ul|ol|li|h[1-6]|blockquote|hr|br|a|span|div|table|thead|tbody|"
        r"tr|th|td)( [a-z-]+=\"[^\"<>]*\")*( /)?>"
    )
    for html in (inline_html(text), block_html(text)):
        rest = allowed.sub("", html)
        assert "<" not in rest
        assert not re.search(r"\son\w+=|javascript:[^<]*\"", html)
        assert not re.search(r"\n[ \t]*\n", html)


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Écrire l'année", "ecrire-l-annee"), ("UTF-8", "utf-8"), ("« ? »", "partie")],
)
def test_slug(text, slug):
    assert slug_of(text) == slug

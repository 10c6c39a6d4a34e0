"""The glossary: order of French words, what is found, which lessons use a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.services.glossary import MOST_SOUGHT, glossary_page, order_of

WORDS = {
    "élu": "Personne choisie par les habitants.",
    "œuvre": "Chose faite, que protège le [droit d'auteur](glossaire:droit d'auteur).",
    "Zonage": "Découpage d'un territoire.",
    "emprise": "Place que prend un ouvrage.",
    "3D": "En trois dimensions.",
    "droit d'auteur": "Droit de qui crée une <œuvre> & la montre.",
    "office": "Bureau, ou rôle.",
}


@pytest.fixture(scope="module")
def workshop(shared_workshop):
    """The real course with other words."""
    return replace(shared_workshop, course=replace(shared_workshop.course, glossary=WORDS))


def shown(page) -> list[str]:
    return [entry.term for letter in page.letters for entry in letter.entries]


def test_words_stand_in_french_order_under_their_letter(workshop):
    page = glossary_page(workshop)
    assert shown(page) == ["3D", "droit d'auteur", "élu", "emprise", "œuvre", "office", "Zonage"]
    assert [letter.name for letter in page.letters] == ["0-9", "D", "E", "O", "Z"]
    assert [letter.anchor for letter in page.letters][:2] == ["lettre-0-9", "lettre-d"]
    assert page.told == "7\u00a0mots, dans l'ordre alphabétique."


@pytest.mark.parametrize(
    "terms",
    [
        ["cote", "côte", "coté", "côté"],
        ["clé", "clé d'API", "clé de contrôle", "cléricature"],
        ["jeu de données", "jeudi"],
        ["date ISO", "données", "Drapeau"],
    ],
)
def test_order_is_word_by_word_and_the_last_accent_decides(terms):
    shuffled = [*terms[1::2], *terms[::2]]
    assert sorted(shuffled, key=order_of) == terms


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ELU", ["élu"]),
        ("oeuvre", ["droit d'auteur", "œuvre"]),
        ("  territoire   decoupage ", ["Zonage"]),
        ("habitants territoire", []),
        ("zon", ["Zonage"]),
        ("?", []),
        ("%", []),
    ],
)
def test_a_word_is_found_without_its_accents(workshop, sought, found):
    assert shown(glossary_page(workshop, sought)) == found


def test_what_was_looked_for_is_told(workshop):
    page = glossary_page(workshop, "ELU")
    assert (page.sought, page.told) == ("ELU", "1\u00a0mot pour «\u00a0ELU\u00a0».")
    assert glossary_page(workshop, "zzz").told == "Aucun mot pour «\u00a0zzz\u00a0»."
    assert glossary_page(workshop, " \n ").told.startswith("7\u00a0mots,")


def test_a_long_search_is_cut(workshop):
    assert len(glossary_page(workshop, "x" * 5000).sought) == MOST_SOUGHT


@given(sought=st.text(max_size=80))
def test_any_search_gives_words_of_the_glossary_in_their_order(workshop, sought):
    terms = shown(glossary_page(workshop, sought))
    assert set(terms) <= set(WORDS)
    assert terms == sorted(terms, key=order_of)


def test_a_definition_is_safe_and_leads_to_another_word(workshop):
    entries = {e.term: e for letter in glossary_page(workshop).letters for e in letter.entries}
    assert "&lt;œuvre&gt; &amp; la montre" in entries["droit d'auteur"].meaning_html
    assert 'href="#mot-droit-d-auteur"' in entries["œuvre"].meaning_html


def test_each_word_of_the_course_leads_to_the_lessons_that_use_it(shared_workshop):
    course = shared_workshop.course
    entries = {
        e.term: e for letter in glossary_page(shared_workshop).letters for e in letter.entries
    }
    assert len(entries) == len(course.glossary)
    for module in course.modules.values():
        for lesson in module.lessons:
            for term in lesson.terms:
                urls = [one.url for one in entries[term].lessons]
                assert shared_workshop.address(f"lecon/{lesson.id}") in urls
    assert any(len(entry.lessons) > 1 for entry in entries.values())

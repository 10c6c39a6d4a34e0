"""Slugs and tags: section 4.3 of the portal's contract."""

from __future__ import annotations

import pytest

from grader.publication.problems import Problem
from grader.publication.slugs import clean_tags, free_slug, slugify


def never(slug: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Écoles Publiques", "ecoles-publiques"),
        ("eau_potable", "eau-potable"),
        ("C++ dev", "c-dev"),
        ("Œuvres & sœurs", "oeuvres-soeurs"),
        ("L'eau de l’Ouvre", "l-eau-de-l-ouvre"),
        ("  Budget — 2025 !", "budget-2025"),
        ("!!! ???", ""),
    ],
)
def test_other_signs_become_hyphens(text, slug):
    assert slugify(text) == slug


def test_a_taken_slug_gets_a_number():
    taken = {"a", "a-1"}
    assert free_slug("A", never) == "a"
    assert free_slug("A", {"a"}.__contains__) == "a-1"
    assert free_slug("A", taken.__contains__) == "a-2"


def test_a_slug_has_at_most_255_signs_number_included():
    assert free_slug("a" * 300, never) == "a" * 255
    assert free_slug("a" * 300, {"a" * 255}.__contains__) == "a" * 253 + "-1"


def test_a_title_like_a_uuid_is_told_apart():
    name = "0f1e2d3c-0000-4000-8000-123456789abc"
    assert free_slug(name.upper(), never) == f"{name}-uuid"


def test_a_title_of_signs_has_an_empty_slug():
    assert free_slug("???", never) == ""


@pytest.mark.parametrize(
    ("raw", "tags"),
    [
        (["Écoles Publiques", "eau_potable"], ["eau-potable", "ecoles-publiques"]),
        (["Eau potable", "eau_potable"], ["eau-potable"]),
        (["budget,eau"], ["budget", "eau"]),
        (["budget,eau", "zone"], ["budget-eau", "zone"]),
        ("budget, eau", ["budget", "eau"]),
        ("", []),
        ([""], []),
        ([], []),
        (None, []),
        (["a" * 96], ["a" * 96]),
        (["abc"], ["abc"]),
    ],
)
def test_tags_are_slugified_sorted_and_told_once(raw, tags):
    assert clean_tags(raw) == tags


@pytest.mark.parametrize(
    ("raw", "tag"), [(["C+"], "c"), (["ab", "budget"], "ab"), (["a" * 97], "a" * 97), (["!"], "")]
)
def test_the_length_of_a_tag_is_that_of_its_slug(raw, tag):
    with pytest.raises(Problem) as refused:
        clean_tags(raw)
    assert refused.value.status == 400
    assert refused.value.body == {
        "errors": {"tags": [f'Le mot-clé "{tag}" doit avoir entre 3 et 96 caractères.']}
    }


@pytest.mark.parametrize("raw", [[1, 2], [["budget"]], {"tag": "budget"}, 3, [None]])
def test_tags_that_are_no_texts_are_refused(raw):
    with pytest.raises(Problem) as refused:
        clean_tags(raw)
    assert refused.value.status == 400
    assert set(refused.value.body["errors"]) == {"tags"}

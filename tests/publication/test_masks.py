"""Masks of the X-Fields header: section 3 of the portal's contract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.publication.masks import apply_mask
from grader.publication.problems import Problem
from tests.support.datasets import DATASETS, create, remote
from tests.support.portal import Asker

RECORD = {"id": 1, "title": "a", "owner": None, "resources": [{"id": 2, "url": "b"}], "n": {"k": 3}}


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ("id,title", {"id": 1, "title": "a"}),
        ("id,resources{id}", {"id": 1, "resources": [{"id": 2}]}),
        ("{id,title}", {"id": 1, "title": "a"}),
        (" id , resources { id } ", {"id": 1, "resources": [{"id": 2}]}),
        ("id,unknown,n{nothing}", {"id": 1, "n": {}}),
        ("owner{id}", {"owner": None}),
        ("title{id}", {"title": "a"}),
        ("*", RECORD),
        ("*,resources{url}", {**RECORD, "resources": [{"url": "b"}]}),
        ("resources{*}", {"resources": RECORD["resources"]}),
        ("", {}),
    ],
)
def test_what_a_mask_keeps(mask, kept):
    assert apply_mask(RECORD, mask) == kept


def test_a_mask_applies_to_each_object_of_a_list():
    assert apply_mask([RECORD, RECORD], "id") == [{"id": 1}, {"id": 1}]


@pytest.mark.parametrize(
    ("mask", "reason"),
    [
        ("data{id", "Missing closing bracket"),
        ("{id", "Missing closing bracket"),
        ("{data{id}", "Missing closing bracket"),
        ("id}", "Unexpected closing bracket"),
        ("{id}}", "Unexpected closing bracket"),
        ("id,,title", "Unexpected comma"),
        (",", "Unexpected comma"),
        ("a,{id}", "Unexpected opening bracket"),
        ("a{" * 60 + "}" * 60, "Unexpected opening bracket"),
        ("id;title", "Unexpected word ;"),
    ],
)
def test_a_broken_mask_is_refused(mask, reason):
    with pytest.raises(Problem) as refused:
        apply_mask(RECORD, mask)
    assert refused.value.status == 400
    assert refused.value.body == {"message": f"Mask parse error: {reason}"}
    assert "X-Fields" in refused.value.explanation


@given(st.text(alphabet="ab*{}, ;é\n", max_size=30))
def test_any_header_is_a_mask_or_a_refusal(mask):
    status, kept = 200, {}
    try:
        kept = apply_mask(RECORD, mask)
    except Problem as problem:
        status = problem.status
    assert (status, set(kept) <= set(RECORD)) in [(200, True), (400, True)]


def test_next_page_survives_the_mask_of_the_client(tmp_path):
    asker = Asker(tmp_path)
    for number in range(3):
        create(asker, title=f"Budget {number}", resources=[remote()])
    status, page = asker.ask(
        "GET",
        DATASETS + "?page_size=2",
        headers={"X-Fields": "data{id,resources{url}},next_page,total"},
    )
    assert status == 200
    assert set(page) == {"data", "next_page", "total"}
    assert page["next_page"].endswith("/api/1/datasets/?page=2&page_size=2")
    assert all(set(one) == {"id", "resources"} for one in page["data"])
    assert page["data"][0]["resources"] == [{"url": remote()["url"]}]


def test_a_broken_mask_is_refused_through_the_api(tmp_path):
    status, refusal = Asker(tmp_path).ask("GET", DATASETS, headers={"x-fields": "data{id"})
    assert status == 400
    assert refusal["message"] == "Mask parse error: Missing closing bracket"

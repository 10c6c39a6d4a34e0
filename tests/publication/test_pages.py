"""Pages of lists: section 3 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization
from tests.support.portal import ORIGIN, Asker

BASE = ORIGIN + DATASETS


@pytest.fixture(scope="module")
def asker(tmp_path_factory) -> Asker:
    asker = Asker(tmp_path_factory.mktemp("pages"))
    for number in range(26):
        create(asker, title=f"Budget {number:02}", tags=["budget", "eau-potable"])
        asker.clock.advance(minutes=1)
    return asker


def page_of(asker, query=""):
    status, page = asker.ask("GET", DATASETS + query)
    assert status == 200, page
    return page


def test_page_object(asker):
    page = page_of(asker)
    assert {key: page[key] for key in page if key != "data"} == {
        "page": 1,
        "page_size": 20,
        "total": 26,
        "next_page": f"{BASE}?page=2&page_size=20",
        "previous_page": None,
    }
    assert [one["title"] for one in page["data"]] == [f"Budget {n:02}" for n in range(25, 5, -1)]


def test_last_page(asker):
    page = page_of(asker, "?page=2")
    assert len(page["data"]) == 6
    assert page["next_page"] is None
    assert page["previous_page"] == f"{BASE}?page=1&page_size=20"


def test_no_upper_bound_of_page_size(asker):
    page = page_of(asker, "?page_size=100000")
    assert (len(page["data"]), page["page_size"], page["next_page"]) == (26, 100000, None)


def test_a_page_that_ends_exactly_at_the_end_is_the_last(asker):
    assert page_of(asker, "?page=2&page_size=13")["next_page"] is None


@pytest.mark.parametrize("name", ["page", "page_size"])
@pytest.mark.parametrize("value", ["0", "-1", "abc", "", "1.5", "9" * 5000])
def test_bad_numbers_are_shape_d(asker, name, value):
    status, refusal = asker.ask("GET", f"{DATASETS}?{name}={value}")
    assert status == 400
    assert refusal["message"] == "Input payload validation failed"
    assert list(refusal["errors"]) == [name]
    assert isinstance(refusal["errors"][name], str)
    assert refusal["explication"]


def test_the_text_of_a_bad_page(asker):
    _, refusal = asker.ask("GET", f"{DATASETS}?page=abc")
    assert refusal["errors"] == {"page": "The page to fetch abc is not a valid integer"}


def test_trap_35_a_page_beyond_the_end_is_not_found(asker):
    status, refusal = asker.ask("GET", f"{DATASETS}?page=3")
    assert status == 404
    assert refusal["message"].startswith("The requested URL was not found on the server.")
    assert asker.ask("GET", f"{DATASETS}?page={10**30}")[0] == 404


def test_page_one_of_an_empty_list(asker):
    page = page_of(asker, "?q=introuvable")
    assert (page["data"], page["total"], page["next_page"]) == ([], 0, None)
    assert asker.ask("GET", f"{DATASETS}?q=introuvable&page=2")[0] == 404


def test_an_argument_given_twice_is_repeated(asker):
    page = page_of(asker, "?tag=budget&tag=eau-potable&page_size=5&page=2&q=budget%20vot%C3%A9")
    again = "tag=budget&tag=eau-potable&q=budget+vot%C3%A9"
    assert page["total"] == 26
    assert page["next_page"] == f"{BASE}?{again}&page=3&page_size=5"
    assert page["previous_page"] == f"{BASE}?{again}&page=1&page_size=5"


def test_following_next_page_gives_everything_once(asker):
    seen, address = [], f"{BASE}?page_size=7&sort=title"
    while address:
        page = page_of(asker, address.removeprefix(BASE))
        seen += [one["title"] for one in page["data"]]
        address = page["next_page"]
    assert seen == [f"Budget {n:02}" for n in range(26)]


def test_an_organization_called_by_id_gives_the_next_page_by_slug(tmp_path):
    asker = Asker(tmp_path)
    mine = organization(asker)
    for _ in range(3):
        create(asker, organization=mine)
    _, page = asker.ask("GET", f"/api/1/organizations/{mine}/datasets/?page_size=2")
    assert page["total"] == 3
    assert page["next_page"] == (
        f"{ORIGIN}/api/1/organizations/val-ouvert/datasets/?page=2&page_size=2"
    )

"""What is noted of a record's life: how it came, who changed it, and what was emptied."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.publication.trail import MOST_ENTRIES, TRAIL
from tests.support.portal import Asker

BODY = {
    "title": "Budget",
    "description": "Le budget voté.",
    "license": "lov2",
    "frequency": "annual",
    "tags": ["budget"],
    "temporal_coverage": {"start": "2025-01-01", "end": "2025-12-31"},
    "spatial": {"zones": ["fr:commune:99042"]},
}
SAME = {name: BODY[name] for name in ("tags", "temporal_coverage")}


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


def ask(asker, method, path, body=None, **more):
    status, answered = asker.ask(method, path, body, **more)
    assert status < 300, answered
    return answered


def make(asker, **changes):
    return ask(asker, "POST", "/api/1/datasets/", {**BODY, **changes})["id"]


def change(asker, identifier, **body):
    return ask(asker, "PUT", f"/api/1/datasets/{identifier}/", body)


def trail(asker, identifier):
    return asker.portal.catalogue.get("dataset", identifier)[TRAIL]


def lost(asker, identifier):
    return [name for entry in trail(asker, identifier) for name in entry["emptied"]]


def by(asker, via):
    return Asker(asker.folder, replace(asker.portal, via=via))


def test_a_birth_says_how_when_and_by_whom(asker):
    identifier = make(asker, private=True)

    [birth] = trail(asker, identifier)
    assert birth == {
        "at": asker.portal.now(),
        "by": "api",
        "who": asker.portal.caller["id"],
        "private": True,
        "emptied": [],
    }


def test_the_api_shows_nothing_of_it_and_takes_none(asker):
    forged = [{"by": "page", "emptied": []}]
    identifier = make(asker, trail=forged, extras={"trail": "x"})
    shown = change(asker, identifier, **SAME, trail=[])

    assert TRAIL not in shown
    assert [entry["by"] for entry in trail(asker, identifier)] == ["api", "api"]
    assert TRAIL not in ask(asker, "GET", "/api/1/datasets/")["data"][0]


def test_a_put_that_forgets_notes_what_the_real_one_erases(asker):
    identifier = make(asker)

    change(asker, identifier, title="Budget 2025")

    assert lost(asker, identifier) == ["tags", "temporal_coverage"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (SAME, []),
        ({**SAME, "license": None}, ["license"]),
        ({**SAME, "license": "licence-inconnue"}, ["license"]),
        ({**SAME, "frequency": "unknown"}, ["frequency"]),
        ({**SAME, "tags": []}, ["tags"]),
        ({**SAME, "spatial": None}, []),
        ({**SAME, "access_type": "restricted"}, []),
    ],
)
def test_each_field_that_was_emptied_is_named(asker, body, names):
    identifier = make(asker)

    change(asker, identifier, **body)

    assert lost(asker, identifier) == names


def test_what_was_empty_before_was_not_emptied(asker):
    identifier = make(asker, tags=[], license=None)

    change(asker, identifier, temporal_coverage=BODY["temporal_coverage"])

    assert lost(asker, identifier) == []


def test_resources_that_vanish_or_lose_their_words_are_noted(asker):
    identifier = make(asker)
    link = {"title": "x", "filetype": "remote", "type": "main", "description": "Une ligne par an."}
    added = [
        ask(
            asker,
            "POST",
            f"/api/1/datasets/{identifier}/resources/",
            {**link, "url": f"https://exemple.example/{name}.csv", "schema": {"name": "a/b"}},
        )
        for name in ("un", "deux")
    ]
    path = f"/api/1/datasets/{identifier}/resources/{added[0]['id']}/"
    ask(asker, "PUT", path, {"schema": None})
    ask(asker, "PUT", path, {"description": ""})
    ask(asker, "DELETE", path)

    assert lost(asker, identifier) == ["schema", "documentation", "resources"]


def test_pages_and_the_api_are_told_apart(asker):
    identifier = make(by(asker, "page"))

    change(asker, identifier, **SAME)
    change(by(asker, "page"), identifier, **SAME, private=True)

    assert [(one["by"], one["private"]) for one in trail(asker, identifier)] == [
        ("page", False),
        ("api", False),
        ("page", True),
    ]


def test_changes_alike_are_one_and_what_was_emptied_is_never_forgotten(asker):
    identifier = make(asker, private=True)
    change(asker, identifier, title="Un")
    for number in range(MOST_ENTRIES + 20):
        change(asker, identifier, **SAME, private=bool(number % 2))

    kept = trail(asker, identifier)
    assert len(kept) == MOST_ENTRIES
    assert kept[0]["private"] is True
    assert {"tags", "temporal_coverage"} <= set(lost(asker, identifier))
    for _ in range(5):
        change(asker, identifier, **SAME, private=True)
    assert len(trail(asker, identifier)) == MOST_ENTRIES


def test_alike_changes_do_not_lengthen_it(asker):
    identifier = make(asker)
    for number in range(10):
        change(asker, identifier, **SAME, title=f"Budget {number}")

    assert len(trail(asker, identifier)) == 2


def test_a_record_that_an_earlier_version_kept_has_a_birth_that_nobody_claims(asker):
    identifier = make(asker)
    stored = asker.portal.catalogue.get("dataset", identifier)
    del stored[TRAIL]
    asker.portal.catalogue.put("dataset", stored)

    change(asker, identifier, **SAME)

    assert [entry["by"] for entry in trail(asker, identifier)] == ["seed", "api"]


def test_a_record_restored_keeps_its_trail(asker):
    identifier = make(by(asker, "page"))
    asker.ask("DELETE", f"/api/1/datasets/{identifier}/")
    change(asker, identifier, **SAME, deleted=None)

    assert trail(asker, identifier)[0]["by"] == "page"
    assert lost(asker, identifier) == []

"""Odd and hostile bodies: never a fault, never half a change."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.datasets import DATASETS, create, path_of, put, read, remote
from tests.support.portal import Asker

FIELDS = (
    *("title", "description", "description_short", "acronym", "organization", "owner", "private"),
    *("license", "frequency", "frequency_date", "tags", "temporal_coverage", "spatial", "extras"),
    *("resources", "contact_points", "access_type", "access_audiences", "deleted", "archived"),
    *("authorization_request_url", "access_type_reason", "access_type_reason_category"),
)
KEYS = ("id", "zones", "granularity", "geom", "start", "end", "type", "coordinates", "url", "dcat")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=12)
    | st.sampled_from(["2025-01-01", "fr:commune:35238", "MultiPolygon", "lov2", "0" * 24])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5)


@pytest.fixture(scope="module")
def asker(tmp_path_factory) -> Asker:
    return Asker(tmp_path_factory.mktemp("hostile"))


def well_answered(status: int, answer: dict, good: int) -> bool:
    if status == good:
        return set(answer) >= {"id", "quality", "permissions"}
    shaped = "errors" in answer or "message" in answer
    return status == 400 and shaped and bool(answer["explication"])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES, named=st.booleans())
def test_any_body_is_a_record_or_a_refusal(asker, body, named):
    sent = {"title": "a", "description": "b", **body} if named else body
    before = asker.portal.catalogue.all("dataset")
    status, answer = asker.ask("POST", DATASETS, sent)
    assert well_answered(status, answer, 201)
    if status == 201:
        dataset = asker.portal.catalogue.get("dataset", answer["id"])
        assert asker.ask("GET", path_of(answer)) == (200, answer)
        assert isinstance(dataset["quality"]["score"], float)
        asker.portal.catalogue.remove("dataset", answer["id"])
    assert asker.portal.catalogue.all("dataset") == before


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODIES)
def test_any_put_changes_all_or_nothing(asker, body):
    dataset = create(asker, resources=[remote()], license="lov2")
    stored = asker.portal.catalogue.get("dataset", dataset["id"])
    status, answer = asker.ask("PUT", path_of(dataset), body)
    assert well_answered(status, answer, 200)
    if status == 400:
        assert asker.portal.catalogue.get("dataset", dataset["id"]) == stored
    elif not answer["deleted"]:
        # Reading, then sending all back, changes nothing more, but a licence of the same look.
        again = put(asker, dataset, **{**answer, "license": "lov2", "access_type": "open"})
        assert put(asker, dataset, **again) == again
    asker.portal.catalogue.remove("dataset", dataset["id"])


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "a" * 350,
        'x" } ] . <urn:x>',
        "\u202e\u0000\u200b",
        "😀 données",
        "_ _",
    ],
)
def test_hostile_titles_come_back_as_they_were(asker, title):
    dataset = create(asker, title=title)
    assert dataset["title"] == title
    assert all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in dataset["slug"])
    assert asker.ask("GET", dataset["uri"].partition("/bac-a-sable")[2])[1]["id"] == dataset["id"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"title": "\\ud800", "description": "b"}',
        b'{"title": NaN, "description": "b"}',
        b'{"title": "a", "description": "b", "extras": ' + b'{"a":' * 100 + b"1" + b"}" * 101,
        b'{"title": "a", "description": "b", "extras": {"a": 1e999}}',
        b"\xff\xfe",
        b"",
        b"[" * 100_000,
    ],
)
def test_what_json_cannot_carry_is_refused(asker, body):
    status, refusal = asker.ask("POST", DATASETS, body)
    assert status == 400
    assert refusal["message"].startswith("The browser (or proxy) sent a request")


@pytest.mark.parametrize("name", ["%00", "a" * 3000, "..", "\u0000", "é", "😀", "'; DROP TABLE"])
def test_hostile_names(asker, name):
    status, refusal = asker.ask("GET", f"{DATASETS}{name}/")
    assert status == 404
    assert refusal["explication"]


def test_what_is_sent_is_not_shared_with_what_is_kept(asker):
    dataset = create(asker, extras={"a": {"b": 1}})
    shown = json.dumps(read(asker, dataset))
    asker.ask("GET", DATASETS)
    found = asker.portal.catalogue.get("dataset", dataset["id"])
    found["extras"]["a"]["b"] = 2
    assert json.dumps(read(asker, dataset)) == shown

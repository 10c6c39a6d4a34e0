"""Resources from whatever JSON holds: taken or refused, never a fault, and always shown again."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.publication.problems import Problem
from grader.publication.resources import resource_from_form, resource_view
from tests.support.datasets import create, path_of, remote
from tests.support.portal import Asker

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
_FIELDS = ("title", "description", "filetype", "type", "url", "format", "mime", "filesize")
_NESTED = ("checksum", "schema", "extras")
_BODIES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys((*_FIELDS, *_NESTED, "id", "path", "history", "columns"), _JSON),
        "checksum": _JSON | st.fixed_dictionaries({}, optional={"type": _JSON, "value": _JSON}),
        "schema": _JSON
        | st.fixed_dictionaries({}, optional={"name": _JSON, "version": _JSON, "url": _JSON}),
    },
)


@pytest.fixture(scope="module")
def asker(tmp_path_factory) -> Asker:
    return Asker(tmp_path_factory.mktemp("portal"))


def _read(asker, raw, stored):
    try:
        return resource_from_form(asker.portal, raw, stored)
    except Problem as problem:
        return problem


@given(body=_BODIES, sound=st.booleans(), changing=st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_json_makes_a_resource_or_a_refusal(asker, body, sound, changing):
    raw = {**remote(), **body} if sound else body
    stored = resource_from_form(asker.portal, remote(), None) if changing else None
    made = _read(asker, raw, stored)
    if isinstance(made, Problem):
        assert made.status == 400
        assert made.body["errors"]
        assert made.explanation
        json.dumps(made.body)
        return
    json.dumps(resource_view(asker.portal, {}, made))
    # What is read is taken again as it is, and a caller names neither bytes nor history.
    again = resource_view(asker.portal, {}, made)
    assert resource_from_form(asker.portal, again, made) == made
    assert (made["path"], made["history"], made["columns"]) == (None, [], {})
    if stored is not None:
        assert (made["id"], made["filetype"]) == (stored["id"], "remote")


@pytest.mark.parametrize("raw", [None, 3, "a", [], [{}]])
def test_what_is_no_object_is_refused(asker, raw):
    with pytest.raises(Problem) as refused:
        resource_from_form(asker.portal, raw, None)
    assert refused.value.status == 400


@pytest.mark.parametrize("rid", ["a", "..", "%2e%2e", "A" * 36, "0" * 36, "'; --", "\x00"])
def test_an_identifier_that_is_none_is_not_found(asker, rid):
    dataset = create(asker)
    for method in ("GET", "PUT", "DELETE"):
        body = {"title": "a"} if method == "PUT" else None
        assert asker.ask(method, f"{path_of(dataset)}resources/{rid}/", body)[0] == 404

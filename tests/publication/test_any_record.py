"""Any JSON in place of a record, and any text in place of a title."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import OuvroirError
from grader.publication.dcat.graph import address, is_absolute, new_graph, term, words
from grader.publication.dcat.terms import BY_EXTENSION
from grader.publication.given_record import read_given
from grader.publication.quality import CRITERIA, advice, quality_of
from tests.publication.catalogues import read
from tests.support.portal import NOON

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "modified_at", "format"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
MOMENT = st.datetimes().map(str) | st.text(max_size=12)
RESOURCE = st.fixed_dictionaries(
    {}, optional={"format": ANY, "extras": ANY, "last_modified": MOMENT, "type": ANY}
)
RECORD = st.fixed_dictionaries(
    {"title": st.text(max_size=10) | ANY},
    optional={
        "id": ANY,
        "description": st.text(max_size=10) | ANY,
        "license": st.sampled_from(["lov2", "notspecified", "x"]) | ANY,
        "frequency": st.sampled_from(["daily", "tridecennial", "realtime", "never"]) | ANY,
        "spatial": ANY,
        "harvest": ANY,
        "quality": ANY | st.fixed_dictionaries({"score": ANY, "license": ANY}),
        "last_update": MOMENT,
        "last_modified": MOMENT,
        "resources": st.lists(RESOURCE, max_size=3) | ANY,
    },
)


@settings(max_examples=150, deadline=None)
@given(RECORD | ANY)
def test_a_record_is_counted_or_refused(record):
    raw = json.dumps(record).encode("utf-8", "surrogatepass")
    with contextlib.suppress(OuvroirError):
        for one in read_given(raw, NOON)[0]:
            quality = quality_of(one.document, NOON, last_update=one.last_update)
            assert 0 <= quality["score"] <= 1
            assert len(advice(one.document, NOON, last_update=one.last_update)) == len(CRITERIA)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_is_read_back_from_any_format(title, rest):
    from grader.publication.dcat.catalogue import serialise

    graph = new_graph()
    node = address("https://exemple.fr/jeu")
    graph.add((node, term("dct:title"), words(title)))
    url = f"https://exemple.fr/{rest}"
    assert is_absolute(url)
    graph.add((node, term("dcat:downloadURL"), address(url)))
    for extension, how in BY_EXTENSION.items():
        again = read(serialise(graph, how), extension)
        [said] = again.objects(node, term("dct:title"))
        assert str(said).replace("\r", "\n") == str(words(title)).replace("\r", "\n")
        assert list(again.objects(node, term("dcat:downloadURL"))) == [address(url)]

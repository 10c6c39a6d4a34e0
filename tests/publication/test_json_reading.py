"""JSON as anybody sends it: what no database, copy or answer could hold is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.publication.json_reading import DEEPEST, read_json
from tests.support.portal import Asker

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
def test_what_is_json_is_read_as_it_is(value):
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b'{"title": -Infinity}',
        b'{"title": 1e999}',
        b'{"title": 9223372036854775808}',
        b'{"title": "\\ud800"}',
        b'{"title": "\\UD800"}',
        b'{"\\udfff": 1}',
        b'{"title": "\xff"}',
        b"",
        b"{",
        b"[" * 100_000,
        b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2),
        b'{"a":' * (DEEPEST + 2) + b"1" + b"}" * (DEEPEST + 2),
        b"1" * 5000,
    ],
)
def test_what_cannot_be_kept_is_refused_in_french_and_never_a_fault(tmp_path, raw):
    status, told = Asker(tmp_path).ask("POST", "/api/1/datasets/", raw)
    assert status == 400
    assert told["message"].startswith("The browser (or proxy) sent a request")
    assert "JSON" in told["explication"]


def test_a_pair_of_surrogates_is_a_sign_like_another():
    assert read_json(b'"\\ud83c\\udf33"') == "\N{DECIDUOUS TREE}"


def test_what_nests_as_deep_as_a_geometry_is_read():
    raw = b"[" * DEEPEST + b"]" * DEEPEST
    assert json.dumps(read_json(raw)).encode() == raw


def test_a_byte_order_mark_is_passed_over():
    assert read_json(b"\xef\xbb\xbf{}") == {}

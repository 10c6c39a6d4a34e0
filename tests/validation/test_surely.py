"""What is told of whole columns at once is a part of what frictionless says, and never more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.validation.oracle import make_readers
from grader.validation.schemas import Field, load_schema
from grader.validation.surely import surely_right, surely_wrong
from tests.validation.oracle.cases import fields
from tests.validation.oracle.cells import NASTY, letters
from tests.validation.oracle.direct import readers_of, schema_of
from tests.validation.oracle.fields import KINDS, Kind, cells_of, listed
from tests.validation.schemas_facts import FOLDER, OFFICIAL
from tests.validation.tables import schema_of as schema_with

pytestmark = pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
#: Types and formats of which something must be told at once: they are those of the real schemas.
FAST_RIGHT = {
    "string/default", "string/uri", "string/email", "string/uuid", "number/default",
    "integer/default", "year/default", "date/default", "date/%Y-%m-%d", "boolean/default",
    "datetime/default", "time/default", "geopoint/default", "geopoint/array",
}  # fmt: skip
FAST_WRONG = {
    "string/default", "number/default", "integer/default", "date/default", "date/%Y-%m-%d",
    "boolean/default",
}  # fmt: skip


def told_and_true(
    folder: Path, descriptor: dict[str, Any], cells: Iterable[str]
) -> tuple[Counter[str], Counter[str]]:
    """Hold what is told at once of cells against frictionless; count what was told."""
    schema = schema_of(folder, {"fields": [descriptor]})
    (field,) = schema.fields
    read = readers_of({"fields": [descriptor]})[field.name]
    texts = pl.Series("0", list(dict.fromkeys(cells)), dtype=pl.String)
    truth = [read(cell) for cell in texts]
    missing = [one is not None and one[0] is None and "type" not in one[1] for one in truth]
    kind = f"{field.type}/{field.format}"
    right, wrong = _right(field, texts, schema), surely_wrong(field, texts)
    met: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for index, cell in enumerate(texts):
        if missing[index]:
            continue
        broken = {"type"} if truth[index] is None else set(truth[index][1])
        if right is not None and right[index]:
            assert not broken, f"{cell!r} is told right"
            met[0][kind] += 1
        if wrong.decided[index]:
            told = {name for name, which in wrong.broken.items() if which[index]}
            assert told == broken, f"{cell!r} is told wrong"
            met[1][kind] += bool(told)
    return met


def _right(field: Field, texts: pl.Series, schema: Any) -> pl.Series | None:
    reader = make_readers(schema)[field.name]
    right = surely_right(field, pl.col("0"), reader)
    return None if right is None else texts.to_frame().with_columns(right=right)["right"]


def test_what_is_told_at_once_is_what_frictionless_says(tmp_path: Path, times):
    """Over drawn fields and cells."""

    @settings(max_examples=100 * times, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), kind=st.sampled_from(KINDS))
    def campaign(data: st.DataObject, kind: Kind):
        descriptor = data.draw(fields("f", kind))
        descriptor.pop("missingValues", None)
        cells = data.draw(st.lists(st.one_of(cells_of(kind), letters), min_size=10, max_size=30))
        told_and_true(tmp_path, descriptor, cells)

    campaign()


def test_every_nasty_cell_under_every_type(tmp_path: Path):
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for kind in KINDS:
        told = told_and_true(tmp_path, {"name": "f", **kind.base}, [*NASTY, *listed(kind)])
        right += told[0]
        wrong += told[1]
    unbound = told_and_true(tmp_path, {"name": "f", "constraints": {"maxLength": 2}}, NASTY)
    assert set(right) == FAST_RIGHT
    assert set(wrong + unbound[1]) == FAST_WRONG


def _real_fields() -> list[tuple[str, dict[str, Any]]]:
    """Every field of every schema at hand, once for each way of being bound."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for folder in (FOLDER, OFFICIAL):
        for path in sorted(folder.glob("*/*/*/schema.json")):
            for field in load_schema(path, folder).fields:
                kept = ("type", "format", "constraints", "trueValues", "falseValues", "arrayItem",
                        "decimalChar", "groupChar", "bareNumber", "floatNumber")  # fmt: skip
                descriptor = {key: field.descriptor[key] for key in kept if key in field.descriptor}
                found.setdefault(repr(descriptor), (field.example, descriptor))
    return list(found.values())


def test_every_field_of_the_real_schemas(tmp_path: Path):
    right: Counter[str] = Counter()
    for example, descriptor in _real_fields():
        enum = [str(one) for one in descriptor.get("constraints", {}).get("enum", ())]
        around = [example, f" {example}", f"{example}\n", example.upper(), *enum[:20]]
        right += told_and_true(tmp_path, {"name": "f", **descriptor}, [*around, *NASTY])[0]
    assert right.total() > 1_000


@pytest.mark.parametrize(
    ("descriptor", "cell"),
    [
        ({"type": "number", "constraints": {"minimum": "1E-400"}}, "0"),
        ({"type": "string", "format": "email"}, "a" * 65 + "@b.fr"),
        ({"type": "string", "format": "email"}, "a@" + "b" * 64 + ".fr"),
        ({"constraints": {"pattern": r"\<a"}}, "a"),
        ({"constraints": {"pattern": "a{ 2}"}}, "aa"),
        ({"constraints": {"pattern": "\u0301\\b-"}}, "\u0301-"),
        ({"type": "date"}, "+2020-01-05"),
        ({"type": "date"}, "0000-01-01"),
        ({"constraints": {"enum": []}}, "a"),
    ],
)
def test_a_cell_that_was_once_told_right(tmp_path: Path, descriptor, cell):
    """Each of them is refused by frictionless."""
    assert readers_of({"fields": [{"name": "f", **descriptor}]})["f"](cell)[1]
    assert told_and_true(tmp_path, {"name": "f", **descriptor}, [cell])[0].total() == 0


@pytest.mark.parametrize("kind", ["integer", "number", "year", "date"])
def test_nothing_is_told_at_once_under_a_bound_that_a_float_cannot_hold(tmp_path: Path, kind):
    bound = {"date": "2024-01-02"}.get(kind, 2000)
    schema = schema_with(tmp_path, {"name": "f", "type": kind, "constraints": {"minimum": bound}})
    reader = make_readers(schema)["f"]
    assert surely_right(schema.fields[0], pl.col("0"), reader) is not None
    if kind in {"integer", "number"}:
        big = {"name": "f", "type": kind, "constraints": {"minimum": 10**17 + 1}}
        schema = schema_with(tmp_path, big)
        assert surely_right(schema.fields[0], pl.col("0"), make_readers(schema)["f"]) is None


def test_the_address_of_a_file_is_right_at_a_glance(tmp_path: Path):
    # The oracle takes a hundred times as long, and a registry has one on each line.
    right, _ = told_and_true(
        tmp_path,
        {"name": "f", "type": "string", "format": "uri"},
        [
            "https://www.val-ouvert.example/deliberations/2024-0118-01.pdf",
            "https://www.val-ouvert.example/actes.php?id=12&annee=2024",
            "http://opendata.val-ouvert.fr",
        ],
    )
    assert right == {"string/uri": 3}

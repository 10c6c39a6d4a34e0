"""Every type under every constraint, on every nasty cell; what was met is counted and shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.validation.validate import validate_table
from tests.validation.oracle.cells import NASTY
from tests.validation.oracle.counting import Tally, constraints_of
from tests.validation.oracle.direct import (
    ReadAlone,
    oracle_faults,
    our_faults,
    readers_of,
    schema_of,
)
from tests.validation.oracle.fields import KINDS, PATTERNS, Kind, listed
from tests.validation.tables import table_of

pytestmark = pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
MISSING = ["", "NA"]


def _values(name: str, kind: Kind) -> Iterator[Any]:
    """Values that a constraint is tried with."""
    if name in {"required", "unique"}:
        if name != "unique" or kind.hashable:
            yield True
    elif name == "enum":
        yield list(kind.right)
        yield list(kind.right)[:1]
    elif name == "pattern":
        yield from PATTERNS if kind.base == {} else PATTERNS[:3]
    elif name in {"minLength", "maxLength"}:
        yield from (0, 1, 3)
    else:
        yield from kind.bounds


def _fields(kind: Kind) -> list[dict[str, Any]]:
    """A field of a kind for each constraint that it bears, and one without."""
    bound = [
        {name: value}
        for name in constraints_of(kind.base.get("type", "string"))
        for value in _values(name, kind)
    ]
    return [
        {"name": f"f{place}", **kind.base, "constraints": one}
        for place, one in enumerate([{}, *bound])
    ]


def _cells(kind: Kind) -> list[str]:
    """Every nasty cell and a few that are right; the right ones and some others come twice."""
    met = dict.fromkeys([*NASTY, *listed(kind), *MISSING])
    return [*met, *listed(kind), "1", "NaN", ""]


def _row(
    cell: str, fields: list[dict[str, Any]], readers: dict[str, ReadAlone], times: int
) -> list[str]:
    """Give a cell to every field; what is wrong for the type, to the first alone but for some."""
    read = readers["f0"](cell)
    wrong = read is None or "type" in read[1]
    if times == 1 and wrong and cell not in NASTY[:9]:
        return [cell, *[""] * (len(fields) - 1)]
    return [cell] * len(fields)


def test_every_type_under_every_constraint_is_judged_alike(tmp_path: Path, times):
    tally = Tally()
    for kind in KINDS:
        fields = _fields(kind)
        descriptor = {"fields": [*fields, {"name": "autre"}], "missingValues": MISSING}
        readers = readers_of(descriptor)
        rows = [[*_row(cell, fields, readers, times), "x"] for cell in _cells(kind)]
        schema = schema_of(tmp_path, descriptor)
        ours = our_faults(validate_table(table_of(schema.labels, *rows), schema))
        theirs = oracle_faults(descriptor, rows)
        assert set(ours) ^ set(theirs) == set(), kind.base
        assert ours == theirs
        tally.add(descriptor, rows, ours)
    print(f"\n{tally}")
    assert not tally.lacking(), f"never met: {tally.lacking()}\n{tally}"

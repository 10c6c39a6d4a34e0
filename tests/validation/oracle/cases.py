"""Schemas and tables to be drawn, so that right and wrong cells both come often."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.validation.oracle import fields as drawn
from tests.validation.oracle.counting import constraints_of
from tests.validation.oracle.fields import KINDS, Kind, cells_of

Case = tuple[dict[str, Any], list[list[str]]]

_MISSING: tuple[Any, ...] = (
    None, None, [""], ["", "NA"], ["-", "0", "a"], [], ["", "None"], [" "],
    [{"value": "", "label": "vide"}, {"value": "NA", "label": "non applicable"}],
)  # fmt: skip


def constraints_for(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """Draw constraints that a kind may bear."""
    names = [
        name
        for name in constraints_of(kind.base.get("type", "string"))
        if (name != "unique" or kind.hashable) and (kind.bounds or "imum" not in name)
    ]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    return {name: drawn.constraint(draw, name, kind) for name in chosen}


@st.composite
def fields(draw: st.DrawFn, name: str, kind: Kind) -> dict[str, Any]:
    """Draw a field of a kind."""
    field = {"name": name, **kind.base}
    if draw(st.integers(0, 4)):
        field["constraints"] = constraints_for(draw, kind)
    own = draw(st.sampled_from([None, None, *_MISSING]))
    if own is not None:
        field["missingValues"] = own
    return field


#: Names that a careless engine uses for columns of its own.
_NAMES = ("f0", "f1", "row", "first", "line", "index", "text", "literal", "é à")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a schema and rows; some rows are too short, too long or blank, some come twice."""
    chosen = draw(st.lists(st.sampled_from(KINDS), min_size=2, max_size=6))
    names = draw(
        st.lists(st.sampled_from(_NAMES), min_size=len(chosen), max_size=len(chosen), unique=True)
    )
    pairs = list(zip(names, chosen, strict=True))
    descriptor: dict[str, Any] = {"fields": [draw(fields(name, kind)) for name, kind in pairs]}
    missing = draw(st.sampled_from(_MISSING))
    if missing is not None:
        descriptor["missingValues"] = missing
    comparable = [name for name, kind in pairs if kind.hashable]
    if comparable and draw(st.integers(0, 2)) == 0:
        descriptor["primaryKey"] = draw(
            st.lists(st.sampled_from(comparable), min_size=1, max_size=2, unique=True)
        )
    row = st.tuples(*(st.one_of(cells_of(kind), st.just("")) for kind in chosen)).map(list)
    rows = draw(st.lists(row, min_size=6, max_size=12))
    for _ in range(draw(st.integers(0, 3))):
        # A value, a key, comes twice only if it is asked to.
        rows.append(list(draw(st.sampled_from(rows))))
    for one in rows:
        change = draw(st.integers(0, 14))
        if change == 0:
            del one[draw(st.integers(0, len(one) - 1)) :]
        elif change == 1:
            one.append(draw(st.sampled_from(["", " ", "en trop"])))
        elif change == 2:
            one[:] = [""] * len(one)
    return descriptor, rows

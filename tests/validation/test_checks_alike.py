"""A rule over a whole table finds what it finds row by row: nothing is passed over as fine.

``examine`` sets aside rows that are surely fine; ``faults`` looks at every row, with values as
frictionless reads them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.validation.checks.model import Check
from grader.validation.checks.registry import BY_NAME
from grader.validation.columns import CheckedTable
from grader.validation.engine import check_cells
from grader.validation.header import place
from tests.validation.oracle.direct import schema_of
from tests.validation.rule_tables import one_by_one
from tests.validation.tables import table_of

_WHOLE = ["0", "1", "2", "3", "-1", "03", "+3", " 3", "3_0", "30", "999999999999999",
          "1000000000000000", "9007199254740993", "9007199254740992",
          "99999999999999999999"]  # fmt: skip
_NUMBERS = [*_WHOLE, "0.1", "0.2", "0.3", "0.30", "0.30000000000000004", "1e1", "1e400", "NaN",
            "Infinity", "-0", "0.10000000000000001", "3,5", "1.500", "1500", "sNaN"]  # fmt: skip
_DATES = ["2017-01-05", "2017-1-5", "2017-12-01", "2017-02-01", "2018-01-01", "0987-01-01",
          "01-02-2018", "2017-13-01", "05/01/2017"]  # fmt: skip
#: A field without its name, and cells for it.
KINDS: tuple[tuple[dict[str, Any] | None, list[str]], ...] = (
    ({"type": "integer"}, _WHOLE),
    ({"type": "integer", "bareNumber": False}, [*_WHOLE, "3 €"]),
    ({"type": "number"}, _NUMBERS),
    ({"type": "number", "floatNumber": True}, _NUMBERS),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, _NUMBERS),
    ({"type": "number", "groupChar": "0"}, _NUMBERS),
    ({"type": "year"}, ["2017", "2018", "0003", "3"]),
    ({"type": "date"}, _DATES),
    ({"type": "date", "format": "%Y-%m-%d"}, _DATES),
    ({"type": "date", "format": "%Y-%d-%m"}, _DATES),
    ({"type": "date", "format": "%d-%m-%Y"}, _DATES),
    ({"type": "date", "format": "any"}, _DATES),
    ({"type": "datetime"}, ["2017-01-05T10:00:00", "2017-01-05T10:00:00Z", "2018-01-01T00:00:00"]),
    ({"type": "boolean"}, ["true", "1", "0"]),
    ({"type": "string"}, [*_NUMBERS, *_DATES, "a", "NC"]),
    ({"type": "any"}, _WHOLE),
    ({"type": "array"}, ["[1]", "[2]"]),
    ({"type": "geopoint"}, ["1,2", "2,1"]),
    (None, [*_WHOLE, "a"]),  # a column that the schema does not have
)
NAMES = ("a", "b", "c")
SIRETS = (
    "21860194600013", "21860194600014", "218 601 946 00013", "+2186019460001", "-2186019460001",
    " 2186019460001", "35600000049837", "35600000049838", "00000000000000", "2186019460001\n",
    "２１８６０１９４６０００１３", "1_186019460001", "218601946", "123456789", "+21860194",
    "2,19E+13", "2.19e+13", "12345678900005", "é", "218601946000131", "0x860194600013",
    "1e1234567890",
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn, names: tuple[str, ...] = NAMES) -> Any:
    """A descriptor, labels and rows; a column may be missing, or be none of the schema's."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(names), max_size=len(names)))
    if draw(st.booleans()):
        kinds = [kinds[0]] * len(names)
    labels = [name for name in names if draw(st.integers(0, 12))] or [names[0]]
    pools = dict(zip(names, kinds, strict=True))
    fields = [{"name": name, **base} for name, (base, _) in pools.items() if base is not None]
    cells = [st.sampled_from([*pools[label][1], "", "NA"]) for label in labels]
    rows = draw(st.lists(st.tuples(*cells, st.just("x")), max_size=12))
    if draw(st.integers(0, 5)) == 0 and rows:
        rows[0] = rows[0][:1]
    descriptor = {"fields": [*fields, {"name": "autre"}], "missingValues": ["", "NA"]}
    return descriptor, [*labels, "autre"], rows


def checked(folder: Path, descriptor: Any, labels: list[str], rows: Any) -> CheckedTable:
    """Have a table checked as the engine does."""
    schema = schema_of(folder, descriptor)
    table = table_of(labels, *rows)
    return check_cells(table, schema, place(labels, schema, 1))[0]


def both(check: Check, table: CheckedTable) -> tuple[list[Any], list[Any]]:
    """Give the faults found at once, and row by row; the kind of an exception when there is one."""
    found = []
    for look in (check.examine, lambda one: check.faults(one.rows())):
        try:
            found.append(one_by_one(look(table)))
        except (KeyError, TypeError) as error:
            found.append([type(error)])
    return found[0], found[1]


RULES: tuple[tuple[str, st.SearchStrategy[dict[str, Any]]], ...] = (
    (
        "compare-columns-value",
        st.fixed_dictionaries(
            {"column": st.just("a"), "column2": st.sampled_from("bba"),
             "op": st.sampled_from([">", ">=", "==", "<=", "<"])}
        ),
    ),
    (
        "sum-columns-value",
        st.fixed_dictionaries(
            {"column": st.just("a"),
             "columns": st.sampled_from([["b", "c"], ["b", "c"], ["b"], ["c", "c"], []])}
        ),
    ),
    (
        "cohesive-columns-value",
        st.fixed_dictionaries(
            {"column": st.just("a"), "othercolumns": st.sampled_from([["b"], ["b", "c"]])}
        ),
    ),
    (
        "one-of-required",
        st.fixed_dictionaries({"column1": st.just("a"), "column2": st.sampled_from("bc")}),
    ),
    ("duplicate-key", st.fixed_dictionaries({"column": st.just("a")})),
)  # fmt: skip


@pytest.mark.parametrize(("name", "params"), RULES, ids=[name for name, _ in RULES])
def test_a_rule_finds_the_same_at_once_and_row_by_row(tmp_path: Path, times, name, params):
    met: Counter[str] = Counter()

    @settings(max_examples=150 * times, suppress_health_check=list(HealthCheck))
    @given(drawn=tables(), chosen=params)
    def campaign(drawn, chosen):
        table = checked(tmp_path, *drawn)
        at_once, row_by_row = both(BY_NAME[name](chosen), table)
        assert at_once == row_by_row
        met["faulty" if at_once else "fine"] += 1
        met["rows"] += len(table.lines)

    campaign()
    assert min(met.values()) > 10 * times, met


@pytest.mark.parametrize("name", ["siret", "siren"])
def test_an_identifier_is_judged_the_same_at_once(tmp_path: Path, times, name):
    digits = 14 if name == "siret" else 9
    drawn = st.text(alphabet="0123456789", min_size=digits, max_size=digits)
    any_text = st.text(alphabet="0123456789 .+-_eE١é\u00a0", max_size=digits + 1)
    met: Counter[bool] = Counter()

    @settings(max_examples=60 * times, suppress_health_check=list(HealthCheck))
    @given(
        cells=st.lists(st.one_of(drawn, any_text, st.sampled_from(SIRETS)), min_size=1),
        field=st.sampled_from([{"type": "string"}, {"type": "integer"}]),
    )
    def campaign(cells, field):
        descriptor = {"fields": [{"name": "a", **field}, {"name": "autre"}]}
        table = checked(tmp_path, descriptor, ["a", "autre"], [(cell, "x") for cell in cells])
        check = BY_NAME[name]({"column": "a"})
        at_once, row_by_row = both(check, table)
        assert at_once == row_by_row
        wrong = {fault.value for fault in at_once}
        for cell, empty in zip(cells, table.columns["a"].empty, strict=True):
            if not empty:
                assert (cell in wrong) != type(check).is_valid(cell), cell
                met[cell in wrong] += 1

    campaign()
    assert min(met[False], met[True]) > 20 * times, met


@pytest.mark.parametrize(
    ("fields", "row", "name", "params", "count"),
    [
        # « 1.500 » is 1500 there: it is not below 100.
        ([{"type": "number", "decimalChar": ",", "groupChar": "."}, {"type": "integer"}],
         ["1.500", "100"], "compare-columns-value", {"column": "a", "op": "<", "column2": "b"}, 1),
        # The 2nd of January is not after the 1st of February.
        ([{"type": "date", "format": "%Y-%d-%m"}] * 2, ["2017-02-01", "2017-01-02"],
         "compare-columns-value", {"column": "a", "op": ">", "column2": "b"}, 1),
        ([{"type": "number", "floatNumber": True}] * 3, ["0.3", "0.1", "0.2"],
         "sum-columns-value", {"column": "a", "columns": ["b", "c"]}, 0),
        ([{"type": "number", "groupChar": "0"}] * 3, ["30", "1", "29"],
         "sum-columns-value", {"column": "a", "columns": ["b", "c"]}, 1),
    ],
)  # fmt: skip
def test_a_row_that_was_once_judged_by_its_letters(
    tmp_path: Path, fields, row, name, params, count
):
    named = [{"name": label, **field} for label, field in zip(NAMES, fields, strict=False)]
    table = checked(tmp_path, {"fields": named}, [field["name"] for field in named], [row])
    at_once, row_by_row = both(BY_NAME[name](params), table)
    assert len(at_once) == count
    assert at_once == row_by_row

"""Every telling is met by a real validation and reads as plain French."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.typography import french
from grader.validation import findings
from grader.validation import validate as engine
from grader.validation.fault import Fault
from grader.validation.messages.tell import TELLINGS, shown, tell, telling_key
from grader.validation.model import Finding
from tests.tables.language import plain_french
from tests.validation.tables import schema_of, table_of
from tests.validation.test_checks_told import KEYS

Field = dict[str, Any]


def typed(kind: str, **others: Any) -> Field:
    return {"name": "a", "type": kind, **others}


def bound(kind: str, **constraints: Any) -> Field:
    return {"name": "a", "type": kind, "constraints": constraints}


#: One cell under one field, and the telling that it must get.
CELLS: list[tuple[Field, str, str]] = [
    (typed("date"), "bientôt", "type-error/date"),
    (typed("date"), "15/10/2017", "type-error/date:rewrite"),
    (typed("date"), "15/10/2017 18:30", "type-error/date:with-time"),
    (typed("date"), "43023", "type-error/date:serial"),
    (typed("date"), "31/09/2024", "type-error/date:impossible"),
    (typed("date"), "10/15/2017", "type-error/date:month-first"),
    (typed("date"), "séance du 27 février 2023", "type-error/date:within"),
    (typed("date"), "10/2017", "type-error/date:incomplete"),
    (typed("date"), "15/10/2017;16/10/2017", "type-error/date:several"),
    (typed("date", format="%d/%m/%Y"), "2017-10-15", "type-error/date:other-form"),
    (typed("datetime"), "15/10/2017", "type-error/datetime"),
    (typed("time"), "18h", "type-error/time"),
    (typed("year"), "17", "type-error/year"),
    (typed("yearmonth"), "mars", "type-error/yearmonth"),
    (typed("duration"), "un an", "type-error/duration"),
    (typed("integer"), "1-2", "type-error/integer"),
    (typed("integer"), "27,5", "type-error/integer:decimal"),
    (typed("integer"), "27,00", "type-error/integer:rewrite"),
    (typed("integer"), "Unanimité", ":words"),
    (typed("number"), "1-2", "type-error/number"),
    (typed("number"), "1 500,50 €", "type-error/number:rewrite"),
    (typed("number"), "45 %", "type-error/number:percent"),
    (typed("number", decimalChar=","), "1500.50", "type-error/number:other-sign"),
    (typed("number"), "NC", ":absent"),
    (bound("number", required=True), "NC", ":absent-required"),
    (typed("number"), "\u00a0 ", ":spaces"),
    (typed("integer"), "2,18E+13", ":scientific"),
    (typed("geojson"), "x", "type-error"),
    (typed("boolean"), "peut-être", "type-error/boolean"),
    (typed("boolean"), "VRAI", "type-error/boolean:rewrite"),
    (typed("string", format="uri"), "voir le site", "type-error/uri"),
    (typed("string", format="uri"), "www.val-ouvert.example/a.pdf", "type-error/uri:rewrite"),
    (typed("string", format="email"), "mairie", "type-error/email"),
    (typed("string", format="uuid"), "12", "type-error/uuid"),
    (typed("array"), "2.35, 48.85", "type-error/array"),
    (typed("geopoint"), "Paris", "type-error/geopoint"),
    (typed("geopoint", format="array"), "2.35,48.85", "type-error/geopoint:rewrite"),
    (bound("string", required=True), "", "constraint-error/required"),
    (bound("string", pattern="[a-z]+-[a-z]+"), "abc", "constraint-error/pattern"),
    (bound("string", pattern=r"^\d\.\d{1,2}$"), "7,5", "constraint-error/pattern:rewrite"),
    (bound("string", pattern=r"^\d{14}$"), "2199004200001", "constraint-error/pattern:digits"),
    (bound("string", pattern=r"^\d{14}$"), "219900420", "constraint-error/pattern:siren"),
    (bound("string", pattern=r"^\d{14}$"), "2,199E+13", ":scientific"),
    (bound("string", enum=["rouge", "vert"]), "bleu", "constraint-error/enum"),
    (bound("string", enum=["rouge", "vert"]), "Rouge", "constraint-error/enum:rewrite"),
    (bound("string", enum=["rouge", "vert"]), "rouges", "constraint-error/enum:near"),
    (bound("integer", minimum=3), "2", "constraint-error/minimum"),
    (bound("integer", maximum=3), "4", "constraint-error/maximum"),
    (bound("number", maximum=1), "45", "constraint-error/maximum:percent"),
    (bound("integer", exclusiveMinimum=3), "3", "constraint-error/exclusiveMinimum"),
    (bound("integer", exclusiveMaximum=3), "3", "constraint-error/exclusiveMaximum"),
    (bound("string", minLength=3), "a", "constraint-error/minLength"),
    (bound("string", maxLength=3), "abcd", "constraint-error/maxLength"),
    (bound("string", maxLength=3), "abc ", "constraint-error/maxLength:around"),
]


def rule(name: str, **params: Any) -> dict[str, Any]:
    return {"custom_checks": [{"name": name, "params": {"column": "a", **params}}]}


NUMBERS = [typed("integer"), {"name": "b", "type": "integer"}]
REQUIRED = {"name": "a", "constraints": {"required": True}}
ONE_OF = rule("one-of-required", column1="a", column2="b")
COMPARE = rule("compare-columns-value", op=">=", column2="b")

#: A schema, a table, and the tellings that it must get among others.
TABLES: list[tuple[list[Any], dict[str, Any], list[list[str]], list[str]]] = [
    ([REQUIRED, "b"], {}, [["c"]], ["missing-label", "missing-optional-label", "extra-label"]),
    ([{"name": "colonne", "constraints": {"required": True}}], {}, [["colone"]],
     ["misspelt-label"]),
    (["colonne"], {}, [["colone"]], ["misspelt-optional-label"]),
    (["a", "b"],
     {"foreignKeys": [{"fields": ["b"], "reference": {"resource": "", "fields": ["a"]}}]},
     [["a", "b"]], ["unchecked-rule/foreignKeys"]),
    (["a", "b"], {"primaryKey": "c"}, [["a", "b"]], ["unchecked-rule/primaryKey"]),
    (["a"], {}, [["a", "A", ""]], ["duplicate-label", "blank-label"]),
    (["a", "b"], {}, [["B", "a"]], ["label-case", "label-order"]),
    (["a", "b"], {}, [["a", "b"], [], ["1"]], ["blank-row", "missing-cell"]),
    (["a"], {}, [["a"], ["1", "2"], ["1", ""]], ["extra-cell", "extra-cell:blank"]),
    ([bound("string", unique=True)], {}, [["a"], ["1"], ["1"]], ["unique-error"]),
    (["a"], rule("unique-values"), [["a"], ["1"], ["1"]], ["duplicate-key"]),
    (["a", "b"], {"primaryKey": ["a"]}, [["a", "b"], ["1", ""], ["1", ""], ["", "x"]],
     ["primary-key", "primary-key:blank"]),
    (["a"], rule("code-rna"), [["a"]], ["unchecked-rule"]),
    (["a"], rule("siret"), [["a"], ["21990042000016"], ["12"], ["2,19E+13"]],
     ["siret", "siret:shape", "siret:scientific"]),
    (["a"], rule("siren"), [["a"], ["219900421"], ["12"]], ["siren", "siren:shape"]),
    (["a"], rule("year-interval-value"), [["a"], ["2024"], ["2025/2024"]],
     ["year-interval-value", "year-interval-value:reversed"]),
    (["a"], rule("year-interval-value", **{"allow-year-only": "yes"}), [["a"], ["24"]],
     ["year-interval-value:or-year"]),
    (NUMBERS, COMPARE, [["a", "b"], ["1", "2"]], ["compare-columns-value"]),
    ([typed("date"), "b"], COMPARE, [["a", "b"], ["2024-01-01", "x"]],
     ["compare-columns-value:incomparable"]),
    (NUMBERS, rule("cohesive-columns-value", othercolumns=["b"]), [["a", "b"], ["1", ""]],
     ["cohesive-columns-value"]),
    (NUMBERS, rule("cohesive-columns-value", othercolumns=["b"]), [["a"], ["1"]],
     ["cohesive-columns-value:absent"]),
    (NUMBERS, rule("sum-columns-value", columns=["b", "b"]), [["a", "b"], ["3", "1"]],
     ["sum-columns-value"]),
    (["a", "b"], ONE_OF, [["a", "b", "c"], ["", "", "x"]], ["one-of-required"]),
    (["a", "b"], ONE_OF, [["c"]],
     ["one-of-required:absent"]),
    (["a"], rule("nomenclature-acte"), [["a"], ["urbanisme"], ["urbanisme / plu"], ["x/y"]],
     ["nomenclature-acte/slash", "nomenclature-acte/space", "nomenclature-acte/prefix"]),
]  # fmt: skip


@pytest.fixture
def told(monkeypatch) -> list[tuple[str, Finding]]:
    """Record the key of every telling used by a validation."""
    record: list[tuple[str, Finding]] = []

    def recording(fault: Fault) -> Finding:
        record.append((telling_key(fault), tell(fault)))
        return record[-1][1]

    monkeypatch.setattr(findings, "tell", recording)
    return record


def texts(findings: list[Finding]) -> Iterator[str]:
    for one in findings:
        yield from (one.message, one.why, one.fix)


@pytest.mark.parametrize(("field", "cell", "key"), CELLS)
def test_a_wrong_cell_is_told(tmp_path: Path, told, field, cell, key):
    schema = schema_of(tmp_path, field, "b")
    tuple(engine.validate_table(table_of(["a", "b"], [cell, "x"]), schema).findings)
    assert [one for one, _ in told] == [key]
    for text in texts([finding for _, finding in told]):
        assert plain_french(text) == "", text


@pytest.mark.parametrize(("fields", "others", "table", "keys"), TABLES)
def test_a_wrong_table_is_told(tmp_path: Path, told, fields, others, table, keys):
    schema = schema_of(tmp_path, *fields, **others)
    tuple(engine.validate_table(table_of(*table), schema).findings)
    assert set(keys) <= {key for key, _ in told}
    for text in texts([finding for _, finding in told]):
        assert plain_french(text) == "", text


def test_no_telling_is_left_unmet():
    met = {key for _, _, key in CELLS} | {key for *_, keys in TABLES for key in keys}
    assert met | {"constraint-error"} | KEYS == set(TELLINGS)


def test_a_constraint_not_foreseen_is_still_told():
    finding = tell(Fault("constraint-error", "future", 2, "a", "x"))
    for text in texts([finding]):
        assert plain_french(text) == "", text


def test_a_code_without_telling_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        tell(Fault("unheard-of"))


def test_tellings_are_typed_with_ordinary_spaces():
    for telling in TELLINGS.values():
        for text in telling[:3]:
            assert "\u00a0" not in text
            assert french(french(text)) == french(text)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("a\nb", "a⏎b"),
        ("1\u202f500\u00a0€", "1 500 €"),
        ("\x07\u200b", "··"),
        ("x" * 81, "x" * 79 + "…"),
        ("{column}", "{column}"),
    ],
)
def test_a_cell_is_shown_on_one_line(value, seen):
    assert shown(value) == seen


def test_a_cell_that_looks_like_a_placeholder_is_shown_as_it_is():
    finding = tell(Fault("type-error", "date", 2, "a", "{value} {0} {column.__class__}"))
    assert "{value} {0} {column.__class__}" in finding.message

"""What is wrong with a value inside a list is told like the rest, and nothing fails on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables.language import plain_french
from tests.validation.tables import report_of


def items(**constraints):
    return {
        "name": "a",
        "type": "array",
        "arrayItem": {"type": "string", "constraints": constraints},
    }


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        (items(enum=["bio", "local"]), '["bio", "loca"]', "« local »"),
        (items(pattern=r"\d{14}"), '["12"]', "14"),
        (items(minLength=3), '["abcd", "x"]', "1 caractère, pour 3 caractères au moins"),
        (items(maxLength=3), '["abcd", "x"]', "4 caractères, pour 3 caractères au plus"),
        (items(required=True), '["x", null]', ""),
        ({"name": "a", "type": "array", "constraints": {"minLength": 2}}, '["abcdef"]',
         "1 élément, pour 2 éléments au moins"),
        ({"name": "a", "type": "object", "constraints": {"maxLength": 0}}, '{"x": 1}',
         "1 élément, pour 0 élément au plus"),
        ({"name": "a", "type": "list", "delimiter": "|", "constraints": {"maxLength": 1}}, "x|y",
         "2 éléments, pour 1 élément au plus"),
    ],
)  # fmt: skip
def test_a_value_inside_a_list_is_told(tmp_path: Path, field, cell, said):
    report = report_of(tmp_path, [field, "autre"], [cell, "x"])
    (finding,) = report.findings
    assert finding.code == "constraint-error"
    assert said in f"{finding.message} {finding.fix}".replace("\u00a0", " ")
    for part in (finding.message.replace(cell, "…"), finding.why, finding.fix):
        assert plain_french(part) == ""

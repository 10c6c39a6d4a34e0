"""The examples of each schema make a row that it accepts, its own rules included."""

from __future__ import annotations

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.schemas import list_schemas, load_schema
from grader.validation.validate import validate_table
from tests.validation.tables import table_of

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"
REFS = [str(ref) for ref in list_schemas(FOLDER)]


@pytest.mark.parametrize("ref", REFS)
def test_the_examples_of_a_schema_make_a_valid_row(ref):
    schema = load_schema(ref, FOLDER)
    row = [field.example for field in schema.fields]
    assert all(row)
    assert validate_table(table_of(schema.labels, row), schema).findings == ()

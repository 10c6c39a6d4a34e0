"""Whatever a schema holds, it is refused with a sentence, or told and compared without a fault."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UnknownSchemaError
from grader.validation.catalogue import read_catalogue
from grader.validation.differences import compare_schemas, summarise
from grader.validation.schema_words import describe_constraints, describe_schema_rules
from grader.validation.table_schema import TableSchema, parse_schema
from tests.tables.language import plain_french

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.floats(allow_nan=False)
    | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
CONSTRAINTS = (
    "required", "unique", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength",
)  # fmt: skip
PROPERTIES = (
    "type", "format", "title", "description", "example", "trueValues", "falseValues",
    "missingValues", "arrayItem", "customCheck", "decimalChar",
)  # fmt: skip
OF_SCHEMA = ("title", "version", "missingValues", "primaryKey", "foreignKeys", "custom_checks")
constraints = st.dictionaries(st.sampled_from(CONSTRAINTS), values, max_size=3)
fields = st.builds(
    lambda name, known, limits: {**known, "name": name, "constraints": limits},
    st.sampled_from(["a", "b", "A", "c d", ""]),
    st.dictionaries(st.sampled_from(PROPERTIES), values, max_size=3),
    constraints | values,
)
checks = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["siret", "compare-columns-value", "sum-columns-value", "x"]),
            "params": st.dictionaries(
                st.sampled_from(["column", "column2", "op", "columns"]), values, max_size=4
            ),
        }
    ),
    max_size=2,
)
schemas = st.builds(
    lambda known, listed, rules: {**known, "fields": listed, "custom_checks": rules},
    st.dictionaries(st.sampled_from(OF_SCHEMA), values, max_size=3),
    st.lists(fields, min_size=1, max_size=3, unique_by=lambda one: one["name"]),
    checks | values,
)


def parsed(text: str | bytes) -> TableSchema | None:
    """Read a schema; None when it is refused, which must be said plainly."""
    try:
        return parse_schema(text, "", "")
    except UnknownSchemaError as refused:
        told = refused
    assert (told.code, plain_french(str(told))) == ("schema-unusable", "")
    return None


@given(schemas, schemas)
def test_any_schema_is_refused_or_told(one, other):
    read = [schema for each in (one, other) if (schema := parsed(json.dumps(each)))]
    for schema in read:
        told = [sentence for field in schema.fields for sentence in describe_constraints(field)]
        assert all(isinstance(one, str) for one in (*told, *describe_schema_rules(schema)))
        assert compare_schemas(schema, schema) == ()
    if len(read) == 2:
        changes = compare_schemas(*read)
        assert summarise(changes)
        assert bool(changes) is bool(compare_schemas(*reversed(read)))
        json.dumps([change.to_dict() for change in changes])


@given(st.binary(max_size=200) | values.map(lambda one: json.dumps(one).encode()))
def test_any_content_is_refused_as_a_schema_or_read(content):
    schema = parsed(content)
    assert schema is None or schema.fields


entries = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["p/n", "../x", "p"]) | values,
        "title": values,
        "schema_type": st.sampled_from(["tableschema", "jsonschema"]) | values,
        "versions": st.lists(
            st.fixed_dictionaries(
                {}, optional={"version_name": st.just("1.0.0") | values, "schema_url": values}
            )
            | values,
            max_size=3,
        )
        | values,
    },
)


@given(st.lists(entries | values, max_size=4))
def test_any_catalogue_is_counted_to_the_last_entry(listed):
    read = read_catalogue(json.dumps({"schemas": listed}).encode())
    assert len(read.entries) + read.others + read.refused <= len(listed)
    assert all(entry.id == "p/n" and isinstance(entry.address, str) for entry in read.entries)

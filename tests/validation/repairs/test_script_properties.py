"""Whatever is done to whatever file, the script writes the bytes that we write."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UnusableFileError
from grader.validation.repairs.changes import (
    Change,
    ColumnsAdded,
    LabelsChanged,
    RowsRemoved,
    RowsRewritten,
)
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Recipe, Repair
from grader.validation.repairs.script import pandas_script
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsInserted,
    ColumnsOrdered,
    ColumnsShifted,
    ExtraDropped,
    RowsFilled,
)
from grader.validation.repairs.structure.swaps import CellsSwapped
from grader.validation.repairs.written import csv_bytes
from grader.validation.schemas import TableSchema
from tests.validation.repairs.replays import cells, draft_of, mended, repaired, rows, run_script
from tests.validation.tables import schema_of, table_of

TEXTS = st.sampled_from(
    ["", "a", " a ", "b  c", "é, è", 'dit "non"', "12", "#2", "à\nla ligne", "=1", "None", "nan"]
)
LABELS = st.sampled_from(["id", "titre", "note", "lieu", "", "id", " x", "id#2", "#1", "(au-delà)"])
RECIPES = st.sampled_from([None, Recipe("without_stray_spaces")])


def change(data: st.DataObject, draft: Draft, schema: TableSchema) -> Change | None:
    """Draw something to do to a draft; None when there is nothing to do it to."""
    width, height = len(draft.header), draft.cells.height
    columns = st.integers(0, width - 1)
    some = rows(
        *data.draw(
            st.lists(st.integers(0, height - 1), unique=True).map(sorted) if height else st.just([])
        )
    )
    extra = rows(*sorted(draft.extra))
    kinds = {
        "labels": lambda: LabelsChanged({data.draw(columns): data.draw(LABELS)}),
        "added": lambda: ColumnsAdded(data.draw(st.lists(LABELS, min_size=1, max_size=2))),
        "inserted": lambda: ColumnsInserted(["lieu"], schema),
        "ordered": lambda: ColumnsOrdered.of(draft, schema),
    }
    if width > 1:
        kinds["dropped"] = lambda: ColumnsDropped((data.draw(columns),))
        kinds["swapped"] = lambda: CellsSwapped((0, width - 1), ("a", "b"), some)
    if height:
        values = {row: data.draw(TEXTS) for row in some.to_list()}
        line = tuple(data.draw(TEXTS) for _ in range(width))
        kinds |= {
            "cells": lambda: cells(draft, data.draw(columns), values),
            "removed": lambda: RowsRemoved(some),
            "rewritten": lambda: RowsRewritten(dict.fromkeys(some.to_list(), line)),
            "filled": lambda: RowsFilled(some, draft.header),
            "extra": lambda: ExtraDropped(extra),
            "right": lambda: ColumnsShifted(data.draw(columns), 1, "", height),
            "left": lambda: ColumnsShifted(data.draw(columns), -1, "", height),
            "named": lambda: ColumnsShifted(data.draw(columns), 0, "neuf", height),
        }
    return kinds[data.draw(st.sampled_from(sorted(kinds)))]()


@settings(max_examples=1_000 if os.environ.get("OUVROIR_LONG") else 40)
@given(
    header=st.lists(LABELS, min_size=1, max_size=5),
    body=st.lists(st.lists(TEXTS, max_size=7), max_size=5),
    data=st.data(),
)
def test_the_script_does_what_was_done(tmp_path_factory, header, body, data):
    folder = tmp_path_factory.mktemp("script")
    schema = schema_of(folder, "id", "titre", "lieu", "note")
    path = folder / "export.csv"
    # Some tables are read otherwise than they were meant: what counts is what was read.
    path.write_bytes(csv_bytes(Draft.of(table_of(header, *body)), schema))
    try:
        first = draft_of(path, schema)
    except UnusableFileError:
        return  # a header of nothing names no column
    repairs: list[Repair] = []
    draft = first
    for _ in range(data.draw(st.integers(0, 4))):
        done = change(data, draft, schema)
        if done is not None and len(done):
            cause = data.draw(st.sampled_from(["stray-spaces", "by-hand"]))
            repairs.append(repaired(done, cause, recipe=data.draw(RECIPES)))
            draft = done.apply(draft)
    script = pandas_script(mended(first, *repairs), schema)
    assert run_script(script, path) == csv_bytes(draft, schema)

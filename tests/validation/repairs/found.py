"""A small file made as a person drops it, and what is found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.tellings.registry import tell_cause
from tests.validation.repairs.real.published import joined, known, lines_of

AIDS = "scdl/subventions@2.1.1"
ACTS = "scdl/deliberations@2.1.5"
POINTS = "etalab/schema-irve-statique@2.3.1"
ADDRESSES = "etalab/schema-bal@1.5.0"
DEFIBRILLATORS = "atlasante/schema-dae@1.0.7"
LIBRARIES = "LaMednum/standard-mediation-num@1.0.1"
TAXIS = "openmaraude/schema-stationstaxi@0.1.2"

Row = Mapping[str, str]


class Mending(NamedTuple):
    """A repair: whether it is sure, and what it writes, by line and column."""

    sure: bool
    after: dict[tuple[int | None, str], str | None]


class Found(NamedTuple):
    """What is found, by cause and column."""

    repairs: dict[tuple[str, str], Mending]
    refusals: dict[tuple[str, str], set[int]]


def read(folder: Path, schema: str, *rows: Row) -> Table:
    """Write rows, otherwise right, under a real schema, and read them as a file is read."""
    path = folder / "fichier.csv"
    path.write_bytes(joined(lines_of(schema, rows)))
    return read_table(path, Bounds(), expected=known(schema).labels)


def found_in(folder: Path, schema: str, *rows: Row) -> Found:
    """Diagnose rows; everything found is told, and told whole."""
    draft = Draft.of(read(folder, schema, *rows))
    diagnosis = diagnose(draft, known(schema))
    repairs: dict[tuple[str, str], Mending] = {}
    refusals: dict[tuple[str, str], set[int]] = {}
    for one in diagnosis.repairs:
        places = one.change.places(draft, slice(None))
        after = {(place.line, place.column): place.after for place in places}
        repairs[one.cause, one.column] = Mending(one.sure, after)
        assert one.sure or tell_cause(one).doubt, one.key
    for refusal in diagnosis.refusals:
        lines = refusals.setdefault((refusal.cause, refusal.column), set())
        lines.update(refusal.lines.to_list())
    for one in (*diagnosis.repairs, *diagnosis.refusals):
        told = tell_cause(one)
        assert told.title
        assert told.why
        assert told.action
        assert not re.search(r"[{}]", "".join(told)), one.key
    return Found(repairs, refusals)


def mended(folder: Path, schema: str, *rows: Row) -> dict[tuple[int, str], str]:
    """Give the cells that all sure repairs rewrite, by line and column; twice is once."""
    table = read(folder, schema, *rows)
    once = mend(table, known(schema), [{"do": "sure"}]).draft
    twice = mend(once.table(), known(schema), [{"do": "sure"}]).draft
    assert twice.cells.equals(once.cells)
    return {
        (line, name): new
        for index, name in enumerate(known(schema).labels)
        for line, old, new in zip(
            once.lines.to_list(),
            table.cells.to_series(index).to_list(),
            once.cells.to_series(index).to_list(),
            strict=True,
        )
        if old != new
    }

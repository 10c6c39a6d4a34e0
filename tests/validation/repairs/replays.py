"""Files read, mended, and mended again by the script.

A script is run as a whole in the process of the tests: a hundred processes that each import pandas
would take minutes. Those run as a person runs them, alone, are few: ``run_alone``.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import polars as pl

from grader.settings import Bounds
from grader.tables.read import read_table
from grader.validation.repairs.changes import CellsChanged, Change
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import Mended, Step
from grader.validation.repairs.model import Recipe, Repair
from grader.validation.repairs.script import pandas_script
from grader.validation.repairs.written import csv_bytes
from grader.validation.schemas import TableSchema


def draft_of(path: Path, schema: TableSchema) -> Draft:
    """Read a file as everybody does."""
    return Draft.of(read_table(path, Bounds(), expected=schema.labels))


def rows(*indexes: int) -> pl.Series:
    """Give indexes of rows as changes want them."""
    return pl.Series(indexes, dtype=pl.UInt32)


def cells(draft: Draft, column: int, after: dict[int, str]) -> CellsChanged:
    """Change cells of one column, by row."""
    text = draft.cells.to_series(column)
    before = pl.Series([text[row] for row in after], dtype=pl.String)
    new = pl.Series(list(after.values()), dtype=pl.String)
    return CellsChanged(column, draft.header[column], rows(*after), before, new)


def repaired(
    change: Change, cause: str = "stray-spaces", column: str = "", recipe: Recipe | None = None
) -> Repair:
    """Make a repair of a change, of a cause that has its telling."""
    return Repair(cause, column, sure=True, change=change, recipe=recipe)


def mended(draft: Draft, *repairs: Repair) -> Mended:
    """Apply repairs one after the other."""
    steps = []
    for index, repair in enumerate(repairs):
        steps.append(Step(index, draft, repair))
        draft = repair.change.apply(draft)
    return Mended(draft, tuple(steps))


def run_script(script: str, path: Path) -> bytes:
    """Run a script on a file; give what it writes."""
    place, out = path.with_name("reprise.py"), path.with_name("corrigé.csv")
    place.write_text(script, encoding="utf-8")
    out.unlink(missing_ok=True)
    said = io.StringIO()
    with (
        warnings.catch_warnings(),
        patch.object(sys, "argv", [str(place), str(path), str(out)]),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        warnings.simplefilter("error")
        runpy.run_path(str(place), run_name="__main__")
    assert said.getvalue() == ""
    return out.read_bytes()


def run_alone(script: str, path: Path) -> bytes:
    """Run a script on a file as a person does, without anything but Python and its packages."""
    place, out = path.with_name("reprise.py"), path.with_name("corrigé.csv")
    place.write_text(script, encoding="utf-8")
    out.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-I", str(place), str(path), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return out.read_bytes()


def same_as_ours(path: Path, schema: TableSchema, *repairs: Repair) -> str:
    """Check that the script writes the bytes that we write; give the script."""
    made = mended(draft_of(path, schema), *repairs)
    script = pandas_script(made, schema)
    assert "grader" not in script
    assert run_script(script, path) == csv_bytes(made.draft, schema)
    return script


def write(folder: Path, *lines: Sequence[str] | str, encoding: str = "utf-8") -> Path:
    """Write lines as they are."""
    path = folder / "export.csv"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
    return path

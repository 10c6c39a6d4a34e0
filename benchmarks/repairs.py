"""A large file mended: causes found, all sure repairs applied, written again, as ratios.

The yardstick is validating the same file in the same run: what a person has waited for once.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.validation.child import SCHEMA, peak_mib
from benchmarks.validation.data import SCHEMAS, write_files
from grader.settings import Bounds
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.written import csv_bytes
from grader.validation.schemas import load_schema
from grader.validation.validate import validate

ROWS = 100_000
#: Share of wrong rows that makes about one fault for two rows.
SHARE = 0.42
SURE = [{"do": "sure"}]


def measure(rounds: int = 5) -> Iterator[tuple[str, str]]:
    """Mend a file of aids with the faults of published files."""
    schema = load_schema(SCHEMA, SCHEMAS)
    with tempfile.TemporaryDirectory() as folder:
        (path,) = write_files(Path(folder), ROWS, [SHARE])
        small = write_files(Path(folder), 1_000, [SHARE])[0]
        for warm in (small, path):
            mend(read_table(warm, Bounds(), expected=schema.labels), schema, SURE)
        before = validate(path, schema)
        table = read_table(path, Bounds(), expected=schema.labels)
        yardstick = _timed(lambda: validate(path, schema).groups(3), rounds)
        yield f"{ROWS:,} rows, {before.n_errors:,} errors: validate, s", f"{yardstick:.2f}"

        draft = Draft.of(table)
        found = diagnose(draft, schema)
        places = sum(len(one.change) for one in found.repairs if one.sure)
        what = f"{len(found.repairs)} repairs, {len(found.refusals)} refusals"
        yield (
            f"find all causes ({what})",
            _ratio(lambda: diagnose(draft, schema), rounds, yardstick),
        )
        mended = mend(table, schema, SURE)
        yield (
            f"mend all that is sure ({places:,} places at first)",
            _ratio(lambda: mend(table, schema, SURE), rounds, yardstick),
        )
        yield (
            "write the mended file",
            _ratio(lambda: csv_bytes(mended.draft, schema), rounds, yardstick),
        )
        corrected = Path(folder) / "corrige.csv"
        corrected.write_bytes(csv_bytes(mended.draft, schema))
        yield "errors that are left", f"{validate(corrected, schema).n_errors:,}"
    yield "most memory held, all included, MiB", f"{peak_mib():.0f}"


def _ratio(run: Callable[[], Any], rounds: int, yardstick: float) -> str:
    taken = _timed(run, rounds)
    return f"{taken:.2f} s, ×{taken / yardstick:.1f}"


def _timed(run: Callable[[], Any], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        gc.collect()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return median(times)

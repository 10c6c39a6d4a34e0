"""What a file gives away, counted: six quasi-identifiers and a sensitive column, as ratios.

The yardstick is what pandas takes for the sizes of groups alone (``groupby(...).size()``) on the
same columns in the same run, the shortest of several rounds for both. Two files of each size: as
given, where nearly every row is alone, and generalised, where groups hold many rows. Pycanon goes
through groups one by one: it is timed on the smallest generalised file only.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from pycanon import anonymity

from benchmarks.validation.child import peak_mib
from grader.privacy.codes import Coded, code, code_all, code_sensitive
from grader.privacy.measures import measure as measure_records
from grader.privacy.measures import measure_codes

SIZES = (20_000, 100_000, 200_000, 1_000_000)
#: Distinct values of each quasi-identifier: as given, then generalised.
GIVEN = {
    "sexe": 2,
    "naissance": 25_000,
    "code postal": 40,
    "rue": 1_500,
    "métier": 300,
    "jour": 730,
}
COARSE = {"sexe": 2, "naissance": 9, "code postal": 4, "rue": 6, "métier": 5, "jour": 2}
SENSITIVE, AMOUNT = "aide", "montant"
QUASI = list(GIVEN)


def records_of(rows: int, distinct: dict[str, int]) -> pl.DataFrame:
    """Make texts whose values are unequally frequent, as those of people are."""
    random = np.random.default_rng(13)

    def column(label: str, count: int) -> pl.Series:
        values = pl.Series([f"{label} n° {one}" for one in range(count)])
        return values.gather((random.random(rows) ** 1.5 * count).astype(np.int64)).alias(label)

    amounts = pl.Series([f"{one / 4:.2f}".replace(".", ",") for one in range(4_000)])
    return pl.DataFrame(
        [
            *(column(label, count) for label, count in distinct.items()),
            column(SENSITIVE, 8),
            amounts.gather(random.integers(0, 4_000, rows)).alias(AMOUNT),
        ]
    )


def measure(rounds: int = 15) -> Iterator[tuple[str, str]]:
    """Count, by size of file."""
    for rows in SIZES:
        for name, distinct in (("as given", GIVEN), ("generalised", COARSE)):
            yield from _one(rows, name, distinct, rounds if rows < 10**6 else 5)
    yield from _pycanon(SIZES[0])


def _one(rows: int, name: str, distinct: dict[str, int], rounds: int) -> Iterator[tuple[str, str]]:
    records = records_of(rows, distinct)
    frame = pd.DataFrame(records.to_dict(as_series=False))
    grouped = _timed(lambda: frame.groupby(QUASI, sort=False).size(), rounds)
    first = _first(rows, name)
    at = f"{rows:,} rows {name}"
    found = measure_records(records, QUASI, [SENSITIVE])
    yield f"{at}: groups, k, l", f"{found.groups:,}, {found.k}, {found.l}"
    yield f"{at}: pandas, sizes of groups alone", f"{1e3 * grouped:.0f} ms"
    whole = _timed(lambda: measure_records(records, QUASI), rounds)
    yield f"{at}: k, alone, at risk", _told(whole, grouped)
    whole = _timed(lambda: measure_records(records, QUASI, [SENSITIVE]), rounds)
    yield f"{at}: the same, l and t of words", _told(whole, grouped)
    whole = _timed(lambda: measure_records(records, QUASI, [SENSITIVE, AMOUNT]), rounds)
    yield f"{at}: the same, l and t of amounts too", _told(whole, grouped)
    yield (
        f"{at}: that in a new process, first time and most memory beside the file",
        f"{_told(first['seconds'], grouped)}, {first['memory']:.0f} MiB",
    )
    coded = dict(zip(QUASI, code_all(records, QUASI), strict=True))
    known = [code_sensitive(records[SENSITIVE]), code_sensitive(records[AMOUNT])]
    moved = _timed(lambda: _move(records, coded, known), rounds)
    yield f"{at}: a range is dragged (one column changes level)", _told(moved, grouped)


def _move(records: pl.DataFrame, coded: dict[str, Coded], known: list[Any]) -> None:
    """Change the level of one column, and measure all again: what the workbench does live."""
    label = "naissance"
    distinct = records[label].gather(coded[label].first)
    changed = {**coded, label: coded[label].recoded(code(distinct.str.slice(0, 15)))}
    measure_codes(list(changed.values()), known, rows=records.height)


def _pycanon(rows: int) -> Iterator[tuple[str, str]]:
    """Time pycanon, once: k, l and t of the same generalised file."""
    records = records_of(rows, COARSE)
    frame = pd.DataFrame(records.to_dict(as_series=False))
    ours = _timed(lambda: measure_records(records, QUASI, [SENSITIVE]), 7)
    begun = time.perf_counter()
    k = anonymity.k_anonymity(frame, QUASI)
    diversity = anonymity.l_diversity(frame, QUASI, [SENSITIVE])
    closeness = anonymity.t_closeness(frame, QUASI, [SENSITIVE])
    taken = time.perf_counter() - begun
    found = measure_records(records, QUASI, [SENSITIVE])
    same = (found.k, found.l) == (k, diversity) and abs((found.t or 0) - closeness) < 1e-12
    yield (
        f"{rows:,} rows generalised: pycanon, k, l and t of words",
        f"{taken:.1f} s, {taken / ours:.0f} times ours, {'equal' if same else 'DIFFERENT'}",
    )


def _first(rows: int, name: str) -> dict[str, float]:
    """Measure once in a process of its own, where nothing was called before."""
    argv = [sys.executable, "-m", "benchmarks.risk", str(rows), name]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main(rows: int, name: str) -> dict[str, float]:
    """Measure once: seconds, and what the process held at most beyond the file itself."""
    records = records_of(rows, GIVEN if name == "as given" else COARSE)
    before = peak_mib()
    begun = time.perf_counter()
    measure_records(records, QUASI, [SENSITIVE, AMOUNT])
    return {"seconds": time.perf_counter() - begun, "memory": peak_mib() - before}


def _told(taken: float, yardstick: float) -> str:
    return f"{1e3 * taken:.1f} ms, ×{taken / yardstick:.2f}"


def _timed(run: Callable[[], Any], rounds: int) -> float:
    """Give the shortest of several rounds: what else the machine does only ever adds."""
    run()
    times = []
    for _ in range(rounds):
        gc.collect()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), sys.argv[2])))

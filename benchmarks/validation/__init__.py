"""The engine against frictionless, validata-table, and the time that polars takes to read.

The whole is measured when no option says otherwise, and written to ``RESULTS.md``; a part is
printed only.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.validation import campaign, results, validata, warm
from benchmarks.validation.data import write_files

ROWS = (1_000, 10_000, 100_000, 1_000_000)
#: Percentages of wrong rows.
WRONG = (0.0, 0.1, 5.0, 50.0)


def measure(
    rows: Sequence[int] = ROWS,
    wrong: Sequence[float] = WRONG,
    *,
    passes: int = 3,
    complete: bool = False,
) -> Iterator[tuple[str, str]]:
    """Measure files of those sizes and shares of wrong rows."""
    found: campaign.Results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart = folder / "small"
        apart.mkdir()
        small = write_files(apart, 1_000, [0.05], seed=2)[0]
        pythons = {"validata": validata.install(folder / "validata")}
        for count in rows:
            paths = write_files(folder, count, [share / 100 for share in wrong])
            files = [(count, share, path) for share, path in zip(wrong, paths, strict=True)]
            for size, share, tool, one in campaign.run_all(
                files, small, pythons, passes=passes, complete=complete
            ):
                found[size, share, tool] = one
                label = f"{size:,} rows, {share:g} % wrong, {results.NAMES[tool]}"
                yield label, results.cell(found, size, share, tool)
            for path in paths:
                path.unlink()
        times = {
            "1,000 rows, 5 % wrong, through the pool (`check_file`)": warm.through_the_pool(
                small, folder
            ),
            "1,000 rows, 5 % wrong, `validate` and its groups": warm.in_another_process(small),
        }
        lines = [(label, f"{time * 1000:.1f} ms") for label, time in times.items()]
        yield from lines
    if tuple(rows) == ROWS and tuple(wrong) == WRONG:
        results.write(found, lines, passes)

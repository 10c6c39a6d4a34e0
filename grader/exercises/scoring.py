"""Points for mending a file, told from two verdicts: no file and no cell value is needed.

Each cause of trouble of the first file weighs the same, however many cells it concerns, because
one gesture mends it: a share of the cause is earned by the share of its findings that are gone.
Each cause that was not there takes away the weight of one. What was solved by deleting rows was
not solved: shares are reduced by the part of the rows that is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.validation.model import Cause, Verdict

#: Codes of the findings that this room adds to those of the validation.
LOST_ROW = "lost-row"
ALTERED_VALUE = "altered-value"
#: The validation has it too, of a key that is one column alone.
DUPLICATE_KEY = "duplicate-key"
#: First part of the only cause of a verdict on a file that could not be read at all.
UNUSABLE = "unusable-file"

#: Codes of a column of the schema that the file does not have.
MISSING_COLUMN = frozenset({"missing-label", "missing-optional-label"})
_LEAST = 0.01


@dataclass(frozen=True)
class Gain:
    """What changed between two files, and what it earns.

    Attributes:
        points: points earned, 0 to the maximum; the maximum only when ``complete``.
        complete: nothing is left and nothing is new.
        solved: findings gone, by cause of the first file.
        left: findings that the present file still has, by cause of the first file.
        revealed: findings in columns that could not be read in the first file: they were
            there unseen, so they are left to mend but take no point away.
        new: findings by causes that the first file did not have.
        kept: part of the rows of the first file that the present one still has, 0 to 1.
    """

    points: float
    complete: bool
    solved: Mapping[Cause, int]
    left: Mapping[Cause, int]
    revealed: Mapping[Cause, int]
    new: Mapping[Cause, int]
    kept: float = 1.0


def code_of(cause: Cause) -> str:
    """Give the code of a cause, without its detail."""
    return cause[0].partition("/")[0]


def gain(
    before: Verdict,
    after: Verdict,
    max_points: float,
    *,
    unread: frozenset[str] = frozenset(),
    rows: int | None = None,
) -> Gain:
    """Compare two verdicts and count points.

    Args:
        before: verdict on the first file, restricted to what counts.
        after: verdict on the present file, restricted in the same way.
        max_points: points for a present file without any fault.
        rows: rows of the first file that may not be lost; all of them when not given.
        unread: columns that could not be read in the first file, beside those that it lacks.
    """
    first = {cause: n for cause, n in before.counts.items() if n > 0}
    now = {cause: n for cause, n in after.counts.items() if n > 0}
    lacking = {column for group, column in first if _is_missing_column(group)}
    fresh = {cause: n for cause, n in now.items() if cause not in first}
    revealed = {
        cause: n
        for cause, n in fresh.items()
        if cause[1] and cause[1] in lacking | unread and code_of(cause) != ALTERED_VALUE
    }
    new = {cause: n for cause, n in fresh.items() if cause not in revealed}
    total = before.n_rows if rows is None else rows
    kept = max(0.0, 1 - now.get((LOST_ROW, ""), 0) / total) if total else 1.0
    shares = kept * sum(_share(cause, n, now, revealed) for cause, n in first.items())
    complete = not now
    if complete:
        points = max_points
    else:
        earned = max_points * (shares - len(new)) / len(first) if first else 0.0
        points = min(max(earned, 0.0), max_points - _LEAST)
    return Gain(
        points=round(points, 2),
        complete=complete,
        solved={c: n - now.get(c, 0) for c, n in first.items() if n > now.get(c, 0)},
        left={c: now[c] for c in first if c in now},
        revealed=revealed,
        new=new,
        kept=kept,
    )


def _share(
    cause: Cause, count: int, now: Mapping[Cause, int], revealed: Mapping[Cause, int]
) -> float:
    share = max(0, count - now.get(cause, 0)) / count
    if _is_missing_column(cause[0]):
        # A column named at last counts in full once what it held is mended too.
        share /= 1 + sum(1 for _, column in revealed if column == cause[1])
    return share


def _is_missing_column(group: str) -> bool:
    return group.partition("/")[0] in MISSING_COLUMN

"""Two years, the second strictly later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.validation.checks.model import Check, Example
from grader.validation.columns import Columns
from grader.validation.fault import Fault

_INTERVAL = re.compile(r"(\d{4})/(\d{4})")
_YEAR = re.compile(r"\d{4}")


class YearInterval(Check):
    """``AAAA/AAAA``; with ``allow-year-only``, a single year too."""

    names = ("year-interval-value",)
    valid = (
        Example({"column": "y"}, {"y": ("2024/2025", "1999/2025", None)}),
        Example({"column": "y", "allow-year-only": "yes"}, {"y": ("2024", "2024/2025")}),
    )
    invalid = (
        Example(
            {"column": "y"},
            {"y": ("2024", "2025/2024", "2024/2024", "2024-2025")},
            ((0, ""), (1, "reversed"), (2, "reversed"), (3, "")),
        ),
        Example(
            {"column": "y", "allow-year-only": "true"},
            {"y": ("24", "2025/2024")},
            ((0, "or-year"), (1, "reversed")),
        ),
    )

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the cells that are no interval, or an interval the wrong way round."""
        year_alone = str(self.params.get("allow-year-only", "")).lower() in {"yes", "true"}
        for line, value, text in self.filled(columns, self.column):
            match = _INTERVAL.fullmatch(str(value))
            if match and int(match[1]) < int(match[2]):
                continue
            if match:
                variant = "reversed"
            elif year_alone:
                if _YEAR.fullmatch(str(value)):
                    continue
                variant = "or-year"
            else:
                variant = ""
            yield Fault(self.code, "", line, self.column, text, variant)

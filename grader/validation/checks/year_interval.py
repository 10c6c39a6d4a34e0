"""Two years, the second strictly later."""

from __future__ import annotations

import re

from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.model import Example

_INTERVAL = re.compile(r"(\d{4})/(\d{4})")
_YEAR = re.compile(r"\d{4}")


class YearInterval(CellCheck):
    """``AAAA/AAAA``; with ``allow-year-only``, a single year too."""

    names = ("year-interval-value",)
    valid = (
        Example({"column": "y"}, {"y": ("2024/2025", "1999/2025", None)}),
        Example({"column": "y", "allow-year-only": "yes"}, {"y": ("2024", "2024/2025")}),
        Example({"column": "y", "allow-year-only": True}, {"y": ("2024",)}),
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

    def judge(self, text: str) -> Flaw | None:
        """Look for an interval, then at its order."""
        match = _INTERVAL.fullmatch(text)
        if match:
            return None if int(match[1]) < int(match[2]) else Flaw("reversed")
        if str(self.params.get("allow-year-only", "")).lower() not in {"yes", "true"}:
            return Flaw()
        return None if _YEAR.fullmatch(text) else Flaw("or-year")

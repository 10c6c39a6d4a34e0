"""What is worth telling about the cells themselves, whatever the schema."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.tables.model import Notice
from grader.tables.notices import notice

#: What the second bytes of UTF-8 look like when they are read as Windows-1252.
_TAILS = "".join(
    bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
)
_MOJIBAKE = re.compile(f"[ÂÃÅ][{re.escape(_TAILS)}]|â€|â[‚„][{re.escape(_TAILS)}]")
_SHEET_ERROR = re.compile(
    r"\s*#(?:REF|N/A|N/D|NOM|NAME|VALEUR|VALUE|DIV/0|NUL|NULL|NOMBRE|NUM)[!?]?\s*$"
)
_FORMULA = re.compile(r"\s*=\s*\S")


def observe(records: Sequence[Sequence[str]], first: int) -> list[Notice]:
    """Count damaged letters, formulas and failed calculations.

    Args:
        records: header and data, every one a list of cells.
        first: 1-based line of the first of them.
    """
    lost, mojibake, formulas, errors = _Tally(), _Tally(), _Tally(), _Tally()
    for line, record in enumerate(records, start=first):
        whole = "\n".join(record)
        # One look at the whole line: nearly all lines hold nothing of this.
        if "\ufffd" in whole:
            lost.add(sum(1 for cell in record if "\ufffd" in cell), line)
        if not whole.isascii() and _MOJIBAKE.search(whole):
            mojibake.add(sum(1 for cell in record if _MOJIBAKE.search(cell)), line)
        if "=" in whole:
            formulas.add(sum(1 for cell in record if _FORMULA.match(cell)), line)
        if "#" in whole:
            errors.add(sum(1 for cell in record if _SHEET_ERROR.match(cell)), line)
    told = (
        ("lost-characters", lost),
        ("mojibake", mojibake),
        ("formula-cells", formulas),
        ("spreadsheet-errors", errors),
    )
    return [notice(code, tally.count, tally.line) for code, tally in told if tally.count]


class _Tally:
    """How many cells, and the first line that holds one."""

    def __init__(self) -> None:
        self.count = 0
        self.line: int | None = None

    def add(self, count: int, line: int) -> None:
        """Count cells of a line."""
        if count:
            self.count += count
            self.line = self.line or line

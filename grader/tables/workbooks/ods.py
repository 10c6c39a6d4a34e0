"""ODS workbooks (OpenDocument 1.2 and later), all sheets read in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from grader.tables.refusals import refuse
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.markup import MarkupError, parse
from grader.tables.workbooks.model import Seen, Tab
from grader.tables.workbooks.ods_sheets import Sheets


class OdsSource:
    """One ODS workbook.

    Args:
        data: the file's bytes.
        limits: on what is read of it.

    Raises:
        UnusableFileError: past a limit, or encrypted.
        Exception: of any kind, when the workbook is damaged.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        archive = Archive(data, limits)
        if _is_encrypted(archive):
            raise refuse("workbook-encrypted")
        handler = Sheets(limits)
        parse(archive.chunks("content.xml"), handler)
        self._sheets = [sheet for sheet in handler.sheets if sheet.real]
        if not self._sheets:
            raise MarkupError

    @property
    def tabs(self) -> Sequence[Tab]:
        """Every sheet, in the order of the tabs."""
        return [sheet.tab for sheet in self._sheets]

    def holds_cells(self, index: int) -> bool:
        """Tell whether that sheet holds at least one filled cell."""
        sheet = self._sheets[index]
        return bool(sheet.grid.rows) or sheet.refusal is not None

    def read(self, index: int, most_rows: int | None = None) -> tuple[list[list[str]], Seen]:
        """Give a sheet, or its first rows only."""
        sheet = self._sheets[index]
        if most_rows is not None:
            return sheet.grid.rows[:most_rows], sheet.seen
        if sheet.refusal is not None:
            raise sheet.refusal
        return sheet.grid.rows, sheet.seen


def _is_encrypted(archive: Archive) -> bool:
    if "encrypted-package" in archive:
        return True
    if "META-INF/manifest.xml" not in archive:
        return False
    # The mark may lie across two pieces.
    before = b""
    for chunk in archive.chunks("META-INF/manifest.xml"):
        if b"encryption-data" in before + chunk:
            return True
        before = chunk[-20:]
    return False

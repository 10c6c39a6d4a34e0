"""Mend the dirty export as a person would in a spreadsheet: by columns, then case by case.

Nothing here looks at the clean twin: every right value comes from the export itself, from the
exercise's statement (the SIRET), or from what the page said of the file.
"""

from __future__ import annotations

import csv
import io
import re

NAMES = {
    "DATE_DELIB": "DELIB_DATE",
    "DELIB_OBJT": "DELIB_OBJET",
    "VOTE_EFFFECTIF": "VOTE_EFFECTIF",
    "VOTE_ABST": "VOTE_ABSTENTION",
    "Delib_Url": "DELIB_URL",
}
SIRET = "21990042000015"


class Sheet:
    """A file opened as text in a spreadsheet: header, rows, and what one does to columns."""

    def __init__(self, content: bytes, encoding: str, delimiter: str, first_line: int) -> None:
        lines = content.decode(encoding).splitlines(keepends=True)[first_line - 1 :]
        self.header, *self.rows = list(csv.reader(lines, delimiter=delimiter))

    def save(self) -> bytes:
        """Save as CSV, UTF-8, with commas."""
        text = io.StringIO(newline="")
        csv.writer(text).writerows([self.header, *self.rows])
        return text.getvalue().encode("utf-8")

    def rename_columns(self) -> None:
        self.header = [NAMES.get(name, name) for name in self.header]

    def replace_in(self, column: str, pattern: str, by: str) -> None:
        """Search and replace in one column, with a regular expression."""
        place = self.header.index(column)
        for row in self.rows:
            row[place] = re.sub(pattern, by, row[place])

    def delete_blank_rows(self) -> None:
        self.rows = [row for row in self.rows if any(row)]

    def delete_all_repeated(self) -> None:
        """Delete every row whose identifier is there twice: the mistake of one who hurries."""
        names = self.column("DELIB_ID")
        self.rows = [r for r, name in zip(self.rows, names, strict=True) if names.count(name) == 1]

    def delete_second_of_repeated(self) -> None:
        seen: dict[str, list[str]] = {}
        for row, name in zip(self.rows, self.column("DELIB_ID"), strict=True):
            seen.setdefault(name, row)
        self.rows = list(seen.values())

    def column(self, name: str) -> list[str]:
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def mend_by_columns(self) -> None:
        """Do what one gesture does to a whole column."""
        self.replace_in("COLL_SIRET", r"^2,199E\+13$", SIRET)
        for column in ("DELIB_DATE", "PREF_DATE"):
            self.replace_in(column, r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\2-\1")
        self.replace_in("DELIB_MATIERE_CODE", ",", ".")
        self.replace_in("VOTE_POUR", ",00$", "")

    def mend_single_cases(self) -> None:
        """Give the impossible date its day, and the votes the count that the others leave."""
        cells = {name: place for place, name in enumerate(self.header)}
        for row in self.rows:
            if row[cells["DELIB_DATE"]] == "2025-02-30":
                year, day, _ = row[cells["DELIB_ID"]].split("-")
                row[cells["DELIB_DATE"]] = f"{year}-{day[:2]}-{day[2:]}"
            counts = [row[cells[f"VOTE_{name}"]] for name in ("REEL", "CONTRE", "ABSTENTION")]
            if all(counts):
                real, against, abstained = map(int, counts)
                row[cells["VOTE_POUR"]] = str(real - against - abstained)


def opened(content: bytes) -> Sheet:
    """Import the export as the lesson says: Windows-1252, semicolons, from line 3, as text."""
    return Sheet(content, "cp1252", ";", 3)

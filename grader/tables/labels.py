"""The normal form of a column name, by which names written differently are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

#: What is left out of an ASCII label.
_NOT_KEPT = re.compile(r"[^a-z0-9]+")
#: Spaces and signs that a label may be written with beside its letters.
_SPARE = 40
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def fold(label: str) -> str:
    """Reduce a label to its letters and digits, without case or accents.

    « Date Convention », ``date_convention`` and ``dateConvention`` all give ``dateconvention``.
    A label without any letter or digit is only stripped, so that it equals nothing else.

    Args:
        label: a column name as written.
    """
    if label.isascii():
        # Cells of the first lines are folded by hundreds to find the header.
        return _NOT_KEPT.sub("", label.lower()) or label.strip()
    plain = unicodedata.normalize("NFKD", label.translate(_LIGATURES)).casefold()
    kept = "".join(c for c in plain if c.isalnum())
    return kept or label.strip()


class Wanted:
    """Labels looked for on a line.

    Args:
        labels: column names of a schema; may be none.
    """

    def __init__(self, labels: Collection[str]) -> None:
        self._folded = frozenset(map(fold, labels))
        # A whole line taken for one cell need not be folded to be known for no label.
        self._longest = 3 * max(map(len, labels), default=0) + _SPARE

    def __len__(self) -> int:
        return len(self._folded)

    def seen_in(self, record: Iterable[str]) -> int:
        """Count the different labels among some cells.

        Args:
            record: the cells of a line.
        """
        if not self._folded:
            return 0
        return len(self._folded & {fold(cell) for cell in record if len(cell) <= self._longest})

    def most_seen(self, records: Sequence[Iterable[str]]) -> tuple[int, int]:
        """Give how many labels the line that holds most of them has, and its index.

        Args:
            records: cells of some lines; the first of equal lines is given.
        """
        most, best = 0, 0
        for index, record in enumerate(records):
            seen = self.seen_in(record)
            if seen > most:
                most, best = seen, index
                if most == len(self._folded):
                    break
        return most, best

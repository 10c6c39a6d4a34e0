"""The records of a file as this room works on them: texts, in columns with names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from grader.tables.model import Table


def unique_labels(header: Sequence[str]) -> tuple[str, ...]:
    """Name columns so that each name stands for one column.

    Args:
        header: names as written; may hold blanks and repeats.

    Returns:
        the names, without outer blanks; « colonne 3 » for a blank one, « NOM (2) » for a repeat.
    """
    labels: list[str] = []
    taken: set[str] = set()
    for position, name in enumerate(header, start=1):
        base = name.strip() or f"colonne {position}"
        label, count = base, 1
        while label in taken:
            count += 1
            label = f"{base} ({count})"
        taken.add(label)
        labels.append(label)
    return tuple(labels)


def records_of(table: Table, *, blank_rows: bool = False) -> pl.DataFrame:
    """Give the rows of a table as columns of texts.

    Args:
        table: what was read.
        blank_rows: keep the rows that are wholly blank; they are nobody's.

    Returns:
        one column of strings for each name, without nulls: a missing cell is empty. Outer blanks
        of cells are gone, for two spellings of a value are one value to who looks for a person.
        Cells beyond the header are left out.
    """
    import polars as pl

    labels = unique_labels(table.header)
    frame = table.cells.rename(dict(zip(table.cells.columns, labels, strict=True)))
    records = frame.select(pl.col(pl.String).fill_null("").str.strip_chars())
    return records if blank_rows else filled_rows(records)


def filled_rows(records: pl.DataFrame) -> pl.DataFrame:
    """Give the rows that say something: a blank line of a file is nobody.

    Args:
        records: columns of texts without nulls.
    """
    import polars as pl

    if not records.width:
        return records
    return records.filter(pl.any_horizontal(pl.all() != ""))

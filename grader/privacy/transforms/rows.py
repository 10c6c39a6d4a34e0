"""Steps that change rows: those of small groups left out, or all of them counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.errors import RefusedError
from grader.privacy.transforms.scripted.comptes import (
    LE_PLUS_DE_CASES,
    Case,
    en_tete_des_comptes,
    lignes_de_comptes,
    reunir,
)
from grader.typography import french, number

if TYPE_CHECKING:
    import polars as pl


def suppressed(records: pl.DataFrame, by: Sequence[str], least: int) -> pl.DataFrame:
    """Leave out the rows of groups that are too small.

    Args:
        records: texts.
        by: columns in which the rows of a group are alike; none makes one group of all.
        least: rows that a group must have.
    """
    import polars as pl

    if least <= 1:
        return records
    if not by:
        return records if records.height >= least else records.clear()
    return records.filter(pl.len().over(list(by)) >= least)


def counted(
    records: pl.DataFrame,
    by: Sequence[str],
    least: int,
    value: str | None = None,
    *,
    margins: bool = False,
) -> pl.DataFrame:
    """Count rows, without what is too small nor what would give it away.

    Args:
        records: texts.
        by: columns to count by.
        least: counts from 1 up to below it are hidden.
        value: a column of amounts to sum up; a cell where one row makes more than 85 % of the sum
            is hidden too.
        margins: whether totals are published. Cells are hidden so that totals do not give them
            away in both cases: a total is often known from elsewhere.

    Returns:
        the columns counted by, the count, and the sum; hidden ones read « secret ».

    Raises:
        RefusedError: ``too-many-cells``.
    """
    import polars as pl

    read = [*by, *([value] if value else [])]
    groups = records.group_by(read, maintain_order=True).len()
    cells: dict[tuple[str, ...], Case] = {}
    for row in groups.iter_rows():
        reunir(cells, row[: len(by)], row[-1], row[len(by)] if value else None)
        if len(cells) > LE_PLUS_DE_CASES:
            raise RefusedError(
                "too-many-cells",
                french(f"Ce tableau compterait plus de {number(LE_PLUS_DE_CASES)} cases."),
                "Regroupez d'abord les valeurs, ou comptez selon moins de colonnes.",
            )
    header = en_tete_des_comptes(by, value)
    rows = lignes_de_comptes(cells, len(by), least, avec_somme=value is not None, totaux=margins)
    schema = dict.fromkeys(header, pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row") if rows else pl.DataFrame(schema=schema)

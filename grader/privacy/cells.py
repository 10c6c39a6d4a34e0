"""Small cells and dominance: what a table of counts or of amounts still gives away.

Insee's two rules for statistics on enterprises: no cell of fewer than 3 units, none of which one
unit makes more than 85 %. They are rules for enterprises; nothing makes them a rule for all data
of a commune, and ``RULE`` says so wherever cells are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.privacy.codes import Coded, Groups, Whole, code, dense, group, group_records, numbers
from grader.privacy.gauges import percent
from grader.typography import french, number, plural

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

LEAST_UNITS = 3
DOMINANCE = 0.85
RULE = french(
    "Règle de l'Insee pour les statistiques d'entreprises : pas de case de moins de "
    f"{LEAST_UNITS} unités, ni de case dont une unité fait plus de {percent(DOMINANCE)} du total. "
    "Ce n'est pas une règle générale pour les données d'une commune : choisissez votre seuil et "
    "justifiez-le."
)


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Attributes:
        where: value of each column it is counted by.
        units: how many different units are in it.
        share: 0 to 1, what its largest unit makes of its amount; None without amounts.
    """

    where: tuple[str, ...]
    units: int
    share: float | None = None


@dataclass(frozen=True)
class Cells:
    """What a table of counts or of amounts gives away.

    Attributes:
        by: columns it is counted by.
        total: cells that hold something.
        small: cells of fewer than ``least`` units, smallest first.
        dominated: the others of which one unit makes more than ``dominance``, most first.
        unread: rows whose amount is not a number; they count as units, without amount.
        least: units wanted in a cell.
        dominance: share that a unit may make of a cell.
    """

    by: tuple[str, ...]
    total: int
    small: tuple[Cell, ...]
    dominated: tuple[Cell, ...]
    unread: int = 0
    least: int = LEAST_UNITS
    dominance: float = DOMINANCE

    @property
    def sentences(self) -> tuple[str, ...]:
        """Tell it in French, the rule and its domain last; no cell is quoted."""
        return tuple(map(french, _told(self)))


def cells_of(
    records: pl.DataFrame,
    by: Sequence[str],
    value: str | None = None,
    unit: str | None = None,
    *,
    least: int = LEAST_UNITS,
    dominance: float = DOMINANCE,
) -> Cells:
    """Look at the table that counting records would give.

    Args:
        records: columns of texts without nulls.
        by: columns to count by; none makes one cell of all.
        value: column of amounts; dominance is not looked at without it.
        unit: column that tells who a row is about: its rows in a cell count once, and their
            amounts are added; each row is a unit of its own when not given.
        least: units wanted in a cell.
        dominance: share of a cell's amount that one unit may make.
    """
    cells = group_records(records, by)
    each_row = np.arange(records.height)
    alone = Coded(each_row, records.height, each_row)
    members = _members(cells, alone if unit is None else code(records[unit]))
    cell_of_member = np.empty(len(members.sizes), dtype=np.int64)
    cell_of_member[members.of] = cells.of
    units = np.bincount(cell_of_member, minlength=len(cells.sizes))
    shares, unread = None, 0
    if value is not None:
        amounts = numbers(records[value])
        unread = amounts.null_count()
        shares = _largest_shares(amounts.fill_null(0.0).to_numpy(), members, cell_of_member, units)
    first = dense(cells.of).first

    def cell(index: int) -> Cell:
        row = int(first[index])
        where = tuple(records[label][row] for label in by)
        return Cell(where, int(units[index]), None if shares is None else float(shares[index]))

    small = np.flatnonzero(units < least)
    small = small[np.lexsort((first[small], units[small]))]
    over = np.zeros(0, dtype=np.int64)
    if shares is not None:
        over = np.flatnonzero((units >= least) & (shares > dominance))
        over = over[np.lexsort((first[over], -shares[over]))]
    return Cells(
        tuple(by),
        len(cells.sizes),
        tuple(map(cell, small.tolist())),
        tuple(map(cell, over.tolist())),
        unread,
        least,
        dominance,
    )


def _members(cells: Groups, unit: Coded) -> Groups:
    """Put together the rows of a cell that are about the same unit."""
    rows = len(cells.of)
    nothing: Whole = np.zeros(0, dtype=np.int64)
    return group([Coded(cells.of, max(len(cells.sizes), 1), nothing), unit], rows)


def _largest_shares(
    amounts: NDArray[np.float64], members: Groups, cell_of_member: Whole, units: Whole
) -> NDArray[np.float64]:
    """Give what the largest unit makes of each cell; sizes count, whatever their sign."""
    parts = np.abs(np.bincount(members.of, weights=amounts, minlength=len(members.sizes)))
    totals = np.bincount(cell_of_member, weights=parts, minlength=len(units))
    largest = np.zeros(len(units))
    np.maximum.at(largest, cell_of_member, parts)
    return np.divide(largest, totals, out=np.zeros(len(units)), where=totals > 0)


def _told(cells: Cells) -> list[str]:
    if not cells.total:
        return ["Le tableau n'a aucune case."]
    told = [f"Le tableau a {plural(cells.total, 'case')}."]
    if not (cells.small or cells.dominated):
        told.append("Aucune n'est trop petite, et aucune unité n'en fait presque tout le total.")
    if cells.small:
        count = len(cells.small)
        verb = "compte" if count == 1 else "comptent"
        told.append(
            f"{plural(count, 'case')} {verb} moins de {number(cells.least)} unités : on peut y "
            "reconnaître quelqu'un. Masquez-les ou regroupez-les ; si les totaux sont publiés, une "
            "case masquée seule se recalcule par différence."
        )
    if cells.dominated:
        count = len(cells.dominated)
        who = "Dans 1 autre case" if count == 1 else f"Dans {number(count)} autres cases"
        told.append(
            f"{who if cells.small else who.replace(' autre', '')}, une seule unité fait plus de "
            f"{percent(cells.dominance)} du montant : publier le total revient presque à publier "
            "le sien."
        )
    if cells.unread:
        one = cells.unread == 1
        said = "n'est pas un nombre : compté" if one else "ne sont pas des nombres : comptés"
        told.append(f"{plural(cells.unread, 'montant')} {said} pour zéro.")
    return [*told, RULE]

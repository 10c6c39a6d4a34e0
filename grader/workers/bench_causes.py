"""Groups of findings and what mends them, as the workbench tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from grader.typography import plural
from grader.validation.fault import Faults
from grader.validation.findings import Findings
from grader.validation.model import Finding
from grader.validation.repairs.changes import (
    CellsChanged,
    ColumnsAdded,
    LabelsChanged,
    RowsRemoved,
    RowsRewritten,
)
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.journal import count_label
from grader.validation.repairs.model import Diagnosis, Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.tellings.registry import tell_cause
from grader.workers.bench_cost import COSTS, cost_of
from grader.workers.bench_lines import as_dropped, rows_of
from grader.workers.bench_model import Cause, Spot, Trouble

#: Places shown with a cause; more are asked for.
FIRST_PLACES = 3
#: Faults of whole rows: taking a row out, or writing it anew, mends them.
_OF_ROWS = frozenset(
    {"blank-row", "extra-cell", "missing-cell", "duplicate-key", "primary-key", "unique-error"}
)


def group_key(faults: Faults) -> str:
    """Name the group that faults are told in: ``code/detail|column``.

    Args:
        faults: of one code, detail and column.
    """
    group = f"{faults.code}/{faults.detail}" if faults.detail else faults.code
    return f"{group}|{faults.column}"


def troubles_of(sight: Sight, repairs: Sequence[Repair]) -> tuple[Trouble, ...]:
    """Give groups of findings, the costliest first.

    Args:
        sight: the file as seen against its schema.
        repairs: what can be mended in it.
    """
    parts = by_key(sight)
    rank = {name: index for index, name in reversed([*enumerate(sight.examined.placement.names)])}
    told = Findings([as_dropped(some, sight.draft) for some in sight.faults()], rank)
    ordered = sorted(repairs, key=lambda repair: not repair.sure)
    troubles = []
    for group in told.groups(1):
        key = f"{group.group}|{group.column}"
        first, rows = group.examples[0], _rows(parts[key], sight.draft)
        mending = tuple(one.key for one in ordered if _mends(one, first, rows, sight))
        cost = cost_of(first, sight.field_of(group.column))
        troubles.append(Trouble(key, first, group.count, cost, bool(len(rows)), mending))
    return tuple(sorted(troubles, key=_costliest))


def _costliest(trouble: Trouble) -> tuple[int, bool, int]:
    return COSTS.index(trouble.cost), trouble.first.severity != "error", -trouble.count


def _rows(parts: Sequence[Faults], draft: Draft) -> pl.Series:
    rows = [rows_of(some, draft) for some in parts]
    return rows[0] if len(rows) == 1 else pl.concat(rows)


def _mends(repair: Repair, first: Finding, rows: pl.Series, sight: Sight) -> bool:
    """Tell whether a repair is of the faults of a group."""
    change = repair.change
    if isinstance(change, CellsChanged):
        return change.name == first.column and _meet(change.rows, rows, sight)
    if isinstance(change, LabelsChanged):
        return "label" in first.code and first.column in change.labels.values()
    if isinstance(change, ColumnsAdded):
        return "label" in first.code and first.column in change.labels
    if isinstance(change, RowsRemoved):
        return first.code in _OF_ROWS and _meet(change.rows, rows, sight)
    if isinstance(change, RowsRewritten):
        touched = pl.Series(sorted(change.rows), dtype=pl.UInt32)
        return first.code in _OF_ROWS and _meet(touched, rows, sight)
    return repair.column == first.column != ""


def _meet(some: pl.Series, others: pl.Series, sight: Sight) -> bool:
    if not len(some) or not len(others):
        return False
    mask = np.zeros(sight.draft.cells.height, dtype=np.bool_)
    mask[some.to_numpy()] = True
    return bool(mask[others.to_numpy()].any())


def repairs_of(diagnosis: Diagnosis, draft: Draft) -> tuple[Cause, ...]:
    """Tell repairs, the sure ones first.

    Args:
        diagnosis: of the file.
        draft: the file now.
    """
    ordered = sorted(diagnosis.repairs, key=lambda repair: not repair.sure)
    return tuple(_repair(repair, draft) for repair in ordered)


def _repair(repair: Repair, draft: Draft) -> Cause:
    title, why, action, doubt = tell_cause(repair)
    return Cause(
        key=repair.key,
        column=repair.column,
        sure=repair.sure,
        count=len(repair.change),
        count_label=count_label(repair.change),
        title=title,
        why=why,
        action=action,
        doubt="" if repair.sure else doubt,
        places=repair_places(repair, draft, slice(FIRST_PLACES)),
    )


def repair_places(repair: Repair, draft: Draft, part: slice) -> tuple[Spot, ...]:
    """Show some of the places that a repair touches.

    Args:
        repair: the repair.
        draft: the file now.
        part: which places.
    """
    return tuple(Spot(*place) for place in repair.change.places(draft, part))


def refusals_of(diagnosis: Diagnosis) -> tuple[Cause, ...]:
    """Tell what cannot be mended, those of one name together.

    Args:
        diagnosis: of the file.
    """
    together: dict[str, list[Refusal]] = defaultdict(list)
    for refusal in diagnosis.refusals:
        together[refusal.key].append(refusal)
    return tuple(_refusal(some) for some in together.values())


def _refusal(some: Sequence[Refusal]) -> Cause:
    first, count = some[0], sum(map(len, some))
    title, why, action, _ = tell_cause(first)
    about_cells = first.values is not None
    label = plural(count, "cellule") if about_cells else plural(count, "ligne")
    places = tuple(refused_places(some, slice(FIRST_PLACES)))
    return Cause(
        first.key,
        first.column,
        False,
        count,
        label if count else "",
        title,
        why,
        action,
        "",
        places,
    )


def refused_places(some: Sequence[Refusal], part: slice) -> Iterator[Spot]:
    """Show some of the places that cannot be mended.

    Args:
        some: refusals of one key.
        part: which places.
    """
    wanted = range(*part.indices(sum(map(len, some))))
    begin = 0
    for refusal in some:
        inside = slice(max(wanted.start - begin, 0), max(wanted.stop - begin, 0))
        lines = refusal.lines[inside].to_list()
        values = [None] * len(lines) if refusal.values is None else refusal.values[inside].to_list()
        for line, value in zip(lines, values, strict=True):
            yield Spot(line, refusal.column, value, None)
        begin += len(refusal)


def by_key(sight: Sight) -> Mapping[str, list[Faults]]:
    """Give the faults of each group, by its name.

    Args:
        sight: the file as seen against its schema.
    """
    found: dict[str, list[Faults]] = defaultdict(list)
    for some in sight.faults():
        found[group_key(some)].append(some)
    return found

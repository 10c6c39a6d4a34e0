"""What a plan leaves of a file: columns as treated, rows that stay, and what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from grader.privacy.codes import Coded, Groups, Sensitive, group
from grader.privacy.measures import measure_groups
from grader.privacy.model import SENSITIVE, USUAL_K, Measures
from grader.privacy.plan import DROP, Plan, Step, narrowing, recipe_of
from grader.privacy.recipe import apply_step, check_recipe
from grader.privacy.utility import utility
from grader.workers.privacy_memory import PrivacyBench, Treated
from grader.workers.privacy_model import Point, Rows

COUNT, SUPPRESS = "count", "suppress"


@dataclass(frozen=True, eq=False)
class Published:
    """A file as a plan leaves it.

    Attributes:
        plan: what was decided.
        recipe: the same as checked steps.
        columns: those still published, as treated, in the order of the file.
        shown: columns that readers see: those counted by, behind counts.
        rows: indexes of the rows that stay; behind counts, those of the cells that are shown.
        alike: for each of them, how many rows are alike in what narrows a search.
        measures: what is given away.
        hidden: rows left out.
    """

    plan: Plan
    recipe: tuple[Step, ...]
    columns: Mapping[str, Treated]
    shown: frozenset[str]
    rows: NDArray[np.int64]
    alike: NDArray[np.int64]
    measures: Measures
    hidden: int

    @property
    def count(self) -> Step | None:
        """The step that counts rows, or None."""
        return self.recipe[-1] if self.recipe and self.recipe[-1]["do"] == COUNT else None


def publish(bench: PrivacyBench, plan: Plan, threshold: int = USUAL_K) -> Published:
    """Work out what a plan leaves.

    Args:
        bench: the file.
        plan: what was decided.
        threshold: a row is at risk in a group smaller than that.

    Raises:
        RefusedError: it cannot be done.
    """
    recipe = check_recipe(recipe_of(plan), bench.records.columns)
    steps = {step["column"]: step for step in recipe if "column" in step}
    columns = {
        label: bench.treated(label, steps.get(label))
        for label, setting in plan.settings.items()
        if setting.action != DROP
    }
    height = bench.records.height
    stays = np.ones(height, dtype=np.bool_)
    shown = list(columns)
    for step in recipe:
        if step["do"] in (SUPPRESS, COUNT):
            rows = np.flatnonzero(stays)
            sizes = _groups(columns, step["by"], rows).row_sizes()
            stays[rows[sizes < step["least"]]] = False
        if step["do"] == COUNT:
            shown = step["by"]
    rows = np.flatnonzero(stays)
    groups = _groups(columns, [label for label in narrowing(plan) if label in shown], rows)
    sensitive = [label for label in shown if plan.settings[label].role == SENSITIVE]
    measures = measure_groups(
        groups, [_sensitive(columns[label], rows) for label in sensitive], threshold=threshold
    )
    return Published(
        plan,
        recipe,
        columns,
        frozenset(shown),
        rows,
        groups.row_sizes(),
        measures,
        height - len(rows),
    )


def measures_of(published: Published, quasi: Sequence[str], sensitive: Sequence[str]) -> Measures:
    """Measure what is published with other roles than those decided.

    Args:
        published: what is left of the file.
        quasi: columns that narrow a search, published or not.
        sensitive: columns of which nothing should be learnt, published or not.
    """
    columns, shown, rows = published.columns, published.shown, published.rows
    return measure_groups(
        _groups(columns, [label for label in quasi if label in shown], rows),
        [_sensitive(columns[label], rows) for label in sensitive if label in shown],
    )


def distinct_in(published: Published, label: str) -> int:
    """Count the distinct values of a published column.

    Args:
        published: what is left of the file.
        label: name of the column.
    """
    return len(np.unique(published.columns[label].coded.codes[published.rows]))


def _groups(
    columns: Mapping[str, Treated], labels: Sequence[str], rows: NDArray[np.int64]
) -> Groups:
    return group([_only(columns[label].coded, rows) for label in labels], len(rows))


def _only(coded: Coded, rows: NDArray[np.int64]) -> Coded:
    """Give the codes of the rows that stay; all of them stay, most of the time."""
    if len(rows) == len(coded):
        return coded
    # Codes that no row holds any more do no harm to groups.
    return Coded(coded.codes[rows], coded.size, coded.first)


def _sensitive(treated: Treated, rows: NDArray[np.int64]) -> Sensitive:
    sensitive = treated.sensitive
    if len(rows) == len(sensitive.coded):
        return sensitive
    mask = np.zeros(len(sensitive.coded), dtype=np.bool_)
    mask[rows] = True
    # Ranks of values that nobody has any more would count in distances.
    return Sensitive(sensitive.coded.only(mask), sensitive.ordered)


def losses_of(bench: PrivacyBench, published: Published) -> dict[str, float]:
    """Give what each column has lost, 0 to 1; one that is not published has lost all.

    Args:
        bench: the file.
        published: what is left of it.
    """
    return {
        label: published.columns[label].loss if label in published.shown else 1.0
        for label in bench.records.columns
    }


def utility_of(bench: PrivacyBench, published: Published) -> float:
    """Give what is left of what the file tells, 0 to 1.

    Args:
        bench: the file.
        published: what is left of it.
    """
    height = bench.records.height
    roles = {label: setting.role for label, setting in published.plan.settings.items()}
    kept = len(published.rows) / height if height else 1.0
    return utility(losses_of(bench, published), roles, kept)


def point_of(bench: PrivacyBench, published: Published) -> Point:
    """Tell where a file stands, for the chart.

    Args:
        bench: the file.
        published: what is left of it.
    """
    found = published.measures
    share = found.at_risk / found.rows if found.rows else 0.0
    return found.k, share, utility_of(bench, published)


def frame_of(published: Published) -> pl.DataFrame:
    """Give what would be published: rows, or counts.

    Args:
        published: what is left of the file.

    Raises:
        RefusedError: there would be too many counts.
    """
    count = published.count
    if count is None:
        return _rows_frame(published, list(published.columns), published.rows)
    # Small cells are hidden, not left out: the table is made of all the rows before the count.
    wanted = [*count["by"], *([count["value"]] if "value" in count else [])]
    return apply_step(_rows_frame(published, wanted, rows_before_count(published)), count)


def rows_before_count(published: Published) -> NDArray[np.int64]:
    """Give the indexes of the rows that no step has left out, whatever is counted afterwards.

    Args:
        published: what is left of the file.
    """
    if published.count is None:
        return published.rows
    columns, suppress = published.columns, published.recipe[-2:-1]
    height = len(next(iter(columns.values())).coded)
    if not suppress or suppress[0]["do"] != SUPPRESS:
        return np.arange(height)
    sizes = _groups(columns, suppress[0]["by"], np.arange(height)).row_sizes()
    return np.flatnonzero(sizes >= suppress[0]["least"])


def _rows_frame(
    published: Published, labels: Sequence[str], rows: NDArray[np.int64]
) -> pl.DataFrame:
    return pl.DataFrame({label: published.columns[label].cells(rows) for label in labels})


def preview_of(published: Published, part: tuple[int, int]) -> Rows:
    """Show some of what would be published.

    Args:
        published: what is left of the file.
        part: how many rows come before, and most rows shown.

    Raises:
        RefusedError: there would be too many counts.
    """
    offset, most = part
    if published.count is not None:
        counts = frame_of(published)
        some = counts.slice(offset, most)
        return Rows(
            header=tuple(counts.columns),
            rows=tuple(some.iter_rows()),
            risky=(False,) * some.height,
            total=counts.height,
            hidden=published.hidden,
        )
    place = slice(offset, offset + most)
    shown = _rows_frame(published, list(published.columns), published.rows[place])
    risky = published.alike[place] < published.measures.threshold
    return Rows(
        header=tuple(published.columns),
        rows=tuple(shown.iter_rows()),
        risky=tuple(bool(one) for one in risky),
        total=len(published.rows),
        hidden=published.hidden,
    )

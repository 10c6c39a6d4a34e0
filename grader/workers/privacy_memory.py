"""A file to anonymise, kept for a few minutes in the worker that read it.

Values are read and numbered once; a treatment works on the distinct values of a column, once for
each level, and what moves live is arithmetic on numbers. Whatever is kept is found again from the
file and the decisions alone, so any worker gives the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from grader.errors import UnusableFileError
from grader.exercises.anonymise_replay import aids_of, auxiliary_of
from grader.privacy.aids import Aids
from grader.privacy.attacks.model import Auxiliary, Trial
from grader.privacy.attacks.run import run_attacks
from grader.privacy.codes import Coded, Sensitive, code, code_all, code_sensitive
from grader.privacy.detection import Detection, detect
from grader.privacy.plan import Plan, Step, first_plan, plan_after
from grader.privacy.recipe import changed_column
from grader.privacy.records import records_of
from grader.privacy.treatments import Treatment, treatments_for
from grader.privacy.utility import column_loss
from grader.privacy.utility_uses import PreparedUse
from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.typography import number
from grader.workers.privacy_model import LONGEST_LABEL, MOST_COLUMNS, Decisions, PrivacySource
from grader.workers.shelf import Shelf, state_of_file

#: Cells of treated columns that are kept: 8 bytes each.
_MOST_CELLS = 40_000_000


@dataclass(frozen=True, eq=False)
class Treated:
    """A column as it would be published.

    Attributes:
        values: its distinct values.
        coded: for each row, the number of its value.
        loss: share of what the column told that is lost.
    """

    values: pl.Series
    coded: Coded
    loss: float

    def cells(self, rows: Any) -> pl.Series:
        """Give the cells of some rows.

        Args:
            rows: their indexes, or a slice of them.
        """
        return self.values.gather(self.coded.codes[rows])

    @cached_property
    def sensitive(self) -> Sensitive:
        """The column as measures want a sensitive one."""
        found = code_sensitive(self.values)
        return Sensitive(self.coded.recoded(found.coded), found.ordered)


@dataclass(eq=False)
class PrivacyBench:
    """A file as it was read, and what is known of its columns.

    Attributes:
        source: which file, and what there is around it.
        table: what was read.
        records: the same as texts.
        aids: what hierarchies lean on.
        auxiliary: what an attacker has.
        coded: column to the numbers of its values.
        detection: what its columns seem to be.
        uses: what it is wanted for.
    """

    source: PrivacySource
    table: Table
    records: pl.DataFrame
    aids: Aids
    auxiliary: Auxiliary
    coded: Mapping[str, Coded]
    detection: Detection
    uses: tuple[PreparedUse, ...]
    _filled: dict[str, int | None] = field(default_factory=dict)
    _treated: dict[str, Treated] = field(default_factory=dict)
    _offered: dict[tuple[str, str], tuple[Treatment, ...]] = field(default_factory=dict)
    _trials: dict[str, tuple[Trial, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, source: PrivacySource, bounds: Bounds) -> PrivacyBench:
        """Read a file.

        Args:
            source: which file, and what there is around it.
            bounds: upper limits on what is read.

        Raises:
            UnusableFileError: it cannot be read, or its owner has to choose a sheet.
        """
        table = read_table(source.path, bounds, sheet=source.sheet or None)
        records = records_of(table)
        _check_columns(records.columns)
        aids = aids_of(source.ground)
        return cls(
            source,
            table,
            records,
            aids,
            auxiliary_of(source.ground),
            dict(zip(records.columns, code_all(records), strict=True)),
            detect(records),
            tuple(PreparedUse(use, records, aids=aids) for use in source.ground.uses),
        )

    def plan(self, decisions: Decisions) -> Plan:
        """Give where decisions lead.

        Args:
            decisions: in order.

        Raises:
            RefusedError: one speaks of what is not there.
        """
        roles = {column.label: column.role for column in self.detection.columns}
        return plan_after(first_plan(self.records.columns, roles), decisions)

    def distinct(self, label: str) -> pl.Series:
        """Give the distinct values of a column as it stands.

        Args:
            label: its name.
        """
        return self.records[label].gather(self.coded[label].first)

    def first_filled(self, label: str) -> int | None:
        """Give the first row whose cell says something, or None.

        Args:
            label: name of the column.
        """
        if label not in self._filled:
            filled = (self.records[label] != "").arg_true()
            self._filled[label] = int(filled[0]) if len(filled) else None
        return self._filled[label]

    def offered(self, label: str, role: str) -> tuple[Treatment, ...]:
        """Give what may be done with a column, found once.

        Args:
            label: its name.
            role: its role.
        """
        if (label, role) not in self._offered:
            offered = treatments_for(label, self.records[label], role, self.aids)
            self._offered[label, role] = offered
        return self._offered[label, role]

    def treated(self, label: str, step: Step | None) -> Treated:
        """Give a column as it would be published, worked out once.

        Args:
            label: its name.
            step: what is done with it; None for nothing.

        Raises:
            RefusedError: it cannot be done.
        """
        key = f"{label}|{json.dumps(step, sort_keys=True)}"
        found = self._treated.pop(key, None) or self._work_out(label, step)
        # The oldest go first: what was asked last comes again.
        self._treated[key] = found
        most = max(_MOST_CELLS // max(self.records.height, 1), 2 * len(self.coded))
        while len(self._treated) > most:
            self._treated.pop(next(iter(self._treated)))
        return found

    def _work_out(self, label: str, step: Step | None) -> Treated:
        raw = self.coded[label]
        if step is None:
            return Treated(self.distinct(label), raw, 0.0)
        if step["do"] == "noise":
            column = changed_column(self.records[label], step, self.source.key, self.aids)
            coded = code(column)
            return Treated(column.gather(coded.first), coded, column_loss(raw, coded))
        after = changed_column(self.distinct(label), step, self.source.key, self.aids)
        merged = code(after)
        coded = raw.recoded(merged)
        return Treated(after.gather(merged.first), coded, column_loss(raw, coded))

    def trials(self, roles: Mapping[str, str]) -> tuple[Trial, ...]:
        """Give the attacks on the file as given, run once.

        Args:
            roles: column to role.
        """
        key = json.dumps(dict(roles), sort_keys=True)
        if key not in self._trials:
            self._trials.clear()
            self._trials[key] = self.attacked(self.records, (), roles)
        return self._trials[key]

    def attacked(
        self, published: pl.DataFrame, recipe: Sequence[Step], roles: Mapping[str, str]
    ) -> tuple[Trial, ...]:
        """Attack what would be published.

        Args:
            published: rows, or a table of counts.
            recipe: what was done.
            roles: column to role.
        """
        return run_attacks(self.records, published, recipe, roles, self.auxiliary, aids=self.aids)


_shelf: Shelf[PrivacyBench] = Shelf()


def open_bench(source: PrivacySource, bounds: Bounds) -> PrivacyBench:
    """Give a file, read now or a little while ago.

    Args:
        source: which file, and what there is around it.
        bounds: upper limits on what is read.

    Raises:
        NotFoundError: it was erased.
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
    """
    ground = source.ground
    beside = (path for path in (ground.public, ground.earlier, ground.places) if path)
    states = tuple(state_of_file(path, _shelf) for path in (source.path, *beside))
    return _shelf.open(repr(source), states, lambda: PrivacyBench.read(source, bounds))


def forget() -> None:
    """Let go of the file that this worker keeps."""
    _shelf.forget()


def _check_columns(labels: Sequence[str]) -> None:
    """Refuse a file that is too wide to decide about column by column."""
    if len(labels) > MOST_COLUMNS:
        raise UnusableFileError(
            "too-wide-here",
            f"Ce fichier a {number(len(labels))} colonnes : cet atelier en traite "
            f"{MOST_COLUMNS} au plus.",
            "Gardez celles que vous comptez publier, puis déposez-le encore : ce qu'on ne publie "
            "pas n'a pas besoin d'être anonymisé.",
        )
    if any(len(label) > LONGEST_LABEL for label in labels):
        raise UnusableFileError(
            "label-too-long",
            f"Le nom d'une colonne dépasse {LONGEST_LABEL} caractères.",
            "Raccourcissez-le dans votre tableur, puis déposez le fichier encore.",
        )

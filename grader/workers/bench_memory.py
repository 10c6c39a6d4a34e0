"""A file on the bench, kept for a few minutes in the worker that read it.

Reading a file and replaying decisions cost more than looking at what they leave. So a worker
keeps the files that it mended last, small ones together and a large one alone, each with every
draft on the way: the next decision goes on from there, and one that is undone is as if it had not
been. Whoever does not ask again within minutes leaves nothing in memory; another worker, which has
nothing, replays all and finds the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import causes_in
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.memory import Memory
from grader.validation.repairs.mend import Mended, resume
from grader.validation.repairs.model import Diagnosis
from grader.validation.repairs.sight import Sight
from grader.validation.schemas import CheckSpec, TableSchema, load_schema
from grader.workers.bench_model import Decisions, Source
from grader.workers.shelf import Shelf, state_of_file

#: Drafts of which what was found is kept: the present one, and the one before.
_DRAFTS = 2
#: Cells of the files kept together, as they were dropped: 140 bytes each with what is found in
#: them, so 56 MB; a registry of 300 rows has five thousand.
_CELLS_TOGETHER = 400_000


@dataclass(eq=False)
class Bench:
    """A file as decisions have left it, and what is found in it.

    Attributes:
        source: which file, read how.
        schema: what it should follow.
        table: what was read.
        decisions: those that were replayed, in order.
        mended: what they have left.
    """

    source: Source
    schema: TableSchema
    table: Table
    decisions: list[Mapping[str, Any]]
    mended: Mended
    _seen: list[tuple[Draft, Sight, Diagnosis | None]] = field(default_factory=list)
    _memory: Memory = field(default_factory=Memory)

    @property
    def draft(self) -> Draft:
        """The file now."""
        return self.mended.draft

    @property
    def sight(self) -> Sight:
        """What is wrong with it now."""
        return self._look(self.draft)[1]

    @property
    def diagnosis(self) -> Diagnosis:
        """What can be mended in it now, and what cannot."""
        return self._find(self.draft, self.schema)

    def replay(self, decisions: Decisions) -> None:
        """Bring the file where decisions leave it; as it was when one of them is refused.

        Args:
            decisions: all of them, from the first on.

        Raises:
            RefusedError: a decision speaks of what is not there.
        """
        wanted = [json.loads(json.dumps(one)) for one in decisions]
        pairs = zip(self.decisions, wanted, strict=False)
        common = next(
            (place for place, (ours, theirs) in enumerate(pairs) if ours != theirs),
            min(len(self.decisions), len(wanted)),
        )
        kept = [step for step in self.mended.steps if step.decision < common]
        undone = self.mended.steps[len(kept) :]
        draft = undone[0].before if undone else self.draft
        self.mended = resume(
            Mended(draft, tuple(kept)),
            self.schema,
            wanted[common:],
            first=common,
            find=self._find,
        )
        self.decisions = wanted

    def _find(self, draft: Draft, _schema: TableSchema) -> Diagnosis:
        _, sight, diagnosis = self._look(draft)
        if diagnosis is None:
            diagnosis = causes_in(sight, self._memory)
            self._keep(draft, sight, diagnosis)
        return diagnosis

    def _look(self, draft: Draft) -> tuple[Draft, Sight, Diagnosis | None]:
        for one in self._seen:
            if one[0] is draft:
                return one
        return self._keep(draft, Sight.of(draft, self.schema), None)

    def _keep(
        self, draft: Draft, sight: Sight, diagnosis: Diagnosis | None
    ) -> tuple[Draft, Sight, Diagnosis | None]:
        one = (draft, sight, diagnosis)
        self._seen = [one, *(other for other in self._seen if other[0] is not draft)][:_DRAFTS]
        return one


def _cells(bench: Bench) -> int:
    return bench.draft.cells.height * len(bench.draft.header)


_shelf: Shelf[Bench] = Shelf(_CELLS_TOGETHER, _cells)


def open_bench(source: Source, bounds: Bounds, decisions: Decisions) -> Bench:
    """Give a file as decisions leave it.

    Args:
        source: which file, read how.
        bounds: upper limits on what is read.
        decisions: in order.

    Raises:
        NotFoundError: the file was erased.
        UnusableFileError: it cannot be read, or its owner has to choose a sheet.
        RefusedError: a decision speaks of what is not there.
    """
    schema = schema_of(source)
    state = (id(schema), *state_of_file(source.path, _shelf))
    bench = _shelf.open(source, state, lambda: _read(source, schema, bounds))
    bench.replay(decisions)
    return bench


def _read(source: Source, schema: TableSchema, bounds: Bounds) -> Bench:
    table = read_table(source.path, bounds, expected=schema.labels, sheet=source.sheet or None)
    return Bench(source, schema, table, [], Mended(Draft.of(table), ()))


def forget() -> None:
    """Let go of the files that this worker keeps."""
    _shelf.forget()


def schema_of(source: Source) -> TableSchema:
    """Give the schema of a file, with the key that its exercise wants.

    Args:
        source: the file.

    Raises:
        UnknownSchemaError: there is no such schema.
    """
    known = load_schema(source.schema, source.folder)
    return _with_key(known, source.key) if source.key else known


@lru_cache(maxsize=32)
def _with_key(schema: TableSchema, key: str) -> TableSchema:
    rule = CheckSpec("unique-values", {"column": key})
    return replace(schema, checks=(*schema.checks, rule))

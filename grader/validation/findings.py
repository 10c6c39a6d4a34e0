"""Findings of a report, told in French when somebody reads them.

A file of a million rows may hold half a million faults: they are counted and grouped as
columns, and only those that are looked at become sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import polars as pl

from grader.validation.fault import Fault, FaultColumn, FaultList, Faults
from grader.validation.messages.tell import severity_of, tell
from grader.validation.model import Finding, Group

#: Findings told at once when all are read in order.
_CHUNK = 10_000
#: Tellings remembered for each group, at most.
_ALIKE = 5_000


class Findings(Sequence[Finding]):
    """Findings in the order of the file: by line, then by column; the whole file comes first.

    Args:
        faults: what was found, each group whole.
        rank: by column name, its place in the file.
    """

    def __init__(self, faults: Sequence[Faults], rank: Mapping[str, int]) -> None:
        self._faults = [some for some in faults if len(some)]
        self._rank = rank
        self._alike: dict[int, dict[str | None, Finding]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._faults))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment] # as long as a list, and compared like one

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(index, slice):
            return tuple(self._told(self._order[index]))
        place = range(len(self))[index]
        return self._told(self._order[place : place + 1])[0]

    def __iter__(self) -> Iterator[Finding]:
        for begin in range(0, len(self), _CHUNK):
            yield from self._told(self._order[begin : begin + _CHUNK])

    @cached_property
    def counts(self) -> Mapping[tuple[str, str, str, str], int]:
        """How many, by (severity, code, group, column); nothing is told for it."""
        counts: Counter[tuple[str, str, str, str]] = Counter()
        for some in self._faults:
            group = f"{some.code}/{some.detail}" if some.detail else some.code
            severity = severity_of(some.code, some.detail)
            counts[(severity, some.code, group, some.column)] += len(some)
        return counts

    def groups(self, examples: int) -> tuple[Group, ...]:
        """Give the groups in the order in which they are met in the file, with examples.

        Args:
            examples: most findings told for each group.
        """
        merged: dict[tuple[str, str, str], list[Faults]] = {}
        for some in self._faults:
            merged.setdefault((some.code, some.detail, some.column), []).append(some)
        groups: list[tuple[tuple[int, int], Group]] = []
        for (code, _, column), parts in merged.items():
            told: list[Finding] = []
            for part in parts:
                # A column of faults is in the order of the file.
                wanted: slice | list[int] = (
                    slice(examples)
                    if isinstance(part, FaultColumn)
                    else part.lines.arg_sort()[:examples].to_list()
                )
                told.extend(tell(fault) for fault in part.faults(wanted))
            told.sort(key=lambda one: one.line or 0)
            first = min(part.first_line() for part in parts)
            place = (first, self._rank.get(column, len(self._rank)))
            count = sum(map(len, parts))
            group = Group(
                told[0].severity if told else severity_of(code, parts[0].detail),
                code,
                f"{code}/{parts[0].detail}" if parts[0].detail else code,
                column,
                count,
                tuple(told[:examples]),
            )
            groups.append((place, group))
        return tuple(group for _, group in sorted(groups, key=lambda one: one[0]))

    @cached_property
    def _order(self) -> pl.DataFrame:
        """For every finding in order, which group it is of and its index there."""
        parts = [
            pl.DataFrame(
                {
                    "line": some.lines,
                    "rank": pl.repeat(
                        self._rank.get(some.column, len(self._rank)), len(some), eager=True
                    ).cast(pl.UInt32),
                    "part": pl.repeat(part, len(some), eager=True).cast(pl.UInt32),
                    "index": pl.arange(0, len(some), eager=True, dtype=pl.UInt32),
                }
            )
            for part, some in enumerate(self._faults)
        ]
        if not parts:
            return pl.DataFrame(schema={"part": pl.UInt32, "index": pl.UInt32})
        order = pl.concat(parts).sort("line", "rank", "part", "index")
        return order.select("part", "index")

    def _told(self, order: pl.DataFrame) -> list[Finding]:
        """Tell the findings of some places, group by group, and put them back in order."""
        told: list[Finding | None] = [None] * order.height
        places = order.with_row_index("place").partition_by("part", as_dict=True)
        for (part, *_), wanted in places.items():
            some = self._tell(int(str(part)), wanted["index"].to_list())
            for place, one in zip(wanted["place"].to_list(), some, strict=True):
                told[place] = one
        return [one for one in told if one is not None]

    def _tell(self, part: int, indexes: list[int]) -> Iterator[Finding]:
        """Tell some findings of a group: equal cells are told once, and differ by their line."""
        some = self._faults[part]
        if isinstance(some, FaultList) or some.values is None or some.others is not None:
            yield from map(tell, some.faults(indexes))
            return
        alike = self._alike.setdefault(part, {})
        values = some.values.gather(indexes).to_list()
        for line, value in zip(some.lines.gather(indexes).to_list(), values, strict=True):
            one = alike.get(value)
            if one is None:
                if len(alike) >= _ALIKE:
                    alike.clear()
                words = some.describe(value or "")
                fault = Fault(some.code, some.detail, line, some.column, value, *words)
                one = alike[value] = tell(fault)
            yield Finding(
                one.code, one.detail, one.severity, line, one.column, value,
                one.message, one.why, one.fix,
            )  # fmt: skip

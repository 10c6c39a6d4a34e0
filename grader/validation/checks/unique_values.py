"""An identifier that serves once; asked for by an exercise, for schemas that do not say it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.typography import number
from grader.validation.checks.model import Check, Example
from grader.validation.columns import CheckedTable, Columns
from grader.validation.fault import Fault, FaultColumn
from grader.validation.repeats import repeats_of


class UniqueValues(Check):
    """No two rows have the same value; each one after the first is a fault."""

    names = ("duplicate-key", "unique-values")
    valid = (
        Example({"column": "id"}, {"id": ("a", "b", None, None, "A")}),
        Example({"column": "absent"}, {"id": ("a", "a")}),
    )
    invalid = (Example({"column": "id"}, {"id": ("a", "b", "a", "a")}, ((2, ""), (3, ""))),)

    def examine(self, table: CheckedTable) -> Iterator[Fault | FaultColumn]:
        """Give the cells whose value was met before, the whole column at once."""
        name = self.column
        if name not in table:
            return
        column = table.columns[name]
        if column.type != "string":
            yield from self.faults(table.rows())
            return
        rows, firsts = repeats_of(table, [name])
        yield FaultColumn(
            self.code,
            "",
            name,
            table.lines.gather(rows),
            column.text.gather(rows),
            others=table.lines.gather(firsts),
        )

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the cells whose value was met before."""
        first: dict[str, int] = {}
        for line, value, text in self.filled(columns, self.column):
            other = first.setdefault(str(value), line)
            if other != line:
                yield Fault(self.code, "", line, self.column, text, words={"other": number(other)})

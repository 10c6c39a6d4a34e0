"""Which column of the file is which field of the schema, and what is wrong with the labels.

A label misspelt is still placed under its field, so that its cells are checked there: a person
who mends the label then sees that fault go, and no new one appear.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.validation.fault import Fault
from grader.validation.schemas import Field, TableSchema
from grader.validation.spellings import nearest, normal_form


@dataclass(frozen=True)
class Placement:
    """Where the fields are.

    Attributes:
        fields: index of the column in the file to its field.
        names: for every column of the file, its name in findings.
        faults: what is wrong with the labels.
    """

    fields: Mapping[int, Field]
    names: tuple[str, ...]
    faults: tuple[Fault, ...]


def column_letter(index: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place(header: Sequence[str], schema: TableSchema, line: int) -> Placement:
    """Map the labels of a file to the fields of a schema.

    Args:
        header: labels as written.
        schema: the schema.
        line: line of the header in the file.
    """
    placing = _Placing(header, schema, line)
    placing.exactly()
    placing.by_normal_form()
    placing.by_likeness()
    placing.left_over()
    placing.missing()
    placing.order()
    names = tuple(
        placing.fields[index].name if index in placing.fields else label
        for index, label in enumerate(header)
    )
    return Placement(placing.fields, names, tuple(placing.faults))


class _Placing:
    """The steps of placing, the surest first."""

    def __init__(self, header: Sequence[str], schema: TableSchema, line: int) -> None:
        self.header = header
        self.schema = schema
        self.line = line
        self.fields: dict[int, Field] = {}
        self.faults: list[Fault] = []
        self.open = [index for index, label in enumerate(header) if label.strip()]
        self.taken: dict[str, int] = {}

    def exactly(self) -> None:
        """Place labels that are written as the schema writes them."""
        by_name = {field.name: field for field in self.schema.fields}
        for index in list(self.open):
            field = by_name.get(self.header[index])
            if field is not None and field.name not in self.taken:
                self._take(index, field)

    def by_normal_form(self) -> None:
        """Place labels that differ by case, spaces, accents or signs; only the first two pass."""
        by_fold = {normal_form(field.name): field for field in self.schema.fields}
        for index in list(self.open):
            field = by_fold.get(normal_form(self.header[index]))
            if field is not None and field.name not in self.taken:
                self._take(index, field)
                if _spaceless(self.header[index]) == _spaceless(field.name):
                    self._fault("label-case", index, field.name)
                else:
                    self._misspelt(index, field)

    def by_likeness(self) -> None:
        """Place labels that look like one field and no other."""
        claims: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for index in self.open:
            near = nearest(self.header[index], self.schema)
            if near is not None and near[0].name not in self.taken:
                claims[near[0].name].append((near[1], index))
        by_name = {field.name: field for field in self.schema.fields}
        for name, claim in claims.items():
            claim.sort(key=lambda one: (-one[0], one[1]))
            if len(claim) == 1 or claim[0][0] > claim[1][0]:
                index = claim[0][1]
                self._take(index, by_name[name])
                self._misspelt(index, by_name[name])

    def left_over(self) -> None:
        """Tell repeated, blank and unknown labels."""
        seen: dict[str, int] = {
            **{normal_form(name): index for name, index in self.taken.items()},
            **{normal_form(self.header[index]): index for index in self.fields},
        }
        names = {normal_form(field.name): field.name for field in self.schema.fields}
        for index in self.open:
            label = self.header[index]
            first = seen.setdefault(normal_form(label), index)
            if first != index:
                words = {"first": column_letter(first)}
                self._fault("duplicate-label", index, names.get(normal_form(label), label), words)
            else:
                self._fault("extra-label", index, label)
        for index, label in enumerate(self.header):
            if not label.strip():
                self._fault("blank-label", index, "")

    def missing(self) -> None:
        """Tell fields that no column holds."""
        for field in self.schema.fields:
            if field.name not in self.taken:
                code = "missing-label" if field.required else "missing-optional-label"
                self.faults.append(Fault(code, line=self.line, column=field.name))

    def order(self) -> None:
        """Tell when the columns are not in the order of the schema."""
        rank = {name: place for place, name in enumerate(self.schema.labels)}
        found = [self.fields[index].name for index in sorted(self.fields)]
        for before, after in itertools.pairwise(found):
            if rank[before] > rank[after]:
                words = {
                    "before": before,
                    "after": after,
                    "order": ", ".join(sorted(found, key=rank.__getitem__)),
                }
                self.faults.append(Fault("label-order", line=self.line, words=words))
                return

    def _take(self, index: int, field: Field) -> None:
        self.fields[index] = field
        self.taken[field.name] = index
        self.open.remove(index)

    def _misspelt(self, index: int, field: Field) -> None:
        """Tell a wrong name: an error where the column must be there, as its absence would be."""
        code = "misspelt-label" if field.required else "misspelt-optional-label"
        self._fault(code, index, field.name)

    def _fault(
        self, code: str, index: int, column: str, words: Mapping[str, str] | None = None
    ) -> None:
        letters = {"letter": column_letter(index), **(words or {})}
        self.faults.append(
            Fault(code, line=self.line, column=column, value=self.header[index], words=letters)
        )


def _spaceless(label: str) -> str:
    return "".join(label.split()).casefold()

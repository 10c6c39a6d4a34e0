"""What validating a table against a schema gives; no third party's type crosses this edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.tables.model import Dialect, Notice

#: A cause of trouble: (code and detail, column). Comparisons between two attempts are by cause,
#: because lines move when title lines or duplicates are removed.
Cause = tuple[str, str]


@dataclass(frozen=True)
class SchemaRef:
    """Identity of a table schema: ``id`` such as ``scdl/deliberations``, and ``version``."""

    id: str
    version: str
    title: str

    def __str__(self) -> str:
        return f"{self.id}@{self.version}"


@dataclass(frozen=True)
class Finding:
    """One « anomalie »: where, what, why it matters, how to mend it.

    Attributes:
        code: stable kebab-case code; frictionless's own type where it has one
            (``type-error``, ``constraint-error``, ``missing-label``…), else the name of our check.
        detail: which type, constraint or rule (``date``, ``pattern``…); may be empty.
        severity: ``error`` or ``warning``.
        line: 1-based line as a spreadsheet shows it, header counted; None for the whole file.
        column: column name of the schema, or as written when the schema has none; "" for none.
        value: the cell as written (never logged), or None.
        message: what happened, in French.
        why: why it matters to those who reuse the file, in French.
        fix: how to mend it, in French.
    """

    code: str
    detail: str
    severity: str
    line: int | None
    column: str
    value: str | None
    message: str
    why: str
    fix: str

    @property
    def group(self) -> str:
        """Key of the cause, equal for findings that one gesture mends."""
        return f"{self.code}/{self.detail}" if self.detail else self.code

    @property
    def cause(self) -> Cause:
        """The pair by which two attempts are compared."""
        return (self.group, self.column)


@dataclass(frozen=True)
class Group:
    """Findings that one gesture mends.

    Attributes:
        severity: ``error`` or ``warning``.
        code: code of the findings.
        group: key of the cause (see ``Finding.group``).
        column: column name, or "".
        count: how many there are.
        examples: the first of them, in file order.
    """

    severity: str
    code: str
    group: str
    column: str
    count: int
    examples: tuple[Finding, ...]

    @property
    def cause(self) -> Cause:
        """The pair by which two attempts are compared."""
        return (self.group, self.column)


@dataclass(frozen=True)
class Report:
    """The whole of a validation.

    Attributes:
        schema: which schema the table was checked against.
        dialect: how the file is written.
        header: column names as written.
        n_rows: number of data rows.
        notices: « constats de lecture ».
        findings: errors and warnings, in file order; told one by one as they are read.
    """

    schema: SchemaRef
    dialect: Dialect
    header: tuple[str, ...]
    n_rows: int
    notices: tuple[Notice, ...]
    findings: Sequence[Finding]

    @cached_property
    def counts(self) -> Mapping[tuple[str, str, str, str], int]:
        """How many findings, by (severity, code, group, column)."""
        counted = getattr(self.findings, "counts", None)
        if counted is not None:
            return dict(counted)
        return Counter((f.severity, f.code, f.group, f.column) for f in self.findings)

    @property
    def n_errors(self) -> int:
        """Number of errors."""
        return sum(count for key, count in self.counts.items() if key[0] == "error")

    @property
    def n_warnings(self) -> int:
        """Number of warnings."""
        return sum(self.counts.values()) - self.n_errors

    @property
    def valid(self) -> bool:
        """True when nothing is an error; notices and warnings do not make a file invalid."""
        return not self.n_errors

    def groups(self, examples: int) -> tuple[Group, ...]:
        """Give the groups of findings, in the order in which they are met in the file.

        Args:
            examples: most findings told for each group.
        """
        lazily = getattr(self.findings, "groups", None)
        if lazily is not None:
            return tuple(lazily(examples))
        met: dict[tuple[str, str, str, str], list[Finding]] = {}
        for one in self.findings:
            met.setdefault((one.severity, one.code, one.group, one.column), []).append(one)
        return tuple(Group(*key, len(some), tuple(some[:examples])) for key, some in met.items())

    def verdict(self) -> Verdict:
        """Reduce to counts by cause: no cell value, so it may be kept and sent."""
        counts: Counter[Cause] = Counter()
        for (severity, _, group, column), count in self.counts.items():
            if severity == "error":
                counts[(group, column)] += count
        for notice in self.notices:
            counts[(notice.code, "")] += notice.count
        return Verdict(
            schema=str(self.schema), valid=self.valid, n_rows=self.n_rows, counts=dict(counts)
        )


@dataclass(frozen=True)
class Verdict:
    """Counts by cause for one file, free of any cell value.

    Attributes:
        schema: ``id@version``.
        valid: no error against the schema.
        n_rows: number of data rows.
        counts: (group, column) to number of findings; a reading notice has column "".
    """

    schema: str
    valid: bool
    n_rows: int
    counts: Mapping[Cause, int]

    def to_dict(self) -> dict[str, Any]:
        """Give a JSON object; ``from_dict`` reads it back."""
        rows = [[group, column, count] for (group, column), count in sorted(self.counts.items())]
        return {"schema": self.schema, "valid": self.valid, "rows": self.n_rows, "counts": rows}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Verdict:
        """Read what ``to_dict`` wrote."""
        return cls(
            schema=str(data["schema"]),
            valid=bool(data["valid"]),
            n_rows=int(data["rows"]),
            counts={(str(g), str(c)): int(n) for g, c, n in data["counts"]},
        )


@dataclass(frozen=True)
class Comparison:
    """What changed between two verdicts on the same schema, by cause."""

    solved: Mapping[Cause, int]
    left: Mapping[Cause, int]
    new: Mapping[Cause, int]


def compare(before: Verdict, after: Verdict) -> Comparison:
    """Tell what was solved, what is left, what is new.

    Args:
        before: verdict on the earlier file.
        after: verdict on the later file.
    """
    solved: dict[Cause, int] = {}
    left: dict[Cause, int] = {}
    new: dict[Cause, int] = {}
    for cause in before.counts.keys() | after.counts.keys():
        was, now = before.counts.get(cause, 0), after.counts.get(cause, 0)
        for target, amount in ((solved, was - now), (left, min(was, now)), (new, now - was)):
            if amount > 0:
                target[cause] = amount
    return Comparison(solved, left, new)

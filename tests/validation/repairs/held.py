"""What must hold of any file that is mended, whoever made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.fault import Faults
from grader.validation.repairs.changes import Place
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import Mended, mend
from grader.validation.repairs.model import Diagnosis, Repair
from grader.validation.repairs.tellings.registry import tell_cause
from grader.validation.repairs.written import csv_bytes
from grader.validation.schemas import TableSchema
from grader.validation.validate import Examined, examine

SURE = {"do": "sure"}
#: Causes that are suspected where nothing is wrong for the schema; they always wait for a person.
SUSPECTED = frozenset({"inverted-coordinates", "mojibake-in-part"})
#: Causes of cells that a reading notice tells of, whether the schema has something to say or not.
NOTICED = {"mojibake": "mojibake", "formula-text": "formula-cells"}
#: Code, detail, column, and line of the file that was read (0 for the header and above).
Found = tuple[str, str, str, int]
#: What was seen of drafts that are still there, each under its one schema.
_SEEN: WeakKeyDictionary[Draft, Examined] = WeakKeyDictionary()


@dataclass
class Tally:
    """What was met, so that a campaign that shows nothing can be told from one that proves.

    Attributes:
        repairs: places mended, by cause.
        refusals: places refused, by cause.
    """

    repairs: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def add(self, found: Diagnosis) -> None:
        """Count what was found in a file."""
        for one in found.repairs:
            self.repairs[one.cause] += len(one.change)
        for refusal in found.refusals:
            self.refusals[refusal.cause] += len(refusal)

    def __str__(self) -> str:
        lines = [f"{name:24} {n:7}" for name, n in sorted((self.repairs + self.refusals).items())]
        return "\n".join(lines)


def findings_of(draft: Draft, schema: TableSchema) -> Counter[Found]:
    """Give everything wrong, by the lines of the file that was read."""
    return _found(draft, _examined(draft, schema).faults, {})


def lasting_findings_of(draft: Draft, schema: TableSchema) -> Counter[Found]:
    """Give the same, to be compared once columns have come or gone.

    A column without a label is named by its letter, which is then another; one that the schema does
    not have may get its letters back. Both are known by their column in the file that was read.
    """
    examined = _examined(draft, schema)
    return _found(draft, examined.faults, draft.origins(examined.placement.names))


def _examined(draft: Draft, schema: TableSchema) -> Examined:
    """Look at a draft once: it is compared with all that its repairs make of it."""
    if draft not in _SEEN:
        _SEEN[draft] = examine(draft.table(), schema)
    return _SEEN[draft]


def _found(draft: Draft, faults: Sequence[Faults], origins: Mapping[str, str]) -> Counter[Found]:
    found: Counter[Found] = Counter()
    for some in faults:
        name = some.column
        if some.code in {"missing-cell", "extra-label"}:
            name = origins.get(name, name)
        for line in some.lines.to_list():
            at = draft.lines[line - draft.header_line - 1] if line > draft.header_line else 0
            found[some.code, some.detail, name, at] += 1
    return found


def hold(table: Table, schema: TableSchema, tally: Tally, path: Path) -> None:
    """Mend a file in every way that is proposed, and look at all that must hold.

    Args:
        table: what was read.
        schema: what it should follow.
        tally: where what was met is counted.
        path: where the mended file may be written.
    """
    read = Draft.of(table)
    tally.add(diagnose(read, schema))
    surely = mend(table, schema, [SURE])
    assert all(step.repair.sure for step in surely.steps)
    for step in surely.steps:
        _touches_wrong_places_alone(step.before, step.repair, schema)
    _adds_nothing(read, surely.draft, schema, "sure")
    _twice_is_once(surely, schema, path)
    left = diagnose(surely.draft, schema)
    tally.add(left)
    assert not [one.key for one in left.repairs if one.sure], "a sure repair is left"
    for one in (*left.repairs, *left.refusals):
        tell_cause(one)
    for repair in left.repairs:
        if not repair.reveals:
            _one_alone(surely.draft, repair, schema)


def _one_alone(draft: Draft, repair: Repair, schema: TableSchema) -> None:
    """Apply one repair that waits for a person, as if she had confirmed it."""
    places = set(repair.change.places(draft, slice(None)))
    assert len(places) == len(repair.change)
    _touches_wrong_places_alone(draft, repair, schema)
    after = repair.change.apply(draft)
    _adds_nothing(draft, after, schema, repair.key)
    again = diagnose(after, schema).repair(repair.key)
    if again is not None:
        done = {(one.line, one.column) for one in places}
        left = {(one.line, one.column) for one in again.change.places(after, slice(None))}
        assert not done & left, f"{repair.key} is to be done again"


def _touches_wrong_places_alone(draft: Draft, repair: Repair, schema: TableSchema) -> None:
    """Every cell that is rewritten had a finding of its own, or one of its whole row."""
    found = findings_of(draft, schema)
    wrong = {(column, line) for _, _, column, line in found}
    rows = {line for _, _, column, line in found if not column}
    for one in repair.change.places(draft, slice(None)):
        if one.line is None or one.line == draft.header_line:
            continue
        if repair.cause in SUSPECTED:
            assert not repair.sure, repair.key
            continue
        if repair.cause in NOTICED and (not repair.sure or noticed(draft, repair.cause)):
            continue
        if one.column:
            known = (one.column, one.line) in wrong or one.line in rows
        else:
            known = any(line == one.line for _, line in wrong)
        assert known, f"{repair.key}: nothing is wrong at {_at(one)}"


def noticed(draft: Draft, cause: str) -> bool:
    """Tell whether reading has noticed a cause."""
    return any(notice.code == NOTICED[cause] for notice in draft.notices)


def _at(one: Place) -> str:
    return f"line {one.line}, column {one.column or 'any'}: {one.before!r} becomes {one.after!r}"


def _adds_nothing(before: Draft, after: Draft, schema: TableSchema, what: str) -> None:
    added = lasting_findings_of(after, schema) - lasting_findings_of(before, schema)
    assert not added, f"{what} adds {dict(added)}"


def _twice_is_once(mended: Mended, schema: TableSchema, path: Path) -> None:
    """Write the file, read it, mend it and write it again: the bytes are the same."""
    once = csv_bytes(mended.draft, schema)
    path.write_bytes(once)
    if not mended.draft.cells.height:
        return
    table = read_table(path, Bounds(), expected=schema.labels)
    twice = csv_bytes(mend(table, schema, [SURE]).draft, schema)
    assert twice == once, _difference(once, twice)


def _difference(once: bytes, twice: bytes) -> str:
    pairs = zip(once.splitlines(), twice.splitlines(), strict=False)
    return next((f"{a!r} becomes {b!r}" for a, b in pairs if a != b), "lines are lost or added")

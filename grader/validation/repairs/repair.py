"""Mend a person's file: read it, apply repairs, compare, and write what comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from grader.errors import RefusedError
from grader.settings import Bounds, Settings
from grader.tables.read import read_table
from grader.typography import french, number, plural
from grader.validation.model import Comparison, Report, compare
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.journal import step_label, write_journal
from grader.validation.repairs.mend import Decision, Mended, mend
from grader.validation.repairs.model import Diagnosis
from grader.validation.repairs.naming import recommended_name
from grader.validation.repairs.script import pandas_script
from grader.validation.repairs.written import write_draft, written_table
from grader.validation.schemas import Folders, TableSchema, load_schema
from grader.validation.validate import validate_table


@dataclass(frozen=True, eq=False)
class Repaired:
    """A file that was mended; nothing is written before it is asked for.

    Attributes:
        path: the file that was read; it is never changed.
        schema: what it should follow.
        first: the draft as it was read.
        mended: the draft as repairs have left it, and the steps that led to it.
    """

    path: Path
    schema: TableSchema
    first: Draft
    mended: Mended

    @cached_property
    def before(self) -> Report:
        """What was wrong with the file that was read."""
        return validate_table(self.first.table(), self.schema)

    @cached_property
    def after(self) -> Report:
        """What is wrong with the file that ``write`` gives."""
        return validate_table(written_table(self.mended.draft, self.schema), self.schema)

    @cached_property
    def left(self) -> Diagnosis:
        """What can still be mended, and what cannot."""
        return diagnose(self.mended.draft, self.schema)

    @property
    def steps(self) -> tuple[str, ...]:
        """What was done, in French, a sentence a step."""
        return tuple(map(step_label, self.mended.steps))

    @property
    def comparison(self) -> Comparison:
        """What was solved, what is left and what is new, by cause; « constats de lecture » too."""
        return compare(self.before.verdict(), self.after.verdict())

    @property
    def sentence(self) -> str:
        """Say it in one sentence: « 41 erreurs sur 42 corrigées, 1 nouvelle. »."""
        errors = [replace(one, notices=()).verdict() for one in (self.before, self.after)]
        found = compare(*errors)
        solved, left, new = (sum(part.values()) for part in (found.solved, found.left, found.new))
        if not solved + left + new:
            return "Aucune erreur, ni avant ni maintenant."
        done = "corrigée" if solved < 2 else "corrigées"
        noun = "erreur" if solved < 2 else "erreurs"
        told = f"{number(solved)} {noun} sur {number(solved + left)} {done}"
        return french(told + (f", {plural(new, 'nouvelle')}." if new else ", aucune nouvelle."))

    def name(self, day: date) -> str:
        """Give the name that the file should be published under.

        Args:
            day: the date that the name bears.
        """
        return recommended_name(self.mended.draft, self.schema, day)

    def write(self, path: Path | str) -> None:
        """Write the mended file: CSV, UTF-8, commas, the columns of the schema first.

        Args:
            path: where; never the file that was read.

        Raises:
            RefusedError: ``output-is-an-input``.
            OSError: it cannot be written.
        """
        with self.refuse_to_replace(path).open("wb") as out:
            write_draft(self.mended.draft, self.schema, out)

    def write_journal(self, path: Path | str) -> None:
        """Write what was done, a line a cell or a row, as CSV for a spreadsheet.

        Args:
            path: where.

        Raises:
            RefusedError: ``output-is-an-input``.
            OSError: it cannot be written.
        """
        target = self.refuse_to_replace(path)
        with target.open("w", encoding="utf-8", errors="replace", newline="") as out:
            write_journal(self.mended.steps, out)

    def write_script(self, path: Path | str) -> None:
        """Write a pandas script that does the same to next month's export.

        Args:
            path: where.

        Raises:
            RefusedError: ``output-is-an-input``.
            OSError: it cannot be written.
        """
        target = self.refuse_to_replace(path)
        script = pandas_script(self.mended, self.schema, target.name)
        target.write_text(script, encoding="utf-8", newline="\n")

    def refuse_to_replace(self, path: Path | str) -> Path:
        """Give a path that may be written: neither the file that was read nor the schema.

        Args:
            path: where something is to be written.

        Raises:
            RefusedError: ``output-is-an-input``.
        """
        target = Path(path)
        kept = (self.path, *([self.schema.path] if self.schema.path else []))
        if any(target.exists() and one.exists() and target.samefile(one) for one in kept):
            raise RefusedError(
                "output-is-an-input",
                french(f"« {target.name} » serait remplacé : la réparation le lit."),
                "Donnez un autre nom.",
            )
        return target


def repair(
    path: Path | str,
    schema: str | Path | TableSchema,
    *,
    sure: bool = True,
    repairs: Iterable[str] = (),
    schemas_folder: Folders | None = None,
    bounds: Bounds | None = None,
    max_bytes: int | None = None,
    sheet: str | None = None,
) -> Repaired:
    """Mend a file in memory; the file itself is never changed.

    Args:
        path: a CSV, TSV or TXT file, or a workbook (XLSX, XLS, ODS).
        schema: a schema, its reference (``scdl/deliberations@2.1.5``), or the ``Path`` of a Table
            Schema file.
        sure: apply every sure repair: one reading only, and nothing is lost.
        repairs: keys of repairs to be confirmed that are confirmed so (``Repair.key``), as found
            in the file or after the sure ones.
        schemas_folder: where references are looked up; the installation's own when not given.
        bounds: limits on the file; the defaults when not given.
        max_bytes: limit on its size; the bound of an upload when not given.
        sheet: name of the sheet to read in a workbook of several.

    Raises:
        UnusableFileError: the file cannot be read as a table.
        UnknownSchemaError: there is no such schema, or it is not a Table Schema.
        RefusedError: ``unknown-repair``: there is nothing of that key to mend.
    """
    folder = schemas_folder or Settings.from_environment().sandbox / "schemas"
    known = schema if isinstance(schema, TableSchema) else load_schema(schema, folder)
    table = read_table(
        Path(path), bounds or Bounds(), max_bytes=max_bytes, expected=known.labels, sheet=sheet
    )
    first = Draft.of(table)
    keys = list(dict.fromkeys(repairs))
    found = diagnose(first, known) if keys else Diagnosis((), ())
    early = [key for key in keys if found.repair(key) is not None]
    decisions: list[Decision] = [
        *map(_confirmed, early),
        *([{"do": "sure"}] if sure else []),
        *(_confirmed(key) for key in keys if key not in early),
        # What was confirmed may make others possible, which are sure.
        *([{"do": "sure"}] if sure and len(early) < len(keys) else []),
    ]
    return Repaired(Path(path), known, first, mend(table, known, decisions))


def _confirmed(key: str) -> Mapping[str, str]:
    return {"do": "apply", "repair": key}

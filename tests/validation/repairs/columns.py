"""A file whose one column is dirty, dropped as a mairie drops it, and what mending sees in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.model import Diagnosis
from grader.validation.repairs.recipes.book import follow
from grader.validation.repairs.tellings.model import CauseTelling
from grader.validation.repairs.tellings.registry import tell_cause
from grader.validation.schemas import TableSchema
from tests.tables.language import plain_french
from tests.validation.repairs.real.published import column_of, known

#: By cause, each cell and what is written instead.
Mendings = Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True)
class Column:
    """A dirty column of a file that was read.

    Attributes:
        name: its label.
        table: what was read.
        schema: what it should follow.
    """

    name: str
    table: Table
    schema: TableSchema

    @property
    def diagnosis(self) -> Diagnosis:
        return diagnose(Draft.of(self.table), self.schema)

    def mendings(self, *, sure: bool) -> Mendings:
        """Give the repairs of the column; each must be what its recipe does, and only that."""
        draft = Draft.of(self.table)
        found: dict[str, dict[str, str | None]] = {}
        for one in self.diagnosis.repairs:
            if one.column != self.name or one.sure is not sure:
                continue
            places = one.change.places(draft, slice(None))
            found[one.cause] = {str(place.before): place.after for place in places}
            assert one.recipe is not None
            for cell in self.cells:
                mended = found[one.cause].get(cell, cell)
                assert follow(one.recipe, cell) == mended, (one.cause, cell)
        return found

    @property
    def lost(self) -> Mapping[str, Sequence[str]]:
        """Give the cells of each refusal."""
        return {
            one.cause: [] if one.values is None else one.values.to_list()
            for one in self.diagnosis.refusals
            if one.column == self.name
        }

    @property
    def cells(self) -> list[str]:
        return self._of(self.table)

    def after(self, *decisions: Mapping[str, object]) -> list[str]:
        """Give the cells once decisions are replayed."""
        return self._of(mend(self.table, self.schema, decisions).draft.table())

    def confirmed(self, cause: str) -> list[str]:
        """Give the cells once a repair is applied to its whole group."""
        return self.after({"do": "apply", "repair": f"{cause}|{self.name}"})

    def told(self, cause: str) -> CauseTelling:
        """Tell a cause; every sentence of it must be French that is fit to be shown."""
        found = self.diagnosis
        (one,) = [
            one
            for one in (*found.repairs, *found.refusals)
            if (one.cause, one.column) == (cause, self.name)
        ]
        telling = tell_cause(one)
        for sentence in filter(None, telling[1:]):
            assert plain_french(sentence) == "", sentence
        plain = (text.replace("\u00a0", " ").replace("\u202f", " ") for text in telling)
        return CauseTelling(*plain)

    def _of(self, table: Table) -> list[str]:
        return list(table.cells.to_series(self.table.header.index(self.name)).to_list())


def read_column(folder: Path, schema: str, name: str, *cells: str, encoding: str) -> Column:
    """Write a file with semicolons whose one column is dirty, and read it."""
    path = folder / "export.csv"
    path.write_bytes(column_of(schema, name, *cells, encoding=encoding, delimiter=";"))
    table = read_table(path, Bounds(), expected=known(schema).labels)
    return Column(name, table, known(schema))

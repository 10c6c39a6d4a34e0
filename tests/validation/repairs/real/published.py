"""A file made as it was published: its bytes, and what mending must make of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from grader.settings import DEFAULT_ROOT
from grader.validation.schemas import TableSchema, load_schema

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"

#: A line of the file and the name of a column, to what stands there afterwards.
Cells = Mapping[tuple[int, str], str]
#: Code of a cause, and the column that it is about; "" for the whole file.
Cause = tuple[str, str]


@dataclass(frozen=True)
class Published:
    """One fault of files that were published.

    Attributes:
        id: where it was told, and what it is: ``3073-siret-scientific``.
        schema: what the file should follow.
        data: its bytes.
        sure: causes mended without anybody looking.
        confirm: causes that wait for her.
        refused: causes that cannot be mended, and the lines where they are.
        after: cells that all sure repairs change.
        confirmed: cells that the repairs to be confirmed change after that.
        header: labels once all is done; None where they are those of the file.
        gone: lines taken out once all is done.
    """

    id: str
    schema: str
    data: bytes
    sure: frozenset[Cause] = frozenset()
    confirm: frozenset[Cause] = frozenset()
    refused: Mapping[Cause, Sequence[int]] = field(default_factory=dict)
    after: Cells = field(default_factory=dict)
    confirmed: Cells = field(default_factory=dict)
    header: Sequence[str] | None = None
    gone: frozenset[int] = frozenset()


@cache
def known(schema: str) -> TableSchema:
    """Give a schema of the sandbox."""
    return load_schema(schema, SCHEMAS)


#: Values of Val-Ouvert where those of the schema's own examples would be suspect, or are shared.
_OURS: Mapping[str, Mapping[str, str]] = {
    "scdl/subventions@2.1.1": {"idRAE": "", "dispositifAide": ""},
    "etalab/schema-irve-statique@2.3.1": {
        "id_station_itinerance": "FRV99PMAIRIE",
        "id_pdc_itinerance": "FRV99EMAIRIE1",
        "id_station_local": "VO-MAIRIE",
        "id_pdc_local": "VO-MAIRIE-1",
        "num_pdl": "",
    },
}


def row_of(schema: str, **cells: str) -> dict[str, str]:
    """Give a right row: the schema's examples, with some cells written otherwise."""
    right = {one.name: str(one.descriptor.get("example", "")) for one in known(schema).fields}
    unknown = set(cells) - set(right)
    assert not unknown, unknown
    return {**right, **_OURS.get(schema, {}), **cells}


def lines_of(
    schema: str,
    rows: Sequence[Mapping[str, str]],
    *,
    labels: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
    extra: Mapping[str, str] | None = None,
    delimiter: str = ",",
) -> list[str]:
    """Give the lines of a file, header first, as a spreadsheet writes them.

    Args:
        schema: the schema.
        rows: cells that are not those of a right row.
        labels: by name of a column, what its label is in the file.
        without: columns that are not in the file.
        extra: by label, what all cells hold of columns that only the file has.
        delimiter: between columns.
    """
    names = [name for name in known(schema).labels if name not in without]
    written = []
    for row in rows:
        cells = row_of(schema, **row)
        written.append([*(cells[name] for name in names), *(extra or {}).values()])
    header = [*((labels or {}).get(name, name) for name in names), *(extra or {})]
    return [_line(cells, delimiter) for cells in [header, *written]]


def _line(cells: Sequence[str], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="").writerow(cells)
    return stream.getvalue()


def joined(lines: Sequence[str], encoding: str = "utf-8") -> bytes:
    """Give the bytes of lines."""
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def column_of(
    schema: str, column: str, *cells: str, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """Give a file whose rows differ by one column alone: the first row is on line 2."""
    rows = [{column: cell} for cell in cells]
    return joined(lines_of(schema, rows, delimiter=delimiter), encoding)

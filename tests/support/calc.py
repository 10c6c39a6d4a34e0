"""A real LibreOffice Calc that opens CSV files as a French one does, and says what it sees."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.install_calc import PROGRAM

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
#: Separator, quote, UTF-8, first line, no format of columns, French, quoted texts read as others,
#: dates and numbers found; then what is for writing; at last, formulas run. The choices that do
#: the most harm. Source: the CSV filter's tokens, in LibreOffice's help.
_FILTER = "CSV:{},34,76,1,,1036,false,true,false,false,false,0,true"
_REPEATED = 1000


@dataclass(frozen=True)
class Seen:
    """A cell as Calc keeps it.

    Attributes:
        kind: ``string``, ``float``, ``date``, ``boolean``…; "" for an empty cell.
        value: as it is kept: a text, a figure with a point, an ISO date.
        formula: what it runs; "" for nothing.
    """

    kind: str = ""
    value: str = ""
    formula: str = ""


def opened(files: Sequence[Path], into: Path, separator: str = ";") -> list[list[list[Seen]]]:
    """Open CSV files in one run of Calc, and give the cells of each, line by line.

    Args:
        files: they end with ``.csv``, and have names of their own.
        into: an empty folder.
        separator: of their cells.
    """
    done = subprocess.run(
        [PROGRAM, f"-env:UserInstallation={(into / 'profile').as_uri()}", "--headless",
         "--norestore", "--convert-to", "fods", f"--infilter={_FILTER.format(ord(separator))}",
         "--outdir", str(into), *map(str, files)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    made = [into / f"{file.stem}.fods" for file in files]
    assert all(one.is_file() for one in made), done.stdout + done.stderr
    return [_lines(one) for one in made]


def _lines(file: Path) -> list[list[Seen]]:
    [sheet] = ET.parse(file).iter(f"{_TABLE}table")
    lines = []
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[Seen] = []
        for cell in row.findall(f"{_TABLE}table-cell"):
            times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            cells += [_seen(cell)] * min(times, _REPEATED)
        while cells and not cells[-1].kind:
            cells.pop()
        if cells:
            lines.append(cells)
    return lines


def _seen(cell: ET.Element) -> Seen:
    kind = cell.get(f"{_OFFICE}value-type", "")
    written = "\n".join("".join(p.itertext()) for p in cell.iter(f"{_TEXT}p"))
    value = cell.get(f"{_OFFICE}value") or cell.get(f"{_OFFICE}date-value") or written
    return Seen(kind, value, cell.get(f"{_TABLE}formula", ""))

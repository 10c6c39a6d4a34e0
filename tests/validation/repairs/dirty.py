"""Tables of several schemas, with rows that are right and cells wrong as people make them wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from grader.tables.model import Table
from grader.tables.observe import observe
from grader.validation.schemas import Field, TableSchema
from tests.validation.oracle.cells import NASTY
from tests.validation.repairs import odd
from tests.validation.repairs.real.published import known, row_of
from tests.validation.tables import table_of

#: Aids, deliberations, charging points, car pools, addresses, places and defibrillators.
SCHEMAS = (
    "scdl/subventions@2.1.1",
    "scdl/deliberations@2.1.5",
    "etalab/schema-irve-statique@2.3.1",
    "etalab/schema-lieux-covoiturage@0.3.1",
    "etalab/schema-bal@1.5.0",
    "scdl/equipements@0.1.5",
    "scdl/budget@0.8.3",
    "atlasante/schema-dae@1.0.7",
    *[odd.NAME] * 5,
)
Spoil = Callable[[str], str]

_DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
_MONTHS = ("janvier", "fevr.", "mars", "avril", "mai", "JUIN", "juillet", "août", "sept.",
           "octobre", "Novembre", "décembre")  # fmt: skip


def _in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_DATES = st.one_of(
    _DAYS.map("{:%d/%m/%Y}".format),
    _DAYS.map("{:%m/%d/%Y}".format),
    _DAYS.map("{:%d-%m-%Y}".format),
    _DAYS.map("{:%d.%m.%y}".format),
    _DAYS.map("{:%Y/%m/%d}".format),
    _DAYS.map("{:%Y%m%d}".format),
    _DAYS.map("{:%d/%m/%Y %H:%M}".format),
    _DAYS.map("{:%Y-%m-%dT00:00:00}".format),
    _DAYS.map("{:%m/%Y}".format),
    _DAYS.map("{0:%d/%m/%Y} et {0:%d/%m/%Y}".format),
    _DAYS.map("{0:%d/%m/%Y} au {0:%Y-%m-%d}".format),
    _DAYS.map(_in_words),
    _DAYS.map(lambda day: f"Conseil municipal du {_in_words(day)}"),
    _DAYS.map(lambda day: str((day - date(1899, 12, 30)).days)),
    st.sampled_from(["30/02/2024", "1905-07-15", "2052-01-01", "1998-03-01", "néant", "N/A"]),
)
_NUMBERS = st.one_of(
    st.decimals(-9_999, 99_999, places=2).map(lambda one: str(one).replace(".", ",")),
    st.decimals(0, 9_999_999, places=2).map(lambda one: f"{one:,}".replace(",", " ") + " €"),
    st.integers(0, 99_999).map("{},00".format),
    st.integers(0, 99_999).map("{:,}".format),
    st.integers(0, 100).map("{} %".format),
    st.integers(0, 100).map(str),
    st.sampled_from(["Unanimité", "néant", "-", "12 ou 13", "1.234,5", "1,234.5"]),
)
_TRUTHS = st.sampled_from(
    ["VRAI", "FAUX", "Vrai", "faux", "oui", "NON", "O", "n", "Yes", "1", "0", "x", "inconnu"]
)
_IDENTIFIERS: tuple[Spoil, ...] = (
    lambda cell: f"{cell[:3]} {cell[3:6]} {cell[6:]}",
    lambda cell: f"{cell}.0",
    lambda cell: cell[:9],
    lambda cell: f"{cell}00015"[:14],
    lambda cell: cell.lstrip("0")[1:],
    lambda cell: cell[:-1] + str((int(cell[-1:] or "0") + 1) % 10),
    lambda cell: f"{float(cell or 0):.2E}".replace(".", ","),
    lambda cell: cell[:5] + "0" * (len(cell) - 5),
    lambda _cell: "Club de pétanque de Val-Ouvert",
)
_TEXTS: tuple[Spoil, ...] = (
    str.upper,
    str.lower,
    str.title,
    lambda cell: f" {cell} ",
    lambda cell: cell.replace(" ", "  "),
    lambda cell: cell.replace("é", "e"),
    lambda cell: cell[:2] + cell[3:],
    lambda cell: cell.encode().decode("cp1252", "replace"),
    lambda cell: cell.replace("é", "\ufffd"),
    lambda cell: cell.replace("é", "i").replace("ç", "g"),
    lambda cell: cell.replace(".", ","),
    lambda cell: cell.removeprefix("https://"),
    lambda _cell: "",
    lambda _cell: "néant",
)


def _points(cell: str) -> st.SearchStrategy[str]:
    first, _, second = cell.strip("[]").partition(",")
    return st.sampled_from(
        [f"[{second},{first}]", f"{first}, {second}", f"{second};{first}", f"({first} {second})",
         "[0,0]", f"[{first.replace('.', ',')},{second}]"]
    )  # fmt: skip


def schema_named(name: str) -> TableSchema:
    """Give one of the schemas."""
    return odd.schema() if name == odd.NAME else known(name)


def right_row(name: str) -> Mapping[str, str]:
    """Give a right row of one of the schemas."""
    if name == odd.NAME:
        return {label: one.right for label, one in odd.COLUMNS.items()}
    return row_of(name)


def _odd(field: Field) -> st.SearchStrategy[str]:
    wrong = st.sampled_from(odd.COLUMNS[field.name].wrong)
    return st.one_of(wrong, wrong, wrong, st.sampled_from(NASTY))


def _spoilt(field: Field, right: str) -> st.SearchStrategy[str]:
    """Draw what people write in place of a right cell."""
    texts = st.sampled_from(_TEXTS).map(lambda spoil: spoil(right))
    if field.type in {"date", "datetime"}:
        own = _DATES
    elif field.type in {"number", "integer"}:
        own = _NUMBERS
    elif field.type == "boolean":
        own = _TRUTHS
    elif field.type == "geopoint":
        own = _points(right)
    elif right.isdigit() and len(right) in {5, 9, 14}:
        own = st.sampled_from(_IDENTIFIERS).map(lambda spoil: spoil(right))
    else:
        own = st.one_of(texts, _DATES)
    return st.one_of(own, own, own, texts, st.sampled_from(NASTY))


_LABELS: tuple[Spoil, ...] = (
    str.upper,
    lambda label: label.replace("_", " "),
    lambda label: f"{label} ",
    lambda label: label + label[-1:],
    lambda label: label[:-1],
    lambda _label: "",
    lambda _label: "Observations",
    lambda label: f"{label} (Ã  vÃ©rifier)",
)


class Dirty(NamedTuple):
    """Rows under a header: little to read when they fail.

    Attributes:
        schema: what they should follow.
        header_line: line of the header in their file.
        header: their labels.
        rows: their cells.
    """

    schema: str
    header_line: int
    header: list[str]
    rows: list[list[str]]

    def table(self) -> Table:
        """Give them as if they had been read, with what reading notices."""
        table = table_of(self.header, *self.rows, header_line=self.header_line)
        return replace(table, notices=tuple(observe(table)))


@st.composite
def dirty_rows(draw: st.DrawFn) -> Dirty:
    """Draw a schema, and rows of it in which some columns have gone wrong together."""
    name = draw(st.sampled_from(SCHEMAS))
    schema = schema_named(name)
    right = right_row(name)
    header = list(schema.labels)
    n_rows = draw(st.integers(2, 9))
    rows = [[right[name] for name in header] for _ in range(n_rows)]
    for index in draw(st.lists(st.integers(0, len(header) - 1), min_size=1, max_size=4)):
        # One strategy for a column: what spoils a column spoils it from top to bottom.
        field = schema.fields[index]
        cells = _odd(field) if name == odd.NAME else _spoilt(field, right[field.name])
        for row in rows:
            if draw(st.integers(0, 3)):
                row[index] = draw(cells)
    for _ in range(draw(st.integers(0, 2))):
        _spoil_rows(draw, rows)
    if draw(st.integers(0, 5)) == 0:
        _repeat_column(draw, header, rows)
    if draw(st.integers(0, 2)) == 0:
        index = draw(st.integers(0, len(header) - 1))
        header[index] = draw(st.sampled_from(_LABELS))(header[index])
    return Dirty(name, draw(st.sampled_from([1, 1, 4])), header, rows)


def _repeat_column(draw: st.DrawFn, header: list[str], rows: list[list[str]]) -> None:
    """Bring a column a second time, with the same cells or with others."""
    index = draw(st.integers(0, len(header) - 1))
    same = draw(st.booleans())
    header.append(header[index])
    for row in rows:
        if len(row) == len(header) - 1:
            row.append(row[index] if same else f"{row[index]} bis")


def _spoil_rows(draw: st.DrawFn, rows: list[list[str]]) -> None:
    """Repeat, empty, shorten, lengthen or shift some row."""
    at = draw(st.integers(0, len(rows) - 1))
    kind = draw(st.integers(0, 6))
    if kind == 0:
        rows.append(list(rows[at]))
    elif kind == 1:
        rows.insert(at, [""] * len(rows[at]))
    elif kind == 2:
        del rows[at][draw(st.integers(1, max(1, len(rows[at]) - 1))) :]
    elif kind == 3:
        rows[at].append(draw(st.sampled_from(["", " ", "en trop"])))
    elif kind == 4:
        rows[at].insert(draw(st.integers(0, len(rows[at]) - 1)), "")
    elif kind == 5:
        for row in rows:  # a column whose label is not there
            row.insert(min(len(row), 3), "non prévu")
    else:
        place = draw(st.integers(0, len(rows[at]) - 1))
        rows[at][place : place + 1] = ["Rue de la Halle", " prolongée"]

"""Any bytes end in a table or in a refusal, never in another exception."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UnusableFileError
from grader.settings import Bounds
from grader.tables.model import Table
from grader.tables.read import read_table

BOUNDS = Bounds(rows=50, columns=12, cell_characters=60)
SEEDS = (
    'Titre\r\n\r\nnom;prénom;âge\r\nx;é;3\r\ny;"a\r\nb";4\r\n'.encode("cp1252"),
    b'a,b,c\n"x ""y""",2,3\n,,\n1,2,3,4\n5\n',
    b"\xef\xbb\xbfnom\tville\n\xc5\x93\t\xe2\x82\xac\n",
    "a,b\n1,2\n".encode("utf-16"),
)
NASTY = b'";,\n\r\x00\xff\xfea\t|=\x80\xc3\xa9'


def read(path: Path, content: bytes) -> Table | None:
    path.write_bytes(content)
    try:
        table = read_table(path, BOUNDS, expected=("nom", "ville", "a"))
    except UnusableFileError:
        return None
    assert len(table.rows) == len(table.lines) <= BOUNDS.rows
    assert len(table.header) <= BOUNDS.columns
    assert tuple(table.lines) == tuple(
        range(table.header_line + 1, table.header_line + 1 + len(table.rows))
    )
    for row in (table.header, *table.rows):
        assert len(row) <= BOUNDS.columns
        assert all(len(cell) <= BOUNDS.cell_characters and "\0" not in cell for cell in row)
    return table


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, content):
    read(tmp_path / "fichier.csv", content)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.text(alphabet='ab1é,;|\t"\n\r\0= ', max_size=200))
def test_random_texts(tmp_path: Path, content):
    read(tmp_path / "fichier.csv", content.encode())


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_files(tmp_path: Path, seed, times):
    draw = Random(seed)
    read_well = 0
    for _ in range(75 * times):
        content = bytearray(seed * draw.randrange(1, 4))
        for _ in range(draw.randrange(1, 12)):
            content[draw.randrange(len(content))] = draw.choice(NASTY)
        cut = draw.randrange(len(content) // 2, len(content))
        read_well += read(tmp_path / "fichier.csv", bytes(content[:cut])) is not None
    assert read_well, "no mutated file was read: the campaign shows nothing"


def test_a_file_of_quotes_alone_costs_a_bounded_time(tmp_path: Path):
    """Each line opens a quote that the next one closes: reading must not start over for ever."""
    lines = b'x","y\n' * 20_000
    path = tmp_path / "fichier.csv"
    path.write_bytes(b"a,b\n" + lines)
    with pytest.raises(UnusableFileError) as refused:
        read_table(path, Bounds())
    assert refused.value.code == "broken-quotes"

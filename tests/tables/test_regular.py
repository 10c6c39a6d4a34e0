"""The quick way of reading gives the very table that the patient way gives, or gives way to it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.settings import Bounds
from tests.tables.texts import contents, written
from tests.tables.two_ways import read_both_ways

LABELS = ("c0", "c1", "c2")
FEW = Bounds(rows=6, columns=4, cell_characters=5)


@pytest.mark.parametrize("small", [False, True])
def test_both_ways_read_alike(tmp_path: Path, times, small):
    path = tmp_path / "fichier.csv"
    met: Counter[str] = Counter()

    @settings(max_examples=300 * times)
    @given(
        content=contents(),
        expected=st.sampled_from([(), LABELS]),
        bounds=st.sampled_from([Bounds(), Bounds(), FEW]),
    )
    def campaign(content, expected, bounds):
        path.write_bytes(content)
        first, second, quickly = read_both_ways(path, expected, bounds, small=small)
        assert first == second
        met["refused" if isinstance(first, str) else "read"] += 1
        met["quickly" if quickly else "patiently"] += 1
        uneven = not isinstance(first, str) and (first["extra"] or any(first["nulls"]))
        met["uneven"] += quickly and bool(uneven)

    campaign()
    least = min(met[key] for key in ("refused", "read", "quickly", "patiently", "uneven"))
    assert least > 10 * times, met


@pytest.mark.parametrize(
    "text",
    [
        # Taken by polars for a compressed file.
        "x^a,b\n1,2\n",
        "x\x01a,b\n1,2\n",
        "a,b\nx^1\n1,2\n",
        # Of a mark of beginning, polars makes nothing.
        "a,b\n\ufeffx,1\n1,2\n",
        "a,b\n\ufeffx,1\n2\n",
        "a,b\n1,2\n\ufeffx\n",
        'a,b\n"\ufeffx"\n1,2\n',
        # A carriage return alone, where polars drops it.
        "a,b\n\r1,2\n",
        "a,b\n\r1,2",
        # The end of a text for old systems.
        "a,b\n1,2\n\x1a",
        "a,b\n1,2\x1a",
        # A quote that might have run away.
        'a,b\n1,"' + "x\n" * 600 + '"\n3,4\n',
        'a,b\n1,"' + "x\n" * 499 + '"\n3,4\n',
        'a,b\n1,"' + "x\n" * 498 + '"\n3,4\n',
        'a,b,c,d\n1,2,3\n1,2,3\n1,2,"x\ny",4\n',
    ],
)
def test_a_text_that_misled_the_quick_way(tmp_path: Path, text):
    path = tmp_path / "fichier.csv"
    path.write_bytes(text.encode())
    first, second, _ = read_both_ways(path)
    assert first == second
    assert not isinstance(first, str)


@pytest.mark.parametrize(
    "text",
    [
        # Past the lines by which the layout is told, nobody but the scales looks at them.
        'a,b\n1,2\n1,2\n1,2\n"x\r\ny",1\na\rb,2\n',
        'a,b\n1,2\n1,2\n1,2\n"x\r\ny",1\na\r\rb,2\n',
        'a,b\n1,2\n1,2\n1,2\n1,"x\ny"\r2,3\n',
        'a,b,c,d\n1,2,3\n1,2,3\n1,2,3\n1,2,"x\ny",4\n',
        'a,b\n1,2\n1,2\n1,2\n1,"x\n\n\n\ny"\n',
        'a,b,c\n1,2,3\n1,2,3\n1,2,3\n"","1","x\n",""\n',
    ],
)
def test_a_text_that_misled_it_further_down(tmp_path: Path, text):
    path = tmp_path / "fichier.csv"
    path.write_bytes(text.encode())
    first, second, quickly = read_both_ways(path, small=True)
    assert first == second
    assert not quickly


def test_a_line_too_wide_with_a_quote_out_of_place_is_refused(tmp_path: Path):
    path = tmp_path / "fichier.csv"
    path.write_bytes(b'"c0"x,"c1","c2","c3",""\n\n')
    assert read_both_ways(path, bounds=FEW)[:2] == ("too-many-columns", "too-many-columns")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("always", [False, True])
@pytest.mark.parametrize(
    "rows",
    [
        [["1", "2"], [], ["3", "4"]],
        [[], [], ["3", "4"]],
        [["1", "2"], [], []],
        [[], ["1"], ["1", "2", "3", ""], ["", ""], [""], ["", "", ""], ["x\ny", 'a"b'], []],
        [[""], ["1"], [""], ["2"]],
    ],
)
@pytest.mark.parametrize("small", [False, True])
def test_rows_short_long_and_blank_are_read_as_written(tmp_path: Path, rows, always, end, small):
    """Polars pads short rows and blank lines with nulls, and says nothing."""
    path = tmp_path / "fichier.csv"
    text = "".join(written(row, ",", end, always=always) for row in [["a", "b"], *rows])
    path.write_bytes(text.encode())
    first, second, quickly = read_both_ways(path, ("a", "b"), small=small)
    assert first["rows"] == tuple(map(tuple, rows))
    assert first == second
    assert quickly or small


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_of_a_single_column(tmp_path: Path, end):
    """A blank line has no cell at all; a quoted one has a cell that is empty."""
    path = tmp_path / "fichier.csv"
    path.write_bytes(end.join(["nom", "", "a", "", '""', "b", "", ""]).encode())
    first, second, _ = read_both_ways(path, ("nom",))
    assert first["rows"] == ((), ("a",), (), ("",), ("b",), ())
    assert first == second


def _large(size: int) -> str:
    """A text whose rows are long, short, quoted and blank here and there."""
    odd = ['"é\r\n€",2,"a""b"', "1", "1,2,3,4", "", '"x",,""', "€" * 40 + ",2,3"]
    block = "".join(
        f"{index},cellule n° {index},{'z' * (index % 50)}\r\n"
        + (f"{odd[index // 97 % len(odd)]}\r\n" if index % 97 == 0 else "")
        for index in range(20_000)
    )
    return "a,b,c\r\n" + block * (size // len(block) + 1)


@pytest.mark.parametrize(
    "size", [3_000_000, pytest.param(80_000_000, marks=pytest.mark.long, id="long")]
)
def test_a_text_of_several_blocks(tmp_path: Path, size):
    path = tmp_path / "fichier.csv"
    path.write_bytes(_large(size).encode())
    assert path.stat().st_size > size
    first, second, quickly = read_both_ways(path, ("a", "b", "c"), Bounds(upload_bytes=2**30))
    assert quickly
    assert len(first["rows"]) > size / 100
    for key in first:
        assert first[key] == second[key], key

"""Tables written as canonical text, blanks that never fail by name, errors told in French."""

from __future__ import annotations

import copy
import datetime as dt

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from grader.atelier import ____, told_errors
from grader.atelier.blank import NotStartedError, is_blank
from grader.atelier.frames import frame_bytes, is_frame
from grader.errors import RefusedError
from grader.settings import Bounds


def test_a_frame_is_written_the_same_whatever_holds_it():
    day = dt.date(2026, 3, 1)
    values = {
        "code": ["01004", None],
        "date": [day, None],
        "voix": [12, None],
        "montant": [1234.5, float("nan")],
        "vote": [True, False],
        "texte": ['dit « a », "b"', "deux\nlignes"],
    }
    wanted = (
        "code,date,voix,montant,vote,texte\n"
        '01004,2026-03-01,12,1234.5,true,"dit « a », ""b"""\n'
        ',,,,false,"deux\nlignes"\n'
    ).encode()

    panda = pd.DataFrame({**values, "date": pd.to_datetime(pd.Series(values["date"]))})
    for frame in (panda, pl.DataFrame(values, strict=False), pl.LazyFrame(values, strict=False)):
        assert is_frame(frame)
        assert frame_bytes(frame) == wanted


def test_times_exponents_and_named_indexes():
    at = pd.to_datetime(["2026-03-01 08:30", "2026-03-02 00:00"])
    frame = pd.DataFrame({"quand": at, "petit": [1e-7, 1e20]}, index=pd.Index([3, 4], name="id"))

    assert frame_bytes(frame).decode().splitlines() == [
        "id,quand,petit",
        "3,2026-03-01T08:30:00,0.0000001",
        "4,2026-03-02T00:00:00,100000000000000000000",
    ]


def test_a_frame_that_is_no_table_of_a_file_is_refused():
    with pytest.raises(RefusedError):
        frame_bytes(pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])))
    with pytest.raises(RefusedError):
        frame_bytes(pd.DataFrame({"a": range(5)}), Bounds(rows=4))
    assert not is_frame([1])
    assert frame_bytes(pd.DataFrame([[1, 2]], columns=["a", "a"])) == b"a,a\n1,2\n"


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",)), max_size=8), max_size=5))
def test_texts_are_kept_to_the_letter(texts):
    frame = pd.DataFrame({"a": pd.Series(texts, dtype=object), "b": "x"})

    assert frame_bytes(frame) == frame_bytes(pl.DataFrame({"a": texts, "b": ["x"] * len(texts)},
                                             schema={"a": pl.String, "b": pl.String}))  # fmt: skip


def test_a_blank_spreads_until_something_must_be_decided():
    for blank in (____ + 1, 2 * ____, ____.groupby("a")["b"].sum(), ____ == 3, -____, ____(1)):
        assert is_blank(blank)
    assert repr(copy.copy(____)) == "____"
    for use in (bool, len, list, float, int):
        with pytest.raises(NotStartedError):
            use(____)
    with pytest.raises(NotStartedError):
        assert ____ > 12, "jamais dit"


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell.instance()
    said = []
    monkeypatch.setattr(shell, "_showtraceback", lambda _kind, _error, lines: said.extend(lines))
    told_errors.tell_errors_in_french()
    yield lambda cell: (said.clear(), shell.run_cell(cell, store_history=True), said[:])[1:]
    InteractiveShell.clear_instance()


def test_errors_of_a_cell_are_told_in_french(shell):
    shell("import pandas as pd\nfrom grader.atelier import *")

    done, said = shell("table = pd.read_csv(____)\ndef lire(x):\n    return x")
    assert not done.success
    assert "Non commencé" in said[0]
    # Names of that cell are blanks for those that follow.
    done, said = shell("assert len(table) == 3, 'trois lignes'")
    assert "Non commencé" in said[0]
    assert "Traceback" not in said[0]
    _, said = shell("import json\njson.dumps(table)")
    assert "Non commencé" in said[0]
    _, said = shell("inconnu + 1")
    assert "n'est pas encore défini" in said[0]
    _, said = shell("assert 1 == 2, 'il manque une ligne'")
    assert said[0].endswith("il manque une ligne")
    _, said = shell("1 / 0")
    assert "ZeroDivisionError" in "".join(said)
    _, said = shell("check('preparer/deliberations-sales', ____)")
    assert said == []

"""Rows that are blank, repeated, cut, too long, or no rows of the table."""

from __future__ import annotations

import pytest

from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from tests.validation.repairs.structural import (
    AIDS,
    BIKES,
    aid,
    aids,
    applied,
    found,
    lines,
    read,
    rows_of,
    sure,
)

SURE = [{"do": "sure"}]
WIDTH = len(AIDS.labels)
#: A row of which only what is optional is left out at the end.
NO_END = ",".join(list(aid(7).values())[:-1])


def lines_left(draft: Draft) -> list[int]:
    return draft.lines.to_list()


def test_blank_rows_are_surely_taken_out_wherever_they_are(tmp_path):
    right = aids(3)
    content = [right[0], "," * (WIDTH - 1), right[1], " ," * (WIDTH - 1), *right[2:], "", ","]
    table = read(tmp_path, content)
    every = found(table)
    assert len(every["blank-rows|"].change) == 4
    assert "blank-rows|" in sure(every)
    assert lines_left(mend(table, AIDS, SURE).draft) == [3, 5, 6]


def test_a_blank_row_with_something_beyond_the_header_is_kept(tmp_path):
    content = [*aids(3), "," * WIDTH + "à vérifier"]
    every = found(read(tmp_path, content))
    assert "blank-rows|" not in every


def test_equal_rows_where_a_key_is_repeated_wait_for_a_person(tmp_path):
    header = "id_local,id_osm,code_com,coordonneesxy,capacite,date_maj"
    same = 'VO-1,,99042,"[2.53, 46.21]",4,2024-05-02'
    other = 'VO-2,,99042,"[2.54, 46.22]",6,2024-05-02'
    near = 'VO-1,,99042,"[2.53, 46.21]",8,2024-05-02'
    table = read(tmp_path, [header, same, other, same, near, same], BIKES)
    every = found(table, BIKES)
    places = every["equal-rows|"].change.places(Draft.of(table), slice(None))
    assert [place.line for place in places] == [4, 6]
    assert not every["equal-rows|"].sure
    draft = applied(table, "equal-rows|", schema=BIKES)
    assert lines_left(draft) == [2, 3, 5]
    one = applied(table, "equal-rows|", schema=BIKES, lines=[6])
    assert lines_left(one) == [2, 3, 4, 5]


def test_equal_rows_of_a_schema_without_a_key_are_left(tmp_path):
    right = aids(2)
    assert found(read(tmp_path, [*right, right[1]])) == {}


def test_a_header_between_the_rows_is_surely_taken_out(tmp_path):
    table = read(tmp_path, [*aids(2), AIDS_HEADER.upper(), *aids(2)[1:]])
    assert sure(found(table)) == {"repeated-header|"}
    assert lines_left(mend(table, AIDS, SURE).draft) == [2, 3, 5, 6]


AIDS_HEADER = ",".join(AIDS.labels)


@pytest.mark.parametrize(
    "row",
    [
        ",,,,,,,,2401.00,,,,,,,",
        "TOTAL,,,,,,,,94754.50,,,,,,,",
        "Source : service des finances,,,,,,,,,,,,,,,",
        "Nombre de lignes : 6",
    ],
)
def test_a_row_with_a_total_or_a_note_alone_waits_for_a_person(tmp_path, row):
    table = read(tmp_path, [*aids(6), row])
    every = found(table)
    assert set(every) == {"total-rows|"} | (set() if "," in row else {"cut-rows|"})
    assert not sure(every)
    assert lines_left(applied(table, "total-rows|")) == [2, 3, 4, 5, 6, 7]


def test_a_file_badly_filled_throughout_has_no_total(tmp_path):
    rows = [",,,,,,,,2401.00,,,,,,,"] * 8
    assert "total-rows|" not in found(read(tmp_path, [*aids(2), *rows]))


def test_a_row_that_lacks_only_optional_cells_is_surely_filled(tmp_path):
    table = read(tmp_path, [*aids(3), NO_END])
    every = found(table)
    assert sure(every) == {"short-rows|"}
    (place,) = every["short-rows|"].change.places(Draft.of(table), slice(None))
    assert (place.line, place.column, place.before, place.after) == (5, "dispositifAide", None, "")
    draft = mend(table, AIDS, SURE).draft
    assert rows_of(draft)[3] == aid(7)


@pytest.mark.parametrize(
    "row",
    [
        ",".join(list(aid(7).values())[:10]),
        ",".join(list(aid(7, montant="mille").values())[:-1]),
    ],
    ids=["lacks-what-is-due", "wrong-elsewhere"],
)
def test_a_row_that_may_have_been_cut_waits_for_a_person(tmp_path, row):
    table = read(tmp_path, [*aids(3), row])
    every = found(table)
    assert "cut-rows|" in every
    assert "short-rows|" not in every
    assert "cut-rows|" not in sure(every)


def test_short_rows_of_both_kinds_are_told_apart_and_done_line_by_line(tmp_path):
    cut = ",".join(list(aid(8).values())[:9])
    table = read(tmp_path, [*aids(3), NO_END, cut, NO_END])
    every = found(table)
    assert len(every["short-rows|"].change) == 2
    assert len(every["cut-rows|"].change) == 1
    draft = applied(table, "short-rows|", lines=[7])
    assert [cell is None for cell in draft.cells["15"].to_list()] == [False] * 3 + [
        True,
        True,
        False,
    ]


def test_empty_cells_beyond_the_header_are_surely_dropped(tmp_path):
    right = aids(4)
    table = read(tmp_path, [right[0], *(f"{row},,  ," for row in right[1:4]), right[4]])
    every = found(table)
    assert sure(every) == {"empty-extra-cells|"}
    assert len(every["empty-extra-cells|"].change) == 3
    mended = mend(table, AIDS, SURE)
    assert mended.draft.extra == {}
    assert mended.draft.cells.equals(table.cells)
    some = applied(table, "empty-extra-cells|", lines=[3])
    assert sorted(some.extra) == [0, 2]


def test_rows_go_in_one_pass_though_each_repair_moves_the_others(tmp_path):
    right = aids(5)
    content = [right[0], "," * (WIDTH - 1), right[1], right[0], *right[2:], f"{NO_END}"]
    table = read(tmp_path, content)
    assert sure(found(table)) == {"blank-rows|", "repeated-header|", "short-rows|"}
    mended = mend(table, AIDS, SURE)
    assert lines_left(mended.draft) == [3, 5, 6, 7, 8, 9]
    assert found_none(mended)


def found_none(mended) -> bool:
    from grader.validation.validate import examine

    return not examine(mended.draft.table(), AIDS).faults


def test_lines_are_those_of_a_file_with_a_title(tmp_path):
    content = ["Titre du tableau", "", *lines([aid(1), aid(2)]), NO_END]
    table = read(tmp_path, content)
    (place,) = found(table)["short-rows|"].change.places(Draft.of(table), slice(None))
    assert place.line == 6

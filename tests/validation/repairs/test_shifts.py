"""Rows, and whole files, whose cells stand one column too far."""

from __future__ import annotations

import pytest

from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.written import csv_bytes
from tests.validation.repairs.structural import (
    ACTS,
    AIDS,
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
RIGHT = [aid(number) for number in range(1, 7)]
FIRST = "nomAttribuant"


def act(number: int, **cells: str) -> dict[str, str]:
    right = {
        "COLL_NOM": "Commune de Val-Ouvert",
        "COLL_SIRET": "21990042000015",
        "DELIB_ID": f"2024-0118-{number:02}",
        "DELIB_DATE": "2024-01-18",
        "DELIB_MATIERE_CODE": "7.5",
        "DELIB_MATIERE_NOM": "finances locales/subventions",
        "DELIB_OBJET": f"Subvention n° {number}",
        "BUDGET_ANNEE": "2024",
        "BUDGET_NOM": "Budget principal",
        "PREF_ID": "PREF099",
        "PREF_DATE": "2024-01-22",
        "VOTE_EFFECTIF": "27",
        "VOTE_REEL": "25",
        "VOTE_POUR": "25",
        "VOTE_CONTRE": "0",
        "VOTE_ABSTENTION": "0",
        "DELIB_URL": f"https://www.val-ouvert.example/{number}.pdf",
    }
    return {**right, **cells}


def with_row(cells: list[str], delimiter: str = ",") -> list[str]:
    return [*aids(6, delimiter), delimiter.join(cells)]


def cells_of(number: int, **cells: str) -> list[str]:
    return list(aid(number, **cells).values())


def moved(tmp_path, cells: list[str], cause: str = "shifted-rows") -> dict[str, str | None]:
    """Mend the last row; the others must stay."""
    table = read(tmp_path, with_row(cells))
    (repair,) = [one for one in found(table).values() if one.cause == cause]
    assert not repair.sure
    assert len(repair.change) == 1
    draft = applied(table, repair.key)
    assert rows_of(draft)[:6] == RIGHT
    assert not draft.extra
    return rows_of(draft)[6]


@pytest.mark.parametrize("at", [0, 2, 3, 7, 8, 9])
def test_an_empty_cell_too_many_shifts_the_end_of_a_row(tmp_path, at):
    cells = cells_of(7)
    assert moved(tmp_path, [*cells[:at], "", *cells[at:]]) == aid(7)


@pytest.mark.parametrize("at", [0, 1, 2, 8])
def test_a_cell_left_out_shifts_the_end_of_a_row(tmp_path, at):
    cells = cells_of(7)
    missing = {AIDS.labels[at]: ""}
    assert moved(tmp_path, [*cells[:at], *cells[at + 1 :], ""]) == aid(7, **missing)


def test_what_falls_out_of_a_shifted_row_is_never_a_value(tmp_path):
    every = found(read(tmp_path, with_row([*cells_of(7)[1:], "Aide aux clubs"])))
    assert not [key for key in every if key.startswith("shifted-rows")]


def test_the_evidence_is_told_in_words(tmp_path):
    repair = found(read(tmp_path, with_row(["", *cells_of(7)])))["shifted-rows|"]
    assert {key: word.split("\u00a0")[0] for key, word in repair.words.items()} == {
        "rows": "1",
        "before": "11",
        "after": "0",
    }


def test_a_row_with_two_wrong_cells_in_their_place_is_not_moved(tmp_path):
    every = found(read(tmp_path, with_row(cells_of(7, montant="mille", notificationUE="?"))))
    assert "shifted-rows|" not in every


def test_shifted_rows_are_seen_where_every_date_and_amount_is_badly_written(tmp_path):
    rows = [aid(n, dateConvention=f"{n + 10}/04/2024", montant=f"{n}0 €") for n in range(1, 9)]
    content = [*lines(rows), ",".join(["", *rows[0].values()])]
    table = read(tmp_path, content)
    change = found(table)["shifted-rows|"].change
    assert [place.line for place in change.places(Draft.of(table), slice(None))] == [10]
    assert rows_of(change.apply(Draft.of(table)))[8] == rows[0]


def test_a_value_proper_to_a_column_tells_where_a_row_was_shifted(tmp_path):
    cells = list(act(9).values())
    at = ACTS.labels.index("BUDGET_NOM")
    content = [*lines([act(n) for n in range(1, 9)]), ",".join([*cells[:at], *cells[at + 1 :]])]
    # Budget year and budget name go together: that one is missing shows once the row is right.
    draft = applied(read(tmp_path, content, ACTS), "shifted-rows||reveals", schema=ACTS)
    assert rows_of(draft)[8] == act(9, BUDGET_NOM="")


@pytest.mark.parametrize(
    "cells",
    [
        {"objet": "Achat de tables, de chaises"},
        {"objet": "Achat de tables, de chaises, et d'un barnum"},
        {"montant": "1250,50"},
        {"nomBeneficiaire": "Dupont, Martin et fils"},
    ],
    ids=["text", "three-pieces", "cents", "between-free-texts"],
)
def test_a_text_cut_by_the_separator_is_put_together(tmp_path, cells):
    assert moved(tmp_path, cells_of(7, **cells), "unquoted-separator") == aid(7, **cells)


def test_a_text_cut_by_a_semicolon_keeps_it(tmp_path):
    both = "aide en numéraire;aide en nature"
    table = read(tmp_path, with_row(cells_of(7, nature=both), ";"))
    draft = applied(table, "unquoted-separator|")
    assert rows_of(draft)[6] == aid(7, nature=both)


def test_pieces_that_may_go_together_in_two_ways_are_left(tmp_path):
    cells = cells_of(7, nomBeneficiaire="Dupont,Martin", idBeneficiaire="sans")
    every = found(read(tmp_path, with_row(cells)))
    assert "unquoted-separator|" not in every


def test_columns_wait_while_rows_have_to_move(tmp_path):
    header = aids(1)[0]
    names = header.split(",")
    order = [*names[8:], *names[:8]]
    rows = [",".join(aid(n)[name] for name in order) for n in range(1, 6)]
    cut = ",".join(aid(7, objet="Tables, chaises")[name] for name in order)
    table = read(tmp_path, [",".join(order), *rows, cut])
    every = found(table)
    assert not every["column-order|"].sure
    assert sure(every) == set()
    draft = applied(table, "unquoted-separator|")
    assert sure(found(draft.table())) == {"column-order|"}


def test_columns_are_written_where_they_are_while_rows_have_to_move(tmp_path):
    header, *rows = aids(6)
    content = [f"service,{header}", *(f"Sports,{row}" for row in rows)]
    written = csv_bytes(Draft.of(read(tmp_path, content)), AIDS)
    assert written.decode().splitlines()[0] == f"{header},service"
    # The same file, every row of which begins with a separator too many.
    content[1:] = [f",{line}" for line in content[1:]]
    table = read(tmp_path, content)
    written = csv_bytes(Draft.of(table), AIDS)
    assert written.decode().splitlines() == content
    again = applied(read(tmp_path, written), "shifted-columns|")
    assert rows_of(again) == rows_of(applied(table, "shifted-columns|"))


@pytest.mark.parametrize("at", [0, 3, 8, 15])
def test_a_name_missing_in_the_header_is_found_by_what_the_schema_expects(tmp_path, at):
    names = list(AIDS.labels)
    filled = [aid(n, idRAE=f"1{n}", dispositifAide="Aide aux clubs") for n in range(1, 6)]
    content = [",".join([*names[:at], *names[at + 1 :]]), *lines(filled)[1:]]
    table = read(tmp_path, content)
    every = found(table)
    assert not sure(every)
    assert every["unlabelled-column|"].words["label"] == names[at]
    draft = applied(table, "unlabelled-column|")
    assert (draft.header, rows_of(draft)) == (AIDS.labels, filled)


def test_a_column_that_nothing_names_keeps_its_cells(tmp_path):
    header, *rows = aids(6)
    content = [header, *(f"{number},{row}" for number, row in enumerate(rows, 1))]
    # The column is one that the schema does not have: this shows once it has a name.
    draft = applied(read(tmp_path, content), "unlabelled-column||reveals")
    assert draft.header == ("sans_nom", *AIDS.labels)
    assert draft.cells["0"].to_list() == ["1", "2", "3", "4", "5", "6"]
    assert not draft.extra


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_file_whose_rows_all_begin_with_a_separator_moves_to_the_left(tmp_path, delimiter):
    header, *rows = aids(6, delimiter)
    table = read(tmp_path, [header, *(delimiter + row for row in rows)])
    every = found(table)
    assert set(every) - {"delimiter|"} == {"shifted-columns|"} | others(every)
    assert rows_of(applied(table, "shifted-columns|")) == RIGHT


def test_a_file_whose_rows_all_lack_one_column_moves_to_the_right(tmp_path):
    rows = [list(row.values()) for row in RIGHT]
    content = [aids(1)[0], *(",".join([*row[:3], *row[4:]]) for row in rows)]
    draft = applied(read(tmp_path, content), "shifted-columns|")
    assert rows_of(draft) == [{**row, "referenceDecision": ""} for row in RIGHT]


def test_a_file_that_only_lacks_its_last_optional_cells_has_not_moved(tmp_path):
    content = [aids(1)[0], *(row.rpartition(",")[0] for row in aids(6)[1:])]
    table = read(tmp_path, content)
    assert sure(found(table)) == {"short-rows|"}
    assert rows_of(mend(table, AIDS, SURE).draft) == RIGHT


def others(every) -> set[str]:
    """Give what cells that are out of place are taken for: nothing of it is sure."""
    return {key for key in every if not key.endswith("|")} - sure(every)

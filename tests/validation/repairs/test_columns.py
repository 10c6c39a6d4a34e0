"""Columns that miss, that hold nothing, that come twice or stand elsewhere."""

from __future__ import annotations

import pytest

from grader.validation.repairs.changes import Place
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.validate import examine
from tests.validation.repairs.structural import (
    ACTS,
    AIDS,
    aid,
    applied,
    found,
    lines,
    read,
    rows_of,
    sure,
)

SURE = [{"do": "sure"}]
ROWS = [aid(1), aid(2, idRAE="12"), aid(3)]


def arranged(names: list[str], rows=ROWS) -> list[str]:
    """Give rows with some columns, in some order; unknown ones are empty."""
    return lines([{name: row.get(name, "") for name in names} for row in rows])


def without(*gone: str) -> list[str]:
    return [name for name in AIDS.labels if name not in gone]


def no_fault(draft: Draft) -> bool:
    return not examine(draft.table(), AIDS).faults


@pytest.mark.parametrize(
    "gone",
    [("dispositifAide",), ("referenceDecision",), ("idRAE", "rnaBeneficiaire", "dispositifAide")],
    ids=["last", "within", "several"],
)
def test_optional_columns_that_miss_are_surely_added_at_their_place(tmp_path, gone):
    table = read(tmp_path, arranged(without(*gone)))
    every = found(table)
    assert sure(every) == {"missing-columns|"}
    assert len(every["missing-columns|"].change) == len(gone)
    draft = mend(table, AIDS, SURE).draft
    assert draft.header == AIDS.labels
    assert rows_of(draft) == [{**row, **dict.fromkeys(gone, "")} for row in ROWS]
    assert no_fault(draft)


def test_added_columns_stand_before_those_that_the_schema_does_not_have(tmp_path):
    rows = [{**row, "service": "Sports"} for row in ROWS]
    content = arranged([*without("dispositifAide", "idRAE"), "service"], rows)
    draft = mend(read(tmp_path, content), AIDS, SURE).draft
    assert draft.header == (*AIDS.labels, "service")
    assert draft.cells.to_series(16).to_list() == ["Sports"] * 3


def test_a_column_that_must_be_filled_is_asked_for_by_its_name(tmp_path):
    every = found(read(tmp_path, arranged(without("nomAttribuant", "idAttribuant"))))
    refusal = every["missing-required-columns|"]
    assert refusal.words["names"] == "nomAttribuant, idAttribuant"
    assert refusal.lines.to_list() == [1]
    assert "missing-columns|" not in every


def test_a_file_of_another_schema_is_told_and_left_as_it_is(tmp_path):
    content = ["nom;commune;montant;objet", "Club de pétanque;Val-Ouvert;150;Tournoi"]
    every = found(read(tmp_path, content))
    assert every["other-schema|"].words == {"found": "2", "all": "16"}
    assert not set(every) & {"missing-columns|", "missing-required-columns|"}


@pytest.mark.parametrize("label", ["", " ", "column_18", "Observations"])
@pytest.mark.parametrize("at", [0, 7, 16])
def test_a_column_too_many_where_nothing_is_filled_is_surely_taken_out(tmp_path, label, at):
    names = [*AIDS.labels[:at], label, *AIDS.labels[at:]]
    table = read(tmp_path, arranged(names))
    assert sure(found(table)) == {"blank-columns|"}
    draft = mend(table, AIDS, SURE).draft
    assert (draft.header, rows_of(draft)) == (AIDS.labels, ROWS)


def test_an_empty_column_of_the_schema_stays(tmp_path):
    assert found(read(tmp_path, arranged(list(AIDS.labels), [aid(1), aid(2)]))) == {}


def test_several_separators_left_at_the_end_of_each_line_go(tmp_path):
    table = read(tmp_path, [f"{line},,," for line in arranged(list(AIDS.labels))])
    assert len(found(table)["blank-columns|"].change) == 3
    assert mend(table, AIDS, SURE).draft.header == AIDS.labels


def test_columns_in_another_order_are_surely_put_in_the_schemas_extra_ones_last(tmp_path):
    rows = [{**row, "service": "Sports"} for row in ROWS]
    names = [*AIDS.labels]
    names[2], names[8] = names[8], names[2]
    table = read(tmp_path, arranged(["service", *names], rows))
    every = found(table)
    assert sure(every) == {"column-order|"}
    places = every["column-order|"].change.places(Draft.of(table), slice(None))
    assert places[2:4] == [
        Place(1, "dateConvention", "J", "C"),
        Place(1, "referenceDecision", "E", "D"),
    ]
    mended = mend(table, AIDS, SURE)
    assert mended.draft.header == (*AIDS.labels, "service")
    assert rows_of(mended.draft) == rows
    assert mended.draft.cells.columns == [str(index) for index in range(17)]
    assert found(mended.draft.table()) == {}


def test_a_cut_row_does_not_keep_columns_without_a_label_from_being_added_or_dropped(tmp_path):
    """A cell that is not there is the same one when its column gets another letter."""
    names = [*without("dispositifAide"), "", "service", "", "lieu", ""]
    rows = [{**row, "service": "Sports", "lieu": "ici"} for row in ROWS]
    content = [",".join(names)]
    content += [",".join(row.get(name, "") for name in names) for row in rows]
    cut = {**aid(9), "montant": "beaucoup"}
    content.append(",".join(cut.get(name, "") for name in names[:16]))
    table = read(tmp_path, content)
    every = found(table)
    assert not every["cut-rows|"].sure
    assert sure(every) == {"blank-columns|", "missing-columns|"}
    assert mend(table, AIDS, SURE).draft.header == (*AIDS.labels, "service", "lieu")


def test_order_labels_and_missing_columns_are_mended_in_one_go(tmp_path):
    gone = ("dispositifAide", "referenceDecision")
    names = [*reversed(without(*gone)), ""]
    content = arranged(names)
    content[0] = content[0].replace("dateConvention", "DATE_CONVENTION")
    table = read(tmp_path, content)
    causes = {"label-writing|", "missing-columns|", "blank-columns|", "column-order|"}
    assert sure(found(table)) == causes
    mended = mend(table, AIDS, SURE)
    assert mended.draft.header == AIDS.labels
    assert [row["dateConvention"] for row in rows_of(mended.draft)] == [
        row["dateConvention"] for row in ROWS
    ]
    assert no_fault(mended.draft)
    assert {f"{step.repair.cause}|" for step in mended.steps} == causes


def test_cells_are_mended_under_their_column_while_columns_move(tmp_path):
    rows = [aid(n, dateConvention=f"{n + 12}/04/2024", montant=f"{n}0,50") for n in (1, 2, 3)]
    names = [*reversed(AIDS.labels)]
    content = lines([{name: row[name] for name in names} for row in rows], ";")
    draft = mend(read(tmp_path, content), AIDS, SURE).draft
    assert draft.header == AIDS.labels
    assert [row["montant"] for row in rows_of(draft)] == ["10.50", "20.50", "30.50"]
    assert [row["dateConvention"][-2:] for row in rows_of(draft)] == ["13", "14", "15"]


@pytest.mark.parametrize("second", ["same", "empty", "first-empty"])
def test_a_column_that_comes_twice_for_nothing_waits_for_a_person(tmp_path, second):
    content = lines([{**row, "MONTANT": row["montant"]} for row in ROWS])
    if second == "empty":
        content = [content[0], *(line.rpartition(",")[0] + "," for line in content[1:])]
    if second == "first-empty":
        blank = [{**row, "MONTANT": row["montant"], "montant": ""} for row in ROWS]
        content = lines(blank)
    table = read(tmp_path, content)
    # The first of the two hides the cells of the second, and that its label is in capitals.
    key = {"empty": "blank-columns|", "same": "equal-columns|"}.get(
        second, "equal-columns||reveals"
    )
    draft = applied(table, key)
    assert len(draft.header) == 16
    kept = "MONTANT" if second == "first-empty" else "montant"
    assert [row[kept] for row in rows_of(draft)] == [row["montant"] for row in ROWS]


def test_two_columns_of_one_name_that_differ_are_refused(tmp_path):
    every = found(read(tmp_path, lines([{**row, "Montant": "7"} for row in ROWS])))
    refusal = every["different-columns|montant"]
    assert (refusal.words["first"], refusal.words["second"]) == ("I", "Q")
    assert "equal-columns|" not in every


def test_a_header_alone_is_mended_too(tmp_path):
    labels = [*reversed(ACTS.labels)][:-1]
    table = read(tmp_path, [",".join(labels)], ACTS)
    draft = mend(table, ACTS, SURE).draft
    assert draft.header == ACTS.labels[1:]
    assert draft.cells.height == 0

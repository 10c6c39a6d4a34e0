"""Labels near those of the schema: sure where only the writing differs."""

from __future__ import annotations

import pytest

from grader.validation.repairs.changes import Place
from grader.validation.repairs.draft import Draft
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

WRITINGS = (
    "Date de convention",
    "date Convention",
    "Date de convention*",
    "DATE_CONVENTION",
    "dateconvention",
    "date_convention",
    "date-convention",
    " dateConvention ",
    "Date de la convention",
    "dateDeConvention",
    "DATE DE CONVENTION :",
    "Date convention (AAAA-MM-JJ)",
    "Date de convention [obligatoire]",
    "dàte cônvention",
)


def renamed(table_lines: list[str], **labels: str) -> list[str]:
    header = table_lines[0].split(",")
    return [",".join(labels.get(name, name) for name in header), *table_lines[1:]]


def aids_with(**labels: str) -> list[str]:
    return renamed(lines([aid(1), aid(2)]), **labels)


@pytest.mark.parametrize("label", WRITINGS)
def test_a_name_in_another_writing_is_surely_mended(tmp_path, label):
    table = read(tmp_path, aids_with(dateConvention=label))
    every = found(table)
    assert sure(every) == {"label-writing|"}
    change = every["label-writing|"].change
    assert change.places(Draft.of(table), slice(None)) == [
        Place(1, "dateConvention", label, "dateConvention")
    ]
    assert applied(table, "label-writing|").header == AIDS.labels


@pytest.mark.parametrize(
    ("schema", "name", "label"),
    [
        (ACTS, "VOTE_EFFECTIF", "VOTE_EFFFECTIF"),
        (ACTS, "VOTE_ABSTENTION", "VOTE_ABST"),
        (ACTS, "DELIB_DATE", "DATE_DELIB"),
        (ACTS, "DELIB_OBJET", "Objet de la délibération"),
        (AIDS, "conditionsVersement", "conditionsVersment"),
        (AIDS, "montant", "Montant (milliers)"),
        (AIDS, "montant", "montant en euros"),
        (AIDS, "objet", "Objet de la subvention*"),
        (AIDS, "idAttribuant", "Identification de l'attribuant"),
        (AIDS, "dateConvention", "Date de signature de la convention"),
    ],
)
def test_a_name_by_its_letters_or_some_words_waits_for_a_person(tmp_path, schema, name, label):
    header = ",".join(label if one == name else one for one in schema.labels)
    table = read(tmp_path, [header, "," * (len(schema.labels) - 1)], schema)
    every = found(table, schema)
    assert f"label-spelling|{name}" in every
    assert not sure(every) & {f"label-spelling|{name}", "label-writing|"}
    assert applied(table, f"label-spelling|{name}", schema=schema).header == schema.labels


def test_several_writings_are_one_repair_and_a_label_like_none_is_left(tmp_path):
    table = read(tmp_path, aids_with(montant="Montant (€)", objet="OBJET", nature="column_18"))
    every = found(table)
    assert len(every["label-writing|"].change) == 2
    assert "label-spelling|nature" not in every
    assert "missing-required-columns|" in every


def test_a_blank_label_between_two_known_ones_is_given_the_missing_name(tmp_path):
    table = read(tmp_path, aids_with(montant=""))
    every = found(table)
    assert not sure(every)
    assert "blank-label|montant" in every
    assert applied(table, "blank-label|montant").header == AIDS.labels


@pytest.mark.parametrize(
    "rows",
    [
        [aid(1, montant="unique"), aid(2, montant="échelonné")],
        [{**aid(1), "": "a"}, {**aid(2), "": "b"}],
    ],
    ids=["not-what-misses", "nothing-misses"],
)
def test_a_blank_label_over_unknown_content_is_refused(tmp_path, rows):
    content = lines(rows)
    if "" not in rows[0]:
        content = renamed(content, montant="")
    every = found(read(tmp_path, content))
    assert not [key for key in every if key.startswith("blank-")]
    assert [key for key in every if key.startswith("unknown-column|")]


def test_a_mended_label_lets_its_cells_be_read_as_before(tmp_path):
    table = read(tmp_path, aids_with(dateConvention="DATE_CONVENTION"))
    draft = applied(table, "label-writing|")
    assert [row["dateConvention"] for row in rows_of(draft)] == ["2024-04-11", "2024-04-12"]

"""A file on the workbench: dropped, understood, shown again, erased."""

from __future__ import annotations

import json

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.services import bench, my_data
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE
from grader.typography import NARROW, NO_BREAK
from tests.exercises.books import NOTES, rows_of
from tests.services.benching import ask, opened, put_down
from tests.services.doing import (
    DELIBERATIONS,
    DIRTY,
    GRANTS,
    SUBVENTIONS,
)
from tests.support.workbooks import xlsx

PLAIN = str.maketrans({NO_BREAK: " ", NARROW: " "})


@pytest.fixture
def workshop(shared_workshop):
    return shared_workshop


def test_before_any_file_the_bench_says_what_it_takes(workshop, ana):
    view = ask(workshop, ana, "view")

    assert (view.state, view.report, view.revision) == ("empty", None, 0)
    assert view.upload_url == "/depot/validateur/fichier"
    assert view.max_bytes == workshop.settings.bounds.upload_bytes
    assert {DELIBERATIONS, SUBVENTIONS} <= dict(view.schemas).keys()
    assert [title for _, title in view.schemas] == sorted(title for _, title in view.schemas)


def test_a_file_whose_columns_are_clear_is_read_at_once(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes(), name="Export <b>.csv")

    assert (view.state, view.schema) == ("ready", DELIBERATIONS)
    assert view.guesses[0].schema == DELIBERATIONS
    assert view.guesses[0].sentence.translate(PLAIN).endswith("sur 17")
    assert view.file_name == view.report.file_name == "Export <b>.csv"
    assert view.n_errors > 1000
    assert view.report.groups == ()
    assert not view.report.valid
    assert view.kept_until
    assert view.sure_count == sum(one.count for one in view.repairs if one.sure) > 0
    assert view == ask(workshop, ana, "view"), "kept, and told again at the next visit"


def test_a_file_of_no_known_schema_asks_which_one(workshop, ana):
    view = opened(workshop, ana, b"nom,prenom,age\nDupont,Ana,41\n")
    assert (view.state, view.schema, view.report) == ("schema", "", None)
    assert view.schemas

    view = ask(workshop, ana, "schema", schema=DELIBERATIONS)

    assert (view.state, view.schema) == ("ready", DELIBERATIONS)
    assert view.n_errors > 0


def test_another_schema_forgets_what_was_decided_under_the_first(workshop, ana):
    view = opened(workshop, ana, DIRTY.read_bytes())
    view = ask(workshop, ana, "sure", revision=view.revision)
    assert len(view.steps) == 1

    other = ask(workshop, ana, "schema", schema=SUBVENTIONS)

    assert (other.schema, other.steps, other.unchecked) == (SUBVENTIONS, (), 0)
    assert other.revision != view.revision
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "undo", revision=view.revision)
    assert refused.value.code == "changed-elsewhere"


def test_a_workbook_of_several_sheets_asks_which_one(workshop, ana):
    rows = rows_of(GRANTS)
    book = xlsx({"Notice": NOTES, "Aides 2026": rows, "Aides 2025": rows})
    view = opened(workshop, ana, book, name="aides.xlsx")
    assert (view.state, view.sheets.asked) == ("sheet", True)
    assert view.sheets.names == ("Notice", "Aides 2026", "Aides 2025")

    view = ask(workshop, ana, "sheet", sheet="Aides 2025")

    assert (view.state, view.schema) == ("ready", SUBVENTIONS)
    assert (view.sheets.chosen, view.report.sheet) == ("Aides 2025", "Aides 2025")
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "sheet", sheet="Aides 2024")
    assert refused.value.code == "unknown-choice"


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(3000), b"\x89PNG\r\n\x1a\n" + bytes(99)])
def test_a_file_that_is_no_table_says_why(workshop, ana, content):
    view = opened(workshop, ana, content)

    assert view.state == "unread"
    assert all(view.trouble)
    assert ask(workshop, ana, "view").trouble == view.trouble
    with pytest.raises(RefusedError):
        ask(workshop, ana, "sure", revision=view.revision)


def test_a_kill_between_the_drop_and_its_reading_is_made_good(workshop, ana):
    put_down(workshop, ana, DIRTY.read_bytes())

    assert ask(workshop, ana, "view").state == "ready"


def test_a_new_drop_begins_a_new_bench_even_of_the_same_bytes(workshop, ana):
    first = opened(workshop, ana, DIRTY.read_bytes())
    ask(workshop, ana, "sure", revision=first.revision)

    again = opened(workshop, ana, DIRTY.read_bytes())

    assert (again.steps, again.n_errors) == ((), first.n_errors)
    assert again.revision != first.revision


def test_my_data_shows_the_file_and_erases_all_that_was_read_of_it(workshop, ana):
    data = workshop.settings.data
    view = opened(workshop, ana, DIRTY.read_bytes(), name="mairie-secrete.csv")
    ask(workshop, ana, "sure", revision=view.revision)
    [line] = my_data.my_data(workshop, ana).files
    assert (line.name, line.exercise) == ("mairie-secrete.csv", VALIDATOR_TITLE)
    assert list((data / "files" / ana).glob("*atelier*"))

    my_data.erase_file(workshop, ana, line.id)

    assert not list((data / "files" / ana).iterdir())
    assert ask(workshop, ana, "view").state == "empty"
    for operation, request in {"sure": {}, "check": {}, "undo": {}}.items():
        with pytest.raises(NotFoundError) as refused:
            ask(workshop, ana, operation, revision=view.revision, **request)
        assert refused.value.code == "file-erased"
    with pytest.raises(NotFoundError):
        bench.write(workshop, ana, VALIDATOR, "file")


def test_nothing_that_was_decided_is_among_the_events(workshop, ana):
    data = workshop.settings.data
    view = opened(workshop, ana, DIRTY.read_bytes())
    ask(
        workshop, ana, "edit", line=40, column="DELIB_OBJET", value="mot-de-la-main",
        revision=view.revision,
    )  # fmt: skip

    events = workshop.events.of(ana, [VALIDATOR])[VALIDATOR]

    assert [event.kind for event in events] == ["file"]
    assert "mot-de-la-main" not in json.dumps([dict(event.data) for event in events])
    assert b"mot-de-la-main" not in b"".join(p.read_bytes() for p in data.glob("ouvroir.sqlite*"))

"""A file on the bench: what is told of it, wherever its rows have gone since."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.settings import Bounds
from grader.validation.repairs.mend import mend
from grader.validation.validate import validate
from grader.workers import bench, bench_memory
from grader.workers.bench_cost import COSTS
from grader.workers.bench_model import ENDINGS
from grader.workers.bench_rows import BEYOND
from tests.workers.bench_files import HEADER, SCHEMA, SCHEMAS, row, source, write

DAY = date(2026, 11, 22)
DATES, BLANKS = "type-error/date|DELIB_DATE", "blank-row|"
DAY_FIRST, EMPTY = "date-day-first|DELIB_DATE", "blank-rows|"


@pytest.fixture(autouse=True)
def forgetful():
    bench_memory.forget()
    yield
    bench_memory.forget()


@pytest.fixture
def dirty(tmp_path):
    """Lines 2 to 31: five blank rows at lines 4 to 8, then day-first dates at lines 11, 21, 31."""
    rows = [row(number) for number in range(30)]
    rows[2:7] = [[""] * len(HEADER)] * 5
    for place in (9, 19, 29):
        rows[place] = row(place, DELIB_DATE="15/10/2017")
    return source(write(tmp_path / "sale.csv", rows))


def look(file, *decisions):
    return bench.look(file, Bounds(), decisions, DAY)


def rows(file, group, *decisions, part=(0, 20)):
    return bench.rows(file, Bounds(), decisions, group, part)


def test_all_that_is_wrong_is_counted_as_a_validation_counts_it(dirty):
    report = validate(dirty.path, SCHEMA, schemas_folder=SCHEMAS)

    found = look(dirty)

    assert (found.n_errors, found.n_warnings) == (report.n_errors, report.n_warnings)
    told = {trouble.key: trouble.count for trouble in found.troubles}
    assert told == {f"{g.group}|{g.column}": g.count for g in report.groups(1)}
    assert (found.n_rows, found.n_columns) == (30, len(HEADER))
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_strip_shows_where_in_the_file_cells_are_wrong(dirty):
    by_name = {column.name: column for column in look(dirty).strip}
    dates = by_name["DELIB_DATE"]

    assert [column.name for column in look(dirty).strip] == list(HEADER)
    assert (dates.letter, dates.known, dates.required, dates.errors) == ("D", True, True, 3)
    assert len(dates.slices) == 24
    assert sum(dates.slices) == 3
    assert [place for place, count in enumerate(dates.slices) if count] == [7, 15, 23]
    assert by_name["COLL_NOM"].slices == (0,) * 24


def test_a_cell_that_breaks_two_rules_is_one_cell_of_the_strip(tmp_path):
    file = source(write(tmp_path / "deux.csv", [row(1, COLL_SIRET="2199004200001"), row(2)]))
    found = look(file)
    groups = [one for one in found.troubles if one.first.column == "COLL_SIRET"]

    column = next(one for one in found.strip if one.name == "COLL_SIRET")

    assert sum(one.count for one in groups) >= 1
    assert column.errors == 1
    assert column.slices == (1, 0), "a slice a row in a file of two rows"


def test_groups_come_by_what_they_cost(tmp_path):
    header = tuple(name for name in HEADER if name != "DELIB_OBJET")
    wrong = row(1, DELIB_DATE="15/10/2017", COLL_SIRET="21990042000016", DELIB_URL="mairie")
    rows_ = [
        [cell for name, cell in zip(HEADER, one, strict=True) if name != "DELIB_OBJET"]
        for one in (wrong, row(2))
    ]
    found = look(source(write(tmp_path / "tout.csv", rows_, header)))

    cost = {trouble.key: trouble.cost for trouble in found.troubles}

    assert cost["missing-label|DELIB_OBJET"] == "blocking"
    assert cost["siret|COLL_SIRET"] == "linking"
    assert cost[DATES] == "reading"
    ranks = [COSTS.index(trouble.cost) for trouble in found.troubles]
    assert ranks == sorted(ranks)
    assert not next(t for t in found.troubles if t.key.startswith("missing-label")).has_rows


def test_a_group_names_what_mends_it(dirty):
    found = look(dirty)
    by_key = {trouble.key: trouble for trouble in found.troubles}

    assert by_key[DATES].repairs == (DAY_FIRST,)
    assert by_key[BLANKS].repairs == (EMPTY,)
    sure = [cause.sure for cause in found.repairs]
    assert sure == sorted(sure, reverse=True)
    dates = next(cause for cause in found.repairs if cause.key == DAY_FIRST)
    assert (dates.count, dates.places[0]) == (3, (11, "DELIB_DATE", "15/10/2017", "2017-10-15"))


def test_rows_keep_the_lines_of_the_file_as_dropped(dirty):
    before = rows(dirty, DATES)
    after = rows(dirty, DATES, {"do": "apply", "repair": EMPTY})

    assert [one.line for one in before.rows] == [11, 21, 31]
    assert after == before
    [place] = after.rows[0].faulty
    assert after.columns[place] == "DELIB_DATE"
    assert after.rows[0].cells[place] == "15/10/2017"
    assert "15/10/2017" in after.rows[0].message
    places = bench.places(dirty, Bounds(), [{"do": "apply", "repair": EMPTY}], DAY_FIRST, (1, 20))
    assert ([place.line for place in places.places], places.total) == ([21, 31], 3)


def test_what_is_told_of_another_line_names_it_as_dropped(tmp_path):
    blanks = [[""] * len(HEADER)] * 3
    same = [row(7), row(8), row(7)]
    file = source(write(tmp_path / "doubles.csv", [*blanks, *same]), key="DELIB_ID")
    key = next(t.key for t in look(file).troubles if t.first.code == "duplicate-key")
    told = rows(file, key).rows

    mended = rows(file, key, {"do": "apply", "repair": EMPTY}).rows

    assert mended == told
    assert told[-1].line == 7
    assert "5" in told[-1].message


def test_cells_beyond_the_header_are_shown_at_the_end(tmp_path):
    path = write(tmp_path / "long.csv", [row(1), [*row(2), "surplus", "encore"]])

    found = rows(source(path), "extra-cell|")

    assert found.columns == (*HEADER[-4:], BEYOND)
    [one] = found.rows
    assert (one.line, one.cells[-1], one.faulty) == (3, "surplus · encore", (4,))


def test_rows_come_page_by_page(dirty):
    assert [one.line for one in rows(dirty, DATES, part=(1, 1)).rows] == [21]
    assert rows(dirty, DATES, part=(3, 20)).rows == ()
    assert rows(dirty, DATES, part=(2**53 - 1, 20)).total == 3


@pytest.mark.parametrize("group", ["type-error/date|PREF_DATE", "nothing|", "|", "'; --|x"])
def test_a_group_that_is_not_there_is_told(dirty, group):
    with pytest.raises(NotFoundError) as refused:
        rows(dirty, group)

    assert refused.value.code == "unknown-group"


def test_a_repair_that_is_not_there_is_told(dirty):
    with pytest.raises(NotFoundError) as refused:
        bench.places(dirty, Bounds(), [], "date-day-first|PREF_DATE", (0, 20))

    assert refused.value.code == "unknown-repair"


STEPS = [
    {"do": "edit", "line": 11, "column": "DELIB_DATE", "value": "2017-10-15"},
    {"do": "sure"},
    {"do": "remove", "line": 12},
    {"do": "edit", "line": 13, "column": "DELIB_OBJET", "value": 'Un "devis"; et\nla suite'},
]


def test_what_memory_holds_is_what_a_fresh_worker_finds(dirty):
    for count in (1, 2, 3, 4, 3, 1, 0, 4, 2):
        decisions = STEPS[:count]
        kept = look(dirty, *decisions)
        bench_memory.forget()
        assert look(dirty, *decisions) == kept, f"{count} decisions"
        assert len(kept.steps) == count


def test_a_refused_decision_leaves_the_bench_as_it_was(dirty):
    before = look(dirty, *STEPS[:2])
    for wrong in (
        {"do": "apply", "repair": "nothing|here"},
        {"do": "edit", "line": 4, "column": "DELIB_DATE", "value": "2017-01-01"},
        {"do": "edit", "line": 11, "column": "D'ELIB\"", "value": "x"},
        {"do": "remove", "line": 2**32 - 1},
    ):
        with pytest.raises(RefusedError):
            look(dirty, *STEPS[:2], wrong)

    assert look(dirty, *STEPS[:2]) == before


def test_a_file_erased_meanwhile_is_not_served_from_memory(dirty):
    look(dirty)
    dirty.path.unlink()

    with pytest.raises(NotFoundError) as refused:
        look(dirty)

    assert refused.value.code == "file-erased"
    assert bench_memory._shelf.kept is None


def test_small_files_are_kept_together_each_as_its_decisions_left_it(dirty, tmp_path):
    other = source(write(tmp_path / "autre.csv", [row(1)]))
    before = look(dirty, *STEPS[:2])
    hers = bench_memory._shelf.kept
    assert look(other).n_rows == 1

    assert look(dirty, *STEPS[:2]) == before
    assert bench_memory._shelf.kept is hers
    assert len(bench_memory._shelf) == 2


def test_what_is_downloaded_is_what_was_mended(dirty, tmp_path):
    written = {what: bench.write(dirty, Bounds(), STEPS, what, DAY) for what in ENDINGS}
    path = tmp_path / "corrige.csv"
    path.write_bytes(written["file"].content)
    again = validate(path, SCHEMA, schemas_folder=SCHEMAS)
    judged = bench.judge(dirty, Bounds(), STEPS)

    assert judged.present.counts == again.verdict().counts
    assert judged.present.n_rows == again.n_rows == 24
    assert judged.dropped == validate(dirty.path, SCHEMA, schemas_folder=SCHEMAS).verdict()
    assert all(one.name.isascii() and '"' not in one.name for one in written.values())
    assert written["file"].name == "20261122_219900420_deliberations.csv"
    assert "15/10/2017" in written["journal"].content.decode()
    assert compile(written["script"].content, "script", "exec")
    assert "22" in written["report"].content.decode()
    table = mend(bench_memory._shelf.kept.table, bench_memory.schema_of(dirty), STEPS)
    assert table.draft.cells.equals(bench_memory._shelf.kept.draft.cells)


def test_the_schema_of_a_file_is_guessed_by_its_columns(dirty):
    likely, sheets = bench.guess(dirty.path, Bounds(), SCHEMAS)

    assert str(likely[0].schema) == SCHEMA
    assert (likely[0].found, likely[0].total) == (len(HEADER), len(HEADER))
    assert sheets == ()

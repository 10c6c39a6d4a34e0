"""Our faults of cells and rows are exactly those of a direct run of frictionless.

Over generated schemas and tables, by two routes: a table made in memory, and a real file read.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.settings import Bounds
from grader.tables import read
from grader.validation.validate import validate_table
from tests.validation.oracle.cases import Case, cases
from tests.validation.oracle.counting import Tally
from tests.validation.oracle.direct import oracle_faults, our_faults, schema_of
from tests.validation.tables import table_of

pytestmark = pytest.mark.filterwarnings("ignore:Possible:FutureWarning")
TITLES = ("", "Délibérations 2024\n", "\n\nExtraction du 2 janvier\n\n")


def test_a_table_is_judged_as_frictionless_judges_it(tmp_path: Path, times):
    tally = Tally()

    @settings(max_examples=min(200 * times, 1_000), suppress_health_check=list(HealthCheck))
    @given(case=cases())
    def campaign(case: Case):
        descriptor, rows = case
        schema = schema_of(tmp_path, descriptor)
        ours = our_faults(validate_table(table_of(schema.labels, *rows), schema))
        assert ours == oracle_faults(descriptor, rows)
        tally.add(descriptor, rows, ours)

    campaign()
    print(f"\n{tally}")
    # What chance draws varies: 200 cases meet some 75 to 95 pairs of a type and a constraint.
    assert len({key[:2] for key in tally.met}) > (80 if times > 1 else 65), f"\n{tally}"


def _can_be_in_a_file(row: list[str], width: int) -> bool:
    """Whether a row comes back from a file as it went in.

    A row of another width with line breaks in it is taken for a quote out of place; NUL is no
    character of a text.
    """
    return len(row) == width or not any(one in cell for one in "\r\n" for cell in row)


def test_a_file_is_judged_as_frictionless_judges_its_rows(tmp_path: Path, times):
    """The whole way: bytes, reading, columns, findings; lines are those of the file."""
    path = tmp_path / "fichier.csv"
    met: Counter[str] = Counter()
    quickly = read._quickly

    def watched(*asked):
        reading = quickly(*asked)
        met["quickly" if reading else "patiently"] += 1
        return reading

    @settings(max_examples=min(100 * times, 500), suppress_health_check=list(HealthCheck))
    @given(
        case=cases(),
        title=st.sampled_from(TITLES),
        end=st.sampled_from(["\n", "\r\n"]),
        delimiter=st.sampled_from(",;\t|"),
    )
    def campaign(case: Case, title: str, end: str, delimiter: str):
        descriptor, rows = case
        # Two plain columns more, by which the header is found.
        descriptor["fields"] += [{"name": "nom"}, {"name": "prenom"}]
        width = len(descriptor["fields"])
        rows = [[*row, "n", "p"] if len(row) >= width - 2 else row for row in rows]
        rows = [row for row in rows if _can_be_in_a_file(row, width)]
        schema = schema_of(tmp_path, descriptor)
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(title.replace("\n", end))
            writer = csv.writer(
                stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
            )
            writer.writerows([schema.labels, *rows])
        table = read.read_table(path, Bounds(), expected=schema.labels)
        assert (table.header, table.rows) == (schema.labels, tuple(map(tuple, rows)))
        above = title.count("\n")
        ours = our_faults(validate_table(table, schema), above=above)
        assert ours == oracle_faults(descriptor, rows)
        met["line ends"] += end == "\n"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "_quickly", watched)
        campaign()
    assert met["quickly"] > 60, met

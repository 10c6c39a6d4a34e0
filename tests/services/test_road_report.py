"""The report for a director: the page's figures, in two formats, and nothing that was left out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from grader.documents.odt import KIND
from grader.documents.writing import written
from grader.services.road.gather import road_of
from grader.services.road.model import SIGNS
from grader.services.road.report import BLANKS, Choices, report
from grader.typography import french
from tests.fixtures.course_paths import ROAD
from tests.services.doing import open_workshop
from tests.support import roads

SPACES = {"text", "table", "style", "office"}
NAMES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in SPACES}
HOSTILE = "<script>alert(1)</script>&\x00\x0b\ud800.csv"


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """The road of one who went to its end."""
    folder = tmp_path_factory.mktemp("report")
    workshop = open_workshop(folder / "data", folder / "build", courses=ROAD)
    learner = workshop.learners.create().id
    roads.hand_in(workshop, learner, roads.walk(workshop, learner))
    told = road_of(workshop, learner)
    workshop.close()
    return told


@pytest.fixture(scope="module", params=["html", "odt"])
def read(request):
    """Write a report in one format, and give its text, its tables and its bullets."""
    return {"html": read_html, "odt": read_odt}[request.param]


def read_html(road, choices):
    soup = BeautifulSoup(written(report(road, choices), "html"), "html.parser")
    tables = [
        [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in one.find_all("tr")]
        for one in soup.find_all("table")
    ]
    return soup.main.get_text("\n"), tables


def read_odt(road, choices):
    root = content_of(written(report(road, choices), "odt"))
    tables = [
        [
            ["".join(cell.itertext()) for cell in row.iter(q("table:table-cell"))]
            for row in rows(one)
        ]
        for one in root.iter(q("table:table"))
    ]
    return "\n".join(
        "".join(one.itertext())
        for one in root.iter(
            q("text:p"),
        )
    ), tables


def rows(table):
    return table.iter(q("table:table-row"))


def q(name):
    space, _, local = name.partition(":")
    return f"{{{NAMES[space]}}}{local}"


def content_of(odt, name="content.xml"):
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        return ElementTree.fromstring(archive.read(name))


def tables_of(road):
    """The tables of the page, as lists."""
    return [
        [list(table.head), *map(list, table.rows)]
        for stage in road.stages
        for table in (stage.figures, *stage.details)
        if table is not None
    ]


def test_its_tables_are_those_of_the_page(road, read):
    _, tables = read(road, Choices())

    shown = tables_of(road)
    assert len(shown) >= 9
    assert [one for one in tables if one in shown] == shown


def test_its_first_sheet_takes_its_figures_from_them(road, read):
    _, tables = read(road, Choices())

    steps, figures = tables[0], tables[1]
    assert [row[0] for row in steps[1:]] == [one.title for one in road.stages]
    assert all(row[1].startswith(SIGNS["done"][0]) for row in steps[1:])
    shown = {row[0]: row[1:] for table in tables_of(road) for row in table[1:]}
    for name, before, after in figures[1:]:
        known = shown[name]
        assert after == known[-1]
        assert before == (known[0] if len(known) > 1 else "—")
    assert len(figures) == 10


def test_it_leaves_lines_to_fill_in_and_says_what_is_left(road, read):
    text, _ = read(road, Choices(origin="https://ouvroir.exemple"))

    for label in BLANKS:
        assert french(label) in text
    assert f"https://ouvroir.exemple{road.address}" in text
    assert "portail d'exercice" in text
    assert "Décider avec la direction" in text
    assert road.file_name in text


def test_she_may_leave_out_the_name_of_her_file(road, read):
    elsewhere = replace(road.stages[2], elsewhere=True, named=("Autre fichier : aides.csv",))
    changed = replace(road, stages=(*road.stages[:2], elsewhere, *road.stages[3:]))

    text, _ = read(changed, Choices(named=False))
    whole, _ = read(changed, Choices())

    assert "aides.csv" in whole
    assert not re.search(r"aides\.csv|<été>", text)


def test_a_file_without_people_has_nothing_to_protect(road, read):
    text, tables = read(road, Choices(people=False))

    assert "Sans objet" in text
    assert "l'étape «\u00a0Anonymisé\u00a0» est sans objet" in text
    assert "4 étapes sont faites sur 4" in text
    assert all("petit groupe" not in cell for table in tables for row in table for cell in row)


def test_hostile_names_and_titles_stay_text(road, read):
    changed = replace(road, file_name=HOSTILE)

    text, _ = read(changed, Choices())

    assert "<script>alert(1)</script>&" in text


def test_an_empty_road_still_makes_a_report(road, read):
    blank = [
        replace(one, state="todo", date="", figures=None, gauge=None, details=())
        for one in road.stages
    ]
    text, tables = read(replace(road, stages=tuple(blank), address=""), Choices())

    assert "0 étape est faite sur 5" in text
    assert len(tables) == 1


def test_html_asks_nothing_of_anybody(road):
    page = written(report(road, Choices()), "html").decode()

    assert not re.search(r"<(script|img|link|iframe)|url\(|@import", page)
    assert "default-src 'none'" in page


def test_the_odt_is_one(road):
    found = written(report(road, Choices()), "odt")

    assert found == written(report(road, Choices()), "odt"), "same blocks, same bytes"
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype").decode() == KIND
        names = set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}
        manifest = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {path for entry in manifest for key, path in entry.items() if "full-path" in key}
        assert listed == names | {"/"}
        for name in names:
            ElementTree.fromstring(archive.read(name))
    # What a program needs before it unzips anything.
    assert found[30:38] == b"mimetype"
    assert found[38 : 38 + len(KIND)].decode() == KIND


def test_every_style_of_the_odt_exists_and_every_row_is_whole(road):
    found = written(report(road, Choices()), "odt")
    content, styles = content_of(found), content_of(found, "styles.xml")

    known = {one.get(q("style:name")) for part in (content, styles) for one in part.iter()}
    keys = (q("text:style-name"), q("table:style-name"))
    used = {one.get(key) for one in content.iter() for key in keys if one.get(key)}
    assert used <= known
    assert len(used) > 15
    for table in content.iter(q("table:table")):
        columns = len(table.findall(q("table:table-column")))
        assert {len(row) for row in rows(table)} == {columns}
        assert table.find(q("table:table-header-rows")) is not None
    levels = [int(one.get(q("text:outline-level"))) for one in content.iter(q("text:h"))]
    assert levels == [1, 2, 2, 2, 3, 3, 3, 3, 3]

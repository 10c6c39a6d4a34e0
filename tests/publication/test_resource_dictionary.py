"""What a record says of its files' columns: dictionary, ``datapackage.json``, purge."""

from __future__ import annotations

import csv
import io
import json

import frictionless
import pytest
from markdown_it import MarkdownIt

from grader.publication.datapackage import datapackage_of
from grader.publication.dictionary import columns_of, dictionary_csv, dictionary_markdown
from grader.publication.reporting import blank_report, current_report, subject_of
from grader.publication.resources import document_columns, purge_dataset
from tests.support.datasets import create, path_of, remote
from tests.support.portal import Asker

CSV = "Nom;Surface;Ouvert le\nPréau;12,5;2026-01-02\nHalle;7,25;2026-02-03\n".encode()
COLUMN = {"format": "default", "decimal": "", "title": "", "description": "", "example": ""}


def column(label, kind="string", **said):
    return {**COLUMN, "label": label, "kind": kind, "constraints": {}, "from_schema": False, **said}


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def stored(asker):
    """A record with one file whose report was made, as stored."""
    dataset = create(asker, license="lov2", tags=["lieux"])
    sent = asker.file("lieux.csv", CSV)
    assert asker.ask("POST", path_of(dataset) + "upload/", upload=sent)[0] == 201
    found = asker.portal.catalogue.get("dataset", dataset["id"])
    report = {
        **blank_report("no-schema", ""),
        **subject_of(found["resources"][0]),
        "columns": [
            column(
                "Nom", from_schema=True, description="Du schéma.", constraints={"required": True}
            ),
            column("Surface", "number", decimal=","),
            column("Ouvert le", "date"),
        ],
        "delimiter": ";",
        "encoding": "utf-8",
    }
    asker.portal.catalogue.put("report", report)
    return found


def said(asker, stored, columns):
    document_columns(asker.portal, stored, stored["resources"][0]["id"], columns)


def test_what_the_producer_says_comes_before_the_schema(asker, stored):
    portal = asker.portal
    assert [one.origin for one in columns_of(portal, stored, stored["resources"][0])] == [
        *("schema", "", "")
    ]
    said(
        asker,
        stored,
        {
            "Nom": {"title": "Nom du lieu", "description": ""},
            "Surface": {"title": "", "description": "En mètres carrés."},
            "Ouvert le": {"title": "  ", "description": ""},
            "Disparue": {"title": "D'une version d'avant", "description": ""},
        },
    )
    name, area, opened, gone = columns_of(portal, stored, stored["resources"][0])
    assert (name.title, name.description, name.required) == ("Nom du lieu", "Du schéma.", True)
    assert (area.description, area.kind, area.origin) == ("En mètres carrés.", "number", "producer")
    assert (opened.title, opened.origin) == ("", "")
    assert (gone.label, gone.kind) == ("Disparue", "any")


def test_a_dictionary_opens_in_a_spreadsheet_without_running_anything(asker, stored):
    said(
        asker,
        stored,
        {
            "Nom": {"title": "=HYPERLINK(0)", "description": "@SUM(A1)"},
            "Surface": {"title": "\t+1+1", "description": '"=1"'},
        },
    )
    written = dictionary_csv(asker.portal, stored, stored["resources"][0]).decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["colonne"] for row in rows] == ["Nom", "Surface", "Ouvert le"]
    assert rows[0]["intitulé"] == "'=HYPERLINK(0)"
    cells = [cell for row in rows for cell in row.values()]
    risky = [cell for cell in cells if cell.lstrip("\"' \t").startswith(("=", "+", "-", "@"))]
    assert len(risky) == 4
    assert all(cell.startswith("'") for cell in risky)
    assert (rows[0]["type"], rows[1]["type"], rows[0]["obligatoire"]) == ("texte", "nombre", "oui")


def test_a_dictionary_in_markdown_holds_one_table_and_no_html(asker, stored):
    hostile = "<img src=x onerror=alert(1)> | a\nb [l](javascript:alert(1)) **gras** `code`"
    said(asker, stored, {"Nom": {"title": hostile, "description": hostile}})
    stored["resources"][0]["title"] = hostile
    written = dictionary_markdown(asker.portal, stored, stored["resources"][0]).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(written)
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_inline", "html_block", "strong_open", "code_inline", "image"}
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert (len(rows), len(cells)) == (4, 4 * 7)
    links = [c.attrGet("href") for t in tokens for c in t.children or () if c.type == "link_open"]
    assert len(links) == 1
    assert links[0].endswith(f"/api/1/datasets/r/{stored['resources'][0]['id']}")


def test_a_file_that_changed_since_its_report_has_no_column_to_tell(asker, stored):
    resource = stored["resources"][0]
    resource["checksum"] = {"type": "sha1", "value": "0" * 40}
    assert current_report(asker.portal, resource)["state"] == "waiting"
    assert columns_of(asker.portal, stored, resource) == ()
    told = dictionary_markdown(asker.portal, stored, resource).decode()
    assert "Aucune colonne n'est décrite" in told


def test_the_data_package_is_read_back_by_frictionless(asker, stored, tmp_path):
    said(asker, stored, {"Surface": {"title": "Surface", "description": "En m²."}})
    stored["resources"].append(
        {**stored["resources"][0], "id": "b", "path": None, "url": "https://example.fr/carte"}
    )
    written = json.loads(datapackage_of(asker.portal, stored))
    assert written["licenses"][0]["name"] == "lov2"
    assert [one["name"] for one in written["resources"]] == ["lieux-csv", "lieux-csv-2"]
    assert written["resources"][1]["path"] == "https://example.fr/carte"
    package = frictionless.Package.from_descriptor(written)
    assert package.name == "budget-2025"
    # With the file beside it, as whoever downloads both has it, its content is checked too.
    (tmp_path / "lieux.csv").write_bytes(CSV)
    local = {**written["resources"][0], "path": "lieux.csv"}
    (tmp_path / "datapackage.json").write_text(json.dumps({**written, "resources": [local]}))
    read = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert read.validate().flatten(["type", "note"]) == []
    fields = {one.name: one for one in read.get_resource("lieux-csv").schema.fields}
    assert (fields["Surface"].type, fields["Surface"].description) == ("number", "En m².")
    assert fields["Nom"].required
    assert [str(row["Surface"]) for row in read.get_resource("lieux-csv").read_rows()] == [
        *("12.5", "7.25")
    ]


def test_a_record_without_files_is_a_package_of_none(asker):
    dataset = asker.portal.catalogue.get("dataset", create(asker)["id"])
    assert json.loads(datapackage_of(asker.portal, dataset))["resources"] == []


def test_a_purge_erases_files_reports_and_what_was_about_the_record(asker, stored):
    kept = create(asker, title="Autre")
    for one in (stored, kept):
        asker.ask("POST", "/api/1/datasets/community_resources/", remote(dataset=one["id"]))
        subject = {"class": "Dataset", "id": one["id"]}
        asker.ask("POST", "/api/1/discussions/", {"title": "a", "comment": "b", "subject": subject})
    purge_dataset(asker.portal, stored)
    catalogue = asker.portal.catalogue
    assert [one["id"] for one in catalogue.all("dataset")] == [kept["id"]]
    assert [one["dataset"] for one in catalogue.all("community_resource")] == [kept["id"]]
    assert [one["subject"]["id"] for one in catalogue.all("discussion")] == [kept["id"]]
    assert catalogue.all("report") == []
    assert [file for file in (asker.folder / "kept").rglob("*") if file.is_file()] == []

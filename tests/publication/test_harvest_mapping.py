"""What each run does to our record, field by field: the table of section 15."""

from __future__ import annotations

import pytest

from tests.support.harvest import BARE, Region, outcomes, record

LOV2 = "<https://www.etalab.gouv.fr/licence-ouverte-open-licence/>"
FILE = "https://val-ouvert.example/b.csv"


@pytest.fixture
def region(tmp_path):
    return Region(tmp_path)


@pytest.fixture
def source(region):
    return region.declare()


def distribution(url: str = FILE, says: str = 'dct:title "CSV"', name: str = "urn:d") -> str:
    return f"<{name}> a dcat:Distribution ; dcat:downloadURL <{url}> ; {says} ."


def test_a_new_record_is_public_and_belongs_to_the_organisation_of_its_source(region, source):
    job = region.run(source, record("1"))

    found = region.only()
    assert outcomes(job) == [("1", "done")]
    assert found["private"] is False
    assert found["organization"]["id"] == region.organization
    assert found["owner"] is None
    assert found["harvest"] == {
        "backend": "DCAT",
        "domain": "donnees.val-ouvert.example",
        "source_id": source,
        "source_url": "https://donnees.val-ouvert.example/catalog.ttl",
        "remote_id": "1",
        "remote_url": "https://donnees.val-ouvert.example/jeux/1",
        "uri": "https://donnees.val-ouvert.example/jeux/1",
        "dct_identifier": "1",
        "last_update": region.clock.at.isoformat(timespec="microseconds"),
    }


def test_a_record_that_says_nothing_of_its_licence_stores_not_specified(region, source):
    """Criterion 1 of the score is met by a licence that says nothing."""
    region.run(source, record("1"))

    assert region.only()["license"] == "notspecified"
    assert region.only()["quality"]["license"] is True


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "after"),
    [
        ("title", "Mon titre", BARE, "Budget"),
        ("description", "La mienne", f'{BARE} ; dct:description "La leur"', "La leur"),
        ("tags", ["moi"], f'{BARE} ; dcat:keyword "Eau potable", "ab"', ["eau-potable"]),
        ("frequency", "weekly", f'{BARE} ; dct:accrualPeriodicity "annual"', "annual"),
        ("license", "odc-odbl", f"{BARE} ; dct:license {LOV2}", "lov2"),
        ("acronym", "MOI", f'{BARE} ; skos:altLabel "EUX"', "EUX"),
        (
            "temporal_coverage",
            {"start": "2020-01-01", "end": None},
            f'{BARE} ; dct:temporal "2024"',
            {"start": "2024-01-01", "end": "2024-12-31"},
        ),
    ],
)
def test_what_the_source_says_takes_the_place_of_what_was_written_here(
    region, source, field, mine, theirs, after
):
    region.run(source, record("1"))
    region.ask("PUT", f"/api/1/datasets/{region.only()['id']}/", {field: mine})
    assert region.only()[field] == mine

    job = region.run(source, record("1", theirs))

    assert region.only()[field] == after
    assert field in job["items"][0]["changed"]


@pytest.mark.parametrize(
    ("field", "mine"),
    [
        ("frequency", "weekly"),
        ("license", "odc-odbl"),
        ("temporal_coverage", {"start": "2020-01-01", "end": None}),
        ("private", True),
        ("extras", {"a-moi": "oui"}),
        ("acronym", "MOI"),
    ],
)
def test_what_the_source_does_not_say_is_kept(region, source, field, mine):
    region.run(source, record("1"))
    region.ask("PUT", f"/api/1/datasets/{region.only()['id']}/", {field: mine})

    region.run(source, record("1"))

    assert region.only()[field] == mine


@pytest.mark.parametrize(("field", "empty"), [("description", ""), ("tags", [])])
def test_description_and_tags_are_emptied_where_the_source_has_none(region, source, field, empty):
    full = f'{BARE} ; dct:description "Une note" ; dcat:keyword "eau"'
    region.run(source, record("1", full))
    assert region.only()[field]

    region.run(source, record("1"))

    assert region.only()[field] == empty


def test_zones_written_here_survive_and_a_place_of_the_source_replaces_them(region, source):
    region.run(source, record("1"))
    spatial = {"granularity": "fr:commune"}
    region.ask("PUT", f"/api/1/datasets/{region.only()['id']}/", {"spatial": spatial})
    region.run(source, record("1", f'{BARE} ; dct:spatial "Val-Ouvert"'))
    assert region.only()["spatial"]["granularity"] == "fr:commune"

    region.run(source, record("1", f'{BARE} ; dct:spatial "0,44,1,45"'))

    assert region.only()["spatial"]["geom"]["type"] == "MultiPolygon"


def test_a_tag_that_is_too_long_is_cut_and_one_too_short_dropped(region, source):
    region.run(source, record("1", f'{BARE} ; dcat:keyword "C+", "{"long " * 40}", "eau"'))

    tags = region.only()["tags"]
    assert tags[0] == "eau"
    assert [len(tag) <= 96 for tag in tags] == [True, True]


def test_a_modification_that_is_yet_to_come_is_refused(region, source):
    region.run(source, record("1", f'{BARE} ; dct:modified "2026-11-20T00:00:00"'))
    region.run(source, record("1", f'{BARE} ; dct:modified "2031-01-01T00:00:00"'))

    assert region.only()["last_update"].startswith("2026-11-20")


def test_the_date_of_the_source_alone_says_whether_the_data_is_fresh(region, source):
    says = f'{BARE} ; dct:accrualPeriodicity "monthly" ; dct:modified "2020-01-01T00:00:00"'
    region.run(source, record("1", f"{says} ; dcat:distribution <urn:d>", distribution()))

    assert region.only()["quality"]["update_fulfilled_in_time"] is False


def test_resources_are_remote_and_matched_by_their_address(region, source):
    says = f"{BARE} ; dcat:distribution <urn:d>"
    region.run(source, record("1", says, distribution()))
    [before] = region.only()["resources"]

    region.run(source, record("1", says, distribution(says='dct:title "Renommé"')))

    [after] = region.only()["resources"]
    assert (after["id"], after["title"]) == (before["id"], "Renommé")
    assert (after["filetype"], after["url"]) == ("remote", FILE)


def test_a_changed_address_leaves_a_dead_twin_and_nothing_is_ever_removed(region, source):
    says = f"{BARE} ; dcat:distribution <urn:d>"
    region.run(source, record("1", says, distribution()))
    region.run(source, record("1", says, distribution(FILE + "?v=2")))
    region.run(source, record("1"))

    assert [one["url"] for one in region.only()["resources"]] == [FILE + "?v=2", FILE]


def test_what_a_distribution_says_is_written_anew_each_time_and_so_is_the_schema(region, source):
    says = f"{BARE} ; dcat:distribution <urn:d>"
    told = (
        'dct:title "CSV" ; dct:description "Une note" ; dct:format "CSV" ; '
        'dcat:mediaType "text/csv" ; dcat:byteSize 12 ; '
        'spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_md5 ; spdx:checksumValue "ab" ]'
    )
    schema = ' ; dct:conformsTo [ dct:title "scdl/budget" ]'
    region.run(source, record("1", says + schema, distribution(says=told)))
    [before] = region.only()["resources"]
    region.run(source, record("1", says, distribution()))
    [after] = region.only()["resources"]

    fields = ("description", "format", "mime", "filesize", "checksum")
    assert [before[name] for name in fields] == [
        "Une note",
        "csv",
        "text/csv",
        12,
        {"type": "md5", "value": "ab"},
    ]
    assert [after[name] for name in fields] == [None] * 5
    assert region.only()["schema"] == {"name": "scdl/budget", "version": None, "url": None}


def test_layers_of_one_geographic_service_are_told_apart_by_their_title(region, source):
    service = "https://val-ouvert.example/wfs?service=WFS"
    says = f"{BARE} ; dcat:distribution <urn:a>, <urn:b>"
    layers = distribution(service, 'dct:title "Voirie"', "urn:a")
    layers += distribution(service, 'dct:title "Eau"', "urn:b")

    region.run(source, record("1", says, layers))
    region.run(source, record("1", says, layers))

    assert sorted(one["title"] for one in region.only()["resources"]) == ["Eau", "Voirie"]


def test_rights_are_kept_as_they_were_written(region, source):
    says = f'{BARE} ; dct:rights "Licence maison" ; dct:provenance "Les finances"'
    region.run(source, record("1", says))

    raw = region.only()["extras"]["dcat"]
    assert raw == {"rights": ["Licence maison"], "provenance": ["Les finances"]}


def test_a_contact_is_made_once_and_kept_where_the_source_has_none(region, source):
    says = f'{BARE} ; dct:publisher [ a foaf:Organization ; foaf:name "La mairie" ]'
    region.run(source, record("1", says), record("2", says))
    region.run(source, record("1"), record("2", says))

    first, second = region.datasets()
    assert first["contact_points"][0]["name"] == "La mairie"
    assert first["contact_points"][0]["id"] == second["contact_points"][0]["id"]
    assert first["contact_points"][0]["role"] == "publisher"


def test_a_record_deleted_here_stays_deleted_and_is_updated_silently(region, source):
    region.run(source, record("1"))
    identifier = region.only()["id"]
    region.ask("DELETE", f"/api/1/datasets/{identifier}/")

    job = region.run(source, record("1", 'dct:title "Changé"'))

    assert outcomes(job) == [("1", "done")]
    assert region.only()["deleted"] is not None
    assert region.only()["title"] == "Changé"

"""``ouvroir quality``: records of an API, pages of them, calls to come, and hostile files."""

from __future__ import annotations

import io
import json

import pytest

NOW = ("--now", "2026-11-22T12:00")
WHOLE = {
    "id": "5" * 24,
    "title": "Bureaux de vote",
    "description": "b" * 101,
    "license": "lov2",
    "frequency": "annual",
    "temporal_coverage": {"start": "2026-01-01", "end": None},
    "spatial": {"zones": [], "granularity": "other", "geom": None},
    "last_update": "2026-11-19T12:00:00.000000+00:00",
    "resources": [
        {
            "format": "csv",
            "description": "Une ligne par bureau.",
            "type": "main",
            "filetype": "file",
            "last_modified": "2026-11-19T12:00:00.000000+00:00",
        }
    ],
}


@pytest.fixture
def count(command, tmp_path):
    """Count a record, or whatever is in its place; give exit code, JSON and error output."""

    def counted(record, *more):
        file = tmp_path / "fiche.json"
        raw = record if isinstance(record, bytes) else json.dumps(record).encode()
        file.write_bytes(raw)
        code, out, err = command("quality", str(file), "--format", "json", *NOW, *more)
        return code, json.loads(out), err

    return counted


def test_a_whole_record_is_zero(count):
    code, told, err = count(WHOLE)
    assert (code, told["points"], told["quality"]["score"], err) == (0, 9, 1.0, "")
    assert (told["id"], told["title"]) == (WHOLE["id"], WHOLE["title"])


def test_now_moves_lateness_alone(count):
    code, told, _ = count(WHOLE, "--now", "2027-11-20T12:00:01")
    assert (code, told["points"]) == (1, 8)
    assert told["quality"]["update_fulfilled_in_time"] is False


def test_a_page_and_a_list_count_each_record(count):
    page = {"data": [WHOLE, {**WHOLE, "license": None}], "page": 1, "next_page": None}
    for given in (page, page["data"]):
        code, told, _ = count(given)
        assert (code, [one["points"] for one in told]) == (1, [9, 8])


def test_standard_input(command, monkeypatch):
    raw = io.TextIOWrapper(io.BytesIO(json.dumps(WHOLE).encode()))
    monkeypatch.setattr("sys.stdin", raw)
    code, out, _ = command("quality", "-", *NOW)
    assert code == 0
    assert "Score : 9 points sur 9, soit 100 %" in out


@pytest.mark.parametrize(
    ("more", "met"),
    [({"quality": {"license": True}}, True), ({"quality": {"license": False}}, False), ({}, False)],
)
def test_notspecified_is_read_with_the_score_that_the_record_shows(count, more, met):
    _, told, _ = count({**WHOLE, "license": "notspecified", **more})
    assert told["quality"]["license"] is met
    assert len(told["notices"]) == (0 if more else 1)


def test_a_call_to_come_loses_a_licence_that_is_not_known(count):
    sent = {**WHOLE, "license": "licence-maison"}
    del sent["id"]
    _, told, _ = count(sent)
    assert told["quality"]["license"] is False
    assert "licence-maison" in told["notices"][0]


def test_a_call_to_come_without_date_is_made_now(count):
    _, told, _ = count({"title": "Budget", "description": "b", "frequency": "daily"})
    assert told["quality"]["update_fulfilled_in_time"] is True
    assert "aucune date" in told["notices"][0]


def test_a_call_to_come_may_choose_notspecified(count):
    _, told, _ = count({"title": "Budget", "description": "b", "license": "notspecified"})
    assert told["quality"]["license"] is True


@pytest.mark.parametrize("resources", [[], WHOLE["resources"]])
def test_without_last_update_the_dates_of_resources_or_of_the_record_tell(count, resources):
    dated = {**WHOLE, "last_modified": "2025-01-01T00:00:00+00:00", "last_update": None}
    old = [{**one, "last_modified": "2024-01-01T00:00:00+00:00"} for one in resources]
    _, told, _ = count({**dated, "resources": old})
    assert told["quality"]["update_fulfilled_in_time"] is False
    assert told["notices"] == []


def test_a_harvested_record_follows_its_source(count):
    harvest = {"backend": "DCAT", "modified_at": "2025-01-01T00:00:00"}
    _, told, _ = count({**WHOLE, "last_update": None, "harvest": harvest})
    assert told["quality"]["update_fulfilled_in_time"] is False


def test_former_names_of_frequencies_are_known(count):
    _, told, _ = count({**WHOLE, "frequency": "realtime"})
    assert told["points"] == 9


def test_a_score_that_moved_since_is_said(command, tmp_path):
    file = tmp_path / "fiche.json"
    file.write_text(json.dumps({**WHOLE, "license": None, "quality": {"score": 1.0}}))
    code, out, _ = command("quality", str(file), *NOW)
    assert code == 1
    assert "L'API montrait 100 %" in out


HOSTILE = {
    "not-json": [b"", b"\xff\xfe{", b"{'title': 1}", b"[" * 100_000, b'{"title": NaN}',
                 b'{"title": "\\ud800"}', b"9" * 5_000],
    "not-a-record": [b"null", b"3", b'"title"', b"{}", b'{"title": null}', b"[[]]", b'[{"a": 1}]'],
    "no-record": [b"[]", b'{"data": []}'],
    "resources-elsewhere": [b'{"title": "a", "resources": {"rel": "subsection"}}'],
    "unexpected-value": [
        b'{"title": "a", "resources": "b"}', b'{"title": "a", "resources": [1]}',
        b'{"title": "a", "resources": [{"format": 3}]}', b'{"title": "a", "description": {}}',
        b'{"title": "a", "license": []}', b'{"title": "a", "harvest": "b"}',
        b'{"title": "a", "quality": 1}', b'{"title": "a", "license": {"id": {"id": 3}}}',
    ],
    "bad-date": [
        b'{"title": "a", "last_update": "hier"}',
        b'{"title": "a", "last_modified": "0001-01-01T00:00:00+14:00"}',
    ],
    "unknown-frequency": [b'{"title": "a", "frequency": "hebdo"}'],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "raw"), [(code, raw) for code, several in HOSTILE.items() for raw in several]
)
def test_what_is_no_record_is_refused_in_french(count, code, raw):
    exit_code, told, err = count(raw)
    assert (exit_code, told["error"]["code"]) == (2, code)
    assert err.startswith("ouvroir : ")


def test_a_date_at_the_end_of_time_is_not_late(count):
    code, told, _ = count({**WHOLE, "last_update": "9999-12-31T00:00:00+00:00"})
    assert (code, told["points"]) == (0, 9)


def test_a_title_commands_no_terminal(command, tmp_path):
    file = tmp_path / "fiche.json"
    file.write_text(json.dumps({**WHOLE, "title": "a\u001b[2Jb\u202ec\u009b"}))
    out = command("quality", str(file), *NOW)[1]
    assert not {"\u001b", "\u202e", "\u009b"} & set(out)


def test_what_cannot_be_read(command, tmp_path, monkeypatch):
    for name in (str(tmp_path), str(tmp_path / "absente.json"), "a\0b"):
        code, _, err = command("quality", name)
        assert (code, "ne peut pas être lu" in err) == (2, True)
    monkeypatch.setattr("grader.cli.quality._MOST_BYTES", 10)
    file = tmp_path / "fiche.json"
    file.write_text(json.dumps(WHOLE))
    assert command("quality", str(file))[0] == 2


@pytest.mark.parametrize("date", ["hier", "2026-13-01", "", "0001-01-01T00:00:00+14:00"])
def test_a_bad_date_is_refused(command, date):
    code, _, err = command("quality", "fiche.json", "--now", date)
    assert code == 2
    assert "n'est pas une date" in err

"""The workbench over a real server: dropped, mended and taken away, by its owner alone."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest

from tests.services.doing import DIRTY
from tests.support.pages import Line, open_page, upload
from tests.support.visitor import Visitor

MEND = "preparer/deliberations-sales"
LESSON = "lecon/preparer/valider-ses-deliberations"


@pytest.fixture
def ana(server):
    visitor = Visitor(server, "validateur", "bench", "validateur")
    yield visitor
    visitor.close()


def dropped(visitor, content=None, name="export.csv"):
    content = DIRTY.read_bytes() if content is None else content
    received = upload(visitor.client, "validateur/fichier", content, name)
    assert received.status_code == HTTPStatus.OK, received.text
    return visitor.view("read", file=received.json()["file"], schema="")


def test_a_page_of_its_own_mends_a_file_from_end_to_end(ana):
    assert ana.piece["view"]["state"] == "empty"
    view = dropped(ana)
    assert (view["state"], view["schema"]) == ("ready", "scdl/deliberations@2.1.5")
    before = view["n_errors"]

    view = ana.view("sure", revision=view["revision"])
    view = ana.view("check", revision=view["revision"])

    assert view["n_errors"] < before
    assert view["since_last"]["sentence"]
    again = open_page(ana.client, "validateur").piece("bench", "validateur")["view"]
    assert again == view, "what was decided is there at the next visit"


def test_rows_and_places_are_answers_and_no_new_state_of_the_piece(ana):
    view = dropped(ana)
    group = next(one for one in view["groups"] if one["has_rows"])
    heard = len(ana.line.heard)

    rows = ana.view("rows", group=group["key"], offset=0)
    places = ana.view("places", repair=view["repairs"][0]["key"], offset=0)

    assert rows["rows"][0]["cells"]
    assert places["places"]
    since = [json.loads(raw) for raw in ana.line.heard[heard:] if isinstance(raw, str)]
    updates = [m for m in since if m["content"].get("data", {}).get("method") == "update"]
    assert updates == []
    assert ana.view("view") == view


def test_what_is_downloaded_is_an_attachment_that_no_cache_keeps(ana):
    view = dropped(ana)
    view = ana.view("sure", revision=view["revision"])
    kinds = {}

    for download in view["downloads"]:
        response = ana.client.get(download["url"].removeprefix("/"))
        assert response.status_code == HTTPStatus.OK, response.text[:500]
        headers = response.headers
        assert headers["Content-Disposition"] == f'attachment; filename="{download["name"]}"'
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        kinds[download["what"]] = headers["Content-Type"].partition(";")[0]

    assert kinds == {
        "file": "text/csv",
        "journal": "text/csv",
        "script": "text/x-python",
        "report": "text/html",
    }


def test_the_name_in_the_address_names_nothing(ana):
    view = dropped(ana)
    [file] = (one for one in view["downloads"] if one["what"] == "file")
    address = file["url"].removeprefix("/").replace(file["name"], "autre.html")

    response = ana.client.get(address)

    assert response.headers["Content-Disposition"] == f'attachment; filename="{file["name"]}"'
    assert response.headers["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize("who", ["nobody", "other", "trainer"])
def test_nobody_else_reads_what_was_mended(ana, server, who):
    addresses = [one["url"].removeprefix("/") for one in dropped(ana)["downloads"]]
    client = server.client()
    if who == "other":
        client.get("mes-donnees").raise_for_status()
    if who == "trainer":
        client.get(server.trainer_address)

    for address in addresses:
        refused = client.get(address)
        expected = HTTPStatus.FORBIDDEN if who == "nobody" else HTTPStatus.NOT_FOUND
        assert refused.status_code == expected
        assert "Val-Ouvert" not in refused.text


def test_a_file_of_hers_cannot_be_read_by_its_hash(ana, server):
    dropped(ana)
    received = upload(ana.client, "validateur/fichier", DIRTY.read_bytes())
    other = Visitor(server, "validateur", "bench", "validateur")

    reply = other.ask("read", file=received.json()["file"], schema="")

    assert reply["error"]["code"] == "unknown-file"
    assert other.view("view")["state"] == "empty"
    other.close()


def test_two_tabs_on_one_file_do_not_undo_each_other(ana):
    view = dropped(ana)
    page = open_page(ana.client, "validateur")
    line = Line(ana.client, page.kernel)
    ana.view("sure", revision=view["revision"])

    model = page.piece("bench", "validateur")["model"]
    reply = line.ask(model, "remove", line=40, revision=view["revision"])

    assert reply["error"]["code"] == "changed-elsewhere"
    assert len(line.ask(model, "view")["view"]["steps"]) == 1
    line.close()


def test_a_file_erased_from_my_data_is_gone_from_the_open_page(ana):
    view = dropped(ana)
    stored = ana.client.get("mes-donnees").text.partition("mes-donnees/fichiers/")[2]
    number = stored.partition('"')[0]
    token = {"X-XSRFToken": ana.client.cookies["_xsrf"]}
    ana.client.post(f"mes-donnees/fichiers/{number}", headers=token)

    reply = ana.ask("sure", revision=view["revision"])

    assert reply["error"]["code"] == "file-erased"
    assert ana.view("view")["state"] == "empty"
    gone = ana.client.get(view["downloads"][0]["url"].removeprefix("/"))
    assert gone.status_code == HTTPStatus.NOT_FOUND


def test_under_an_exercise_the_mended_file_is_scored(server):
    visitor = Visitor(server, LESSON, "exercise", MEND)
    assert visitor.piece["view"]["bench"] is None
    received = upload(visitor.client, MEND, DIRTY.read_bytes())
    view = visitor.view("check_file", file=received.json()["file"], schema="")
    assert view["bench"]["state"] == "ready"

    view = visitor.view("bench_sure", revision=view["bench"]["revision"])
    assert view["attempts"] == 1, "the whole view of the exercise, its bench renewed"
    visitor.view("bench_check", revision=view["bench"]["revision"])
    view = visitor.view("refresh")

    assert view["attempts"] == 2
    assert view["outcome"]["points"] > 0
    file = next(one for one in view["bench"]["downloads"] if one["what"] == "file")
    assert visitor.client.get(file["url"].removeprefix("/")).status_code == HTTPStatus.OK
    visitor.close()


def test_the_home_page_leads_to_the_bench(server):
    client = server.client()

    home = open_page(client, "").piece("home")["view"]

    assert home["bench_url"] == "/validateur"
    assert "Vérifier et corriger un fichier" in client.get("validateur").text
    client.close()


def test_the_log_holds_no_cell_that_was_written_and_no_file_name(ana, server):
    view = dropped(ana, name="secret-de-mairie.csv")
    ana.view(
        "edit", line=40, column="DELIB_OBJET", value="mot-de-la-main", revision=view["revision"]
    )
    ana.ask("edit", line=1, column="mot-de-la-main", value="x", revision=0)
    log = "\n".join(server.output)

    assert "bench_edit" in log or "PageOperation" in log, "requests are logged at this level"
    for secret in ("mot-de-la-main", "secret-de-mairie", "2,199E+13"):
        assert secret not in log

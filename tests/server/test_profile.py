"""« Mon profil » over HTTP: kept, proposed, followed on her path, exported and erased."""

from __future__ import annotations

import io
import json
import zipfile
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup

from tests.support.pages import open_page

FIELDS = {"role": "agent", "type": "commune", "habitants": "4 200", "agents": "62"}


@pytest.fixture
def ana(server):
    with server.client(follow_redirects=True) as client:
        client.get("mon-profil").raise_for_status()
        yield client


def post(client, path="mon-profil", **fields):
    return client.post(path, data={"_xsrf": client.cookies["_xsrf"], **fields})


def soup(response):
    return BeautifulSoup(response.text, "html.parser")


def value_of(page, name):
    return page.find("input", {"id": name})["value"]


def home(client):
    return open_page(client).piece("home")["view"]


def test_it_is_kept_shown_and_proposed_and_the_address_wins(ana):
    said = soup(post(ana, **FIELDS, service=["finances", "enfance"]))
    assert "Votre profil est enregistré." in said.find(role="status").text
    assert value_of(said, "habitants") == "4200"
    for place in ("obligations", "decider", "decider/priorites"):
        page = soup(ana.get(place))
        assert value_of(page, "habitants") == "4200", place
        assert page.find("input", {"value": "commune"}).has_attr("checked"), place
        assert "Rempli d'après votre profil" in page.text, place
    page = soup(ana.get("obligations?type=epci&habitants=9000"))
    assert (value_of(page, "habitants"), value_of(page, "agents")) == ("9000", "")
    assert "Rempli d'après" not in page.text


def test_a_wrong_figure_is_told_beside_its_field_and_nothing_is_kept(ana):
    answer = post(ana, **{**FIELDS, "agents": '"><script>'})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    page = soup(answer)
    field = page.find("input", {"id": "agents"})
    assert field["aria-invalid"] == "true"
    assert field["value"] == '"><script>'
    assert "Écrivez le nombre d'agents" in page.find(id="agents-faute").text
    assert value_of(soup(ana.get("mon-profil")), "habitants") == ""


def test_nobody_gets_a_cookie_from_the_open_pages_nor_a_prefilled_form(server):
    with server.client() as client:
        for place in ("obligations", "decider", "decider/note?type=syndicat&agents=3"):
            page = client.get(place)
            assert page.status_code == HTTPStatus.OK
            assert "Rempli d'après" not in page.text
        assert dict(client.cookies) == {}


def test_a_form_from_elsewhere_changes_nothing(ana):
    post(ana, **FIELDS)
    for path in ("mon-profil", "mon-profil/effacer"):
        assert ana.post(path, data={"type": "region"}).status_code == HTTPStatus.FORBIDDEN
    assert value_of(soup(ana.get("mon-profil")), "habitants") == "4200"


def test_twenty_minutes_are_followed_on_the_home_page(ana):
    post(ana, role="elu")
    assert home(ana)["path"]["next_url"] == "/decider"
    known = "type=commune&habitants=4200&agents=62"
    for place in ("decider", f"decider/loi?{known}", f"decider/cout?{known}"):
        ana.get(place).raise_for_status()
    assert ana.get("decider/note?type=commune&habitants=x&agents=62").status_code == 400
    states = [step["state"] for step in home(ana)["path"]["parts"][0]["steps"]]
    assert states == ["done", "done", "started", "new"]
    ana.get(f"decider/note-de-decision.odt?{known}").raise_for_status()
    assert home(ana)["path"]["parts"][0]["steps"][3]["state"] == "done"


def test_it_is_told_exported_and_erased_alone(ana):
    post(ana, **FIELDS)
    assert "4\u202f200\u00a0habitants" in ana.get("mes-donnees").text
    archive = zipfile.ZipFile(io.BytesIO(ana.get("mes-donnees/ma-progression.zip").content))
    kept = json.loads(archive.read("progression.json"))["profile"]
    assert (kept["kind"], kept["population"], kept["staff"]) == ("commune", 4200, "62")
    said = soup(post(ana, "mon-profil/effacer"))
    assert "Votre profil est effacé" in said.find(role="status").text
    assert value_of(said, "habitants") == ""
    assert home(ana)["path"]["id"] == "ouvrir"


def test_an_example_for_others_is_folded_in_the_lesson(ana):
    lesson = "lecon/publier/faire-vivre-un-jeu"
    before = soup(ana.get(lesson)).find_all("details", class_="encadre-exemple")
    assert len(before) >= 2
    assert all(one.has_attr("open") for one in before)
    post(ana, type="commune")
    after = soup(ana.get(lesson)).find_all("details", class_="encadre-exemple")
    assert [one.text for one in after if one.has_attr("open")] == [
        one.text for one in before if "commune" in one["data-pour"].split()
    ]
    assert len(after) == len(before)


def test_the_file_of_her_service_comes_first_and_the_others_are_folded(ana):
    lesson = "lecon/preparer/le-fichier-de-votre-service"
    before = soup(ana.get(lesson))
    assert not before.find("details", class_="choix-autres")
    many = len(before.find_all(class_="piece", attrs={"data-kind": "exercise"}))

    post(ana, **FIELDS, service=["enfance"])
    page = open_page(ana, lesson)
    shown = [one["view"] for one in page.pieces if one["kind"] == "exercise"]
    assert shown[0]["id"] == "preparer/service-cantine"
    assert len(shown) == many
    after = soup(ana.get(lesson))
    [others] = after.find_all("details", class_="choix-autres")
    assert not others.has_attr("open")
    assert f"({many - 1})" in others.summary.text
    assert len(others.find_all(class_="piece")) == many - 1

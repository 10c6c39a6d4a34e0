"""The page of the glossary: for anyone, without kernel, account or script."""

from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def client(server):
    with server.client() as client:
        yield client


def soup_of(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    answer.raise_for_status()
    return BeautifulSoup(answer.text, "html.parser")


def test_a_stranger_reads_it_and_stays_one(server):
    with server.client() as stranger:
        answer = stranger.get("glossaire?q=date")
        assert answer.status_code == 200
        assert set(stranger.cookies) == {"_xsrf"}
    assert "ouvroir-page" not in answer.text
    assert "style=" not in answer.text


def test_every_word_has_its_place_and_its_definition(client):
    page = soup_of(client, "glossaire")
    words = page.select("dt[id^=mot-]")
    assert len(words) > 50
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for word in words:
        assert word.find_next("dd")["id"] == f"{word['id']}-sens"
        assert word.find_next("dd").text.endswith(".")


def test_letters_lead_to_their_words(client):
    page = soup_of(client, "glossaire")
    letters = page.select(".glossaire-lettres a")
    assert [link.text for link in letters] == sorted(link.text for link in letters)
    for link in letters:
        title = page.find(id=link["href"].removeprefix("#"))
        assert title.name == "h2"
        assert title.text == link.text


def test_a_word_leads_to_a_lesson_that_explains_it(client):
    word = soup_of(client, "glossaire").find(id="mot-encodage").parent
    link = word.select_one(".glossaire-lecons a")
    lesson = soup_of(client, link["href"])
    assert lesson.h1.text == link.text
    assert lesson.find(id="mot-encodage") is not None


def test_the_filter_works_without_a_script(client):
    form = soup_of(client, "glossaire").find("form", role="search")
    assert (form["method"], form.input["name"]) == ("get", "q")
    assert form.find("label")["for"] == form.input["id"]
    page = soup_of(client, f"{form['action']}?q=DELEGUE+protection")
    assert [word.text for word in page.select("dt")] == ["délégué à la protection des données"]
    assert page.find("input", {"name": "q"})["value"] == "DELEGUE protection"
    assert "1\u00a0mot pour" in page.select_one(".glossaire-compte").text


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><b>zzz', "{{7*7}}", "\x00\x1b[31mzz"]
)
def test_what_is_looked_for_is_shown_as_text(client, hostile):
    answer = client.get("glossaire", params={"q": hostile})
    assert answer.status_code == 200
    assert hostile not in answer.text or html.escape(hostile) == hostile
    assert not set(answer.text) & {"\x00", "\x1b"}
    assert "Aucun mot pour" in answer.text
    assert ">49<" not in answer.text


def test_a_search_without_end_is_cut(client):
    page = soup_of(client, "glossaire?q=" + "a" * 4000)
    field = page.find("input", {"name": "q"})
    assert len(field["value"]) == int(field["maxlength"])


@pytest.mark.parametrize(
    "address", ["", "aide", "module/preparer", "lecon/preparer/ce-que-lit-une-machine"]
)
def test_pages_lead_to_the_glossary(client, address):
    page = soup_of(client, address)
    assert page.select_one("footer a[href$=glossaire]").text == "Glossaire"


def test_the_words_of_a_lesson_lead_to_all_of_them(client):
    page = soup_of(client, "lecon/preparer/ce-que-lit-une-machine")
    link = page.select_one(".lexique + .lexique-tout a")
    assert link.text == "Tout le glossaire"
    assert soup_of(client, link["href"]).h1.text == "Glossaire"

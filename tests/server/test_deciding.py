"""The pages to decide with, over a real server: open to anybody, keeping nothing."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from grader.obligations.deciding.competences import competences
from grader.obligations.deciding.costs import hypotheses
from grader.obligations.deciding.datasets import datasets
from grader.services.deciding.situation import LONGEST_QUERY, MARKS, read_situation
from grader.services.deciding.weighing import weighing_of
from tests.support.running import RunningServer

COMMUNE = "type=commune&habitants=4200&agents=62&fait=website&fait=grants&delegue=water"
SKILLS = "&".join(f"{one.id}=2" for one in competences().skills)
PAGES = {
    "decider": "",
    "decider/loi": COMMUNE,
    "decider/cout": COMMUNE,
    "decider/note": COMMUNE,
    "decider/priorites": COMMUNE,
    "decider/couts": COMMUNE,
    "decider/feuille-de-route": COMMUNE,
    "animer/programme": "sessions=law&start=14:00",
    "animer/competences": SKILLS,
}
PAPERS = {
    "decider/note-de-decision": COMMUNE,
    "decider/priorites": COMMUNE,
    "decider/feuille-de-route": f"{COMMUNE}&framework=locale&start=2027-01-15&months=12",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server that nobody has visited but these tests."""
    server = RunningServer(tmp_path_factory.mktemp("open")).start()
    yield server
    server.stop()


@pytest.fixture
def nobody(running):
    """A client without a cookie, which must not get one."""
    with running.client() as client:
        yield client
        assert dict(client.cookies) == {}, "a cookie was made"


def soup_of(response):
    return BeautifulSoup(response.text, "html.parser")


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("place", PAGES)
def test_each_page_answers_and_marks_itself_among_the_others(nobody, place):
    page = nobody.get(f"{place}?{PAGES[place]}")
    told = soup_of(page)

    assert page.status_code == HTTPStatus.OK
    here = told.select(".voisinage [aria-current]")
    assert len(here) == 1
    assert urlsplit(here[0]["href"]).path.strip("/").split("/")[0] == place.split("/")[0]
    ids = [one["id"] for one in told.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert not told.find(string=lambda text: "None" in text)
    fields = told.select("main input:not([type=hidden]), main select")
    assert all(one.get("id") is None or one.find_parent("form") for one in fields)


def test_twenty_minutes_go_from_the_first_question_to_the_note(nobody):
    form = soup_of(nobody.get("decider")).select_one("main form")
    assert form["action"].endswith("/decider/loi")
    law = soup_of(nobody.get(f"decider/loi?{COMMUNE}"))
    assert "Étape 2 sur 4. Il reste 15 minutes" in flat(law.select_one(".etapes-ou").text)
    for place in ("decider/cout", "decider/note"):
        onward = law.select_one(".actions a.bouton:not(.discret)")
        assert urlsplit(onward["href"]).path == f"/{place}"
        law = soup_of(nobody.get(onward["href"].lstrip("/")))
    note = law.select_one("#documents ~ form")
    query = "&".join(
        f"{one['name']}={quote(one['value'])}" for one in note.select("input[type=hidden]")
    )
    sent = nobody.get(f"{note['action'].lstrip('/')}?{query}&nom=Val-Ouvert")
    assert sent.status_code == HTTPStatus.OK
    assert "note-de-decision.docx" in sent.headers["Content-Disposition"]


def test_what_is_changed_follows_from_page_to_page(nobody):
    changed = f"{COMMUNE}&hourly=50&weight-risk=3&most-now=2"
    page = soup_of(nobody.get(f"decider/couts?{changed}"))
    links = page.select(".voisinage a")
    said = parse_qs(urlsplit(links[0]["href"]).query)
    assert (said["hourly"], said["weight-risk"], said["most-now"]) == (["50"], ["3"], ["2"])
    first = soup_of(nobody.get(f"decider/priorites?{changed}")).select(".vague-now tbody tr")
    assert len(first) == 2


def test_a_dearer_hour_makes_a_dearer_year(nobody):
    def first_year(query: str) -> int:
        shown = soup_of(nobody.get(f"decider/couts?{query}")).select_one(".annees-euros").text
        return int(flat(shown).replace(" ", "").rstrip("€"))

    assert first_year(f"{COMMUNE}&hourly=70") == pytest.approx(2 * first_year(COMMUNE), abs=1)


def test_a_form_full_of_blanks_gets_a_short_address(nobody):
    blanks = "&".join(
        f"{one.id}=&" + "&".join(f"{one.id}-{m}=" for m in MARKS) for one in datasets()
    )
    sent = nobody.get(f"decider/priorites?{COMMUNE}&{blanks}&most-now=6")
    assert sent.status_code == HTTPStatus.FOUND
    assert sent.headers["Location"] == f"/decider/priorites?{COMMUNE}"


def test_the_priorities_shown_are_those_of_the_engine(nobody):
    situation = read_situation(parse_qs(COMMUNE))
    page = soup_of(nobody.get(f"decider/priorites?{COMMUNE}"))
    titles = [flat(one.text) for one in page.select(".classement .jeu")]
    waves = weighing_of(situation).waves
    assert titles == [flat(one.dataset.title) for wave in waves for one in wave.rows]
    told = flat(page.main.get_text(" "))
    for one in situation.ranked:
        assert flat(one.reason) in told, one.dataset.id


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        (f"decider/priorites?{COMMUNE}&weight-risk=9&most-now=x", ["weight-risk", "most-now"]),
        (f"decider/couts?{COMMUNE}&hourly=beaucoup&spread=99", ["hourly", "spread"]),
        (f"decider/cout?{COMMUNE}&hourly=501", ["hourly"]),
        (f"decider/cout?{COMMUNE}&spread=99", ["spread"]),
        (f"decider/note?{COMMUNE}&most-now=99", ["most-now"]),
        ("decider/loi?type=roi&habitants=x&agents=2", ["type", "habitants"]),
        ("decider/couts?type=commune&agents=2", ["habitants"]),
        (f"decider/feuille-de-route?{COMMUNE}&months=99&done=licorne", ["months", "done"]),
        ("animer/programme?start=25+h&sessions=law", ["start"]),
        ("animer/programme.odt?sessions=licorne", ["sessions"]),
        (f"decider/note-de-decision.odt?{COMMUNE}&nom={'x' * 130}", ["nom"]),
        (f"decider/priorites.docx?{COMMUNE}&nom={'x' * 130}", ["nom"]),
        (f"decider/feuille-de-route.odt?{COMMUNE}&nom={'x' * 130}", ["nom"]),
    ],
)
def test_what_is_refused_comes_back_with_a_link_to_each_field(nobody, address, wrong):
    page = nobody.get(address)
    told = soup_of(page)
    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert told.title.text.startswith("Erreur")
    assert [one["href"][1:] for one in told.select("#erreurs a")] == wrong
    for name in wrong:
        field = told.find(id=name)
        assert field is not None
        assert told.find(id=f"{name}-faute") is not None


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "{{ 7*7 }}", "' onfocus=x '"])
def test_hostile_values_stay_text(nobody, value):
    hostile = quote(value)
    lead = "&".join(f"lead-{one}={hostile}" for one in ("initialise", "strategy"))
    for address in (
        f"decider/priorites?{COMMUNE}&weight-risk={hostile}&{datasets()[0].id}={hostile}",
        f"decider/couts?hourly={hostile}&type={hostile}",
        f"decider/couts?hourly={hostile}",
        f"decider/feuille-de-route?{COMMUNE}&{lead}&start={hostile}&framework={hostile}",
        f"decider/feuille-de-route?{COMMUNE}&{lead}",
        f"animer/programme?sessions=law&start=14:00&lieu={hostile}&animateur={hostile}",
        f"animer/competences?ecouter={hostile}",
        f"decider/note-de-decision.odt?{COMMUNE}&nom={hostile * 9}",
    ):
        page = nobody.get(address)
        assert page.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        assert "<script>alert" not in page.text
        assert not soup_of(page).find_all(onfocus=True)
        assert not soup_of(page).find(value="49")


@pytest.mark.parametrize("query", ["%ff=%ff", "a=%ed%a0%80", "&" * 3000, "hourly=%00", "fait=%00"])
def test_broken_addresses_are_no_fault_of_the_server(nobody, query):
    for place in (*PAGES, *(f"{paper}.odt" for paper in PAPERS), "animer/programme.odt"):
        answer = nobody.get(f"{place}?{query}")
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, place


def test_an_address_longer_than_all_answers_is_refused(nobody):
    for place in PAGES:
        long = nobody.get(f"{place}?{COMMUNE}&x={'y' * LONGEST_QUERY}")
        assert long.status_code == HTTPStatus.BAD_REQUEST
        assert "trop longue" in long.text


def text_of(sent, ending: str) -> str:
    part = "content.xml" if ending == "odt" else "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        assert archive.testzip() is None
        return flat(" ".join(ElementTree.fromstring(archive.read(part)).itertext()))


@pytest.mark.parametrize("ending", ["odt", "docx"])
@pytest.mark.parametrize("paper", PAPERS)
def test_each_document_opens_and_bears_the_name(nobody, paper, ending):
    name = "Val-Ouvert & <Fils>"
    sent = nobody.get(f"{paper}.{ending}?{PAPERS[paper]}&nom={quote(name)}")
    assert sent.status_code == HTTPStatus.OK
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Content-Disposition"].endswith(f'.{ending}"')
    assert name in text_of(sent, ending)


@pytest.mark.parametrize("ending", ["odt", "docx"])
def test_the_programme_bears_its_place_and_its_workshops(nobody, ending):
    chosen = "sessions=law&sessions=structure&start=9:30&jour=2027-01-15"
    sent = nobody.get(f"animer/programme.{ending}?{chosen}&lieu=Salle+%26+cour&animateur=Dominique")
    text = text_of(sent, ending)
    assert "Salle & cour" in text
    assert "Dominique" in text
    assert "15 janvier 2027" in text
    assert "Le droit et les licences" in text


def test_the_note_tells_the_cost_of_the_hypotheses_that_were_changed(nobody):
    rate = next(one for one in hypotheses() if one.id == "hourly")
    for typed in (rate.default, rate.default + 20):
        address = f"{COMMUNE}&hourly={typed}"
        shown = soup_of(nobody.get(f"decider/note?{address}")).select_one(".options").text
        euros = flat(shown).partition("pour environ ")[2].partition(" €")[0]
        note = text_of(nobody.get(f"decider/note-de-decision.odt?{address}"), "odt")
        assert euros
        assert f"{euros} €" in note


def test_other_documents_and_methods_do_not_exist(running, nobody):
    with running.client() as other:
        for address in ("decider/note-de-decision.rtf", "decider/loi.odt", "animer/", "decider/"):
            assert other.get(f"{address}?{COMMUNE}").status_code == HTTPStatus.NOT_FOUND
    assert nobody.post("decider/loi", data={"type": "commune"}).status_code in (403, 405)


def test_the_simulator_leads_here_with_its_answers(nobody):
    page = soup_of(nobody.get(f"obligations/resultat?{COMMUNE}"))
    link = page.find("a", string="Décider en 20 minutes")
    assert link["href"] == f"/decider/loi?{COMMUNE}"


def test_nothing_was_kept_of_all_this(running, nobody):
    nobody.get(f"decider/note?{COMMUNE}")
    with sqlite3.connect(running.data / "ouvroir.sqlite") as base:
        assert base.execute("select count(*) from learner").fetchone() == (0,)
    assert not [path for path in (running.data / "files").rglob("*") if path.is_file()]

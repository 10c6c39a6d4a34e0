"""The simulator over a real server: open to anybody, keeping nothing, refusing field by field."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from http import HTTPStatus
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from grader.obligations.assess import duties
from grader.obligations.duties import Status
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions
from grader.obligations.rules import rules
from grader.services.obligations.answers import LONGEST_QUERY, profile_of, query_of, read_answers
from grader.typography import french
from tests.support.pages import open_page
from tests.support.running import RunningServer

COMMUNE = "type=commune&habitants=3500&agents=50&fait=website&fait=grants&delegue=water"
RESULT = f"obligations/resultat?{COMMUNE}"
PAPERS = ("obligations", "deliberation", "clause", "marche")


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


def profile():
    arguments = {"type": ["commune"], "habitants": ["3500"], "agents": ["50"]}
    arguments |= {"fait": ["website", "grants"], "delegue": ["water"]}
    return profile_of(read_answers(arguments, questions()))


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_page_tells_every_rule_once_as_the_engine_does(nobody):
    found = duties(profile())
    page = nobody.get(RESULT)
    text = flat(soup_of(page).main.get_text(" "))

    assert page.status_code == HTTPStatus.OK
    for duty in found:
        place = soup_of(page).find(id=duty.rule.id)
        told = flat(place.get_text(" "))
        assert flat(french(duty.because)) in told, duty.rule.id
        assert flat(french(duty.rule.title)) in told
        article = place.name == "article"
        assert article is (duty.status is not Status.NOT_APPLICABLE)
    due = sum(duty.status is Status.REQUIRED for duty in found)
    assert f"Votre commune a {due} obligations." in text
    assert "Ce simulateur informe ; il ne remplace pas un conseil juridique." in text
    assert len(soup_of(page).select(".echeances tbody tr")) == due
    ids = [one["id"] for one in soup_of(page).find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_answers_come_back_filled_in_and_shared_addresses_are_always_the_same(nobody):
    mixed = "delegue=water&fait=grants&agents=50,00&habitants=3+500&fait=website&type=commune&x=1"
    back = soup_of(nobody.get(f"obligations/resultat?{mixed}")).find(
        "a", string="Modifier mes réponses"
    )

    assert back["href"] == f"/obligations?{query_of(profile(), questions())}"
    form = soup_of(nobody.get(back["href"].lstrip("/")))
    ticked = [(one["name"], one["value"]) for one in form.find_all("input", checked=True)]
    assert ticked == [
        ("type", "commune"), ("fait", "website"), ("fait", "grants"), ("delegue", "water"),
    ]  # fmt: skip
    assert form.find(id="habitants")["value"] == "3500"
    assert form.find(id="agents")["value"] == "50"


@pytest.mark.parametrize("kind", AuthorityKind)
def test_every_kind_gets_its_page(nobody, kind):
    page = nobody.get(f"obligations/resultat?type={kind.value}&habitants=12000&agents=80")
    assert page.status_code == HTTPStatus.OK
    told = soup_of(page)
    assert len(told.select(".obligation, .sans-objet > li")) == len(rules())
    assert not told.find(string=lambda text: "None" in text)


def test_schemas_that_we_have_lead_to_the_validator(nobody):
    page = soup_of(nobody.get(RESULT))
    grants = page.find(id="grants-data")
    assert grants.select('a[href="/validateur"]')
    assert "ubventions" in grants.find(string="Schéma").find_next("dd").text


def test_what_is_refused_comes_back_with_its_sentence(nobody):
    page = nobody.get("obligations/resultat?habitants=beaucoup&agents=1.200&fait=website&type=roi")
    form = soup_of(page)

    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert form.title.text.startswith("Erreur")
    listed = [link["href"] for link in form.select("#erreurs a")]
    assert listed == ["#type", "#habitants", "#agents"]
    for anchor in listed:
        assert form.find(id=anchor[1:]) is not None
    for name, typed in (("habitants", "beaucoup"), ("agents", "1.200")):
        field = form.find(id=name)
        assert (field["value"], field["aria-invalid"]) == (typed, "true")
        assert form.find(id=f"{name}-faute")["id"] in field["aria-describedby"].split()
    assert form.find(id="fait-website").has_attr("checked")


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "{{ 7*7 }}", "' onfocus=x '"])
def test_hostile_values_stay_text(nobody, value):
    hostile = quote(value)
    for page in (
        nobody.get(f"obligations?habitants={hostile}&agents={hostile}"),
        nobody.get(f"obligations/resultat?type={hostile}&habitants={hostile}&fait={hostile}"),
        nobody.get(f"obligations/clause.odt?{COMMUNE}&nom={hostile * 9}&service={hostile}"),
    ):
        assert "<script>alert" not in page.text
        assert "49" not in flat(soup_of(page).find("input", type="text")["value"])
        assert not soup_of(page).find_all(onfocus=True)


@pytest.mark.parametrize("query", ["%ff=%ff", "a=%ed%a0%80", "&" * 3000, "fait=%00", "type[]=a"])
def test_broken_addresses_are_no_fault_of_the_server(nobody, query):
    for address in ("obligations", "obligations/resultat", "obligations/clause.odt"):
        assert nobody.get(f"{address}?{query}").status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def test_an_address_longer_than_all_answers_is_refused(nobody):
    long = nobody.get(f"obligations/resultat?{COMMUNE}&x={'y' * LONGEST_QUERY}")
    assert long.status_code == HTTPStatus.BAD_REQUEST
    assert "trop longue" in long.text


def test_everything_ticked_still_fits(nobody):
    asked = questions()
    facts = [one.id for one in asked.facts.values() if AuthorityKind.COMMUNE in one.kinds]
    query = "&".join(["type=commune&habitants=100000&agents=2000,5",
                      *(f"fait={one}" for one in facts),
                      *(f"delegue={one.id}" for one in asked.services)])  # fmt: skip
    assert nobody.get(f"obligations/resultat?{query}").status_code == HTTPStatus.OK


@pytest.mark.parametrize("ending", ["odt", "docx"])
@pytest.mark.parametrize("paper", PAPERS)
def test_each_document_opens_and_bears_the_name(nobody, paper, ending):
    name = "Val-Ouvert & <Fils>"
    query = f"{COMMUNE}&service=water&nom={quote(name)}"
    sent = nobody.get(f"obligations/{paper}.{ending}?{query}")

    assert sent.status_code == HTTPStatus.OK
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Content-Disposition"].endswith(f'.{ending}"')
    part = "content.xml" if ending == "odt" else "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        assert archive.testzip() is None
        text = flat(" ".join(ElementTree.fromstring(archive.read(part)).itertext()))
    assert name in text
    if paper == "obligations":
        due = [one.rule.title for one in duties(profile()) if one.status is Status.REQUIRED]
        assert due
        assert [title for title in due if flat(french(title)) not in text] == []


def test_a_document_that_cannot_be_written_says_why_on_the_page(nobody):
    page = nobody.get(f"obligations/clause.odt?{COMMUNE}&service=licorne&nom={'x' * 130}")
    told = soup_of(page)
    assert page.status_code == HTTPStatus.BAD_REQUEST
    assert [one["href"] for one in told.select("#erreurs a")] == ["#nom", "#service"]
    assert told.find(id="nom")["aria-invalid"] == "true"
    # The name belongs to documents alone: the page's own links do not carry it on.
    assert all("nom=" not in one.get("href", "") for one in told.find_all("a"))
    wrong = nobody.get("obligations/obligations.docx?type=commune&habitants=x&agents=2")
    assert (wrong.status_code, soup_of(wrong).find(id="habitants")["value"]) == (400, "x")


def test_other_documents_and_methods_do_not_exist(running, nobody):
    with running.client() as other:
        for address in ("obligations/note.odt", "obligations/clause.rtf", "obligations/"):
            assert other.get(f"{address}?{COMMUNE}").status_code == HTTPStatus.NOT_FOUND
    assert nobody.post("obligations/resultat", data={"type": "commune"}).status_code in (403, 405)


def test_nothing_was_kept_of_all_this(running, nobody):
    nobody.get(RESULT)
    with sqlite3.connect(running.data / "ouvroir.sqlite") as base:
        tables = [
            name for (name,) in base.execute("select name from sqlite_master where type = 'table'")
        ]
        assert "learner" in tables
        assert base.execute("select count(*) from learner").fetchone() == (0,)
    assert not [path for path in (running.data / "files").rglob("*") if path.is_file()]


def test_home_leads_here(server):
    with server.client() as client:
        view = open_page(client).piece("home")["view"]

    assert view["duties_url"] == "/obligations"

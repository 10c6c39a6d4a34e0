"""« La route de mon fichier » over a real server: her own, and nobody else's."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup

from grader.services.road.gather import road_of
from tests.fixtures.course_paths import ROAD
from tests.services.doing import open_workshop
from tests.support import roads
from tests.support.running import RunningServer

PAGE, HTML, ODT = "mon-parcours", "mon-parcours/rapport.html", "mon-parcours/rapport.odt"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A server where two learners each went the road with a file; gives how to be each of them."""
    folder = tmp_path_factory.mktemp("road")
    workshop = open_workshop(folder, folder / "build", courses=ROAD)
    people = {name: workshop.learners.create().id for name in ("ana", "bob", "new")}
    roads.hand_in(workshop, people["ana"], roads.walk(workshop, people["ana"], "actes-ana.csv"))
    roads.mend(workshop, people["bob"], "actes-bob.csv")
    files = {name: road_of(workshop, people[name]).file for name in people}
    settings = workshop.settings
    workshop.close()
    server = RunningServer(folder, {"OUVROIR_COURSES": str(ROAD)})
    server.start()
    yield server, {name: roads.cookie_of(settings, one) for name, one in people.items()}, files
    server.stop()


@pytest.fixture
def as_(told):
    """Be somebody."""
    server, cookies, _ = told
    clients = []

    def client(name=""):
        clients.append(server.client(cookies=dict([cookies[name]]) if name else {}))
        return clients[-1]

    yield client
    for one in clients:
        one.close()


def tables(page):
    soup = BeautifulSoup(page.text, "html.parser")
    return [
        [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in one.find_all("tr")]
        for one in soup.find_all("table")
    ]


def test_the_page_and_the_report_say_the_same(as_):
    ana = as_("ana")
    page, report = ana.get(PAGE), ana.get(HTML)

    assert (page.status_code, report.status_code) == (HTTPStatus.OK, HTTPStatus.OK)
    shown, written = tables(page), tables(report)
    assert len(shown) >= 9
    assert [one for one in written if one in shown] == shown
    assert "5 étapes faites sur 5" in page.text
    assert "actes-ana.csv" in page.text
    assert "actes-ana.csv" in report.text


def test_reports_are_attachments_that_no_cache_keeps(as_):
    ana = as_("ana")

    kinds = {}
    for address in (HTML, ODT):
        response = ana.get(address)
        name = f"route-de-mon-fichier.{address.rpartition('.')[2]}"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["Cache-Control"] == "no-store"
        kinds[name] = response.headers["Content-Type"].partition(";")[0]

    assert list(kinds.values()) == ["text/html", "application/vnd.oasis.opendocument.text"]


@pytest.mark.parametrize("who", ["bob", "new", "nobody"])
def test_nobody_sees_the_road_of_another(as_, told, who):
    client = as_("" if who == "nobody" else who)
    hers = f"?fichier={told[2]['ana']}"

    texts = [client.get(address + hers).text for address in (PAGE, HTML, ODT)]

    assert not any("actes-ana" in text for text in texts)
    assert ("actes-bob" in texts[0]) is (who == "bob")
    if who == "nobody":
        assert as_().get(HTML).status_code == HTTPStatus.FORBIDDEN


def test_what_she_chose_for_the_report_is_not_kept(as_):
    ana = as_("ana")

    silent = ana.get(f"{HTML}?sans-nom=1&sans-personnes=1")
    after = ana.get(HTML)

    assert "actes-ana" not in silent.text
    assert "Sans objet" in silent.text
    assert "actes-ana" in after.text


def test_she_says_that_her_file_speaks_of_nobody_and_takes_it_back(as_, told):
    bob = as_("bob")
    fields = {"fichier": told[2]["bob"]}

    def send(word):
        page = BeautifulSoup(bob.get(PAGE).text, "html.parser")
        token = page.find("input", attrs={"name": "_xsrf"})["value"]
        return bob.post(PAGE, data={**fields, "_xsrf": token, "personne": word})

    done = send("aucune")
    assert done.status_code == HTTPStatus.SEE_OTHER
    assert done.headers["Location"] == f"/{PAGE}?fichier={told[2]['bob']}#protected"
    assert "Sans objet" in bob.get(PAGE).text
    assert "sans-personnes" not in bob.get(PAGE).text, "she need not say it again"
    assert send("oui").status_code == HTTPStatus.SEE_OTHER
    assert "Sans objet" not in bob.get(PAGE).text
    assert bob.post(PAGE, data={**fields, "personne": "aucune"}).status_code in (400, 403)

    fields["fichier"] = told[2]["ana"]
    assert send("aucune").status_code == HTTPStatus.NOT_FOUND
    assert "Sans objet" not in as_("ana").get(PAGE).text


def test_keys_that_nobody_gave_change_nothing(as_):
    bob = as_("bob")

    def shown(query=""):
        # The token of its form is masked anew each time.
        return re.sub(r'name="_xsrf" value="[^"]*"', "", bob.get(f"{PAGE}{query}").text)

    usual = shown()
    for key in ("0", "-1", "x" * 5_000, "%00", "../..", "9" * 40):
        assert shown(f"?fichier={key}&fiche={key}") == usual


def test_my_data_and_the_module_lead_to_it(as_):
    new = as_("new")
    soup = BeautifulSoup(new.get("mes-donnees").text, "html.parser")

    assert [one["href"] for one in soup.main.find_all("a") if "route" in one.text] == [f"/{PAGE}"]
    page = new.get(PAGE)
    assert "0 étape faite sur 5" in page.text
    assert "rapport.html" not in page.text, "there is nothing to report yet"

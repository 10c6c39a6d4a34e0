"""Harvesting over HTTP: the API with a key, the pages with a cookie, and the page to frame."""

from __future__ import annotations

import html
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.support.harvest import record, turtle
from tests.support.portal_server import RunningPortal

ID = r"[0-9a-f]{24}"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0
    assert not [line for line in running.output if "Traceback" in line or " at " in line]


class Person:
    """A person with a browser, in her own space."""

    def __init__(self, portal: RunningPortal) -> None:
        self.client = httpx.Client(
            timeout=60, trust_env=False, follow_redirects=True, headers={"Accept": "text/html"}
        )
        self.home = str(self.client.get(portal.base + "/").url)
        self.regional = self.home + "regionale/"

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path if path.startswith("http") else self.regional + path)

    def post(self, path: str, token: str | None = None, **fields: str) -> httpx.Response:
        xsrf = self.client.cookies.get("_xsrf", "") if token is None else token
        url = path if path.startswith("http") else self.regional + path
        return self.client.post(url, data={"_xsrf": xsrf, **fields})

    def declare(self) -> str:
        """Declare the catalogue of her commune; gives the path of the source's page."""
        form = self.get("moissonneurs/nouveau").text
        url = re.search(r"<code>(\S+commune-de-val-ouvert/catalog\.ttl)</code>", form)[1]
        organization = re.search(rf'<option value="({ID})"[^>]*>Commune de Val-Ouvert', form)[1]
        made = self.post(
            "moissonneurs/nouveau",
            nom="Catalogue de Val-Ouvert",
            adresse=html.unescape(url),
            organisation=organization,
            description="",
        )
        assert made.status_code == 200, made.text[:2000]
        return "moissonneurs/" + re.search(rf"moissonneurs/({ID})", str(made.url))[1]


@pytest.fixture(scope="module")
def person(portal):
    return Person(portal)


@pytest.fixture(scope="module")
def source(person):
    return person.declare()


def plain(response: httpx.Response) -> str:
    """Give the words of a page, ordinary spaces for all."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.text))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_declared_by_a_page_then_previewed_accepted_and_told(person, source):
    waiting = plain(person.get(source))
    assert "En attente d'acceptation" in waiting
    assert "Aucun passage pour l'instant" in waiting

    preview = plain(person.get(f"{source}/apercu"))
    assert "Rien n'est gardé." in preview
    assert "Nouvelle fiche créée ici." in preview
    assert "Aucun passage" in plain(person.get(source))

    accepted = plain(person.post(f"{source}/accepter"))

    assert "un premier passage vient d'avoir lieu" in accepted
    assert "✔" in accepted
    assert "fiches tenues à jour" in accepted


def test_a_run_by_hand_says_what_became_of_each_record(person, source):
    person.post(f"{source}/accepter")
    shown = person.post(f"{source}/lancer")

    assert "/moissonneurs/passages/" in str(shown.url)
    assert "Rien n'a changé." in plain(shown)
    assert re.search(r'href="[^"]*/regionale/datasets/[^"]+">', shown.text)


def test_a_fault_is_set_then_told_in_french(person, source):
    person.post(f"{source}/accepter")
    person.post(f"{source}/regler", panne="500", delai="2")
    failed = plain(person.post(f"{source}/lancer"))

    assert "En échec" in failed
    assert "code 500" in failed
    assert "Aucune fiche n'est archivée" in failed
    person.post(f"{source}/regler", panne="", delai="7")


def test_nights_pass_and_are_counted(person, source):
    shown = plain(person.post("moissonneurs/temps", jours="2", source=source.rpartition("/")[2]))

    assert "2 nuits sont passées." in shown
    assert "jours en avance sur le calendrier" in shown
    for bad in ("0", "-1", "32", "x", "99999999999", ""):
        assert person.post("moissonneurs/temps", jours=bad).status_code == 409, bad


def test_a_form_says_what_to_mend_and_keeps_what_was_typed(person):
    person.get("moissonneurs/nouveau")
    refused = person.post(
        "moissonneurs/nouveau",
        nom="Ma <source>",
        adresse="https://demo.data.gouv.fr/catalog.ttl",
        organisation="",
        description="",
    )

    assert refused.status_code == 400
    assert 'value="Ma &lt;source&gt;"' in refused.text
    assert "n'appelle jamais le réseau" in plain(refused)
    assert "Choisissez une organisation." in plain(refused)


@pytest.mark.parametrize("step", ["accepter", "refuser", "lancer", "regler", "supprimer"])
def test_a_stranger_reads_and_does_nothing(portal, person, source, step):
    stranger = Person(portal)
    page = person.regional + source

    shown = stranger.get(page)
    assert shown.status_code == 200
    assert "<form" not in shown.text
    for path in (f"{page}/{step}", f"{person.regional}moissonneurs/temps"):
        assert_not_hers(stranger.post(path, jours="1"))
    assert_not_hers(stranger.get(f"{page}/apercu"))
    assert_not_hers(stranger.get(f"{person.regional}moissonneurs/nouveau"))


def assert_not_hers(refused):
    assert refused.status_code == 403
    assert "ce n'est pas le vôtre" in plain(refused)


def test_nothing_is_done_without_the_token_of_the_form(person, source):
    for path in (f"{source}/lancer", f"{source}/supprimer", "moissonneurs/temps"):
        assert person.post(path, token="", jours="1").status_code == 403
    assert person.get(f"{source}/lancer").status_code == 405


def test_what_does_not_exist_is_said_in_french(person):
    for path in (f"moissonneurs/{'0' * 24}", f"moissonneurs/passages/{'0' * 24}"):
        assert person.get(path).status_code == 404


def test_a_refused_source_says_why(portal):
    person = Person(portal)
    source = person.declare()

    shown = plain(person.post(f"{source}/refuser", motif="Adresse fautive <b>"))

    assert "Refusée : Adresse fautive <b>" in shown
    assert "Lancer un passage" not in shown


def test_a_deleted_source_leaves_the_list(portal):
    person = Person(portal)
    source = person.declare()
    person.post(f"{source}/accepter")

    shown = plain(person.post(f"{source}/supprimer"))

    assert "toutes ses fiches sont archivées ici" in shown
    assert "Aucune source n'est déclarée" in shown


def test_the_whole_path_by_the_api_with_a_key(portal):
    def ask(method, path, body=None, site="", status=200):
        answered = portal.ask(method, f"{site}/api/1{path}", body, base=portal.space)
        assert answered.status_code == status, answered.text
        return answered.json() if answered.content else None

    there = "/regionale"
    body = {"name": "Commune d'essai", "description": "x"}
    own = ask("POST", "/organizations/", body, status=201)
    theirs = ask("POST", "/organizations/", body, there, 201)
    record = {"title": "Marchés", "description": "x", "organization": own["id"]}
    dataset = ask("POST", "/datasets/", record, status=201)
    source = {
        "name": "Source",
        "url": f"{portal.space}/api/1/organizations/{own['slug']}/catalog.xml",
        "backend": "dcat",
        "organization": theirs["id"],
    }
    previewed = ask("POST", "/harvest/source/preview/", source, there)
    assert [one["remote_id"] for one in previewed["items"]] == [dataset["id"]]
    made = ask("POST", "/harvest/sources/", source, there, 201)
    path = f"/harvest/source/{made['id']}"

    ask("POST", f"{path}/validate/", {"state": "accepted"}, there)

    [job] = ask("GET", f"{path}/jobs/", site=there)["data"]
    assert job["status"] == "done"
    [item] = ask("GET", f"/harvest/job/{job['id']}/items/?status=done", site=there)["data"]
    found = ask("GET", f"/datasets/{item['dataset']['id']}/", site=there)
    assert found["harvest"]["remote_id"] == dataset["id"]
    assert found["organization"]["id"] == theirs["id"]
    refused = portal.ask("POST", f"{there}/api/1{path}/run/", base=portal.space)
    assert refused.status_code == 400
    wrong = portal.ask("GET", f"{there}/api/1{path}/preview/", key="non", base=portal.space)
    assert wrong.status_code == 401
    nobody = portal.ask("GET", f"{there}/api/1{path}/preview/", key=None, base=portal.space)
    assert nobody.status_code == 401


def test_a_catalogue_written_by_hand_and_uploaded_is_a_source(portal):
    """The way to try a faulty catalogue: a file of one's own, at its own address."""
    written = turtle(record("1"), record(None, name="sans"), record("1", name="double"))
    body = {"title": "Un catalogue", "description": "x"}
    dataset = portal.ask("POST", "/api/1/datasets/", body, base=portal.space).json()["id"]
    uploaded = portal.ask(
        "POST",
        f"/api/1/datasets/{dataset}/upload/",
        base=portal.space,
        files={"file": ("catalogue.ttl", written)},
    ).json()
    there = portal.space + "/regionale"
    source = {"name": "Source", "url": uploaded["url"], "backend": "dcat"}

    shown = portal.ask("POST", "/api/1/harvest/source/preview/", source, base=there).json()
    latest = {**source, "url": uploaded["latest"]}
    refused = portal.ask("POST", "/api/1/harvest/source/preview/", latest, base=there).json()

    assert sorted(one["status"] for one in shown["items"]) == ["done", "failed", "skipped"]
    assert refused["status"] == "failed"
    assert "renvoie vers une autre adresse" in refused["errors"][0]["explication"]


def test_runs_at_the_same_time_leave_one_record_each(person, source):
    person.post(f"{source}/accepter")
    with ThreadPoolExecutor(4) as together:
        shown = list(together.map(lambda _: person.post(f"{source}/lancer"), range(4)))

    assert [one.status_code for one in shown] == [200] * 4
    listed = person.get(person.regional + "api/1/datasets/").json()["data"]
    identifiers = [one["harvest"]["remote_id"] for one in listed if one["harvest"]]
    assert len(identifiers) == len(set(identifiers))


def test_the_page_to_frame_is_for_any_site_without_cookie_nor_script(person):
    shown = httpx.get(person.home + "marque-blanche/commune-de-val-ouvert", trust_env=False)

    assert shown.status_code == 200
    policy = shown.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in shown.headers
    assert "Set-Cookie" not in shown.headers
    assert shown.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "<script" not in shown.text
    assert "<form" not in shown.text
    assert "Données ouvertes : Commune de Val-Ouvert" in plain(shown)


@pytest.mark.parametrize(
    "address", ["{home}marque-blanche/inconnue", "{base}/e/0/marque-blanche/val-ouvert"]
)
def test_a_frame_of_nothing_says_so_without_a_cookie(portal, person, address):
    url = address.format(home=person.home, base=portal.base)
    shown = httpx.get(url, trust_env=False)

    assert shown.status_code == 404
    assert "Set-Cookie" not in shown.headers
    assert "frame-ancestors *" in shown.headers["Content-Security-Policy"]
    assert "<h1>Données ouvertes</h1>" in shown.text


def test_the_code_to_paste_names_what_is_in_the_frame(person):
    shown = person.get(person.home + "marque-blanche/commune-de-val-ouvert/integrer")

    code = html.unescape(re.search(r"<code>(.*?)</code>", shown.text, re.S)[1])
    assert code.startswith(f'<iframe src="{person.home}marque-blanche/commune-de-val-ouvert"')
    assert re.search(r'title="Données ouvertes\u00a0: Commune de Val-Ouvert"', code)
    assert "</iframe>" in code
    assert "<a href=" in code
    assert "frame-src 'self'" in shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]

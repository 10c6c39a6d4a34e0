"""The portal's pages over HTTP: who may read, who may write, what hostile words become."""

from __future__ import annotations

import html
import re

import pytest

from tests.support.portal_people import PortalPerson

GONE, REFUSED, SEE, BAD, CONFLICT = 410, 403, 303, 400, 409


@pytest.fixture(scope="module")
def owner(server):
    person = PortalPerson(server)
    yield person
    person.close()


@pytest.fixture(scope="module")
def other(server):
    person = PortalPerson(server)
    yield person
    person.close()


@pytest.fixture
def record(owner):
    """A public record of the owner's, that a test may do what it likes with."""
    return owner.make_record(titre="Subventions", etat="publique")


def test_the_mount_leads_each_learner_to_a_space_of_her_own(owner, other):
    assert owner.home != other.home
    assert re.fullmatch(r".*/bac-a-sable/e/[0-9a-f]{32}/", owner.home)
    assert owner.client.get("bac-a-sable/").headers["Location"] == owner.home
    assert "rien n'est publié" in owner.text("")
    assert "effacé le" in owner.text("")


def test_who_was_given_an_address_reads_what_is_public_and_no_more(owner, other, record):
    draft = owner.make_record(titre="Brouillon secret")

    assert other.client.get(record.url).status_code == 200
    assert "Gérer cette fiche" in owner.client.get(record.url).text
    assert "Gérer cette fiche" not in other.client.get(record.url).text
    assert other.client.get(draft.url).status_code == 404
    assert "Brouillon secret" not in other.client.get(owner.home + "datasets/").text
    assert "Brouillon secret" not in other.client.get(owner.home + "datasets/?etat=draft").text
    assert "Brouillon secret" in owner.client.get(owner.home + "datasets/?etat=draft").text


@pytest.mark.parametrize(
    "path",
    [
        "gerer/nouvelle-fiche",
        "gerer/{id}/decrire",
        "gerer/{id}/conditions",
        "gerer/{id}/portee",
        "gerer/{id}/publier",
        "gerer/{id}/supprimer",
        "gerer/{id}/deposer",
        "gerer/{id}/lien",
        "gerer/{id}/ordre",
        "gerer/{id}/reutilisation",
        "gerer/{id}/question",
        "cle",
        "espace",
        "espace/vider",
    ],
)
def test_nobody_writes_in_the_space_of_another(owner, other, record, path):
    address = owner.home + path.format(id=record.id)
    before = owner.client.get(record.url).text

    assert other.client.get(address).status_code == REFUSED
    answer = other.client.post(address, data={"_xsrf": other.xsrf, "titre": "Pris"})

    # The token of an upload is in its address, since its body is read as it comes.
    assert answer.status_code == REFUSED
    assert other.bare().get(address).status_code == REFUSED
    assert _without_token(owner.client.get(record.url).text) == _without_token(before)


def _without_token(page: str) -> str:
    return re.sub(r'value="2\|[^"]+"', "", page)


def test_a_form_without_its_token_changes_nothing(owner, record):
    for path in ("decrire", "supprimer", "deposer", "question"):
        answer = owner.client.post(owner.home + f"gerer/{record.id}/{path}", data={"titre": "x"})
        assert answer.status_code == REFUSED
    assert owner.client.get(record.url).status_code == 200


def test_a_form_comes_back_filled_with_what_is_to_mend_first(owner):
    answer = owner.post("gerer/nouvelle-fiche", titre="Budget & <b>2025</b>", description=" ")

    page = html.unescape(answer.text)
    assert answer.status_code == BAD
    assert "<title>Erreur" in answer.text
    assert page.index("Rien n'a été enregistré") < page.index("<h1>")
    assert 'value="Budget &amp; &lt;b&gt;2025&lt;/b&gt;"' in answer.text
    assert 'href="#description"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_hostile_words_are_shown_and_never_run(owner):
    hostile = (
        "<script>alert(1)</script> [clic](javascript:alert(1)) [d](data:text/html,x) "
        "![i](https://exemple.fr/pixel.png) <img src=x onerror=alert(1)>"
    )
    made = owner.make_record(titre="<script>alert(2)</script>", description=hostile)
    page = owner.client.get(made.url).text

    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert 'href="data' not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page


def test_an_edit_keeps_what_its_page_does_not_show(owner):
    made = owner.make_record(titre="Équipements")
    owner.post(
        f"gerer/{made.id}/decrire",
        titre="Équipements",
        description="Tous les équipements de la commune.",
        mots_cles="Équipements publics, sport",
    )
    owner.post(f"gerer/{made.id}/portee", debut="2024-01-01", fin="2024-12-31")
    owner.post(f"gerer/{made.id}/conditions", licence="lov2", frequence="annual")

    view = owner.api(made.id)

    assert view["tags"] == ["equipements-publics", "sport"]
    assert view["temporal_coverage"] == {"start": "2024-01-01", "end": "2024-12-31"}
    assert (view["license"], view["frequency"], view["private"]) == ("lov2", "annual", True)


def test_every_change_of_state_keeps_key_words_and_period(owner):
    made = owner.make_record(titre="Marchés")
    owner.post(f"gerer/{made.id}/decrire", titre="Marchés", description="d", mots_cles="marches")
    owner.post(f"gerer/{made.id}/portee", debut="2024-01-01", fin="")
    for step in ("publier", "archiver", "desarchiver", "supprimer", "retablir", "brouillon"):
        answer = owner.post(f"gerer/{made.id}/{step}")
        assert (answer.status_code, step) == (SEE, step)
        view = owner.api(made.id)
        assert view["tags"] == ["marches"], step
        assert view["temporal_coverage"] == {"start": "2024-01-01", "end": None}, step


def test_a_deleted_record_is_gone_for_others_and_may_be_restored(owner, other, record):
    owner.post(f"gerer/{record.id}/supprimer")
    assert other.client.get(record.url).status_code == GONE
    assert "Rétablir" in owner.client.get(record.url).text
    owner.post(f"gerer/{record.id}/retablir")
    assert other.client.get(record.url).status_code == 200


def test_a_deleted_record_is_erased_for_good_on_demand_and_a_living_one_is_not(owner, record):
    owner.upload(f"gerer/{record.id}/deposer", "aides.csv", b"NOM;MONTANT\nClub;12\n")
    [resource] = owner.api(record.id)["resources"]
    assert owner.post(f"gerer/{record.id}/effacer").status_code == CONFLICT
    owner.post(f"gerer/{record.id}/supprimer")
    assert "Effacer pour de bon" in owner.client.get(record.url).text
    done = owner.post(f"gerer/{record.id}/effacer")
    assert done.headers["Location"].endswith("datasets/?fait=effacee")
    assert "sont effacés" in owner.client.get(done.headers["Location"]).text
    for gone in (record.url, resource["url"], resource["latest"]):
        assert owner.client.get(gone).status_code == 404


def test_a_link_that_is_said_dead_costs_its_point_and_gives_it_back(owner, record):
    link = {"adresse": "https://exemple.fr/a.csv", "titre": "Un", "format": "csv"}
    owner.post(f"gerer/{record.id}/lien", **link)
    [resource] = owner.api(record.id)["resources"]
    describe = f"gerer/{record.id}/ressource/{resource['id']}/decrire"
    available = lambda: owner.api(record.id)["quality"]["all_resources_available"]  # noqa: E731 - said often below
    assert available()
    owner.post(describe, **link, lien_mort="oui")
    assert not available()
    assert 'name="lien_mort" value="oui" id="lien_mort" checked' in owner.text(describe)
    owner.post(describe, **link)
    assert available()


def test_an_old_address_leads_to_the_new_one(owner, record):
    owner.post(f"gerer/{record.id}/decrire", titre="Aides versées", description="d")
    answer = owner.client.get(record.url)
    assert answer.status_code == 308
    assert "/datasets/aides-versees" in answer.headers["Location"]
    assert owner.client.get(f"{owner.home}datasets/{record.id}").status_code == 200


def test_a_file_travels_by_the_page_and_is_refused_in_plain_words(owner, record):
    refused = owner.upload(f"gerer/{record.id}/deposer", "virus.exe", b"MZ")
    assert refused.status_code == BAD
    assert "extension admise" in html.unescape(refused.text)
    empty = owner.upload(f"gerer/{record.id}/deposer", "vide.csv", b"")
    assert "Choisissez un fichier" in html.unescape(empty.text)

    kept = owner.upload(f"gerer/{record.id}/deposer", "aides.csv", b"NOM;MONTANT\nClub;12\n")

    assert kept.status_code == SEE
    [resource] = owner.api(record.id)["resources"]
    assert kept.headers["Location"].endswith(f"{resource['id']}/decrire?fait=fichier-ajoute")

    before = resource["latest"], resource["id"], resource["url"]
    owner.post(f"gerer/{record.id}/ressource/{resource['id']}/decrire", titre="Les aides")
    owner.upload(
        f"gerer/{record.id}/ressource/{resource['id']}/remplacer",
        "aides-2.csv",
        b"NOM;MONTANT\nClub;14\n",
        garder_titre="oui",
    )
    [after] = owner.api(record.id)["resources"]
    assert (after["latest"], after["id"]) == before[:2]
    assert after["url"] != before[2]
    assert after["title"] == "Les aides"


def test_a_script_that_uploads_is_answered_in_json(owner, record):
    address = f"{owner.home}gerer/{record.id}/deposer?_xsrf={owner.quoted}"
    files = {"file": ("a.csv", b"A;B\n1;2\n")}
    ask = {"Accept": "application/json"}
    answer = owner.client.post(address, files=files, headers=ask)
    assert answer.json()["to"].endswith("?fait=fichier-ajoute")
    answer = owner.client.post(address, files={"file": ("a.exe", b"MZ")}, headers=ask)
    assert answer.status_code == BAD
    assert "extension" in answer.json()["error"]


def test_resources_are_ordered_described_and_deleted(owner, record):
    for title in ("Un", "Deux"):
        answer = owner.post(
            f"gerer/{record.id}/lien",
            adresse=f"https://exemple.fr/{title}.csv",
            titre=title,
            format="CSV",
        )
        assert answer.status_code == SEE
    titles = lambda: [one["title"] for one in owner.api(record.id)["resources"]]  # noqa: E731 - said twice below
    assert titles() == ["Deux", "Un"]
    last = owner.api(record.id)["resources"][-1]["id"]
    owner.post(f"gerer/{record.id}/ordre", deplacer=f"monter {last}")
    assert titles() == ["Un", "Deux"]
    owner.post(f"gerer/{record.id}/ressource/{last}/supprimer")
    assert titles() == ["Deux"]


def test_a_question_is_asked_answered_and_closed(owner, record):
    asked = owner.post(f"gerer/{record.id}/question", titre="Unité ?", message="En euros ?")
    talk = asked.headers["Location"].rsplit("discussion-", 1)[1]
    answer = owner.post(f"gerer/discussion/{talk}", message="", clore="oui")
    assert answer.status_code == BAD
    owner.post(f"gerer/discussion/{talk}", message="Oui, en euros.", clore="oui")
    page = html.unescape(owner.client.get(record.url).text)
    assert "Oui, en euros." in page
    assert "Discussion close" in page


def test_a_key_is_shown_once_and_dies_when_it_is_revoked(owner):
    page = owner.post("cle", action="faire").text
    key = re.search(r"bacasable_[\w-]+", page)[0]
    ask = {"X-API-KEY": key}

    assert key not in owner.text("cle")
    assert owner.client.get(owner.home + "api/1/me/", headers=ask).status_code == 200
    owner.post("cle", action="revoquer")
    assert owner.client.get(owner.home + "api/1/me/", headers=ask).status_code == 401

"""Spaces by the pages: a group's, with its code; leaving, coming back, emptying, erasing."""

from __future__ import annotations

import html
import re

import pytest

from tests.support.portal_people import PortalPerson

SEE, REFUSED, BAD, GONE = 303, 403, 400, 404


@pytest.fixture
def person(server):
    made = []

    def make(**options):
        made.append(PortalPerson(server, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def trainer(person):
    return person(trainer=True)


def code_of(trainer) -> str:
    """Have a trainer open a group's space, and read its code."""
    answer = trainer.post("espace", action="groupe", nom="Session de mars")
    assert answer.status_code == SEE
    trainer.move()
    assert answer.headers["Location"] == f"{trainer.home}espace?fait=groupe-ouvert"
    return re.search(r'class="code-groupe">([A-Z0-9 ]+)<', trainer.text("espace"))[1]


def test_a_group_shares_one_space_by_its_code(trainer, person):
    code = code_of(trainer)
    learner = person()
    own = learner.home

    answer = learner.post("espace", action="rejoindre", code=code.lower().replace(" ", "-"))

    assert answer.status_code == SEE
    learner.move()
    assert learner.home == trainer.home != own
    made = learner.make_record(titre="Fiche commune")
    assert "Gérer cette fiche" in html.unescape(trainer.client.get(made.url).text)
    assert "2 personnes" in learner.text("espace")
    learner.post("espace", action="le-mien")
    learner.move()
    assert learner.home == own


def test_a_wrong_code_opens_nothing_and_stays_in_its_field(person):
    learner = person()
    answer = learner.post("espace", action="rejoindre", code="ABC DEF GHJ")
    assert answer.status_code == BAD
    assert "Aucun groupe n&#39;a ce code." in answer.text
    assert 'value="ABC DEF GHJ"' in answer.text


def test_a_learner_opens_no_group_and_does_not_empty_hers(trainer, person):
    learner = person()
    answer = learner.post("espace", action="groupe", nom="Le mien")
    assert answer.status_code == BAD
    assert "espace formateur" in html.unescape(answer.text)
    learner.post("espace", action="rejoindre", code=code_of(trainer))
    learner.move()
    assert "Vider cet espace" not in learner.text("espace")
    assert learner.post("espace/vider").status_code == REFUSED
    assert trainer.client.get(trainer.home).status_code == 200


def test_nobody_goes_to_a_space_where_she_is_not(person):
    learner, stranger = person(), person()
    answer = learner.post("espace", action="aller", espace=stranger.home.rstrip("/")[-32:])
    assert answer.status_code == GONE
    before = learner.home
    learner.move()
    assert learner.home == before


def test_an_emptied_space_is_gone_and_a_new_one_stands_in_its_place(person):
    learner = person()
    made = learner.make_record(titre="À effacer")
    learner.post("cle", action="faire")

    answer = learner.post("espace/vider")

    assert answer.status_code == SEE
    assert learner.client.get(made.url).status_code == GONE
    former = learner.home
    learner.move()
    assert learner.home != former
    assert "À effacer" not in learner.text("datasets/?etat=draft")
    assert "pas encore de clé" in learner.text("cle")


def test_my_data_tells_of_spaces_and_erases_them(person):
    learner = person()
    made = learner.make_record(titre="Publique", etat="publique")
    page = html.unescape(learner.client.get("mes-donnees").text)
    assert "Mes espaces du bac à sable" in page
    assert learner.home in page

    learner.client.post("mes-donnees/tout", data={"_xsrf": learner.xsrf})

    assert learner.bare().get(made.url).status_code == GONE


def test_a_home_page_that_nobody_wrote_in_tells_nothing_of_its_owner(person):
    learner = person()
    name = re.search(r"pseudonyme ([\w-]+-\d+)", learner.text("espace"))[1]
    seen = learner.bare().get(learner.home).text
    assert name not in seen
    assert "montré" in html.unescape(seen)

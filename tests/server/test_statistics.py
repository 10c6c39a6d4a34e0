"""The trainer's page on questions, over a real server: for trainers, and without a name."""

from __future__ import annotations

import csv
import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup

from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.item_crowd import FEW, NEVER, crowd, place_twice
from tests.support.pages import open_page
from tests.support.roads import cookie_of
from tests.support.running import RunningServer
from tests.support.training_course import STEPS, write_course

PAGE, FILE = "formateur/questions", "formateur/questions.csv"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A server where the crowd answered; the cookie of one of them, and all that names them."""
    folder = tmp_path_factory.mktemp("crowd")
    courses = write_course(folder / "courses")
    data = folder / "data"
    workshop = open_workshop(data, data / "build", courses=courses, sandbox=SMALL_SANDBOX)
    learners = crowd(workshop)
    place_twice(workshop, learners[:6])
    names = workshop.learners.pseudonyms()
    settings = workshop.settings
    workshop.close()
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    server = RunningServer(data, where).start()
    yield server, cookie_of(settings, learners[0]), (*names, *names.values())
    server.stop()


@pytest.fixture
def trainer(told):
    with told[0].client(follow_redirects=True) as client:
        client.get(told[0].trainer_address).raise_for_status()
        yield client


def test_who_is_no_trainer_sees_nothing(told):
    server, cookie, _ = told
    for cookies in ({}, dict([cookie])):
        with server.client(cookies=cookies) as client:
            for address in (PAGE, FILE):
                answer = client.get(address)
                assert answer.status_code == HTTPStatus.FORBIDDEN
                assert "ou-r01" not in answer.text


def test_the_page_says_first_how_many_to_look_at(trainer):
    answer = trainer.get(PAGE)
    soup = BeautifulSoup(answer.text, "html.parser")
    shown = soup.main.get_text(" ", strip=True).replace("\u00a0", " ")

    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Cache-Control"] == "no-store"
    assert "8 questions à revoir sur 13." in shown
    articles = soup.find_all("article")
    assert articles[0]["aria-labelledby"] == "q-ou-r04"
    assert len(articles) == 8
    assert "mettez à sa place une erreur que l'on fait vraiment" in shown
    for name in (FEW, NEVER, *STEPS):
        assert name not in answer.text


def test_each_number_of_a_figure_is_one_of_its_table(trainer):
    soup = BeautifulSoup(trainer.get(PAGE).text, "html.parser")
    tables = soup.find_all("table", class_="stat-table")

    assert len(tables) == 2
    for table in tables:
        figure = table.find_previous("figure")
        drawn = {one.get_text() for one in figure.find_all("text", class_="stat-numero")}
        rows = {row.td.get_text() for row in table.tbody.find_all("tr")}
        assert drawn
        assert drawn <= rows
        assert figure.svg["aria-label"]
    for link in soup.main.select('a[href^="#"]'):
        assert soup.find(id=link["href"][1:]), link


def test_the_group_is_told_by_objective(trainer):
    soup = BeautifulSoup(trainer.get(PAGE).text, "html.parser")
    table = soup.find(id="table-groupe").find_parent("table")

    people = {row.find_all("td")[-1].get_text() for row in table.tbody.find_all("tr")}
    assert people == {"6"}


def test_the_file_is_an_attachment_with_every_question(trainer):
    answer = trainer.get(FILE)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "questions-ouvroir.csv" in answer.headers["Content-Disposition"]
    assert {row["Question"]: row["Réponses"] for row in rows}["ou-r01"] == "40"
    assert sum(row["À revoir"] == "oui" for row in rows) == 8


def test_nothing_says_who_answered(trainer, told):
    names = told[2]
    assert len(names) == 80
    for address in (PAGE, FILE):
        text = trainer.get(address).text
        assert not [one for one in names if one in text]


def test_the_room_of_the_trainer_leads_there(trainer):
    view = open_page(trainer, "formateur").piece("trainer")["view"]
    assert view["questions_url"] == f"/{PAGE}"

"""What a trainer can fetch: her own session's pages and files, and nothing of another's."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from http import HTTPStatus

import pytest

from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.services import reading
from tests.support.pages import Line, open_page
from tests.support.roads import cookie_of
from tests.support.running import RunningServer

NAMES = ("Mésange", "Pinson")
TEXTS = (reading.FIRST, reading.SECOND)
FILES = (
    "notes.csv", "kit", "kit.zip", "kit/programme.odt", "kit/corriges.docx", "emporter", "avis",
    "presence.csv", "emargement.pdf", "bilan.odt",
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server where two trainers have a session each; their cookies, and the sessions."""
    root = tmp_path_factory.mktemp("portee")
    workshop = reading.open_reading(root)
    cookies, sessions = [], []
    for name, text in zip(NAMES, TEXTS, strict=True):
        trainer, learner = workshop.learners.create(), workshop.learners.create()
        workshop.learners.set_role(trainer.id, TRAINER)
        terms = Terms(f"Chez {name}", now() + timedelta(days=9))
        sessions.append(workshop.sessions.create(terms, f"CODE{name[:5].upper()}", trainer.id))
        workshop.members.put(sessions[-1].id, learner.id, name, PRESENT)
        reading.write(workshop, learner.id, text)
        reading.hand(workshop, learner.id)
        cookies.append(trainer.id)
    settings = workshop.settings
    workshop.close()
    where = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    server = RunningServer(root / "data", where).start()
    yield server, [dict([cookie_of(settings, one)]) for one in cookies], sessions
    server.stop()


@pytest.fixture
def trainers(place):
    server, cookies, _ = place
    clients = [server.client(cookies=one) for one in cookies]
    yield clients
    for one in clients:
        one.close()


@pytest.mark.parametrize(
    "address",
    [
        "formateur?session={}",
        "formateur/questions?session={}",
        "formateur/questions.csv?session={}",
        *(f"formateur/sessions/{{}}/{name}" for name in FILES),
    ],
)
def test_another_trainer_s_session_is_not_found(place, trainers, address):
    _, _, sessions = place
    known = trainers[0].get(address.format(sessions[1].id))
    unknown = trainers[0].get(address.format("s" + "0" * 24))
    assert known.status_code == unknown.status_code == HTTPStatus.NOT_FOUND
    for leak in (NAMES[1], TEXTS[1], "Chez"):
        assert leak not in known.text
    if "?" not in address:
        assert trainers[1].get(address.format(sessions[1].id)).status_code == HTTPStatus.OK


def test_the_desk_is_of_her_session_and_her_page_cannot_say_otherwise(place, trainers):
    _, _, sessions = place
    for mine, other in ((0, 1), (1, 0)):
        page = open_page(trainers[mine], "formateur")
        told = page.html + repr(page.pieces)
        assert NAMES[mine] in told
        for leak in (NAMES[other], TEXTS[other], sessions[other].id, f"Chez {NAMES[other]}"):
            assert leak not in told
        piece = page.piece("trainer")
        assert piece["ref"] == sessions[mine].id
        line = Line(trainers[mine], page.kernel)
        reply = line.ask(piece["model"], "refresh", session=sessions[other].id)
        assert "view" not in reply
        again = line.ask(piece["model"], "refresh")["view"]
        assert [one["pseudonym"] for one in again["submissions"]] == [NAMES[mine]]
        line.close()


def test_only_an_administrator_takes_everybody_s_grades(place, trainers):
    assert trainers[0].get("formateur/notes.csv").status_code == HTTPStatus.FORBIDDEN
    with place[0].client(follow_redirects=True) as chief:
        chief.get(place[0].trainer_address).raise_for_status()
        whole = chief.get("formateur/notes.csv")
        assert whole.status_code == HTTPStatus.OK
        for session, name in zip(place[2], NAMES, strict=True):
            text = chief.get(f"formateur/sessions/{session.id}/notes.csv").text
            assert name in text
            assert sum(other in text for other in NAMES) == 1


def test_files_are_attachments_that_nothing_keeps(place, trainers):
    _, _, sessions = place
    base = f"formateur/sessions/{sessions[0].id}"
    for name in FILES:
        answer = trainers[0].get(f"{base}/{name}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert ("attachment" in answer.headers.get("Content-Disposition", "")) == ("." in name)
    with zipfile.ZipFile(io.BytesIO(trainers[0].get(f"{base}/kit.zip").content)) as archive:
        assert "reserve-au-formateur/corriges.odt" in archive.namelist()
    assert NAMES[0] in trainers[0].get(f"{base}/notes.csv").text
    for gone in ("kit/autre.odt", "kit/corriges.rtf", "kit/..%2f..%2fdata.odt"):
        assert trainers[0].get(f"{base}/{gone}").status_code == HTTPStatus.NOT_FOUND

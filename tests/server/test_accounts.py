"""Logging in over HTTP: one refusal, its time, the end of a login, and who may see what."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time

import pytest

from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.pages import open_page
from tests.support.running import RunningServer
from tests.support.training_course import write_course

PASSWORD = "quatre chevaux au pré"
OK, SEE, BAD, FORBIDDEN, GONE, TOO_MANY = 200, 303, 400, 403, 404, 429


def command(server, *argv):
    ran = subprocess.run(
        [sys.executable, "-m", "grader", "trainer", *argv],
        input=f"{PASSWORD}\n",
        env={"OUVROIR_DATA": str(server.data), "PATH": "/usr/bin:/bin"},
        text=True,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    where = {
        "OUVROIR_COURSES": str(write_course(tmp_path_factory.mktemp("course") / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
    }
    running = RunningServer(tmp_path_factory.mktemp("accounts"), where).start()
    for login in ("ana", "bea", "closed"):
        command(running, "add", login, "--password-stdin")
    command(running, "add", "chef", "--admin", "--password-stdin")
    command(running, "close", "closed")
    yield running
    running.stop()


def post(client, path, **fields):
    return client.post(path, data={"_xsrf": client.cookies["_xsrf"], **fields})


def log_in(client, login, password=PASSWORD):
    client.get("connexion").raise_for_status()
    return post(client, "connexion", **{"identifiant": login, "mot-de-passe": password})


def test_every_refusal_is_the_same_in_words_and_takes_its_time(server):
    told = set()
    with server.client() as client:
        for login, password in (("ana", "x"), ("personne", PASSWORD), ("closed", PASSWORD)):
            begun = time.monotonic()
            page = log_in(client, login, password)
            assert time.monotonic() - begun >= 0.5
            told.add((page.status_code, re.search(r'role="alert">([^<]+)', page.text)[1]))
            assert "ouvroir" not in client.cookies
    assert len(told) == 1
    assert next(iter(told))[0] == BAD
    assert PASSWORD not in "\n".join(server.output)


def test_a_login_lasts_until_it_is_ended_on_the_server(server):
    with server.client() as client, server.client() as thief:
        client.get("mes-donnees").raise_for_status()
        name = re.search(r"Votre pseudonyme</dt><dd>([^<]+)", client.get("mes-donnees").text)[1]
        assert log_in(client, "ana").status_code == SEE
        assert client.get("formateur/sessions").status_code == OK
        assert client.get("administration").status_code == FORBIDDEN
        open_page(client, "formateur")
        thief.cookies.set("ouvroir", client.cookies["ouvroir"])
        assert thief.get("formateur/sessions").status_code == OK
        assert post(client, "deconnexion").status_code == SEE
        assert name in client.get("mes-donnees").text, "the learner of before is given back"
        refused = thief.get("formateur/sessions")
        assert refused.status_code == FORBIDDEN
        assert "connexion" in refused.text


def test_a_session_of_somebody_else_does_not_exist(server):
    soon = time.strftime("%Y-%m-%d", time.localtime(time.time() + 40 * 86400))
    with server.client() as ana, server.client() as bea, server.client() as chief:
        for client, login in ((ana, "ana"), (bea, "bea"), (chief, "chef")):
            assert log_in(client, login).status_code == SEE
            client.get("formateur/sessions/nouvelle").raise_for_status()
        wrong = post(ana, "formateur/sessions/nouvelle", titre="<b>x</b>", effacement="hier")
        assert wrong.status_code == BAD
        assert "&lt;b&gt;x" in wrong.text
        made = post(ana, "formateur/sessions/nouvelle", titre="Chez Ana", effacement=soon)
        assert made.status_code == SEE
        here = re.search(r"formateur/sessions/s[0-9a-f]{24}", ana.get("formateur/sessions").text)[0]
        assert bea.get(f"{here}/regler").status_code == GONE
        for act in ("regler", "dupliquer", "ranger", "code", "formateurs", "effacer"):
            assert post(bea, f"{here}/{act}").status_code == GONE, act
        assert "Chez Ana" not in bea.get("formateur/sessions").text
        assert "Chez Ana" in chief.get("administration").text
        unknown = post(ana, f"{here}/formateurs", identifiant="personne")
        assert "Aucun compte formateur ouvert" in html.unescape(unknown.text)
        assert post(ana, f"{here}/formateurs", identifiant="bea").status_code == OK
        assert bea.get(f"{here}/regler").status_code == OK
        assert post(chief, "administration", compte="bea", acte="fermer").status_code == OK
        assert bea.get("formateur/sessions").status_code == FORBIDDEN

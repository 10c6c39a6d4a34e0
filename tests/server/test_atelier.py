"""A notebook joined to a learner's path: her code, her files, her page, and nobody else's."""

from __future__ import annotations

import re

import pytest

from grader.atelier import commands
from grader.atelier.commands import check, connect, disconnect, hint, solution
from grader.atelier.connection import Connection
from grader.errors import RefusedError
from grader.settings import Settings
from tests.support.pages import open_page, upload

MEND = "preparer/deliberations-sales"
LESSON = "lecon/preparer/valider-ses-deliberations"
GIVEN = Settings().sandbox / "communes/val-ouvert/deliberations-export.csv"
CLEAN = Settings().sandbox / "communes/val-ouvert/deliberations.csv"
FORBIDDEN, CONFLICT = 403, 409


@pytest.fixture
def learner(server):
    with server.client(follow_redirects=True) as client:
        client.get("mes-donnees").raise_for_status()
        yield client
    disconnect()


def code_of(client) -> str:
    page = client.post("mes-donnees/code", data={"_xsrf": client.cookies["_xsrf"]})
    return re.search(r'id="code">([\w-]{11})<', page.text)[1]


def on_her_page(client):
    return open_page(client, LESSON).piece("exercise", MEND)["view"]


def test_a_check_in_a_notebook_is_an_attempt_on_her_page(server, learner):
    code = code_of(learner)
    assert "relié au parcours" in str(connect(code.lower(), server.address))

    first, last = check(MEND, GIVEN), check(MEND, CLEAN)

    assert (first.status, last.status, last.points) == ("failed", "passed", 10)
    assert first.kept
    assert "Enregistré dans votre parcours" in str(last)
    view = on_her_page(learner)
    assert view["attempts"] == 2
    assert view["outcome"]["points"] == last.points
    assert [f["message"] for f in view["outcome"]["feedback"]] == [f.message for f in last.feedback]


def test_a_frame_untouched_and_answers_go_the_same_way(server, learner):
    import pandas as pd

    connect(code_of(learner), server.address)

    assert check(MEND).status == "not_attempted"
    frame = pd.read_csv(CLEAN, dtype=str, keep_default_na=False)
    assert check(MEND, frame).points == 10
    answers = {"prep-q01": ["a", "c", "e"], "prep-q02": "b"}
    told = check("preparer/quiz", answers)
    # Letters of the source, covered by the server as her page covers them; and no second try.
    assert (told.points, told.status) == (2, "partial")
    assert check("preparer/quiz", answers).points == 2
    assert check("preparer/nope").status == "uncheckable"


def test_hints_and_the_solution_are_counted_there(server, learner):
    connect(code_of(learner), server.address)

    assert "Indice 1 sur" in str(hint(MEND))
    assert "Indice 2 sur" in str(hint(MEND))
    assert "seconde fois" in str(solution(MEND))
    assert not on_her_page(learner)["solution_html"]
    assert "Solution." in str(solution(MEND))
    view = on_her_page(learner)
    assert len(view["hints_html"]) == 2
    assert view["solution_html"]
    assert check(MEND, CLEAN).points == 0


def test_a_wrong_code_opens_nothing_and_a_new_code_ends_the_token(server, learner):
    refused = connect("ACD-EFH-JKM", server.address)
    assert "Ce code n'ouvre aucun parcours" in str(refused)
    assert "ACD" not in str(refused)
    assert commands._notebook.connection is None

    connect(code_of(learner), server.address)
    assert check(MEND).status == "not_attempted"
    code_of(learner)
    assert check(MEND, CLEAN).status == "uncheckable"
    assert on_her_page(learner)["attempts"] == 0


def test_a_token_speaks_for_one_learner_and_ends(server, learner):
    connection = Connection(server.address, code_of(learner))
    token = connection._token
    assert token not in repr(connection)
    ours = {"Authorization": f"Bearer {token}"}
    with server.client() as other:
        other.headers.update(ours)
        ask = other.post("atelier/faire/view", json={"exercise": MEND})
        assert ask.json()["view"]["outcome"]["status"] == "not_attempted"
        # It opens no page and no other address.
        assert other.get("mes-donnees/tout.json").status_code == FORBIDDEN
        assert other.post("page/home_view").status_code == FORBIDDEN
        for name, body in (
            ("tout", {"exercise": MEND}),
            ("check", {"exercise": MEND}),
            ("check", {"exercise": "preparer/quiz", "answers": {"prep-q01": [1]}}),
            ("check", {"exercise": "preparer/quiz", "answers": "x"}),
            ("view", {"exercise": 3}),
        ):
            answer = other.post(f"atelier/faire/{name}", json=body)
            assert answer.status_code == CONFLICT, answer.text
            assert answer.json()["error"]["message"]
        assert other.post("atelier/faire/view", content=b"[1").status_code == CONFLICT
        connection.close()
        assert other.post("atelier/faire/view", json={"exercise": MEND}).status_code == FORBIDDEN


def test_the_page_of_her_upload_and_a_notebook_see_the_same(server, learner):
    assert upload(learner, MEND, CLEAN.read_bytes()).status_code == 200
    on_her_page(learner)
    connect(code_of(learner), server.address)

    assert check(MEND).points == 10


@pytest.mark.parametrize("address", ["ftp://a", "ouvroir", "http://ailleurs.example", "http://"])
def test_an_address_that_would_show_the_code_is_refused(address):
    with pytest.raises(RefusedError):
        Connection(address, "ACD-EFH-JKM")


@pytest.mark.parametrize(
    "address",
    ["lab", "lab/tree", "api/contents", "nbgrader/assignments", "atelier", "tree", "terminals/1"],
)
def test_jupyterlab_is_not_on_a_server(server, address):
    with server.client() as client:
        assert client.get(address).status_code == 404

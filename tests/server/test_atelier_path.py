"""A notebook joined to a path: rows of one's page, an exam, and a server that stops midway."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from grader.atelier import commands
from grader.atelier.commands import check, connect, disconnect, draw_rows, hint, solution
from grader.errors import RefusedError
from grader.progress.database import Database, now
from grader.progress.learners import Learners
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.sessions import Exam, Terms, TrainingSessions
from grader.settings import Settings
from tests.support.pages import open_page
from tests.support.running import RunningServer

ROWS, LESSON = "preparer/lignes-deliberations", "lecon/preparer/corriger-par-les-causes"
MEND = "preparer/deliberations-sales"
CLEAN = Settings().sandbox / "communes/val-ouvert/deliberations.csv"


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A server of this file's own: it is stopped midway."""
    running = RunningServer(tmp_path_factory.mktemp("chemin")).start()
    yield running
    running.stop()


@pytest.fixture
def learner(alone):
    """A newcomer with a resume code, and her pseudonym."""
    with alone.client(follow_redirects=True) as client:
        client.get("mes-donnees").raise_for_status()
        page = client.post("mes-donnees/code", data={"_xsrf": client.cookies["_xsrf"]})
        client.code = re.search(r'id="code">([\w-]{11})<', page.text)[1]
        yield client
    disconnect()


def joined(server, client):
    told = str(connect(client.code, server.address))
    assert "relié au parcours" in told, told
    return commands._notebook.connection.pseudonym


def test_the_rows_are_those_of_her_page_and_so_are_the_points(alone, learner):
    joined(alone, learner)
    page = open_page(learner, LESSON)
    shown = [row["cells"] for row in page.piece("rows", ROWS)["view"]["rows"]]

    table = draw_rows(ROWS)

    assert table.to_numpy().tolist() == shown
    assert check(ROWS).status == "not_attempted"
    with pytest.raises(RefusedError):
        draw_rows(ROWS, again=True)
    first = check(ROWS, [1, 2])
    assert first.kept
    view = open_page(learner, LESSON).piece("rows", ROWS)["view"]
    assert [row["ticked"] for row in view["rows"]] == [True, True] + [False] * (len(shown) - 2)
    assert view["outcome"]["points"] == first.points
    # A cell that is run again says nothing new; another answer needs other rows.
    assert check(ROWS, [2, 1]).points == first.points
    assert "ne sont plus à juger" in str(check(ROWS, [3]))
    assert not draw_rows(ROWS, again=True).equals(table)


def test_an_exam_under_way_tells_a_notebook_no_more_than_a_page(alone, learner):
    pseudonym = joined(alone, learner)
    database = Database(Settings(data=alone.data))
    try:
        me = next(one for one, name in Learners(database).pseudonyms().items() if name == pseudonym)
        hour = timedelta(hours=1)
        window = Exam("preparer", now() - hour, now() + hour)
        terms = Terms(title="Essai", erase_at=now() + timedelta(days=9), exams=(window,))
        session = TrainingSessions(database).create(
            terms, "ATELIER", Learners(database).create().id
        )
        Members(database).put(session.id, me, "Mésange", PRESENT)
    finally:
        database.close()

    told = check("preparer/quiz", {"prep-q01": ["a", "c", "e"]})

    assert told.kept
    assert told.points == 0
    assert "après l'examen" in str(told)
    assert "juste" not in str(told)
    assert "une seule réponse" in str(check("preparer/quiz", {"prep-q01": ["b"]})).lower()
    for refused in (hint(MEND), solution(MEND), solution(MEND)):
        assert "Indice 1" not in str(refused)
        assert "Solution." not in str(refused)


def test_a_server_that_stops_midway_loses_nothing_and_is_told(alone, learner):
    joined(alone, learner)
    assert check(MEND, CLEAN).points == 10

    alone.kill()

    told = str(check(MEND, CLEAN))
    assert "Le serveur ne répond pas" in told
    assert "disconnect" in told
    assert "Le serveur ne répond pas" in str(hint(MEND))
    alone.start()
    # Tokens die with their server: her code opens her path again, and her work is there.
    ended = str(check(MEND))
    assert "n'est plus relié" in ended
    assert "grader.connect()" in ended
    assert "rien n'est envoyé" not in ended
    joined(alone, learner)
    assert check(MEND).points == 10
    assert "expirera" not in str(disconnect())

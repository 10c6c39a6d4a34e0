"""``ouvroir portal`` ends what runs before it stops, and erases what other commands left."""

from __future__ import annotations

import signal
import threading
import time
from datetime import timedelta

import httpx

from grader.progress.database import Database, now
from grader.progress.learners import Learners
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.settings import Settings
from tests.support.faults import until
from tests.support.portal_server import RunningPortal

#: Long enough for the signal to come while the body is still on its way.
_A_WHILE = 1.0


def test_a_call_that_runs_is_answered_and_the_next_one_is_told_to_come_back(tmp_path):
    portal = RunningPortal(tmp_path).start()
    began, answers = threading.Event(), []

    def slowly():
        yield b'{"title": "Pendant'
        began.set()
        time.sleep(_A_WHILE)
        yield b' la fin", "description": "Entier."}'

    def create():
        answers.append(
            httpx.post(
                f"{portal.base}/api/1/datasets/",
                content=slowly(),
                headers={"X-API-KEY": portal.key, "Content-Type": "application/json"},
                trust_env=False,
                timeout=30,
            )
        )

    caller = threading.Thread(target=create)
    caller.start()
    assert began.wait(20)
    root = portal.base.removesuffix("bac-a-sable")
    time.sleep(_A_WHILE / 5)  # the beginning of the body is there
    portal.signal(signal.SIGTERM)
    stopping = until(lambda: _when(httpx.get(root + "sante", trust_env=False), 503))
    assert stopping.json()["etat"] == "arrêt"
    refused = portal.ask("GET", "/api/1/me/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    caller.join(30)
    assert portal.end() == 0
    assert answers[0].status_code == 201

    again = RunningPortal(tmp_path).start()
    try:
        path = f"/api/1/datasets/{answers[0].json()['id']}/"
        assert again.ask("GET", path).json()["title"] == "Pendant la fin"
    finally:
        assert again.end() == 0


def _when(answer, status):
    return answer if answer.status_code == status else None


def test_who_is_due_goes_from_the_course_folder_too(tmp_path):
    """The same data folder may have served courses before: copies lie in its gradebook."""
    database = Database(Settings(data=tmp_path))
    trainer, learner = Learners(database).create(), Learners(database).create()
    terms = Terms(title="Finie", erase_at=now() - timedelta(days=1))
    session = TrainingSessions(database).create(terms, "ABCDEFGHJ", trainer.id)
    Members(database).put(session.id, learner.id, "Mésange", PRESENT)
    database.close()
    root = tmp_path / "gradebook"
    (root / "source" / "preparer").mkdir(parents=True)
    copy = root / "submitted" / learner.id / "preparer"
    copy.mkdir(parents=True)
    (copy / "reponses.json").write_text("{}")

    portal = RunningPortal(tmp_path).start()
    try:
        until(lambda: not copy.parent.exists())
    finally:
        assert portal.end() == 0

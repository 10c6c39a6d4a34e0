"""A server killed again and again at random moments: what it acknowledged is there, in order, once.

Six people answer, drop files and hand in without a pause; each life of the server ends between a
twentieth of a second and a second after the first of them was answered, wherever it stands. What
was acknowledged in all these lives is then looked for in the database and on disk, by a process
that never served. The seed is fixed: ``SEED``. Ten kills; fifty with ``OUVROIR_LONG=1``.
"""

from __future__ import annotations

import hashlib
import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest

from grader.content.build import ensure_built
from grader.progress.database import Database
from grader.progress.files import Files
from grader.progress.hand_ins import HandIns
from grader.settings import Settings
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.answering import Learner, lost
from tests.support.roads import cookie_of
from tests.support.room import Room

SEED = 20261123
KILLS = 50 if os.environ.get("OUVROIR_LONG") else 10
PEOPLE = 6
LESSONS, MODULE = ("essai/essayer", "essai/faire-le-point"), "essai"
#: Seconds of a life after its first answer.
SHORTEST, LONGEST = 0.05, 1.0
#: One act in so many is a file, or a hand-in.
FILES, HAND_INS = 12, 60
HEAD = b"nom;valeur\n"


@dataclass
class Player:
    """Somebody who does all she can, and remembers what she was told is done."""

    answers: Learner
    rng: random.Random
    files: list[str] = field(default_factory=list)
    hand_ins: int = 0

    @property
    def told(self) -> int:
        return len(self.answers.acknowledged) + len(self.files) + self.hand_ins


@pytest.fixture
def room(tmp_path):
    courses = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    room = Room(tmp_path / "data", PEOPLE, courses).start()
    yield room
    room.stop()


@pytest.fixture
def settings(tmp_path):
    data = tmp_path / "data"
    return Settings(courses=QUIZ, sandbox=SMALL_SANDBOX, build=data / "build", data=data)


def play(room, settings, player, first):
    """Act without a pause until the server is gone."""
    me = player.answers
    with httpx.Client(base_url=room.address, timeout=60, trust_env=False) as client:
        client.cookies.set(*cookie_of(settings, me.id))
        try:
            client.get("mes-donnees").raise_for_status()
            for lesson in LESSONS:
                me.read_lesson(ask(client, room, me, "lesson_view", {"lesson": lesson}))
            while True:
                act(client, room, player)
                first.set()
        except httpx.HTTPError:
            return


def act(client, room, player):
    me, luck = player.answers, player.rng.random()
    if luck < 1 / HAND_INS:
        if ask(client, room, me, "hand_in", {"module": MODULE, "send_files": False}):
            player.hand_ins += 1
    elif luck < 1 / HAND_INS + 1 / FILES:
        drop(client, player)
    else:
        operation, kind, request = me.next_act()
        view = ask(client, room, me, operation, request)
        if view:
            me.heard(kind, request, view)


def ask(client, room, me, operation, request):
    """Ask as her page does; None where she is refused, which changes nothing."""
    reply = client.post(
        f"page/{operation}",
        json=request,
        headers={"Authorization": f"Bearer {room.tokens[me.id]}"},
    )
    assert reply.status_code in (200, 409, 429), reply.text
    return reply.json().get("view")


def drop(client, player):
    content = HEAD + f"ligne;{player.rng.random()}\n".encode()
    reply = client.post(
        "depot/validateur/fichier",
        params={"nom": "releve.csv", "schema": ""},
        content=content,
        headers={"X-XSRFToken": client.cookies["_xsrf"], "Accept": "application/json"},
    )
    assert reply.status_code in (200, 409, 429), reply.text
    if reply.status_code == 200:
        assert reply.json()["file"] == hashlib.sha256(content).hexdigest()
        player.files.append(reply.json()["file"])


def live_and_die(room, settings, people, seconds):
    """Play one life of the server; gives how many acts it acknowledged."""
    before, first = sum(one.told for one in people), threading.Event()
    with ThreadPoolExecutor(PEOPLE) as crowd:
        playing = [crowd.submit(play, room, settings, one, first) for one in people]
        try:
            while not first.wait(0.2):
                assert not all(one.done() for one in playing), "nobody could play"
            time.sleep(seconds)
        finally:
            room.kill()
        for one in playing:
            one.result()
    return sum(one.told for one in people) - before


def test_every_acknowledged_act_is_found_after_all_kills(room, settings):
    rng = random.Random(SEED)
    people = [
        Player(Learner(name, random.Random(f"{SEED} {rank}")), random.Random(f"{SEED} acts {rank}"))
        for rank, name in enumerate(sorted(room.tokens))
    ]
    lives = []
    for life in range(KILLS):
        if life:
            room.start()
        lives.append(live_and_die(room, settings, people, rng.uniform(SHORTEST, LONGEST)))

    database, course = Database(settings), ensure_built(settings)
    try:
        kept = room.kept()
        for one in people:
            me = one.answers
            events = kept.get(me.id, [])
            assert lost(course, me, events) == []
            answers = [e for e in events if e["kind"] in ("answer", "skip", "hint", "again")]
            # At most the act under way at a kill was kept without being told.
            assert len(answers) - len(me.acknowledged) <= KILLS
            held = {file.sha256 for file in Files(database, settings).of(me.id)}
            assert set(one.files) <= held
            for sha256 in one.files:
                content = Files(database, settings).path(me.id, sha256).read_bytes()
                assert hashlib.sha256(content).hexdigest() == sha256
            handed = HandIns(database).of(me.id, MODULE)
            assert one.hand_ins <= len(handed) <= one.hand_ins + KILLS
    finally:
        database.close()
    told = Counter(kind for one in people for kind, *_ in one.answers.acknowledged)
    told["file"] = sum(len(one.files) for one in people)
    told["hand-in"] = sum(one.hand_ins for one in people)
    print(f"{KILLS} kills, seed {SEED}, acknowledged: {dict(told)}, by life: {lives}")
    assert all(lives)
    assert told["answer"] > KILLS
    assert told["file"]

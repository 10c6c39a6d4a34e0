"""Too often: each limit refuses in French and says until when, and a room never meets one."""

from __future__ import annotations

import asyncio
import html
import re

import pytest

from benchmarks.room_learner import LESSON as ROOM_LESSON
from benchmarks.room_learner import Seen, SimulatedLearner
from grader.server.limits import LIMITS, Act
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer
from tests.support.training_course import write_course

LESSON, UNKNOWN = "lecon/ouvrir/choisir", "lecon/ouvrir/inconnue"
CALENDAR, PAPER = "revision/a-revoir.ics", "animer/programme.odt?sessions=law"
TOO_MANY = 429
#: Limits in hundredths of what they are, so that few requests reach them.
PERCENT = 4
ROOM = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of small limits that believes the addresses that its proxy (us) forwards."""
    settings = {
        "OUVROIR_COURSES": str(write_course(tmp_path_factory.mktemp("course") / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
        "OUVROIR_TRUSTED_PROXIES": "127.0.0.1",
        "OUVROIR_RATE_PERCENT": str(PERCENT),
    }
    running = RunningServer(tmp_path_factory.mktemp("rates"), settings).start()
    yield running
    running.stop()


def at(server, address, **more):
    client = server.client(**more)
    client.headers["X-Forwarded-For"] = address
    return client


def arrived(server, address):
    client = at(server, address)
    client.get("mes-donnees").raise_for_status()
    return client


def most(act, *, address=False):
    """Give how many times at once, as this server holds it."""
    rate = LIMITS[act].address if address else LIMITS[act].one
    return rate.times(PERCENT / 100).burst


def call(client, key):
    return client.get("bac-a-sable/api/1/me/", headers={"X-API-KEY": key})


def statuses(ask, times):
    return [ask().status_code for _ in range(times)]


def check_refusal(answer):
    """A refusal says when to come back, to programs and to people."""
    assert answer.status_code == TOO_MANY
    seconds = int(answer.headers["Retry-After"])
    assert 1 <= seconds <= 1000
    if answer.headers["Content-Type"].startswith("application/json"):
        told = answer.json().get("error", {})
        text = f"{told.get('message', '')} {told.get('hint', '')}"
    else:
        text = html.unescape(re.sub(r"<[^>]+>", " ", answer.text))
    text = re.sub(r"[\u00a0\u202f]", " ", text)
    assert re.search(r"en peu de temps|de la même adresse", text), text
    assert re.search(r"Attendez [\d ]+ secondes?, puis recommencez", text), text


def test_newcomers_of_one_address_are_bounded_and_those_of_another_are_not(server):
    allowed = most(Act.NEWCOMER, address=True)
    told = statuses(lambda: at(server, "198.51.100.1").get("mes-donnees"), allowed + 5)
    assert told[:allowed] == [200] * allowed
    assert told[-1] == TOO_MANY
    check_refusal(at(server, "198.51.100.1").get("mes-donnees"))
    assert at(server, "198.51.100.2").get("mes-donnees").status_code == 200
    assert at(server, "198.51.100.1").get("aide").status_code == 200, "who makes nobody is let in"


def test_one_learner_s_pages_files_and_documents_are_bounded(server):
    for ask, act in (
        (lambda one: one.get(UNKNOWN), Act.PAGE),
        (lambda one: upload(one, "validateur/fichier", b""), Act.UPLOAD),
        (lambda one: one.get(CALENDAR), Act.EXPORT),
    ):
        hers, other = arrived(server, "198.51.100.3"), arrived(server, "198.51.100.3")
        told = [ask(hers) for _ in range(most(act) + 3)]
        assert TOO_MANY not in [answer.status_code for answer in told[: most(act)]]
        check_refusal(told[-1])
        assert ask(other).status_code != TOO_MANY, "her neighbour goes on"
        assert hers.get("mes-donnees").status_code == 200, "and she does, elsewhere"


def test_strangers_who_make_documents_are_bounded_by_address(server):
    allowed = most(Act.EXPORT, address=True)
    strange = at(server, "198.51.100.4")
    told = statuses(lambda: strange.get(PAPER), allowed + 12)
    assert TOO_MANY not in told[:allowed]
    assert told[-1] == TOO_MANY
    check_refusal(strange.get(PAPER))


def test_a_program_is_bounded_by_its_key_whatever_key_it_makes_up(server):
    one, another = at(server, "198.51.100.5"), at(server, "198.51.100.6")
    told = [call(one, "cle-1") for _ in range(most(Act.CALL) + 20)]
    assert told[0].status_code != TOO_MANY
    refused = told[-1]
    assert refused.status_code == TOO_MANY
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "Attendez" in refused.text
    assert call(one, "cle-2").status_code != TOO_MANY
    made_up = [call(another, f"x{n}").status_code for n in range(most(Act.CALL, address=True) + 60)]
    assert made_up[-1] == TOO_MANY, "keys made up are one address"


def test_a_page_that_runs_wild_is_slowed_down_alone(server):
    client = arrived(server, "198.51.100.7")
    wild, calm = open_page(client, LESSON), open_page(client, LESSON)
    line = Line(client, wild.kernel)
    model = wild.piece("question")["model"]
    told = [line.ask(model, "skip") for _ in range(most(Act.OPERATION) * 3)]
    refused = [one["error"] for one in told if "error" in one]
    assert any(error["code"] == "too-often" for error in refused), refused[:1]
    other = Line(client, calm.kernel)
    assert "view" in other.ask(calm.piece("question")["model"], "skip")
    for one in (line, other):
        one.close()


def test_forged_addresses_do_not_escape_a_limit(server):
    """The proxy names who comes last in the list: what a client writes before it counts not."""
    allowed = most(Act.NEWCOMER, address=True)
    told = [
        at(server, f"10.9.8.{number}, 198.51.100.8").get("mes-donnees").status_code
        for number in range(allowed + 5)
    ]
    assert told[-1] == TOO_MANY


def test_a_room_of_sixty_behind_one_address_meets_no_limit(request):
    """Everybody opens, answers, drops a file and leaves, faster than ``benchmarks room`` plays."""
    server, seen = request.getfixturevalue("whole"), Seen()

    async def play():
        several = asyncio.Semaphore(6)

        async def one(number):
            async with several:
                learner = SimulatedLearner(server.address, seen, number)
                await learner.open(ROOM_LESSON)
                for _ in range(3):
                    await learner.answer()
                with seen.timed("upload"):
                    sent = await learner._client.post(
                        "depot/preparer/deliberations-sales",
                        params={"nom": "export.csv"},
                        content=b"a;b\n1;%d\n" % number,
                        headers={"X-XSRFToken": learner._client.cookies["_xsrf"]},
                    )
                    sent.raise_for_status()
                await learner.leave()
                await learner.close()

        await asyncio.gather(*(one(number) for number in range(ROOM)))

    asyncio.run(play())
    assert seen.errors == {}
    assert len(seen.seconds["upload"]) == ROOM
    assert len(seen.seconds["an answer"]) == 3 * ROOM


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A server of the real course and of the limits that rooms have."""
    running = RunningServer(tmp_path_factory.mktemp("whole"), verbose=False).start()
    yield running
    running.stop()


def test_limits_leave_a_room_of_a_hundred_and_fifty_room_enough():
    """As ``benchmarks room`` plays it: all at once, two pages and two files each."""
    for act, each in ((Act.NEWCOMER, 1), (Act.PAGE, 2), (Act.UPLOAD, 2), (Act.EXPORT, 2)):
        assert LIMITS[act].address.burst >= 150 * each

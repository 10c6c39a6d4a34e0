"""``/sante`` and ``/metrics`` of a real server: well, locked, without processes, and figures."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.server.test_faults_processes import zygote_of
from tests.support.faults import all_gone, locked_database, until
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer
from tests.support.training_course import write_course
from tests.support.workers import workers_of

LESSON, ITEM = "lecon/ouvrir/choisir", "ou-r01"
WELL, NOT_WELL, REFUSED = 200, 503, 403
MARK = "zqmarque"
FILE = f"COLL_NOM;{MARK}\na;1\n".encode()
CHECKS = {"base", "disque", "travailleurs", "pages", "horloge"}
#: Names of labels, all of them.
LABELS = {"method", "route", "status", "le", "code", "job", "outcome", "why"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    settings = {
        "OUVROIR_COURSES": str(write_course(tmp_path_factory.mktemp("course") / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
    }
    running = RunningServer(tmp_path_factory.mktemp("seen"), settings).start()
    yield running
    running.stop()


@pytest.fixture
def probe(server):
    with httpx.Client(base_url=server.address, trust_env=False, timeout=20) as client:
        yield client


def ask(probe, wanted: int, seconds: float = 30) -> dict:
    """Ask until the server says it is as wanted; an answer holds for a second."""

    def seen():
        answer = probe.get("sante")
        return answer if answer.status_code == wanted else None

    return until(seen, seconds).json()


def figures(probe) -> dict[str, list]:
    answer = probe.get("metrics")
    assert answer.status_code == WELL
    assert answer.headers["Content-Type"].startswith("text/plain; version=1.0.0")
    families = text_string_to_metric_families(answer.text)
    return {family.name: family.samples for family in families}


def value(found, name: str, **labels: str) -> float:
    samples = [s for family in found.values() for s in family if s.name == name]
    return sum(s.value for s in samples if labels.items() <= s.labels.items())


def test_a_server_that_is_well_says_so_quickly_without_a_cookie(probe):
    told = ask(probe, WELL)
    assert told == {"etat": "bon", "controles": dict.fromkeys(CHECKS, True)}
    taken = []
    for _ in range(2):
        time.sleep(1.01)
        began = time.perf_counter()
        answer = probe.get("sante")
        taken.append(time.perf_counter() - began)
    # The quickest: other work on the machine is not ours to measure.
    assert min(taken) < 0.05, taken
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert probe.head("sante").status_code == WELL


def test_a_locked_database_is_told_and_everything_else_with_it(server, probe):
    ask(probe, WELL)
    with locked_database(server):
        told = ask(probe, NOT_WELL)
        assert told["etat"] == "panne"
        assert told["controles"] == {**dict.fromkeys(CHECKS, True), "base": False}
    # As long as SQLite waits for a lock.
    assert ask(probe, WELL)["etat"] == "bon"


def test_processes_that_are_lost_are_told_and_replaced_without_anybody_coming(server, probe):
    ask(probe, WELL)
    old = zygote_of(server)
    old.kill()
    assert ask(probe, NOT_WELL)["controles"]["pages"] is False
    ask(probe, WELL)
    assert zygote_of(server).pid != old.pid
    lost = workers_of(server.pid)
    for worker in lost:
        worker.kill()
    until(lambda: all_gone(lost))
    until(lambda: value(figures(probe), "ouvroir_workers") >= 1)
    ask(probe, WELL)


def test_figures_are_those_of_what_was_done_and_name_nobody(server, probe):
    before = figures(probe)
    with server.client() as client:
        page = open_page(client, LESSON)
        line = Line(client, page.kernel)
        question = page.piece("question", ITEM)
        line.ask(question["model"], "answer", chosen=[question["view"]["answers"][0]["id"]])
        assert upload(client, "validateur/fichier", FILE, f"{MARK}.csv").status_code == WELL
        assert open_page(client, "validateur").piece("bench")["view"]
        client.get(f"nulle-part/{MARK}?code={MARK}")
        client.get(f"rejoindre/{MARK}")
        assert value(figures(probe), "ouvroir_pages_open") >= 2
        line.close()
        after = figures(probe)
        client.post("mes-donnees/tout", data={"_xsrf": page.xsrf})

    def more(name, **labels):
        return value(after, name, **labels) - value(before, name, **labels)

    assert more("ouvroir_requests_total", route="/lecon/{}/{}", status="200") == 1
    assert more("ouvroir_requests_total", route="/page/answer") == 1
    assert more("ouvroir_request_seconds_count", route="/page/answer") == 1
    assert more("ouvroir_refusals_total", code="not-found") >= 1
    assert more("ouvroir_uploads_total") == 1
    assert more("ouvroir_upload_bytes_total") == len(FILE)
    assert more("ouvroir_job_seconds_count", outcome="fait") >= 1
    assert more("ouvroir_job_wait_seconds_count") >= 1
    assert more("ouvroir_kernel_starts_total", outcome="forked") == 2
    assert value(after, "ouvroir_pages_bound") == 500
    assert value(after, "ouvroir_workers") >= 1
    assert value(after, "process_resident_memory_bytes") > 10_000_000
    assert value(after, "ouvroir_disk_free_bytes") > 0
    # They may be one lock ago, and none is this learner's.
    assert value(after, "ouvroir_database_errors_total") >= 0
    erased = value(figures(probe), "ouvroir_erasures_total", why="demande")
    assert erased - value(before, "ouvroir_erasures_total", why="demande") == 1

    samples = [sample for family in after.values() for sample in family]
    assert {label for sample in samples for label in sample.labels} <= LABELS
    values = {text for sample in samples for text in sample.labels.values()}
    assert not [text for text in values if MARK in text or re.search(r"[0-9a-f]{12}", text)]


def test_figures_are_for_this_machine_alone_and_not_through_a_proxy(probe):
    assert probe.get("metrics").status_code == WELL
    for header in ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via", "X-Forwarded-Proto"):
        answer = probe.get("metrics", headers={header: "127.0.0.1"})
        assert answer.status_code == REFUSED, header
        assert "ouvroir_" not in answer.text


def test_every_figure_is_documented(probe):
    documented = (DEFAULT_ROOT / "docs" / "reglages.md").read_text(encoding="utf-8")
    for name in figures(probe):
        if name.startswith("ouvroir_"):
            assert f"`{name}`" in documented, name

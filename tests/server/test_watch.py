"""A server that previews: one more route, one more script, and no page made of two versions."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.server.routes import ROUTES, WATCH_ROUTES
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX
from tests.support.pages import Line, open_page
from tests.support.running import RunningServer

LESSON = "lecon/exemple/lire"
#: Seconds that a busy machine may take; the delay itself is measured by ``benchmarks/watch.py``.
PATIENCE = 120
WORDS = ("rouge", "vert")


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("apercu")
    settings = {
        "OUVROIR_COURSES": str(shutil.copytree(SMALL, folder / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
    }
    running = RunningServer(folder / "data", settings, options=["--watch"]).start()
    yield running
    running.stop()


@pytest.fixture
def author(preview):
    with preview.client() as client:
        client.get("mes-donnees").raise_for_status()
        yield client


@pytest.fixture
def courses(preview):
    return preview.data.parent / "courses"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def wait_until(true):
    deadline = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def test_the_news_are_for_who_has_opened_a_page(preview, author):
    assert author.get("apercu").json() == {
        "revision": author.get("apercu").json()["revision"],
        "problems": [],
        "others": 0,
    }
    with preview.client() as nobody:
        assert nobody.get("apercu").status_code == 403
    token = author.cookies.get("_xsrf")
    assert author.post("apercu", headers={"X-XSRFToken": token}).status_code == 405


def test_without_watch_there_is_no_such_route_and_no_script(server):
    assert "apercu" not in {pattern for pattern, _, _ in ROUTES}
    with server.client() as client:
        html = client.get("").text
        assert client.get("apercu").status_code == 404
    assert "data-news" not in html
    assert "watch." not in html


def test_every_route_of_the_preview_states_its_access():
    assert all(hasattr(handler, "access") for _, handler, _ in WATCH_ROUTES)


def test_pages_that_show_courses_follow_them_and_others_do_not(author):
    for address in ("", "module/exemple", LESSON, "quiz-libre", "lecon/exemple/inconnue"):
        (script,) = re.findall(r"<script[^>]*data-news[^>]*>", author.get(address).text)
        assert 'data-news="/apercu"' in script
        assert author.get("apercu").json()["revision"] in script
    for address in ("aide", "mes-donnees", "validateur"):
        assert "data-news" not in author.get(address).text


def test_new_lessons_modules_and_questions_are_served(author, courses):
    shutil.copytree(courses / "exemple", courses / "tenir")
    for path in (courses / "tenir").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("ex-", "te-"), encoding="utf-8")
    change(courses / "tenir" / "quiz.yml", "?", " chez vous ?")
    change(courses / "tenir" / "module.yml", "title: Lire un registre", "title: Tenir un registre")
    change(courses / "catalogue.yml", "[exemple", "[exemple, tenir")

    wait_until(lambda: author.get("module/tenir").status_code == 200)

    view = open_page(author).piece("home")["view"]
    assert "Tenir un registre" in json.dumps(view, ensure_ascii=False)
    posed = open_page(author, "lecon/tenir/lire").piece("question", "te-r01")["view"]
    assert "chez vous" in json.dumps(posed, ensure_ascii=False)


def test_the_work_of_a_new_module_can_be_handed_in_after_a_while(author, courses, preview):
    released = preview.data / "gradebook" / "release" / "rendre" / "rendre.ipynb"
    shutil.copytree(SMALL / "exemple", courses / "rendre")
    for path in (courses / "rendre").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("ex-", "re-"), encoding="utf-8")
    change(courses / "rendre" / "quiz.yml", "?", " alors ?")
    change(courses / "catalogue.yml", "[exemple", "[exemple, rendre")
    wait_until(lambda: author.get("module/rendre").status_code == 200)
    wait_until(released.is_file)

    def handed_in():
        page = open_page(author, "module/rendre")
        line = Line(author, page.kernel)
        try:
            return "view" in line.ask(page.piece("module")["model"], "hand_in", send_files=False)
        finally:
            line.close()

    wait_until(handed_in)
    assert list((preview.data / "gradebook" / "submitted").glob("*/rendre"))


def test_no_page_is_made_of_two_versions(preview, courses):
    """Title and prose are saved together, and come from two places of the server."""
    lesson = courses / "exemple" / "lire.md"
    text = lesson.read_text(encoding="utf-8").replace("title: Lire un registre", "title: Le {}")
    text = text.replace("Une phrase d'accueil", "Du {} partout")
    seen, over = [], threading.Event()

    def read(_number):
        with preview.client() as client:
            while not over.is_set():
                html = client.get(LESSON).text
                title = re.search(r"<h1>Le (\w+)</h1>", html)
                prose = re.search(r"Du (\w+) partout", html)
                if title or prose:
                    seen.append((title and title[1], prose and prose[1]))

    with ThreadPoolExecutor(3) as readers:
        reading = [readers.submit(read, number) for number in range(3)]
        try:
            for number in range(8):
                lesson.write_text(text.replace("{}", WORDS[number % 2]), encoding="utf-8")
                known = len(seen)
                wait_until(lambda: (WORDS[number % 2],) * 2 in seen[known:])  # noqa: B023
        finally:
            over.set()
        for one in reading:
            one.result()

    assert set(seen) == {(word, word) for word in WORDS}


def test_nothing_is_refused_while_the_courses_are_read_again_and_again(author, courses):
    lesson = courses / "exemple" / "lire.md"
    statuses = []
    for number in range(10):
        lesson.write_text(lesson.read_text(encoding="utf-8") + f"\nNuméro {number}.\n")
        statuses += [author.get("apercu").status_code, author.get("aide").status_code]
        time.sleep(0.1)

    assert set(statuses) == {200}
    wait_until(lambda: "Numéro 9." in author.get(LESSON).text)


def test_stopping_is_quiet_and_leaves_nothing_behind(tmp_path):
    """Last in this file, with a server of its own."""
    (tmp_path / "tmp").mkdir()
    settings = {
        "OUVROIR_COURSES": str(shutil.copytree(SMALL, tmp_path / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    server = RunningServer(tmp_path / "data", settings, options=["--watch"]).start()
    (made,) = (tmp_path / "tmp").glob("ouvroir-apercu-*")
    assert list(made.rglob("lire.ipynb"))

    server.stop()

    assert not [line for line in server.output if "Traceback" in line or "Error" in line]
    assert not list((tmp_path / "tmp").glob("ouvroir-apercu-*"))

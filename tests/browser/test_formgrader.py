"""``ouvroir formgrader`` in Chromium: a trainer gives points by hand, and they count everywhere."""

from __future__ import annotations

import csv
import io
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output
from playwright.sync_api import expect

from grader.progress.database import Database
from grader.progress.hand_ins import HandIns
from grader.progress.learners import Learners
from grader.services.grades_file import grades_csv
from grader.services.grading import grade_and_record
from tests.gradebook.conftest import WHEN, Place, open_place
from tests.gradebook.course import COPIES, write_course

#: What a copy would do in the name of the trainer who looks at it.
HARM = """<b>voici</b><script>document.title = 'pris'</script>
<img src=x onerror="document.title = 'pris'">"""
#: What the learner wrote, above the box for its points.
WRITTEN = "Nous publierons d'abord les délibérations."
#: Pages of a Jupyter server that are not there: files, terminals, kernels.
ABSENT = (
    "api/contents", "api/contents/nbgrader_config.py", "api/kernels", "api/terminals",
    "api/sessions", "api/kernelspecs", "api/shutdown", "files/nbgrader_config.py",
    "files/gradebook.db", "tree", "terminals/websocket/1", "lab",
)  # fmt: skip


@dataclass
class Open:
    """A course folder whose copies are graded, and formgrader open on it."""

    place: Place
    learner: str
    address: str
    told: list[str]
    process: subprocess.Popen[str]


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Open]:
    root = tmp_path_factory.mktemp("formgrader")
    write_course(root / "courses")
    place = open_place(root)
    database = Database(place.settings)
    learner = Learners(database).create().id
    HandIns(database).add(learner, "essai", WHEN, 0, with_files=False)
    database.close()
    written = {"essai/deux": f"**Réponse rédigée.**\n\n> {WRITTEN}"}
    put_harm(place.hand_in(learner, COPIES["en-partie"][0], written=written))
    grade_and_record(place.settings)
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "formgrader"],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "OUVROIR_COURSES": str(place.settings.courses),
            "OUVROIR_BUILD": str(place.settings.build),
            "OUVROIR_DATA": str(place.settings.data),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: [lines.put(s) for s in process.stdout], daemon=True).start()
    told = [lines.get(timeout=60)]
    while "Pour arrêter" not in told[-1]:
        told.append(lines.get(timeout=60))
    yield Open(place, learner, re.search(r"http://\S+", told[0])[0], told, process)
    process.kill()
    process.wait()


def put_harm(copy) -> None:
    """Add to a copy a cell whose output holds a script."""
    path = copy / "essai.ipynb"
    notebook = nbformat.read(path, as_version=4)
    code = f"from IPython.display import HTML\nHTML({HARM!r})"
    output = new_output("display_data", {"text/html": HARM})
    notebook.cells.insert(0, new_code_cell(code, outputs=[output], id="harm"))
    nbformat.write(notebook, path)


def is_grade_kept(response) -> bool:
    return "/api/grade/" in response.url and response.request.method == "PUT"


def test_a_point_given_by_hand_counts_in_export_and_in_her_note(opened, newcomer, shot):
    visitor = newcomer(opened.address)
    page = visitor.open()
    elsewhere: list[str] = []
    page.on("response", lambda r: "127.0.0.1" in r.url or elsewhere.append(r.url))
    page.goto(opened.address)
    page.get_by_role("link", name="essai").first.click()
    page.get_by_role("link", name="essai").last.click()
    page.get_by_role("link", name="Submission #1").click()
    boxes = page.locator("input.score")
    expect(boxes).to_have_count(2)
    expect(page.locator("b", has_text="voici")).to_be_visible()
    expect(page.locator("blockquote", has_text=WRITTEN)).to_be_visible()
    assert page.title() != "pris"
    assert page.evaluate("typeof window.MathJax?.Hub") == "undefined"
    assert "script-src 'self'" in page.request.get(page.url).headers["content-security-policy"]
    shot(page, "formgrader-copie")
    with page.expect_response(is_grade_kept) as kept:
        boxes.last.fill("3.5")
        boxes.last.press("Tab")
    assert kept.value.ok
    assert elsewhere == []

    settings = opened.place.settings
    header, line = csv.reader(io.StringIO(grades_csv(settings), newline=""))
    written = {value.removesuffix(".0") for value in line}
    assert {"3.5", "5"} <= written, header
    copies = grade_and_record(settings)
    assert [(c.total, c.fresh, c.agreed) for c in copies] == [(5.0, False, True)]
    database = Database(settings)
    note = HandIns(database).newest(opened.learner, "essai")
    database.close()
    assert note.points == 5.0


def test_nothing_else_of_a_jupyter_server_is_there(opened):
    base = opened.address.partition("/formgrader")[0]
    with httpx.Client(trust_env=False, follow_redirects=True) as trainer:
        assert trainer.get(opened.address).status_code == 200
        # A Jupyter server gives files to its own pages alone.
        trainer.headers["Referer"] = f"{base}/formgrader/gradebook"
        for path in ABSENT:
            answer = trainer.get(f"{base}/{path}")
            assert answer.status_code == 404, (path, answer.url)


def test_nobody_enters_without_the_key_nor_from_another_machine(opened):
    base = opened.address.partition("/formgrader")[0]
    assert base.startswith("http://127.0.0.1:")
    with httpx.Client(trust_env=False) as stranger:
        for path in ("formgrader/gradebook", "formgrader/api/assignments"):
            answer = stranger.get(f"{base}/{path}")
            assert answer.status_code in (302, 403)
            assert "essai" not in answer.text
        wrong = opened.address.partition("=")[0] + "=" + "0" * 48
        assert stranger.get(wrong).status_code == 302
        # A name that leads to this machine, as in a rebinding attack.
        named = stranger.get(opened.address, headers={"Host": "exemple.fr"})
        assert named.status_code == 403


def test_it_is_told_in_french_and_ends_on_control_c(opened):
    text = "".join(opened.told)
    assert "La notation à la main est prête" in text
    assert "ouvroir grade" in text
    opened.process.send_signal(signal.SIGINT)
    assert opened.process.wait(30) == 0

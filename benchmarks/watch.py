"""From saving a file to its new sentence on the open page, under ``ouvroir serve --watch``.

On a copy of the real courses, in Chromium: a lesson is open, a paragraph is added to its file, and
the time counts until the paragraph is in the page. Beside it, in the same run: what an author did
before (start the server again, open the page), a fault told and mended, and how long a small page
waits at most while the courses are read again.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from grader.settings import DEFAULT_ROOT
from tests.browser.conftest import FLAGS
from tests.browser.install import CHROMIUM
from tests.support.running import RunningServer

LESSON = "preparer/ce-que-lit-une-machine"
_SEEN = "text => document.body && document.body.textContent.includes(text)"
_TOLD = "there => Boolean(document.querySelector('.apercu')) === there"


def measure(rounds: int = 20) -> Iterator[tuple[str, str]]:
    """Save, look, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        courses = Path(shutil.copytree(DEFAULT_ROOT / "courses", Path(folder) / "courses"))
        lesson = courses / f"{LESSON}.md"
        server = RunningServer(
            Path(folder) / "data", {"OUVROIR_COURSES": str(courses)}, options=["--watch"]
        ).start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                page = browser.new_context(base_url=server.address).new_page()
                page.goto(f"lecon/{LESSON}")
                times = [_save(page, lesson, number) for number in range(rounds)]
                told, mended = zip(
                    *(_break_and_mend(page, lesson) for _ in range(rounds // 4)), strict=True
                )
                before = [_start_again(server, page, lesson, number) for number in range(3)]
                browser.close()
            quiet, reading = _waits(server, lesson, saving=False), _waits(server, lesson)
        finally:
            server.stop()
    yield f"saved → on the screen, median of {rounds} (bound: 2 s)", _seconds(median(times))
    yield "saved → on the screen, slowest", _seconds(max(times))
    yield "broken → told on the page, median / slowest", _two(told)
    yield "mended → the page says so, median / slowest", _two(mended)
    yield "server started again, page opened again: median of 3", _seconds(median(before))
    yield "that / saved → on the screen", f"{median(before) / median(times):.1f}"
    yield "« Aide » while nothing is saved, median / slowest", _milliseconds(quiet)
    yield "« Aide » while the courses are read again, median / slowest", _milliseconds(reading)


def _save(page: Page, lesson: Path, number: int) -> float:
    _let_it_settle(page)
    sentence = f"Paragraphe de mesure {number}."
    text = lesson.read_text(encoding="utf-8")
    begun = time.perf_counter()
    lesson.write_text(f"{text}\n{sentence}\n", encoding="utf-8")
    page.wait_for_function(_SEEN, arg=sentence, timeout=60_000)
    return time.perf_counter() - begun


def _break_and_mend(page: Page, lesson: Path) -> tuple[float, float]:
    _let_it_settle(page)
    text = lesson.read_text(encoding="utf-8")
    begun = time.perf_counter()
    lesson.write_text(text.replace("minutes:", "minutes: :", 1), encoding="utf-8")
    page.wait_for_function(_TOLD, arg=True, timeout=60_000)
    told = time.perf_counter()
    lesson.write_text(text, encoding="utf-8")
    page.wait_for_function(_TOLD, arg=False, timeout=60_000)
    return told - begun, time.perf_counter() - told


def _start_again(server: RunningServer, page: Page, lesson: Path, number: int) -> float:
    sentence = f"Paragraphe relancé {number}."
    text = lesson.read_text(encoding="utf-8")
    page.goto("about:blank")
    begun = time.perf_counter()
    lesson.write_text(f"{text}\n{sentence}\n", encoding="utf-8")
    server.stop()
    server.start()
    page.goto(f"{server.address}lecon/{LESSON}", wait_until="commit")
    page.wait_for_function(_SEEN, arg=sentence, timeout=60_000)
    return time.perf_counter() - begun


def _let_it_settle(page: Page) -> None:
    """Wait until the page is whole, then a moment that has nothing to do with any rhythm."""
    page.wait_for_function("() => !document.querySelector('.piece:not(.piece-ouverte)')")
    page.wait_for_timeout(700 + 37 * (time.perf_counter_ns() % 17))


def _waits(server: RunningServer, lesson: Path, *, saving: bool = True) -> list[float]:
    """Ask for a small page again and again for a while, saving meanwhile or not."""
    over = threading.Event()

    def save() -> None:
        for number in range(8):
            text = lesson.read_text(encoding="utf-8")
            lesson.write_text(f"{text}\nEncore {number}.\n", encoding="utf-8")
            time.sleep(0.6)
        over.set()

    threading.Thread(target=save if saving else lambda: (time.sleep(5), over.set())).start()
    waits = []
    with server.client() as client:
        client.get("aide")
        while not over.is_set():
            begun = time.perf_counter()
            client.get("aide").raise_for_status()
            waits.append(time.perf_counter() - begun)
            time.sleep(0.005)
    return waits


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _two(values: tuple[float, ...]) -> str:
    return f"{_seconds(median(values))} / {_seconds(max(values))}"


def _milliseconds(values: list[float]) -> str:
    return f"{1000 * median(values):.1f} ms / {1000 * max(values):.0f} ms ({len(values)} times)"

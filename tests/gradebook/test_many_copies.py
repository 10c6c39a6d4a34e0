"""Many copies at once: the same notes in whatever number, and a kill loses the copies in hand."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from grader.cli.grade import progress_bar
from grader.gradebook.grade import grade
from grader.gradebook.lock import locked, shared
from grader.gradebook.model import GradedCopy
from tests.gradebook.conftest import Place, open_place
from tests.gradebook.course import COPIES

N_COPIES = 9
AT_ONCE = 3


def hand_in_some(place: Place) -> None:
    kinds = list(COPIES.values())
    for number in range(N_COPIES):
        place.hand_in(f"copie-{number}", kinds[number % len(kinds)][0])


def told(copies: list[GradedCopy]) -> list[object]:
    return [(c.learner, c.points, c.reasons, c.problem, c.failed) for c in copies]


def test_copies_graded_together_get_what_they_get_one_by_one(place: Place, tmp_path: Path) -> None:
    hand_in_some(place)
    other = open_place(Path(shutil.copytree(place.settings.courses.parent, tmp_path / "seule")))
    seen: list[tuple[int, int]] = []
    together = grade(
        place.settings,
        place.course,
        on_progress=lambda done, total, copy: seen.append((done, total)),
        at_once=AT_ONCE,
    )
    assert told(together) == told(grade(other.settings, other.course))
    assert seen == [(number, N_COPIES) for number in range(1, N_COPIES + 1)]
    assert {c.total for c in together} == {10.0, 1.5, 0.0}


def test_a_kill_loses_the_copies_in_hand_and_a_second_run_does_the_others(place: Place) -> None:
    hand_in_some(place)
    run = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade", f"--at-once={AT_ONCE}"],
        env={
            **os.environ,
            "OUVROIR_COURSES": str(place.settings.courses),
            "OUVROIR_BUILD": str(place.settings.build),
            "OUVROIR_DATA": str(place.settings.data),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    reports = place.settings.data / "gradebook" / "ouvroir" / "reports" / "essai"
    try:
        for _ in range(1200):
            if len(list(reports.glob("*.json"))) >= 2:
                break
            time.sleep(0.05)
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait()
    kept = {path.stem for path in reports.glob("*.json")}
    assert 2 <= len(kept) < N_COPIES
    again = grade(place.settings, place.course, at_once=AT_ONCE)
    assert {c.learner for c in again if not c.fresh} == kept
    assert not any(c.failed for c in again)
    assert [c.fresh for c in grade(place.settings, place.course)] == [False] * N_COPIES


def test_who_wants_the_folder_alone_is_not_passed_by_those_who_share(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    order: list[str] = []
    first_holds, first_ends = threading.Event(), threading.Event()

    def first() -> None:
        with shared(lock):
            first_holds.set()
            first_ends.wait(20)
            order.append("shared")

    def alone() -> None:
        with locked(lock):
            order.append("alone")

    def second() -> None:
        with shared(lock):
            order.append("later")

    threads = [threading.Thread(target=work) for work in (first, alone, second)]
    threads[0].start()
    assert first_holds.wait(20)
    for thread in threads[1:]:
        thread.start()
        # Long enough for it to stand in the gate before the next one comes.
        time.sleep(0.3)
    first_ends.set()
    for thread in threads:
        thread.join(20)
    assert order == ["shared", "alone", "later"]


def test_two_who_share_hold_at_the_same_time(tmp_path: Path) -> None:
    with shared(tmp_path / "lock"), shared(tmp_path / "lock"):
        assert (tmp_path / "lock").exists()


@pytest.mark.parametrize(
    ("done", "total", "drawn"),
    [(1, 130, "[" + "." * 30 + "]"), (65, 130, "#" * 15 + "." * 15), (130, 130, "#" * 30)],
)
def test_the_bar_says_how_far_the_run_is(done: int, total: int, drawn: str) -> None:
    bar = progress_bar(done, total)
    assert drawn in bar
    assert f"copie {done} sur {total}" in bar

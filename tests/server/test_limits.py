"""Limits as the person who runs the server sets them: read, refused in French, and held."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.settings import LIMITS, MEBI, Bounds, Settings
from tests.support.kernels import kernels_of
from tests.support.pages import open_page
from tests.support.running import ROOT, RunningServer

by_limit = pytest.mark.parametrize("limit", LIMITS, ids=[one.variable for one in LIMITS])
DOCUMENTED = ROOT / "docs" / "reglages.md"


@by_limit
def test_each_limit_is_read_in_its_unit_and_changes_that_one_alone(limit):
    value = (
        limit.most if limit.unit == 1 and not limit.variable.endswith("SECONDS") else limit.least
    )
    bounds = Settings.from_environment({limit.variable: str(value)}).bounds
    assert getattr(bounds, limit.bound) == value * limit.unit
    others = {n: v for n, v in vars(Bounds()).items() if n != limit.bound}
    assert others.items() <= vars(bounds).items()


@by_limit
def test_the_default_is_within_the_range(limit):
    default = getattr(Bounds(), limit.bound)
    if not (limit.none_is_zero and default == 0):
        assert limit.least <= default / limit.unit <= limit.most
        assert default % limit.unit == 0


@by_limit
@pytest.mark.parametrize("wrong", ["beaucoup", "-1", "1.5", "1e3", "٣", "9" * 40, "least", "most"])
def test_what_is_no_number_or_out_of_range_is_refused_in_french(limit, wrong):
    given = {"least": str(limit.least - 1), "most": str(limit.most + 1)}.get(wrong, wrong)
    if given == "0" and limit.none_is_zero:
        given = str(limit.least - 2)
    with pytest.raises(
        ValueError, match=f"{limit.variable} vaut « .* » : il faut un nombre entier"
    ):
        Settings.from_environment({limit.variable: given})


def test_no_bound_is_a_value_where_it_makes_sense():
    assert Settings.from_environment({"OUVROIR_KERNEL_PROCESSES": "0"}).bounds.kernel_processes == 0


def test_a_job_and_its_wait_stay_within_what_a_page_waits_for():
    with pytest.raises(ValueError, match="font ensemble 110 secondes"):
        Settings.from_environment({"OUVROIR_JOB_SECONDS": "85"})
    both = {"OUVROIR_JOB_SECONDS": "80", "OUVROIR_QUEUE_SECONDS": "5"}
    assert Settings.from_environment(both).bounds.job_seconds == 80


def test_the_server_says_so_and_does_not_start(tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "grader", "serve", "--port=0"],
        env={**os.environ, "OUVROIR_DATA": str(tmp_path), "OUVROIR_PAGES": "beaucoup"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode != 0
    sentence = told.stderr.replace("\u00a0", " ").replace("\u202f", " ")
    assert "OUVROIR_PAGES vaut « beaucoup » : il faut un nombre entier de 1 à 10000." in sentence
    assert "Traceback" not in told.stderr


def test_the_documentation_has_every_limit_with_its_range_and_default():
    rows = {}
    for line in DOCUMENTED.read_text(encoding="utf-8").splitlines():
        if found := re.match(
            r"\| `(OUVROIR_\w+)` \|[^|]*\| ([\d ]+) à ([\d ]+)[^|]*\| ([\d ]+)", line
        ):
            name, *numbers = found.groups()
            rows[name] = [int(number.replace(" ", "")) for number in numbers]
    expected = {
        one.variable: [one.least, one.most, int(getattr(Bounds(), one.bound) / one.unit)]
        for one in LIMITS
    }
    assert {name: rows.get(name) for name in expected} == expected


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A server with room for two pages, and kernels that may do little."""
    limits = {
        "OUVROIR_PAGES": "2",
        "OUVROIR_KERNEL_FILES": "300",
        "OUVROIR_KERNEL_MIB": "900",
        "OUVROIR_KERNEL_CPU_SECONDS": "77",
    }
    server = RunningServer(tmp_path_factory.mktemp("small"), limits).start()
    yield server
    server.stop()


def test_a_kernel_has_the_limits_of_its_server_and_a_full_room_says_so(small):
    first, second, third = (small.client() for _ in range(3))
    open_page(first)
    (kernel,) = kernels_of(small.pid)
    held = Path(f"/proc/{kernel.pid}/limits").read_text(encoding="ascii")
    for name, value in (("open files", 300), ("address space", 900 * MEBI), ("cpu time", 77)):
        assert re.search(rf"Max {name}\s+{value}\s+{value}\s", held), held

    page = open_page(second)
    refused = third.get("")
    assert refused.status_code == 503
    assert "La salle est pleine." in refused.text
    assert "Vos réponses sont conservées." in refused.text
    # It is not a page of an error: the rest of the site still answers, and a place that is
    # given back is taken.
    assert third.get("aide").status_code == 200
    answer = second.post(f"pages/{page.kernel}/fermer", data={"_xsrf": page.xsrf})
    assert answer.status_code == 204
    assert open_page(third).pieces
    for client in (first, second, third):
        client.close()

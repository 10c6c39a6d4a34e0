"""A page's cells in one question: what it holds, what comes back, and a kernel that is lost."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time

import pytest
from jupyter_client.ioloop import AsyncIOLoopKernelManager
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.kernels.quick_client import connect_soon
from grader.server.page_run import CellsLostError, in_one_go, run_cells, with_outputs
from grader.settings import Bounds
from tests.kernels.forking import forked_kernels

SHOW = 'from grader.ui import show\n\nshow("question", "{}")'
SECONDS = 60.0


def test_what_cells_repeat_is_said_once_and_what_each_shows_is_asked_for_by_its_number():
    statements, shown = in_one_go((SHOW.format("a"), "wait = 1\nwait += 1", SHOW.format("b"), ""))
    assert statements == "from grader.ui import show\nwait = 1\nwait += 1"
    assert shown == {"0": "show('question', 'a')", "2": "show('question', 'b')"}


def in_a_kernel(work):
    """Give what ``work`` makes of the manager of a forked kernel that was just started."""

    async def run(folder: str):
        manager = AsyncIOLoopKernelManager(
            transport="ipc", connection_file=f"{folder}/k.json", autorestart=False
        )
        connect_soon(manager.context)
        await manager.start_kernel()
        try:
            return await work(manager)
        finally:
            await manager.shutdown_kernel(now=True)

    with forked_kernels(), tempfile.TemporaryDirectory(prefix="ouvroir-essai-") as folder:
        return asyncio.run(run(folder))


def test_all_that_cells_show_comes_back_in_their_order_and_a_fault_is_its_cells_alone():
    sources = ("import math\nmath.floor(2.5)", "x = 7", "1 / 0", "x + 1")
    found = in_a_kernel(lambda manager: run_cells(manager, sources, SECONDS))
    assert [one and one["text/plain"] for one in found] == ["2", None, None, "8"]


def test_a_kernel_that_dies_under_the_cells_is_told_long_before_they_would_be_late():
    began = time.monotonic()
    with pytest.raises(CellsLostError, match="ended"):
        in_a_kernel(
            lambda manager: run_cells(
                manager, ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",), SECONDS
            )
        )
    assert time.monotonic() - began < SECONDS


def test_cells_that_cannot_be_run_or_last_too_long_are_lost():
    with pytest.raises(CellsLostError, match="NameError"):
        in_a_kernel(lambda manager: run_cells(manager, ("nobody = there",), SECONDS))
    with pytest.raises(CellsLostError, match="in time"):
        in_a_kernel(lambda manager: run_cells(manager, ("import time\ntime.sleep(30)",), 0.1))


def test_cells_of_a_lost_kernel_show_nothing_and_the_page_goes_on(caplog):
    cells = [
        new_markdown_cell("Lire."),
        new_code_cell("import os\nos._exit(3)"),
        new_code_cell("1"),
    ]
    with caplog.at_level(logging.WARNING, "ouvroir.server"):
        given = in_a_kernel(lambda manager: with_outputs(manager, cells, Bounds()))
    assert [cell.source for cell in given] == [cell.source for cell in cells]
    assert [cell.outputs for cell in given[1:]] == [[], []]
    (record,) = caplog.records
    assert "the kernel ended" in record.getMessage()


def test_cells_of_a_page_show_what_its_template_reads():
    cells = [new_markdown_cell("Lire."), new_code_cell("x = 2"), new_code_cell("x * 21")]
    given = in_a_kernel(lambda manager: with_outputs(manager, cells, Bounds()))
    assert given[1].outputs == []
    assert given[2].outputs[0]["data"]["text/plain"] == "42"

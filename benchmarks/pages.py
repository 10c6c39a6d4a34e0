"""A page's time: ours against stock Voilà on a notebook with the same number of widgets.

Both in one run, one after the other, over HTTP on the loopback: time to the first byte, to the
complete HTML, and the private memory of the page's kernel. Stock Voilà is measured twice: with
ipywidgets alone, and with pandas and frictionless imported in the page as its users do.

Cold is the first page after the server has started; warm is the median of those that follow. When
a widget can be seen is measured in Chromium, for a visitor who has nothing in her cache and for
one who comes back; with it, how many requests and bytes the page took.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import httpx
import nbformat

from benchmarks.browser import in_chromium
from tests.support.kernels import kernels_of
from tests.support.running import RunningServer

LESSON = "lecon/preparer/ce-que-lit-une-machine"
PIECES = 5


def measure(rounds: int = 8) -> Iterator[tuple[str, str]]:
    """Open pages of ours, then of stock Voilà."""
    with tempfile.TemporaryDirectory() as folder:
        seen: list[tuple[str, str]] = []
        ours = _ours(Path(folder) / "data", rounds, seen)
        thin = _stock(Path(folder), rounds, "import ipywidgets", seen)
        heavy = _stock(Path(folder), rounds, "import ipywidgets, pandas, frictionless", seen)
    for label, (first, whole, memory, cold) in (
        ("ours, a lesson", ours),
        ("stock Voilà, ipywidgets", thin),
        ("stock Voilà, pandas and frictionless", heavy),
    ):
        times = f"first byte {first:.2f} s, complete {whole:.2f} s"
        yield label, f"cold: complete {cold:.2f} s; warm: {times}; kernel {memory:.0f} MiB private"
    yield from ((f"Chromium: {label}", told) for label, told in seen)
    yield "complete HTML, stock with pandas / ours", f"{heavy[1] / ours[1]:.1f}"
    yield "prose readable, stock (complete) / ours (first byte)", f"{heavy[1] / ours[0]:.0f}"
    yield "kernel memory, stock with pandas / ours", f"{heavy[2] / ours[2]:.1f}"


def _ours(
    data: Path, rounds: int, seen: list[tuple[str, str]]
) -> tuple[float, float, float, float]:
    server = RunningServer(data).start()
    try:
        told = _open(server.address + LESSON, server.pid, rounds)
        visible = ".piece-ouverte input"
        seen += [(f"ours, {k}", v) for k, v in in_chromium(server.address + LESSON, visible)]
        return told
    finally:
        server.stop()


def _stock(
    folder: Path, rounds: int, imports: str, seen: list[tuple[str, str]]
) -> tuple[float, float, float, float]:
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    )
    notebook.cells = [nbformat.v4.new_code_cell(imports)]
    notebook.cells += [
        nbformat.v4.new_code_cell("ipywidgets.RadioButtons(options=['a', 'b', 'c'])")
        for _ in range(PIECES)
    ]
    path = folder / "stock.ipynb"
    nbformat.write(notebook, path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "voila", "--no-browser", f"--port={port}", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        address = f"http://127.0.0.1:{port}/"
        told = _open(address, process.pid, rounds)
        visible = ".widget-radio input, .jupyter-widget-radio input, .widget-radio-box input"
        seen += [(f"stock ({imports}), {k}", v) for k, v in in_chromium(address, visible)]
        return told
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("stock Voilà did not start")


def _open(address: str, pid: int, rounds: int) -> tuple[float, float, float, float]:
    firsts, wholes, cold = [], [], 0.0
    for turn in range(rounds + 1):
        # A client of its own each time: another learner, another kernel.
        with httpx.Client(timeout=60, trust_env=False) as client:
            begun = time.perf_counter()
            with client.stream("GET", address) as response:
                for number, _chunk in enumerate(response.iter_raw()):
                    if number == 0:
                        first = time.perf_counter() - begun
            lasted = time.perf_counter() - begun
            if turn:
                firsts.append(first)
                wholes.append(lasted)
            else:  # the first page pays for what is loaded once
                cold = lasted
    kernels = [kernel.memory_full_info().uss / 2**20 for kernel in kernels_of(pid)]
    return median(firsts), median(wholes), median(kernels), cold

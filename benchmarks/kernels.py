"""A page's kernel: forked from the zygote against started the stock way, both in one run.

Each kernel is ready when it has answered a first cell that imports what a page imports
(``from grader.ui import show``). As many at once as a room opens when everybody comes to the
page; memory is read once all are ready and idle.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from grader.kernels.forked import FORKED_NAME
from grader.kernels.nursery import NURSERY

STOCK_NAME = "local-provisioner"
CELL = "from grader.ui import show"
#: Stock kernels take 60 MiB and half a second of processor each: more of them tells nothing new.
COUNTS = {FORKED_NAME: (1, 10, 50, 200), STOCK_NAME: (1, 10, 50)}
_SECONDS = 300


def measure() -> Iterator[tuple[str, str]]:
    """Start kernels the stock way, then forked."""
    begun = time.perf_counter()
    NURSERY.warm()
    yield "zygote, from nothing", f"{time.perf_counter() - begun:.2f} s"
    ready: dict[tuple[str, int], tuple[float, float]] = {}
    for name, title in ((STOCK_NAME, "stock"), (FORKED_NAME, "forked")):
        for count in COUNTS[name]:
            one, last, private, proportional = asyncio.run(_start(name, count))
            ready[name, count] = (last, private)
            times = f"median {one:.2f} s, last {last:.2f} s"
            memory = f"{private:.1f} MiB private, {proportional:.1f} proportional"
            yield f"{title}, {count} at once", f"{times}; {memory}"
    for count in COUNTS[STOCK_NAME]:
        (slow, wide), (fast, thin) = ready[STOCK_NAME, count], ready[FORKED_NAME, count]
        yield (
            f"stock / forked, {count} at once",
            f"time to the last ×{slow / fast:.1f}, private memory ×{wide / thin:.1f}",
        )
    NURSERY.close()


async def _start(name: str, count: int) -> tuple[float, float, float, float]:
    """Start that many kernels at once; give median and last time, and memory of one in MiB."""
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, name
    with tempfile.TemporaryDirectory() as folder:
        managers = [
            AsyncKernelManager(transport="ipc", connection_file=str(Path(folder) / f"{n}.json"))
            for n in range(count)
        ]
        begun = time.perf_counter()
        try:
            times = await asyncio.gather(*(_ready(one, begun) for one in managers))
            memory = [_memory(one.provisioner.pid) for one in managers]
        finally:
            factory.default_provisioner_name = before
            await asyncio.gather(*(one.shutdown_kernel(now=True) for one in managers))
    private, proportional = (median(column) for column in zip(*memory, strict=True))
    return median(times), max(times), private, proportional


async def _ready(manager: AsyncKernelManager, begun: float) -> float:
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        asked = client.execute(CELL)
        while True:
            reply = await client.get_shell_msg(timeout=_SECONDS)
            if reply["parent_header"].get("msg_id") == asked:
                break
        if reply["content"]["status"] != "ok":
            raise RuntimeError(reply["content"])
        return time.perf_counter() - begun
    finally:
        client.stop_channels()


def _memory(pid: int) -> tuple[float, float]:
    told = psutil.Process(pid).memory_full_info()
    return told.uss / 2**20, told.pss / 2**20

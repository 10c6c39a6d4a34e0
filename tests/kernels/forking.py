"""Kernels started by jupyter_client itself, through our provisioner."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from grader.kernels.forked import FORKED_NAME

SECONDS = 60


@contextmanager
def forked_kernels() -> Iterator[None]:
    """Have every kernel of this process forked, for the time of the block."""
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, FORKED_NAME
    try:
        yield
    finally:
        factory.default_provisioner_name = before


@contextmanager
def kernel(**kwargs) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    """Start a kernel; give its manager and a client that it has answered."""
    with forked_kernels(), tempfile.TemporaryDirectory(prefix="ouvroir-essai-") as folder:
        # Sockets lie beside this file, wherever the kernel itself runs.
        manager = KernelManager(
            kernel_name="python3", transport="ipc", connection_file=f"{folder}/k.json"
        )
        manager.start_kernel(**kwargs)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(SECONDS)
            yield manager, client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def told_by(client: BlockingKernelClient, code: str) -> str:
    """Run code, and give what it printed; fails when it raised."""
    texts: list[str] = []

    def hear(message) -> None:
        if message["msg_type"] == "stream":
            texts.append(message["content"]["text"])

    reply = client.execute_interactive(code, output_hook=hear, timeout=SECONDS)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(texts).strip()

"""A kernel provisioner that has its kernels forked from a warm zygote.

Declared as ``ouvroir-forked`` among the ``jupyter_client.kernel_provisioners`` entry points. Where
no kernel can be forked it starts an ordinary one, with one warning.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo

from grader.kernels.nursery import NURSERY, ForkedProcess, NoForkError
from grader.kernels.provisioner import BareEnvironmentProvisioner
from grader.settings import Bounds

#: Name of the entry point.
FORKED_NAME = "ouvroir-forked"

_log = logging.getLogger("ouvroir.kernels")
_warned = False


class ForkedProvisioner(BareEnvironmentProvisioner):
    """Asks the nursery for a kernel; environment and folders are those of a bare one.

    Attributes:
        bounds: of this server; set once, before the first kernel.
        starts: kernels that were started in this process, forked or the ordinary way.
    """

    bounds: ClassVar[Bounds] = Bounds()
    starts: ClassVar[Counter[str]] = Counter({"forked": 0, "ordinary": 0})

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Have the kernel forked; jupyter_client calls this at each start and restart."""
        argv = launcher_arguments(cmd)
        if argv is None:
            return await super().launch_kernel(cmd, **kwargs)
        streams = tuple(kwargs.get(name) for name in ("stdout", "stderr"))
        cwd = kwargs.get("cwd") or str(Path.cwd())
        try:
            # Forking takes a few milliseconds, starting a zygote a second: not on the loop.
            self.process = await asyncio.to_thread(
                self._fork,
                argv,
                kwargs["env"],
                cwd,
                (1, 2) if streams == (None, None) else None,
            )
        except NoForkError as error:
            _warn_once(error)
            self.starts["ordinary"] += 1
            return await super().launch_kernel(cmd, **kwargs)
        self.starts["forked"] += 1
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd
        return self.connection_info

    def _fork(
        self, argv: list[str], env: dict[str, str], cwd: str, streams: tuple[int, int] | None
    ) -> ForkedProcess:
        """Ask the nursery of the pages for a kernel; a thread calls it.

        Raises:
            NoForkError: none can be had.
        """
        limits = limits_of(self.bounds)
        return NURSERY.fork(argv, env=env, cwd=cwd, limits=limits, streams=streams)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Let a shutdown message that nobody has read go with its socket.

        A forked kernel is up so fast that the message for the one that was killed would reach it,
        over the same address.
        """
        control = getattr(self.parent, "_control_socket", None)
        if control is not None:
            control.linger = 0
        await super().shutdown_requested(restart=restart)


def launcher_arguments(cmd: list[str]) -> list[str] | None:
    """Give what follows ``-m ipykernel_launcher`` in a kernelspec's command; None for another one.

    Args:
        cmd: the whole command.
    """
    for place in range(len(cmd) - 1):
        if cmd[place : place + 2] == ["-m", "ipykernel_launcher"]:
            return cmd[place + 2 :]
    return None


def limits_of(bounds: Bounds) -> dict[str, int]:
    """Give what one page's kernel may use.

    Args:
        bounds: upper limits of the server.
    """
    wanted = {
        "address_space": bounds.kernel_bytes,
        "cpu_seconds": bounds.kernel_cpu_seconds,
        "open_files": bounds.kernel_files,
        "processes": bounds.kernel_processes,
    }
    return {"core_bytes": 0, **{name: value for name, value in wanted.items() if value}}


def _warn_once(error: Exception) -> None:
    global _warned  # noqa: PLW0603  # once a process, however many kernels start
    if not _warned:
        _warned = True
        _log.warning("kernels start the ordinary way: %s", error)

"""A kernel provisioner that starts kernels with a bare environment.

Declared as ``ouvroir-bare`` among the ``jupyter_client.kernel_provisioners`` entry points and
chosen by ``JUPYTER_DEFAULT_PROVISIONER_NAME``: a kernelspec would not do, because nbgrader
writes the one stored in its gradebook over the one of each copy.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from grader.kernels.environment import bare_environment, throwaway_folders
from grader.settings import Bounds

#: Name of the entry point.
PROVISIONER_NAME = "ouvroir-bare"

#: Numeric libraries reserve address space for each thread that they might start.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class BareEnvironmentProvisioner(LocalProvisioner):
    """Starts an ordinary local kernel whose environment is an allow-list.

    The kernel has a home and temporary folders of its own, removed when it is shut down (or at
    the latest when this process ends).
    """

    _folder: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Replace the environment; jupyter_client calls this before each start and restart.

        The filter comes after the parent's own work, so that nothing that a kernelspec's ``env``
        copies from the server's environment passes either.
        """
        kwargs = await super().pre_launch(**kwargs)
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="ouvroir-kernel-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        extra = throwaway_folders(self._folder)
        if "NBGRADER_EXECUTION" in kwargs["env"]:
            # A copy's code may write to the process itself: nobody reads it, nothing fills up.
            kwargs.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # Its cells read learners' files: they have the bound of a worker.
            if os.name == "posix":
                limit = memory_limit(Bounds.from_environment(os.environ).worker_bytes)
                if limit is not None:
                    kwargs["preexec_fn"] = limit
            extra.update(_ONE_THREAD)
        kwargs["env"] = bare_environment(kwargs["env"], extra)
        return kwargs

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the kernel's folders; jupyter_client calls this once the kernel is stopped."""
        await super().cleanup(restart=restart)
        if not restart and self._folder is not None:
            # A room that leaves together ends hundreds of kernels: not on the server's loop.
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
            self._folder = None


def memory_limit(n_bytes: int) -> Callable[[], None] | None:
    """Give a function that bounds the address space of the process that calls it.

    It runs between fork and exec, where the least possible is safe: everything is ready before.
    Where the system knows no such bound, there is no function: the process starts without it.

    Args:
        n_bytes: the bound.
    """
    try:
        import resource
    except ImportError:
        return None

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = n_bytes if hard == resource.RLIM_INFINITY else min(n_bytes, hard)
    limits = ((resource.RLIMIT_AS, (bound, bound)), (resource.RLIMIT_CORE, (0, 0)))

    def limit() -> None:
        for which, pair in limits:
            # A refusal must not keep the kernel from starting (macOS has no RLIMIT_AS to set).
            with suppress(OSError, ValueError):
                resource.setrlimit(which, pair)

    return limit


@contextmanager
def provisioned_by(name: str) -> Iterator[None]:
    """Start every kernel of this process with one of our provisioners, for the time of the block.

    The server sets it once for good; this is for a process whose factory may already have read
    ``JUPYTER_DEFAULT_PROVISIONER_NAME``.

    Args:
        name: of its entry point.
    """
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    factory.default_provisioner_name = name
    try:
        yield
    finally:
        factory.default_provisioner_name = before

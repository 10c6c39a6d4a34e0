"""Kernels that run the code of learners' copies: forked, bounded, and confined to one folder.

Declared as ``ouvroir-grading`` among the ``jupyter_client.kernel_provisioners`` entry points. Its
zygote has imported what the locked cells of a copy call, and nothing that reads files in threads.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import grader
from grader.kernels.forked import ForkedProvisioner
from grader.kernels.nursery import ForkedProcess, Nursery
from grader.settings import Bounds

#: Name of the entry point.
GRADING_NAME = "ouvroir-grading"

#: Seconds between two looks at whether a kernel has ended, and how many before it is left.
_LOOK_SECONDS, _LOOKS = 0.005, 100

#: What a locked cell calls (``grader.score``), as far as it starts no thread: polars does when it
#: is imported, and is left to the kernels that read a file; what it needs beside is not.
_CELLS = (
    "grader.content.copies:read_beforehand",
    "grader.exercises.assess",
    "numpy",
    "stdnum.util",
)

#: Several copies are run at once: polars need not share out a few hundred rows among threads.
_FEW_THREADS = {"POLARS_MAX_THREADS": "1", "_RJEM_MALLOC_CONF": "background_thread:false"}

#: Folders of ``sys.path`` that hold installed packages. Others, such as a checkout, may hold data.
_LIBRARIES = frozenset({"site-packages", "dist-packages"})

#: The nursery of this process: every kernel that grades here is forked from its zygote.
GRADING_NURSERY = Nursery(_CELLS)


class GradingProvisioner(ForkedProvisioner):
    """Has a kernel forked for a copy; where none can be, starts an ordinary one."""

    def _fork(
        self, argv: list[str], env: dict[str, str], cwd: str, streams: tuple[int, int] | None
    ) -> ForkedProcess:
        """Ask the nursery of the copies for a kernel that is heard nowhere."""
        del streams
        return GRADING_NURSERY.fork(
            argv,
            env={**env, **_FEW_THREADS, **_importable(self._folder)},
            cwd=cwd,
            limits=grading_limits(Bounds.from_environment(os.environ)),
            confine=self._reach(env, cwd),
        )

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, and with it whatever the code of a copy has started.

        Its end is waited for: jupyter_client looks for it at once, then a tenth of a second later.
        """
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        await super().kill(restart=restart)
        for _ in range(_LOOKS):
            if self.process is None or self.process.poll() is not None:
                return
            await asyncio.sleep(_LOOK_SECONDS)

    def _reach(self, env: dict[str, str], cwd: str) -> dict[str, list[str]]:
        """List what the kernel may read and write: its copy, its own folders, its sockets."""
        named = ("OUVROIR_COURSES", "OUVROIR_SANDBOX", "OUVROIR_PRIVATE_BANK")
        reading = [env[name] for name in named if env.get(name)]
        sockets = Path(self.parent.connection_file).resolve().parent
        own = [str(self._folder)] if self._folder is not None else []
        return {
            "reading": [*reading, *_program()],
            "writing": [cwd, str(sockets), *own],
        }


def _importable(own: Path | None) -> dict[str, str]:
    """Let the programs that a copy starts import Ouvroir.

    A checkout may hold data, and cannot be listed: a link in the kernel's own folder leads from
    there to the package alone.

    Args:
        own: folder of the kernel.
    """
    package = Path(grader.__file__).resolve().parent
    if own is None or package.parent.name in _LIBRARIES:
        return {}
    links = own / "python"
    links.mkdir(exist_ok=True)
    link = links / package.name
    if not link.is_symlink():
        link.symlink_to(package, target_is_directory=True)
    return {"PYTHONPATH": str(links)}


def _program() -> list[str]:
    """Give the folders of Python and of Ouvroir."""
    package = Path(grader.__file__).resolve().parent
    libraries = {path for path in sys.path if Path(path).name in _LIBRARIES}
    return sorted({sys.prefix, sys.base_prefix, str(package), *libraries})


def grading_limits(bounds: Bounds) -> dict[str, int]:
    """Give what one copy's kernel may use: the memory of a worker, for its cells read files.

    Args:
        bounds: upper limits.
    """
    return {
        "core_bytes": 0,
        "address_space": bounds.worker_bytes,
        "cpu_seconds": bounds.kernel_cpu_seconds,
        "open_files": bounds.kernel_files,
    }

"""The server's end of the zygote: starts one, asks it for kernels, replaces it when it is gone."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from grader.kernels.environment import bare_environment
from grader.kernels.zygote import MESSAGE_BYTES

#: Seconds that a zygote has to import everything, on a machine that is busy.
_READY_SECONDS = 60.0
#: Seconds that a fork or a question may take.
_ANSWER_SECONDS = 20.0
#: Exit code of a kernel whose end nobody could see: the zygote was gone before it.
UNSEEN = 1


class NoForkError(RuntimeError):
    """No kernel can be forked here, or not now; an ordinary one can be started."""


def can_fork() -> bool:
    """Tell whether this system has all that the zygote needs."""
    wanted = ((os, "fork"), (os, "pidfd_open"), (signal, "pidfd_send_signal"), (socket, "send_fds"))
    return all(hasattr(module, name) for module, name in wanted) and hasattr(
        socket, "SOCK_SEQPACKET"
    )


class ForkedProcess:
    """A forked kernel, with the face of ``subprocess.Popen`` that jupyter_client asks for.

    Attributes:
        pid: its process, which leads a group of its own.
        returncode: how it ended, None while it runs; negative for a signal.
    """

    stdin = stdout = stderr = None

    def __init__(self, nursery: Nursery, pid: int, handle: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._nursery = nursery
        self._handle = handle

    def poll(self) -> int | None:
        """Tell how it ended; None while it runs."""
        if self.returncode is None and self._has_ended(0.0):
            self._close(self._nursery.code_of(self.pid))
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Args:
            timeout: seconds.

        Raises:
            subprocess.TimeoutExpired: it has not ended.
        """
        if self.returncode is None:
            if not self._has_ended(timeout):
                raise subprocess.TimeoutExpired("kernel", timeout or 0.0)
            self.poll()
        return self.returncode if self.returncode is not None else UNSEEN

    def send_signal(self, number: int) -> None:
        """Send it a signal; nothing once it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _has_ended(self, seconds: float | None) -> bool:
        """Wait for its end; ``select`` would refuse the descriptors of a full room."""
        waiting = select.poll()
        waiting.register(self._handle, select.POLLIN)
        return bool(waiting.poll(None if seconds is None else 1000 * seconds))

    def _close(self, code: int) -> None:
        self.returncode = code
        os.close(self._handle)
        self._handle = -1

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


class Nursery:
    """One zygote of this process, started when it is first needed, and again when it died.

    Calls may come from several threads; each waits for the one before.

    Args:
        modules: what its kernels import beside what every kernel does: none that starts a thread.
    """

    def __init__(self, modules: Sequence[str] = ()) -> None:
        self._modules = tuple(modules)
        self._lock = threading.Lock()
        self._pair: socket.socket | None = None
        self._zygote: subprocess.Popen[bytes] | None = None
        self._lifeline: int | None = None

    @property
    def pid(self) -> int | None:
        """The zygote's process, or None."""
        return self._zygote.pid if self._zygote is not None else None

    @property
    def alive(self) -> bool:
        """Whether the zygote runs; nothing waits for it here."""
        zygote = self._zygote
        return zygote is not None and zygote.poll() is None

    def warm(self) -> None:
        """Start the zygote now, so that the first page does not wait for it.

        Raises:
            NoForkError: it cannot be started.
        """
        with self._lock:
            self._ready()

    def fork(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: str,
        limits: Mapping[str, int],
        streams: tuple[int, int] | None = None,
        confine: Mapping[str, Sequence[str]] | None = None,
    ) -> ForkedProcess:
        """Ask for a kernel.

        Args:
            argv: arguments of ``ipykernel_launcher``.
            env: its whole environment.
            cwd: its working folder.
            limits: as ``limits.set_limits`` has them.
            streams: file descriptors for its standard output and error; None for nowhere.
            confine: arguments of ``confinement.confine``; None for a kernel of our own code.

        Raises:
            NoForkError: the zygote cannot be had, or has refused.
        """
        request = {
            "do": "fork", "argv": list(argv), "env": dict(env), "cwd": cwd, "limits": dict(limits),
            "confine": dict(confine) if confine is not None else None,
        }  # fmt: skip
        message = json.dumps(request).encode()
        if len(message) > MESSAGE_BYTES:
            raise NoForkError("the environment is too long")
        with self._lock:
            answer, handles = self._ask(message, list(streams or ()))
        if "pid" not in answer or not handles:
            raise NoForkError(str(answer.get("error", "no kernel came")))
        return ForkedProcess(self, answer["pid"], handles[0])

    def code_of(self, pid: int) -> int:
        """Give the exit code of a kernel that has ended; ``UNSEEN`` when nobody saw it.

        Args:
            pid: of the kernel.
        """
        with self._lock:
            if self._pair is None:
                return UNSEEN
            try:
                # It has ended, so whoever started it can see that.
                answer, _ = self._exchange(json.dumps({"do": "status", "pid": pid}).encode())
            except NoForkError:
                return UNSEEN
        code = answer["code"]
        return UNSEEN if code is None else int(code)

    def close(self) -> None:
        """End the zygote, and with the lifeline every kernel that still runs."""
        with self._lock:
            self._drop()
            if self._lifeline is not None:
                os.close(self._lifeline)
                self._lifeline = None

    def _ask(self, message: bytes, descriptors: list[int]) -> tuple[dict[str, Any], list[int]]:
        self._ready()
        try:
            return self._exchange(message, descriptors)
        except NoForkError:
            # It died since: the next one is as good.
            self._ready()
            return self._exchange(message, descriptors)

    def _exchange(
        self, message: bytes, descriptors: Sequence[int] = ()
    ) -> tuple[dict[str, Any], list[int]]:
        pair = self._pair
        if pair is None:
            raise NoForkError("the zygote is gone")
        try:
            socket.send_fds(pair, [message], descriptors)
            reply, handles, _flags, _address = socket.recv_fds(pair, MESSAGE_BYTES, 1)
        except OSError as error:
            self._drop()
            raise NoForkError("the zygote does not answer") from error
        if not reply:
            self._drop()
            raise NoForkError("the zygote is gone")
        for handle in handles:
            os.set_inheritable(handle, False)
        answer: dict[str, Any] = json.loads(reply)
        return answer, handles

    def _ready(self) -> None:
        if self._zygote is not None and self._zygote.poll() is None and self._pair is not None:
            return
        self._drop()
        if not can_fork():
            raise NoForkError("this system cannot fork kernels")
        if self._lifeline is None:
            self._watched, self._lifeline = os.pipe()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-Xfrozen_modules=off", "-P", "-m", "grader.kernels.zygote"]
        try:
            with theirs:
                self._zygote = subprocess.Popen(  # our own interpreter and module
                    [*command, str(theirs.fileno()), str(self._watched), *self._modules],
                    pass_fds=(theirs.fileno(), self._watched),
                    env=bare_environment(os.environ, _LEAN),
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                )
            ours.settimeout(_READY_SECONDS)
            ready = json.loads(ours.recv(MESSAGE_BYTES) or b"{}")
            ours.settimeout(_ANSWER_SECONDS)
        except (OSError, ValueError) as error:
            ours.close()
            self._drop()
            raise NoForkError("the zygote did not start") from error
        self._pair = ours
        if ready.get("threads") != 1:
            self._drop()
            raise NoForkError("the zygote has threads, or did not start")

    def _drop(self) -> None:
        if self._pair is not None:
            self._pair.close()
            self._pair = None
        if self._zygote is not None:
            # With its socket closed it ends by itself; its kernels go on.
            try:
                self._zygote.wait(2)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
            self._zygote = None


#: Libraries that start threads at import are told not to; a kernel's dozen threads share two
#: arenas, for each would reserve 64 MiB of its address space.
_LEAN = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "2",
}

#: The nursery of this process: kernels of pages are all forked from the same zygote.
NURSERY = Nursery(("ipywidgets", "grader.ui"))

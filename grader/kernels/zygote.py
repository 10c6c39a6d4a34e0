"""The zygote: a process that has imported what a page's kernel needs, and forks one for each page.

    python -P -m grader.kernels.zygote SOCKET LIFELINE [MODULE…]

``SOCKET`` is one end of a pair whose other end only the server has; ``LIFELINE`` is the reading end
of a pipe that nobody writes to: it ends when the server does. ``MODULE`` is what its kernels import
beside; ``MODULE:FUNCTION`` is called there, once, before the first fork. The zygote starts no
thread and opens no ZeroMQ context, never runs polars, pyarrow or duckdb, and never sees a
learner's data; a child is what ``ipykernel_launcher`` would have been, less its imports.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

#: Largest request: an environment and a few arguments.
MESSAGE_BYTES = 128 * 1024
#: What every kernel imports, as far as it can be named; ``imported_by_a_kernel`` finds the rest.
IMPORTED = ("grader.kernels.page_kernel", "grader.kernels.limits")
#: Libraries that do not survive a fork once used: none may have come in.
NEVER = frozenset({"polars", "pyarrow", "duckdb", "sqlalchemy", "pandas", "frictionless"})
#: Exit codes remembered for those who have not asked yet.
_CODES_KEPT = 4096


@dataclass
class _Children:
    """Kernels forked so far, and how they ended."""

    alive: set[int] = field(default_factory=set)
    codes: OrderedDict[int, int] = field(default_factory=OrderedDict)

    def reap(self) -> None:
        """Note the end of every child that has ended."""
        while self.alive:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self.alive.discard(pid)
            self.codes[pid] = os.waitstatus_to_exitcode(status)
            while len(self.codes) > _CODES_KEPT:
                self.codes.popitem(last=False)


def main(arguments: list[str]) -> None:
    """Serve forks until the server ends; in each child, be a kernel.

    Args:
        arguments: numbers of the two file descriptors, then modules.
    """
    pair, lifeline = socket.socket(fileno=int(arguments[0])), int(arguments[1])
    for descriptor in (pair.fileno(), lifeline):
        os.set_inheritable(descriptor, False)
    prepare(arguments[2:])
    pair.send(json.dumps({"ready": os.getpid(), "threads": n_threads()}).encode())
    request = serve(pair)
    if request is not None:
        pair.close()
        be_kernel(request, lifeline)


def prepare(modules: Sequence[str]) -> None:
    """Import what a kernel imports, then put all that is there out of the collector's reach.

    Args:
        modules: what kernels import beside what every kernel does.
    """
    for entry in (*IMPORTED, *modules):
        name, _, function = entry.partition(":")
        module = importlib.import_module(name)
        if function:
            getattr(module, function)()
    names = imported_by_a_kernel([entry for entry in modules if ":" not in entry])
    with _never_imported():
        for name in names:
            if name not in sys.modules and name.partition(".")[0] not in NEVER:
                # A module that only makes sense in a running kernel is imported there.
                with suppress(Exception):
                    importlib.import_module(name)
    gc.collect()
    gc.freeze()


@contextmanager
def _never_imported() -> Iterator[None]:
    """Have a module that needs one of ``NEVER`` fail to be imported, for the time of a block."""
    absent: dict[str, Any] = dict.fromkeys(NEVER - sys.modules.keys())
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


def imported_by_a_kernel(modules: Sequence[str]) -> list[str]:
    """Fork a kernel that is thrown away, and give what it imported.

    It goes as far as a page's first cell: what is imported lazily there would otherwise be
    imported again by every page.

    Args:
        modules: whose public names are touched, for some are imported when they are named.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        names: list[str] = []
        with (
            suppress(BaseException),
            tempfile.TemporaryDirectory(prefix="ouvroir-zygote-") as folder,
        ):
            _try_kernel(Path(folder), modules)
            names = sorted(sys.modules)
        with os.fdopen(writing, "w") as told:
            told.write(json.dumps(names))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    os.waitpid(pid, 0)
    found: list[str] = json.loads(text) if text else []
    return found


def _try_kernel(folder: Path, modules: Sequence[str]) -> None:
    for descriptor in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "TMPDIR"):
        os.environ[name] = str(folder)
    from grader.kernels.page_kernel import PageKernelApp

    connection = {"transport": "ipc", "ip": str(folder / "k"), "key": "k"}
    ports = {
        f"{name}_port": n for n, name in enumerate(("shell", "iopub", "stdin", "hb", "control"), 1)
    }
    (folder / "c.json").write_text(json.dumps({**connection, **ports}))
    app = PageKernelApp.instance(parent_handle=0)
    app.initialize(["-f", str(folder / "c.json"), "--quiet"])
    for name in modules:
        module = importlib.import_module(name)
        for public in getattr(module, "__all__", ()):
            app.shell.run_cell(f"from {name} import {public}", silent=True)


def n_threads() -> int:
    """Number of threads of this process, those that an import started included."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return threading.active_count()


def serve(pair: socket.socket) -> dict[str, Any] | None:
    """Answer requests until the other end is closed.

    Args:
        pair: our end.

    Returns:
        the request to carry out, in a child; None in the zygote, at its end.
    """
    children = _Children()
    waking, wakes = os.pipe()
    os.set_blocking(wakes, False)
    os.set_blocking(waking, False)
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([pair.fileno(), waking], [], [])
        with suppress(BlockingIOError):
            os.read(waking, 4096)
        children.reap()
        if pair.fileno() not in ready:
            continue
        message, descriptors, _flags, _address = socket.recv_fds(pair, MESSAGE_BYTES, 2)
        if not message:
            return None
        request = json.loads(message)
        if request["do"] == "status":
            pair.send(json.dumps({"code": children.codes.pop(request["pid"], None)}).encode())
            continue
        threads = n_threads()
        if threads != 1:
            pair.send(json.dumps({"error": f"{threads} threads"}).encode())
        else:
            pid = _fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                os.close(waking)
                os.close(wakes)
                return {**request, "streams": descriptors}
            children.alive.add(pid)
            handle = os.pidfd_open(pid)
            socket.send_fds(pair, [json.dumps({"pid": pid}).encode()], [handle])
            os.close(handle)
        for descriptor in descriptors:
            os.close(descriptor)


def _fork() -> int:
    """Fork; a child that is told to end before it has become a kernel ends."""
    # Between fork and handlers of its own, a child would run the zygote's: nothing may come there.
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    pid = os.fork()
    if not pid:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, old)
    return pid


def be_kernel(request: dict[str, Any], lifeline: int) -> NoReturn:
    """Become the kernel that was asked for, and end with it.

    Args:
        request: ``argv`` (after ``-m ipykernel_launcher``), ``env``, ``cwd``, ``limits``,
            ``confine`` (arguments of ``confinement.confine``, or None) and ``streams`` (file
            descriptors of standard output and error, or none).
        lifeline: ends when the server does.
    """
    code = 1
    try:
        _take_streams(request["streams"])
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        os.chdir(request["cwd"])
        # Nothing random is inherited: two pages would draw the same.
        random.seed()
        tempfile.tempdir = None
        from grader.kernels.limits import set_limits

        set_limits(request["limits"])
        from grader.kernels.page_kernel import ForkedKernelApp, PageKernelApp

        kind: type[ForkedKernelApp] = PageKernelApp
        if request.get("confine") is not None:
            from grader.kernels.confinement import confine

            confine(**request["confine"])
            # The code of a copy may use whatever a kernel has.
            kind = ForkedKernelApp
        threading.Thread(target=_end_with_server, args=(lifeline,), daemon=True).start()
        sys.argv = ["ipykernel_launcher", *request["argv"]]
        # The zygote is the parent, and may end: the lifeline tells of the server itself.
        app = kind.instance(parent_handle=0)
        app.initialize(request["argv"])
        app.start()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  # whatever ends a kernel ends this process
        # An ordinary kernel tells its end on standard error too.
        sys.excepthook(*sys.exc_info())
    finally:
        # Taking the interpreter down touches every page that is shared with the zygote.
        with suppress(BaseException):
            atexit._run_exitfuncs()
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _take_streams(descriptors: list[int]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    for target, source in zip((1, 2), descriptors or [null, null], strict=True):
        os.dup2(source, target)
    for descriptor in {null, *descriptors} - {0, 1, 2}:
        os.close(descriptor)


def _end_with_server(lifeline: int) -> None:
    with suppress(OSError):
        os.read(lifeline, 1)
    # The group, so that nothing that the kernel started is left behind.
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1:])

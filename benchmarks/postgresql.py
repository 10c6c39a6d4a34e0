"""A PostgreSQL of one run, where the system has one installed and Python its driver."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NAMES = ("initdb", "pg_ctl")


class UnavailableError(Exception):
    """There is none here; the message says what is missing."""


@contextlib.contextmanager
def temporary_postgresql(*, durable: bool = True) -> Iterator[str]:
    """Start one; gives its address for SQLAlchemy.

    Args:
        durable: as it is by default; what a power cut would take matters to no test.

    Raises:
        UnavailableError: programs, driver or an account to run it are missing.
    """
    programs = _programs()
    if importlib.util.find_spec("psycopg") is None:
        raise UnavailableError("no driver (psycopg)")
    user = _account()
    with tempfile.TemporaryDirectory() as folder:
        if user is not None:
            shutil.chown(folder, user)
        data = Path(folder) / "base"
        port = _free_port()

        def run(*command: str | Path) -> None:
            # Its own word is kept out of the table; what fails is told by the exception.
            subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)

        run(programs["initdb"], "-D", data, "-U", "ouvroir", "-A", "trust", "-E", "UTF8")
        options = f"-h 127.0.0.1 -p {port} -k ''"
        if not durable:
            options += " -c fsync=off -c full_page_writes=off"
        start = ("-D", data, "-o", options, "-l", Path(folder) / "log", "-w")
        run(programs["pg_ctl"], "start", *start)
        try:
            yield f"postgresql+psycopg://ouvroir@127.0.0.1:{port}/postgres"
        finally:
            run(programs["pg_ctl"], "stop", "-D", data, "-m", "fast", "-w")


def _programs() -> dict[str, Path]:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    found = {name: shutil.which(name, path=path) for name in _NAMES}
    for name, where in found.items():
        if where is None:
            raise UnavailableError(f"no program {name} (package postgresql)")
    return {name: Path(where) for name, where in found.items() if where}


def _account() -> str | None:
    """PostgreSQL does not run as root: it gets its own account then."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise UnavailableError("no account « postgres » to run it") from None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

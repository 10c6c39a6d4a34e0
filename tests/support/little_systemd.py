"""``systemctl`` for a test: starts and stops one real service as its unit says, under a prefix.

``python little_systemd.py PREFIX VERB…`` knows ``daemon-reload``, ``enable --now``, ``start``,
``stop`` and ``restart``. It waits for ``READY=1`` as ``Type=notify`` has it, and stops the main
process alone as ``KillMode=mixed`` does first. It has only the standard library: it runs by path.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

NAME = "ouvroir"


def unit_of(prefix: Path) -> dict[str, list[str]]:
    """Read the unit: setting to its values, in order."""
    text = (prefix / "etc/systemd/system" / f"{NAME}.service").read_text(encoding="utf-8")
    read: dict[str, list[str]] = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            read.setdefault(key, []).append(value)
    return read


def verify(prefix: Path) -> None:
    """Have systemd itself look at the unit, where it is installed."""
    program = shutil.which("systemd-analyze")
    if program:
        unit = prefix / "etc/systemd/system" / f"{NAME}.service"
        done = subprocess.run(
            [program, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
        )
        # Of units of this machine it may complain too: only ours counts.
        ours = [line for line in done.stderr.splitlines() if f"{NAME}.service" in line]
        if ours:
            raise SystemExit("\n".join(ours))


def start(prefix: Path) -> None:
    """Start the service, and wait until it says that it is ready."""
    unit = unit_of(prefix)
    assert unit["Type"] == ["notify"]
    for kind, place in (("StateDirectory", "var/lib"), ("CacheDirectory", "var/cache")):
        (prefix / place / unit[kind][0]).mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ)
    for line in Path(unit["EnvironmentFile"][0]).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            environment[key] = shlex.split(value)[0]
    place = prefix / "notify"
    place.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(place))
        line.settimeout(float(unit["TimeoutStartSec"][0]))
        with (prefix / "journal").open("ab") as journal:
            service = subprocess.Popen(
                shlex.split(unit["ExecStart"][0]),
                env={**environment, "NOTIFY_SOCKET": str(place)},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=journal,
                stderr=journal,
                start_new_session=True,
            )
        (prefix / "pid").write_text(str(service.pid), encoding="ascii")
        assert line.recv(100) == b"READY=1"


def stop(prefix: Path) -> None:
    """Stop the service as its unit says; nothing where it does not run."""
    unit, kept = unit_of(prefix), prefix / "pid"
    assert unit["KillMode"] == ["mixed"]
    if not kept.is_file():
        return
    pid = int(kept.read_text(encoding="ascii"))
    os.kill(pid, signal.SIGTERM)
    for _ in range(int(unit["TimeoutStopSec"][0]) * 20):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        except OSError:
            break
        if state[0] == "Z":
            break
        time.sleep(0.05)
    else:
        raise SystemExit("the service did not stop")
    kept.unlink()


def main() -> None:
    """Do what ``systemctl`` was asked."""
    prefix, verb = Path(sys.argv[1]), sys.argv[2]
    if verb == "daemon-reload":
        verify(prefix)
    if verb in ("stop", "restart"):
        stop(prefix)
    if verb in ("enable", "start", "restart"):
        start(prefix)


if __name__ == "__main__":
    main()

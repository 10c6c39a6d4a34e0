"""What systemd is told of a service of ``Type=notify``: one datagram a word (man 3 sd_notify)."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


def notify(words: str, environ: Mapping[str, str] | None = None, *, patience: float = 1.0) -> bool:
    """Tell the service manager something; nothing where there is none.

    Args:
        words: such as ``READY=1``, ``STOPPING=1`` or ``WATCHDOG=1``.
        environ: the variables; the process environment when not given.
        patience: seconds to wait for a manager that does not read; 0 for none.

    Returns:
        Whether it was sent.
    """
    address = (os.environ if environ is None else environ).get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return False
    # « @ » stands for the zero byte of an abstract address.
    place = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.settimeout(patience)
        line.sendto(words.encode(), place)
        return True
    return False


def watchdog_seconds(environ: Mapping[str, str] | None = None) -> float:
    """Give how often the service manager wants to hear from us; 0 for never.

    Args:
        environ: the variables; the process environment when not given.
    """
    found = os.environ if environ is None else environ
    raw, pid = found.get("WATCHDOG_USEC", ""), found.get("WATCHDOG_PID", "")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 16):
        return 0.0
    if pid and pid != str(os.getpid()):
        return 0.0
    # Twice as often as it is waited for, as the manual advises.
    return int(raw) / 1_000_000 / 2

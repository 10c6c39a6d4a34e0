"""What a grading run may reach: its own folder, the courses, and no network.

It runs the code of learners' copies. On Linux the kernel itself holds the bounds, and they can
never be taken off: Landlock for files (kernel.org/doc/html/latest/userspace-api/landlock.html),
a network namespace without a route for everything else (man 7 network_namespaces). Where one is
missing the run goes on without it, and ``confinable`` says so to whoever grades.

    python -m grader.kernels.confinement      tells what this machine allows, as JSON
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_PR_SET_NO_NEW_PRIVS = 38
_AF_INET, _SOCK_DGRAM, _SIOCSIFFLAGS, _IFF_UP = 2, 2, 0x8914, 1
#: Rights on files, by the version of Landlock that knows them: bits 0-12, then one each.
_RIGHTS_OF_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1, 2, 4, 8, 1 << 14
_READING = _EXECUTE | _READ_FILE | _READ_DIR
#: What may be granted on a file that is no folder.
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15
#: Whatever follows its own folders that every process of the system reads.
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys/devices/system/cpu", "/opt")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/shm")  # noqa: S108  # a device, not a file of ours


@dataclass(frozen=True)
class Confinement:
    """What is in force.

    Attributes:
        files: files out of the folders named cannot be opened.
        network: nothing can be reached.
    """

    files: bool
    network: bool


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def confine(reading: Iterable[str], writing: Iterable[str]) -> Confinement:
    """Close this process in for good; call it while it has one thread.

    Args:
        reading: files and folders that it may read, beside the system's.
        writing: folders that it may also write in.
    """
    network = _leave_network()
    return Confinement(_close_files([*_SYSTEM, *reading], [*_DEVICES, *writing]), network)


def _leave_network() -> bool:
    """Move to a network of its own, without a route; with or without being root."""
    libc = _libc()
    left = any(
        libc.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET)
    )
    if left:
        _raise_loopback(libc)
    return left


def _raise_loopback(libc: ctypes.CDLL) -> None:
    """Let a copy speak to the programs that it starts itself: nobody else is on that network."""
    handle = libc.socket(_AF_INET, _SOCK_DGRAM, 0)
    if handle < 0:
        return
    # struct ifreq: a name of 16 bytes, then the flags (man 7 netdevice).
    request = struct.pack("16sh22x", b"lo", _IFF_UP)
    libc.ioctl(handle, ctypes.c_ulong(_SIOCSIFFLAGS), request)
    os.close(handle)


def _close_files(reading: Iterable[str], writing: Iterable[str]) -> bool:
    libc = _libc()
    abi = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return False
    handled = max(rights for version, rights in _RIGHTS_OF_ABI.items() if version <= abi)
    wanted = ctypes.c_uint64(handled)
    ruleset = libc.syscall(
        _CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(8), ctypes.c_uint32(0)
    )
    if ruleset < 0:
        return False
    try:
        for paths, rights in ((reading, _READING), (writing, handled)):
            for path in paths:
                _allow(libc, ruleset, path, rights & handled)
        # Required of whoever is not root; nothing of ours gains rights by starting a program.
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            return False
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    """Open a path to this process; one that is not there needs nothing."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112  # between fork and work: nothing is imported
            rights &= _ON_FILES
        rule = _PathBeneath(rights, handle)
        libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def confinable(environ: Mapping[str, str]) -> Confinement:
    """Tell what this machine allows, by trying it in a process that ends.

    Args:
        environ: environment of that process.
    """
    import subprocess

    if not sys.platform.startswith("linux"):
        return Confinement(files=False, network=False)
    tried = subprocess.run(
        [sys.executable, "-P", "-m", __name__],
        env=dict(environ),
        capture_output=True,
        check=False,
        timeout=60,
    )
    try:
        return Confinement(**json.loads(tried.stdout))
    except (ValueError, TypeError):
        return Confinement(files=False, network=False)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(confine([sys.prefix], []))))

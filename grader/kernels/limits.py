"""What one kernel may use of the machine; set in the kernel itself before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

#: Name in a request to the zygote → name in ``resource``.
_NAMES = {
    "address_space": "RLIMIT_AS",
    "cpu_seconds": "RLIMIT_CPU",
    "open_files": "RLIMIT_NOFILE",
    "processes": "RLIMIT_NPROC",
    "core_bytes": "RLIMIT_CORE",
}


def set_limits(limits: Mapping[str, int]) -> None:
    """Bound this process; a bound that the system does not know, or refuses, is left out.

    Args:
        limits: ``address_space`` (bytes), ``cpu_seconds``, ``open_files``, ``processes`` (of the
            whole account) and ``core_bytes``; others are not known.

    Raises:
        KeyError: there is no such limit.
    """
    try:
        import resource
    except ImportError:
        return
    for name, value in limits.items():
        which = getattr(resource, _NAMES[name], None)
        if which is None:
            continue
        _soft, hard = resource.getrlimit(which)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # A refusal must not keep the kernel from starting (macOS has no RLIMIT_AS to set).
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (bound, bound))

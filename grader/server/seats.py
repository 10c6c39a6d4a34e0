"""How many pages one process can hold: files and sockets run out long before memory does.

Linux gives a process 1 024 open files unless it asks for more (man 2 getrlimit), and ZeroMQ gives
a context 1 023 sockets (ZMQ_MAX_SOCKETS, man 3 zmq_ctx_set). A page takes six of these sockets, and
fourteen files: without more, the room stays empty beyond its 170th page.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from zmq.constants import ContextOption

from grader.settings import Bounds
from grader.typography import french, plural

_log = logging.getLogger("ouvroir.server")

#: Open files that a page takes in the server: 14 for its kernel and its websocket, six for the
#: connections that a browser keeps, and four for those that open or come back.
FILES_PER_PAGE = 24
#: Open files of the server itself: database, workers, uploads, downloads.
_FILES_APART = 200


def seats(bounds: Bounds) -> int:
    """Give how many pages may be open; the server is given as many open files if it can be.

    Args:
        bounds: what the person who runs the server wants.
    """
    wanted = _FILES_APART + FILES_PER_PAGE * bounds.open_pages
    files = _allow_files(wanted)
    if files >= wanted:
        return bounds.open_pages
    held = max(1, (files - _FILES_APART) // FILES_PER_PAGE)
    _log.warning(
        "%s",
        french(
            f"ce compte n'a droit qu'à {files} fichiers ouverts : la salle est réduite à "
            f"{plural(held, 'page', 'pages')}. Pour {bounds.open_pages}, il en faut {wanted} "
            "(« ulimit -Hn »)."
        ),
    )
    return held


def allow_sockets(context: Any) -> None:
    """Let a context make as many sockets as ZeroMQ can, before it makes its first.

    Each takes an open file, so that files, which ``seats`` counts, are what runs out first.

    Args:
        context: ZeroMQ's, of the kernels' manager; all pages share it.
    """
    context.set(ContextOption.MAX_SOCKETS, context.get(ContextOption.SOCKET_LIMIT))


def _allow_files(wanted: int) -> int:
    """Raise the number of files that this process may hold open; gives what it is then."""
    try:
        import resource
    except ImportError:
        return sys.maxsize
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if resource.RLIM_INFINITY in (soft, hard) and soft == hard:
        return sys.maxsize
    more = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if more > soft:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
        except (OSError, ValueError):
            # macOS refuses what is past a bound of its own.
            return soft
        return more
    return soft

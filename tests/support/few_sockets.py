"""``ouvroir serve`` where kernels are forked and cannot be spoken to: ZeroMQ is out of sockets.

``python -m tests.support.few_sockets serve`` takes what ``ouvroir`` takes. ``OUVROIR_SOCKETS`` is
how many there are: none is left for the kernel's manager, or none for what watches the kernel.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import zmq

from grader.cli.main import main
from grader.server import application

_taken: list[Any] = []


def allow(context: Any) -> None:
    """Leave a context as many sockets as was asked."""
    context.set(zmq.MAX_SOCKETS, 1 + int(os.environ["OUVROIR_SOCKETS"]))
    _taken.append(context.socket(zmq.PAIR))


if __name__ == "__main__":
    application.allow_sockets = allow
    raise SystemExit(main(sys.argv[1:]))

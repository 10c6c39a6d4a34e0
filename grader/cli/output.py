"""The standard output when nothing more can be written on it."""

from __future__ import annotations

import os
import sys


def silence_output() -> None:
    """Send nowhere what is left to write, so that the flush at exit does not fail in its turn."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

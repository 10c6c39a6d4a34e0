"""What a terminal gets: no command of its own, and nothing once nothing can be written on it."""

from __future__ import annotations

import os
import sys
import unicodedata


def silence_output() -> None:
    """Send nowhere what is left to write, so that the flush at exit does not fail in its turn."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def take_any_sign() -> None:
    """Let standard output write a sign that its encoding lacks as « ? », and never fail on it."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


def without_controls(text: str) -> str:
    """Drop what could command a terminal: a file or a workbook's sheet may have any name.

    Args:
        text: of anybody's file.
    """
    return "".join(one for one in text if unicodedata.category(one) != "Cc")

"""One telling: three parts and a severity."""

from __future__ import annotations

from typing import NamedTuple


class Telling(NamedTuple):
    """How a fault is told; words in braces are filled from the fault.

    Attributes:
        message: what happened.
        why: why it matters to those who reuse the file.
        fix: how to mend it.
        severity: ``error`` or ``warning``.
    """

    message: str
    why: str
    fix: str
    severity: str = "error"

"""One telling of a cause."""

from __future__ import annotations

from typing import NamedTuple


class CauseTelling(NamedTuple):
    """How a cause is told; words in braces are filled from the repair.

    Attributes:
        title: the cause, in a few words.
        why: how it comes about, and what it costs.
        action: what the repair does; for a refusal, where what was lost is found again.
        doubt: what to look at before the repair is applied; "" when it is always sure.
    """

    title: str
    why: str
    action: str
    doubt: str = ""

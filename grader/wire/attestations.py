"""Where a learner stands on the attestation of a path, as every page tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AttestationLine:
    """One path.

    Attributes:
        title: of the path.
        state: ``started``, ``failed`` or ``done``: the sign that goes with the words.
        label: « en cours », « non obtenue » or « obtenue ».
        left: what is still to do, in a sentence; "" once obtained.
        url: where each thing to do is linked, and the file given.
    """

    title: str
    state: str
    label: str
    left: str
    url: str

"""The sandbox notebooks' side: ``from grader.atelier import *`` names all that one needs.

Zone of trust: the learner's own computer. It holds the courses with their keys, no session and no
authority; what counts is stored and assessed by a server, when she joins her path (``connect``).
"""

from __future__ import annotations

from grader.atelier.blank import BLANK, Blank, NotStartedError
from grader.atelier.commands import (
    check,
    connect,
    disconnect,
    draw_rows,
    hint,
    list_exercises,
    open_exercise,
    sandbox,
    solution,
)
from grader.atelier.told_errors import tell_errors_in_french

#: A blank to fill; any use of it is « non commencé ».
____ = BLANK

__all__ = [
    "Blank",
    "NotStartedError",
    "____",
    "check",
    "connect",
    "disconnect",
    "draw_rows",
    "hint",
    "list_exercises",
    "open_exercise",
    "sandbox",
    "solution",
]

tell_errors_in_french()

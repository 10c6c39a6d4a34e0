"""Ouvroir: graded courses that teach French local authorities to open their public data.

The package exports few names, and lazily: a page's kernel imports ``grader.ui`` and must not
pull in pandas, frictionless or SQLAlchemy with it.
"""

from __future__ import annotations

import importlib
from typing import Any

from grader.startup import defer_slow_imports

__version__ = "0.1.0"

defer_slow_imports()

_EXPORTS = {
    "____": "grader.atelier",
    "check": "grader.atelier",
    "connect": "grader.atelier",
    "disconnect": "grader.atelier",
    "draw_rows": "grader.atelier",
    "hint": "grader.atelier",
    "list_exercises": "grader.atelier",
    "open_exercise": "grader.atelier",
    "sandbox": "grader.atelier",
    "solution": "grader.atelier",
    "assess": "grader.exercises.assess",
    "repair": "grader.validation.repairs.repair",
    "compare": "grader.validation.model",
    "score": "grader.content.copies",
    "validate": "grader.validation.validate",
}

__all__ = [
    "__version__",
    "assess",
    "check",
    "compare",
    "connect",
    "disconnect",
    "draw_rows",
    "hint",
    "list_exercises",
    "open_exercise",
    "sandbox",
    "score",
    "solution",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name in _EXPORTS:
        return getattr(importlib.import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")

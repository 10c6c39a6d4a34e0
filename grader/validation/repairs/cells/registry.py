"""Recognisers of causes in cells; the first that knows a cell takes it."""

from __future__ import annotations

from grader.validation.repairs.cells.spaces import stray_spaces
from grader.validation.repairs.sight import Recogniser

RECOGNISERS: tuple[Recogniser, ...] = (stray_spaces,)

"""Errors of a cell, told in French where Ouvroir knows what happened; others stay as Python's.

A blank handed to pandas comes back as an English sentence about types: the cell holds « ____ »,
and that is all that there is to say. The error stays an error: nbgrader gives the cell no points.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from grader.atelier.blank import BLANK, Blank, NotStartedError
from grader.errors import OuvroirError
from grader.typography import french

BLANK_NAME = "____"


def tell_errors_in_french() -> None:
    """Install the handler in the notebook's kernel; nothing where there is none."""
    # Only a kernel that runs has imported IPython: asking for it would load it everywhere.
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        shell.set_custom_exc((Exception,), _tell)


def _tell(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    cell = cell_of(shell)
    told = sentence(error, cell)
    if not isinstance(error, OuvroirError) and _reads_blank(cell, shell.user_ns):
        told = str(NotStartedError())
    if BLANK_NAME in cell:
        # What the cell would have given is a blank for the cells that follow.
        for name in names_given(cell):
            shell.user_ns.setdefault(name, BLANK)
    if told:
        shell._showtraceback(kind, error, [told])
        return [told]
    shown = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
    shell._showtraceback(kind, error, shown)
    return list(shown)


def cell_of(shell: Any) -> str:
    """Give the text of the cell that is running; "" where it is not known.

    Args:
        shell: IPython's.
    """
    try:
        return str(shell.user_ns["In"][-1])
    except (AttributeError, IndexError, KeyError, TypeError):
        return ""


def names_given(cell: str) -> list[str]:
    """Give the names that a cell sets at its top level; none where it is not Python.

    Args:
        cell: its text.
    """
    try:
        body = ast.parse(cell).body
    except SyntaxError:
        return []
    names = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        else:
            names += [
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            ]
    return names


def _reads_blank(cell: str, names: Mapping[str, Any]) -> bool:
    """Tell whether a cell reads a name that an earlier cell left blank."""
    try:
        nodes = list(ast.walk(ast.parse(cell)))
    except SyntaxError:
        return False
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return any(isinstance(names.get(name), Blank) for name in read)


def sentence(error: BaseException, cell: str) -> str:
    """Tell an error in French, or "" where Python's own words are the best there are.

    Args:
        error: what the cell raised.
        cell: its text.
    """
    if isinstance(error, OuvroirError):
        return french(str(error))
    if BLANK_NAME in cell:
        return str(NotStartedError())
    if isinstance(error, AssertionError) and error.args:
        return french(f"Pas encore : {error.args[0]}")
    if isinstance(error, NameError) and error.name:
        return french(
            f"Le nom « {error.name} » n'est pas encore défini. Exécutez les cellules qui "
            "précèdent, dans l'ordre, ou complétez celle qui le donne."
        )
    return ""

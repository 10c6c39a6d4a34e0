"""Notebooks derived from the sources: for learners, and for nbgrader. Same source, same bytes.

    build/atelier/<name>.ipynb                  blanks in place of solutions, no hidden test
    build/atelier/source/<name>/<name>.ipynb    the same with its hidden tests, for nbgrader

Neither holds a solution: what lies in nbgrader's ``source/`` is what it releases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.atelier.source import (
    ANSWER,
    TEST,
    UNTOUCHED,
    Cell,
    Source,
    sources,
    without_hidden,
)
from grader.settings import Settings
from grader.typography import french

FOLDER = "atelier"
#: Code in a text: a block between fences, or a few words between back quotes.
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def atelier_sources(settings: Settings) -> list[Source]:
    """Read the sources of this installation.

    Args:
        settings: where the notebooks are.

    Raises:
        ContentError: one is not well formed.
    """
    return sources(settings.notebooks / FOLDER)


def build_atelier(settings: Settings) -> tuple[Path, ...]:
    """Write what is derived from the sources; what no source gives any more is taken away.

    Args:
        settings: where notebooks and build are.

    Returns:
        Every file, in order.

    Raises:
        ContentError: a source is not well formed; nothing was written.
    """
    folder = settings.build / FOLDER
    wanted = {folder / name: data for name, data in outputs(atelier_sources(settings))}
    for path, data in wanted.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(data)
            part.replace(path)
    for path in folder.rglob("*.ipynb"):
        if path not in wanted and ".ipynb_checkpoints" not in path.parts:
            path.unlink()
    return tuple(wanted)


def outputs(found: list[Source]) -> Iterator[tuple[str, bytes]]:
    """Give each file to build: its path below ``build/atelier``, and its bytes.

    Args:
        found: the sources.
    """
    for source in found:
        yield f"{source.slug}.ipynb", notebook_bytes(source)
        yield f"source/{source.slug}/{source.slug}.ipynb", notebook_bytes(source, hidden=True)


def notebook_bytes(source: Source, *, hidden: bool = False, state: str = UNTOUCHED) -> bytes:
    """Write a notebook of nbformat 4.5.

    Args:
        source: where it comes from.
        hidden: keep hidden tests, with their marks.
        state: of its answers (``grader.atelier.source``).
    """
    cells = [_cell(cell, place, hidden, state) for place, cell in enumerate(source.cells, start=1)]
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": _KERNEL,
            "language_info": {"name": "python"},
            "ouvroir": {"atelier": source.slug},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _cell(cell: Cell, place: int, hidden: bool, state: str) -> dict[str, Any]:
    text = cell.code(state) if cell.kind != "markdown" else prose(cell.text)
    if not hidden and cell.role == TEST:
        text = without_hidden(text)
    made: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": cell.name or f"cellule-{place:03}",
        "metadata": _metadata(cell),
        "source": text.splitlines(keepends=True),
    }
    return made if cell.kind == "markdown" else {**made, "execution_count": None, "outputs": []}


def prose(text: str) -> str:
    """Set a cell of text in French typography; code in it is left as it is, for it is copied.

    Args:
        text: Markdown.
    """
    parts = _CODE.split(text)
    return "".join(part if place % 2 else french(part) for place, part in enumerate(parts))


def _metadata(cell: Cell) -> dict[str, Any]:
    if not cell.role:
        return {}
    points = int(cell.points) if cell.points == int(cell.points) else cell.points
    test = cell.role == TEST
    marks: dict[str, Any] = {
        "cell_type": "code",
        "grade": test,
        "grade_id": cell.name,
        "locked": test,
        "schema_version": 3,
        "solution": cell.role == ANSWER,
        "task": False,
    }
    return {"nbgrader": {**marks, "points": points} if test else marks}

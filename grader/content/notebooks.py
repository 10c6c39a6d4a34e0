"""The two kinds of notebooks that are built: pages for Voilà, assignments for nbgrader.

They are written by hand as nbformat 4.5 objects: same input, same bytes. No key, feedback or
solution goes into them, since learners can read both.
"""

from __future__ import annotations

import json
from typing import Any

from grader.content.model import Lesson, Module

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
#: nbformat admits 64 characters in a cell id; the rest is for the number.
_LONGEST = 56


def page_bytes(lesson: Lesson) -> bytes:
    """Give the page of a lesson, ready for Voilà.

    Args:
        lesson: prose is copied as HTML; an activity becomes one call into ``grader.ui``.
    """
    cells = []
    for number, part in enumerate(lesson.parts, start=1):
        cell_id = _cell_id(lesson.slug, number)
        if part.kind == "html":
            cells.append(_markdown(cell_id, part.html, {"html": True, "step": part.step}))
        else:
            more = {"piece": part.kind, "ref": part.ref, "step": part.step}
            cells.append(_show(cell_id, part.kind, part.ref, more))
    end = {"piece": "lesson_end", "ref": lesson.id, "step": "retenir"}
    cells.append(_show(_cell_id(lesson.slug, len(cells) + 1), "lesson_end", lesson.id, end))
    return _notebook(cells, {"lesson": lesson.id, "module": lesson.module})


def assignment_bytes(module: Module) -> bytes:
    """Give the assignment of a module, source of ``nbgrader generate_assignment``.

    Args:
        module: only titles, names and points of what it grades are used.
    """
    title = f"# {module.title}\n\nCe carnet est rempli et noté par Ouvroir : rien n'est à y écrire."
    cells = [_markdown(f"{module.slug[:_LONGEST]}-titre", title, {})]
    for one in module.graded.values():
        name = one.id.rpartition("/")[2]
        told = f"## {one.title}" + (f"\n\n{one.rule}" if one.is_choice else "")
        cells.append(_markdown(f"{name[:_LONGEST]}-titre", told, {}))
        cell = _code(f"{name[:_LONGEST]}-note", score_source(one.id))
        points = one.points
        cell["metadata"] = {
            "nbgrader": {
                "cell_type": "code",
                "grade": True,
                "grade_id": name,
                "locked": True,
                "points": int(points) if points == int(points) else points,
                "schema_version": 3,
                "solution": False,
                "task": False,
            }
        }
        cells.append(cell)
    return _notebook(cells, {"module": module.slug})


def score_source(graded_id: str) -> str:
    """Give the code of the locked cell that says what an exercise, or a choice, earned.

    Args:
        graded_id: ``module/name``.
    """
    return f'import grader\n\ngrader.score("{graded_id}")'


def _cell_id(slug: str, number: int) -> str:
    return f"{slug[:_LONGEST]}-{number:03}"


def _show(cell_id: str, piece: str, ref: str, more: dict[str, Any]) -> dict[str, Any]:
    source = f'from grader.ui import show\n\nshow("{piece}", "{ref}")'
    cell = _code(cell_id, source)
    cell["metadata"] = {"ouvroir": more}
    return cell


def _code(cell_id: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {},
        "outputs": [],
        "source": _lines(source),
    }


def _markdown(cell_id: str, source: str, more: dict[str, Any]) -> dict[str, Any]:
    metadata = {"ouvroir": more} if more else {}
    return {
        "cell_type": "markdown",
        "id": cell_id,
        "metadata": metadata,
        "source": _lines(source),
    }


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _notebook(cells: list[dict[str, Any]], ours: dict[str, str]) -> bytes:
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": _KERNEL,
            "language_info": {"name": "python"},
            "ouvroir": ours,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()

"""What an author has still to write: every place that ``ouvroir new`` left to her, by its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.content.problems import Problem, problem
from grader.content.scaffold.texts import TO_WRITE


def unwritten(folder: Path) -> Iterator[Problem]:
    """Give each line that still says that it is to be written.

    Args:
        folder: the courses folder.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".md", ".yml") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for place, line in enumerate(text.splitlines(), start=1):
            if TO_WRITE in line:
                yield problem(
                    f"{path.relative_to(folder).as_posix()}:{place}",
                    "unwritten",
                    "Ce passage reste à écrire.",
                    f"Remplacez « {TO_WRITE} » et ce qui suit par votre texte.",
                )

"""The notebooks of the atelier as assignments: what goes into nbgrader's ``source/``."""

from __future__ import annotations

from grader.atelier.notebooks import atelier_sources, notebook_bytes
from grader.errors import OuvroirError
from grader.settings import Settings


def assignment_notebooks(settings: Settings) -> dict[str, bytes]:
    """Give each notebook with its blanks and hidden tests, by name; none holds a solution.

    Args:
        settings: where the sources are.

    Raises:
        OuvroirError: there is no notebook.
        ContentError: a source is not well formed.
    """
    found = atelier_sources(settings)
    if not found:
        raise OuvroirError("no-notebook", "Cette installation n'a pas de carnet d'atelier.")
    return {source.slug: notebook_bytes(source, hidden=True) for source in found}

"""The « à retenir » sheet of a module: one page, to print and keep."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.common.utils import escapeHtml

from grader.content.handouts.page import standalone
from grader.content.model import Course, Module
from grader.typography import french

FOLDER = "fiches"


def sheets(course: Course) -> Iterator[tuple[str, bytes]]:
    """Give each sheet: its path below the build folder, and its bytes."""
    for module in course.modules.values():
        if module.takeaway_html:
            yield f"{FOLDER}/{module.slug}.html", _sheet(course, module)


def _sheet(course: Course, module: Module) -> bytes:
    title = escapeHtml(french(module.title))
    body = (
        f'<header><p class="cours">{escapeHtml(french(course.title))}</p>\n'
        f'<h1>{title}</h1>\n<p class="sur">À retenir</p></header>\n'
        f"<main>\n{module.takeaway_html}\n</main>\n"
        f"<footer>Ouvroir. Contenu sous Licence Ouverte 2.0.</footer>"
    )
    return standalone("fiche", f"À retenir : {module.title}", body)

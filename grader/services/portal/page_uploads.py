"""Files that come by a page: kept as the API keeps them, refused in plain words."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import OuvroirError
from grader.publication.portal import Portal
from grader.publication.problems import Problem
from grader.services.portal.forms import FormFault
from grader.services.portal.visits import Visit, write
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french

_MEBI = 1024 * 1024


def limit_label(workshop: Workshop) -> str:
    """Write how large a file may be: « 100 Mo »."""
    return f"{workshop.settings.bounds.portal_upload_bytes // _MEBI}{NO_BREAK}Mo"


def keep_upload(workshop: Workshop, seen: Visit, keep: Callable[[Portal], str]) -> str:
    """Keep a file, then have it checked against its schema; gives the resource's id.

    Args:
        workshop: stores and workers.
        seen: who sends.
        keep: keeps it, in one transaction; gives the resource's id.

    Raises:
        FormFault: the file is refused.
        Problem: the portal refuses.
        OuvroirError: it cannot be kept.
    """
    return write(workshop, seen, keep)


def not_taken(fault: Exception) -> dict[str, str]:
    """Tell why a file was not taken, by field of the form."""
    if isinstance(fault, FormFault):
        return {("file" if name == "" else name): text for name, text in fault.errors.items()}
    if isinstance(fault, Problem):
        return {"file": french(fault.explanation)}
    if isinstance(fault, OuvroirError):
        return {"file": french(f"{fault.message} {fault.hint}".strip())}
    raise fault

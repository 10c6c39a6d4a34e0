"""What a page may ask of the workbench, by name; shapes are checked here, rights elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.errors import RefusedError
from grader.progress.learners import Learner
from grader.services import bench, bench_check
from grader.services.requests import Request, refuse, text
from grader.services.workshop import Workshop
from grader.settings import Bounds

#: Longest name of a column or of a group that is asked about, in characters.
_LONGEST_NAME = 1_000
#: Lines named at once.
_MOST_LINES = 5_000


def number(request: Request, name: str, least: int = 0) -> int:
    """Take a whole number of a request.

    Args:
        request: what came.
        name: of the argument.
        least: least value.

    Raises:
        RefusedError: it is missing, no whole number, or out of range.
    """
    value = request.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value < 2**53:
        raise refuse()
    return value


def _lines(request: Request) -> list[int]:
    value = request.get("lines")
    if (
        not isinstance(value, list)
        or len(value) > _MOST_LINES
        or not all(isinstance(one, int) and not isinstance(one, bool) for one in value)
        or not all(0 < one < 2**32 for one in value)
    ):
        raise refuse()
    return value


def _cell(workshop: Workshop, request: Request) -> str:
    """Take the text of a cell: it must be one that a file can hold."""
    value = request.get("value")
    bounds: Bounds = workshop.settings.bounds
    if not isinstance(value, str) or "\x00" in value or not _encodes(value):
        raise refuse()
    if len(value) > bounds.cell_characters:
        raise RefusedError(
            "too-long",
            "Cette valeur est trop longue pour une cellule.",
            "Raccourcissez-la, puis enregistrez-la de nouveau.",
        )
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decide(
    make: Callable[[Workshop, Request], Mapping[str, Any]],
) -> Callable[[Workshop, Learner, Request], Any]:
    def run(workshop: Workshop, me: Learner, request: Request) -> Any:
        decision = make(workshop, request)
        subject, revision = text(request, "subject"), number(request, "revision")
        return bench.decide(workshop, me.id, subject, revision, decision)

    return run


def _apply(_workshop: Workshop, request: Request) -> Mapping[str, Any]:
    lines = _lines(request)
    decision = {"do": "apply", "repair": text(request, "repair", _LONGEST_NAME)}
    return {**decision, "lines": sorted(set(lines))} if lines else decision


def _edit(workshop: Workshop, request: Request) -> Mapping[str, Any]:
    return {
        "do": "edit",
        "line": number(request, "line", 1),
        "column": text(request, "column", _LONGEST_NAME),
        "value": _cell(workshop, request),
    }


def _remove(_workshop: Workshop, request: Request) -> Mapping[str, Any]:
    return {"do": "remove", "line": number(request, "line", 1)}


def _sure(_workshop: Workshop, _request: Request) -> Mapping[str, Any]:
    return {"do": "sure"}


def _view(workshop: Workshop, me: Learner, request: Request) -> Any:
    return bench.bench_view(workshop, me.id, text(request, "subject"))


def _read(workshop: Workshop, me: Learner, request: Request) -> Any:
    schema = request.get("schema")
    chosen = text(request, "schema") if schema != "" else ""
    file = text(request, "file")
    return bench.read(workshop, me.id, text(request, "subject"), file, chosen)


def _schema(workshop: Workshop, me: Learner, request: Request) -> Any:
    schema = text(request, "schema")
    return bench.choose_schema(workshop, me.id, text(request, "subject"), schema)


def _sheet(workshop: Workshop, me: Learner, request: Request) -> Any:
    return bench.read_sheet(workshop, me.id, text(request, "subject"), text(request, "sheet"))


def _undo(workshop: Workshop, me: Learner, request: Request) -> Any:
    return bench.undo(workshop, me.id, text(request, "subject"), number(request, "revision"))


def _check(workshop: Workshop, me: Learner, request: Request) -> Any:
    revision = number(request, "revision")
    return bench_check.check(workshop, me.id, text(request, "subject"), revision)


def _rows(workshop: Workshop, me: Learner, request: Request) -> Any:
    group, offset = text(request, "group", _LONGEST_NAME), number(request, "offset")
    return bench.rows(workshop, me.id, text(request, "subject"), group, offset)


def _places(workshop: Workshop, me: Learner, request: Request) -> Any:
    repair, offset = text(request, "repair", _LONGEST_NAME), number(request, "offset")
    return bench.places(workshop, me.id, text(request, "subject"), repair, offset)


#: By name; all are for learners, and all may wait for a worker.
BENCH_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "bench_view": _view,
    "bench_read": _read,
    "bench_schema": _schema,
    "bench_sheet": _sheet,
    "bench_sure": _decide(_sure),
    "bench_apply": _decide(_apply),
    "bench_edit": _decide(_edit),
    "bench_remove": _decide(_remove),
    "bench_undo": _undo,
    "bench_check": _check,
    "bench_rows": _rows,
    "bench_places": _places,
}

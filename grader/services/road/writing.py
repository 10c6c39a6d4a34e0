"""The report written as a file: one road, one format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from grader.services.road.gather import road_of
from grader.services.road.html_report import html_report
from grader.services.road.odt import odt_report
from grader.services.road.report import Block, Choices, report_blocks
from grader.services.workshop import Workshop

#: Ending of the file's name to what writes it.
WRITERS: Mapping[str, Callable[[Iterable[Block]], bytes]] = {
    "html": html_report,
    "odt": odt_report,
}


def written_report(
    workshop: Workshop,
    learner_id: str,
    chosen: tuple[str, str],
    choices: Choices,
    ending: str,
) -> bytes:
    """Write the report on one of a learner's files.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        chosen: keys of the file and of the record, as for ``road_of``.
        choices: what the report says.
        ending: a key of ``WRITERS``.
    """
    road = road_of(workshop, learner_id, *chosen)
    return WRITERS[ending](report_blocks(road, choices))

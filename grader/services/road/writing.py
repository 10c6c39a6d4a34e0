"""The report written as a file: one road, one format."""

from __future__ import annotations

from grader.documents.writing import written
from grader.services.road.gather import road_of
from grader.services.road.report import NAME, Choices, report
from grader.services.workshop import Workshop


def written_report(
    workshop: Workshop,
    learner_id: str,
    chosen: tuple[str, str],
    choices: Choices,
    ending: str,
) -> tuple[str, bytes]:
    """Write the report on one of a learner's files.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        chosen: keys of the file and of the record, as for ``road_of``.
        choices: what the report says.
        ending: one of ``grader.documents.writing.ENDINGS``.

    Returns:
        the file's name and its bytes.
    """
    road = road_of(workshop, learner_id, *chosen)
    return f"{NAME}.{ending}", written(report(road, choices), ending)

"""« Tout ce qui est conservé sur moi » : one JSON file, told in docs/donnees-personnelles.md."""

from __future__ import annotations

from typing import Any

from grader.progress.database import now
from grader.progress.everything import rows_of
from grader.services.sessions.rules import standing
from grader.services.workshop import Workshop

NAME = "tout-ce-qui-est-conserve.json"
#: What tells points, or what a person marked: kept back until an exam closes.
_POINTS = ("outcomes", "points", "max_points", "reason")


def everything_kept(workshop: Workshop, learner_id: str) -> dict[str, Any]:
    """Give all that is kept about a learner, as JSON types.

    Args:
        workshop: stores.
        learner_id: whose; she who asks.

    Returns:
        ``rows`` by table, ``files`` on disk with their hash and size in bytes, and ``spaces`` of
        the sandbox portal that she is in. During an exam, what tells its points is left out and
        ``kept_back`` names its modules.
    """
    sealed = standing(workshop, learner_id).sealed()
    rows = rows_of(workshop.database, learner_id)
    rows["outcome"] = [
        r for r in rows.get("outcome", []) if _module(r["exercise_id"]) not in sealed
    ]
    rows["event"] = [
        r
        for r in rows.get("event", [])
        if r["kind"] != "review" or _module(r["exercise_id"]) not in sealed
    ]
    for row in rows.get("hand_in", []):
        if row["module"] in sealed:
            for name in _POINTS:
                row.pop(name, None)
    return {
        "format": 1,
        "made_at": now().isoformat(timespec="seconds"),
        "rows": {name: found for name, found in rows.items() if found},
        "files": [
            {
                "name": one.name,
                "exercise": one.exercise_id,
                "sha256": one.sha256,
                "bytes": one.size,
                "erased_at": one.expires_at.isoformat(timespec="seconds"),
            }
            for one in workshop.files.of(learner_id)
        ],
        "spaces": [{"id": one.id, "title": one.title} for one in workshop.spaces.of(learner_id)],
        "kept_back": sorted(sealed),
    }


def _module(exercise_id: str) -> str:
    return exercise_id.partition("/")[0]

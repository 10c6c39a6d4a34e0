"""Made-up responses, for those who write tests of exercises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.exercises.model import Drop, Event, Response
from grader.validation.model import Verdict

_AT = "2026-10-15T08:00:{:02d}+00:00"


def answer(item: str, *chosen: str) -> dict[str, Any]:
    """Make an ``answer`` event of the chosen letters."""
    return {"kind": "answer", "item": item, "chosen": list(chosen)}


def drop(path: Path, schema: str = "", sheet: str = "") -> dict[str, Any]:
    """Make a ``file`` event; ``make_response`` hashes the file and puts it at hand."""
    chosen = {"sheet": sheet} if sheet else {}
    return {"kind": "file", "path": path, "schema": schema, **chosen}


def drop_verdict(verdict: Verdict, name: str, schema: str = "") -> dict[str, Any]:
    """Make a ``file`` event whose file is gone and whose verdict was kept."""
    return {"kind": "file", "verdict": verdict, "name": name, "schema": schema}


def make_response(
    exercise_id: str, events: Iterable[dict[str, Any]] = (), *, seed: int = 0
) -> Response:
    """Make a response as the server would have recorded it.

    Args:
        exercise_id: full id of the exercise.
        events: made by the functions above, or plain ``{"kind": "skip", "item": …}``.
        seed: the learner's seed.
    """
    made: list[Event] = []
    files: dict[str, Path] = {}
    verdicts: dict[str, Verdict] = {}
    for number, raw in enumerate(events):
        data = dict(raw)
        path, verdict = data.pop("path", None), data.pop("verdict", None)
        if path is not None:
            data |= {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "name": path.name}
            files[data["sha256"]] = path
        elif verdict is not None:
            data["sha256"] = hashlib.sha256(str(data["name"]).encode()).hexdigest()
        event = Event(str(data.pop("kind")), _AT.format(number % 60), data)
        if verdict is not None:
            verdicts[Drop.of(event).key] = verdict
        made.append(event)
    return Response(exercise_id, seed, tuple(made), files, verdicts)

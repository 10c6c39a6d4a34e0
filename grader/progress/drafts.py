"""Work in progress on a file that an exercise gives: choices not yet sent, one file each.

A dropped file has its choices beside it (``Files.put_report``). Here there is no dropped file: what
was decided about a given one lies in a folder of its learner, and goes with her.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.settings import Settings


class Drafts:
    """Keeps, finds and erases drafts.

    Args:
        settings: where data lie.
    """

    def __init__(self, settings: Settings) -> None:
        self._root = settings.data / "drafts"

    def put(self, learner_id: str, exercise_id: str, draft: Mapping[str, Any]) -> None:
        """Keep a draft in place of the one before.

        Args:
            learner_id: whose.
            exercise_id: on which exercise.
            draft: JSON types.
        """
        target = self._path(learner_id, exercise_id)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Written aside, then renamed: a kill in between leaves what was there before.
        part = target.with_name(f"{target.name}.part")
        part.write_text(json.dumps(draft, ensure_ascii=False), encoding="utf-8")
        part.replace(target)

    def of(self, learner_id: str, exercise_id: str) -> dict[str, Any] | None:
        """Give the draft on an exercise, or None.

        Args:
            learner_id: whose.
            exercise_id: on which exercise.
        """
        try:
            return dict(json.loads(self._path(learner_id, exercise_id).read_text("utf-8")))
        except (OSError, ValueError):
            return None

    def erase_all(self, learner_id: str) -> None:
        """Erase every draft of a learner.

        Args:
            learner_id: whose.
        """
        shutil.rmtree(self._root / learner_id, ignore_errors=True)

    def erase_before(self, moment: datetime) -> int:
        """Erase the drafts that were last changed before a moment.

        Args:
            moment: in UTC.

        Returns:
            How many.
        """
        erased = 0
        for path in self._root.glob("a*/*.json"):
            with suppress(FileNotFoundError):  # written anew just now, or gone
                if path.stat().st_mtime < moment.timestamp():
                    path.unlink()
                    erased += 1
        return erased

    def _path(self, learner_id: str, exercise_id: str) -> Path:
        return self._root / learner_id / f"{exercise_id.replace('/', '@')}.json"

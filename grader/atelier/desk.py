"""Checking on one's own computer: nothing is sent, nothing outlives the notebook's kernel.

The zone of trust is the learner's own laptop: she owns every key here, and no points are signed.
"""

from __future__ import annotations

import difflib
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.atelier.answers import ANSWER, Given
from grader.atelier.drawn_rows import frame, shown, ticked
from grader.content.one_exercise import load_exercise, read_exercises
from grader.errors import NotFoundError, RefusedError
from grader.exercises.assess import assess
from grader.exercises.model import PUBLISH, ROWS, Event, Exercise, Outcome, Response
from grader.exercises.rows import RESTART
from grader.settings import Settings


class Desk:
    """What was done in this kernel, by exercise, and the folder of the tables that were written."""

    def __init__(self) -> None:
        #: Questions and rows are drawn here as for a learner of this seed.
        self.seed = 0
        self.settings = Settings.from_environment()
        self._events: dict[str, list[Event]] = {}
        self._files: dict[str, Path] = {}
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """Folder for the files of this kernel; it goes with it."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="ouvroir-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def exercise(self, exercise_id: str) -> Exercise:
        """Find an exercise.

        Raises:
            NotFoundError: there is none of that name; the hint names the nearest ones.
        """
        place = self.settings
        try:
            return load_exercise(place.courses, place.sandbox, exercise_id, place.private_bank)
        except KeyError:
            known = [one.id for one in self.exercises()]
            near = difflib.get_close_matches(exercise_id, known, n=3, cutoff=0.4)
            names = ", ".join(f"« {one} »" for one in near)
            raise NotFoundError(
                "unknown-exercise",
                f"L'exercice « {exercise_id[:80]} » n'existe pas.",
                f"Peut-être : {names}." if near else "« grader.list_exercises() » les donne tous.",
            ) from None

    def exercises(self) -> list[Exercise]:
        """Give every exercise of the courses, in their order."""
        place = self.settings
        return read_exercises(place.courses, place.sandbox, place.private_bank)

    def response(self, exercise: Exercise) -> Response:
        """Give all that was done in this kernel on an exercise."""
        events = tuple(self._events.get(exercise.id, ()))
        return Response(exercise.id, self.seed, events, dict(self._files))

    def check(self, exercise: Exercise, given: Given | None) -> Outcome:
        """Record what was handed, and assess all that was done as the page would.

        Args:
            exercise: which exercise.
            given: what was handed; None for nothing.

        Raises:
            RefusedError: it names rows that are not shown, or that have another answer.
        """
        if given is not None:
            for kind, data in given.events:
                self._record(exercise, kind, data)
            if exercise.kind == ROWS:
                event = ticked(exercise, self.response(exercise), given.data["places"])
                if event is not None:
                    self._append(exercise, event.kind, event.data)
            if given.path is not None:
                self._keep(given)
        return assess(exercise, self.response(exercise))

    def draw(self, exercise: Exercise, *, again: bool) -> Any:
        """Give the rows that are shown, as a table of pandas.

        Args:
            exercise: an exercise on rows.
            again: draw others, once these are judged.

        Raises:
            RefusedError: these are not judged yet.
        """
        if again:
            if shown(exercise, self.response(exercise)).ticked is None:
                raise RefusedError(
                    "rows-unjudged",
                    "Ces lignes ne sont pas encore jugées.",
                    "Répondez d'abord : d'autres lignes viendront ensuite.",
                )
            self._append(exercise, RESTART, {})
        rows = shown(exercise, self.response(exercise)).rows
        return frame(exercise, [row.cells for row in rows])

    def open_hint(self, exercise: Exercise) -> int:
        """Open the next hint; gives its number from 1, or 0 where none is left."""
        opened = self.response(exercise).hints_opened
        if opened >= len(exercise.hints):
            return 0
        self._append(exercise, "hint", {"number": opened + 1})
        return opened + 1

    def see_solution(self, exercise: Exercise) -> None:
        """Record that the solution was seen; what comes after earns nothing."""
        if not self.response(exercise).solution_seen:
            self._append(exercise, "solution", {})

    def _record(self, exercise: Exercise, kind: str, data: Mapping[str, Any]) -> None:
        """Record an event, unless a cell that is run again repeats the last one.

        A question takes a number of tries: running a cell twice is no second try.
        """
        past = [e for e in self._events.get(exercise.id, ()) if e.kind == kind]
        if kind == ANSWER:
            past = [e for e in past if e.data.get("item") == data.get("item")]
        if kind == "reply":
            past = [e for e in past if e.data.get("turn") == data.get("turn")]
        if past and dict(past[-1].data) == dict(data):
            return
        self._append(exercise, kind, data)

    def _append(self, exercise: Exercise, kind: str, data: Mapping[str, Any]) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._events.setdefault(exercise.id, []).append(Event(kind, at, dict(data)))

    def _keep(self, given: Given) -> None:
        """Keep a file as it is now: a cell that writes it again must not change the past."""
        sha256 = str(given.events[0][1]["sha256"])
        if sha256 not in self._files and given.path is not None:
            kept = self.folder / f"{sha256}{given.path.suffix}"
            shutil.copyfile(given.path, kept)
            self._files[sha256] = kept


def needs_server(exercise: Exercise) -> bool:
    """Tell whether an exercise is graded on what only a server saw.

    Args:
        exercise: any.
    """
    return exercise.kind == PUBLISH

"""Which files of a response count, and what is known of one, at hand or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.errors import UnusableFileError
from grader.exercises.kind import outcome
from grader.exercises.model import (
    FAILED,
    UNCHECKABLE,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
    verdict_key,
)
from grader.exercises.verdicts import file_verdict, unusable
from grader.settings import Bounds
from grader.validation.model import Verdict


def dropped(response: Response) -> list[Event]:
    """Give the files dropped before the solution was seen and since the last restart."""
    return since_restart(response.scored_events)


def since_restart(events: Iterable[Event]) -> list[Event]:
    """Give the files dropped since the last restart, oldest first."""
    files: list[Event] = []
    for event in events:
        if event.kind == "restart":
            files.clear()
        elif event.kind == "file":
            files.append(event)
    return files


def after_solution(response: Response) -> tuple[Feedback, ...]:
    """Say that the solution was seen, if it was."""
    if not response.solution_seen:
        return ()
    return (
        Feedback(
            "reason",
            "Vous avez demandé la solution : les fichiers déposés ensuite ne rapportent plus "
            "de points.",
        ),
    )


def verdict_of(
    exercise: Exercise, response: Response, event: Event, schema: str = ""
) -> Verdict | Outcome:
    """Give the verdict on a dropped file, or the outcome when there can be none.

    The file itself is read when it is at hand; else the verdict kept at the drop stands.

    Args:
        exercise: the exercise.
        response: the response that holds the drop.
        event: the drop.
        schema: ``id@version`` that the learner chose, or "".
    """
    sha = str(event.data.get("sha256", ""))
    path = response.files.get(sha)
    if path is not None and path.is_file():
        try:
            return file_verdict(exercise, path, Bounds(), schema=schema)[1]
        except UnusableFileError as error:
            return outcome(exercise, FAILED, 0, Feedback("reason", str(error)))
    verdict = response.verdicts.get(verdict_key(sha, schema))
    if verdict is None:
        reason = (
            "Le fichier n'a pas été envoyé avec la copie, ni le verdict de sa vérification : "
            "ses points ne peuvent pas être comptés."
        )
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))
    if unusable(verdict):
        reason = "Le fichier n'a pas pu être lu comme un tableau."
        return outcome(exercise, FAILED, 0, Feedback("reason", reason))
    if schema and _schema_id(verdict.schema) != _schema_id(schema):
        reason = "Le verdict gardé a été rendu avec un autre schéma que celui qui a été choisi."
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))
    return verdict


def present_file(
    exercise: Exercise, response: Response, files: Sequence[Event]
) -> tuple[Event, Verdict | Outcome, tuple[Feedback, ...]]:
    """Give the file that counts: the last one that can be read as a table.

    A file that cannot be read takes nothing away from an earlier one that could.

    Args:
        exercise: the exercise.
        response: the response that holds the drops.
        files: the drops that count, at least one, oldest first.

    Returns:
        The drop, its verdict or the outcome when no file can be read, and what to say of the
        drops that were passed over.
    """
    said: tuple[Feedback, ...] = ()
    for event in reversed(files):
        found = verdict_of(exercise, response, event, str(event.data.get("schema", "")))
        if isinstance(found, Verdict) or found.status != FAILED:
            return event, found, said
        said = (
            Feedback(
                "reason",
                "Votre dernier fichier n'a pas pu être lu comme un tableau : c'est le précédent "
                "qui compte.",
            ),
        )
    last = files[-1]
    return last, verdict_of(exercise, response, last, str(last.data.get("schema", ""))), ()


def _schema_id(schema: str) -> str:
    return schema.partition("@")[0]


def with_more(found: Outcome, more: Sequence[Feedback]) -> Outcome:
    """Add feedback at the end of an outcome."""
    return Outcome(found.status, found.points, found.max_points, (*found.feedback, *more))

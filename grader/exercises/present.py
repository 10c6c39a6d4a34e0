"""Which files of a response count, and what is known of one, at hand or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.errors import UnusableFileError
from grader.exercises.kind import outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    UNCHECKABLE,
    Drop,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.verdicts import WHICH_SHEET, awaits_sheet, file_verdict, unusable
from grader.settings import Bounds
from grader.validation.model import Verdict


def dropped(response: Response) -> list[Event]:
    """Give the files dropped before the solution was seen and since the last restart."""
    return since_restart(response.scored_events)


def since_restart(events: Iterable[Event]) -> list[Event]:
    """Give the files dropped since the last restart, oldest first."""
    kept: list[Event] = []
    for event in events:
        if event.kind == "restart":
            kept.clear()
        else:
            kept.append(event)
    return drops(kept)


def drops(events: Iterable[Event]) -> list[Event]:
    """Give the files dropped, oldest first.

    To say which sheet of a workbook is to be read completes its drop: it is not another one,
    and a sheet chosen by mistake is as if it had not been.
    """
    files: list[Event] = []
    for event in events:
        if event.kind != "file":
            continue
        drop = Drop.of(event)
        if drop.sheet and files and Drop.of(files[-1])[:2] == drop[:2]:
            files.pop()
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


def verdict_of(exercise: Exercise, response: Response, event: Event) -> Verdict | Outcome:
    """Give the verdict on a dropped file, or the outcome when there can be none.

    The file itself is read when it is at hand; else the verdict kept at the drop stands.

    Args:
        exercise: the exercise.
        response: the response that holds the drop.
        event: the drop.
    """
    drop = Drop.of(event)
    path = response.files.get(drop.sha256)
    if path is None or not path.is_file():
        return _kept_verdict(exercise, response, drop)
    try:
        return file_verdict(exercise, path, Bounds(), schema=drop.schema, sheet=drop.sheet)[1]
    except UnusableFileError as error:
        if error.code in WHICH_SHEET:
            return _which_sheet(exercise)
        return outcome(exercise, FAILED, 0, Feedback("reason", str(error)))


def _kept_verdict(exercise: Exercise, response: Response, drop: Drop) -> Verdict | Outcome:
    verdict = response.verdicts.get(drop.key)
    if verdict is None:
        reason = (
            "Le fichier n'a pas été envoyé avec la copie, ni le verdict de sa vérification : "
            "ses points ne peuvent pas être comptés."
        )
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))
    if awaits_sheet(verdict):
        return _which_sheet(exercise)
    if unusable(verdict):
        reason = "Le fichier n'a pas pu être lu comme un tableau."
        return outcome(exercise, FAILED, 0, Feedback("reason", reason))
    if drop.schema and _schema_id(verdict.schema) != _schema_id(drop.schema):
        reason = "Le verdict gardé a été rendu avec un autre schéma que celui qui a été choisi."
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))
    return verdict


def unreadable(found: Verdict | Outcome) -> bool:
    """Tell whether ``verdict_of`` says that no table was read: such a drop does not count."""
    return isinstance(found, Outcome) and found.status in (FAILED, NOT_ATTEMPTED)


def _which_sheet(exercise: Exercise) -> Outcome:
    """Say that a workbook waits: its owner has to choose a sheet."""
    reason = "Votre classeur contient plusieurs feuilles : dites laquelle doit être contrôlée."
    return outcome(exercise, NOT_ATTEMPTED, 0, Feedback("reason", reason))


def present_file(
    exercise: Exercise, response: Response, files: Sequence[Event]
) -> tuple[Event, Verdict | Outcome, tuple[Feedback, ...]]:
    """Give the file that counts: the last one that can be read as a table.

    A file that cannot be read, or not yet, takes nothing away from an earlier one that could.

    Args:
        exercise: the exercise.
        response: the response that holds the drops.
        files: the drops that count, at least one, oldest first.

    Returns:
        The drop, its verdict or the outcome when no file can be read, and what to say of the
        drops that were passed over.
    """
    passed: list[tuple[Event, Verdict | Outcome]] = []
    for event in reversed(files):
        found = verdict_of(exercise, response, event)
        if not unreadable(found):
            return event, found, _passed_over(passed)
        passed.append((event, found))
    # A question that waits for its answer hides no file that was refused.
    refused = [one for one in passed if isinstance(one[1], Outcome) and one[1].status == FAILED]
    return *(refused or passed)[0], ()


def _passed_over(passed: Sequence[tuple[Event, Verdict | Outcome]]) -> tuple[Feedback, ...]:
    """Say why the newest drops do not count; the newest of them tells."""
    if not passed:
        return ()
    _, found = passed[0]
    reason = (
        "Votre dernier fichier attend que vous disiez quelle feuille contrôler : c'est le "
        "précédent qui compte."
        if isinstance(found, Outcome) and found.status == NOT_ATTEMPTED
        else "Votre dernier fichier n'a pas pu être lu comme un tableau : c'est le précédent "
        "qui compte."
    )
    return (Feedback("reason", reason),)


def _schema_id(schema: str) -> str:
    return schema.partition("@")[0]


def with_more(found: Outcome, more: Sequence[Feedback]) -> Outcome:
    """Add feedback at the end of an outcome."""
    return Outcome(found.status, found.points, found.max_points, (*found.feedback, *more))

"""Which sheet of a workbook to read: what is asked of the learner, and her answer."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import RefusedError
from grader.exercises.model import Drop, Event
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french, plural
from grader.wire import SheetsView

#: Under that key the names lie beside the file, and go with it.
_KEY = "feuilles"


def keep_sheets(workshop: Workshop, learner_id: str, sha256: str, names: Sequence[str]) -> None:
    """Keep the names of the sheets of a workbook beside it.

    Args:
        workshop: stores and course.
        learner_id: whose file.
        sha256: which file.
        names: of the sheets that may be read; nothing is kept when there is no choice.
    """
    if len(names) > 1:
        workshop.files.put_report(learner_id, sha256, _KEY, {"names": list(names)})


def choose_sheet(
    workshop: Workshop, learner_id: str, exercise_id: str, event: Event, sheet: str
) -> Event:
    """Record which sheet of a dropped workbook is to be read; gives the drop that says so.

    The name comes from a browser: only one that the workbook has is written down.

    Args:
        workshop: stores and course.
        learner_id: whose file.
        exercise_id: on which exercise.
        event: the drop of the workbook.
        sheet: name of the sheet.

    Raises:
        RefusedError: the workbook is gone, or has no such sheet.
    """
    drop = Drop.of(event)
    if sheet not in _kept(workshop, learner_id, drop.sha256):
        raise RefusedError(
            "unknown-choice",
            "Cette feuille n'est pas dans le classeur, ou le classeur a été effacé.",
            "Choisissez-en une dans la liste, ou déposez le classeur à nouveau.",
        )
    if drop.sheet == sheet:
        return event
    data = {**event.data, "sheet": sheet}
    workshop.events.append(learner_id, exercise_id, "file", data)
    return Event("file", event.at, data)


def sheets_view(
    workshop: Workshop, learner_id: str, files: Sequence[Event], *, asked: bool, read: str
) -> SheetsView | None:
    """Tell a learner the sheets of her present workbook; None when there is no choice.

    Args:
        workshop: stores and course.
        learner_id: whose file.
        files: her drops, oldest first.
        asked: the present one waits for her choice.
        read: the sheet of it that was read, or "".
    """
    if not files or not (asked or read):
        return None
    drop = Drop.of(files[-1])
    names = _kept(workshop, learner_id, drop.sha256)
    if not names:
        return None
    # She most likely mended the same sheet: it is proposed, not taken.
    earlier = (Drop.of(event).sheet for event in reversed(files[:-1]))
    proposed = next((sheet for sheet in earlier if sheet in names), "")
    name = str(files[-1].data.get("name", ""))
    filled = plural(len(names), "feuille remplie", "feuilles remplies")
    # What she or the workbook named goes in untouched: only our own words are typeset.
    sentence = f"Votre classeur «{NO_BREAK}{name}{NO_BREAK}» contient {filled}. " + french(
        "Choisissez celle qui doit être contrôlée : le fichier est déjà reçu, vous n'avez pas à "
        "le déposer de nouveau."
    )
    return SheetsView(
        file=drop.sha256,
        names=names,
        chosen=proposed if asked else read,
        asked=asked,
        sentence=sentence if asked else "",
    )


def _kept(workshop: Workshop, learner_id: str, sha256: str) -> tuple[str, ...]:
    kept = workshop.files.report(learner_id, sha256, _KEY) or {}
    return tuple(str(name) for name in kept.get("names", ()))

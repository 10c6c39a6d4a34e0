"""Exercises of redaction: marks kept as they are made, the check, and the file that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from grader.content.prose import block_html, inline_html
from grader.errors import NotFoundError, RefusedError
from grader.exercises.model import REDACT, Event, Exercise
from grader.exercises.redact import REDACTION, spans_in
from grader.exercises.redact_key import given_document
from grader.privacy.redaction.model import Span, TextDocument
from grader.privacy.redaction.reasons import REASONS
from grader.privacy.redaction.redact import redact
from grader.privacy.redaction.spans import tidy
from grader.privacy.redaction.telling import told_proof
from grader.privacy.redaction.wording import told_hidden
from grader.privacy.redaction.writing import WRITERS
from grader.progress.learners import Learner
from grader.services.choices import shown_outcome
from grader.services.dates import day_and_time, size_label
from grader.services.file_exercises import given_url
from grader.services.finding import find_of_kind
from grader.services.requests import Request, text
from grader.services.responses import gather
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import RedactExerciseView, RedactFile, RedactLine, RedactMark, RedactReason

_LABELS = {
    "docx": "Document Word (.docx)",
    "odt": "Document LibreOffice (.odt)",
    "txt": "Texte simple (.txt)",
}


def keep_marks(
    workshop: Workshop, learner_id: str, exercise: Exercise, spans: Sequence[Any]
) -> None:
    """Keep what a learner hides for now: nothing is lost, and nothing is checked yet.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        spans: as a page sent them: may hold anything.

    Raises:
        RefusedError: they are no spans.
    """
    document = given_document(exercise.settings["file"])
    workshop.drafts.put(learner_id, exercise.id, {"spans": _checked(document, spans)})


@in_turn
def check_marks(
    workshop: Workshop, learner_id: str, exercise: Exercise, spans: Sequence[Any]
) -> None:
    """Record what a learner hides: it is what counts from now on.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        spans: as a page sent them: may hold anything.

    Raises:
        RefusedError: they are no spans.
    """
    document = given_document(exercise.settings["file"])
    data = {"spans": _checked(document, spans)}
    last = _last(gather(workshop, learner_id, exercise).response.events)
    # The same marks sent again are no other ones.
    if last is None or last.data != data:
        workshop.events.append(learner_id, exercise.id, REDACTION, data)
    workshop.drafts.put(learner_id, exercise.id, data)


def _checked(document: TextDocument, spans: Sequence[Any]) -> list[list[Any]]:
    kept = tidy(document.text, spans_in({"spans": spans}))
    return [[span.start, span.end, span.reason] for span in kept]


def _last(events: Sequence[Event]) -> Event | None:
    return next((event for event in reversed(events) if event.kind == REDACTION), None)


def redact_view(workshop: Workshop, learner_id: str, exercise: Exercise) -> RedactExerciseView:
    """Give the public view of an exercise for a learner.

    Args:
        workshop: stores and course.
        learner_id: whose.
        exercise: the exercise.
    """
    work = gather(workshop, learner_id, exercise)
    path: Path = exercise.settings["file"]
    document = given_document(path)
    newest = _last(work.response.events)
    spans = _present(workshop, learner_id, exercise, newest)
    done = redact(document, spans, _form(document)) if spans else None
    known = [[span.start, span.end, span.reason] for span in spans]
    return RedactExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        given_url=given_url(workshop, exercise, path),
        given_name=path.name,
        given_facts=_facts(document, path),
        carried=tuple(told_hidden(document.hidden)),
        lines=_lines(document),
        marks=tuple(RedactMark(span.start, span.end, span.reason) for span in spans),
        reasons=tuple(
            RedactReason(key, french(one.label), french(one.told), french(one.article))
            for key, one in REASONS.items()
        ),
        checked_label=_checked_label(newest),
        unchecked=known != (newest.data["spans"] if newest else []),
        files=_files(workshop, exercise) if done else (),
        proof=tuple(told_proof(done, document.text)) if done else (),
        proved=done is not None and done.clean,
        hints_html=tuple(inline_html(one) for one in exercise.hints[: work.response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution) if work.response.solution_seen else "",
    )


def _facts(document: TextDocument, path: Path) -> str:
    label = _LABELS.get(document.form, "PDF")
    return french(f"{label}, {size_label(path.stat().st_size)}")


def _checked_label(newest: Event | None) -> str:
    if newest is None:
        return ""
    return french(f"Vérifié le {day_and_time(datetime.fromisoformat(newest.at))}")


def _present(
    workshop: Workshop, learner_id: str, exercise: Exercise, newest: Event | None
) -> tuple[Span, ...]:
    """Give what is hidden now: the draft, else the last marks that were checked."""
    draft = workshop.drafts.of(learner_id, exercise.id)
    data: Mapping[str, Any] = draft or (newest.data if newest else {"spans": []})
    try:
        return tidy(given_document(exercise.settings["file"]).text, spans_in(data))
    except RefusedError:
        # A draft of another time, or damaged: the text is shown whole.
        return ()


def _lines(document: TextDocument) -> tuple[RedactLine, ...]:
    return tuple(
        RedactLine(block.text, start, block.style, block.level, block.place or ())
        for block, start in zip(document.blocks, document.starts, strict=True)
    )


def _form(document: TextDocument) -> str:
    return document.form if document.form in WRITERS else "odt"


def _files(workshop: Workshop, exercise: Exercise) -> tuple[RedactFile, ...]:
    return tuple(
        RedactFile(
            url=workshop.address(f"occulte/{exercise.id}/{written_name(exercise, form)}"),
            name=written_name(exercise, form),
            label=french(label),
        )
        for form, label in _LABELS.items()
    )


def written_name(exercise: Exercise, form: str) -> str:
    """Name the redacted text: « deliberation-occulte.odt ».

    Args:
        exercise: which gives the act.
        form: ``docx``, ``odt`` or ``txt``.
    """
    return f"{Path(exercise.settings['file']).stem}-occulte.{form}"


def written_text(workshop: Workshop, learner_id: str, exercise: Exercise, form: str) -> bytes:
    """Write the act as a learner hides it now.

    Args:
        workshop: stores.
        learner_id: whose.
        exercise: the exercise.
        form: ``docx``, ``odt`` or ``txt``.

    Raises:
        NotFoundError: nothing is hidden yet, or there is no such format.
    """
    document = given_document(exercise.settings["file"])
    newest = _last(gather(workshop, learner_id, exercise).response.events)
    spans = _present(workshop, learner_id, exercise, newest)
    if not spans or form not in WRITERS:
        raise NotFoundError(
            "nothing-written",
            french("Il n'y a pas encore de texte occulté à télécharger."),
            french("Cachez d'abord un passage de l'acte."),
        )
    return redact(document, spans, form).data


def _keep(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), REDACT)
    keep_marks(workshop, learner.id, exercise, _spans(request))
    return redact_view(workshop, learner.id, exercise)


def _check(workshop: Workshop, learner: Learner, request: Request) -> Any:
    exercise = find_of_kind(workshop, text(request, "exercise"), REDACT)
    check_marks(workshop, learner.id, exercise, _spans(request))
    return redact_view(workshop, learner.id, exercise)


def _spans(request: Request) -> list[Any]:
    spans = request.get("spans")
    if not isinstance(spans, list):
        raise RefusedError("bad-request", french("La page a envoyé une demande illisible."))
    return spans


#: Operations of exercises of redaction, by name.
REDACT_OPERATIONS: Mapping[str, Callable[[Workshop, Learner, Request], Any]] = {
    "redact_keep": _keep,
    "redact_check": _check,
}

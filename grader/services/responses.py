"""From stored events to a response, and from a response to its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from grader.exercises.assess import assess
from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Drop,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.progress.events import StoredEvent
from grader.services.keys_at_hand import put_at_hand
from grader.services.workshop import Workshop, basis_of, seed_of
from grader.typography import NO_BREAK, french, number
from grader.validation.model import Verdict
from grader.wire import OutcomeView
from grader.workers import jobs
from grader.workers.fairness import briefly

LABELS = {
    PASSED: "Réussi",
    PARTIAL: "En partie",
    FAILED: "À reprendre",
    NOT_ATTEMPTED: "Non commencé",
    NEEDS_REVIEW: "À relire par le formateur",
    UNCHECKABLE: "Non vérifiable",
}


@dataclass(frozen=True)
class Work:
    """A learner's work on one exercise: her response, and the id of its last event."""

    response: Response
    last_event_id: int


def event_ids(exercise: Exercise) -> list[str]:
    """Give the ids under which the events of an exercise are kept.

    Answers are kept by item, so that an item shown in two places has one history.
    """
    return [exercise.id, *(f"{exercise.module}/{item.id}" for item in exercise.items)]


def gather(
    workshop: Workshop, learner_id: str, exercise: Exercise, *, with_files: bool = False
) -> Work:
    """Read a learner's response to an exercise from what is stored.

    Args:
        workshop: stores and course.
        learner_id: whose response.
        exercise: which exercise.
        with_files: name every file that is still there; else only those without a verdict,
            because the verdict was written by us from the same bytes.
    """
    ids = event_ids(exercise)
    found = workshop.events.of(learner_id, ids)
    stored = sorted((e for events in found.values() for e in events), key=lambda e: e.id)
    drops = [event for event in stored if event.kind == "file"]
    kept = workshop.events.verdicts(learner_id, exercise.id) if drops else {}
    basis = basis_of(exercise) if drops else ""
    verdicts, files = {}, {}
    for event in drops:
        drop = Drop.of(as_event(event))
        raw, found_with = kept.get(drop, (None, ""))
        path = workshop.files.path(learner_id, drop.sha256)
        at_hand = path.exists()
        if raw is not None and (found_with == basis or not at_hand):
            verdicts[drop.key] = Verdict.from_dict(raw)
        if at_hand and (with_files or drop.key not in verdicts):
            files[drop.sha256] = path
    response = Response(
        exercise_id=exercise.id,
        seed=seed_of(learner_id),
        events=tuple(as_event(e) for e in stored),
        files=files,
        verdicts=verdicts,
    )
    return Work(response, stored[-1].id if stored else 0)


def as_event(stored: StoredEvent) -> Event:
    """Give a stored event as the exercises know it."""
    return Event(stored.kind, stored.at.isoformat(timespec="seconds"), stored.data)


def outcome_of(workshop: Workshop, learner_id: str, exercise: Exercise, work: Work) -> Outcome:
    """Assess a response; for a file, in a worker, and the outcome is remembered.

    Questions are assessed from their events each time: that is sooner done than looked up, and
    an answer is then one transaction.
    """
    if not exercise.reads_file or not work.last_event_id:
        if work.last_event_id:
            put_at_hand(workshop, exercise)
        return assess(exercise, work.response)
    basis = basis_of(exercise)
    known = workshop.events.outcome(learner_id, exercise.id)
    if known is not None and known[:2] == (work.last_event_id, basis):
        return outcome_from_dict(known[2])
    # With every verdict at hand there is no file of hers to read, and only counts to compare.
    counts_only = exercise.takes_file and not work.response.files
    with briefly() if counts_only else nullcontext():
        outcome = workshop.pool.run(jobs.assess_response, exercise, work.response)
    # What could not be checked now may be another time.
    if outcome.status != UNCHECKABLE:
        workshop.events.put_outcome(
            learner_id, exercise.id, work.last_event_id, outcome.to_dict(), basis=basis
        )
    return outcome


def outcome_from_dict(data: dict[str, object]) -> Outcome:
    """Read what ``Outcome.to_dict`` wrote."""
    feedback = data["feedback"]
    if not isinstance(feedback, list):
        raise TypeError("feedback is not a list")
    return Outcome(
        status=str(data["status"]),
        points=float(str(data["points"])),
        max_points=float(str(data["max_points"])),
        feedback=tuple(Feedback(str(f["kind"]), str(f["message"])) for f in feedback),
    )


def outcome_view(outcome: Outcome) -> OutcomeView:
    """Tell an outcome to the learner."""
    return OutcomeView(
        status=outcome.status,
        label=LABELS[outcome.status],
        points=outcome.points,
        max_points=outcome.max_points,
        points_label=points_so_far([outcome]),
        feedback=tuple({"kind": f.kind, "message": french(f.message)} for f in outcome.feedback),
    )


def points_label(points: float, max_points: float) -> str:
    """Write « 7,5 points sur 10 »."""
    noun = "point" if points < 2 else "points"
    return f"{number(points, 2)}{NO_BREAK}{noun} sur{NO_BREAK}{number(max_points, 2)}"


def points_so_far(outcomes: Sequence[Outcome | OutcomeView]) -> str:
    """Write the points of some exercises together.

    What a person has not read yet is no zero, and its points are no note: it is told as such.
    """
    points, most = sum(o.points for o in outcomes), sum(o.max_points for o in outcomes)
    if not any(o.status == NEEDS_REVIEW for o in outcomes):
        return points_label(points, most)
    if not points:
        return f"Points en attente, sur{NO_BREAK}{number(most, 2)}"
    return f"{points_label(points, most)} pour l'instant"

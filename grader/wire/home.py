"""The home page as it travels: doors, a path, modules."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.attestations import AttestationLine
from grader.wire.views import LessonLine


@dataclass(frozen=True)
class Door:
    """One of the three doors of the home page; each leads to a path.

    ``url`` is where it goes in a course that has no path for it, else "".
    """

    id: str
    title: str
    text: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class HomeModule:
    """A module on the home page."""

    title: str
    summary: str
    url: str
    lessons: tuple[LessonLine, ...]
    progress: float
    progress_label: str


@dataclass(frozen=True)
class PathStepLine:
    """A step of a path.

    Attributes:
        title, url: what it is and where.
        minutes_label: how long it takes.
        state, state_label: ``new``, ``started`` or ``done``, and the same in words.
        current: whether it is what comes next.
        note: what her positioning test says of it, or "".
    """

    title: str
    url: str
    minutes_label: str
    state: str
    state_label: str
    current: bool
    note: str = ""


@dataclass(frozen=True)
class PathPartView:
    """Steps that make a whole.

    ``state`` is ``done`` or ``new``; ``state_label`` says how long is left; ``current`` holds the
    step that comes next.
    """

    title: str
    summary: str
    state: str
    state_label: str
    current: bool
    steps: tuple[PathStepLine, ...]


@dataclass(frozen=True)
class PathView:
    """A learner's path.

    Attributes:
        id, title, summary: as declared.
        duration_label: of the whole.
        left_label: « encore 2 h 40 », or that it is over.
        done_label, of_label: « 3 étapes faites », « sur 12 ».
        progress: share of its steps, from 0 to 1.
        next_title, next_url, next_label, next_minutes_label: what comes next; "" at the end.
        parts: in order.
    """

    id: str
    title: str
    summary: str
    duration_label: str
    left_label: str
    done_label: str
    of_label: str
    progress: float
    next_title: str
    next_url: str
    next_label: str
    next_minutes_label: str
    parts: tuple[PathPartView, ...]


@dataclass(frozen=True)
class ServiceExercise:
    """An exercise on a file of one of her services."""

    title: str
    url: str
    module: str


@dataclass(frozen=True)
class HomeView:
    """The home page: doors, path, modules, where to resume.

    Attributes:
        doors, modules: in order.
        resume_title, resume_url: the lesson to go on with, where it is not what comes next on her
            path; else "".
        bench_url: where any file is mended.
        privacy_url: where any file is anonymised.
        free_quiz_url: where anybody trains without a grade.
        progress_url: where progress is taken away and put back, on a server that forgets
            (``Settings.alone``); else "".
        portal_url: the sandbox portal, or "".
        duties_url: the simulator of obligations, or "".
        decide_url: « 20 minutes pour décider », or "".
        placement_url: the positioning test, or "".
        review_url, review_label: what comes back to be reviewed today, or "".
        trainer_url: the trainers' room, or "".
        join_url, send_url: where a session is joined, and where results are sent to one; "" on a
            server that has none.
        path: the one that she chose, or None.
        profile_url, profile_label: where she says who she is, and what she said; "" for nothing.
        for_services: exercises on files of her services.
        attestation: where she stands on that of her path; None without a path.
        attestations_url: those of all paths.
    """

    doors: tuple[Door, ...]
    resume_title: str
    resume_url: str
    modules: tuple[HomeModule, ...]
    bench_url: str
    privacy_url: str
    free_quiz_url: str
    progress_url: str = ""
    portal_url: str = ""
    duties_url: str = ""
    decide_url: str = ""
    placement_url: str = ""
    review_url: str = ""
    review_label: str = ""
    trainer_url: str = ""
    join_url: str = ""
    send_url: str = ""
    path: PathView | None = None
    profile_url: str = ""
    profile_label: str = ""
    for_services: tuple[ServiceExercise, ...] = ()
    attestation: AttestationLine | None = None
    attestations_url: str = ""

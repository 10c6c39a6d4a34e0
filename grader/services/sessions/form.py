"""The form of a session, and the list of a trainer's sessions, as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.content.model import Course
from grader.progress.learners import Learner
from grader.progress.sessions.sessions import TrainingSession
from grader.services.codes import grouped
from grader.services.dates import day, day_and_time
from grader.services.sessions import terms
from grader.services.sessions.reach import sessions_of
from grader.services.sessions.terms import Typed
from grader.services.workshop import Workshop
from grader.typography import french, plural


@dataclass(frozen=True)
class Choice:
    """A line of a list, or a box: ``chosen`` is ticked."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ExamFields:
    """The two fields of an exam.

    Attributes:
        module: slug.
        title: of the module.
        opens, closes: as typed.
        used: one of them is filled.
    """

    module: str
    title: str
    opens: str
    closes: str
    used: bool


@dataclass(frozen=True)
class SessionForm:
    """The form, filled.

    Attributes:
        values: by name of field.
        paths, modules: what may be taught.
        exams: the fields of each module.
        exam_used: some exam is filled, or wrong.
        solutions, blind: whether ticked.
        errors: name of field to sentence.
    """

    values: Mapping[str, str]
    paths: tuple[Choice, ...]
    modules: tuple[Choice, ...]
    exams: tuple[ExamFields, ...]
    exam_used: bool
    solutions: bool
    blind: bool
    errors: Mapping[str, str]


@dataclass(frozen=True)
class SessionLine:
    """A session in a list.

    Attributes:
        id: stands in its addresses.
        title: as written.
        code: in groups.
        when: when it is open.
        people: how many are in.
        erased: when it is erased.
        archived: put away.
        room, edit, board, kit, exports: addresses.
    """

    id: str
    title: str
    code: str
    when: str
    people: str
    erased: str
    archived: bool
    room: str
    edit: str
    board: str
    kit: str
    exports: str


def session_form(course: Course, typed: Typed) -> SessionForm:
    """Give a form with what was typed.

    Args:
        course: what may be taught.
        typed: values and errors.
    """
    values = typed.values
    exams = tuple(
        ExamFields(
            slug,
            french(module.title),
            values.get(terms.FROM + slug, ""),
            values.get(terms.UNTIL + slug, ""),
            bool(values.get(terms.FROM + slug) or values.get(terms.UNTIL + slug)),
        )
        for slug, module in course.modules.items()
    )
    return SessionForm(
        values=values,
        paths=tuple(
            Choice(one.id, french(one.title), values.get(terms.PATH) == one.id)
            for one in course.paths
        ),
        modules=tuple(
            Choice(slug, french(module.title), slug in typed.ticked)
            for slug, module in course.modules.items()
        ),
        exams=exams,
        exam_used=any(one.used for one in exams),
        solutions=terms.SOLUTIONS in typed.ticked,
        blind=terms.BLIND in typed.ticked,
        errors=typed.errors,
    )


def session_lines(workshop: Workshop, trainer: Learner) -> tuple[SessionLine, ...]:
    """List the sessions that a trainer may see, the newest first.

    Args:
        workshop: stores.
        trainer: who asks.
    """
    return tuple(session_line(workshop, one) for one in sessions_of(workshop, trainer))


def session_line(workshop: Workshop, session: TrainingSession) -> SessionLine:
    """Tell a session in one line.

    Args:
        workshop: stores.
        session: which one.
    """
    n_people = len(workshop.members.of_session(session.id))
    at = f"formateur/sessions/{session.id}"
    return SessionLine(
        id=session.id,
        title=french(session.terms.title),
        code=grouped(session.code),
        when=french(_when(session)),
        people=plural(n_people, "personne") if n_people else "personne encore",
        erased=french(f"effacée après le {day(session.terms.erase_at)}"),
        archived=session.archived_at is not None,
        room=workshop.address(f"formateur/session/{session.id}"),
        edit=workshop.address(f"{at}/regler"),
        board=workshop.address(f"{at}/tableau"),
        kit=workshop.address(f"{at}/kit"),
        exports=workshop.address(f"{at}/emporter"),
    )


def _when(session: TrainingSession) -> str:
    opens, closes = session.terms.opens_at, session.terms.closes_at
    if opens and closes:
        return f"du {day_and_time(opens)} au {day_and_time(closes)}"
    if opens:
        return f"à partir du {day_and_time(opens)}"
    return f"jusqu'au {day_and_time(closes)}" if closes else "ouverte sans limite"

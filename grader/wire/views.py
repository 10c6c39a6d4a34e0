"""Public views and requests that a page and the server exchange: plain dataclasses.

Nothing here may hold a key: no ``correct``, feedback or solution before its time. A page's
kernel gets these as JSON and hands them to the browser; whatever the browser sends back is
hostile and is checked by the server alone. Texts ending in ``_html`` were rendered by the
server from our own sources; every other text must be escaped by the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from grader.wire.outcomes import ChoiceLine, OutcomeView
from grader.wire.quiz import CaseView, QuestionView, QuizView

if TYPE_CHECKING:
    from grader.wire.anonymise import AnonymiseExerciseView
    from grader.wire.attestations import AttestationLine
    from grader.wire.bench import BenchView
    from grader.wire.chart import ChartExerciseView
    from grader.wire.dialogue import DialogueView
    from grader.wire.dictionary import DictionaryView
    from grader.wire.duties import DutiesExerciseView
    from grader.wire.publish import PublishExerciseView
    from grader.wire.redact import RedactExerciseView
    from grader.wire.road import RoadLine
    from grader.wire.rows import RowsExerciseView


@dataclass(frozen=True)
class ExampleView:
    """One place where a fault was found; ``row`` is the start of its line as (column, cell)."""

    line: int | None
    value: str
    row: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GroupView:
    """Findings that one gesture mends.

    Attributes:
        key: ``group|column``.
        severity: ``error`` or ``warning``.
        column: column concerned or "".
        count: how many.
        message, why, fix: the first finding told in three parts.
        others: « 41 autres cellules ont la même erreur. » or "".
        examples: the first few places.
    """

    key: str
    severity: str
    column: str
    count: int
    message: str
    why: str
    fix: str
    others: str
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True)
class ReportView:
    """What is wrong with one file, for its owner's eyes.

    Attributes:
        file_name: as she named it.
        sentence: the finding of the whole (« Votre fichier n'est pas encore valide : … »).
        valid: against the schema.
        schema: title and version.
        facts: short pairs (label, value): lines, columns, encoding, separator.
        notices: « constats de lecture » as (severity, message, why, fix).
        groups: errors first, then warnings.
        sheet: name of the sheet that was read; "" for a text file.
    """

    file_name: str
    sentence: str
    valid: bool
    schema: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, str, str, str], ...]
    groups: tuple[GroupView, ...]
    sheet: str = ""


@dataclass(frozen=True)
class ComparisonView:
    """Since the first file and since the last attempt, told by cause.

    Attributes:
        sentence: « 41 anomalies sur 42 corrigées, 1 nouvelle. »
        solved, left, new: (label of the cause, count).
    """

    sentence: str
    solved: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, int], ...]
    new: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class SheetsView:
    """The sheets of the present workbook, when it has several.

    Attributes:
        file: hash of the workbook, which is not sent again.
        names: of the sheets, as the workbook calls them: hostile text.
        chosen: the one that was read, or the one proposed; "" for none.
        asked: nothing was read yet: she has to say which one.
        sentence: says so to her, or "" when one was read.
    """

    file: str
    names: tuple[str, ...]
    chosen: str
    asked: bool
    sentence: str


@dataclass(frozen=True)
class FileExerciseView:
    """An exercise on a file.

    Attributes:
        id, kind, title, statement_html: as declared.
        outcome: so far.
        given_url, given_name, given_facts: the file to download, or "".
        schemas: choices (value, title) when the learner chooses; else empty.
        schema: the choice in force.
        upload_url: where the browser posts the file: the body is the file itself.
        max_bytes, accepts: told before the file is chosen.
        formats: the same as ``accepts``, in words.
        sheets: of the present file when it is a workbook of several, else None.
        report: on the present file, or None.
        comparison: with the first file, or None before a second reading makes sense.
        since_last: with the attempt before, or None.
        attempts: number of files dropped, less those that wait for a sheet to be chosen.
        kept_until: sentence saying until when the file is kept, or "".
        hints_html: hints opened so far.
        hints_total: how many there are.
        solution_html: once asked for, else "".
        solution_url, solution_name: the corrected file, once asked for, else "".
        bench: the workbench under the report; None until there is a file that can be mended.
    """

    id: str
    kind: str
    title: str
    statement_html: str
    outcome: OutcomeView
    given_url: str
    given_name: str
    given_facts: str
    schemas: tuple[tuple[str, str], ...]
    schema: str
    upload_url: str
    max_bytes: int
    accepts: str
    formats: str
    sheets: SheetsView | None
    report: ReportView | None
    comparison: ComparisonView | None
    since_last: ComparisonView | None
    attempts: int
    kept_until: str
    hints_html: tuple[str, ...]
    hints_total: int
    solution_html: str
    solution_url: str
    solution_name: str
    bench: BenchView | None


@dataclass(frozen=True)
class LessonEndView:
    """End of a lesson: what one can do now, points, next.

    ``road_url`` is that of « La route de mon fichier », where the lesson ends that road, or "".
    """

    id: str
    done: bool
    sentence: str
    points_label: str
    next_title: str
    next_url: str
    module_url: str
    road_url: str = ""


@dataclass(frozen=True)
class LessonView:
    """All activities of one lesson by id, so that the page asks once."""

    id: str
    questions: dict[str, QuestionView]
    quizzes: dict[str, QuizView]
    exercises: dict[str, FileExerciseView]
    cases: dict[str, CaseView]
    anonymisations: dict[str, AnonymiseExerciseView]
    charts: dict[str, ChartExerciseView]
    publications: dict[str, PublishExerciseView]
    redactions: dict[str, RedactExerciseView]
    duties: dict[str, DutiesExerciseView]
    dialogues: dict[str, DialogueView]
    rows: dict[str, RowsExerciseView]
    dictionaries: dict[str, DictionaryView]
    end: LessonEndView


@dataclass(frozen=True)
class LessonLine:
    """A lesson in a list; ``note`` is what her positioning test says of it, or ""."""

    title: str
    summary: str
    url: str
    minutes: int
    state: str
    state_label: str
    note: str = ""


@dataclass(frozen=True)
class ExerciseLine:
    """An exercise in a list.

    ``note`` says that it is for her service, or counts for its choice, or is "".
    """

    title: str
    url: str
    outcome: OutcomeView
    note: str = ""


@dataclass(frozen=True)
class HandInView:
    """Where the hand-in stands.

    Attributes:
        state: of the last hand-in: ``none``, ``queued``, ``graded``, ``review`` (graded, but for
            what a person has still to read) or ``failed``.
        sentence: told to the learner; "" before she handed in.
        grade_label: « 17,5 sur 20 » once there is a note that counts, else "".
        exercises: outcomes by exercise of the hand-in that counts, once graded.
        changed_since: she worked on after handing in.
        has_files: there is at least one file to send or not.
        rule: which hand-in counts, and until when one may hand in.
    """

    state: str
    sentence: str
    grade_label: str
    exercises: tuple[ExerciseLine, ...]
    changed_since: bool
    has_files: bool
    rule: str


@dataclass(frozen=True)
class ModuleView:
    """A module's page: lessons, exercises, hand-in.

    ``road_url`` is that of « La route de mon fichier », where the module ends that road, or "".
    ``other_exercises`` are on files of other services than hers; none where she named none.
    ``choices`` tell between which exercises she chooses, and what she chose.
    ``road`` tells where her file stands; None before she has one.
    ``attestations`` tell where she stands on those of the paths that go through the module.
    """

    id: str
    title: str
    summary: str
    objectives: tuple[str, ...]
    lessons: tuple[LessonLine, ...]
    exercises: tuple[ExerciseLine, ...]
    points_label: str
    progress: float
    progress_label: str
    hand_in: HandInView
    takeaway_html: str
    free_quiz_url: str
    road_url: str = ""
    other_exercises: tuple[ExerciseLine, ...] = ()
    choices: tuple[ChoiceLine, ...] = ()
    road: RoadLine | None = None
    attestations: tuple[AttestationLine, ...] = ()


def to_json(view: Any) -> dict[str, Any]:
    """Give a view as JSON types (tuples become lists when encoded).

    Unlike ``dataclasses.asdict`` it copies no text: a whole quiz is sent after each answer.
    """
    return {one.name: _plain(getattr(view, one.name)) for one in fields(view)}


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | None):
        return value
    if is_dataclass(value):
        return to_json(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return type(value)(_plain(one) for one in value)

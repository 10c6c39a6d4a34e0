"""Public views of the trainer's room: work handed in, answers to read, questions reported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SubmissionLine:
    """The last hand-in of a learner as the trainer sees it: a pseudonym, never a name.

    Attributes:
        pseudonym: whose.
        module: title of the module.
        handed_in: when, and whether it was late.
        state_label: where it stands, and which hand-in counts if it is an earlier one.
        grade_label: the note that counts, or "".
        zeros: (title, reason) of each exercise that earned nothing.
    """

    pseudonym: str
    module: str
    handed_in: str
    state_label: str
    grade_label: str
    zeros: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QueueLine:
    """A copy that waits for its note: ``state_label`` says whether it is in hand, since when."""

    pseudonym: str
    module: str
    handed_in: str
    state_label: str


@dataclass(frozen=True)
class QueueView:
    """Copies that wait for their note.

    Attributes:
        sentence: how many wait, how many could not be graded; "" where none.
        moving: some wait: the page looks again.
        copies: those in hand, then those that wait, the oldest first; not more than fit.
    """

    sentence: str
    moving: bool
    copies: tuple[QueueLine, ...]


@dataclass(frozen=True)
class CriterionView:
    """One line of a rubric.

    Attributes:
        id: letter of the source; only trainers get it.
        text_html: what is expected.
        points: what it is worth.
        given: points given by an earlier review, as she would type them, or "".
    """

    id: str
    text_html: str
    points: float
    given: str = ""


@dataclass(frozen=True)
class AnswerToRead:
    """An answer that a person marks.

    Attributes:
        answer: names this very answer; a rewritten one has another number.
        pseudonym: whose.
        place: module and exercise.
        when: when it was given.
        question_html: the stem.
        text: the answer: plain text, never markup.
        model_html: an answer that earns everything, or "".
        rubric: what to mark.
        comment: of an earlier review: plain text, or "".
        earned_label: « 3 points sur 4 » once reviewed, else "".
        counts_label: says whether it counts in a grade.
    """

    answer: int
    pseudonym: str
    place: str
    when: str
    question_html: str
    text: str
    model_html: str
    rubric: tuple[CriterionView, ...]
    comment: str
    earned_label: str
    counts_label: str


@dataclass(frozen=True)
class ReviewsView:
    """Answers to read.

    Attributes:
        sentence: how many wait.
        longest: most characters of a comment.
        waiting: the oldest first, not more than fit on a page.
        read: those that were marked, the newest first, a few.
    """

    sentence: str
    longest: int
    waiting: tuple[AnswerToRead, ...]
    read: tuple[AnswerToRead, ...]


@dataclass(frozen=True)
class ReportLine:
    """A problem that somebody saw in a question; nothing says who.

    Attributes:
        id: names it.
        category: one of ``services.question_reports.CATEGORIES``.
        comment: plain text written by a stranger, or "".
        when: when.
    """

    id: int
    category: str
    comment: str
    when: str


@dataclass(frozen=True)
class ReportedQuestion:
    """A question and what was reported of it.

    Attributes:
        item: its id in ``quiz.yml``.
        place: title of its module, or that it is not in the courses any more.
        question_html: its stem, or "".
        counts: category and how many reports, the most first.
        reports: newest first.
    """

    item: str
    place: str
    question_html: str
    counts: tuple[tuple[str, int], ...]
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True)
class ReportsView:
    """Questions reported: ``open`` those to deal with, the most reported first; ``settled``."""

    sentence: str
    open: tuple[ReportedQuestion, ...]
    settled: tuple[ReportedQuestion, ...]


@dataclass(frozen=True)
class TrainerView:
    """The trainer's page.

    Attributes:
        sentence: how many hand-ins, how many wait.
        queue: copies that wait for their note.
        submissions: newest first.
        export_url: where the CSV is.
        questions_url: where the figures of questions are.
        exercises: (title, « 3 sur 4 » passed, mean of the points) for what was graded.
        reviews: answers to read.
        reports: questions reported.
        done: what was just done, told aloud; "" otherwise.
        desks: (label, address, whether it is this one) of what else may be looked at.
        kit_url: where the printable kit of the session is, or "".
        exports_url: where what can be taken away from the session is, or "".
        reading_label: that answers are read without pseudonyms, or "".
        sessions_url: where her sessions are made and listed.
    """

    sentence: str
    queue: QueueView
    submissions: tuple[SubmissionLine, ...]
    export_url: str
    questions_url: str
    exercises: tuple[tuple[str, str, str], ...]
    reviews: ReviewsView
    reports: ReportsView
    done: str = ""
    desks: tuple[tuple[str, str, bool], ...] = ()
    kit_url: str = ""
    exports_url: str = ""
    reading_label: str = ""
    sessions_url: str = ""


@dataclass(frozen=True)
class ReportedView:
    """What a learner is told once she reported a question."""

    message: str

"""Public views of questions and quizzes: never a key, a feedback or a solution before its time."""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.outcomes import OutcomeView


@dataclass(frozen=True)
class AnswerView:
    """One entry to choose, order, match or file, with what may be known of it by now.

    Attributes:
        id: letter of its place in the order drawn for this learner: it tells nothing.
        text_html: what it says; "" for the row of a table.
        cells_html: for the row of a table, its cells.
        chosen: the learner's last answer holds it.
        verdict: "" while open; ``right`` or ``wrong`` once validated for what she answered of
            it, and for every entry once the question is finished.
        feedback_html: why, for what she answered, once validated.
        solution_html: once finished, why what was expected of it is right, where she had not
            found it.
    """

    id: str
    text_html: str
    cells_html: tuple[str, ...] = ()
    chosen: bool = False
    verdict: str = ""
    feedback_html: str = ""
    solution_html: str = ""


@dataclass(frozen=True)
class TargetView:
    """A column to file in, or what an entry is matched with; ``id`` is a number."""

    id: str
    text_html: str


@dataclass(frozen=True)
class RemarkView:
    """What is told of an answer beside its entries.

    Attributes:
        first, last: numbers of the words concerned in ``QuestionView.words``; -1 for the whole.
        verdict: ``right`` or ``wrong`` for what she answered, ``partial`` for a criterion that a
            person marked in between; ``expected``, once finished, for what she had not found.
        html: why.
    """

    first: int
    last: int
    verdict: str
    html: str


@dataclass(frozen=True)
class QuestionView:
    """A quiz item without its key.

    An answer is a list of strings in every type: letters of ``answers`` (``["b"]``, in their
    order for ``ordering``), ``["a=2", "b=1"]`` for an entry and its target, ``["true", "b"]``
    for a verdict and its reason, ``["12,5"]`` or ``["12,5", "k€"]`` for a number,
    ``["what was typed"]``, ``["3-5", "9-9"]`` for words marked in a text.

    Attributes:
        id: item id.
        type: a name of ``grader.quiz.registry.TYPES``.
        question_html: the stem.
        rule: states how it is answered and how it counts.
        answers: entries in the order drawn for this learner.
        state: ``open``, ``retry`` (answered, one more try), ``skipped``, ``waiting`` (a person
            has to mark it; it may be rewritten) or ``done``.
        tries_left: how many answers are still accepted.
        result: one sentence once validated (« Bonne réponse. »), else "".
        result_kind: ``good``, ``partial``, ``wrong``, ``waiting`` or "".
        explanation_html: once finished.
        source: reference of the law or fact, once finished; else "".
        source_url: where it may be read, or "".
        targets: columns or right-hand sides.
        head_html: names of the columns when entries are rows of a table.
        words: of the text in which spans are marked; plain text, spaces left out.
        units: that may be chosen beside a number.
        longest: most characters of a typed answer; 0 when nothing is typed.
        given: her last answer, () before.
        expected: the right answer, once finished; () where a person marks.
        remarks: what is told beside the entries, once validated.
        hints_html: hints opened so far.
        hints_total: how many there are.
        can_reveal: the solution may be asked for.
        can_restart: it may be done anew, since it does not count.
        comment: of the person who marked it: plain text, or "".
    """

    id: str
    type: str
    question_html: str
    rule: str
    answers: tuple[AnswerView, ...]
    state: str
    tries_left: int
    result: str = ""
    result_kind: str = ""
    explanation_html: str = ""
    source: str = ""
    source_url: str = ""
    targets: tuple[TargetView, ...] = ()
    head_html: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    longest: int = 0
    given: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    remarks: tuple[RemarkView, ...] = ()
    hints_html: tuple[str, ...] = ()
    hints_total: int = 0
    can_reveal: bool = False
    can_restart: bool = False
    comment: str = ""


@dataclass(frozen=True)
class QuizView:
    """A graded quiz: its questions in order and the outcome so far.

    Attributes:
        id, title, statement_html: as declared.
        questions: those drawn for this learner.
        outcome: so far.
        current: place of the question where she was, from 0; the number of questions when all
            are finished.
    """

    id: str
    title: str
    statement_html: str
    questions: tuple[QuestionView, ...]
    outcome: OutcomeView
    current: int = 0


@dataclass(frozen=True)
class CaseStepView:
    """One step of a case that may be seen.

    Attributes:
        text_html: what happens before the question, Markdown rendered; "" when nothing does.
        question: its question. A step that was passed is ``done``, for what follows may tell
            its answer; so ``tries_left`` says whether it may still be answered.
    """

    text_html: str
    question: QuestionView


@dataclass(frozen=True)
class CaseView:
    """A graded case: one situation, and its steps up to the first that is not closed.

    Attributes:
        id, title: as declared.
        statement_html: the situation, stays in sight at every step.
        steps: those that may be seen, in order; later ones are not sent.
        total: how many steps there are.
        current: place of the step that waits for an answer, from 0; ``total`` when all are
            closed.
        outcome: so far.
    """

    id: str
    title: str
    statement_html: str
    steps: tuple[CaseStepView, ...]
    total: int
    current: int
    outcome: OutcomeView

"""An exercise, a response to it, and the outcome of assessing one against the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from grader.quiz.model import Item
from grader.validation.model import Verdict

#: Kinds made of questions; a case shows them one after the other.
QUIZ = "quiz"
CASE = "case"
#: Kind done on a file that the exercise gives, by choices about it.
ANONYMISE = "anonymise"
#: Kind done by drawing a chart of a file that the exercise gives.
CHART = "chart"
#: Kind done on an act that the exercise gives, by hiding passages of it.
REDACT = "redact"
#: Kind done on the sandbox portal, by publishing there.
PUBLISH = "publish"
#: Kind done on the dossier of an authority, by saying what the law asks of it.
DUTIES = "duties"
#: Kind done by talking with somebody who has doubts.
DIALOGUE = "dialogue"
#: Kind done by saying which rows a schema refuses.
ROWS = "rows"
#: Kind done by writing the dictionary of a file.
DICTIONARY = "dictionary"

PASSED = "passed"
PARTIAL = "partial"
FAILED = "failed"
NOT_ATTEMPTED = "not_attempted"
NEEDS_REVIEW = "needs_review"
UNCHECKABLE = "uncheckable"
STATUSES = (PASSED, PARTIAL, FAILED, NOT_ATTEMPTED, NEEDS_REVIEW, UNCHECKABLE)


@dataclass(frozen=True)
class Choice:
    """Several exercises of a module that count once: see ``exercises.choice``.

    Attributes:
        id: ``module/name``, unique for ever, among those of exercises too.
        title: French title.
        rule: what is told of it, in French.
    """

    id: str
    title: str
    rule: str


@dataclass(frozen=True)
class Exercise:
    """An exercise as declared in ``exercises.yml``, keys included: it never leaves the server.

    Attributes:
        id: ``module/name``, unique for ever.
        kind: ``quiz``, ``case``, ``mend_file``, ``own_file``, ``anonymise``, ``publish``,
            ``chart``, ``redact``, ``duties``, ``dialogue`` or ``rows``.
        title: French title.
        points: points that a full response earns.
        statement: what to do, French Markdown.
        hints: French sentences, opened one at a time.
        solution: French Markdown, shown on request; nothing done after it earns points.
        items: for a quiz or a case, every item that it may ask; ``drawing.asked`` tells which
            ones it asks of a learner, private ones included.
        settings: what the kind needs (``schema``, ``file``, ``reference``, ``key``…),
            with paths already resolved to absolute ones.
        choice: the one that it belongs to, with exercises of as many points; or None.
    """

    id: str
    kind: str
    title: str
    points: float
    statement: str
    hints: tuple[str, ...] = ()
    solution: str = ""
    items: tuple[Item, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    choice: Choice | None = None

    @property
    def module(self) -> str:
        """Slug of the module."""
        return self.id.partition("/")[0]

    @property
    def takes_file(self) -> bool:
        """Whether a file is dropped for it."""
        return self.kind in ("mend_file", "own_file")

    @property
    def reads_file(self) -> bool:
        """Whether it is done on a file, whose reading is for a worker; else on questions."""
        return self.takes_file or self.kind == ANONYMISE


@dataclass(frozen=True)
class Event:
    """Something that the learner did, recorded by the server before it answered.

    Attributes:
        kind: ``answer`` (item, chosen), ``skip``, ``reveal`` or ``again`` (item), ``review``
            (item, marks, comment: written by a trainer), ``file`` (sha256, name, schema, and
            ``sheet`` when the learner said which one of a workbook is to be read), ``recipe``
            (roles, recipe: what was decided about the given file), ``start`` (records, before:
            what was put into her space), ``record`` (dataset, evidence: what the portal knew of
            the record that she handed), ``console`` (a request that she sent), ``chart`` (spec,
            title, alternative: what she drew), ``redaction`` (spans: what she hid),
            ``duties`` (answers: by duty), ``reply`` (turn, reply: what she said in a dialogue),
            ``rows`` (draw, ticked: the rows that she says are refused),
            ``restart`` (forget earlier files, or talk anew), ``hint`` (number, or item) or
            ``solution``.
        at: ISO 8601 UTC time.
        data: the rest, JSON types only.
    """

    kind: str
    at: str
    data: Mapping[str, Any] = field(default_factory=dict)


def verdict_key(sha256: str, schema: str, sheet: str = "") -> str:
    """Give the key of a verdict: one file may be dropped for two schemas, or hold two tables.

    Args:
        sha256: hash of the file.
        schema: ``id@version`` that the learner chose, or "" where the exercise fixes it.
        sheet: the sheet that she chose in a workbook, or "".
    """
    # No schema has a « # »: whatever the name of the sheet, two keys are never the same.
    return sha256 + (f"/{schema}" if schema else "") + (f"#{sheet}" if sheet else "")


class Drop(NamedTuple):
    """What the event of a file says was dropped, and how to read it.

    Attributes:
        sha256: hash of the file.
        schema: ``id@version`` that the learner chose, or "" where the exercise fixes it.
        sheet: the sheet that she chose in a workbook, or "".
    """

    sha256: str
    schema: str
    sheet: str

    @classmethod
    def of(cls, event: Event) -> Drop:
        """Read the event of a file; what it does not say is ""."""
        return cls(*(str(event.data.get(name, "")) for name in cls._fields))

    @property
    def key(self) -> str:
        """Key of the verdict on it."""
        return verdict_key(*self)


@dataclass(frozen=True)
class Response:
    """All that a learner did on one exercise: self-contained, written by the server alone.

    Attributes:
        exercise_id: which exercise.
        seed: seed of the draws made for this learner.
        events: what she did, in order.
        files: hash to path of the files that are at hand.
        verdicts: ``verdict_key`` to counts, for the files that are not at hand (she sent only
            the verdict, or her file was erased at its date).
    """

    exercise_id: str
    seed: int = 0
    events: tuple[Event, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    @property
    def hints_opened(self) -> int:
        """Number of hints opened."""
        return sum(1 for e in self.events if e.kind == "hint")

    @property
    def solution_seen(self) -> bool:
        """Whether the solution was asked for."""
        return any(e.kind == "solution" for e in self.events)

    @property
    def scored_events(self) -> tuple[Event, ...]:
        """Events before the solution was seen: what comes after earns nothing."""
        kept = []
        for event in self.events:
            if event.kind == "solution":
                break
            kept.append(event)
        return tuple(kept)

    def last_scored(self, kind: str) -> Event | None:
        """Give the last event of a kind before the solution was seen; None for none."""
        return next((e for e in reversed(self.scored_events) if e.kind == kind), None)

    def to_dict(self) -> dict[str, Any]:
        """Give a JSON object; files are named by hash, their content travels beside."""
        return {
            "exercise": self.exercise_id,
            "seed": self.seed,
            "events": [{"kind": e.kind, "at": e.at, **e.data} for e in self.events],
            "verdicts": {sha: v.to_dict() for sha, v in sorted(self.verdicts.items())},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], files: Mapping[str, Path]) -> Response:
        """Read what ``to_dict`` wrote.

        Args:
            data: the JSON object.
            files: hash to path of the files that came with it.

        Raises:
            KeyError, TypeError, ValueError: the object is not one of ours.
        """
        return cls(
            exercise_id=str(data["exercise"]),
            seed=int(data["seed"]),
            events=tuple(
                Event(
                    str(e["kind"]),
                    str(e["at"]),
                    {k: v for k, v in e.items() if k not in ("kind", "at")},
                )
                for e in data["events"]
            ),
            files=dict(files),
            verdicts={str(k): Verdict.from_dict(v) for k, v in data["verdicts"].items()},
        )


@dataclass(frozen=True)
class Feedback:
    """One sentence to the learner; ``kind`` is ``good``, ``wrong``, ``info`` or ``reason``."""

    kind: str
    message: str


@dataclass(frozen=True)
class Outcome:
    """The one verdict, the same at every door.

    Attributes:
        status: one of ``STATUSES``.
        points: points earned, 0 to ``max_points``, rounded to a hundredth.
        max_points: points that a full response earns.
        feedback: French sentences, in reading order; never empty when points are missing.
    """

    status: str
    points: float
    max_points: float
    feedback: tuple[Feedback, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the outcome as JSON types."""
        return {
            "status": self.status,
            "points": self.points,
            "max_points": self.max_points,
            "feedback": [{"kind": f.kind, "message": f.message} for f in self.feedback],
        }

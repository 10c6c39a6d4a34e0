"""What learners do with questions, from what their page shows and nothing else."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.content.model import Course
from grader.quiz.draw import cover
from grader.quiz.score import accept
from grader.services.workshop import seed_of

#: Shares of what learners do with an open question: the rest of the time they answer.
SKIPS, HINTS = 0.08, 0.10


def chosen(question: Mapping[str, Any], rng: random.Random) -> list[str]:
    """Make up an answer of the right form, right or wrong."""
    letters = [answer["id"] for answer in question["answers"]]
    targets = [target["id"] for target in question["targets"]]
    kind = question["type"]
    if kind == "multiple_choice":
        return sorted(rng.sample(letters, rng.randint(1, len(letters))))
    if kind == "ordering":
        return rng.sample(letters, len(letters))
    if kind in ("matching", "classification"):
        return [f"{letter}={rng.choice(targets)}" for letter in letters]
    if kind == "true_false":
        return [rng.choice(["true", "false"]), rng.choice(letters)]
    if kind == "numeric":
        return [str(rng.randint(1, 99)), *rng.sample(question["units"], bool(question["units"]))]
    if kind == "span_marking":
        first = rng.randrange(len(question["words"]))
        return [f"{first}-{first}"]
    if kind in ("short_text", "open_text"):
        return ["une réponse assez longue pour être lue par quelqu'un"[: question["longest"]]]
    return [rng.choice(letters)]


@dataclass
class Learner:
    """A learner going through the questions of a lesson, one act at a time.

    Attributes:
        id: her id.
        questions: views of what is left and done, by item.
        held: item to what a request about it says of the quiz or case that holds it; formative
            ones are not in it.
        acknowledged: (kind, item, what was chosen) that the server said it has.
    """

    id: str
    rng: random.Random
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    held: dict[str, dict[str, str]] = field(default_factory=dict)
    acknowledged: list[tuple[str, str, list[str]]] = field(default_factory=list)

    def read_lesson(self, view: Mapping[str, Any]) -> None:
        """Take the questions of a lesson, as ``lesson_view`` gives them."""
        self.questions.update(view["questions"])
        for holder in (*view["quizzes"].values(), *view["cases"].values()):
            self._read_holder(holder)

    def next_act(self) -> tuple[str, str, dict[str, Any]]:
        """Choose what to do: an operation, the kind of its event, and its request."""
        left = [q for q in self.questions.values() if q["tries_left"]]
        if not left:
            item = self.rng.choice([i for i in self.questions if i not in self.held])
            return "again", "again", {"item": item}
        question = next((q for q in left if q["state"] == "retry"), None) or self.rng.choice(left)
        request = {"item": question["id"], **self.held.get(question["id"], {})}
        luck = self.rng.random()
        if luck < SKIPS:
            return "skip", "skip", request
        if luck < SKIPS + HINTS and len(question["hints_html"]) < question["hints_total"]:
            return "question_hint", "hint", request
        return "answer", "answer", {**request, "chosen": chosen(question, self.rng)}

    def heard(self, kind: str, request: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        """Take the view that acknowledges an act."""
        self.acknowledged.append((kind, request["item"], request.get("chosen", [])))
        if "questions" in view or "steps" in view:
            self._read_holder(view)
        else:
            self.questions[view["id"]] = dict(view)

    def _read_holder(self, holder: Mapping[str, Any]) -> None:
        """Take the questions of a quiz, or those of a case that are open so far."""
        kind = "case" if "steps" in holder else "quiz"
        shown = holder.get("questions") or [step["question"] for step in holder["steps"]]
        for question in shown:
            self.questions[question["id"]] = question
            self.held[question["id"]] = {kind: holder["id"]}


def lost(course: Course, learner: Learner, kept: Sequence[Mapping[str, Any]]) -> list[str]:
    """Tell what was acknowledged to a learner and is not kept, in that order, as it was given.

    Args:
        course: with its keys: answers are kept in the letters of the source.
        learner: what she heard.
        kept: her events, oldest first.
    """
    rows = iter(kept)
    missing = []
    for kind, name, given in learner.acknowledged:
        item = next(m.items[name] for m in course.modules.values() if name in m.items)
        source = cover(item, seed_of(learner.id)).source(tuple(given))
        due = {"kind": kind, "item": name}
        if kind == "answer":
            due["chosen"] = list(accept(item, source))
        # One iterator for all: what is found must come after what was found before it.
        if not any(due.items() <= row.items() for row in rows):
            missing.append(f"{kind} {name}")
    return missing

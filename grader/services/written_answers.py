"""The texts that learners wrote, as nbgrader's own pages show them beside the note to give."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.content.model import Module
from grader.exercises.drawing import asked
from grader.exercises.model import Exercise, Response
from grader.quiz.attempts import ANSWER, item_state
from grader.quiz.model import Item
from grader.quiz.registry import TYPES
from grader.typography import french, number

#: What Markdown, or the formulas of a notebook, would take for a sign.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:=])")


def written_answers(module: Module, responses: Mapping[str, Response]) -> dict[str, str]:
    """Write, in Markdown, each text that a person is to mark, with its question and its rubric.

    Args:
        module: exercises, keys included.
        responses: what is handed in, by exercise.

    Returns:
        By exercise id; those without such a text are left out.
    """
    found = {}
    for exercise_id, response in responses.items():
        exercise = module.exercises.get(exercise_id)
        told = [_told(item, response) for item in _marked(exercise, response)] if exercise else []
        if texts := [text for text in told if text]:
            found[exercise_id] = "\n\n".join(texts)
    return found


def _marked(exercise: Exercise, response: Response) -> list[Item]:
    if not exercise.items:
        return []
    return [item for item in asked(exercise, response) if TYPES[item.type].review is not None]


def _told(item: Item, response: Response) -> str:
    answers = [e for e in response.events if e.data.get("item") == item.id]
    if not any(event.kind == ANSWER for event in answers):
        return ""
    text = "\n".join(item_state(item, answers, solution_seen=False).last_chosen)
    quoted = "\n".join(f"> {_plain(line)}  " for line in text.splitlines())
    rubric = "\n".join(f"- {c.text} ({_points(float(c.points))})" for c in item.body.rubric)
    total = _points(sum(float(c.points) for c in item.body.rubric))
    return french(
        f"**Question.** {item.question}\n\n**Réponse rédigée.**\n\n{quoted}\n\n"
        f"**Grille, sur {total}.**\n\n{rubric}"
    )


def _points(value: float) -> str:
    return f"{number(value, 2)} {'point' if value < 2 else 'points'}"


def _plain(text: str) -> str:
    """Write a line so that no sign in it means anything, neither to Markdown nor to HTML."""
    escaped = _SIGNS.sub(r"\\\1", text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

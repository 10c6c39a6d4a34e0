"""A course small enough to read at a glance, with a marker in everything that is secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.exercises.model import Event, Response

#: Stands in every key's neighbourhood: right answers' feedback, explanations, solutions.
MARKER = "marqueur-7c1f"

_ITEM = """\
  - id: {id}
    type: {type}
    objective: essai-o1
    level: 1
    question: Laquelle ?
    answers:
      - {{text: Juste, correct: true, feedback: Oui ({marker}).}}
      - {{text: Fausse, feedback: Non ({marker}).}}
      - {{text: Autre, correct: {third}, feedback: Voyons ({marker}).}}
    explanation: Parce que ({marker}).
"""

_EXERCISE = """\
  - id: {id}
    kind: quiz
    title: '{title}'
    points: {points}
    statement: Répondez.
    solution: La première ({marker}).
    items: [{items}]
"""

_LESSON = """\
---
title: Une leçon
summary: Pour essayer.
minutes: 5
---

## S'exercer

```{quiz} un
```

```{quiz} deux
```
"""

#: (exercise, its items, its points); the titles try CSV and HTML.
EXERCISES = (
    ("un", ("essai-q01", "essai-q02"), 6),
    ("deux", ("essai-q03",), 4),
)
TITLES = {"essai/un": "=1+1, dit « Un »", "essai/deux": 'Deux ; "fin"'}


def write_course(folder: Path, extra: str = "") -> None:
    """Write the course ``essai`` under ``folder``.

    Args:
        folder: the courses folder.
        extra: one more entry for ``exercises.yml``, already indented.
    """
    module = folder / "essai"
    module.mkdir(parents=True, exist_ok=True)
    kinds = {"essai-q02": "multiple_choice"}
    items = "".join(
        _ITEM.format(
            id=item,
            type=kinds.get(item, "single_choice"),
            third="true" if item in kinds else "false",
            marker=MARKER,
        )
        for _, names, _ in EXERCISES
        for item in names
    )
    exercises = "".join(
        _EXERCISE.format(
            id=name, title=TITLES[f"essai/{name}"], points=points, items=", ".join(names),
            marker=MARKER,
        )
        for name, names, points in EXERCISES
    )  # fmt: skip
    files = {
        folder / "catalogue.yml": "title: Essai\nmodules: [essai]\n",
        folder / "sources.yml": "{}\n",
        module / "module.yml": (
            "title: Essai\nsummary: Pour essayer.\n"
            "objectives: {essai-o1: Essayer}\nlessons: [une-lecon]\n"
        ),
        module / "une-lecon.md": _LESSON,
        module / "quiz.yml": f"items:\n{items}",
        module / "exercises.yml": f"exercises:\n{exercises}{extra}",
    }
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


def answers(exercise: str, chosen: Mapping[str, list[str]]) -> Response:
    """Make the response of someone who answered each of these items once."""
    events = tuple(
        Event("answer", "2026-10-01T12:00:00+00:00", {"item": item, "chosen": letters})
        for item, letters in chosen.items()
    )
    return Response(exercise, seed=7, events=events)


#: name of the copy: (responses, points of un, points of deux)
COPIES: dict[str, tuple[dict[str, Response], float, float]] = {
    "complete": (
        {
            "essai/un": answers("essai/un", {"essai-q01": ["a"], "essai-q02": ["a", "c"]}),
            "essai/deux": answers("essai/deux", {"essai-q03": ["a"]}),
        },
        6.0,
        4.0,
    ),
    "en-partie": (
        {"essai/un": answers("essai/un", {"essai-q01": ["b"], "essai-q02": ["a"]})},
        1.5,
        0.0,
    ),
    "fausse": (
        {
            "essai/un": answers("essai/un", {"essai-q01": ["b"], "essai-q02": ["b"]}),
            "essai/deux": answers("essai/deux", {"essai-q03": ["b"]}),
        },
        0.0,
        0.0,
    ),
    "vide": ({}, 0.0, 0.0),
}

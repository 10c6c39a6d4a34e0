"""``ordering``: steps to put in order; the author writes them in the right one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from grader.quiz.fields import entries, feedback, text
from grader.quiz.itemtype import Given, ItemType, Marked, known_letters, refuse
from grader.quiz.model import RIGHT, WRONG, Entry, Face, Remark

_STEP_KEYS = frozenset({"text", "feedback", "if_wrong"})


@dataclass(frozen=True)
class Step:
    """One step: ``feedback`` says why it comes there, ``if_wrong`` what was overlooked."""

    id: str
    text: str
    feedback: str
    if_wrong: str


@dataclass(frozen=True)
class Steps:
    """Three steps or more, in the right order."""

    steps: tuple[Step, ...]


def _read(raw: Mapping[str, Any], where: str) -> Steps:
    return Steps(
        tuple(
            Step(
                letter,
                text(entry, "text", where),
                feedback(entry, where, f"L'étape {letter}"),
                feedback(entry, where, f"L'étape {letter}", "if_wrong"),
            )
            for letter, entry in entries(raw, "steps", where, _STEP_KEYS, "L'étape", least=3)
        )
    )


def _face(body: Steps) -> Face:
    return Face(entries=tuple(Entry(s.id, s.text) for s in body.steps), starts_wrong=True)


def _accept(body: Steps, given: Given) -> Given:
    if known_letters(given, frozenset(_expected(body))) != frozenset(_expected(body)):
        raise refuse(
            "Il manque des étapes à votre réponse.", "Rangez toutes les étapes, puis validez."
        )
    return given


def _mark(body: Steps, given: Given) -> Marked:
    """Count each step that directly follows the right one: a block moved whole keeps its worth."""
    order = _expected(body)
    followed = set(pairwise(given)) & set(pairwise(order))
    wrong = {later for _, later in set(pairwise(order)) - followed}
    if given[0] != order[0] and len(followed) < len(order) - 1:
        wrong.add(order[0])
    remarks = tuple(
        Remark(s.id, WRONG, s.if_wrong) if s.id in wrong else Remark(s.id, RIGHT, s.feedback)
        for s in body.steps
    )
    return Marked(len(followed) / (len(order) - 1), remarks)


def _expected(body: Steps) -> Given:
    return tuple(s.id for s in body.steps)


def _texts(body: Steps) -> tuple[str, ...]:
    return tuple(t for s in body.steps for t in (s.text, s.feedback, s.if_wrong))


_VALID: dict[str, Any] = {
    "id": "exemple-o01",
    "type": "ordering",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Dans quel ordre prépare-t-on un fichier ?",
    "steps": [
        {
            "text": "Exporter depuis le logiciel métier",
            "feedback": "On part toujours de la source.",
            "if_wrong": "Sans export, il n'y a encore rien à vérifier.",
        },
        {
            "text": "Vérifier le fichier avec le schéma",
            "feedback": "La vérification dit ce qui reste à corriger.",
            "if_wrong": "Que vérifie-t-on, et avant quoi ?",
        },
        {
            "text": "Publier",
            "feedback": "On publie ce qui a été vérifié.",
            "if_wrong": "Un fichier publié est déjà réutilisé par d'autres.",
        },
    ],
}

TYPE = ItemType(
    name="ordering",
    how="Rangez les étapes, de la première à la dernière.",
    credit="Chaque étape qui suit la bonne rapporte.",
    keys=frozenset({"steps"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(_VALID, {**_VALID, "hints": ["Commencez par la source."]}),
    invalid=(
        ({**_VALID, "steps": _VALID["steps"][:2]}, "too-few-answers"),
        (
            {
                **_VALID,
                "steps": [{k: v for k, v in s.items() if k != "if_wrong"} for s in _VALID["steps"]],
            },
            "missing-feedback",
        ),
        ({**_VALID, "answers": []}, "unknown-key"),
    ),
)

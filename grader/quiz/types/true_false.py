"""``true_false``: whether a statement is true, and the reason why.

A verdict alone would be right once in two: the reason tells whether it was understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, feedback, flag, text
from grader.quiz.itemtype import Given, ItemType, Marked, known_letters, refuse
from grader.quiz.model import RIGHT, WRONG, Entry, Face, Remark

TRUE = "true"
FALSE = "false"
_VERDICTS = (TRUE, FALSE)
_REASON_KEYS = frozenset({"text", "correct", "feedback"})


@dataclass(frozen=True)
class Reason:
    """One reason; ``id`` is its letter in the source."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Statement:
    """Whether the statement is true, what is told of each verdict, and two reasons or more.

    Attributes:
        truth: ``true`` or ``false``, as an answer writes it.
        told: by verdict, what is told to who gave it.
        reasons: exactly one is right.
    """

    truth: str
    told: Mapping[str, str] = field(hash=False)
    reasons: tuple[Reason, ...]


def _read(raw: Mapping[str, Any], where: str) -> Statement:
    if not isinstance(raw.get("truth"), bool):
        raise ContentError(
            where,
            "missing-truth",
            "Il faut dire si l'affirmation est vraie : « truth » vaut true ou false.",
            "Ajoutez « truth: true » ou « truth: false ».",
        )
    told = {
        verdict: feedback(raw, where, "Cette question", f"if_{verdict}") for verdict in _VERDICTS
    }
    reasons = []
    for letter, entry in entries(raw, "reasons", where, _REASON_KEYS, "La raison"):
        name = f"La raison {letter}"
        said = feedback(entry, where, name)
        correct = flag(entry, "correct", where, name)
        reasons.append(Reason(letter, text(entry, "text", where), correct, said))
    right = sum(reason.correct for reason in reasons)
    if right != 1:
        raise ContentError(
            where,
            "not-one-right-answer",
            f"Une seule raison doit être juste ; ici, il y en a {right}.",
            "Gardez « correct: true » sur une seule raison.",
        )
    return Statement(TRUE if raw["truth"] else FALSE, told, tuple(reasons))


def _face(body: Statement) -> Face:
    return Face(entries=tuple(Entry(r.id, r.text) for r in body.reasons))


def _accept(body: Statement, given: Given) -> Given:
    verdicts = [one for one in given if one in _VERDICTS]
    letters = tuple(one for one in given if one not in _VERDICTS)
    known_letters(letters, frozenset(r.id for r in body.reasons))
    if not verdicts:
        raise refuse(
            "Vous n'avez pas dit si l'affirmation est vraie ou fausse.",
            "Choisissez « Vrai » ou « Faux », puis une raison.",
        )
    if not letters:
        raise refuse(
            "La raison n'est pas choisie.", "Choisissez la raison qui vous a décidé, puis validez."
        )
    if len(verdicts) > 1 or len(letters) > 1:
        raise refuse(
            "Un seul choix est attendu pour chaque partie de la réponse.",
            "Gardez « Vrai » ou « Faux », et une seule raison.",
        )
    return verdicts[0], letters[0]


def _mark(body: Statement, given: Given) -> Marked:
    verdict, letter = given
    reason = next(r for r in body.reasons if r.id == letter)
    true_to = verdict == body.truth
    remarks = (
        Remark("", RIGHT if true_to else WRONG, body.told[verdict]),
        Remark(letter, RIGHT if reason.correct else WRONG, reason.feedback),
    )
    if not true_to:
        return Marked(0.0, remarks)
    return Marked(1.0 if reason.correct else 0.5, remarks)


def _expected(body: Statement) -> Given:
    return body.truth, next(r.id for r in body.reasons if r.correct)


def _texts(body: Statement) -> tuple[str, ...]:
    return (*body.told.values(), *(t for r in body.reasons for t in (r.text, r.feedback)))


_VALID: dict[str, Any] = {
    "id": "exemple-v01",
    "type": "true_false",
    "objective": "exemple-o1",
    "level": 1,
    "question": "Un fichier CSV peut s'ouvrir sans tableur.",
    "truth": True,
    "if_true": "C'est bien le cas.",
    "if_false": "Ouvrez-en un dans un éditeur de texte : son contenu se lit.",
    "reasons": [
        {
            "text": "Un CSV est un fichier de texte.",
            "correct": True,
            "feedback": "Oui : une ligne de texte par ligne du tableau.",
        },
        {
            "text": "Un CSV est plus léger qu'un classeur.",
            "feedback": "Sa taille ne dit pas quel logiciel sait le lire.",
        },
    ],
}
_REASONS: list[dict[str, Any]] = _VALID["reasons"]

TYPE = ItemType(
    name="true_false",
    how="Dites si l'affirmation est vraie ou fausse, puis pourquoi.",
    credit="« Vrai » ou « Faux » compte pour moitié ; la raison compte pour l'autre moitié, si le "
    "premier choix est juste.",
    keys=frozenset({"truth", "if_true", "if_false", "reasons"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(
        _VALID,
        {**_VALID, "question": "Un fichier CSV demande un tableur.", "truth": False},
    ),
    invalid=(
        ({**_VALID, "truth": "oui"}, "missing-truth"),
        ({key: value for key, value in _VALID.items() if key != "truth"}, "missing-truth"),
        ({**_VALID, "if_false": " "}, "missing-feedback"),
        ({**_VALID, "reasons": _REASONS[:1]}, "too-few-answers"),
        (
            {**_VALID, "reasons": [dict(r, correct=True) for r in _REASONS]},
            "not-one-right-answer",
        ),
        (
            {**_VALID, "reasons": [dict(r, correct=False) for r in _REASONS]},
            "not-one-right-answer",
        ),
        ({**_VALID, "reasons": [dict(r, feedback="") for r in _REASONS]}, "missing-feedback"),
    ),
    tries=1,
)

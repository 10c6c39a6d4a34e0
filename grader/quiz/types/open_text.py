"""``open_text``: a text of one's own, marked by a person with a rubric."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, text
from grader.quiz.itemtype import Given, ItemType, Marked, refuse
from grader.quiz.model import EXPECTED, PARTIAL, RIGHT, WRONG, Face, Remark
from grader.quiz.types.typed import many_lines
from grader.typography import number, plural

_CRITERION_KEYS = frozenset({"text", "points"})
_LONGEST, _LONGEST_EVER = 3000, 6000
_LEAST, _LEAST_EVER = 20, 1000
_MOST_CRITERIA = 12
_MOST_POINTS = 100
#: The answer may be written again until it is marked: no number of tries ends it.
_TRIES = 1000
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", re.ASCII)


@dataclass(frozen=True)
class Criterion:
    """What the person who marks looks at, and what it is worth; ``id`` is a letter."""

    id: str
    text: str
    points: float


@dataclass(frozen=True)
class OpenText:
    """What is asked of the text, and how it is marked.

    Attributes:
        rubric: the criteria, in the author's order.
        model: one possible answer, shown once the text is marked; may be empty.
        longest, least: bounds of the text, in characters.
    """

    rubric: tuple[Criterion, ...]
    model: str
    longest: int
    least: int


def _read(raw: Mapping[str, Any], where: str) -> OpenText:
    rubric = entries(raw, "rubric", where, _CRITERION_KEYS, "Le critère", least=1)
    if len(rubric) > _MOST_CRITERIA:
        raise ContentError(
            where,
            "too-many-answers",
            f"La grille a plus de {_MOST_CRITERIA} critères.",
            "Une personne en tient peu à la fois : réunissez-en.",
        )
    longest = _length(raw, "longest", _LONGEST, _LONGEST_EVER, where)
    least = _length(raw, "least", _LEAST, _LEAST_EVER, where)
    if least > longest:
        raise ContentError(
            where,
            "bad-value",
            "« least » dépasse « longest » : aucune réponse ne conviendrait.",
            "Réduisez « least », ou augmentez « longest ».",
        )
    return OpenText(
        tuple(
            Criterion(letter, text(entry, "text", where), _points(entry, letter, where))
            for letter, entry in rubric
        ),
        text(raw, "model", where, optional=True),
        longest,
        least,
    )


def _points(entry: Mapping[str, Any], letter: str, where: str) -> float:
    points = entry.get("points")
    # Quarters are the smallest part: a marker writes at most two decimals.
    if (
        isinstance(points, bool)
        or not isinstance(points, int | float)
        or not 0 < points <= _MOST_POINTS
        or points * 4 != int(points * 4)
    ):
        raise ContentError(
            where,
            "bad-points",
            f"Le critère {letter} rapporte plus de 0 et au plus {_MOST_POINTS} points.",
            "Donnez un nombre entier, ou des demis et des quarts : « points: 2 ».",
        )
    return float(points)


def _length(raw: Mapping[str, Any], key: str, default: int, most: int, where: str) -> int:
    value = raw.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ContentError(
            where,
            "bad-value",
            f"« {key} » vaut de 1 à {most}.",
            "C'est un nombre de caractères.",
        )
    return value


def _face(body: OpenText) -> Face:
    return Face(longest=body.longest)


def _accept(body: OpenText, given: Given) -> Given:
    if len(given) != 1:
        raise refuse("Un seul texte est attendu.", "Écrivez-le dans le champ, puis validez.")
    written = many_lines(given[0], body.longest)
    if len(written) < body.least:
        raise refuse(
            f"Votre réponse est trop courte : {plural(len(written), 'caractère')}.",
            f"Écrivez-en au moins {body.least}, en disant pourquoi.",
        )
    return (written,)


def _mark(_body: OpenText, _given: Given) -> Marked:
    return Marked(0.0)


def _review(body: OpenText, marks: Given) -> Marked:
    """Add up the marks of a person: each criterion once, between 0 and its points."""
    given = dict(mark.partition("=")[::2] for mark in marks)
    if len(given) != len(marks) or given.keys() != {c.id for c in body.rubric}:
        raise refuse(
            "Chaque critère de la grille reçoit une note, et une seule.",
            "Notez les critères qui restent, puis enregistrez.",
        )
    earned = {criterion.id: _earned(criterion, given[criterion.id]) for criterion in body.rubric}
    remarks = [_told(criterion, earned[criterion.id]) for criterion in body.rubric]
    if body.model:
        remarks.append(Remark("", EXPECTED, f"Une réponse possible : {body.model}"))
    total = sum(Fraction(criterion.points) for criterion in body.rubric)
    return Marked(float(sum(earned.values()) / total), tuple(remarks))


def _earned(criterion: Criterion, mark: str) -> Fraction:
    points = Fraction(mark) if _POINTS.fullmatch(mark) else None
    if points is None or points > criterion.points:
        raise refuse(
            f"La note du critère « {criterion.text} » n'est pas comprise entre 0 et "
            f"{number(criterion.points, 2)}.",
            "Choisissez un nombre de points dans cet intervalle.",
        )
    return points


def _told(criterion: Criterion, points: Fraction) -> Remark:
    most = number(criterion.points, 2)
    word = "point" if criterion.points < 2 else "points"
    verdict = RIGHT if points == criterion.points else PARTIAL if points else WRONG
    return Remark("", verdict, f"{criterion.text} : {number(float(points), 2)} sur {most} {word}.")


def _expected(_body: OpenText) -> Given:
    return ()


def _texts(body: OpenText) -> tuple[str, ...]:
    model = (body.model,) if body.model else ()
    return (*(c.text for c in body.rubric), *model)


_VALID: dict[str, Any] = {
    "id": "exemple-l01",
    "type": "open_text",
    "objective": "exemple-o1",
    "level": 3,
    "question": "Une élue demande de publier la liste des agents. Que lui répondez-vous ?",
    "rubric": [
        {"text": "Distingue la fonction et la personne", "points": 2},
        {"text": "Propose une suite", "points": 1},
    ],
}

TYPE = ItemType(
    name="open_text",
    how="Écrivez votre réponse : une personne la lira. Vous pouvez la reprendre tant qu'elle n'est "
    "pas relue.",
    credit="Chaque critère de la relecture rapporte.",
    keys=frozenset({"rubric", "model", "longest", "least"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(
        _VALID,
        {**_VALID, "model": "Je publierais les fonctions.", "longest": 800, "least": 40},
        {**_VALID, "rubric": [{"text": "Répond", "points": 0.25}]},
    ),
    invalid=(
        ({**_VALID, "rubric": []}, "too-few-answers"),
        ({**_VALID, "rubric": [{"text": "Oui", "points": 1}] * 13}, "too-many-answers"),
        ({**_VALID, "rubric": [{"text": "Oui", "points": 0}]}, "bad-points"),
        ({**_VALID, "rubric": [{"text": "Oui", "points": 0.1}]}, "bad-points"),
        ({**_VALID, "rubric": [{"text": "Oui", "points": float("nan")}]}, "bad-points"),
        ({**_VALID, "rubric": [{"text": "Oui", "points": True}]}, "bad-points"),
        ({**_VALID, "rubric": [{"text": "", "points": 1}]}, "missing-key"),
        ({**_VALID, "least": 500, "longest": 400}, "bad-value"),
        ({**_VALID, "longest": 60000}, "bad-value"),
        ({**_VALID, "model": ["Oui"]}, "bad-value"),
    ),
    tries=_TRIES,
    review=_review,
)

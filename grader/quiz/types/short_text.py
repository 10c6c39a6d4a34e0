"""``short_text``: a word or a short expression, compared without what does not count in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError, RefusedError
from grader.quiz.fields import entries, feedback, flag, texts
from grader.quiz.itemtype import Given, ItemType, Marked, refuse
from grader.quiz.model import RIGHT, WRONG, Face, Remark
from grader.quiz.types.typed import comparable, nearly, one_line

_MISTAKE_KEYS = frozenset({"texts", "feedback"})
_LONGEST = 120
_LONGEST_EVER = 500


@dataclass(frozen=True)
class Expression:
    """What is accepted, and the wrong answers that the author foresaw.

    Attributes:
        accepted: the first one is shown as the answer.
        mistakes: texts of each, with what is told of them.
        feedback, if_wrong: told of a right answer, and of any other.
        longest: most characters.
        exact: case, accents, hyphens and apostrophes count.
    """

    accepted: tuple[str, ...]
    mistakes: tuple[tuple[tuple[str, ...], str], ...]
    feedback: str
    if_wrong: str
    longest: int
    exact: bool

    def holds(self, texts: tuple[str, ...], typed: str) -> bool:
        """Tell whether an answer is one of these texts."""
        if self.exact:
            return typed in texts
        return comparable(typed) in map(comparable, texts)


def _read(raw: Mapping[str, Any], where: str) -> Expression:
    longest = raw.get("longest", _LONGEST)
    if (
        isinstance(longest, bool)
        or not isinstance(longest, int)
        or not 1 <= longest <= _LONGEST_EVER
    ):
        raise ContentError(
            where,
            "bad-value",
            f"« longest » vaut de 1 à {_LONGEST_EVER}.",
            "C'est la longueur la plus grande, en caractères ; pour un texte, prenez open_text.",
        )
    body = Expression(
        _typable(texts(raw, "accepted", where, least=1), longest, where),
        _mistakes(raw, longest, where),
        feedback(raw, where, "Cette question"),
        feedback(raw, where, "Cette question", "if_wrong"),
        longest,
        flag(raw, "exact", where, "Cette question"),
    )
    for wrong in (text for found, _ in body.mistakes for text in found):
        if body.holds(body.accepted, wrong):
            raise ContentError(
                where,
                "mistake-is-right",
                f"L'erreur prévue « {wrong} » est une réponse acceptée.",
                "Retirez-la d'un des deux endroits ; majuscules et accents ne comptent que si "
                "« exact » vaut true.",
            )
    return body


def _mistakes(
    raw: Mapping[str, Any], longest: int, where: str
) -> tuple[tuple[tuple[str, ...], str], ...]:
    if "mistakes" not in raw:
        return ()
    return tuple(
        (
            _typable(texts(entry, "texts", where, least=1), longest, where),
            feedback(entry, where, f"L'erreur prévue {letter}"),
        )
        for letter, entry in entries(
            raw, "mistakes", where, _MISTAKE_KEYS, "L'erreur prévue", least=1
        )
    )


def _typable(written: tuple[str, ...], longest: int, where: str) -> tuple[str, ...]:
    """Give texts as they would come from the field; one that could not come is a fault."""
    found = []
    for text in written:
        try:
            found.append(one_line(text, longest))
        except RefusedError as refusal:
            raise ContentError(
                where,
                "not-typable",
                f"La réponse « {text} » ne peut pas être tapée : {refusal.message}",
                "Raccourcissez-la, ou augmentez « longest ».",
            ) from refusal
        if not comparable(text):
            raise ContentError(
                where,
                "not-typable",
                f"La réponse « {text} » n'a ni lettre ni chiffre.",
                "Demandez un mot, ou choisissez un autre type de question.",
            )
    return tuple(found)


def _face(body: Expression) -> Face:
    return Face(longest=body.longest)


def _accept(body: Expression, given: Given) -> Given:
    if len(given) != 1:
        raise refuse("Une seule réponse est attendue.", "Écrivez-la dans le champ, puis validez.")
    typed = one_line(given[0], body.longest)
    if not comparable(typed):
        raise refuse(
            "Votre réponse n'a ni lettre ni chiffre.", "Écrivez votre réponse, puis validez."
        )
    return (typed,)


def _mark(body: Expression, given: Given) -> Marked:
    typed = given[0]
    if body.holds(body.accepted, typed):
        return Marked(1.0, (Remark("", RIGHT, body.feedback),))
    return Marked(0.0, (Remark("", WRONG, _why(body, typed)),))


def _why(body: Expression, typed: str) -> str:
    """Say what makes this answer wrong: a mistake foreseen, or the way it is written."""
    for found, told in body.mistakes:
        if body.holds(found, typed):
            return told
    if body.exact and comparable(typed) in map(comparable, body.accepted):
        return (
            "C'est la bonne réponse, mais pas l'écriture attendue : ici, les majuscules, les "
            f"accents, les espaces et les tirets comptent. {body.if_wrong}"
        )
    if nearly(comparable(typed), map(comparable, body.accepted)):
        return f"À une lettre près, c'est une réponse attendue. {body.if_wrong}"
    return body.if_wrong


def _expected(body: Expression) -> Given:
    return body.accepted[:1]


def _texts(body: Expression) -> tuple[str, ...]:
    foreseen = (t for found, told in body.mistakes for t in (*found, told))
    return (*body.accepted, *foreseen, body.feedback, body.if_wrong)


_VALID: dict[str, Any] = {
    "id": "exemple-t01",
    "type": "short_text",
    "objective": "exemple-o1",
    "level": 1,
    "question": "Quel encodage conseille-t-on pour publier un fichier ?",
    "accepted": ["UTF-8", "utf8", "unicode utf-8"],
    "mistakes": [
        {
            "texts": ["Windows-1252", "ANSI", "latin-1"],
            "feedback": "Cet encodage ancien ne connaît que les lettres de quelques langues.",
        },
        {"texts": ["CSV"], "feedback": "Le CSV est un format ; l'encodage dit ses caractères."},
    ],
    "feedback": "Oui : il connaît toutes les lettres.",
    "if_wrong": "Cherchez le nom de l'encodage qui connaît toutes les lettres accentuées.",
}

TYPE = ItemType(
    name="short_text",
    how="Écrivez votre réponse en quelques mots.",
    credit="",
    keys=frozenset({"accepted", "mistakes", "feedback", "if_wrong", "longest", "exact"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(
        _VALID,
        {
            **{key: value for key, value in _VALID.items() if key != "mistakes"},
            "question": "Écrivez le 1er mars 2026 au format ISO.",
            "accepted": ["2026-03-01"],
            "exact": True,
            "longest": 20,
        },
    ),
    invalid=(
        ({**_VALID, "accepted": []}, "missing-key"),
        ({**_VALID, "accepted": "UTF-8"}, "bad-value"),
        ({**_VALID, "accepted": ["…"]}, "not-typable"),
        ({**_VALID, "accepted": ["UTF-8"], "longest": 4}, "not-typable"),
        ({**_VALID, "accepted": ["UTF-8\x00"]}, "not-typable"),
        ({**_VALID, "mistakes": [{"texts": ["Utf 8."], "feedback": "?"}]}, "mistake-is-right"),
        ({**_VALID, "mistakes": [{"texts": ["ANSI"]}]}, "missing-feedback"),
        ({**_VALID, "mistakes": [{"texts": [], "feedback": "Non."}]}, "missing-key"),
        ({**_VALID, "mistakes": {}}, "too-few-answers"),
        ({**_VALID, "longest": 5000}, "bad-value"),
        ({**_VALID, "longest": "court"}, "bad-value"),
        ({**_VALID, "exact": "oui"}, "bad-value"),
        ({**_VALID, "feedback": ""}, "missing-feedback"),
    ),
)

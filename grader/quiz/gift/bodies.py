"""What each kind of GIFT question declares beside what every item has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from grader.quiz.gift.gaps import Gap
from grader.quiz.gift.model import (
    ESSAY,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    GiftAnswer,
    GiftQuestion,
)
from grader.quiz.moodle.model import ANY

#: Type of ours, and its keys.
Declared = tuple[str, dict[str, Any]]
#: Takes a line, what is missing, what to do, and what stands for it meanwhile.
MakeGap = Callable[..., Gap]
_FULL = 100.0
_WHY = "Dites en une phrase pourquoi cette réponse est juste, ou pourquoi elle ne l'est pas."
_ANY_STAR = re.compile(r"(?<!\\)\*")


def _choice(question: GiftQuestion, _type: str, gap: MakeGap, notes: list[str]) -> Declared:
    answers = question.answers
    several = question.kind == MULTIPLE
    right = [a.weight > 0 if several else a.weight >= _FULL for a in answers]
    if not several and sum(right) > 1:
        several = True
        notes.append(
            "Plusieurs réponses valent 100 % et une seule se choisissait : ici, il faudra les "
            "cocher toutes. Relisez l'énoncé."
        )
    elif several and _weights_count(answers):
        notes.append(
            "Les poids des réponses ne sont pas repris : chaque bonne réponse rapportera autant, "
            "chaque mauvaise retirera autant."
        )
    elif not several and any(0 < a.weight < _FULL for a in answers):
        notes.append("Les réponses qui valaient une partie des points ne valent plus rien.")
    found = [
        {
            "text": a.text,
            **({"correct": True} if good else {}),
            "feedback": _told(a, f"La réponse {place} n'a pas de retour.", gap),
        }
        for place, (a, good) in enumerate(zip(answers, right, strict=True), 1)
    ]
    return "multiple_choice" if several else "single_choice", {"answers": found}


def _weights_count(answers: tuple[GiftAnswer, ...]) -> bool:
    """Tell whether the weights are other than ours: right minus wrong."""
    right = sum(a.weight > 0 for a in answers)
    ours = _FULL / right if right else 0.0
    return any(abs(abs(a.weight) - ours) > 0.01 for a in answers)


def _true_false(question: GiftQuestion, _type: str, gap: MakeGap, _notes: list[str]) -> Declared:
    wrong, right = question.feedback
    if_true, if_false = (right, wrong) if question.truth else (wrong, right)
    line = question.line
    return "true_false", {
        "truth": question.truth,
        "if_true": if_true or gap(line, "Le retour à qui répond « vrai » manque.", _key("if_true")),
        "if_false": if_false
        or gap(line, "Le retour à qui répond « faux » manque.", _key("if_false")),
        "reasons": gap(
            line,
            "Les raisons manquent : ici, on dit aussi pourquoi c'est vrai ou faux.",
            "Ajoutez « reasons » : au moins deux, chacune avec text et feedback, et correct: true "
            "pour la seule bonne.",
            [{"text": "a", "correct": True, "feedback": "…"}, {"text": "b", "feedback": "…"}],
        ),
    }


def _pairs(question: GiftQuestion, declared: str, gap: MakeGap, notes: list[str]) -> Declared:
    pairs = [a for a in question.answers if a.text]
    if declared == "ordering":
        places = {a.match: a for a in pairs}
        wanted = [str(place) for place in range(1, len(question.answers) + 1)]
        if sorted(places, key=lambda text: text.zfill(9)) == wanted:
            return _steps([places[place] for place in wanted], gap)
    if declared == "classification":
        return "classification", {
            "columns": list(dict.fromkeys(a.match for a in question.answers)),
            "entries": [
                {
                    "text": a.text,
                    "column": a.match,
                    **_row_told(a, f"La ligne {place}", gap),
                }
                for place, a in enumerate(pairs, 1)
            ],
        }
    rights = {a.match for a in pairs}
    decoys = list(dict.fromkeys(a.match for a in question.answers if not a.text))
    if rights & set(decoys):
        notes.append("Un leurre qui est aussi la bonne réponse d'une paire a été retiré.")
    kept = [one for one in decoys if one not in rights]
    return "matching", {
        "pairs": [
            {"left": a.text, "right": a.match, **_row_told(a, f"La paire {place}", gap)}
            for place, a in enumerate(pairs, 1)
        ],
        **({"decoys": kept} if kept else {}),
    }


def _ordering(question: GiftQuestion, _type: str, gap: MakeGap, _notes: list[str]) -> Declared:
    return _steps(list(question.answers), gap)


def _steps(steps: list[GiftAnswer], gap: MakeGap) -> Declared:
    return "ordering", {
        "steps": [
            {"text": a.text, **_row_told(a, f"L'étape {place}", gap)}
            for place, a in enumerate(steps, 1)
        ]
    }


def _short(question: GiftQuestion, _type: str, gap: MakeGap, notes: list[str]) -> Declared:
    typed = [a for a in question.answers if a.text != ANY]
    right = [a for a in typed if a.weight >= _FULL]
    wrong = _grouped([a for a in typed if a.weight < _FULL], notes)
    for a in typed:
        if _ANY_STAR.search(a.text):
            gap(
                a.line,
                "Une étoile (*) tenait lieu de n'importe quel texte : elle n'a pas ce sens ici.",
                "Remplacez-la par les réponses que vous acceptez.",
            )
    return "short_text", {
        "accepted": [_starred(a.text) for a in right],
        **(
            {
                "mistakes": [
                    {
                        "texts": [_starred(a.text) for a in group],
                        "feedback": _told(group[0], "Une erreur prévue n'a pas de retour.", gap),
                    }
                    for group in wrong
                ]
            }
            if wrong
            else {}
        ),
        **_right_and_other(question, right, gap, notes),
    }


def _starred(text: str) -> str:
    return text.replace("\\*", "*")


def _numeric(question: GiftQuestion, _type: str, gap: MakeGap, notes: list[str]) -> Declared:
    numbers = [(a, a.value) for a in question.answers if a.value is not None]
    right = [one for one in numbers if one[0].weight >= _FULL]
    wrong = [one for one in numbers if one[0].weight < _FULL]
    if any(a.weight > 0 for a, _ in wrong):
        notes.append(
            "Les nombres qui valaient une partie des points sont repris comme des erreurs prévues."
        )
    if len(right) > 1:
        notes.append("Plusieurs nombres étaient justes : seul le premier est repris.")
    value = (
        _value(right[0][1])
        if right
        else {"value": gap(question.line, "Aucun nombre ne vaut 100 %.", _key("value"), 0)}
    )
    mistakes = [
        {
            **_value(expected),
            "feedback": _told(a, "Une erreur prévue n'a pas de retour.", gap),
        }
        for a, expected in wrong
    ]
    return "numeric", {
        **value,
        **_right_and_other(question, [a for a, _ in right[:1]], gap, notes),
        **({"mistakes": mistakes} if mistakes else {}),
    }


def _value(expected: tuple[Decimal, Decimal]) -> dict[str, Any]:
    value, tolerance = expected
    return {"value": _number(value), **({"tolerance": _number(tolerance)} if tolerance else {})}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _essay(question: GiftQuestion, _type: str, gap: MakeGap, _notes: list[str]) -> Declared:
    return "open_text", {
        "rubric": gap(
            question.line,
            "Les critères de la personne qui relit manquent.",
            "Ajoutez « rubric » : au moins un critère, avec text et points.",
            [{"text": "a", "points": 1}],
        )
    }


def _right_and_other(
    question: GiftQuestion, right: list[GiftAnswer], gap: MakeGap, notes: list[str]
) -> dict[str, Any]:
    """Give what is told of a right answer, and of any that no other matches."""
    told = list(dict.fromkeys(a.feedback for a in right if a.feedback))
    if len(told) > 1:
        notes.append("Les bonnes réponses avaient des retours différents : le premier est repris.")
    others = [a for a in question.answers if a.text == ANY or (a.value is None and not a.text)]
    other = next((a.feedback for a in others if a.weight <= 0 and a.feedback), "")
    line = question.line
    return {
        "feedback": told[0]
        if told
        else gap(line, "Le retour à la bonne réponse manque.", _key("feedback")),
        "if_wrong": other or gap(line, "Le retour à toute autre réponse manque.", _key("if_wrong")),
    }


def _grouped(wrong: list[GiftAnswer], notes: list[str]) -> list[list[GiftAnswer]]:
    """Put together the wrong answers that follow each other and are told the same."""
    if any(a.weight > 0 for a in wrong):
        notes.append(
            "Les réponses qui valaient une partie des points sont reprises comme des erreurs "
            "prévues."
        )
    groups: list[list[GiftAnswer]] = []
    for a in wrong:
        if groups and groups[-1][0].feedback == a.feedback:
            groups[-1].append(a)
        else:
            groups.append([a])
    return groups


def _told(answer: GiftAnswer, message: str, gap: MakeGap) -> str | Gap:
    return answer.feedback or gap(answer.line, message, _WHY)


def _row_told(answer: GiftAnswer, name: str, gap: MakeGap) -> dict[str, Any]:
    missing = f"{name} n'a pas de retours (feedback et if_wrong)."
    told = gap(answer.line, missing, "Dites pourquoi elle va là, et ce qui trompe.")
    return {"feedback": told, "if_wrong": told}


def _key(key: str) -> str:
    return f"Ajoutez « {key}: … »."


BODIES: Mapping[str, Callable[[GiftQuestion, str, MakeGap, list[str]], Declared]] = {
    SINGLE: _choice,
    MULTIPLE: _choice,
    TRUE_FALSE: _true_false,
    MATCHING: _pairs,
    ORDERING: _ordering,
    SHORT: _short,
    NUMERIC: _numeric,
    ESSAY: _essay,
}

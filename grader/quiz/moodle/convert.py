"""From our items to Moodle's questions, and what is lost on the way whatever the format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from grader.quiz.losses import Loss, Lost
from grader.quiz.model import Item
from grader.quiz.moodle import tags
from grader.quiz.moodle.model import (
    ANY,
    ESSAY,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    MoodleAnswer,
    MoodleQuestion,
)
from grader.quiz.moodle.texts import literal

RIGHT, WRONG = Fraction(1), Fraction(0)
#: What neither format may hold: control characters, halves of characters, non-characters.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TAG = 50
#: Length of a short answer where its author gives none.
_LONGEST_SHORT = 120
#: Moodle's grades are fractions of a fixed list: 1/n for n up to 10, and 1/20.
_SHARES = frozenset({*range(1, 11), 20})
_MARKUP = re.compile(r"[*_`\[\]<\\]")


def as_moodle(item: Item) -> tuple[MoodleQuestion | None, tuple[Loss, ...]]:
    """Say an item as Moodle would.

    Args:
        item: with its key.

    Returns:
        the question, or None where Moodle has none of the sort; and what is lost in any case.
    """
    lost = Lost(item.id)
    convert = _CONVERTERS.get(item.type)
    question = convert(item, lost) if convert else None
    if question is not None:
        question = _plain(_complete(item, question, lost), lost)
    elif not lost.losses:
        lost.add("type", f"Moodle n'a pas de question du type {item.type} : elle reste ici.")
    return question, tuple(lost.losses)


def _complete(item: Item, question: MoodleQuestion, lost: Lost) -> MoodleQuestion:
    if item.misconception:
        lost.add("misconception", "Moodle n'a pas de place pour l'erreur que la question cherche.")
    kept = [(tags.OBJECTIVE, item.objective), (tags.LEVEL, item.level), (tags.SOURCE, item.source)]
    written = (*(tags.tag(kind, value) for kind, value in kept if value), *question.tags)
    for one in written:
        if len(one) > _LONGEST_TAG:
            lost.add(one.partition(":")[0], "Moodle coupe une étiquette après 50 caractères.")
    return replace(
        question,
        explanation=item.explanation,
        tags=written,
        hints=item.hints,
        mistake=" ".join(item.misconception.split()),
    )


def _plain(question: MoodleQuestion, lost: Lost) -> MoodleQuestion:
    """Leave out the characters that no text may hold."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            if _UNWRITABLE.search(value):
                lost.add("texte", "Un caractère de commande, invisible, a été retiré.")
            return _UNWRITABLE.sub("", value)
        return tuple(clean(one) for one in value) if isinstance(value, tuple) else value

    answers = tuple(
        replace(a, text=clean(a.text), feedback=clean(a.feedback), match=clean(a.match))
        for a in question.answers
    )
    texts = {
        name: clean(getattr(question, name))
        for name in ("stem", "explanation", "hints", "told", "grader_info", "mistake")
    }
    units = {clean(name): worth for name, worth in question.units.items()}
    return replace(question, answers=answers, units=units, **texts)


# Choices --------------------------------------------------------------------------------------


def _single(item: Item, _lost: Lost) -> MoodleQuestion:
    answers = tuple(
        MoodleAnswer(a.text, RIGHT if a.correct else WRONG, a.feedback) for a in item.body.answers
    )
    return MoodleQuestion(item.id, SINGLE, item.question, answers)


def _multiple(item: Item, lost: Lost) -> MoodleQuestion:
    right = [(a.text, a.feedback) for a in item.body.answers if a.correct]
    return _several(
        item,
        item.question,
        [(a.text, a.correct, a.feedback) for a in item.body.answers],
        len(right),
        lost,
    )


def _several(
    item: Item, stem: str, answers: list[tuple[str, bool, str]], right: int, lost: Lost
) -> MoodleQuestion:
    """Give each right answer an equal share, and take as much for each wrong one."""
    if right not in _SHARES:
        lost.add(
            "answers",
            f"Le poids de chaque réponse (1/{right}) n'est pas dans la liste de Moodle, qui "
            "l'arrondit ou le refuse.",
        )
    share = Fraction(1, right)
    found = tuple(MoodleAnswer(t, share if good else -share, told) for t, good, told in answers)
    return MoodleQuestion(item.id, MULTIPLE, stem, found)


def _odd_one_out(item: Item, lost: Lost) -> MoodleQuestion:
    lost.add("type", "Le tableau devient un choix unique : une ligne par réponse.")
    columns = item.body.columns
    answers = tuple(
        MoodleAnswer(
            " ; ".join(f"{c} : {v or '(vide)'}" for c, v in zip(columns, row.cells, strict=True)),
            RIGHT if row.odd else WRONG,
            row.feedback,
        )
        for row in item.body.rows
    )
    return MoodleQuestion(item.id, SINGLE, item.question, answers)


def _true_false(item: Item, lost: Lost) -> MoodleQuestion:
    lost.add(
        "reasons", "Moodle ne demande pas la raison : « vrai » ou « faux » compte alors pour tout."
    )
    told = item.body.told
    return MoodleQuestion(
        item.id,
        TRUE_FALSE,
        item.question,
        truth=item.body.truth == "true",
        told=(told["true"], told["false"]),
    )


# Pairs ----------------------------------------------------------------------------------------

_ONE_FEEDBACK = "Moodle ne dit rien de chaque ligne : ces retours restent ici."


def _matching(item: Item, lost: Lost) -> MoodleQuestion:
    body = item.body
    pairs = tuple((p.text, body.targets[int(p.target) - 1]) for p in body.placed)
    lost.add("pairs", _ONE_FEEDBACK)
    return _pairs(item, pairs, body.targets, lost)


def _classification(item: Item, lost: Lost) -> MoodleQuestion:
    body = item.body
    pairs = tuple((p.text, body.targets[int(p.target) - 1]) for p in body.placed)
    lost.add("type", "Le classement devient une association : une liste à choisir par ligne.")
    lost.add("entries", _ONE_FEEDBACK)
    question = _pairs(item, pairs, body.targets, lost)
    if tuple(dict.fromkeys(a.match for a in question.answers)) != body.targets:
        lost.add("columns", "L'ordre des colonnes n'est pas gardé.")
    return replace(question, tags=(tags.tag(tags.TYPE, "classification"),))


def _pairs(
    item: Item, pairs: tuple[tuple[str, str], ...], targets: tuple[str, ...], lost: Lost
) -> MoodleQuestion:
    used = {right for _, right in pairs}
    answers = [MoodleAnswer(left, match=right) for left, right in pairs]
    answers += [MoodleAnswer("", match=target) for target in targets if target not in used]
    if any(_MARKUP.search(target) for target in targets):
        lost.add(
            "texte",
            "Les choix d'une liste sont du texte simple : la mise en forme s'y voit telle "
            "quelle, ou disparaît.",
        )
    return MoodleQuestion(item.id, MATCHING, item.question, tuple(answers))


def _ordering(item: Item, lost: Lost) -> MoodleQuestion:
    lost.add("steps", "Moodle ne dit rien de chaque étape : ces retours restent ici.")
    answers = tuple(MoodleAnswer(step.text) for step in item.body.steps)
    return MoodleQuestion(item.id, ORDERING, item.question, answers)


# What is typed --------------------------------------------------------------------------------


def _numeric(item: Item, lost: Lost) -> MoodleQuestion:
    body = item.body
    tolerance = body.tolerance
    if body.decimals is not None:
        tolerance += Fraction(1, 2 * 10**body.decimals)
        lost.add(
            "decimals", "Moodle n'arrondit pas la réponse : la tolérance est élargie d'autant."
        )
    answers = [MoodleAnswer("", RIGHT, body.feedback, value=(body.value, tolerance))]
    answers += [
        MoodleAnswer("", WRONG, m.feedback, value=(m.value, m.tolerance)) for m in body.mistakes
    ]
    answers.append(MoodleAnswer(ANY, WRONG, body.if_wrong))
    return MoodleQuestion(item.id, NUMERIC, item.question, tuple(answers), units=body.units)


def _short_text(item: Item, lost: Lost) -> MoodleQuestion:
    body = item.body
    if not body.exact:
        lost.add(
            "accepted",
            "Moodle pardonne les majuscules, mais ni les accents, ni les tirets, ni le "
            "point final : ajoutez-y les variantes.",
        )
    else:
        lost.add("exact", "Moodle ne tiendra pas compte des majuscules.")
    if body.longest != _LONGEST_SHORT:
        lost.add("longest", "Moodle ne borne pas la longueur de la réponse.")
    answers = [MoodleAnswer(_typed(text), RIGHT, body.feedback) for text in body.accepted]
    answers += [
        MoodleAnswer(_typed(text), WRONG, told) for found, told in body.mistakes for text in found
    ]
    answers.append(MoodleAnswer(ANY, WRONG, body.if_wrong))
    return MoodleQuestion(item.id, SHORT, item.question, tuple(answers))


def _typed(text: str) -> str:
    """A star stands for anything in Moodle's answers: ours are mere stars."""
    return text.replace("*", "\\*")


def _span_marking(item: Item, lost: Lost) -> MoodleQuestion | None:
    body = item.body
    if not body.decoys:
        lost.add(
            "type",
            "Moodle n'a rien pour marquer un texte, et sans « decoys » il n'y a pas de "
            "mauvaise réponse à proposer : la question reste ici.",
        )
        return None
    lost.add("type", "Le texte à marquer devient un choix multiple entre ses passages.")
    lost.add("spans", "Le retour aux passages marqués en partie (if_wrong) reste ici.")
    answers = [(literal(span.text), True, span.feedback) for span in body.spans]
    answers += [(literal(decoy.text), False, decoy.feedback) for decoy in body.decoys]
    stem = f"{item.question}\n\n{literal(' '.join(body.words))}"
    return _several(item, stem, answers, len(body.spans), lost)


def _open_text(item: Item, lost: Lost) -> MoodleQuestion:
    body = item.body
    lost.add("longest", "Moodle ne borne pas la longueur de la réponse en caractères.")
    criteria = [f"- {one.text} ({_points(one.points)})" for one in body.rubric]
    model = ["", f"Une réponse possible : {body.model}"] if body.model else []
    return MoodleQuestion(
        item.id, ESSAY, item.question, grader_info="\n".join(["Critères :", "", *criteria, *model])
    )


def _points(points: float) -> str:
    text = f"{float(points):g}".replace(".", ",")
    return f"{text} {'point' if points < 2 else 'points'}"


_CONVERTERS: Mapping[str, Callable[[Item, Lost], MoodleQuestion | None]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "classification": _classification,
    "numeric": _numeric,
    "short_text": _short_text,
    "odd_one_out": _odd_one_out,
    "span_marking": _span_marking,
    "open_text": _open_text,
}

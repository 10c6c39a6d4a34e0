"""Writing items as GIFT, for Moodle and for every reader of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from grader.quiz.gift.syntax import INNER_CODE, escape
from grader.quiz.losses import Loss, Lost
from grader.quiz.model import Item
from grader.quiz.moodle import tags
from grader.quiz.moodle.convert import as_moodle
from grader.quiz.moodle.model import (
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
from grader.quiz.moodle.numbers import category, decimal, percents
from grader.quiz.moodle.texts import FORMATS, to_gift


@dataclass(frozen=True)
class Written:
    """A file, and what it does not say.

    Attributes:
        text: to be written in UTF-8.
        questions: how many it holds.
        losses: everything that stayed behind, in the order of the items.
    """

    text: str
    questions: int
    losses: tuple[Loss, ...]


def write_gift(modules: Iterable[tuple[str, Iterable[Item]]]) -> Written:
    """Write the items of modules, each under a category of its own.

    Args:
        modules: title of each and its items, in order.
    """
    parts: list[str] = []
    losses: list[Loss] = []
    count = 0
    for title, items in modules:
        parts.append(f"$CATEGORY: $course$/top/{category(title)}\n\n")
        for item in items:
            question, lost = as_moodle(item)
            losses.extend(lost)
            if question is None:
                continue
            more = Lost(item.id)
            parts.append(_question(question, more))
            losses.extend(more.losses)
            count += 1
    return Written("".join(parts), count, tuple(losses))


def _question(question: MoodleQuestion, lost: Lost) -> str:
    if question.hints:
        lost.add("hints", "GIFT n'a pas d'indices.")
    answers = (text for a in question.answers for text in (a.text, a.match, a.feedback))
    every = (question.stem, question.explanation, *question.told, *answers)
    if any(INNER_CODE.search(text) for text in every):
        lost.add("texte", "Une suite comme « &&035; » sera changée : Moodle s'en sert en lisant.")
    comments = [f"// [id:{question.id}]", *(f"[tag:{one}]" for one in _tags(question))]
    if question.mistake and not set("[]") & set(question.mistake):
        # Nobody but us reads it: a tag would be cut, and shown to those who learn.
        comments.append(f"[erreur:{question.mistake}]")
    explanation = f"\t####{_told(question.explanation)}\n" if question.explanation else ""
    return (
        f"{' '.join(comments)}\n::{escape(question.id)}::[markdown]{_marked_up(question.stem)}"
        f"{{{_WRITERS[question.kind](question, lost)}{explanation}}}\n\n"
    )


def _tags(question: MoodleQuestion) -> tuple[str, ...]:
    # Places to choose from say the order where GIFT has no word for it: the tag says it back.
    more = (tags.tag(tags.TYPE, "ordering"),) if question.kind == ORDERING else ()
    return (*question.tags, *more)


def _choices(question: MoodleQuestion, lost: Lost) -> str:
    return _lines(
        f"{_sign(question, answer)}{_answer(answer.text, lost)}#{_told(answer.feedback)}"
        for answer in question.answers
    )


def _sign(question: MoodleQuestion, answer: MoodleAnswer) -> str:
    if question.kind == SINGLE:
        return "=" if answer.share == 1 else "~"
    return f"~%{percents(answer.share)}%"


def _true_false(question: MoodleQuestion, _lost: Lost) -> str:
    # GIFT tells first who is wrong, then who is right.
    wrong, right = question.told[::-1] if question.truth else question.told
    return f"{'TRUE' if question.truth else 'FALSE'}#{_told(wrong)}#{_told(right)}\n"


def _pairs(question: MoodleQuestion, lost: Lost) -> str:
    return _lines(f"={_answer(a.text, lost)} -> {escape(a.match)}" for a in question.answers)


def _steps(question: MoodleQuestion, lost: Lost) -> str:
    lost.add(
        "type",
        "GIFT n'a pas de mise en ordre : chaque étape est associée à sa place (1, 2, 3…), et "
        "compte si elle est à cette place.",
    )
    return _lines(
        f"={_answer(a.text, lost)} -> {place}" for place, a in enumerate(question.answers, 1)
    )


def _short(question: MoodleQuestion, lost: Lost) -> str:
    return _lines(
        f"=%{percents(a.share)}%{_formatted(_arrowless(a.text, lost))}"
        f"#{_formatted(_arrowless(to_gift(a.feedback), lost))}"
        for a in question.answers
    )


def _numeric(question: MoodleQuestion, lost: Lost) -> str:
    if len(question.units) > 1:
        lost.add(
            "units",
            "GIFT n'a pas d'unités : la réponse est attendue dans la première, qu'il faut "
            "nommer dans l'énoncé.",
        )
    elif question.units:
        lost.add("unit", "GIFT n'a pas d'unités : nommez-la dans l'énoncé.")
    lines = []
    for a in question.answers:
        if a.value is None:
            lines.append(f"~#{_told(a.feedback)}")
            continue
        value, tolerance = a.value
        number = decimal(value) + (f":{decimal(tolerance)}" if tolerance else "")
        lines.append(f"=%{percents(a.share)}%{number}#{_told(a.feedback)}")
    return "#" + _lines(lines)


def _essay(_question: MoodleQuestion, lost: Lost) -> str:
    lost.add("rubric", "GIFT n'a pas de critères ni de réponse possible (model) : ils restent ici.")
    return ""


def _lines(answers: Iterable[str]) -> str:
    return "\n" + "".join(f"\t{answer}\n" for answer in answers)


def _answer(text: str, lost: Lost) -> str:
    """Write an answer: an arrow in it would make readers take it for a pair."""
    return _formatted(to_gift(_arrowless(text, lost)))


def _arrowless(text: str, lost: Lost) -> str:
    if "->" not in text:
        return text
    lost.add("texte", "« -> » devient « → » dans les réponses : GIFT s'en sert pour les paires.")
    return text.replace("->", "→")


def _told(text: str) -> str:
    return _formatted(to_gift(text))


def _marked_up(text: str) -> str:
    return escape(to_gift(text))


def _formatted(text: str) -> str:
    """Keep a text that starts with ``[html]`` from being read as HTML, ``%50%`` as a weight."""
    taken = ("%", *(f"[{known}]" for known in FORMATS))
    said = "[markdown]" if text.startswith(taken) else ""
    return said + escape(text)


_WRITERS: Mapping[str, Callable[[MoodleQuestion, Lost], str]] = {
    SINGLE: _choices,
    MULTIPLE: _choices,
    TRUE_FALSE: _true_false,
    MATCHING: _pairs,
    ORDERING: _steps,
    SHORT: _short,
    NUMERIC: _numeric,
    ESSAY: _essay,
}

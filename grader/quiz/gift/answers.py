"""What stands between the braces of a GIFT question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from grader.errors import ContentError
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
from grader.quiz.gift.syntax import Piece
from grader.quiz.moodle.texts import FORMATS, MARKDOWN, literal, to_markdown

_WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,7})?)%")
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?")
_VERDICTS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_FULL = 100.0
#: Twice as many as an item of ours may have.
MOST_ANSWERS = 60


@dataclass
class _Reader:
    """Reads the parts of one question, and notes the HTML that was lost."""

    name: str
    format: str
    lost: list[str] = field(default_factory=list)

    def markdown(self, piece: Piece) -> str:
        """Read a text, which may start with its own format."""
        piece = piece.strip()
        known = next((one for one in FORMATS if piece.mask.startswith(f"[{one}]")), None)
        text = piece.text[len(known) + 2 :] if known else piece.text
        markdown, lost = to_markdown(text, known or self.format)
        self.lost.extend(lost)
        return markdown

    def choice(self, piece: Piece) -> str:
        """Read the right-hand side of a pair: Markdown where the question is, else plain text."""
        text = piece.text.strip()
        return text if self.format == MARKDOWN else literal(" ".join(text.split()))

    def typed(self, piece: Piece) -> str:
        """Read an answer that is typed: plain text, where a star stands for anything."""
        text = piece.text
        known = next((one for one in FORMATS if piece.mask.startswith(f"[{one}]")), None)
        return (text[len(known) + 2 :] if known else text).strip()

    def weighted(self, piece: Piece, default: float) -> tuple[float, Piece]:
        """Read ``%50%`` before an answer."""
        piece = piece.strip()
        found = _WEIGHT.match(piece.mask)
        if not found:
            return default, piece
        weight = float(found[1])
        if abs(weight) > _FULL:
            raise self.fault(
                piece.line,
                "bad-weight",
                f"Le poids {found[0]} dépasse 100 %.",
                "Un poids va de -100 à 100.",
            )
        return weight, piece.cut(found.end())

    def answer(self, piece: Piece, default: float) -> tuple[GiftAnswer, Piece]:
        """Read weight and feedback; give the answer without its text, and the text."""
        weight, rest = self.weighted(piece, default)
        text, told = rest.partition("#")
        feedback = self.markdown(told) if told is not None else ""
        return GiftAnswer(rest.line, "", weight, feedback), text.strip()

    def marked(self, piece: Piece, marks: str) -> list[tuple[str, Piece]]:
        """Cut before every mark; nothing may stand before the first.

        Raises:
            ContentError: something does, or there are too many.
        """
        before, parts = piece.marked(marks)
        if before.text.strip():
            raise self.fault(
                before.line,
                "text-before-answers",
                "Il y a du texte avant la première réponse.",
                "Chaque réponse commence par = ou ~ ; dans un texte, ces signes s'écrivent \\= et "
                "\\~.",
            )
        if len(parts) > MOST_ANSWERS:
            raise self.fault(
                piece.line,
                "too-many-answers",
                f"Cette question a plus de {MOST_ANSWERS} réponses.",
                "Une ligne vide manque peut-être entre deux questions.",
            )
        return parts

    def number(self, text: str, line: int) -> Decimal:
        """Read a number as GIFT writes it, with a point.

        Raises:
            ContentError: it is none.
        """
        try:
            if _NUMBER.fullmatch(text.strip()):
                return Decimal(text.strip())
        except InvalidOperation:
            pass
        raise self.fault(
            line,
            "bad-number",
            "Ce nombre ne se lit pas.",
            "Écrivez 12.5, 12.5:0.1 (avec une tolérance) ou 12..13 (un intervalle), avec un point.",
        )

    def fault(self, line: int, code: str, message: str, hint: str) -> ContentError:
        """Make a refusal that says the line."""
        return ContentError(f"{self.name}:{line}", code, message, hint)


def read_answers(base: GiftQuestion, answers: Piece, source: str, name: str) -> GiftQuestion:
    """Read the answers, and say of which kind the question is.

    Args:
        base: the question without them.
        answers: what stands between the braces, general feedback taken away.
        source: format of the stem: that of every text that does not say its own.
        name: of the file, for the messages.

    Raises:
        ContentError: they make no sense; its ``where`` says the line.
    """
    reader = _Reader(name, source)
    kind = _kind(answers)
    read = _READERS[kind](reader, replace(base, kind=kind), answers)
    return replace(read, lost=tuple(reader.lost))


def _kind(answers: Piece) -> str:
    mask = answers.mask
    verdict = mask.partition("#")[0].strip()
    rules = (
        (ESSAY, not answers.text),
        (NUMERIC, mask.startswith("#")),
        (ORDERING, mask.startswith(">")),
        (SINGLE, "~" in mask and "=" in mask),
        (MULTIPLE, "~" in mask),
        (MATCHING, "=" in mask and "->" in mask),
        (TRUE_FALSE, verdict in _VERDICTS),
    )
    return next((kind for kind, holds in rules if holds), SHORT)


def _essay(_reader: _Reader, base: GiftQuestion, _answers: Piece) -> GiftQuestion:
    return base


def _choice(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    found = []
    for mark, part in reader.marked(answers, "=~"):
        answer, text = reader.answer(part, _FULL if mark == "=" else 0.0)
        found.append(replace(answer, text=_needed(reader, text)))
    return replace(base, answers=tuple(found))


def _true_false(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    verdict, told = answers.partition("#")
    wrong, right = told.partition("#") if told is not None else (None, None)
    feedback = tuple(reader.markdown(one) if one is not None else "" for one in (wrong, right))
    return replace(base, truth=_VERDICTS[verdict.text.strip()], feedback=(feedback[0], feedback[1]))


def _short(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    # A single answer may stand alone, without its sign.
    parts = reader.marked(answers, "=") if answers.mask.startswith("=") else [("=", answers)]
    found = []
    for _, part in parts:
        answer, text = reader.answer(part, _FULL)
        typed = reader.typed(text)
        if not typed:
            raise _no_text(reader, text.line)
        found.append(replace(answer, text=typed))
    return replace(base, answers=tuple(found))


def _numeric(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    body = answers.cut(1).strip()
    parts = reader.marked(body, "=~") if body.mask[:1] in ("=", "~") else [("=", body)]
    found = []
    for mark, part in parts:
        answer, text = reader.answer(part, _FULL if mark == "=" else 0.0)
        found.append(replace(answer, value=_value(reader, text, mark)))
    if not any(answer.value for answer in found):
        raise reader.fault(
            body.line,
            "no-number",
            "Aucun nombre n'est attendu.",
            "Écrivez-en un après le #, par exemple {#12.5:0.1}.",
        )
    return replace(base, answers=tuple(found))


def _value(reader: _Reader, text: Piece, mark: str) -> tuple[Decimal, Decimal] | None:
    written = text.text.strip()
    if written == "*" or (not written and mark == "~"):
        return None
    low, dots, high = written.partition("..")
    if dots:
        ends = reader.number(low, text.line), reader.number(high, text.line)
        return (ends[0] + ends[1]) / 2, abs(ends[1] - ends[0]) / 2
    value, _, tolerance = written.partition(":")
    return (
        reader.number(value, text.line),
        abs(reader.number(tolerance, text.line)) if tolerance.strip() else Decimal(0),
    )


def _matching(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    found = []
    for _, part in reader.marked(answers, "="):
        left, right = part.partition("->")
        if right is None or not right.text.strip():
            raise reader.fault(
                part.line,
                "bad-pair",
                "Cette paire est incomplète.",
                "Écrivez « =gauche -> droite ».",
            )
        found.append(
            # The right-hand side has no format of its own: it is that of a list to choose from.
            GiftAnswer(part.line, reader.markdown(left), match=reader.choice(right))
        )
    return replace(base, answers=tuple(found))


def _ordering(reader: _Reader, base: GiftQuestion, answers: Piece) -> GiftQuestion:
    """Read what Moodle 4.4 and later export: settings on the first line, then one step a line."""
    rest = answers.partition("\n")[1]
    found = []
    while rest is not None:
        step, rest = rest.partition("\n")
        if step.text.strip():
            found.append(GiftAnswer(step.line, reader.markdown(step)))
    if len(found) > MOST_ANSWERS:
        raise reader.fault(
            answers.line, "too-many-answers", "Cette question a trop d'étapes.", "Partagez-la."
        )
    return replace(base, answers=tuple(found))


def _needed(reader: _Reader, piece: Piece) -> str:
    text = reader.markdown(piece)
    if not text:
        raise _no_text(reader, piece.line)
    return text


def _no_text(reader: _Reader, line: int) -> ContentError:
    return reader.fault(
        line,
        "empty-answer",
        "Cette réponse est vide.",
        "Écrivez-la, ou retirez le signe = ou ~ qui l'annonce.",
    )


_READERS: Mapping[str, Callable[[_Reader, GiftQuestion, Piece], GiftQuestion]] = {
    ESSAY: _essay,
    SINGLE: _choice,
    MULTIPLE: _choice,
    TRUE_FALSE: _true_false,
    SHORT: _short,
    NUMERIC: _numeric,
    MATCHING: _matching,
    ORDERING: _ordering,
}

"""Reading a GIFT file: questions, and every line that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from grader.errors import ContentError
from grader.quiz.gift.answers import read_answers
from grader.quiz.gift.model import ESSAY, GiftQuestion
from grader.quiz.gift.syntax import Piece
from grader.quiz.moodle.texts import FORMATS, MOODLE, to_markdown
from grader.typography import number

#: No question that a person wrote is longer; Moodle's own limits are lower.
MOST_CHARACTERS = 60_000
MOST_QUESTIONS = 2_000
_CATEGORY = "$CATEGORY:"
_GAP = "_____"
_GAP_ESCAPED = "".join(f"\\{sign}" for sign in _GAP)
_ID = re.compile(r"\[id:([^\[\]\x00-\x1f\x7f]+)\]")
_MISTAKE = re.compile(r"\[erreur:([^\[\]\x00-\x1f\x7f]+)\]")
_TAG = re.compile(r"\[tag:([^\[\]<>`\x00-\x1f\x7f]+)\]")


@dataclass(frozen=True)
class Reading:
    """What a file gave.

    Attributes:
        questions: in the order of the file.
        faults: what could not be read, each with ``name:line``; those questions are left out.
        passed: lines of what is no question: a text without answers.
    """

    questions: tuple[GiftQuestion, ...]
    faults: tuple[ContentError, ...]
    passed: tuple[int, ...]


def read_gift(source: str, name: str) -> Reading:
    r"""Read every question of a file; a question that is ill-formed does not hide the next ones.

    Args:
        source: the text, its lines ended by ``\n`` (see ``decode``).
        name: of the file, for the messages.
    """
    questions: list[GiftQuestion] = []
    faults: list[ContentError] = []
    passed: list[int] = []
    for line, lines in _blocks(source):
        if len(questions) >= MOST_QUESTIONS:
            faults.append(
                ContentError(
                    f"{name}:{line}",
                    "too-many-questions",
                    f"Ce fichier contient plus de {number(MOST_QUESTIONS)} questions : la suite "
                    "n'est pas lue.",
                    "Partagez-le en plusieurs fichiers.",
                )
            )
            break
        try:
            question = _question(line, lines, name)
        except ContentError as fault:
            faults.append(fault)
            continue
        if isinstance(question, GiftQuestion):
            questions.append(question)
        elif question is not None:
            passed.append(question)
    return Reading(tuple(questions), tuple(faults), tuple(passed))


def _blocks(source: str) -> list[tuple[int, list[str]]]:
    """Cut at blank lines: a question has none."""
    blocks: list[tuple[int, list[str]]] = []
    current: list[str] = []
    for line, text in enumerate([*source.split("\n"), ""], 1):
        if text.strip():
            current.append(text)
        elif current:
            blocks.append((line - len(current), current))
            current = []
    return blocks


def _question(line: int, lines: list[str], name: str) -> GiftQuestion | int | None:
    """Read one block; None when it says nothing, its line when it is a text without answers."""
    comments = "\n".join(text for text in lines if text.lstrip().startswith("//"))
    kept = ["" if text.lstrip().startswith("//") else text for text in lines]
    first = next((place for place, text in enumerate(kept) if text), None)
    if first is not None and kept[first].lstrip().startswith(_CATEGORY):
        kept[first] = ""
    source = "\n".join(kept)
    if len(source) + len(comments) > MOST_CHARACTERS:
        raise ContentError(
            f"{name}:{line}",
            "question-too-long",
            f"Cette question dépasse {number(MOST_CHARACTERS)} caractères.",
            "Une ligne vide manque peut-être entre deux questions.",
        )
    piece = Piece.read(source, line).strip()
    if not piece.text:
        return None
    title, piece = _title(piece)
    stem, answers = _parts(piece, name)
    if answers is None:
        return piece.line
    chosen, text = _format(stem)
    question, lost = to_markdown(text, chosen)
    # The gap is ours, not a mark of emphasis in somebody's plain text.
    question = question.replace(_GAP_ESCAPED, _GAP)
    answers, explanation = _explanation(answers)
    told, more = _told(explanation, chosen) if explanation else ("", ())
    found, mistake = _ID.search(comments), _MISTAKE.search(comments)
    base = GiftQuestion(
        line=piece.line,
        kind=ESSAY,
        title=title,
        stem=question,
        explanation=told,
        id=found[1].strip() if found else "",
        mistake=mistake[1].strip() if mistake else "",
        tags=tuple(tag.strip() for tag in _TAG.findall(comments)),
    )
    if not question:
        raise ContentError(
            f"{name}:{piece.line}",
            "no-question",
            "Cette question n'a pas d'énoncé.",
            "Écrivez-le avant l'accolade ouvrante.",
        )
    read = read_answers(base, answers, chosen, name)
    return replace(read, lost=tuple(dict.fromkeys((*lost, *more, *read.lost))))


def _title(piece: Piece) -> tuple[str, Piece]:
    if not piece.mask.startswith("::"):
        return "", piece
    title, rest = piece.cut(2).partition("::")
    return (title.text.strip(), rest.strip()) if rest is not None else ("", piece)


def _parts(piece: Piece, name: str) -> tuple[Piece, Piece | None]:
    """Cut the stem from what stands between braces."""
    start, end = piece.find("{"), piece.find("}")
    if start < 0 and end < 0:
        return piece, None
    if not 0 <= start < end:
        missing = "fermante" if end < start else "ouvrante"
        raise ContentError(
            f"{name}:{piece.cut(max(start, 0)).line}",
            "unbalanced-brace",
            f"L'accolade {missing} manque.",
            "Les réponses tiennent entre { et }, sans ligne vide. Une accolade qui fait partie du "
            "texte s'écrit \\{ ou \\}.",
        )
    answers, after = piece.cut(start + 1, end), piece.cut(end + 1)
    if "{" in after.mask or "}" in after.mask or "{" in answers.mask:
        raise ContentError(
            f"{name}:{after.line}",
            "two-answers",
            "Cette question contient plusieurs jeux d'accolades : une seule série de réponses peut "
            "être lue.",
            "Faites-en plusieurs questions, séparées par une ligne vide ; une accolade qui fait "
            "partie du texte s'écrit \\{ ou \\}.",
        )
    before = piece.cut(0, start)
    if not after.text.strip():
        return before.strip(), answers.strip()
    # The answer stands inside the sentence: a gap shows where.
    text = f"{before.text}{_GAP}{after.text}"
    mask = f"{before.mask}{_GAP}{after.mask}"
    return Piece(text, mask, before.line).strip(), answers.strip()


def _explanation(answers: Piece) -> tuple[Piece, Piece | None]:
    place = answers.mask.rfind("####")
    if place < 0:
        return answers, None
    return answers.cut(0, place).strip(), answers.cut(place + 4).strip()


def _format(piece: Piece, default: str = MOODLE) -> tuple[str, str]:
    """Read ``[html]`` and the like before a text."""
    for known in FORMATS:
        if piece.mask.startswith(f"[{known}]"):
            return known, piece.text[len(known) + 2 :]
    return default, piece.text


def _told(piece: Piece, default: str) -> tuple[str, tuple[str, ...]]:
    chosen, text = _format(piece.strip(), default)
    return to_markdown(text, chosen)

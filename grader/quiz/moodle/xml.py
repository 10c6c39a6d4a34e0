"""Writing items as Moodle XML: what Moodle itself reads, and nothing that asks for a plugin.

Texts are written as the HTML that Ouvroir shows: the caller gives the two renderers, since this
room does not know how prose becomes HTML. ``ordering`` needs Moodle 4.4 or later.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from grader.quiz.losses import Loss, Lost
from grader.quiz.model import Item
from grader.quiz.moodle.convert import as_moodle
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
from grader.quiz.moodle.numbers import category, decimal, percents

_TYPES = {
    SINGLE: "multichoice", MULTIPLE: "multichoice", TRUE_FALSE: "truefalse", SHORT: "shortanswer",
    NUMERIC: "numerical", MATCHING: "matching", ORDERING: "ordering", ESSAY: "essay",
}  # fmt: skip
#: What Moodle tells of a whole answer, where it asks for a sentence.
_COMBINED = (
    ("correctfeedback", "C'est juste."),
    ("partiallycorrectfeedback", "C'est juste en partie."),
    ("incorrectfeedback", "Ce n'est pas cela."),
)
_TRUE, _FALSE = "true", "false"


@dataclass(frozen=True)
class XmlWritten:
    """A file, and what it does not say.

    Attributes:
        content: the file, in UTF-8.
        questions: how many it holds.
        losses: everything that stayed behind, in the order of the items.
    """

    content: bytes
    questions: int
    losses: tuple[Loss, ...]


def write_moodle_xml(
    modules: Iterable[tuple[str, Iterable[Item]]],
    inline: Callable[[str], str],
    block: Callable[[str], str],
) -> XmlWritten:
    """Write the items of modules, each under a category of its own.

    Args:
        modules: title of each and its items, in order.
        inline: makes HTML of one line of light Markdown (an answer, a feedback).
        block: makes HTML of paragraphs of light Markdown (a stem, an explanation).
    """
    quiz = ET.Element("quiz")
    writer = _Writer(inline, block)
    losses: list[Loss] = []
    count = 0
    for title, items in modules:
        header = ET.SubElement(quiz, "question", type="category")
        _text(ET.SubElement(header, "category"), f"$course$/top/{category(title)}")
        for item in items:
            question, lost = as_moodle(item)
            losses.extend(lost)
            if question is None:
                continue
            more = Lost(item.id)
            quiz.append(writer.question(question, more))
            losses.extend(more.losses)
            count += 1
    ET.indent(quiz)
    content: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return XmlWritten(content + b"\n", count, tuple(losses))


@dataclass(frozen=True)
class _Writer:
    inline: Callable[[str], str]
    block: Callable[[str], str]

    def question(self, question: MoodleQuestion, lost: Lost) -> ET.Element:
        """Write one question: what all have, what its kind has, then hints and tags."""
        element = ET.Element("question", type=_TYPES[question.kind])
        _text(ET.SubElement(element, "name"), question.id)
        self.html(element, "questiontext", self.block(question.stem))
        self.html(element, "generalfeedback", self.block(question.explanation))
        _value(element, "defaultgrade", "1")
        _value(element, "penalty", "0.5" if question.kind != TRUE_FALSE else "1")
        _value(element, "hidden", "0")
        _value(element, "idnumber", question.id)
        getattr(self, f"_{_TYPES[question.kind]}")(element, question, lost)
        if question.hints:
            lost.add(
                "hints", "Moodle montre un indice après une réponse fausse, sans qu'on l'ouvre."
            )
        for hint in question.hints:
            self.html(element, "hint", self.inline(hint))
        tags = ET.SubElement(element, "tags")
        for tag in question.tags:
            _text(ET.SubElement(tags, "tag"), tag)
        return element

    def html(self, parent: ET.Element, name: str, html: str, **more: str) -> ET.Element:
        """Write a text that is HTML."""
        element = ET.SubElement(parent, name, {"format": "html", **more})
        _text(element, html)
        return element

    def _answer(self, parent: ET.Element, text: str, answer: MoodleAnswer) -> ET.Element:
        """Write an answer whose text is plain."""
        element = ET.SubElement(
            parent, "answer", fraction=percents(answer.share), format="moodle_auto_format"
        )
        _text(element, text)
        self.html(element, "feedback", self.inline(answer.feedback))
        return element

    def _combined(self, parent: ET.Element) -> None:
        for name, told in _COMBINED:
            self.html(parent, name, told)
        ET.SubElement(parent, "shownumcorrect")

    def _multichoice(self, element: ET.Element, question: MoodleQuestion, _lost: Lost) -> None:
        _value(element, "single", "true" if question.kind == SINGLE else "false")
        _value(element, "shuffleanswers", "true")
        _value(element, "answernumbering", "abc")
        self._combined(element)
        for answer in question.answers:
            found = self.html(
                element, "answer", self.inline(answer.text), fraction=percents(answer.share)
            )
            self.html(found, "feedback", self.inline(answer.feedback))

    def _truefalse(self, element: ET.Element, question: MoodleQuestion, _lost: Lost) -> None:
        for verdict, told in zip((_TRUE, _FALSE), question.told, strict=True):
            right = (verdict == _TRUE) == question.truth
            answer = MoodleAnswer(verdict, Fraction(int(right)), told)
            self._answer(element, verdict, answer)

    def _shortanswer(self, element: ET.Element, question: MoodleQuestion, _lost: Lost) -> None:
        _value(element, "usecase", "0")
        for answer in question.answers:
            self._answer(element, answer.text, answer)

    def _numerical(self, element: ET.Element, question: MoodleQuestion, lost: Lost) -> None:
        for answer in question.answers:
            number, tolerance = answer.value or (None, Fraction(0))
            text = ANY if number is None else decimal(number)
            found = self._answer(element, text, answer)
            _value(found, "tolerance", decimal(tolerance))
        chosen = len(question.units) > 1
        if question.units:
            units = ET.SubElement(element, "units")
            for name, worth in question.units.items():
                unit = ET.SubElement(units, "unit")
                # Moodle counts how many of this unit make one of the first, we what one is worth.
                _value(unit, "multiplier", decimal(1 / worth))
                _value(unit, "unit_name", name)
            if not chosen:
                lost.add("unit", "Moodle accepte l'unité après le nombre, mais ne la montre pas.")
        _value(element, "unitgradingtype", "1" if chosen else "0")
        _value(element, "unitpenalty", "1")
        # 2: chosen from a list; 0: typed after the number, or not; 3: none.
        _value(element, "showunits", "2" if chosen else ("0" if question.units else "3"))
        _value(element, "unitsleft", "0")

    def _matching(self, element: ET.Element, question: MoodleQuestion, _lost: Lost) -> None:
        _value(element, "shuffleanswers", "true")
        self._combined(element)
        for pair in question.answers:
            found = self.html(element, "subquestion", self.inline(pair.text))
            _text(ET.SubElement(found, "answer"), pair.match)

    def _ordering(self, element: ET.Element, question: MoodleQuestion, lost: Lost) -> None:
        lost.add("type", "La mise en ordre demande Moodle 4.4 ou plus récent.")
        # « Relative to the next item » is our rule: a step that directly follows the right one.
        for name, value in (
            ("layouttype", "VERTICAL"),
            ("selecttype", "ALL"),
            ("selectcount", "0"),
            ("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST"),
            ("showgrading", "SHOW"),
            ("numberingstyle", "none"),
        ):
            _value(element, name, value)
        self._combined(element)
        for place, step in enumerate(question.answers, 1):
            found = self.html(element, "answer", self.inline(step.text), fraction=str(place))
            self.html(found, "feedback", "")

    def _essay(self, element: ET.Element, question: MoodleQuestion, lost: Lost) -> None:
        lost.add("rubric", "Les critères sont écrits pour la personne qui note, sans leurs cases.")
        _value(element, "responseformat", "editor")
        _value(element, "responserequired", "1")
        _value(element, "responsefieldlines", "15")
        _value(element, "attachments", "0")
        _value(element, "attachmentsrequired", "0")
        self.html(element, "graderinfo", self.block(question.grader_info))
        self.html(element, "responsetemplate", "")


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _value(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = value

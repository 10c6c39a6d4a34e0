"""Slides of a lesson, for a room: the skeleton on the screen, the whole text in the notes.

A lesson is written to be read alone. On a screen a room reads headings, lists, tables and one
sentence of each paragraph; the rest is what the trainer says, and stands in her notes. No slide
shows a key: the room answers first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from markdown_it.common.utils import escapeHtml

from grader.content.handouts.page import standalone
from grader.content.model import Course, Lesson, Module, Part
from grader.content.prose import inline_html
from grader.quiz.model import Entry, Face
from grader.quiz.registry import TYPES
from grader.typography import NO_BREAK, french

FOLDER = "diaporamas"

#: Lines of text that stand on one slide.
_MOST_LINES = 8
_QUESTION = "Question"
_HEADINGS = ("h2", "h3")
_WHOLE = ("ul", "ol", "table", "pre", "figure", "dl")
#: A sentence ends with a stop that a space and a capital, or the end, follow.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«0-9])")


@dataclass
class _Slide:
    """One slide: what is projected, and what is said."""

    step: str
    title: str
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    lines: int = 0

    def _step(self) -> str:
        return f'<p class="etape">{self.step}</p>\n' if self.step != self.title else ""

    def html(self, place: int, total: int) -> str:
        notes = "\n".join(self.said)
        aside = f'<aside class="notes" aria-label="Notes">\n{notes}\n</aside>\n' if notes else ""
        shown = "\n".join(self.shown)
        rank = "h1" if place == 1 else "h2"
        return (
            f'<section class="vue" id="vue-{place}" aria-label="Vue {place} sur {total}">\n'
            f'<div class="ecran">\n{self._step()}<{rank}>{self.title}</{rank}>\n'
            f'{shown}\n<p class="numero">{place}{NO_BREAK}/{NO_BREAK}{total}</p>\n</div>\n'
            f"{aside}</section>"
        )


def slides(course: Course) -> Iterator[tuple[str, bytes]]:
    """Give the slides of each lesson: their path below the build folder, and their bytes."""
    for module in course.modules.values():
        for lesson in module.lessons:
            yield f"{FOLDER}/{module.slug}/{lesson.slug}.html", _deck(module, lesson)


def _deck(module: Module, lesson: Lesson) -> bytes:
    cover = _Slide(escapeHtml(french(module.title)), escapeHtml(french(lesson.title)))
    cover.shown.append(f'<p class="chapeau">{escapeHtml(french(lesson.summary))}</p>')
    found = [cover]
    for part in lesson.parts:
        if part.kind == "html":
            _prose(part, found)
        else:
            found.append(_activity(part, module, found[-1].step))
    kept = [one for one in found if one.shown]
    body = "\n".join(one.html(place, len(kept)) for place, one in enumerate(kept, start=1))
    controls = (
        '<nav class="commandes" aria-label="Diaporama">'
        '<button type="button" data-vers="-1">Vue précédente</button>'
        '<button type="button" data-vers="1">Vue suivante</button>'
        '<button type="button" data-notes aria-pressed="false">Notes</button></nav>'
    )
    return standalone("diaporama", lesson.title, f"<main>\n{body}\n</main>\n{controls}\n",
                      script=True)  # fmt: skip


def _prose(part: Part, found: list[_Slide]) -> None:
    """Cut prose at its headings, and each block by what of it a room can read."""
    soup = BeautifulSoup(part.html, "html.parser")
    for link in soup.find_all("a", class_="terme"):
        link.unwrap()
    for block in soup.find_all(True, recursive=False):
        if "lexique" in (block.get("class") or ()):
            continue
        if block.name in _HEADINGS:
            _begin(block, found)
        else:
            _block(block, found)


def _begin(heading: Tag, found: list[_Slide]) -> None:
    title = heading.decode_contents()
    step = title if heading.name == "h2" else found[-1].step
    found.append(_Slide(step, title))


def _block(block: Tag, found: list[_Slide]) -> None:
    """Show a block whole when it is a list or a table, else by its first sentence."""
    slide = found[-1]
    if block.name == "p":
        slide.said.append(str(block))
        _show(found, f"<p>{_first_sentence(block)}</p>", 1)
        return
    if block.name in ("ul", "ol"):
        slide.said.append(str(block))
        items = block.find_all("li", recursive=False)
        for start in range(0, len(items), _MOST_LINES):
            some = items[start : start + _MOST_LINES]
            lines = "".join(f"<li>{_first_sentence(item)}</li>" for item in some)
            _show(found, f"<{block.name}>{lines}</{block.name}>", len(some))
        return
    table = block if block.name in _WHOLE else block.find(_WHOLE)
    if isinstance(table, Tag) and block.name != "aside":
        _show(found, str(block), max(3, len(table.find_all("tr"))))
        return
    slide.said.append(str(block))
    first = block.find("p", class_=lambda name: not name)
    title = block.find(class_="titre")
    words = [f"<strong>{title.decode_contents()}</strong>" if isinstance(title, Tag) else ""]
    words.append(_first_sentence(first) if isinstance(first, Tag) else "")
    told = " ".join(word for word in words if word)
    if told:
        _show(found, f'<p class="encadre">{told}</p>', 2)


def _show(found: list[_Slide], html: str, lines: int) -> None:
    """Put something on the present slide, or on one more with the same title when it is full."""
    slide = found[-1]
    if slide.lines and slide.lines + lines > _MOST_LINES:
        slide = _Slide(slide.step, slide.step if slide.title == _QUESTION else slide.title)
        found.append(slide)
    slide.shown.append(html)
    slide.lines += lines


def _first_sentence(block: Tag) -> str:
    """Give the first sentence with its markup, where no tag straddles its end."""
    html = block.decode_contents().strip()
    for cut in _SENTENCE.finditer(html):
        first = html[: cut.start()]
        if first.count("<") == 2 * first.count("</"):
            return first
    return html


def _activity(part: Part, module: Module, step: str) -> _Slide:
    """Show a question without its key; send to the page for what is done there."""
    if part.kind == "question":
        item = module.items[part.ref]
        face = TYPES[item.type].face(item.body)
        slide = _Slide(step, _QUESTION)
        slide.shown.append(f'<p class="enonce">{inline_html(item.question)}</p>')
        slide.shown += _choices(face)
        slide.lines = 1 + len(face.entries) + 2 * bool(face.targets)
        return slide
    exercise = module.exercises[part.ref]
    slide = _Slide(step, escapeHtml(french(exercise.title)))
    slide.shown.append(f"<p>{escapeHtml(french('À vous : ouvrez la leçon sur votre écran.'))}</p>")
    return slide


def _choices(face: Face) -> Iterator[str]:
    """Show what a question proposes: the author's order is kept where it tells nothing.

    Args:
        face: what a learner is shown of it.
    """
    if face.head:
        head = "".join(f'<th scope="col">{inline_html(name)}</th>' for name in face.head)
        rows = "".join(
            "<tr>" + "".join(f"<td>{inline_html(cell)}</td>" for cell in entry.cells) + "</tr>"
            for entry in face.entries
        )
        yield f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    elif face.entries:
        entries = _reordered(face.entries) if face.starts_wrong else face.entries
        lines = "".join(f"<li>{inline_html(entry.text)}</li>" for entry in entries)
        yield f'<ol class="choix">{lines}</ol>'
    if face.targets:
        targets = face.targets if face.targets_stay else _reordered(face.targets)
        told = escapeHtml(french("À choisir parmi :"))
        lines = "".join(f"<li>{inline_html(target.text)}</li>" for target in targets)
        yield f'<p>{told}</p><ul class="cibles">{lines}</ul>'


def _reordered(entries: tuple[Entry, ...]) -> list[Entry]:
    """Put entries whose order is the key by their texts, the same for every reader."""
    found = sorted(entries, key=lambda entry: entry.text)
    return found[::-1] if found == list(entries) else found

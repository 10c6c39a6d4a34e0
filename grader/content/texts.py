"""All that learners read of the courses, in one list: what the proofs of writing go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.content.bank import BANK
from grader.content.declared_texts import declared_passages
from grader.content.lesson import split_front_matter
from grader.content.load import EXERCISES_FILE, QUIZ_FILE, TAKEAWAY, Reading
from grader.content.passages import Passage, markdown_passages


@dataclass(frozen=True)
class Texts:
    """The texts of the courses.

    Attributes:
        read: what learners read.
        typed: the same, and what authors note for themselves with the same typing.
    """

    read: tuple[Passage, ...]
    typed: tuple[Passage, ...]


def texts_of(reading: Reading, folder: Path, private_bank: Path | None = None) -> Texts:
    """Gather every text of the catalogue, of its modules and of their private bank.

    Args:
        reading: the courses: a module that could not be read has no text.
        folder: the courses folder.
        private_bank: folder of the private bank, if one is mounted.
    """
    typed = tuple(
        passage
        for name, text in _files(reading, folder, private_bank)
        for passage in passages_of(name, text)
    )
    return Texts(tuple(passage for passage in typed if not passage.noted), typed)


def _files(reading: Reading, folder: Path, bank: Path | None) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each file that has something to read."""
    names = ["catalogue.yml", "glossaire.yml"]
    for module in reading.course.modules.values():
        names += [f"{module.slug}/{file}" for file in ("module.yml", QUIZ_FILE, EXERCISES_FILE)]
        names += [f"{lesson.id}.md" for lesson in module.lessons]
        names.append(f"{module.slug}/{TAKEAWAY}.md")
        if bank is not None:
            yield from _text(bank / module.slug / QUIZ_FILE, f"{BANK}/{module.slug}/{QUIZ_FILE}")
    for name in names:
        yield from _text(folder / name, name)


def _text(path: Path, name: str) -> Iterator[tuple[str, str]]:
    # A file that is missing or is not UTF-8 is told of where it is read.
    if path.is_file():
        yield name, path.read_text(encoding="utf-8", errors="replace")


def passages_of(name: str, text: str) -> Iterator[Passage]:
    """Cut one file of the courses.

    Args:
        name: relative to the courses folder.
        text: the whole file.
    """
    if not name.endswith(".md"):
        yield from declared_passages(text, name)
        return
    head, body, first_line = split_front_matter(text) or ("", text, 1)
    yield from declared_passages(head, name, 2)
    yield from markdown_passages(body, name, first_line)

"""What states law names a source: taking any of them away is seen, at its line."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from grader.content.check import check_course
from grader.content.check_dialogues import dialogues
from grader.content.check_items import item_places
from grader.content.check_sourcing import boxes, sourcing
from grader.content.load import CourseReader
from grader.content.texts import Texts, passages_of, texts_of
from grader.settings import DEFAULT_ROOT
from tests.fixtures.course_paths import QUIZ, REAL_SANDBOX, SMALL_SANDBOX

REAL = DEFAULT_ROOT / "courses"
MARK = re.compile(r" ?\{source [a-z0-9-]+(?:, [a-z0-9-]+)*\}")
OPTION = re.compile(r":source: (.+)\n")
#: Boxes that must name a source, whatever they say.
SOURCED = ("droit", "terrain")
KEY = re.compile(r" {4}source: (.+)\n")
#: Words that state law beyond doubt, whatever the patterns say.
PLAIN_LAW = re.compile(r"\b(doit|doivent|obligatoires?|article [LRD]|loi|décret)\b")


def found(courses, sandbox, code):
    return {p.where for p in check_course(courses, sandbox) if p.code == code}


def read(courses, sandbox):
    return CourseReader(courses, sandbox, lambda _fault: None).read()


def by_code(problems):
    places = defaultdict(set)
    for problem in problems:
        places[problem.code].add(problem.where)
    return places


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


@pytest.fixture(params=[(REAL, REAL_SANDBOX), (QUIZ, SMALL_SANDBOX)], ids=["house", "fixture"])
def course(request, tmp_path):
    folder, sandbox = request.param
    return Path(shutil.copytree(folder, tmp_path / "courses")), sandbox


def namings(courses):
    """Every place that names a source: file, pattern's match, and the key that it names."""
    for path in sorted(courses.rglob("*")):
        if path.suffix in (".md", ".yml") and path.name != "sources.yml":
            text = path.read_text(encoding="utf-8")
            kinds = (MARK, OPTION) if path.suffix == ".md" else (MARK, KEY)
            for kind in kinds:
                for match in kind.finditer(text):
                    yield path, text, kind, match


@dataclass(frozen=True)
class Naming:
    """A place that names a source.

    ``first`` and ``last`` are the lines that it may cover: those of its question, table or box.
    """

    text: str
    kind: re.Pattern[str]
    match: re.Match[str]
    first: int
    last: int

    @property
    def line(self):
        return line_of(self.text, self.match.start())


def naming(path, text, kind, match):
    first = last = line_of(text, match.start())
    if path.suffix == ".yml":
        # A source is that of its whole question, wherever it is named in it.
        first = line_of(text, text.rfind("\n  - id:", 0, match.start()) + 1)
        after = text.find("\n  - id:", match.end())
        last = line_of(text, after if after >= 0 else len(text) - 1)
    elif kind is OPTION:
        last = line_of(text, text.find("\n:::\n", match.end()))
    elif in_table(text, match):
        last = line_of(text, text.find("```", match.end()))
    return Naming(text, kind, match, first, last)


def in_table(text, match):
    return "{table}" in text[text.rfind("\n", 0, match.start()) + 1 : match.start()]


def without(text, namings):
    """A text without some of its namings; the lines stay, so that places are the author's."""
    for one in sorted(namings, key=lambda one: one.match.start(), reverse=True):
        left = {MARK: "", OPTION: ":x: y\n", KEY: "    # rien\n"}[one.kind]
        text = text[: one.match.start()] + left + text[one.match.end() :]
    return text


def apart(namings):
    """Share namings into as few lots as will do: in a lot, none covers a line of another."""
    lots = []
    for one in sorted(namings, key=lambda one: one.first):
        # A folded text is told one line before what it is in.
        free = next((lot for lot in lots if lot[-1].last < one.first - 1), None)
        if free is None:
            lots.append([one])
        else:
            free.append(one)
    return lots


def test_each_naming_of_a_source_is_needed_where_law_is_stated(course):
    courses, sandbox = course
    reading = read(courses, sandbox)
    refused = 0
    by_file = defaultdict(list)
    for path, *found in namings(courses):
        by_file[path].append(naming(path, *found))
    for path, named in by_file.items():
        name = path.relative_to(courses).as_posix()
        for lot in apart(named):
            cut = tuple(passages_of(name, without(lot[0].text, lot)))
            unsourced = by_code(sourcing(reading, Texts(cut, cut)))["legal-without-source"]
            lines = {int(place.removeprefix(f"{name}:")) for place in unsourced}
            for one in lot:
                told = {line for line in lines if one.first - 1 <= line <= one.last}
                assert told or not asks_for(path, one)
                if one.kind is KEY:
                    assert told_of_its_question(one, told)
                lines -= told
                refused += bool(told)
            assert lines == set()
    assert refused >= 2


def told_of_its_question(one, told):
    """Whether each text of a question that states law is told once its source is gone."""
    text, line = one.text, one.line
    item = text[one.match.start() :].partition("\n  - id:")[0]
    whole = text[text.rfind("\n  - id:", 0, one.match.start()) : one.match.start()] + item
    if MARK.search(whole) or "{non-juridique}" in whole:
        # What is sourced a second time within the question misses nothing.
        return True
    rows = text.split("\n")
    law = PLAIN_LAW.finditer(item)
    said = {first_of_folded(rows, line_of(item, n.start()) + line - 1) for n in law}
    said = {number for number in said if is_statement(rows, number)}
    # One fault is told for a text, at the line of its first words of law.
    return said <= {first_of_folded(rows, number) for number in told}


def asks_for(path, one):
    """Whether a mark is needed beyond doubt by what it stands with."""
    if one.kind is not MARK:
        return False
    text, match = one.text, one.match
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("```" if in_table(text, match) else "\n", match.end())
    item = text[text.rfind("\n  - id:", 0, match.start()) : match.start()]
    item += text[match.start() :].partition("\n  - id:")[0]
    # A mark may also date a fact, such as what a portal does, or stand in a question that has a
    # source of its own: nothing asks for that one. And a question states nothing.
    own = path.suffix == ".yml" and KEY.search(item)
    said = text[start : match.start()] + text[match.end() : end]
    return not own and not said.rstrip().endswith("?") and bool(PLAIN_LAW.search(said))


def test_each_box_of_law_or_of_the_field_misses_the_source_that_is_taken_away(course):
    courses, sandbox = course
    expected = set()
    for path, text, kind, match in list(namings(courses)):
        if kind is not OPTION:
            continue
        told = text[text.rfind(":::{", 0, match.start()) + 4 :].partition("}")[0]
        # In a box of another kind, a source may be a note for authors: nothing asks for it.
        if told in SOURCED:
            where = path.relative_to(courses).as_posix()
            expected.add(f"{where}:{line_of(text, match.start()) - 1}")
        # Each box is told of at its own line: all of them can be looked at in one reading.
        now = path.read_text(encoding="utf-8")
        path.write_text(now.replace(match[0], ":x: y\n", 1), encoding="utf-8")
    assert by_code(boxes(read(courses, sandbox)))["box-without-source"] == expected
    # The small course has no such box.
    assert bool(expected) == (sandbox == REAL_SANDBOX)


def test_each_source_that_is_taken_away_is_missed_where_it_is_named(course):
    courses, sandbox = course
    reading = read(courses, sandbox)
    # Only what names a source can miss one.
    naming = tuple(one for one in texts_of(reading, courses).read if one.own.sources)
    texts = Texts(naming, naming)
    for key, source in reading.course.sources.items():
        others = {k: one for k, one in reading.course.sources.items() if k != key}
        doubtful = {**others, key: replace(source, confidence="à vérifier")}
        expected = set(places_of(courses, key))
        for sources, code in ((others, "unknown-source"), (doubtful, "source-to-verify")):
            left = replace(reading, course=replace(reading.course, sources=sources))
            said = [*sourcing(left, texts), *boxes(left)]
            for module in left.course.modules.values():
                said += [*item_places(left, module), *dialogues(left, module)]
            assert by_code(said)[code] == expected, key


def places_of(courses, key):
    """The place that is told for each naming: its line, or that of its question or its box."""
    for path, text, kind, match in namings(courses):
        if key not in re.findall(r"[a-z0-9-]+", match[0]):
            continue
        line = line_of(text, match.start())
        if kind is KEY:
            line = line_of(text, text.rfind("- id:", 0, match.start()))
        elif kind is OPTION:
            line -= 1
        elif path.suffix == ".yml":
            line = first_of_folded(text.split("\n"), line)
        yield f"{path.relative_to(courses).as_posix()}:{line}"


def is_statement(lines, number):
    """Whether a line states something: a question does not, nor a key, nor the head of a column."""
    if re.match(r" *(- )?(source|columns?):", lines[number - 1]):
        return False
    told = lines[number - 1]
    for line in lines[number:]:
        if re.match(r" *(- )?\w+:", line) or not line.strip():
            break
        told = line
    return not told.rstrip().endswith("?")


def first_of_folded(lines, number):
    """The first line of the folded text (``>-``) that a line is in: it is read as one."""
    first = number
    while lines[first - 1].startswith("      ") and not re.match(r" *(- )?\w+:", lines[first - 1]):
        if lines[first - 2].endswith(">-"):
            return first
        first -= 1
    return number

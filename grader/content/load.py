"""From the text files under ``courses/`` to a ``Course``, every fault told with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from grader.content.bank import bank_document, posed_everywhere, require_bank
from grader.content.choices import choice_html
from grader.content.declarations import (
    Document,
    OnError,
    conforms,
    day_of,
    parse_document,
    read_document,
    read_text,
)
from grader.content.lesson import Prose, ProseReader, split_front_matter
from grader.content.model import LAST, Case, Course, Lesson, Module, Part, Source
from grader.content.paths import PathReader
from grader.content.references import glossary_of, sources_of
from grader.errors import ContentError
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import InsideError, Surroundings
from grader.exercises.model import Choice, Exercise
from grader.quiz.declare import parse_item
from grader.quiz.model import Item
from grader.typography import french

QUIZ_FILE = "quiz.yml"
EXERCISES_FILE = "exercises.yml"
CASES_FILE = "cases.yml"
TAKEAWAY = "a-retenir"
#: A catalogue that could not be read.
_NOTHING: Mapping[str, Any] = {"title": "", "modules": []}


def load_course(folder: Path, sandbox: Path, private_bank: Path | None = None) -> Course:
    """Read all modules of the catalogue.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        private_bank: folder of the private bank, if one is mounted.

    Raises:
        ContentError: the first fault met, with its place.
    """
    return CourseReader(folder, sandbox, _raise, private_bank).read().course


def _raise(error: ContentError) -> NoReturn:
    raise error


@dataclass(frozen=True)
class Reading:
    """A course, and where each of its things stands (for ``ouvroir check``).

    Attributes:
        course: what was read.
        places: ``file:line`` by « kind id » (``item prep-q01``, ``case preparer 3``…).
        prose: what each lesson refers to, by lesson id, and each take-away.
    """

    course: Course
    places: Mapping[str, str]
    prose: Mapping[str, Prose]


@dataclass
class CourseReader:
    """Reads declarations and lessons; what is wrong is reported and left out.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.
        on_error: called with each fault; may raise to stop at the first.
        private_bank: folder of the private bank, if one is mounted.
        read_declaration: reads a YAML file; who reads again and again remembers those it has read.
    """

    folder: Path
    sandbox: Path
    on_error: OnError
    private_bank: Path | None = None
    read_declaration: Callable[[Path, str], Document] = read_document
    places: dict[str, str] = field(default_factory=dict)
    prose: dict[str, Prose] = field(default_factory=dict)

    def read(self) -> Reading:
        """Read everything that the catalogue names."""
        try:
            require_bank(self.private_bank)
        except ContentError as error:
            self.on_error(error)
        listing = self._declaration("catalogue.yml", "catalogue")
        catalogue = listing.data if listing else _NOTHING
        sources = sources_of(self._declaration("sources.yml", "sources"), self.places)
        words = self._declaration("glossaire.yml", "glossaire", optional=True)
        glossary = glossary_of(words, self.places)
        modules = {}
        for slug in catalogue["modules"]:
            module = self._module(slug, sources, glossary)
            if module is not None:
                modules[slug] = module
        # What a faulty module would have given is told there: a path does not tell it again.
        whole = len(modules) == len(catalogue["modules"])
        paths = PathReader(listing, modules, self.on_error) if listing and whole else None
        course = Course(
            title=french(catalogue["title"]),
            modules=modules,
            sources=sources,
            glossary=glossary,
            paths=paths.paths() if paths else (),
            services=paths.services() if paths else {},
        )
        return Reading(course, self.places, self.prose)

    def catalogue(self) -> dict[str, Any]:
        """Read ``catalogue.yml``: title, and slugs of modules in order."""
        document = self._declaration("catalogue.yml", "catalogue")
        return dict(document.data) if document else dict(_NOTHING)

    def items(self, module: str) -> dict[str, Item]:
        """Read the items of a module by id, graded ones and formative ones."""
        return self._items(self._declaration(f"{module}/{QUIZ_FILE}", "quiz", optional=True))

    def bank(self, module: str) -> dict[str, Item]:
        """Read the private items of a module by id; none without a mounted bank."""
        try:
            document = bank_document(self.private_bank, f"{module}/{QUIZ_FILE}")
        except ContentError as error:
            self.on_error(error)
            return {}
        sound = document is not None and conforms(document, "quiz", self.on_error)
        return self._items(document if sound else None)

    def _items(self, document: Document | None) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for position, raw in enumerate(document.data["items"] if document else ()):
            where = document.where("items", position) if document else ""
            try:
                item = parse_item(raw, where)
            except ContentError as error:
                self.on_error(error)
                continue
            if self._is_new(f"item {item.id}", where, item.id):
                found[item.id] = item
        return found

    def declared_module(self, module: str) -> dict[str, Any]:
        """Read ``module.yml``; no lesson when it is faulty."""
        document = self._declaration(f"{module}/module.yml", "module")
        return dict(document.data) if document else {"lessons": []}

    def exercises(
        self,
        module: str,
        items: Mapping[str, Item],
        bank: Mapping[str, Item],
        lessons: Sequence[str],
    ) -> dict[str, Exercise]:
        """Read the exercises of a module by full id.

        Args:
            module: slug of the module.
            items: its items.
            bank: its private items.
            lessons: slugs of its lessons: what they pose is not drawn.
        """
        document = self._declaration(f"{module}/{EXERCISES_FILE}", "exercises", optional=True)
        declared = document.data["exercises"] if document else ()
        elsewhere = posed_everywhere(self.folder / module, lessons, declared)
        choices = self._choices(module, document)
        around = Surroundings(module, items, self.sandbox, bank, elsewhere, choices)
        found: dict[str, Exercise] = {}
        for position, raw in enumerate(declared):
            where = document.where("exercises", position) if document else ""
            try:
                exercise = parse_exercise(raw, where, around)
            except InsideError as error:
                at = document.where("exercises", position, *error.inside) if document else where
                self.on_error(ContentError(at, error.code, error.message, error.hint))
                continue
            except ContentError as error:
                self.on_error(error)
                continue
            if self._is_new(f"exercise {exercise.id}", where, exercise.id):
                found[exercise.id] = exercise
        return found

    def _choices(self, module: str, document: Document | None) -> dict[str, Choice]:
        """Read the choices of a module by name: they are named in the gradebook as exercises."""
        found = {}
        for name, raw in (document.data.get("choices", {}) if document else {}).items():
            key = f"{module}/{name}"
            where = document.where("choices", name) if document else ""
            self.places[f"choice {key}"] = where
            # An exercise of that name would be told as one that exists.
            if self._is_new(f"exercise {key}", where, key):
                rule = raw.get("rule", "Choisissez au moins un exercice : le meilleur compte.")
                found[name] = Choice(key, french(raw["title"]), french(rule))
        return found

    def _module(
        self, slug: str, sources: Mapping[str, Source], glossary: Mapping[str, str]
    ) -> Module | None:
        name = f"{slug}/module.yml"
        document = self._declaration(name, "module")
        if document is None:
            return None
        data = document.data
        for objective in data["objectives"]:
            self._is_new(
                f"objective {objective}", document.where("objectives", objective), objective
            )
        self.places[f"module {slug}"] = document.where()
        items, bank = self.items(slug), self.bank(slug)
        exercises = self.exercises(slug, items, bank, data["lessons"])
        lessons = []
        for position, lesson_slug in enumerate(data["lessons"]):
            where = document.where("lessons", position)
            lesson = self._lesson(slug, lesson_slug, where, sources, glossary)
            if lesson is not None:
                lessons.append(self._referring(lesson, items, exercises))
        return Module(
            slug=slug,
            title=french(data["title"]),
            summary=french(data["summary"]),
            objectives={key: french(text) for key, text in data["objectives"].items()},
            lessons=tuple(lessons),
            exercises=exercises,
            items=items,
            bank=bank,
            cases=self._cases(slug, exercises),
            takeaway_html=self._takeaway(slug, sources, glossary),
            audiences=tuple(data.get("audiences", ())),
            hand_ins=data.get("hand_ins", LAST),
            hand_in_until=day_of(document, "hand_in_until", self.on_error),
        )

    def _lesson(
        self,
        module: str,
        slug: str,
        where: str,
        sources: Mapping[str, Source],
        glossary: Mapping[str, str],
    ) -> Lesson | None:
        name = f"{module}/{slug}.md"
        lesson_id = f"{module}/{slug}"
        try:
            head, body, first_line = _split(read_text(self.folder, name, where), name)
        except ContentError as error:
            self.on_error(error)
            return None
        if not conforms(head, "lesson", self.on_error):
            return None
        reader = ProseReader(name, self.folder / module, sources, glossary, self.on_error)
        prose = reader.read(body, first_line)
        self.prose[lesson_id] = prose
        self.places[f"lesson {lesson_id}"] = f"{name}:1"
        self.places[f"minutes {lesson_id}"] = head.where("minutes")
        return Lesson(
            id=lesson_id,
            title=french(head.data["title"]),
            summary=french(head.data["summary"]),
            minutes=head.data["minutes"],
            parts=tuple(prose.parts),
            words=prose.words,
            path=self.folder / name,
            terms=tuple(prose.terms),
        )

    def _referring(
        self, lesson: Lesson, items: Mapping[str, Item], exercises: Mapping[str, Exercise]
    ) -> Lesson:
        """Give activities their full ids; those that do not exist are reported and left out."""
        parts: list[Part] = []
        told: list[Choice] = []
        steps = {i.id for e in exercises.values() if e.kind == "case" for i in e.items}
        noted = iter(self.prose[lesson.id].activities)
        for part in lesson.parts:
            if part.kind == "html":
                parts.append(part)
                continue
            _, at = next(noted)
            if part.kind == "question":
                # A step of a case is shown in its turn, and nowhere else.
                ref, known = part.ref, part.ref in items and part.ref not in steps
            else:
                ref = f"{lesson.module}/{part.ref}"
                exercise = exercises.get(ref)
                known = exercise is not None and part.kind == (
                    "exercise" if exercise.takes_file else exercise.kind
                )
            if known:
                choice = exercises[ref].choice if ref in exercises else None
                if choice is not None and choice not in told:
                    told.append(choice)
                    parts.append(Part("html", part.step, choice_html(choice)))
                parts.append(Part(kind=part.kind, step=part.step, ref=ref))
            else:
                self.on_error(
                    ContentError(
                        at.where, "unknown-activity",
                        f"L'activité « {part.ref} » n'existe pas dans ce module.",
                        "Corrigez le nom, ou déclarez-la dans quiz.yml ou exercises.yml.",
                    )
                )  # fmt: skip
        return replace(lesson, parts=tuple(parts))

    def _cases(self, module: str, exercises: Mapping[str, Exercise]) -> tuple[Case, ...]:
        document = self._declaration(f"{module}/{CASES_FILE}", "cases", optional=True)
        found: list[Case] = []
        for position, raw in enumerate(document.data["cases"] if document else ()):
            where = document.where("cases", position) if document else ""
            exercise_id = f"{module}/{raw['exercise']}"
            if exercise_id not in exercises:
                self.on_error(
                    ContentError(
                        where, "unknown-exercise",
                        f"L'exercice « {raw['exercise']} » n'existe pas dans ce module.",
                        "Corrigez « exercise », ou retirez ce cas.",
                    )
                )  # fmt: skip
                continue
            self.places[f"case {module} {len(found)}"] = where
            found.append(
                Case(
                    exercise=exercise_id,
                    name=raw["name"],
                    events=tuple(raw["events"]),
                    status=raw["status"],
                    points=float(raw["points"]),
                    feedback=tuple(raw.get("feedback", ())),
                    seed=raw.get("seed", 0),
                )
            )
        return tuple(found)

    def _takeaway(
        self, module: str, sources: Mapping[str, Source], glossary: Mapping[str, str]
    ) -> str:
        name = f"{module}/{TAKEAWAY}.md"
        if not (self.folder / name).is_file():
            return ""
        source = read_text(self.folder, name, name)
        _, body, first_line = split_front_matter(source) or ("", source, 1)
        reader = ProseReader(name, self.folder / module, sources, glossary, self.on_error)
        prose = self.prose[f"{module}/{TAKEAWAY}"] = reader.read(body, first_line)
        for _, at in prose.activities:
            self.on_error(
                ContentError(
                    at.where, "activity-in-takeaway", "« À retenir » ne contient pas d'activité.",
                    "Placez-la dans une leçon.",
                )
            )  # fmt: skip
        return "\n".join(part.html for part in prose.parts if part.kind == "html")

    def _declaration(self, name: str, schema: str, *, optional: bool = False) -> Document | None:
        if optional and not (self.folder / name).exists():
            return None
        try:
            document = self.read_declaration(self.folder, name)
        except ContentError as error:
            self.on_error(error)
            return None
        return document if conforms(document, schema, self.on_error) else None

    def _is_new(self, key: str, where: str, name: str) -> bool:
        if key in self.places:
            self.on_error(
                ContentError(
                    where, "id-twice",
                    f"L'identifiant « {name} » est déjà pris ({self.places[key]}).",
                    "Choisissez-en un autre, qui n'a jamais servi.",
                )
            )  # fmt: skip
            return False
        self.places[key] = where
        return True


def _split(source: str, name: str) -> tuple[Document, str, int]:
    split = split_front_matter(source)
    if split is None:
        raise ContentError(
            f"{name}:1",
            "no-front-matter",
            "La leçon doit commencer par un en-tête entre deux lignes « --- ».",
            "Ajoutez title, summary et minutes.",
        )
    front, body, first_line = split
    return parse_document(front, name, first_line=2), body, first_line

"""Proving the courses: declarations, sources, lengths, and every declared response by running it.

Each problem says where, what, and how to mend it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grader.content.load import CourseReader, Reading
from grader.content.model import Case, Module
from grader.errors import ContentError
from grader.exercises.assess import assess
from grader.exercises.model import NOT_ATTEMPTED, PASSED, Event, Exercise, Response
from grader.typography import french, number

MOST_WORDS = 900
UNVERIFIED = "à vérifier"
SOLUTION = "solution"
UNTOUCHED = "untouched"
#: Kinds whose declared solution and untouched start must be proved.
PROVED_KINDS = ("quiz", "mend_file")
_AT = "2026-10-15T08:00:00+00:00"


@dataclass(frozen=True)
class Problem:
    """Something to mend in the courses.

    Attributes:
        where: ``file:line``, relative to the courses folder.
        code: stable kebab-case identifier.
        message: what is wrong, in French.
        hint: how to mend it, in French.
    """

    where: str
    code: str
    message: str
    hint: str

    def to_dict(self) -> dict[str, str]:
        """Give the problem as JSON types."""
        return asdict(self)


def check_course(folder: Path, sandbox: Path) -> list[Problem]:
    """Check everything under the courses folder, and run every declared case.

    Args:
        folder: the courses folder.
        sandbox: folder of schemas and of the fictional commune's files.

    Returns:
        Problems in the order of files and lines; none when all is well.
    """
    problems: list[Problem] = []

    def note(error: ContentError) -> None:
        problems.append(_problem(error.where, error.code, error.message, error.hint))

    reading = CourseReader(folder, sandbox, note).read()
    for rule in (_sources, _texts, _legal):
        problems.extend(rule(reading))
    for module in reading.course.modules.values():
        for module_rule in _MODULE_RULES:
            problems.extend(module_rule(reading, module))
        for position, case in enumerate(module.cases):
            where = reading.places[f"case {module.slug} {position}"]
            exercise = module.exercises[case.exercise]
            problems.extend(_case(where, exercise, case, sandbox))
    return sorted(set(problems), key=_rank)


def _problem(where: str, code: str, message: str, hint: str) -> Problem:
    return Problem(where, code, french(message), french(hint))


def _rank(problem: Problem) -> tuple[str, int, str, str]:
    name, _, line = problem.where.partition(":")
    return name, int(line or 0), problem.code, problem.message


# Texts ------------------------------------------------------------------------------------


def _texts(reading: Reading) -> Iterator[Problem]:
    """Lessons are short, and every image has a text alternative."""
    for lesson_id, prose in reading.prose.items():
        place = reading.places.get(f"lesson {lesson_id}")
        if place and prose.words > MOST_WORDS:
            yield _problem(
                place,
                "lesson-too-long",
                f"La leçon compte {number(prose.words)} mots ; la limite est de {MOST_WORDS}.",
                "Coupez, ou faites deux leçons.",
            )
        for image in prose.images:
            if not image.value:
                yield _problem(
                    image.where,
                    "image-without-alt",
                    "Cette image n'a pas de texte alternatif.",
                    "Écrivez entre les crochets ce qu'elle apprend : ![Le texte](figures/x.svg).",
                )


def _legal(reading: Reading) -> Iterator[Problem]:
    """Boxes of law name a source that was verified, and when."""
    for prose in reading.prose.values():
        for box in prose.legal:
            if not box.value:
                yield _problem(
                    box.where,
                    "box-without-source",
                    "Un encadré de droit doit nommer sa source.",
                    "Commencez-le par « :source: clé », une clé de sources.yml.",
                )
                continue
            yield from _source(reading, box.value, box.where)
            source = reading.course.sources.get(box.value)
            if source is not None and not source.verified_on:
                yield _problem(
                    box.where,
                    "source-without-date",
                    f"La source « {box.value} » n'a pas de date de vérification.",
                    "Vérifiez-la, puis donnez « verified_on » dans sources.yml.",
                )


def _sources(reading: Reading) -> Iterator[Problem]:
    """Dates of verification exist in the calendar."""
    for source in reading.course.sources.values():
        try:
            if source.verified_on:
                date.fromisoformat(source.verified_on)
        except ValueError:
            yield _problem(
                reading.places[f"source {source.id}"],
                "bad-date",
                f"La date « {source.verified_on} » n'existe pas.",
                "Écrivez AAAA-MM-JJ.",
            )


def _source(reading: Reading, key: str, where: str) -> Iterator[Problem]:
    source = reading.course.sources.get(key)
    if source is None:
        yield _problem(
            where,
            "unknown-source",
            f"La source « {key} » n'existe pas dans sources.yml.",
            "Ajoutez-la, ou corrigez la clé.",
        )
    elif source.confidence == UNVERIFIED:
        yield _problem(
            where,
            "source-to-verify",
            f"La source « {key} » est encore à vérifier : elle ne s'enseigne pas comme certaine.",
            "Vérifiez-la dans le texte officiel, ou retirez ce passage.",
        )


# Declarations -----------------------------------------------------------------------------


def _items(reading: Reading, module: Module) -> Iterator[Problem]:
    """Items serve an objective of the module, name a known source, and are shown somewhere."""
    shown = {part.ref for lesson in module.lessons for part in lesson.parts}
    graded = {item.id for exercise in module.exercises.values() for item in exercise.items}
    for item in module.items.values():
        where = reading.places[f"item {item.id}"]
        if item.objective not in module.objectives:
            yield _problem(
                where,
                "unknown-objective",
                f"L'objectif « {item.objective} » n'est pas déclaré dans module.yml.",
                f"Objectifs du module : {', '.join(module.objectives)}.",
            )
        if item.source:
            yield from _source(reading, item.source, where)
        if item.id not in shown | graded:
            yield _problem(
                where,
                "unused-item",
                f"La question « {item.id} » n'est posée nulle part.",
                "Placez-la dans une leçon ou dans un exercice, ou retirez-la.",
            )


def _objectives(reading: Reading, module: Module) -> Iterator[Problem]:
    """Every objective has at least one item."""
    served = {item.objective for item in module.items.values()}
    for objective in module.objectives:
        if objective not in served:
            yield _problem(
                reading.places.get(f"objective {objective}", f"{module.slug}/module.yml"),
                "objective-without-item",
                f"Aucune question ne sert l'objectif « {objective} ».",
                "Écrivez-en une dans quiz.yml, ou retirez l'objectif.",
            )


def _exercises(reading: Reading, module: Module) -> Iterator[Problem]:
    """Exercises stand in a lesson, and their solution and untouched start are declared."""
    shown = {part.ref for lesson in module.lessons for part in lesson.parts}
    named = {(case.exercise, case.name) for case in module.cases}
    for exercise in module.exercises.values():
        where = reading.places[f"exercise {exercise.id}"]
        if exercise.id not in shown:
            yield _problem(
                where,
                "unplaced-exercise",
                f"L'exercice « {exercise.id} » ne figure dans aucune leçon.",
                "Placez-le dans une leçon : ses points comptent dans la note.",
            )
        for name in (SOLUTION, UNTOUCHED) if exercise.kind in PROVED_KINDS else ():
            if (exercise.id, name) not in named:
                yield _problem(
                    where,
                    "missing-case",
                    f"L'exercice « {exercise.id} » n'a pas de cas « {name} ».",
                    "Ajoutez-le dans cases.yml.",
                )


_MODULE_RULES: tuple[Callable[[Reading, Module], Iterator[Problem]], ...] = (
    _items,
    _objectives,
    _exercises,
)


# Cases ------------------------------------------------------------------------------------


def _case(where: str, exercise: Exercise, case: Case, sandbox: Path) -> Iterator[Problem]:
    """Run a case, and compare what it earns with what its author declared."""
    name = f"Le cas « {case.name} »"
    expected = {SOLUTION: (PASSED, exercise.points), UNTOUCHED: (NOT_ATTEMPTED, 0.0)}.get(case.name)
    if expected is not None and (case.status, case.points) != expected:
        yield _problem(
            where,
            "bad-case",
            f"{name} doit déclarer le statut {expected[0]} et {_points(expected[1])}.",
            "Corrigez la déclaration, ou renommez le cas.",
        )
    try:
        response = case_response(where, exercise, case, sandbox)
    except ContentError as error:
        yield _problem(error.where, error.code, error.message, error.hint)
        return
    outcome = assess(exercise, response)
    said = [_plain(f.message) for f in outcome.feedback]
    got = f"Obtenu : {outcome.status}, {_points(outcome.points)}. {' '.join(said)}".strip()
    if outcome.status != case.status:
        yield _problem(where, "case-status", f"{name} attend le statut {case.status}.", got)
    if abs(outcome.points - case.points) >= 0.005:
        yield _problem(where, "case-points", f"{name} attend {_points(case.points)}.", got)
    for text in case.feedback:
        if not any(_plain(text) in message for message in said):
            yield _problem(where, "case-feedback", f"{name} attend le retour « {text} ».", got)


def case_response(where: str, exercise: Exercise, case: Case, sandbox: Path) -> Response:
    """Make the response of a case as the server would have recorded it.

    Args:
        where: ``file:line`` of the case.
        exercise: the exercise of the case.
        case: events as declared.
        sandbox: folder that paths of ``file`` events start from.

    Raises:
        ContentError: a file or an item of the case does not exist.
    """
    events: list[Event] = []
    files: dict[str, Path] = {}
    items = {item.id for item in exercise.items}
    for raw in case.events:
        data: dict[str, Any] = dict(raw)
        kind = str(data.pop("kind"))
        if kind == "file":
            path = sandbox / str(data["path"])
            if not path.is_file():
                raise ContentError(
                    where,
                    "missing-file",
                    f"Le cas « {case.name} » nomme un fichier absent : « {data['path']} ».",
                    "Corrigez son chemin dans sandbox_data.",
                )
            sha = hashlib.sha256(path.read_bytes()).hexdigest()
            data = {"sha256": sha, "name": path.name, "schema": data.get("schema", "")}
            files[sha] = path
        elif "item" in data and data["item"] not in items:
            raise ContentError(
                where,
                "unknown-item",
                f"Le cas « {case.name} » nomme la question « {data['item']} », qui n'est pas "
                "dans cet exercice.",
                "Corrigez l'identifiant.",
            )
        events.append(Event(kind, _AT, data))
    return Response(exercise.id, 0, tuple(events), files)


def _points(points: float) -> str:
    return f"{number(points, 2)} {'point' if points < 2 else 'points'}"


def _plain(text: str) -> str:
    """Read no-break spaces as spaces: authors type ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")

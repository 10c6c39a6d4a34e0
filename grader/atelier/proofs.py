"""What ``ouvroir check`` proves of a sandbox notebook, without running it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from grader.atelier.source import ANSWER, MISTAKE, SOLUTION, TEST, UNTOUCHED, Cell, Source, sources
from grader.content.one_exercise import load_exercise
from grader.content.problems import Problem, problem
from grader.errors import ContentError
from grader.settings import Settings
from grader.typography import number

_REMEMBER = "à retenir"
_SIGNS = ("«", "»")


def atelier_problems(settings: Settings) -> list[Problem]:
    """Find what is wrong in every sandbox notebook.

    Args:
        settings: where notebooks and courses are.
    """
    found: list[Problem] = []
    for path in sorted((settings.notebooks / "atelier").glob("*.py")):
        try:
            (source,) = [one for one in sources(path.parent) if one.path == path]
        except ContentError as error:
            return [
                *found,
                problem(f"atelier/{error.where}", error.code, error.message, error.hint),
            ]
        found += source_problems(source, settings)
    return found


def source_problems(source: Source, settings: Settings) -> Iterator[Problem]:
    """Find what is wrong in one notebook: names, headings, states, points.

    Args:
        source: the notebook.
        settings: where the courses are.
    """
    yield from _names(source)
    yield from _headings(source)
    yield from _codes(source)
    for cell in source.tests:
        if cell.exercise:
            yield from _exercise(source, cell, settings)
    if not source.tests:
        yield _problem(
            source, 1, "no-test", "Ce carnet ne vérifie rien.", 'Ajoutez une cellule role="test".'
        )
    if not any(cell.fault for cell in source.cells):
        yield _problem(
            source,
            1,
            "no-mistake",
            "Ce carnet ne déclare aucune erreur type.",
            "Ajoutez « ### MISTAKE nom=0 : ce qui est oublié » à une réponse.",
        )


def _names(source: Source) -> Iterator[Problem]:
    counts = Counter(cell.name for cell in source.cells if cell.name)
    for cell in source.cells:
        if cell.name and counts[cell.name] > 1:
            yield _problem(
                source,
                cell.line,
                "name-twice",
                f"L'identifiant « {cell.name} » sert deux fois.",
                "Changez-en un.",
            )
        unknown = [
            n
            for n in (cell.fault.points if cell.fault else ())
            if n not in {test.name for test in source.tests}
        ]
        if unknown:
            yield _problem(
                source,
                cell.line,
                "unknown-test",
                f"L'erreur type nomme la vérification « {unknown[0]} », qui n'existe pas.",
                "Corrigez ce nom.",
            )


def _headings(source: Source) -> Iterator[Problem]:
    level = 0
    seen: list[str] = []
    for cell in source.cells:
        if cell.kind != "markdown":
            continue
        for line in cell.text.splitlines():
            if not line.startswith("#") or not line.lstrip("#").startswith(" "):
                continue
            depth = len(line) - len(line.lstrip("#"))
            if depth > level + 1:
                yield _problem(
                    source,
                    cell.line,
                    "heading-level",
                    f"Le titre « {line.lstrip('# ')} » saute un niveau.",
                    "Un titre descend d'un niveau à la fois.",
                )
            if depth == 1 and seen:
                yield _problem(
                    source,
                    cell.line,
                    "second-title",
                    "Ce carnet a deux grands titres.",
                    "Gardez un seul titre en « # ».",
                )
            level = depth
            seen.append(line.lstrip("# ").strip().lower())
        for line in cell.text.splitlines():
            if line.count(_SIGNS[0]) != line.count(_SIGNS[1]) and cell.text.count(
                _SIGNS[0]
            ) != cell.text.count(_SIGNS[1]):
                yield _problem(
                    source,
                    cell.line,
                    "quotes",
                    "Un guillemet français n'est pas fermé.",
                    "Fermez-le : « … ».",
                )
                break
    if _REMEMBER not in seen:
        yield _problem(
            source,
            1,
            "no-take-away",
            "Ce carnet n'a pas de partie « À retenir ».",
            "Ajoutez « ## À retenir » à la fin.",
        )


def _codes(source: Source) -> Iterator[Problem]:
    for cell in source.cells:
        if cell.kind != "code":
            continue
        for state in (SOLUTION, UNTOUCHED, MISTAKE):
            code = cell.code(state)
            try:
                ast.parse("\n".join(_plain(line) for line in code.splitlines()))
            except SyntaxError:
                yield _problem(
                    source,
                    cell.line,
                    "not-python",
                    f"Le code de cette cellule n'est pas du Python ({_WORDS[state]}).",
                    "Corrigez-le, puis relancez « ouvroir check ».",
                )
                break
        if cell.role == ANSWER and "____" not in cell.code(UNTOUCHED):
            yield _problem(
                source,
                cell.line,
                "no-blank",
                f"La réponse « {cell.name} » n'a pas de blanc à remplir.",
                "Écrivez « ____ » dans sa partie « ### BLANK ».",
            )
        if cell.role == TEST and not cell.exercise and "assert" not in cell.text:
            yield _problem(
                source,
                cell.line,
                "no-assert",
                f"La vérification « {cell.name} » ne vérifie rien.",
                "Ajoutez un « assert », avec sa phrase en français.",
            )


_WORDS = {SOLUTION: "solution", UNTOUCHED: "version de départ", MISTAKE: "erreur type"}


def _plain(line: str) -> str:
    """Read a command of the notebook (« %… », « !… ») as nothing."""
    bare = line.lstrip()
    return line[: len(line) - len(bare)] + "pass" if bare[:1] in ("%", "!") else line


def _exercise(source: Source, cell: Cell, settings: Settings) -> Iterator[Problem]:
    try:
        exercise = load_exercise(settings.courses, settings.sandbox, cell.exercise, None)
    except KeyError:
        yield _problem(
            source,
            cell.line,
            "unknown-exercise",
            f"L'exercice « {cell.exercise} » n'existe pas.",
            "Corrigez son nom.",
        )
        return
    if exercise.points != cell.points:
        yield _problem(
            source,
            cell.line,
            "other-points",
            f"La vérification « {cell.name} » vaut {number(cell.points, 2)}, et "
            f"l'exercice {number(exercise.points, 2)}.",
            "Donnez-leur les mêmes points.",
        )
    if not cell.text.rstrip().endswith(".points"):
        yield _problem(
            source,
            cell.line,
            "no-points",
            f"La vérification « {cell.name} » ne rend pas les points de l'exercice.",
            "Terminez-la par « grader.check(…).points ».",
        )


def _problem(source: Source, line: int, code: str, message: str, hint: str) -> Problem:
    return problem(f"atelier/{source.path.name}:{line}", code, message, hint)

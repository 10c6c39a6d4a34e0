"""The text of a sandbox notebook (``notebooks/atelier/*.py``) and its three states.

A source is a notebook in jupytext's percent format with its solutions in place. Three kinds of
cells bear a mark in their header; the others are prose or examples::

    # %% role="answer" id="lire"
    ### BEGIN SOLUTION
    table = pd.read_csv(FICHIER, encoding="cp1252", sep=";")
    ### BLANK
    # table = pd.read_csv(FICHIER, encoding=____, sep=____)
    ### MISTAKE lire-verif=0 : l'encodage est oublié
    # table = pd.read_csv(FICHIER, sep=";", encoding="latin-9")
    ### END SOLUTION

    # %% role="test" id="lire-verif" points=2
    assert list(table.columns)[:1] == ["DELIB_ID"], "la première colonne doit être DELIB_ID"
    ### BEGIN HIDDEN TESTS
    assert len(table) == 201, "il manque des lignes"
    ### END HIDDEN TESTS

    # %% role="test" id="rendre-valide" points=10 exercise="preparer/deliberations-sales"
    grader.check("preparer/deliberations-sales", table).points

``BLANK`` (lines are comments) is what the learner finds; without it each name that the solution
gives is set to ``____``. ``MISTAKE`` is a typical fault: the tests that it names get these points.
A test that names an exercise ends with ``.points`` and has as many points as the exercise.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import ContentError

SOLUTION, UNTOUCHED, MISTAKE = "solution", "untouched", "mistake"
ANSWER, TEST = "answer", "test"
_BEGIN, _END = "### BEGIN SOLUTION", "### END SOLUTION"
_HIDDEN_BEGIN, _HIDDEN_END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
_BLANK = "### BLANK"
_MISTAKE = re.compile(r"### MISTAKE\s+(?P<marks>\S+=\S+(?:\s*,\s*\S+=\S+)*)\s*:\s*(?P<what>.+)")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,55}")
_HEADER = re.compile(r"^# %%", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """A typical mistake on an answer.

    Attributes:
        what: it is, in French.
        points: name of a test cell to the points that it then earns.
        code: written in place of the solution.
    """

    what: str
    points: dict[str, float]
    code: str


@dataclass(frozen=True)
class Cell:
    """A cell of a source.

    Attributes:
        kind: ``markdown`` or ``code``.
        text: as in the source, marks included.
        line: of its header, from 1.
        role: ``answer``, ``test`` or "".
        name: of an answer or a test, unique in the notebook.
        points: of a test.
        exercise: id of the exercise that a test checks, or "".
        fault: for an answer, what may go wrong.
    """

    kind: str
    text: str
    line: int
    role: str = ""
    name: str = ""
    points: float = 0.0
    exercise: str = ""
    fault: Fault | None = None

    def code(self, state: str = SOLUTION) -> str:
        """Give the code of a state; hidden tests stay, their marks too.

        Args:
            state: ``solution``, ``untouched`` or ``mistake`` (the solution where none is declared).
        """
        if self.role != ANSWER:
            return self.text
        before, inside, after = _parts(self.text)
        written = inside.solution
        if state == UNTOUCHED:
            written = inside.blank
        elif state == MISTAKE and self.fault is not None:
            written = self.fault.code
        return "\n".join(part for part in (before, written, after) if part)

    @property
    def shown(self) -> str:
        """What a learner sees of it before she begins."""
        return without_hidden(self.code(UNTOUCHED))


@dataclass(frozen=True)
class Source:
    """A sandbox notebook.

    Attributes:
        slug: its name, without ``.py``.
        title: French.
        cells: in order.
        path: of the source.
    """

    slug: str
    title: str
    cells: tuple[Cell, ...] = field(repr=False)
    path: Path = field(repr=False)

    @property
    def tests(self) -> tuple[Cell, ...]:
        """Cells that give points."""
        return tuple(cell for cell in self.cells if cell.role == TEST)

    @property
    def points(self) -> float:
        """Points of all its tests."""
        return sum(cell.points for cell in self.tests)


def sources(folder: Path) -> list[Source]:
    """Read every source of a folder, in the order of their names.

    Args:
        folder: ``notebooks/atelier``; none there is no fault.

    Raises:
        ContentError: a source is not well formed.
    """
    return [read_source(path) for path in sorted(folder.glob("*.py"))]


def read_source(path: Path) -> Source:
    """Read a source.

    Args:
        path: of the text.

    Raises:
        ContentError: it is not well formed; the message names the line.
    """
    import jupytext

    slug = path.stem
    if not _NAME.fullmatch(slug):
        raise _wrong(
            path,
            1,
            "bad-name",
            f"Le nom « {slug} » ne convient pas.",
            "Écrivez-le en minuscules sans accent, avec des traits d'union.",
        )
    text = path.read_text(encoding="utf-8")
    starts = [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]
    raw = jupytext.reads(text, fmt="py:percent").cells
    if len(starts) != len(raw):
        raise _wrong(
            path,
            1,
            "bad-source",
            "Du texte précède la première cellule.",
            "Commencez le fichier par « # %% [markdown] ».",
        )
    cells = tuple(_cell(path, line, one) for line, one in zip(starts, raw, strict=True))
    title = re.match(r"#\s+(.+)", cells[0].text) if cells and cells[0].kind == "markdown" else None
    if title is None:
        raise _wrong(
            path,
            1,
            "missing-title",
            "Le carnet n'a pas de titre.",
            "Commencez par une cellule de texte : « # Titre ».",
        )
    return Source(slug, title[1].strip(), cells, path)


def without_hidden(code: str) -> str:
    """Take hidden tests out of a cell, with their marks.

    Args:
        code: of a cell.
    """
    kept, hidden = [], False
    for line in code.splitlines():
        if line.strip() == _HIDDEN_BEGIN:
            hidden = True
        elif line.strip() == _HIDDEN_END:
            hidden = False
        elif not hidden:
            kept.append(line)
    return "\n".join(kept)


@dataclass(frozen=True)
class _Inside:
    solution: str
    blank: str
    fault: tuple[str, str] | None


def _cell(path: Path, line: int, raw: Any) -> Cell:
    role = str(raw.metadata.get("role", ""))
    cell = Cell(raw.cell_type, raw.source, line)
    if role not in ("", ANSWER, TEST):
        raise _wrong(
            path,
            line,
            "bad-role",
            f"Le rôle « {role} » n'existe pas.",
            'Écrivez role="answer" ou role="test".',
        )
    if not role:
        if _BEGIN in raw.source or _HIDDEN_BEGIN in raw.source:
            raise _wrong(
                path,
                line,
                "missing-role",
                "Cette cellule a une solution et pas de rôle.",
                'Ajoutez role="answer" et id="…" à son en-tête.',
            )
        return cell
    name = str(raw.metadata.get("id", ""))
    if not _NAME.fullmatch(name):
        raise _wrong(
            path,
            line,
            "bad-name",
            "Cette cellule n'a pas d'identifiant valable.",
            'Ajoutez id="lire-verif" à son en-tête, en minuscules.',
        )
    if role == TEST:
        points = raw.metadata.get("points")
        if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
            raise _wrong(
                path,
                line,
                "bad-points",
                f"La vérification « {name} » n'a pas de points.",
                "Ajoutez points=2 à son en-tête.",
            )
        exercise = str(raw.metadata.get("exercise", ""))
        return Cell("code", raw.source, line, role, name, float(points), exercise)
    return Cell("code", raw.source, line, role, name, fault=_fault(path, line, raw.source))


def _fault(path: Path, line: int, text: str) -> Fault | None:
    marks = [line.strip() for line in text.splitlines() if line.strip() in (_BEGIN, _END)]
    if marks != [_BEGIN, _END]:
        raise _wrong(
            path,
            line,
            "bad-solution",
            "La solution de cette cellule n'est pas délimitée.",
            f"Encadrez-la de « {_BEGIN} » et « {_END} », une fois.",
        )
    try:
        found = _parts(text)[1].fault
    except SyntaxError:
        raise _wrong(
            path,
            line,
            "bad-solution",
            "La solution de cette cellule n'est pas du Python.",
            "Corrigez-la, puis relancez « ouvroir check ».",
        ) from None
    if found is None:
        return None
    told = _MISTAKE.fullmatch(found[0].strip())
    if told is None:
        raise _wrong(
            path,
            line,
            "bad-mistake",
            "L'erreur type de cette cellule ne se lit pas.",
            "Écrivez « ### MISTAKE lire-verif=0 : l'encodage est oublié ».",
        )
    try:
        points = {
            one.partition("=")[0].strip(): float(one.partition("=")[2])
            for one in told["marks"].split(",")
        }
    except ValueError:
        raise _wrong(
            path,
            line,
            "bad-mistake",
            "Les points de l'erreur type ne se lisent pas.",
            "Écrivez un nombre : « lire-verif=0.5 ».",
        ) from None
    return Fault(told["what"].strip(), points, found[1])


def _parts(text: str) -> tuple[str, _Inside, str]:
    """Split the text of an answer: what precedes its solution, the solution, what follows."""
    before: list[str] = []
    inside: list[str] = []
    after: list[str] = []
    place = 0
    for line in text.splitlines():
        if line.strip() == _BEGIN:
            place = 1
        elif line.strip() == _END:
            place = 2
        else:
            (before, inside, after)[place].append(line)
    solution: list[str] = []
    blank: list[str] | None = None
    fault: tuple[str, list[str]] | None = None
    into = solution
    for line in inside:
        if line.strip() == _BLANK:
            into = blank = []
        elif line.strip().startswith("### MISTAKE"):
            into = []
            fault = (line, into)
        else:
            into.append(line if into is solution else _uncommented(line))
    solved = "\n".join(solution).rstrip()
    found = _Inside(
        solved,
        default_blank(solved) if blank is None else "\n".join(blank).rstrip(),
        None if fault is None else (fault[0], "\n".join(fault[1]).rstrip()),
    )
    return "\n".join(before), found, "\n".join(after)


def _uncommented(line: str) -> str:
    return re.sub(r"^(\s*)# ?", r"\1", line, count=1)


def default_blank(solution: str) -> str:
    """Write what stands in place of a solution: each name that it gives is a blank.

    Args:
        solution: Python.

    Raises:
        SyntaxError: it is not Python.
    """
    lines = ["# Votre code : remplacez chaque ____."]
    for node in ast.parse(solution).body:
        if isinstance(node, ast.FunctionDef):
            lines.append(f"def {node.name}({ast.unparse(node.args)}):\n    return ____")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [
                n.id
                for t in targets
                for n in ast.walk(t)
                if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            ]
            lines += [f"{name} = ____" for name in names if f"{name} = ____" not in lines]
    return "\n".join(lines) if len(lines) > 1 else f"{lines[0]}\n____"


def _wrong(path: Path, line: int, code: str, message: str, hint: str) -> ContentError:
    return ContentError(f"{path.name}:{line}", code, message, hint)

"""What a notebook asks of Ouvroir: check, hint, solution, and the learner's own path.

Nothing here raises for what a learner did: what is wrong is told as a result, in French.
"""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.atelier.answers import FILE, Given, given
from grader.atelier.connection import Connection, outcome_of
from grader.atelier.desk import Desk, needs_server
from grader.atelier.drawn_rows import frame, require_rows
from grader.atelier.result import Result, Told, refusal
from grader.errors import OuvroirError, RefusedError
from grader.exercises.model import (
    CASE,
    NOT_ATTEMPTED,
    QUIZ,
    UNCHECKABLE,
    Exercise,
)
from grader.typography import plural

_DEFAULT_SERVER = "http://127.0.0.1:8866"
_ALONE = "Cet exercice se vérifie sur le serveur, qui seul voit votre fiche."
_JOIN = "Reliez d'abord ce carnet à votre parcours : « grader.connect() »."


class _Notebook:
    """What this kernel holds: its desk, its connection, the solutions asked for once."""

    def __init__(self) -> None:
        self._desk: Desk | None = None
        self.connection: Connection | None = None
        self.asked: set[str] = set()

    @property
    def desk(self) -> Desk:
        """Made at first use: importing the names of a notebook reads no course."""
        if self._desk is None:
            self._desk = Desk()
        return self._desk


_notebook = _Notebook()


def check(exercise_id: str, answer: Any = None, *, schema: str = "", sheet: str = "") -> Result:
    """Check work on an exercise: the same outcome and feedback as on its page.

    Args:
        exercise_id: ``module/name``.
        answer: path, table or answers: see ``grader.atelier.answers``. A blank is « non
            commencé ».
        schema: ``id@version``, for an exercise on one's own file.
        sheet: the sheet of a workbook that is to be read, where it has several.
    """
    title, points = "", 0.0
    try:
        exercise = _notebook.desk.exercise(exercise_id)
        title, points = exercise.title, exercise.points
        found = given(exercise, answer, _notebook.desk.folder, schema=schema, sheet=sheet)
        if found is None and _nothing_yet(exercise):
            return refusal(
                exercise_id,
                title,
                points,
                NOT_ATTEMPTED,
                "Vous n'avez pas encore commencé cet exercice.",
                "Remplacez « ____ » par votre réponse, puis exécutez de nouveau cette cellule.",
            )
        if _notebook.connection is not None:
            return _check_there(_notebook.connection, exercise, found)
        if needs_server(exercise):
            return refusal(exercise_id, title, points, UNCHECKABLE, _ALONE, _JOIN)
        return Result(exercise_id, title, _notebook.desk.check(exercise, found))
    except OuvroirError as error:
        return refusal(exercise_id, title, points, UNCHECKABLE, error.message, error.hint)


def hint(exercise_id: str) -> Told:
    """Open the next hint of an exercise; counted as on its page.

    Args:
        exercise_id: ``module/name``.
    """
    try:
        exercise = _notebook.desk.exercise(exercise_id)
        total = len(exercise.hints)
        if not total:
            return Told("Cet exercice n'a pas d'indice.")
        if _notebook.connection is not None:
            view = _notebook.connection.view("hint", {"exercise": exercise_id})
            opened, new = len(view.get("hints_html", ())), bool(view.get("new_hint"))
        else:
            opened = _notebook.desk.open_hint(exercise)
            opened, new = opened or total, bool(opened)
        if not (new and opened):
            return Told(f"Tous les indices sont ouverts : {plural(total, 'indice')}.")
        return Told(f"**Indice {opened} sur {total}.** {exercise.hints[opened - 1]}")
    except OuvroirError as error:
        return Told(str(error))


def solution(exercise_id: str) -> Told:
    """Show the solution of an exercise, at the second call: what follows earns nothing.

    Args:
        exercise_id: ``module/name``.
    """
    try:
        exercise = _notebook.desk.exercise(exercise_id)
        if exercise_id not in _notebook.asked and not _seen_here(exercise):
            _notebook.asked.add(exercise_id)
            return Told(
                "Après la solution, plus aucune réponse ne rapporte de points à cet exercice. "
                "Pour la voir quand même, exécutez cette cellule une seconde fois."
            )
        if _notebook.connection is not None:
            _notebook.connection.view("solution", {"exercise": exercise_id})
        else:
            _notebook.desk.see_solution(exercise)
        reference = exercise.settings.get("reference")
        more = f"\n\nLe fichier attendu : `{reference}`" if reference else ""
        text = exercise.solution or "Le retour de la vérification explique chaque réponse."
        return Told(f"**Solution.** {text}{more}")
    except OuvroirError as error:
        return Told(str(error))


def list_exercises(module: str = "") -> Told:
    """List the exercises, with their points.

    Args:
        module: slug of one module; all of them when empty.
    """
    try:
        found = [e for e in _notebook.desk.exercises() if module in ("", e.module)]
    except OuvroirError as error:
        return Told(str(error))
    if not found:
        return Told(f"Aucun exercice dans le module « {module} ».")
    rows = [f"| `{e.id}` | {e.title} | {e.points:g} |" for e in found]
    return Told("\n".join(["| exercice | titre | points |", "|---|---|---|", *rows]))


def draw_rows(exercise_id: str, *, again: bool = False) -> Any:
    """Give the rows of an exercise that asks which ones a schema refuses, numbered from 1.

    Args:
        exercise_id: ``module/name``.
        again: draw other rows, once these are judged; they count for half, as on the page.

    Returns:
        A table of pandas, whose index is the number of each row.

    Raises:
        OuvroirError: there is no such exercise, it draws no rows, or these are not judged yet.
    """
    exercise = _notebook.desk.exercise(exercise_id)
    require_rows(exercise)
    if _notebook.connection is None:
        return _notebook.desk.draw(exercise, again=again)
    asked = "rows_again" if again else "rows_view"
    rows = _notebook.connection.view(asked, {"exercise": exercise_id}).get("rows", ())
    return frame(exercise, rows)


def open_exercise(exercise_id: str, folder: str | Path = ".") -> Path:
    """Copy the file that an exercise gives beside the notebook, and give its path.

    A file that is there already is kept: it may hold work.

    Args:
        exercise_id: ``module/name``.
        folder: where; the notebook's own folder when not given.

    Raises:
        OuvroirError: there is no such exercise, or it gives no file.
    """
    exercise = _notebook.desk.exercise(exercise_id)
    source = exercise.settings.get("file")
    if not isinstance(source, Path):
        raise RefusedError("no-given-file", "Cet exercice ne donne pas de fichier.")
    target = Path(folder) / source.name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return target


def sandbox(name: str) -> Path:
    """Give the path of a file of the fictional commune, to be read where it is.

    Args:
        name: below ``sandbox_data``: ``atelier/communes.csv``.

    Raises:
        OuvroirError: there is no such file.
    """
    root = _notebook.desk.settings.sandbox
    path = root / name
    if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
        raise RefusedError(
            "no-such-file",
            f"Le bac à sable n'a pas de fichier « {name[:120]} ».",
            "Vérifiez son nom, dossier compris.",
        )
    return path


def connect(code: str = "", server: str = _DEFAULT_SERVER) -> Told:
    """Join this notebook to one's own path: from now on each check is kept there.

    Args:
        code: resume code; asked for without showing it when empty, which is the better way:
            what a cell holds is kept in its notebook.
        server: address of the server.
    """
    try:
        typed = code or getpass.getpass("Votre code de reprise : ")
        disconnect()
        _notebook.connection = Connection(server, typed)
    except OuvroirError as error:
        return Told(str(error))
    except (EOFError, NotImplementedError):
        return Told("Ce carnet ne peut pas poser de question : donnez le code à « connect ».")
    written = " Effacez le code de votre cellule : un carnet se partage." if code else ""
    return Told(
        f"Ce carnet est relié au parcours de {_notebook.connection.pseudonym}. Chaque "
        f"vérification y est enregistrée.{written}"
    )


def disconnect() -> Told:
    """Leave the server: checks are made on this computer alone again."""
    connection, _notebook.connection = _notebook.connection, None
    if connection is None:
        return Told("Ce carnet n'est relié à aucun parcours.")
    try:
        connection.close()
    except OuvroirError:
        return Told("Ce carnet n'est plus relié. Le serveur ne répond pas : son jeton expirera.")
    return Told("Ce carnet n'est plus relié à votre parcours.")


def _nothing_yet(exercise: Exercise) -> bool:
    """Tell whether nothing was done here; a server knows for itself."""
    return _notebook.connection is None and not _notebook.desk.response(exercise).events


def _seen_here(exercise: Exercise) -> bool:
    return _notebook.desk.response(exercise).solution_seen


def _check_there(connection: Connection, exercise: Exercise, found: Given | None) -> Result:
    """Have the server store and assess what was handed; with nothing, it tells where she stands."""
    if found is None:
        view = connection.view("view", {"exercise": exercise.id})
    else:
        view = connection.view(
            "check", {"exercise": exercise.id, **_sent(connection, exercise, found)}
        )
    outcome, label, points = outcome_of(view)
    return Result(exercise.id, exercise.title, outcome, label, points, kept=found is not None)


def _sent(connection: Connection, exercise: Exercise, found: Given) -> Mapping[str, Any]:
    if found.path is not None:
        event = next(data for kind, data in found.events if kind == FILE)
        sha256 = connection.send(exercise.id, found.path, found.schema)
        return {"file": sha256, "sheet": str(event.get("sheet", ""))}
    if exercise.kind in (QUIZ, CASE):
        return {"answers": {str(d["item"]): d["chosen"] for _, d in found.events}}
    return {"data": dict(found.data)}

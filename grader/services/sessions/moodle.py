"""Grades as Moodle's gradebook imports them: a line a person, a column a module.

Commas, points as decimal signs and no byte order mark, which Moodle reads whatever its language. An
import stops at the first person that Moodle does not know: who has no grade has no line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from grader.content.build import ensure_built
from grader.errors import RefusedError
from grader.gradebook.export_csv import harmless
from grader.gradebook.results import GradeRow
from grader.progress.database import Database
from grader.progress.hand_ins import HandIns
from grader.progress.learners import Learners
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.sessions import TrainingSessions
from grader.services.grades_file import counting_rows
from grader.settings import Settings

#: Name of the first column, where pseudonyms stand.
IDENTIFIER = "Identifiant"


def moodle_grades(
    settings: Settings, session: str = "", module: str | None = None, *, points: bool = False
) -> str:
    """Write the grades that count as Moodle's import wants them, people named by pseudonyms.

    Args:
        settings: where things are.
        session: id of a session; "" for everybody.
        module: only this module.
        points: write points; else percents, as a new grade item of Moodle is out of 100.

    Returns:
        The text; encode it in UTF-8 and write it with its line ends as they are.

    Raises:
        NotFoundError: no such module, or no such session.

    Source: https://docs.moodle.org/en/Grade_import
    """
    course = ensure_built(settings)
    database = Database(settings)
    try:
        if session:
            TrainingSessions(database).get(session)
            members = Members(database).of_session(session)
            names = {one.learner_id: one.pseudonym for one in members if one.kind == PRESENT}
        else:
            names = dict(Learners(database).pseudonyms())
        rows = counting_rows(settings, course, HandIns(database), module)
    finally:
        database.close()
    titles = {slug: one.title for slug, one in course.modules.items() if module in (None, slug)}
    return written_for_moodle(rows, names, titles, points=points)


def written_for_moodle(
    rows: Sequence[GradeRow],
    names: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    points: bool = False,
) -> str:
    """Write grades, a line for each person who has one.

    Args:
        rows: those that count, one a person and module.
        names: pseudonym by learner id, in order; nobody else is written.
        titles: of the modules, by slug, in order; one that nobody has a grade in is left out.
        points: write points; else percents.
    """
    grades = {
        (row.learner, row.module): row.total if points else 100 * row.total / row.maximum
        for row in rows
        if row.total is not None and row.maximum and row.learner in names
    }
    shown = [slug for slug in titles if any(module == slug for _, module in grades)]
    unit = "points" if points else "%"
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([IDENTIFIER, *(harmless(f"{titles[slug]} ({unit})") for slug in shown)])
    for learner, name in names.items():
        cells = [_figure(grades.get((learner, slug))) for slug in shown]
        if any(cells):
            writer.writerow([harmless(name), *cells])
    return text.getvalue()


def under_identifiers(grades: str, pairs: Mapping[str, str], column: str) -> tuple[str, list[str]]:
    """Put Moodle's identifiers in the place of pseudonyms.

    Args:
        grades: as ``moodle_grades`` writes them.
        pairs: identifier by pseudonym, in lower case (``moodle_identifiers.read_pairs``).
        column: name of the first column from now on.

    Returns:
        The text, without those who have no identifier, and their pseudonyms.

    Raises:
        RefusedError: nobody has one.
    """
    head, *lines = csv.reader(io.StringIO(grades, newline=""))
    missing = [name for name, *_ in lines if name.removeprefix("'").casefold() not in pairs]
    if len(missing) == len(lines):
        raise RefusedError(
            "no-match",
            "Aucun pseudonyme de votre fichier n'a de note dans cette session.",
            "Vérifiez que la première colonne reprend les pseudonymes tels que la page les montre.",
        )
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column, *head[1:]])
    for name, *cells in lines:
        if name not in missing:
            writer.writerow([pairs[name.removeprefix("'").casefold()], *cells])
    return text.getvalue(), missing


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"

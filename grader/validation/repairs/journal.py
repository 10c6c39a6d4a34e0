"""What was done to a file, step by step: a line a cell or a row, to keep beside the new file.

It is made for a double click in a French spreadsheet, as the report of a validation is: UTF-8 that
says so (byte order mark), semicolons, every text between quotes, and nothing that a spreadsheet
would take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from grader.typography import french, plural
from grader.validation.messages.tell import shown
from grader.validation.repairs.changes import (
    CellsChanged,
    Change,
    ColumnsAdded,
    LabelsChanged,
    RowsRemoved,
    RowsRewritten,
)
from grader.validation.repairs.mend import BY_HAND, Step
from grader.validation.repairs.model import Repair
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsOrdered,
    ColumnsShifted,
    ExtraDropped,
    RowsFilled,
    Settled,
)
from grader.validation.repairs.structure.swaps import CellsSwapped
from grader.validation.repairs.tellings.registry import tell_cause
from grader.validation.reports.csv_lines import harmless


class _Counted(NamedTuple):
    """What is counted, and what was done to it."""

    one: str
    many: str
    done: str
    all_done: str


COLUMNS = ("étape", "cause", "décision", "ligne", "colonne", "avant", "après")
#: Who decided.
SURE, CONFIRMED, OWN = "sûre", "confirmée", "de votre main"
WHOLE_ROW, WHOLE_FILE = "(toute la ligne)", "(tout le fichier)"
REMOVED = "(retirée)"

#: Places told at once.
_CHUNK = 1_000
#: By kind of change: what is counted, and what was done to it, for one and for several.
_COUNTED: tuple[tuple[type, _Counted], ...] = (
    (CellsChanged, _Counted("cellule", "cellules", "corrigée", "corrigées")),
    (LabelsChanged, _Counted("nom de colonne", "noms de colonnes", "corrigé", "corrigés")),
    (ColumnsAdded, _Counted("colonne", "colonnes", "ajoutée", "ajoutées")),
    (ColumnsDropped, _Counted("colonne", "colonnes", "retirée", "retirées")),
    (ColumnsOrdered, _Counted("colonne", "colonnes", "remise à sa place", "remises à leur place")),
    (ColumnsShifted, _Counted("ligne", "lignes", "remise à sa place", "remises à leur place")),
    (RowsRemoved, _Counted("ligne", "lignes", "retirée", "retirées")),
    (RowsRewritten, _Counted("ligne", "lignes", "récrite", "récrites")),
    (CellsSwapped, _Counted("cellule", "cellules", "échangée", "échangées")),
    (RowsFilled, _Counted("ligne", "lignes", "complétée", "complétées")),
    (ExtraDropped, _Counted("ligne", "lignes", "raccourcie", "raccourcies")),
)
_ANY = _Counted("endroit", "endroits", "corrigé", "corrigés")
_WHOLE = "tout le fichier"
_BY_WRITING = "fait en écrivant le nouveau fichier"


def write_journal(steps: Sequence[Step], out: TextIO) -> None:
    """Write the journal as CSV; nothing of it is held.

    Args:
        steps: what was done (``Mended.steps``).
        out: a stream of text, opened in UTF-8 with ``newline=""``.
    """
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, step in enumerate(steps, 1):
        writer.writerows(_lines(number, step))


def journal_text(steps: Sequence[Step]) -> str:
    """Give what ``write_journal`` writes.

    Args:
        steps: what was done.
    """
    out = io.StringIO(newline="")
    write_journal(steps, out)
    return out.getvalue()


def decided_by(repair: Repair) -> str:
    """Say who decided on a repair: « sûre », « confirmée » or « de votre main ».

    Args:
        repair: the repair.
    """
    if repair.cause == BY_HAND:
        return OWN
    return SURE if repair.sure else CONFIRMED


def step_label(step: Step) -> str:
    """Tell a step: « Dates écrites jour/mois/année, colonne DELIB_DATE : 41 cellules corrigées ».

    Args:
        step: what was done.
    """
    repair = step.repair
    column = f", colonne {shown(repair.column)}" if repair.column else ""
    title = tell_cause(repair).title
    return f"{title}{column}{french(' : ')}{count_done(repair.change)}"


def count_label(change: Change) -> str:
    """Count what a change touches: « 41 cellules », « 1 ligne ».

    Args:
        change: the change.
    """
    if isinstance(change, Settled):
        return _WHOLE
    words = _words(change)
    return plural(len(change), words.one, words.many)


def count_done(change: Change) -> str:
    """Count what a change has done: « 41 cellules corrigées », « 1 ligne retirée ».

    Args:
        change: the change.
    """
    if isinstance(change, Settled):
        return _BY_WRITING
    words = _words(change)
    one, many = f"{words.one} {words.done}", f"{words.many} {words.all_done}"
    return plural(len(change), one, many)


def _words(change: Change) -> _Counted:
    return next((words for kind, words in _COUNTED if isinstance(change, kind)), _ANY)


def _lines(number: int, step: Step) -> Iterator[tuple[object, ...]]:
    """Give the lines of one step."""
    repair = step.repair
    title, decided = tell_cause(repair).title, decided_by(repair)
    for start in range(0, len(repair.change), _CHUNK):
        for place in repair.change.places(step.before, slice(start, start + _CHUNK)):
            column = place.column or (WHOLE_FILE if place.line is None else WHOLE_ROW)
            yield (
                number,
                harmless(title),
                decided,
                "" if place.line is None else place.line,
                harmless(column),
                harmless(place.before or ""),
                REMOVED if place.after is None else harmless(place.after),
            )

"""What one column was found to be, before the rest of the file is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from grader.privacy.detection.kinds import KINDS
from grader.privacy.detection.labels import Announced
from grader.privacy.detection.looks import Column
from grader.privacy.detection.model import LIKELY, SURE, UNSURE, DetectedColumn
from grader.typography import number, plural

_LOWER = {SURE: LIKELY, LIKELY: UNSURE, UNSURE: UNSURE}
#: Below that share, « some cells » is more honest than a count of all.
_FEW = 0.01
_QUOTED = 60


@dataclass(frozen=True)
class Finding:
    """A column, what it seems to hold, and why.

    Attributes:
        column: as it was looked at.
        said: what its name announces.
        kind: a key of ``kinds.KINDS``.
        confidence: one of ``CONFIDENCES``.
        cells: cells that look like that; those that are filled where only the name says so.
        by_name: only the name of the column says so.
        notes: sentences to add, typed with ordinary spaces.
        role: another role than the kind's own; "" for the kind's.
        counted: its cells are told by a sentence; its notes tell them otherwise.
    """

    column: Column
    said: Announced
    kind: str
    confidence: str
    cells: int
    by_name: bool = False
    notes: tuple[str, ...] = ()
    role: str = ""
    counted: bool = True

    @property
    def final_role(self) -> str:
        """The role: its own, or the kind's."""
        return self.role or KINDS[self.kind].role

    def told(self) -> DetectedColumn:
        """Give what is told of it."""
        column = self.column
        reason = " ".join((self._counted(), *self.notes)).strip()
        return DetectedColumn(
            column.label,
            self.final_role,
            self.kind,
            reason,
            self.confidence,
            self.cells,
            round(min(1.0, self.cells / column.filled), 4) if column.filled else 0.0,
            column.sampled,
        )

    def _counted(self) -> str:
        kind = KINDS[self.kind]
        if self.kind == "empty":
            return "Toutes les cellules sont vides."
        if self.kind == "other" and not self.notes:
            return "Rien de personnel n'a été reconnu dans cette colonne."
        if self.kind in ("other", "text") or not self.counted:
            return ""
        return f"Le nom de la colonne annonce {kind.many}." if self.by_name else self._told_cells()

    def _told_cells(self) -> str:
        column, kind = self.column, KINDS[self.kind]
        if column.sampled:
            share = self.cells / column.filled
            told = number(100 * share, 0 if share > _FEW else 2)
            return (
                f"Environ {told} % des cellules sont {kind.many}, d'après "
                f"{plural(len(column.values), 'valeur lue', 'valeurs lues')} sur "
                f"{number(column.distinct)} différentes."
            )
        if column.filled == self.cells == 1:
            return f"La seule cellule remplie est {kind.one}."
        if self.cells == column.filled:
            return f"Les {number(column.filled)} cellules remplies sont {kind.many}."
        verb, what = ("est", kind.one) if self.cells < 2 else ("sont", kind.many)
        return f"{plural(self.cells, 'cellule')} sur {number(column.filled)} {verb} {what}."


def short(label: str) -> str:
    """Give a label as it is quoted in a sentence: it may be of any length.

    Args:
        label: as written.
    """
    return label if len(label) <= _QUOTED else f"{label[: _QUOTED - 1]}…"


def lower(confidence: str) -> str:
    """Give the confidence just below."""
    return _LOWER[confidence]

"""The quality score as a page shows it: a gauge, a table, and the way to each point."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.quality import advice
from grader.services.portal.visits import Link
from grader.typography import french

#: Each criterion in a few words, and the form where its point is won.
_CRITERIA: dict[str, tuple[str, str, str]] = {
    "license": ("Licence", "conditions", "Choisir une licence"),
    "temporal_coverage": ("Période couverte", "portee", "Indiquer la période"),
    "spatial": ("Territoire", "portee", "Indiquer le territoire"),
    "update_frequency": ("Fréquence de mise à jour", "conditions", "Dire la fréquence"),
    "update_fulfilled_in_time": ("Mise à jour à temps", "", ""),
    "dataset_description_quality": ("Description", "decrire", "Compléter la description"),
    "has_open_format": ("Format ouvert", "deposer", "Ajouter un fichier ouvert"),
    "all_resources_available": ("Fichiers disponibles", "", ""),
    "resources_documentation": ("Documentation des fichiers", "", ""),
}


@dataclass(frozen=True)
class Criterion:
    """One of the nine.

    Attributes:
        label: in a few words.
        met: whether its point is earned.
        what: what was seen.
        how: what would raise it, or "".
        mend: the form where it is won, or None.
    """

    label: str
    met: bool
    what: str
    how: str
    mend: Link | None


@dataclass(frozen=True)
class ScoreView:
    """A score.

    Attributes:
        points: criteria met.
        out_of: how many there are.
        label: « 6 critères remplis sur 9 ».
        criteria: in the order of data.gouv.fr.
        best: what would raise it first, or "".
    """

    points: int
    out_of: int
    label: str
    criteria: tuple[Criterion, ...]
    best: str


def score_of(portal: Portal, dataset: Document, manage: str) -> ScoreView:
    """Tell the score of a record at the portal's present moment.

    Args:
        portal: its clock says how late an update is.
        dataset: a stored record.
        manage: path below which its forms stand, or "".
    """
    criteria = tuple(
        Criterion(
            label=_CRITERIA[one.criterion][0],
            met=one.met,
            what=one.what,
            how=one.how,
            mend=None if one.met else _mend(one.criterion, manage),
        )
        for one in advice(dataset, portal.clock())
    )
    points = sum(one.met for one in criteria)
    noun = "critère rempli" if points < 2 else "critères remplis"
    missing = [one.how for one in criteria if not one.met and one.how]
    return ScoreView(
        points=points,
        out_of=len(criteria),
        label=french(f"{points} {noun} sur {len(criteria)}"),
        criteria=criteria,
        best=missing[0] if missing else "",
    )


def _mend(criterion: str, manage: str) -> Link | None:
    _, form, label = _CRITERIA[criterion]
    return Link(label, f"{manage}{form}") if manage and form else None

"""What the jobs of the workbench of anonymisation are given and give back: plain records.

The server imports this module: nothing here may ask for the readers of tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.exercises.anonymise_goals import Goal, GoalState
from grader.exercises.ground import Ground
from grader.privacy.attacks.model import AttackPair
from grader.privacy.criteria import Appraisal
from grader.privacy.gauges import GaugeText
from grader.workers.bench_model import Written

__all__ = [
    "Column",
    "Decided",
    "Hunted",
    "Judged",
    "Look",
    "Offer",
    "PrivacySource",
    "Rows",
    "Use",
    "Written",
]

#: A decision as JSON types, see ``grader.privacy.plan``.
Decisions = Sequence[Mapping[str, Any]]

#: What may be written.
FILE, SCRIPT, RECIPE, REGISTER, KEY = "file", "script", "recipe", "register", "key"
#: How the name of each ends, after what they have in common.
ENDINGS = {
    FILE: ".csv",
    SCRIPT: ".py",
    RECIPE: "-recette.json",
    REGISTER: "-registre.txt",
    KEY: "-cle.txt",
}

#: More columns are too many to decide about one by one, and to show.
MOST_COLUMNS = 60
#: Longest name of a column that a page may ask about, in characters.
LONGEST_LABEL = 200
#: Rows shown at once.
PAGE = 20

#: k, share of rows at risk, utility.
Point = tuple[int, float, float]


@dataclass(frozen=True)
class PrivacySource:
    """A file to anonymise, and what there is around it.

    Attributes:
        path: the file.
        ground: what an attacker has, and what the file is wanted for.
        sheet: the sheet chosen in a workbook, or "".
        key: secret of pseudonyms and of noise: a printable text, so that the script takes it too.
        goals: what the exercise asks; () outside an exercise.
        points: that it earns.
    """

    path: Path
    ground: Ground
    sheet: str = ""
    key: bytes = b""
    goals: tuple[Goal, ...] = ()
    points: float = 0.0


@dataclass(frozen=True)
class Offer:
    """Something that may be done with a column, as ``wire.TreatmentView`` shows it.

    Attributes:
        key, title, why: of the treatment.
        levels: (title, example) of each level; () for others.
        fields: numbers that it asks: (name, label, value, least, most, step).
    """

    key: str
    title: str
    why: str
    levels: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, float, float, float, float], ...]


@dataclass(frozen=True)
class Column:
    """A column: what ``wire.PrivacyColumn`` shows, less what is written for people.

    Attributes:
        offers: what may be done with it; the others are named as there.
    """

    label: str
    role: str
    proposed: str
    reason: str
    confidence: str
    offers: tuple[Offer, ...]
    treatment: str
    level: int
    values: tuple[tuple[str, float], ...]
    distinct_before: int
    distinct_after: int
    loss: float
    example: tuple[str, str]


@dataclass(frozen=True)
class Rows:
    """Some rows as they would be published.

    Attributes:
        header: columns still published, or those of the table of counts.
        rows: cells.
        risky: for each row, whether it is at risk.
        total: rows in all.
        hidden: rows left out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    risky: tuple[bool, ...]
    total: int
    hidden: int


@dataclass(frozen=True)
class Use:
    """A use that the file is wanted for.

    Attributes:
        question: as declared.
        possible: ``yes``, ``roughly`` or ``no``.
        sentence: why.
        share: of what is still counted right, 0 to 1.
    """

    question: str
    possible: str
    sentence: str
    share: float


@dataclass(frozen=True)
class Look:
    """A file as decisions leave it.

    Attributes:
        sheets: names of the sheets, when it is a workbook of several.
        columns: in the order of the file.
        least, by, cells: of the plan.
        gauges: the board.
        points: where the file stood at first and after each decision, those not known yet.
        told: each decision in a few words.
        uses: what the file is wanted for.
        keyed: a secret is needed to do the same again.
        texts: what detection found inside free texts, sentence by sentence.
        goals: of the exercise.
        preview: the first rows.
    """

    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    least: int
    by: tuple[str, ...]
    cells: int
    gauges: tuple[GaugeText, ...]
    points: tuple[Point, ...]
    told: tuple[str, ...]
    uses: tuple[Use, ...]
    keyed: bool
    texts: tuple[str, ...]
    goals: tuple[GoalState, ...]
    preview: Rows


@dataclass(frozen=True)
class Decided:
    """A decision that was taken.

    Attributes:
        decisions: all of them now; one that changes nothing is not among them.
        look: the file as they leave it.
    """

    decisions: tuple[Mapping[str, Any], ...]
    look: Look


@dataclass(frozen=True)
class Hunted:
    """Attacks on the file as given, and as it would be published.

    Attributes:
        pairs: each attack, before and after.
        before, after: people found in all, each counted once.
    """

    pairs: tuple[AttackPair, ...]
    before: int
    after: int


@dataclass(frozen=True)
class Judged:
    """« Est-ce publiable ? » answered.

    Attributes:
        appraisal: the answer.
        roles: column to role, as decided.
        recipe: as decided.
    """

    appraisal: Appraisal
    roles: Mapping[str, str]
    recipe: Sequence[Mapping[str, Any]]

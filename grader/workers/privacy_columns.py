"""Columns, choices and texts as the workbench of anonymisation tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grader.privacy.detection import DetectedColumn, Detection
from grader.privacy.detection.kinds import KINDS
from grader.privacy.model import DIRECT, FREE, QUASI, SENSITIVE
from grader.privacy.plan import GENERALISE, KEEP, PSEUDONYMISE
from grader.privacy.treatments import Treatment, treatment_in_force
from grader.privacy.wording import told as told_step
from grader.typography import NO_BREAK, plural
from grader.workers.privacy_memory import PrivacyBench
from grader.workers.privacy_model import Column, Offer
from grader.workers.privacy_published import Published, losses_of

ROLE_NAMES = {
    DIRECT: "nomme une personne",
    QUASI: "aide à retrouver une personne",
    SENSITIVE: "sensible",
    FREE: "sans lien avec une personne",
}
#: Characters of a cell shown as an example.
_LONGEST = 80


def column_of(bench: PrivacyBench, published: Published, detected: DetectedColumn) -> Column:
    """Tell a column, and what is done with it.

    Args:
        bench: the file.
        published: what is left of it.
        detected: what the column seems to be.
    """
    label = detected.label
    setting = published.plan.settings[label]
    treated = published.columns.get(label)
    example = _example(bench, published, label)
    return Column(
        label=label,
        role=setting.role,
        proposed=detected.role,
        reason=detected.reason,
        confidence=detected.confidence,
        offers=offers_of(bench.offered(label, setting.role), example[0]),
        treatment=treatment_in_force(setting.action, setting.params),
        level=int(setting.params.get("level", 0)) if setting.action == GENERALISE else 0,
        values=tuple(
            (name, float(value))
            for name, value in setting.params.items()
            if setting.action not in (GENERALISE, PSEUDONYMISE)
            and isinstance(value, int | float)
            and not isinstance(value, bool)
        ),
        distinct_before=bench.coded[label].size,
        distinct_after=treated.coded.size if treated else 0,
        loss=losses_of(bench, published)[label],
        example=example,
    )


def offers_of(treatments: Iterable[Treatment], value: str) -> tuple[Offer, ...]:
    """Tell what may be done with a column, with what a value of it becomes at each level.

    Args:
        treatments: what may be done.
        value: a cell of the column, or "".
    """
    return tuple(
        Offer(one.key, one.title, one.why, _levels(one, value), one.fields) for one in treatments
    )


def _levels(treatment: Treatment, value: str) -> tuple[tuple[str, str], ...]:
    if treatment.ladder is None:
        return ()
    shown = value[:_LONGEST]
    return tuple(
        (title, f"{shown} → {treatment.ladder.value(value, level)}" if value else "")
        for level, title in enumerate(treatment.levels, start=1)
    )


def _example(bench: PrivacyBench, published: Published, label: str) -> tuple[str, str]:
    """Give the first value of a column that says something, before and after."""
    row = bench.first_filled(label)
    if row is None:
        return "", ""
    treated = published.columns.get(label)
    after = str(treated.cells([row])[0]) if treated else ""
    return bench.records[label][row][:_LONGEST], after[:_LONGEST]


def told(decision: Mapping[str, Any]) -> str:
    """Tell a decision in a few words.

    Args:
        decision: of ``grader.privacy.plan``.
    """
    do = decision["do"]
    if do == "role":
        return f"{decision['column']}{NO_BREAK}: {ROLE_NAMES[decision['role']]}"
    if do == "suppress" and decision["least"] <= 1:
        return "Lignes : toutes gardées"
    if do == "count":
        step = {**decision, "least": decision.get("cells", 0)}
        return told_step(step) if decision["by"] else "Publier les lignes"
    if do == "suppress":
        return told_step(decision)
    if decision["action"] == KEEP:
        return f"{decision['column']}{NO_BREAK}: telle quelle"
    params = {name: value for name, value in decision.items() if name not in ("do", "action")}
    return told_step({"do": decision["action"], **params})


def told_texts(detection: Detection) -> tuple[str, ...]:
    """Tell what was found inside texts, a sentence a column; no cell is quoted.

    Args:
        detection: of the file.
    """
    by_column: dict[str, list[str]] = {}
    for one in detection.texts:
        about = "au moins " if one.sampled else ""
        found = f"{KINDS[one.kind].many} dans {about}{plural(one.cells, 'cellule')}"
        by_column.setdefault(one.label, []).append(found)
    return tuple(f"{label}{NO_BREAK}: {', '.join(found)}." for label, found in by_column.items())

"""What evidence says of a record, read with care: a file of hers may have brought it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grader.publication.portal import parse_moment
from grader.publication.quality import advice
from grader.publication.reference import LICENSES
from grader.publication.reporting import WAITING
from grader.services.portal.record_states import state_of


@dataclass(frozen=True)
class Facts:
    """What evidence says of a record.

    Attributes:
        criteria: (key, met, what was seen).
        state: ``public``, ``draft``, ``archived`` or ``deleted``.
        state_label: the same in a word.
        license: its title, or « Aucune ».
        files: how many files and links it has.
        checked, valid: files checked against a declared schema, and found valid.
        errors: anomalies of those that are not.
        waiting: files whose check is still to come.
        replaced: how many times a file was replaced at the same address.
        harvested: living records that another portal harvested of it.
        questions, answered: discussions, and those that she answered.
        changed: when the record was changed last.
        names: of its hosted files.
    """

    criteria: tuple[tuple[str, bool, str], ...]
    state: str
    state_label: str
    license: str
    files: int
    checked: int
    valid: int
    errors: int
    waiting: int
    replaced: int
    harvested: int
    questions: int
    answered: int
    changed: datetime
    names: tuple[str, ...]

    @property
    def score(self) -> int:
        """Count the criteria that are met."""
        return sum(met for _, met, _ in self.criteria)


def facts_of(evidence: Mapping[str, Any]) -> Facts | None:
    """Read evidence; None where another version of ours, or somebody else, wrote it otherwise.

    Args:
        evidence: see ``grader.publication.evidence``; may hold anything.
    """
    try:
        dataset, reports = evidence["dataset"], list(evidence["reports"].values())
        state = state_of(dataset)
        licence = LICENSES.get(str(dataset["license"] or ""))
        checked = [one for one in reports if one["state"] in ("valid", "invalid")]
        comments = [
            [comment["by"] == evidence["mine"] for comment in talk["comments"]]
            for talk in evidence["discussions"]
        ]
        # Whoever asks has no answer to give: only what others asked counts as a question.
        asked = [hers for hers in comments if hers and not hers[0]]
        return Facts(
            criteria=tuple(
                (one.criterion, one.met, one.what)
                for one in advice(dict(dataset), parse_moment(str(evidence["now"])))
            ),
            state=state.name,
            state_label=state.label,
            license=licence.title if licence else "Aucune",
            files=len(dataset["resources"]),
            checked=len(checked),
            valid=sum(one["state"] == "valid" for one in checked),
            errors=sum(int(one["counts"]["errors"]) for one in checked),
            waiting=sum(one["state"] == WAITING for one in reports),
            replaced=sum(len(one.get("history") or ()) for one in dataset["resources"]),
            harvested=sum(
                bool(one["harvested"]) and not one["archived"] and not one["deleted"]
                for one in evidence["regional"]
            ),
            questions=len(asked),
            answered=sum(any(hers) for hers in asked),
            changed=parse_moment(str(dataset["last_modified"])),
            names=tuple(str(one["path"][2]) for one in dataset["resources"] if one.get("path")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None

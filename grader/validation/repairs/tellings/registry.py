"""All tellings, and how one is filled."""

from __future__ import annotations

from collections.abc import Mapping

from grader.typography import french
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.tellings import (
    addresses,
    cells,
    dates,
    encodings,
    forms,
    identifiers,
    numbers,
    places,
    reading,
    structure,
    suspicions,
)
from grader.validation.repairs.tellings.model import CauseTelling

CAUSES: Mapping[str, CauseTelling] = {
    **reading.CAUSES,
    **cells.CAUSES,
    **dates.CAUSES,
    **numbers.CAUSES,
    **identifiers.CAUSES,
    **places.CAUSES,
    **addresses.CAUSES,
    **forms.CAUSES,
    **encodings.CAUSES,
    **suspicions.CAUSES,
    **structure.CAUSES,
}

_REVEALS = "Cette correction montrera une autre anomalie, que celle-ci cachait."
# Typography first, words after: a cell's own spaces are shown as they are.
_READY = {cause: CauseTelling(*map(french, telling)) for cause, telling in CAUSES.items()}


def tell_cause(one: Repair | Refusal) -> CauseTelling:
    """Tell a repair or a refusal.

    Args:
        one: what was found.

    Raises:
        KeyError: no telling was written for its cause, or a word is missing.
    """
    telling = _READY[one.cause]
    words = {"column": one.column, **one.words}
    filled = CauseTelling(*(part.format_map(words) for part in telling))
    if isinstance(one, Repair) and one.reveals:
        doubt = " ".join(filter(None, [filled.doubt, french(_REVEALS)]))
        return filled._replace(doubt=doubt)
    return filled

"""All attacks at once, on the file as given and on what would be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.attacks.differencing import differencing
from grader.privacy.attacks.enumeration import enumeration
from grader.privacy.attacks.homogeneity import homogeneity
from grader.privacy.attacks.linkage import linkage, meet
from grader.privacy.attacks.model import AttackPair, Auxiliary, Trial, pair
from grader.privacy.plan import Step

if TYPE_CHECKING:
    import polars as pl


def run_attacks(
    original: pl.DataFrame,
    published: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
    *,
    aids: Aids = NO_AIDS,
) -> tuple[Trial, ...]:
    """Run every attack on a publication.

    Args:
        original: the file as given.
        published: what the recipe made of it.
        recipe: checked steps; none when the file is published as given.
        roles: column to role.
        auxiliary: what the attacker has beside the publication.
        aids: public tables that hierarchies lean on.

    Returns:
        linkage, homogeneity, differencing and enumeration, in that order.
    """
    meeting = meet(original, published, recipe, roles, auxiliary, aids=aids)
    return (
        linkage(meeting),
        homogeneity(meeting, published, recipe, roles),
        differencing(original, published, recipe, roles, auxiliary, aids=aids),
        enumeration(original, published, recipe, roles, auxiliary),
    )


def attack_all(
    before: pl.DataFrame,
    after: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
    *,
    aids: Aids = NO_AIDS,
) -> tuple[AttackPair, ...]:
    """Run every attack on the file as given, and on what would be published.

    Args:
        before: the file as given.
        after: what the recipe made of it.
        recipe: checked steps from one to the other.
        roles: column to role.
        auxiliary: what the attacker has beside the publication.
        aids: public tables that hierarchies lean on.
    """
    first = run_attacks(before, before, (), roles, auxiliary, aids=aids)
    then = run_attacks(before, after, recipe, roles, auxiliary, aids=aids)
    return tuple(pair(one, other) for one, other in zip(first, then, strict=True))

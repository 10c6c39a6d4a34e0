"""Profiles as tests write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from grader.obligations.profile import AuthorityKind, Profile


def profile_of(
    kind: str = "commune",
    population: int = 5000,
    staff: float | str = 60,
    facts: tuple[str, ...] | list[str] = (),
    delegated: tuple[str, ...] | list[str] = (),
) -> Profile:
    return Profile(
        AuthorityKind(kind),
        population,
        Decimal(str(staff)),
        frozenset(facts),
        frozenset(delegated),
    )


@pytest.fixture
def make_profile() -> Callable[..., Profile]:
    return profile_of

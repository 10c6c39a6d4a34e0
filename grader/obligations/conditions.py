"""Conditions of a rule: a small tree read from YAML, and what it finds in a profile.

Every leaf says in French what it looked at, with the figures of the profile, whether it holds or
not; a branch keeps the leaves that decided.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grader.obligations.naming import agents, inhabitants, kinds_listed, listed, who
from grader.obligations.profile import AuthorityKind, Profile
from grader.obligations.questions import Question, Service
from grader.typography import french, number


@dataclass(frozen=True)
class Check:
    """One condition of a rule, looked at for one authority.

    Attributes:
        sentence: what was looked at and found, in French: « 3 499 habitants : moins de 3 500. »
        met: whether it holds.
    """

    sentence: str
    met: bool


@dataclass(frozen=True)
class Outcome:
    """What a condition finds in a profile.

    Attributes:
        met: whether it holds.
        checks: the leaves that were looked at and count, met or not, in order.
        deciding: those of them that made it hold or fail.
        wrong_kinds: kinds of authority that it wanted, when it fails for the kind alone.
        about_kind: whether all that it looked at is the kind.
        one_is_enough: whether it fails on several conditions of which one would do.
        turned: whether a negation counts in it: « one would do » would then read as its opposite.
    """

    met: bool
    checks: tuple[Check, ...]
    deciding: tuple[Check, ...]
    wrong_kinds: frozenset[AuthorityKind] = frozenset()
    about_kind: bool = False
    one_is_enough: bool = False
    turned: bool = False


class Condition(ABC):
    """What must hold of an authority for a rule to apply."""

    @abstractmethod
    def look(self, profile: Profile) -> Outcome:
        """Look at a profile, which was checked before."""

    @property
    def never(self) -> bool:
        """Whether no profile can ever meet it."""
        return False


def _leaf(met: bool, text: str) -> Outcome:
    check = Check(french(text), met)
    return Outcome(met, (check,), (check,))


@dataclass(frozen=True)
class Always(Condition):
    """Holds for every authority."""

    def look(self, profile: Profile) -> Outcome:
        """Say that size does not matter."""
        whom = _lower(who(profile.kind))
        return _leaf(True, f"Le texte ne fixe aucun seuil : il vaut pour {whom}.")


@dataclass(frozen=True)
class Never(Condition):
    """Holds for nobody: the thing passes for a duty, and is not."""

    def look(self, profile: Profile) -> Outcome:  # noqa: ARG002 - the same for everybody
        """Say that no text asks for it."""
        return _leaf(False, "Aucun texte ne l'impose.")

    @property
    def never(self) -> bool:
        """Always so."""
        return True


@dataclass(frozen=True)
class Kind(Condition):
    """The authority is of one of these kinds."""

    kinds: frozenset[AuthorityKind]

    def look(self, profile: Profile) -> Outcome:
        """Say whether the text names such an authority."""
        if profile.kind in self.kinds:
            check = Check(french(f"Le texte vise {kinds_listed(self.kinds)}."), True)
            return Outcome(True, (check,), (check,), about_kind=True)
        check = wrong_kind(self.kinds, profile)
        return Outcome(False, (check,), (check,), self.kinds, about_kind=True)


def wrong_kind(kinds: frozenset[AuthorityKind], profile: Profile) -> Check:
    """Say that a text names others."""
    text = (
        f"Le texte vise {kinds_listed(kinds)} : {_lower(who(profile.kind))} n'en fait pas partie."
    )
    return Check(french(text), False)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


@dataclass(frozen=True)
class Bound:
    """A threshold as a text writes it.

    Attributes:
        figure: inhabitants, or agents in full-time equivalents.
        way: « at_least » (the figure is in), « over » (it is out) or « under » (it is out).
    """

    figure: int
    way: str

    def judge(self, value: Decimal, begun: str) -> Outcome:
        """Compare without rounding, and say both figures after ``begun``."""
        wanted = number(self.figure)
        match self.way:
            case "at_least":
                met = value >= self.figure
                told = f"le seuil de {wanted} est atteint" if met else f"il en faut {wanted}"
            case "over":
                met = value > self.figure
                told = f"c'est plus de {wanted}" if met else f"il en faut plus de {wanted}"
            case _:
                met = value < self.figure
                told = f"c'est moins de {wanted}" if met else f"il en faudrait moins de {wanted}"
        return _leaf(met, f"{begun} : {told}.")


@dataclass(frozen=True)
class Population(Condition):
    """A threshold of inhabitants."""

    bound: Bound

    def look(self, profile: Profile) -> Outcome:
        """Compare, and say both figures."""
        begun = f"{who(profile.kind)} compte {inhabitants(profile.population)}"
        return self.bound.judge(Decimal(profile.population), begun)


@dataclass(frozen=True)
class Staff(Condition):
    """A threshold of agents in full-time equivalents."""

    bound: Bound

    def look(self, profile: Profile) -> Outcome:
        """Compare, and say both figures."""
        begun = f"{who(profile.kind)} emploie {agents(profile.staff)}"
        return self.bound.judge(profile.staff, begun)


@dataclass(frozen=True)
class Fact(Condition):
    """A fact of ``questions.yml`` is true of the authority."""

    question: Question

    def look(self, profile: Profile) -> Outcome:
        """Say the fact, or that it is not so."""
        met = self.question.id in profile.facts
        told = self.question.yes if met else self.question.no
        return _leaf(met, f"{who(profile.kind)} {told}.")


@dataclass(frozen=True)
class Delegated(Condition):
    """One of these services is delegated; any service at all where ``services`` is empty."""

    services: tuple[Service, ...]
    known: tuple[Service, ...]

    def look(self, profile: Profile) -> Outcome:
        """Name the services delegated, or those that are not."""
        begun = who(profile.kind)
        wanted = self.services or self.known
        found = [service.noun for service in wanted if service.id in profile.delegated]
        if found:
            # Four services name themselves; a longer list would not be read.
            rest = len(found) - 4
            named = found[:4] + ([f"{rest} autre{'s' if rest > 1 else ''}"] if rest > 0 else [])
            return _leaf(True, f"{begun} a délégué {listed(named)}.")
        if not self.services:
            return _leaf(False, f"{begun} n'a délégué aucun service public.")
        nouns = [service.noun for service in self.services]
        if len(nouns) == 1:
            return _leaf(False, f"{begun} n'a pas délégué {nouns[0]}.")
        return _leaf(False, f"{begun} n'a délégué ni {listed(nouns, 'ni')}.")


@dataclass(frozen=True)
class Not(Condition):
    """The opposite of another condition; its sentences stay, since they state facts."""

    inner: Condition

    def look(self, profile: Profile) -> Outcome:
        """Turn what the inner condition finds."""
        found = self.inner.look(profile)
        return Outcome(not found.met, _turned(found.checks), _turned(found.deciding), turned=True)


def _turned(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(Check(check.sentence, not check.met) for check in checks)


@dataclass(frozen=True)
class All(Condition):
    """Every one of these conditions."""

    parts: tuple[Condition, ...]

    def look(self, profile: Profile) -> Outcome:
        """Look at each; the kind alone decides where it is wrong."""
        found = [part.look(profile) for part in self.parts]
        wrong = next((one for one in found if one.wrong_kinds), None)
        if wrong is not None:
            return Outcome(False, wrong.checks, wrong.deciding, wrong.wrong_kinds)
        met = all(one.met for one in found)
        counted = [one for one in found if not one.about_kind] or found
        deciding = [one for one in counted if one.met == met]
        return Outcome(
            met,
            _joined(one.checks for one in counted),
            _joined(one.deciding for one in deciding),
            about_kind=all(one.about_kind for one in found),
            one_is_enough=len(deciding) == 1 and deciding[0].one_is_enough,
            turned=any(one.turned for one in found),
        )


@dataclass(frozen=True)
class AnyOf(Condition):
    """At least one of these conditions."""

    parts: tuple[Condition, ...]

    def look(self, profile: Profile) -> Outcome:
        """Give the first that holds; else what each one lacks, the kind last."""
        found = [part.look(profile) for part in self.parts]
        for one in found:
            if one.met:
                return one
        nearer = [one for one in found if not one.wrong_kinds]
        if nearer:
            deciding = _joined(one.deciding for one in nearer)
            turned = any(one.turned for one in nearer)
            return Outcome(
                False,
                _joined(one.checks for one in nearer),
                deciding,
                one_is_enough=len(nearer) > 1 and len(deciding) > 1 and not turned,
                turned=turned,
            )
        kinds = frozenset(kind for one in found for kind in one.wrong_kinds)
        check = wrong_kind(kinds, profile)
        return Outcome(False, (check,), (check,), kinds, about_kind=True)


def _joined(groups: Iterable[tuple[Check, ...]]) -> tuple[Check, ...]:
    """Put checks one after the other, each once."""
    seen: dict[Check, None] = {}
    for group in groups:
        for check in group:
            seen[check] = None
    return tuple(seen)

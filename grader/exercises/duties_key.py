"""What an exercise on duties to publish asks, and the answers that the rules of law give to it.

An author writes who the authority is, and which duties are asked; never the answers.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from grader.errors import ContentError, RefusedError
from grader.obligations.assess import check_profile, duties
from grader.obligations.duties import Duty
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import AuthorityKind, Profile
from grader.quiz.fields import expect_keys, text, texts
from grader.typography import number

LEAST_DUTIES, MOST_DUTIES = 3, 15
_KEYS = frozenset({"kind", "population", "staff", "facts", "delegated"})


def read_duties(raw: Mapping[str, Any], where: str) -> tuple[Duty, ...]:
    """Take the duties that a declaration asks, each with what the law says of its authority.

    Args:
        raw: the declaration: ``profile`` and ``duties``.
        where: ``file:line``.

    Returns:
        in the order of the declaration.

    Raises:
        ContentError: the profile is none, or the statement tells another; a duty is unknown or
            named twice, there are too few or too many of them, or all have the same answer.
    """
    profile = read_profile(raw, where)
    _require_told(profile, text(raw, "statement", where), where)
    names = texts(raw, "duties", where)
    if not LEAST_DUTIES <= len(names) <= MOST_DUTIES:
        raise ContentError(
            where,
            "bad-duties",
            f"« duties » nomme {len(names)} obligations ; il en faut de {LEAST_DUTIES} à "
            f"{MOST_DUTIES}.",
            "Écrivez « duties: [première, deuxième, troisième] », par leurs identifiants.",
        )
    _refuse_twice(names, where)
    known = {duty.rule.id: duty for duty in duties(profile)}
    for name in names:
        if name not in known:
            raise ContentError(
                where,
                "unknown-duty",
                f"L'obligation « {name} » n'existe pas.",
                _nearest(name, known),
            )
    found = tuple(known[name] for name in names)
    if len({duty.status for duty in found}) == 1:
        raise ContentError(
            where,
            "same-answers",
            "Toutes les obligations de « duties » ont la même réponse pour cette collectivité.",
            "Changez le profil, ou nommez aussi une obligation dont la réponse est autre.",
        )
    return found


def read_profile(raw: Mapping[str, Any], where: str) -> Profile:
    """Take the authority of a declaration.

    Args:
        raw: the declaration.
        where: ``file:line``.

    Raises:
        ContentError: a key is missing, unknown or ill-typed, or no authority is like that.
    """
    declared: Any = raw.get("profile")
    expect_keys(declared, _KEYS, where, "La collectivité (profile)")
    kind = text(declared, "kind", where)
    kinds = [one.value for one in AuthorityKind]
    if kind not in kinds:
        raise ContentError(
            where,
            "bad-profile",
            f"La sorte de collectivité « {kind} » n'existe pas.",
            f"Prenez l'une de celles-ci : {', '.join(kinds)}.",
        )
    profile = Profile(
        kind=AuthorityKind(kind),
        population=int(_count(declared, "population", where, whole=True)),
        staff=_count(declared, "staff", where, whole=False),
        facts=frozenset(texts(declared, "facts", where)),
        delegated=frozenset(texts(declared, "delegated", where)),
    )
    try:
        check_profile(profile)
    except RefusedError as error:
        raise ContentError(where, "bad-profile", error.message, error.hint) from error
    return profile


def _count(declared: Mapping[str, Any], key: str, where: str, *, whole: bool) -> Decimal:
    value = declared.get(key)
    fits = isinstance(value, int) if whole else isinstance(value, int | float)
    # A yes is a number for Python, and the engine says itself which ones are too great.
    if not fits or isinstance(value, bool):
        raise ContentError(
            where,
            "bad-profile",
            f"« {key} » manque dans le profil, ou n'est pas un nombre.",
            f"Écrivez « {key}: {'3499' if whole else '52.5'} » ; 0 quand il n'y en a pas.",
        )
    return Decimal(str(value))


def _require_told(profile: Profile, statement: str, where: str) -> None:
    """Refuse a statement without the figures of its profile: a learner reads nothing else."""
    figures = [(profile.staff, "agents")] if profile.staff else []
    if profile.kind in WITH_POPULATION:
        figures.append((Decimal(profile.population), "habitants"))
    joined = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", statement)
    told = set(re.findall(r"\d+(?:,\d+)?", joined))
    for figure, what in figures:
        plain = f"{figure.normalize():f}".replace(".", ",")
        if plain not in told:
            raise ContentError(
                where,
                "profile-untold",
                f"L'énoncé ne dit pas les {number(float(figure), 2)} {what} du profil.",
                "Écrivez ce nombre en chiffres dans « statement », ou corrigez « profile ».",
            )


def _refuse_twice(names: Sequence[str], where: str) -> None:
    for position, name in enumerate(names):
        if name in names[:position]:
            raise ContentError(
                where,
                "duty-twice",
                f"L'obligation « {name} » est demandée deux fois.",
                "Gardez-la une seule fois.",
            )


def _nearest(name: str, known: Mapping[str, Duty]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        return f"Vouliez-vous dire : {', '.join(near)} ?"
    return "Les identifiants sont dans grader/obligations/rules/*.yml."

"""``numeric``: a number, within a tolerance, in a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, feedback, text
from grader.quiz.itemtype import Given, ItemType, Marked, refuse
from grader.quiz.model import RIGHT, WRONG, Face, Remark
from grader.quiz.types.french_number import (
    LONGEST,
    in_full,
    rounded,
    split_number,
    value_of,
)
from grader.quiz.types.typed import one_line

_MISTAKE_KEYS = frozenset({"value", "tolerance", "feedback"})
_MOST_DECIMALS = 6
_LARGEST = 10**12
#: Powers of ten that a misplaced comma or forgotten zeros make of a number.
_SLIPS = tuple(Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3))


@dataclass(frozen=True)
class Mistake:
    """A wrong result that the author foresaw, and what is told of it."""

    value: Fraction
    tolerance: Fraction
    feedback: str


@dataclass(frozen=True)
class Quantity:
    """The number that is asked for, in the first unit.

    Attributes:
        value: exact.
        tolerance: how far from it an answer is still right.
        units: what each is worth, by name, the first one proposed; one alone is shown and not
            chosen; none for a mere number.
        decimals: to how many an answer is rounded, and the value shown; None as it comes.
        feedback, if_wrong: told of the right answer, and of any other.
        mistakes: told before ``if_wrong``.
    """

    value: Fraction
    tolerance: Fraction
    units: Mapping[str, Fraction] = field(hash=False)
    decimals: int | None
    feedback: str
    if_wrong: str
    mistakes: tuple[Mistake, ...]

    def hits(self, value: Fraction) -> bool:
        """Tell whether a value, in the first unit, is right."""
        if self.decimals is not None:
            value = rounded(value, self.decimals)
        return abs(value - self.value) <= self.tolerance

    @property
    def precise(self) -> bool:
        """Whether few numbers are right: only then do ten times less or more tell a slip."""
        return self.tolerance * 10 < abs(self.value)


def _read(raw: Mapping[str, Any], where: str) -> Quantity:
    decimals = raw.get("decimals")
    if decimals is not None and (
        isinstance(decimals, bool)
        or not isinstance(decimals, int)
        or not 0 <= decimals <= _MOST_DECIMALS
    ):
        raise ContentError(
            where,
            "bad-value",
            f"« decimals » vaut de 0 à {_MOST_DECIMALS}.",
            "C'est le nombre de chiffres attendus après la virgule.",
        )
    value = _number(raw, "value", where)
    body = Quantity(
        rounded(value, decimals) if decimals is not None else value,
        _tolerance(raw, where),
        _units(raw, where),
        decimals,
        feedback(raw, where, "Cette question"),
        feedback(raw, where, "Cette question", "if_wrong"),
        _mistakes(raw, where),
    )
    for mistake in body.mistakes:
        if body.hits(mistake.value):
            raise ContentError(
                where,
                "mistake-is-right",
                f"L'erreur prévue {in_full(mistake.value)} est une réponse juste.",
                "Changez sa valeur, ou réduisez la tolérance.",
            )
    return body


def _number(raw: Mapping[str, Any], key: str, where: str) -> Fraction:
    value = raw.get(key)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not abs(value) <= _LARGEST  # nor is NaN
    ):
        raise ContentError(
            where,
            "bad-number",
            f"La valeur de « {key} » doit être un nombre.",
            "Écrivez-la avec un point et sans unité : 12.5.",
        )
    # What the author wrote (12.1), and not the binary number nearest to it.
    exact = Fraction(Decimal(str(value)))
    if rounded(exact, _MOST_DECIMALS) != exact:
        raise ContentError(
            where,
            "bad-number",
            f"La valeur de « {key} » a plus de {_MOST_DECIMALS} chiffres après la virgule.",
            "Arrondissez-la, et donnez une tolérance (tolerance).",
        )
    return exact


def _tolerance(raw: Mapping[str, Any], where: str) -> Fraction:
    tolerance = _number(raw, "tolerance", where) if "tolerance" in raw else Fraction(0)
    if tolerance < 0:
        raise ContentError(
            where,
            "bad-number",
            "La tolérance (tolerance) ne peut pas être négative.",
            "Donnez l'écart accepté, en plus ou en moins.",
        )
    return tolerance


def _units(raw: Mapping[str, Any], where: str) -> dict[str, Fraction]:
    if "units" not in raw:
        unit = _unit(text(raw, "unit", where, optional=True), where)
        return {unit: Fraction(1)} if unit else {}
    worth = raw["units"]
    if "unit" in raw or not isinstance(worth, Mapping) or len(worth) < 2:
        raise ContentError(
            where,
            "bad-units",
            "« units » donne au moins deux unités à choisir, et ce que vaut chacune.",
            "Écrivez « units: {€: 1, k€: 1000} » ; pour une seule unité, « unit: € ».",
        )
    units = {_unit(str(name).strip(), where): _number(worth, name, where) for name in worth}
    if min(units.values()) <= 0 or len(set(units.values())) < len(worth) or "" in units:
        raise ContentError(
            where,
            "bad-units",
            "Chaque unité a un nom, et vaut un nombre positif, différent de celui des autres.",
            "Écrivez « units: {€: 1, k€: 1000} ».",
        )
    return units


def _unit(name: str, where: str) -> str:
    if len(name) > LONGEST // 2 or (name and not _follows_a_number(name)):
        raise ContentError(
            where,
            "bad-units",
            f"« {name} » ne peut pas être une unité.",
            "Une unité est courte, et ne commence ni par un chiffre ni par un signe.",
        )
    return name


def _follows_a_number(name: str) -> bool:
    return name[0] not in "0123456789.,+-"


def _mistakes(raw: Mapping[str, Any], where: str) -> tuple[Mistake, ...]:
    if "mistakes" not in raw:
        return ()
    found = []
    for letter, entry in entries(raw, "mistakes", where, _MISTAKE_KEYS, "L'erreur prévue", least=1):
        told = feedback(entry, where, f"L'erreur prévue {letter}")
        found.append(Mistake(_number(entry, "value", where), _tolerance(entry, where), told))
    return tuple(found)


def _face(body: Quantity) -> Face:
    return Face(units=tuple(body.units), longest=LONGEST)


def _accept(body: Quantity, given: Given) -> Given:
    """Take a number, then its unit when there are several: chosen, or typed after the number."""
    if not 1 <= len(given) <= 2:
        raise refuse("Un seul nombre est attendu.", "Écrivez-le dans le champ, puis validez.")
    number, typed = split_number(one_line(given[0], LONGEST))
    typed = _known_unit(body, typed) if typed else ""
    chosen = _known_unit(body, given[1]) if len(given) == 2 and given[1] else ""
    if typed and chosen and typed != chosen:
        raise refuse(
            f"Vous avez écrit « {typed} » et choisi « {chosen} ».",
            "Gardez la même unité aux deux endroits.",
        )
    if len(body.units) < 2:
        return (number,)
    if not (typed or chosen):
        raise refuse("L'unité n'est pas choisie.", f"Choisissez-la : {', '.join(body.units)}.")
    return number, typed or chosen


def _known_unit(body: Quantity, name: str) -> str:
    """Find a unit as typed; upper or lower case counts only where it tells two units apart."""
    if name in body.units:
        return name
    alike = [unit for unit in body.units if unit.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise refuse(
        "Ce qui suit le nombre n'est pas une unité de cette question.",
        f"Unités possibles : {', '.join(body.units)}."
        if body.units
        else "Écrivez le nombre seul, en chiffres.",
    )


def _mark(body: Quantity, given: Given) -> Marked:
    number = value_of(given[0])
    value = number * _worth(body, given[1]) if len(given) == 2 else number
    if body.hits(value):
        return Marked(1.0, (Remark("", RIGHT, body.feedback),))
    return Marked(0.0, (Remark("", WRONG, _why(body, number, value)),))


def _worth(body: Quantity, unit: str) -> Fraction:
    """Say what a unit is worth, counted in the first one."""
    return body.units[unit] / next(iter(body.units.values()))


def _why(body: Quantity, number: Fraction, value: Fraction) -> str:
    """Say what makes this number wrong: a mistake foreseen, or one that the number shows."""
    for mistake in body.mistakes:
        if abs(value - mistake.value) <= mistake.tolerance:
            return mistake.feedback
    if value and body.hits(-value):
        return f"C'est le bon nombre, avec le signe contraire. {body.if_wrong}"
    if any(body.hits(number * _worth(body, unit)) for unit in body.units):
        return f"Le nombre convient, mais dans une autre unité. {body.if_wrong}"
    if value and body.precise and any(body.hits(value * slip) for slip in _SLIPS):
        return (
            "Les chiffres sont les bons ; la place de la virgule ou le nombre de zéros ne l'est "
            f"pas. {body.if_wrong}"
        )
    return body.if_wrong


def _expected(body: Quantity) -> Given:
    number = in_full(body.value, body.decimals)
    return (number, next(iter(body.units))) if len(body.units) > 1 else (number,)


def _texts(body: Quantity) -> tuple[str, ...]:
    return (body.feedback, body.if_wrong, *(m.feedback for m in body.mistakes))


_VALID: dict[str, Any] = {
    "id": "exemple-n01",
    "type": "numeric",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Sur 48 lignes, 12 ont un SIRET faux. Quelle part est à corriger ?",
    "value": 25,
    "unit": "%",
    "feedback": "Douze lignes sur 48, soit un quart.",
    "if_wrong": "Divisez le nombre de lignes fausses par le nombre de lignes.",
    "mistakes": [
        {"value": 12, "feedback": "Douze est le nombre de lignes, pas leur part."},
        {"value": 75, "tolerance": 0.5, "feedback": "C'est la part des lignes justes."},
    ],
}
_UNITS: dict[str, Any] = {
    **{key: value for key, value in _VALID.items() if key not in ("unit", "mistakes")},
    "question": "Quel est le montant de la subvention ?",
    "value": 12500.5,
    "tolerance": 0.01,
    "units": {"€": 1, "k€": 1000},
}

TYPE = ItemType(
    name="numeric",
    how="Écrivez un nombre en chiffres.",
    credit="",
    keys=frozenset(
        {"value", "tolerance", "unit", "units", "decimals", "feedback", "if_wrong", "mistakes"}
    ),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(
        _VALID,
        _UNITS,
        {**_VALID, "value": -33.333, "decimals": 2, "mistakes": [{"value": 3, "feedback": "?"}]},
    ),
    invalid=(
        ({**_VALID, "value": "25"}, "bad-number"),
        ({**_VALID, "value": True}, "bad-number"),
        ({**_VALID, "value": float("nan")}, "bad-number"),
        ({**_VALID, "value": float("inf")}, "bad-number"),
        ({**_VALID, "value": 10**400}, "bad-number"),
        ({**_VALID, "tolerance": -1}, "bad-number"),
        ({**_VALID, "tolerance": "1"}, "bad-number"),
        ({**_VALID, "decimals": 1.5}, "bad-value"),
        ({**_VALID, "decimals": 99}, "bad-value"),
        ({**_VALID, "unit": "3 km"}, "bad-units"),
        ({**_VALID, "units": {"€": 1, "k€": 1000}}, "bad-units"),
        ({**_UNITS, "units": {"€": 1}}, "bad-units"),
        ({**_UNITS, "units": ["€", "k€"]}, "bad-units"),
        ({**_UNITS, "units": {"€": 1, "k€": 0}}, "bad-units"),
        ({**_UNITS, "units": {"€": 1, "euro": 1}}, "bad-units"),
        ({**_UNITS, "units": {"€": 1, "k€": "mille"}}, "bad-number"),
        ({**_VALID, "mistakes": [{"value": 25, "feedback": "Non."}]}, "mistake-is-right"),
        ({**_VALID, "mistakes": [{"value": 12}]}, "missing-feedback"),
        ({**_VALID, "mistakes": []}, "too-few-answers"),
        ({**_VALID, "if_wrong": ""}, "missing-feedback"),
    ),
)

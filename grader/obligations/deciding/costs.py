"""What opening data costs, in hours and in euros, from hypotheses that a person changes.

The figure of fifteen minutes for one publication leaves out preparation: preparation has lines of
its own here, and they weigh the most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from grader.obligations.deciding.choices import refuse_if_wrong
from grader.obligations.deciding.priorities import Priority, Wave
from grader.obligations.deciding.reading import declarations, read_data, truth
from grader.obligations.naming import WITH_POPULATION
from grader.obligations.profile import Profile
from grader.obligations.reading import refused
from grader.typography import french, number

#: A working day, in hours: days are only a way to picture hours.
HOURS_A_DAY = Decimal(7)
MOST_LOADS = 200
#: Preparation of a dataset, as a share of the hypothesis, by effort.
EFFORT_FACTORS: Mapping[int, Decimal] = {1: Decimal("0.5"), 2: Decimal(1), 3: Decimal(2)}
EFFORT_NOTE = french(
    "Un jeu d'effort léger compte pour la moitié du temps de préparation, un jeu lourd pour le "
    "double. C'est aussi une hypothèse."
)
_MINUTES = Decimal(60)
_ZERO = Decimal(0)
_BIG_CITY = 100_000
_SMALL_COMMUNE = 3_500


@dataclass(frozen=True)
class Hypothesis:
    """A figure that a person may change.

    Attributes:
        id: stable identifier, and name of its field.
        label: what it is.
        unit: in words.
        default: ours.
        low: the least allowed.
        high: the most allowed.
        whole: whether it has no decimals.
        origin: where ours comes from, or that it is to be adjusted.
        help: a sentence of help.
    """

    id: str
    label: str
    unit: str
    default: Decimal
    low: Decimal
    high: Decimal
    whole: bool
    origin: str
    help: str


@dataclass(frozen=True)
class Load:
    """The work of one dataset: hours to prepare it first, and updates a year."""

    title: str
    preparation: Decimal
    updates: Decimal


@dataclass(frozen=True)
class Year:
    """What a year costs. The range bears on hours; software has a price, not a range."""

    hours: Decimal
    euros: Decimal
    hours_low: Decimal
    hours_high: Decimal
    euros_low: Decimal
    euros_high: Decimal

    @property
    def days(self) -> Decimal:
        """Days of seven hours."""
        return self.hours / HOURS_A_DAY


@dataclass(frozen=True)
class Item:
    """One line of the account; shares are of euros, in whole percents that sum to 100."""

    id: str
    label: str
    hours_first: Decimal
    euros_first: Decimal
    share_first: int
    hours_next: Decimal
    euros_next: Decimal
    share_next: int


@dataclass(frozen=True)
class Costs:
    """The whole account.

    Attributes:
        values: every hypothesis, changed or not, by identifier.
        first: the first year, launch included.
        following: each of the following years.
        items: line by line.
        loads: dataset by dataset.
        per_dataset: the first year divided by the number of datasets.
        spread: the range on hours, in percents.
    """

    values: Mapping[str, Decimal]
    first: Year
    following: Year
    items: tuple[Item, ...]
    loads: tuple[Load, ...]
    per_dataset: Year
    spread: Decimal


@dataclass(frozen=True)
class Comparison:
    """A figure that was said elsewhere, with who said it and what it is worth."""

    said: str
    source: str
    limit: str


@cache
def hypotheses() -> tuple[Hypothesis, ...]:
    """Read the hypotheses, in the order in which they are asked.

    Raises:
        ContentError: ``hypotheses.yml`` is wrong.
    """
    found = []
    for fields in declarations(read_data("hypotheses.yml"), "hypotheses.yml"):
        one = Hypothesis(
            id=fields.text("id"),
            label=fields.text("label"),
            unit=fields.text("unit"),
            default=Decimal(fields.text("default")),
            low=Decimal(fields.text("low")),
            high=Decimal(fields.text("high")),
            whole=truth(fields, "whole", False),
            origin=fields.text("origin"),
            help=fields.text("help"),
        )
        fields.done()
        if not one.low <= one.default <= one.high:
            raise refused(one.id, "bad-number", "La valeur par défaut sort de ses bornes.")
        found.append(one)
    return tuple(found)


def costs(values: Mapping[str, Decimal] | None = None, loads: Sequence[Load] = ()) -> Costs:
    """Work out what opening data costs.

    Args:
        values: the hypotheses that differ from the defaults, by identifier.
        loads: the datasets one by one; they stand for the hypotheses on the number of datasets,
            their preparation and their updates.

    Raises:
        BadChoicesError: a hypothesis is unknown or out of bounds, or there are too many datasets.
    """
    given = values or {}
    _check(given, loads)
    known = {one.id: given.get(one.id, one.default) for one in hypotheses()}
    if loads:
        known["datasets"] = Decimal(len(loads))
    every = tuple(loads) or _alike(known)
    lines = _lines(known, every)
    first = _year([(hours, euros) for _, _, (hours, euros), _ in lines], known["spread"], known)
    following = _year([(hours, euros) for _, _, _, (hours, euros) in lines], known["spread"], known)
    shares_first = _shares([euros for _, _, (_, euros), _ in lines])
    shares_next = _shares([euros for _, _, _, (_, euros) in lines])
    return Costs(
        values=known,
        first=first,
        following=following,
        items=tuple(
            Item(name, french(label), *once, share_once, *then, share_then)
            for (name, label, once, then), share_once, share_then in zip(
                lines, shares_first, shares_next, strict=True
            )
        ),
        loads=every,
        per_dataset=_divided(first, len(every)),
        spread=known["spread"],
    )


def loads_of(
    found: Sequence[Priority], values: Mapping[str, Decimal] | None = None
) -> tuple[Load, ...]:
    """Give the work of the datasets to publish now and this year, by their effort.

    Args:
        found: what ``priorities`` gave.
        values: the hypotheses that differ from the defaults.

    Raises:
        BadChoicesError: a hypothesis is unknown or out of bounds.
    """
    return loads_for([one for one in found if one.wave in (Wave.NOW, Wave.YEAR)], values)


def loads_for(
    found: Sequence[Priority], values: Mapping[str, Decimal] | None = None
) -> tuple[Load, ...]:
    """Give the work of every dataset that is ranked, by its effort.

    Args:
        found: priorities, of which those that are not ranked are left out.
        values: the hypotheses that differ from the defaults.

    Raises:
        BadChoicesError: a hypothesis is unknown or out of bounds.
    """
    given = values or {}
    _check(given, ())
    hours = given.get("preparation", {one.id: one.default for one in hypotheses()}["preparation"])
    return tuple(
        Load(one.dataset.title, hours * EFFORT_FACTORS[one.effort], Decimal(one.dataset.updates))
        for one in found
        if one.wave is not None
    )


def compared(profile: Profile) -> Comparison:
    """Give what the starting documents say of an authority of that size, and what it is worth."""
    source = french("Webinaire de l'AMIF, 15/09/2020, parole d'intervenants.")
    limit = french(
        "C'est un témoignage d'élus et d'agents, sans mesure ni méthode. Il date de 2020 et ne dit "
        "pas combien de jeux étaient publiés."
    )
    if profile.kind in WITH_POPULATION and profile.population > _BIG_CITY:
        said = (
            f"Au-delà de {number(_BIG_CITY)} habitants, les intervenants parlent d'un temps plein."
        )
    elif profile.kind in WITH_POPULATION and profile.population < _SMALL_COMMUNE:
        said = "Pour une petite commune, les intervenants parlent de quelques jours par an."
    else:
        said = (
            "Les intervenants parlent de quelques jours par an pour une petite commune, et d'un "
            f"temps plein au-delà de {number(_BIG_CITY)} habitants. Vous êtes entre les deux, ou "
            "à part."
        )
    return Comparison(french(said), source, limit)


_Line = tuple[str, str, tuple[Decimal, Decimal], tuple[Decimal, Decimal]]


def _alike(known: Mapping[str, Decimal]) -> tuple[Load, ...]:
    return tuple(
        Load(french(f"Jeu n° {rank}"), known["preparation"], known["updates"])
        for rank in range(1, int(known["datasets"]) + 1)
    )


def _lines(known: Mapping[str, Decimal], loads: Sequence[Load]) -> list[_Line]:
    preparing = sum((load.preparation for load in loads), _ZERO)
    updates = sum((load.updates for load in loads), _ZERO)
    publishing = known["publication"] / _MINUTES
    hours = {
        "preparation": ("Première préparation", preparing, _ZERO),
        "updating": (
            "Préparation des mises à jour",
            updates * known["updating"],
            updates * known["updating"],
        ),
        "publication": (
            "Mise en ligne",
            (len(loads) + updates) * publishing,
            updates * publishing,
        ),
        "training": (
            "Formation",
            known["trained"] * known["training"],
            known["trained"] * known["refresh"],
        ),
        "steering": ("Pilotage et relecture", known["steering"], known["steering"]),
    }
    lines: list[_Line] = [
        (name, label, (once, once * known["hourly"]), (then, then * known["hourly"]))
        for name, (label, once, then) in hours.items()
    ]
    lines.append(
        ("adaptation", "Adaptation des logiciels", (_ZERO, known["adaptation"]), (_ZERO, _ZERO))
    )
    lines.append(
        ("software", "Logiciel ou portail", (_ZERO, known["software"]), (_ZERO, known["software"]))
    )
    return lines


def _year(
    lines: Sequence[tuple[Decimal, Decimal]], spread: Decimal, known: Mapping[str, Decimal]
) -> Year:
    hours = sum((one for one, _ in lines), _ZERO)
    euros = sum((one for _, one in lines), _ZERO)
    margin = hours * spread / 100
    paid = margin * known["hourly"]
    return Year(hours, euros, hours - margin, hours + margin, euros - paid, euros + paid)


def _divided(year: Year, count: int) -> Year:
    return Year(
        year.hours / count,
        year.euros / count,
        year.hours_low / count,
        year.hours_high / count,
        year.euros_low / count,
        year.euros_high / count,
    )


def _shares(amounts: Sequence[Decimal]) -> tuple[int, ...]:
    """Give whole percents that sum to 100: what is cut off goes to the largest rests."""
    total = sum(amounts, _ZERO)
    if not total:
        return tuple(0 for _ in amounts)
    exact = [amount * 100 / total for amount in amounts]
    shares = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda rank: shares[rank] - exact[rank])
    for rank in by_rest[: 100 - sum(shares)]:
        shares[rank] += 1
    return tuple(shares)


def _check(values: Mapping[str, Decimal], loads: Sequence[Load]) -> None:
    known = {one.id: one for one in hypotheses()}
    wrong = {
        name: _wrong(known[name], value)
        if name in known
        else f"Cette hypothèse est inconnue : {name[:60]}."
        for name, value in values.items()
    }
    if len(loads) > MOST_LOADS:
        wrong["datasets"] = f"Le calcul porte sur {MOST_LOADS} jeux au plus."
    refuse_if_wrong(wrong)


def _wrong(one: Hypothesis, value: Decimal) -> str:
    bounds = f"{one.label} : de {_plain(one.low)} à {_plain(one.high)}"
    # Two decimals are enough, and bound what a person may make the sums carry.
    if not value.is_finite() or not one.low <= value <= one.high:
        return f"{bounds}."
    if value != round(value, 0 if one.whole else 2):
        return f"{bounds}, {'sans décimale' if one.whole else 'avec deux décimales au plus'}."
    return ""


def _plain(value: Decimal) -> str:
    return number(float(value), 2)

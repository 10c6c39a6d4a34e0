"""Values that an attacker tries behind a code: few enough to be tried one and all.

Telephone numbers are those that Arcep keeps for fiction, and the place of birth of social
security numbers is Val-Ouvert's, which nobody real can have: the page breaks no code of a real
person. What it shows holds for real numbers, of which there are more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from grader.privacy.attacks.telling import french_day, plain, tells_birth, tells_sex, woman_or_man
from grader.typography import number

if TYPE_CHECKING:
    import polars as pl

#: Gives all the values of a space, written in one manner.
Writing = Callable[[], Iterator[str]]

#: Beginnings of the ranges that Arcep keeps for fiction: ten thousand numbers each.
FICTION_RANGES = ("063998", "019900", "026191", "035301", "046571", "053649")
#: Place of birth in fictional social security numbers: no country has that number.
FICTION_PLACE = "99042"
#: Days of birth that are tried.
FIRST_DAY, LAST_DAY = date(1915, 1, 1), date(2030, 12, 31)
_ORDERS = 999
#: People whose particulars are tried.
_MOST_PEOPLE = 2_000


@dataclass(frozen=True)
class Space:
    """All the values that something can be.

    Attributes:
        name: stable name.
        told: « 60 000 numéros de téléphone de fiction ».
        size: how many values there are, each in one writing.
        writings: each gives all the values, written in one manner.
    """

    name: str
    told: str
    size: int
    writings: tuple[Writing, ...]


def telephones() -> Space:
    """Give every telephone number that is kept for fiction."""

    def by_pairs(sign: str) -> Writing:
        return lambda: (
            sign.join((*_pairs(begun), f"{last // 100:02d}", f"{last % 100:02d}"))
            for begun in FICTION_RANGES
            for last in range(10_000)
        )

    def abroad() -> Iterator[str]:
        return (f"+33{begun[1:]}{last:04d}" for begun in FICTION_RANGES for last in range(10_000))

    size = 10_000 * len(FICTION_RANGES)
    told = f"tous les numéros de téléphone de fiction ({number(size)})"
    return Space(
        "telephone", told, size, (by_pairs(" "), by_pairs(""), abroad, by_pairs("."), by_pairs("-"))
    )


def _pairs(digits: str) -> tuple[str, ...]:
    return tuple(digits[at : at + 2] for at in range(0, len(digits), 2))


def days() -> Space:
    """Give every day of birth of somebody alive."""
    count = (LAST_DAY - FIRST_DAY).days + 1
    all_days = [FIRST_DAY + timedelta(days=n) for n in range(count)]
    told = f"tous les jours depuis {FIRST_DAY.year} ({number(count)})"
    return Space(
        "day",
        told,
        count,
        (
            lambda: (day.isoformat() for day in all_days),
            lambda: (f"{day:%d/%m/%Y}" for day in all_days),
        ),
    )


def postcodes() -> Space:
    """Give every postcode, from 00000 to 99999: these five digits may be something else."""
    told = f"tous les nombres de cinq chiffres ({number(100_000)})"
    return Space("postcode", told, 100_000, (_five_digits,))


def _five_digits() -> Iterator[str]:
    return (f"{number:05d}" for number in range(100_000))


def names(people: pl.DataFrame, person: Sequence[str]) -> Space:
    """Give the names of a public file, as files write them.

    Args:
        people: the public file.
        person: its columns that name people.
    """
    columns = [column for column in person if column in people.columns]
    rows = people.head(_MOST_PEOPLE).select(columns).rows() if columns else []
    parts = [[str(value) for value in row if value] for row in rows]
    known = list(dict.fromkeys(value for part in parts for value in part))
    whole = list(dict.fromkeys(tuple(part) for part in parts if len(part) > 1))
    both = [*(" ".join(part) for part in whole), *(" ".join(reversed(part)) for part in whole)]

    def written(change: Callable[[str], str]) -> Writing:
        return lambda: (change(text) for text in (*known, *both))

    changes: tuple[Callable[[str], str], ...] = (
        str,
        str.upper,
        str.lower,
        lambda text: plain(text).upper(),
        plain,
        lambda text: plain(text).title(),
    )
    told = f"les noms du fichier public ({number(people.height)})"
    return Space("name", told, len(known) + len(both), tuple(map(written, changes)))


def numbers(people: pl.DataFrame, match: Mapping[str, str]) -> Space:
    """Give the social security numbers that the people of a public file may have.

    Sex and birth are known; three digits are not, and the key is worked out.

    Args:
        people: the public file.
        match: its column to the column of the file, whose name tells what it is.
    """
    starts = _starts(people.head(_MOST_PEOPLE), match)

    def bare() -> Iterator[str]:
        return (f"{start}{order:03d}" for start in starts for order in range(1, _ORDERS + 1))

    def keyed() -> Iterator[str]:
        return (f"{digits}{97 - int(digits) % 97:02d}" for digits in bare())

    told = (
        f"les {_ORDERS} numéros de sécurité sociale que peut avoir chacun de ceux dont le fichier "
        "public dit le sexe et la naissance"
    )
    return Space("nir", told, len(starts) * _ORDERS, (keyed, bare))


def _starts(people: pl.DataFrame, match: Mapping[str, str]) -> list[str]:
    """Give the beginnings of number that sex and birth tell, each once."""
    sexes = [c for c, label in match.items() if tells_sex(c) or tells_sex(label)]
    births = [c for c, label in match.items() if tells_birth(c) or tells_birth(label)]
    if not sexes or not births or not {sexes[0], births[0]} <= set(people.columns):
        return []
    starts: dict[str, None] = {}
    for sex, birth in people.select(sexes[0], births[0]).iter_rows():
        digit = woman_or_man(sex)
        if digit and french_day(birth):
            year, month = _month_of(birth)
            starts[f"{digit}{year:02d}{month:02d}{FICTION_PLACE}"] = None
    return list(starts)


def _month_of(birth: str) -> tuple[int, int]:
    parts = [int(part) for part in birth.replace("/", "-").replace(".", "-").split("-")]
    year = parts[0] if parts[0] > 31 else parts[2]
    return year % 100, parts[1]

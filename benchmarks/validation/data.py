"""Files of scdl/subventions 2.1.1 as large as asked, with faults such as published files have."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from grader.settings import DEFAULT_ROOT
from grader.validation.schemas import load_schema

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"

HEADER = load_schema("scdl/subventions@2.1.1", SCHEMAS).labels
_AT = {name: index for index, name in enumerate(HEADER)}
_FIRST_DAY = date(2015, 1, 1)
_PURPOSES = (
    "Subvention de fonctionnement, exercice en cours",
    "Aide à l'achat de matériel pédagogique",
    "Soutien à la fête de l'été et du marché",
    "Projet « école et forêt » du groupe scolaire",
)
Row = list[str]


def write_files(folder: Path, rows: int, shares: Sequence[float], seed: int = 1) -> list[Path]:
    """Write one file for each share of wrong rows; a row wrong in one is wrong in all above it.

    Args:
        folder: where to.
        rows: data rows of each file.
        shares: shares of wrong rows, from 0 to 1.
        seed: same seed, same files.
    """
    draw = Random(f"{seed} {rows}")
    known = [_siret(draw) for _ in range(20_000)]
    paths = [folder / f"{rows}-{share}.csv" for share in shares]
    streams = [path.open("w", encoding="utf-8", newline="") for path in paths]
    writers: list[Any] = [csv.writer(stream) for stream in streams]
    try:
        for writer in writers:
            writer.writerow(HEADER)
        for number in range(rows):
            row = _row(draw, number, known)
            chance, kind = draw.random(), draw.choices(_KINDS, cum_weights=_CUMULATED)[0]
            wrong = kind(list(row), draw)
            for share, writer in zip(shares, writers, strict=True):
                writer.writerow(wrong if chance < share else row)
    finally:
        for stream in streams:
            stream.close()
    return paths


def _row(draw: Random, number: int, known: Sequence[str]) -> Row:
    day = _FIRST_DAY + timedelta(days=draw.randrange(4000))
    return [
        "Commune de Val-Ouvert",
        "21990042000015",
        day.isoformat(),
        f"{day.year}-{number:06d}",
        f"Association n° {draw.randrange(50_000)}",
        draw.choice(known),
        "" if number % 3 else f"W{draw.randrange(10**9):09d}",
        f"{_PURPOSES[number % 4]} ({number % 1000})",
        f"{draw.randrange(100, 100_000)}.{draw.randrange(100):02d}",
        "aide en numéraire" if number % 5 else "aide en nature",
        "unique" if number % 2 else "en deux versements",
        day.isoformat(),
        "",
        "oui" if number % 10 == 0 else "non",
        f"0.{draw.randrange(1, 100):02d}",
        "",
    ]


def _luhn(digits: str) -> int:
    """Give what is left of Luhn's sum: 0 for a number that ends with its key."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10


def _keyed(digits: str) -> str:
    """Add Luhn's key."""
    return next(f"{digits}{key}" for key in range(10) if _luhn(f"{digits}{key}") == 0)


def _siret(draw: Random) -> str:
    return _keyed(_keyed(f"{draw.randrange(10**8):08d}") + f"{draw.randrange(1, 100):04d}")


def _with(name: str, make: Callable[[str, Random], str]) -> Callable[[Row, Random], Row]:
    """Give what spoils one column."""

    def spoil(row: Row, draw: Random) -> Row:
        row[_AT[name]] = make(row[_AT[name]], draw)
        return row

    return spoil


def _french_amount(value: str, _draw: Random) -> str:
    whole, cents = value.split(".")
    return f"{int(whole):,}".replace(",", " ") + f",{cents}"


#: How a row is spoilt, and how many rows of a hundred that are wrong are so.
_WRONGS: tuple[tuple[Callable[[Row, Random], Row], int], ...] = (
    (_with("dateConvention", lambda value, _: "/".join(reversed(value.split("-")))), 20),
    (_with("idBeneficiaire", lambda value, _: value[:-1] + str((int(value[-1]) + 1) % 10)), 18),
    (_with("idBeneficiaire", lambda value, _: f"{float(value):.2E}".replace(".", ",")), 8),
    (_with("montant", _french_amount), 18),
    (_with("nature", lambda value, _: value.capitalize()), 12),
    (_with("nomBeneficiaire", lambda _value, _draw: ""), 8),
    (_with("notificationUE", lambda value, _: value.capitalize()), 10),
    (lambda row, draw: row[: draw.randrange(9, 15)], 3),
    (lambda row, _: [""] * len(row), 3),
)
_KINDS = [kind for kind, _ in _WRONGS]
_CUMULATED = list(itertools.accumulate(weight for _, weight in _WRONGS))

"""What helps to make an address vaguer: the commune's own table of its streets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grader.errors import UnusableFileError
from grader.privacy.transforms.scripted.adresses import preparer_voies

#: Columns of a table of streets.
COLUMNS = ("VOIE", "QUARTIER", "COMMUNE", "EPCI")
_MOST_BYTES = 4 * 2**20
_MOST_STREETS = 50_000
_LONGEST = 200

Ladder = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Aids:
    """Public tables that hierarchies lean on.

    Attributes:
        streets: street, as the commune's own table writes it, to (quarter, commune, EPCI); a part
            that is not known is "".
    """

    streets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def ladders(self) -> tuple[Ladder, Ladder]:
        """What is written at each level, by simplified name of street, then of place."""
        return preparer_voies(self.streets)


#: No help at all: addresses are read from their text alone.
NO_AIDS = Aids()


def read_aids(path: Path | str) -> Aids:
    """Read a table of streets.

    Args:
        path: a CSV in UTF-8, commas, with at least the columns VOIE, QUARTIER, COMMUNE and EPCI. A
            street written twice with other parents keeps only what both have.

    Raises:
        UnusableFileError: ``aids-unreadable``.
        OSError: the file cannot be opened.
    """
    data = Path(path).read_bytes()
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if len(data) > _MOST_BYTES or not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise _unreadable()
        streets: dict[str, tuple[str, ...]] = {}
        for row in rows:
            street, *parents = ((row[name] or "").strip()[:_LONGEST] for name in COLUMNS)
            if street:
                known = streets.get(street, tuple(parents))
                streets[street] = tuple(
                    one if one == other else "" for one, other in zip(known, parents, strict=True)
                )
    except (UnicodeDecodeError, csv.Error) as fault:
        raise _unreadable() from fault
    if len(streets) > _MOST_STREETS:
        raise _unreadable()
    return Aids(streets)


def _unreadable() -> UnusableFileError:
    return UnusableFileError(
        "aids-unreadable",
        "Cette table des voies ne peut pas être lue.",
        "Il faut un CSV en UTF-8, séparé par des virgules, avec les colonnes "
        f"{', '.join(COLUMNS)}.",
    )

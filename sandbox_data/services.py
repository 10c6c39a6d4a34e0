"""Files of eight services, of a true size, with the faults that published files had.

``generate.py`` writes them under ``communes/val-ouvert/services``, three for each: ``<name>.csv``
is right, ``<name>-export.csv`` is what learners are given, ``<name>-essai.csv`` is what is left
by a mending that makes the file valid and harms it. Each fault and where it was seen is told in
``communes/val-ouvert/README.md``. Deliberations are those of ``generate.py``.
"""

from __future__ import annotations

import service_office
import service_people
import service_places
from draws import Draw
from rows import Rows


def files(aids: Rows, *, commune: str, community: str, seed: int) -> dict[str, bytes]:
    """Give every file by name.

    Args:
        aids: right aids of two years.
        commune: SIRET of the commune.
        community: SIRET of its community of communes.
        seed: of all draws; each file has its own.
    """
    return {
        **service_office.aids(aids, commune),
        **service_people.first_names(Draw(seed)),
        **service_people.menus(Draw(seed + 1), commune),
        **service_places.cycle_parking(Draw(seed + 2)),
        **service_places.equipment(Draw(seed + 3), community),
        **service_office.catalogue(Draw(seed + 4), community),
        **service_office.addresses(Draw(seed + 5)),
    }

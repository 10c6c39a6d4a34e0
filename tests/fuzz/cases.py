"""From a number to a spoilt file, always the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from grader.settings import MEBI
from tests.fuzz import seeds
from tests.fuzz.archives import mutations_for
from tests.fuzz.texts import TEXT_MUTATIONS

#: Mutations of mutations may grow; the point is not to wait.
_MOST_BYTES = 4 * MEBI


@dataclass(frozen=True)
class Case:
    """One spoilt file.

    Attributes:
        number: by which it can be made again.
        seed: what it was.
        mutations: what was done to it, in order.
        data: what it is now.
        schema: what it is checked against.
    """

    number: int
    seed: str
    mutations: tuple[str, ...]
    data: bytes
    schema: str

    def __str__(self) -> str:
        return f"case {self.number}: {self.seed}, {' + '.join(self.mutations)}"


def make_case(number: int) -> Case:
    """Make a case: a seed, spoilt once, twice or three times; one of four is a workbook."""
    draw = Random(f"ouvroir {number}")
    seed = draw.choice(seeds.workbooks() if number % 4 == 0 else seeds.texts())
    known = TEXT_MUTATIONS if seed.delimiter else mutations_for(seed.data)
    done = draw.choices(sorted(known), k=draw.choice((1, 1, 1, 2, 2, 3)))
    data = seed.data
    for name in done:
        data = known[name](draw, data, seed)[:_MOST_BYTES] if data else data
    return Case(number, seed.name, tuple(done), data, seed.schema)

"""A recipe carried out on the file of an exercise, measured and attacked: what counts in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grader.exercises.anonymise_goals import FOUND, Goal, Result
from grader.exercises.ground import Ground
from grader.privacy.aids import NO_AIDS, Aids, read_aids
from grader.privacy.attacks.model import Auxiliary, found_in_all
from grader.privacy.attacks.run import run_attacks
from grader.privacy.model import FREE, Measures
from grader.privacy.plan import GENERALISE, PSEUDONYMISE, Step
from grader.settings import Bounds

if TYPE_CHECKING:
    import polars as pl

_tables: dict[tuple[Path, int, int], pl.DataFrame] = {}
_MOST_TABLES = 8
COUNT = "count"


def read_records(path: Path) -> pl.DataFrame:
    """Read one of our own files; kept in the process while it stays the same.

    Args:
        path: the file.

    Raises:
        UnusableFileError: it cannot be read: its author is to mend it.
    """
    from grader.privacy.records import records_of
    from grader.tables.read import read_table

    status = path.stat()
    state = (path, status.st_mtime_ns, status.st_size)
    if state not in _tables:
        if len(_tables) >= _MOST_TABLES:
            _tables.clear()
        _tables[state] = records_of(read_table(path, Bounds()))
    return _tables[state]


def auxiliary_of(ground: Ground) -> Auxiliary:
    """Read what an attacker has.

    Args:
        ground: what lies around the file.
    """
    return Auxiliary(
        public=read_records(ground.public) if ground.public else None,
        match=ground.match,
        person=ground.person,
        earlier=read_records(ground.earlier) if ground.earlier else None,
    )


def aids_of(ground: Ground) -> Aids:
    """Read what hierarchies lean on.

    Args:
        ground: what lies around the file.
    """
    return read_aids(ground.places) if ground.places else NO_AIDS


def replay(
    records: pl.DataFrame,
    ground: Ground,
    goals: Sequence[Goal],
    roles: Mapping[str, str],
    recipe: Sequence[Step],
    *,
    key: bytes,
) -> Result:
    """Carry a recipe out, and find all that goals ask about.

    Args:
        records: the file as given.
        ground: what lies around it.
        goals: of the exercise.
        roles: as the learner read them.
        recipe: checked already.
        key: secret of pseudonyms and of noise.
    """
    from grader.privacy.recipe import apply
    from grader.privacy.utility_uses import appraise_use

    aids = aids_of(ground)
    published = apply(records, recipe, key, aids)
    right = {**dict.fromkeys(records.columns, FREE), **ground.roles}
    found = None
    if any(goal.name == FOUND for goal in goals):
        trials = run_attacks(records, published, recipe, right, auxiliary_of(ground), aids=aids)
        found = found_in_all(trials)
    rows = published_rows(records, recipe, key, aids)
    distinct = {label: rows[label].n_unique() for label in ground.direct() if label in rows}
    return Result(
        measures=_measured(rows, ground),
        narrowing=tuple(label for label in ground.quasi() if label in rows.columns),
        named=left_in_clear(distinct, recipe),
        misread=misread(ground, roles),
        found=found,
        kept=rows.height / records.height if records.height else 0.0,
        uses=tuple(appraise_use(one, records, published, recipe, aids=aids) for one in ground.uses),
    )


def published_rows(
    records: pl.DataFrame, recipe: Sequence[Step], key: bytes, aids: Aids
) -> pl.DataFrame:
    """Give the rows behind a publication: those counted in cells that are shown, for counts.

    Args:
        records: the file as given.
        recipe: checked already.
        key: secret of pseudonyms and of noise.
        aids: what hierarchies lean on.
    """
    import polars as pl

    from grader.privacy.codes import code_all, group
    from grader.privacy.recipe import apply

    if not recipe or recipe[-1]["do"] != COUNT:
        return apply(records, recipe, key, aids)
    rows, count = apply(records, recipe[:-1], key, aids), recipe[-1]
    counted = rows.select(count["by"])
    sizes = group(code_all(counted), counted.height).row_sizes()
    return counted.filter(pl.Series(sizes >= count["least"], dtype=pl.Boolean))


def left_in_clear(distinct: Mapping[str, int], recipe: Sequence[Step]) -> tuple[str, ...]:
    """Give the columns that name somebody and are published so that she may be read.

    A bare hash is as good as the value: whoever tries all names finds it.

    Args:
        distinct: published columns that name somebody, each with its number of distinct values.
        recipe: what was done.
    """
    steps = {step["column"]: step for step in recipe if "column" in step}

    def hidden(label: str, count: int) -> bool:
        step = steps.get(label, {})
        if step.get("do") == PSEUDONYMISE:
            return bool(step["keyed"])
        return step.get("do") == GENERALISE and count <= 1

    return tuple(label for label, count in distinct.items() if not hidden(label, count))


def misread(ground: Ground, roles: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Give the columns whose role was not read right: (column, role given, right role).

    Args:
        ground: what lies around the file.
        roles: as the learner read them.
    """
    return tuple(
        (label, roles.get(label, FREE), role)
        for label, role in ground.roles.items()
        if roles.get(label, FREE) != role
    )


def _measured(rows: pl.DataFrame, ground: Ground) -> Measures:
    from grader.privacy.measures import measure

    there = set(rows.columns)
    return measure(
        rows,
        [label for label in ground.quasi() if label in there],
        [label for label in ground.sensitive() if label in there],
    )

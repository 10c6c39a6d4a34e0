"""Differencing: an earlier publication taken away from this one leaves a few people alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.attacks.knowledge import (
    LINE,
    WEIGHT,
    Publication,
    compared,
    plain_texts,
    publication,
    written_like,
)
from grader.privacy.attacks.model import (
    DIFFERENCING,
    FIRST_PEOPLE,
    TITLES,
    Auxiliary,
    Trial,
    impossible,
)
from grader.privacy.attacks.telling import MUTE, name_of, plain, shortened
from grader.privacy.model import SENSITIVE, Attack, Person
from grader.privacy.plan import Step
from grader.privacy.transforms.scripted.comptes import TOTAL
from grader.typography import plural

if TYPE_CHECKING:
    import polars as pl

#: Columns of the frames made here; the file's own are named after.
MORE, BEFORE, _NOW, _THEN, _ALL = "\x00more", "\x00before", "\x00now", "\x00then", "\x00all"
#: Names that columns of counts have, in small letters without accents.
_COUNTS = ("nombre", "effectif", "nb", "total", "count", "n")


@dataclass(frozen=True)
class _Earlier:
    """What was published before, read: cells with their counts, under the names of the file."""

    frame: pl.DataFrame
    weights: pl.Series
    match: Mapping[str, str]


def differencing(
    original: pl.DataFrame,
    published: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
    *,
    aids: Aids = NO_AIDS,
) -> Trial:
    """Take an earlier publication away from this one.

    Both are counted by the columns that they share, as vague as this publication writes them.
    Where all that was added has one sensitive value, whoever knows that somebody there was added
    learns it. A difference counts only when it is true: rows left out of this publication may make
    false ones.

    Args:
        original: the file as given: it tells which differences are true, and who was added.
        published: what would be published.
        recipe: the steps from one to the other.
        roles: column to role.
        auxiliary: what the attacker has: ``earlier``.
        aids: public tables that hierarchies lean on.
    """
    earlier = _read(auxiliary, original)
    if earlier is None:
        return impossible(
            DIFFERENCING,
            "Il faudrait une publication antérieure des mêmes données : un tableau de comptes, ou "
            "le fichier d'un autre trimestre.",
        )
    public = publication(published, recipe)
    theirs, _ = compared(earlier.frame, earlier.match, public, aids)
    shared = theirs.columns
    sensitive = [label for label in shared if roles.get(label) == SENSITIVE]
    if not sensitive:
        return _none("Les deux publications n'ont plus de colonne sensible en commun.")
    then = _tally(theirs, earlier.weights)
    now = _tally(_plainly(public.frame, public, theirs), public.weights)
    added = _added(now, then, sensitive)
    if added.is_empty():
        return _none("La différence ne laisse nulle part une seule valeur possible.", then.height)
    file = _as_published(original, public, shared, aids)
    rows = _plainly(file, public, theirs)
    really = _added(_tally(rows, publication(file, ()).weights), then, sensitive)
    found = added.join(really, on=added.columns, how="semi", maintain_order="left")
    if found.is_empty():
        return _none(
            "Les différences qui restent viennent de lignes retirées : elles trompent l'attaquant.",
            then.height,
        )
    told = _Told(found, rows, file, sensitive)
    columns = [label for label in auxiliary.person if label in original.columns]
    return told.trial(then.height, original.select(columns))


def _read(auxiliary: Auxiliary, original: pl.DataFrame) -> _Earlier | None:
    """Tell the columns of an earlier publication from its counts; None without one."""
    import polars as pl

    earlier = auxiliary.earlier
    if earlier is None or earlier.is_empty():
        return None
    match = {
        column: label
        for column in earlier.columns
        if (label := _label_of(column, auxiliary, original.columns))
    }
    counts = next(
        (
            column
            for column in earlier.columns
            if column not in match and plain_texts(pl.Series([column]))[0] in _COUNTS
        ),
        None,
    )
    if not match:
        return None
    if counts is None:
        ones = pl.repeat(1, earlier.height, dtype=pl.Int64, eager=True)
        return _Earlier(earlier, ones, match)
    totals = earlier.select(pl.any_horizontal(pl.all() == TOTAL)).to_series()
    cells = earlier.filter(~totals)
    return _Earlier(cells, cells[counts].cast(pl.Int64, strict=False), match)


def _label_of(column: str, auxiliary: Auxiliary, labels: Sequence[str]) -> str:
    """Give the column of the file that an earlier column tells; "" for none."""
    for match in (auxiliary.earlier_match, auxiliary.match):
        if match.get(column) in labels:
            return match[column]
    return column if column in labels else ""


def _as_published(
    original: pl.DataFrame, public: Publication, shared: Sequence[str], aids: Aids
) -> pl.DataFrame:
    """Give every row of the file as this publication writes it, none left out."""
    from grader.privacy.recipe import apply

    steps = [step for label in shared for step in public.steps.get(label, ())]
    return apply(original.select(shared), steps, aids=aids)


def _tally(cells: pl.DataFrame, weights: pl.Series) -> pl.DataFrame:
    """Count rows by all columns; null where a count is hidden."""
    import polars as pl

    known = pl.when(pl.col(WEIGHT).null_count() == 0).then(pl.col(WEIGHT).sum())
    return cells.with_columns(weights.alias(WEIGHT)).group_by(cells.columns).agg(known)


def _plainly(frame: pl.DataFrame, public: Publication, theirs: pl.DataFrame) -> pl.DataFrame:
    """Write the columns of ``theirs`` as ``compared`` wrote them there."""
    import polars as pl

    plain: list[pl.Series] = []
    for label in theirs.columns:
        values = frame[label]
        if not public.steps.get(label):
            values = written_like(values, theirs[label])
        plain.append(values.rename(label))
    return pl.DataFrame(plain)


def _added(now: pl.DataFrame, then: pl.DataFrame, sensitive: Sequence[str]) -> pl.DataFrame:
    """Give the cells that alone, among those of the same place, have more rows than before.

    Returns:
        the shared columns, ``MORE`` (how many rows were added) and ``BEFORE`` (how many there were
        in that very cell), sorted.
    """
    import polars as pl

    shared = [label for label in now.columns if label != WEIGHT]
    place = [label for label in shared if label not in sensitive] or [_ALL]
    then = then.rename({WEIGHT: BEFORE}).with_columns(pl.lit(value=True).alias(_THEN))
    now = now.with_columns(pl.lit(value=True).alias(_NOW))
    both = now.join(then, on=shared, how="full", coalesce=True).with_columns(
        pl.when(pl.col(_NOW).is_null()).then(0).otherwise(pl.col(WEIGHT)).alias(WEIGHT),
        pl.when(pl.col(_THEN).is_null()).then(0).otherwise(pl.col(BEFORE)).alias(BEFORE),
        pl.lit("").alias(_ALL),
    )
    both = both.with_columns((pl.col(WEIGHT) - pl.col(BEFORE)).alias(MORE))
    more = pl.col(MORE)
    alone = (
        (more > 0)
        & (more.null_count().over(place) == 0)
        & (more.min().over(place) >= 0)
        & ((more > 0).sum().over(place) == 1)
    )
    told = pl.all_horizontal(pl.col(label).is_in(MUTE).not_() for label in sensitive)
    return both.filter(alone & told).select(*shared, MORE, BEFORE).sort(shared)


def _none(sentence: str, tried: int = 0) -> Trial:
    return Trial(Attack(DIFFERENCING, TITLES[DIFFERENCING], tried, 0, (), sentence))


@dataclass(frozen=True)
class _Told:
    """Differences that give values away, and the rows of the file that they come from.

    Attributes:
        found: as ``_added`` gives them.
        rows: every row of the file, written as in ``found``.
        file: the same rows as they would be published.
        sensitive: columns of which nothing should be learnt.
    """

    found: pl.DataFrame
    rows: pl.DataFrame
    file: pl.DataFrame
    sensitive: Sequence[str]

    def trial(self, tried: int, named: pl.DataFrame) -> Trial:
        """Tell what was found.

        Args:
            tried: cells compared.
            named: columns of the file that name people, as given.
        """
        names: list[str] = []
        people: list[Person] = []
        for cell in self.found.to_dicts():
            lines = self._lines(cell)
            place = self._place(cell, lines[0])
            who = [f"Une personne, {place}"] * cell[MORE]
            if named.columns and cell[BEFORE] == 0:
                who = [name_of(map(str, named.row(line))) for line in lines]
            names += who
            learnt = {label: str(self.file[label][lines[0]]) for label in self.sensitive}
            values = " et ".join(f"« {shortened(value)} »" for value in learnt.values())
            more = plural(cell[MORE], "ligne")
            how = (
                f"{place[:1].upper() + place[1:]} : {more} de plus que dans la publication "
                f"antérieure, et {'elle dit' if cell[MORE] < 2 else 'toutes disent'} {values}."
            )
            people += [Person(name, how, learnt) for name in who]
        count = len(names)
        sentence = (
            f"{plural(count, 'valeur')} {'se lit' if count < 2 else 'se lisent'} dans la "
            "différence : là où une seule sorte de ligne a été ajoutée, qui sait qu'une personne "
            "l'a été apprend sa valeur."
        )
        attack = Attack(
            DIFFERENCING,
            TITLES[DIFFERENCING],
            tried,
            count,
            tuple(people[:FIRST_PEOPLE]),
            sentence,
        )
        return Trial(attack, tuple(names))

    def _lines(self, cell: Mapping[str, Any]) -> list[int]:
        """Give the rows of the file that are in a cell."""
        import polars as pl

        there = self.rows.with_row_index(LINE).filter(
            pl.all_horizontal(pl.col(label) == cell[label] for label in self.rows.columns)
        )
        return there[LINE].to_list()

    def _place(self, cell: Mapping[str, Any], line: int) -> str:
        """Say where a difference is: what is not sensitive, as it would be published."""
        parts = []
        for label in self.rows.columns:
            written = str(self.file[label][line])
            if label in self.sensitive:
                continue
            if plain(written) != cell[label] and written != cell[label]:
                written = re.sub(r"^\d+\s*(?:bis|ter|quater|[a-eA-E])?,?\s+", "", written)
            parts.append(shortened(written))
        return ", ".join(parts) or "l'ensemble"

"""What an attacker knows, written as the publication writes it, and the rows that fit it.

The recipe of a publication is no secret: she applies its steps to what she knows of people, then
compares. Steps that need a key, or chance, she cannot redo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.plan import CLIP, GENERALISE, Step
from grader.privacy.transforms.scripted.comptes import TOTAL

if TYPE_CHECKING:
    import polars as pl

#: Steps that anybody can redo on a value that she knows.
_REDONE = {GENERALISE, CLIP}
#: A house number before a street.
_HOUSE = r"^\d+[ ,]+(?:(?i:bis|ter|quater|[a-e])[ ,]+)?"
#: Columns of the frames made here; the file's own are named after.
LINE, WEIGHT, WHO = "\x00line", "\x00weight", "\x00who"
#: A column of the file whose name begins so is not compared: no file has one but to do harm.
_OURS = "\x00"


@dataclass(frozen=True)
class Publication:
    """What is published, read as an attacker does.

    Attributes:
        frame: the rows, or the cells of a table of counts without their count.
        weights: rows that each stands for; null where the count is hidden.
        steps: column to the steps that made it what it is.
        counted: whether it is a table of counts.
    """

    frame: pl.DataFrame
    weights: pl.Series
    steps: Mapping[str, tuple[Step, ...]]
    counted: bool

    def usable(self, label: str) -> bool:
        """Tell whether what is known of a column can be compared with what is published of it."""
        redone = all(step["do"] in _REDONE for step in self.steps.get(label, ()))
        return label in self.frame.columns and redone


def publication(published: pl.DataFrame, recipe: Sequence[Step]) -> Publication:
    """Read what is published.

    Args:
        published: what the recipe gave.
        recipe: its steps.
    """
    import polars as pl

    steps: dict[str, tuple[Step, ...]] = {}
    by: list[str] | None = None
    for step in recipe:
        if "column" in step:
            steps[step["column"]] = (*steps.get(step["column"], ()), step)
        if step["do"] == "count":
            by = list(step["by"])
    if by is None:
        weights = pl.repeat(1, published.height, dtype=pl.Int64, eager=True)
        return Publication(published, weights, steps, counted=False)
    cells = cells_of(published, by)
    counts = next(label for label in published.columns if label not in by)
    weights = cells[counts].cast(pl.Int64, strict=False)
    frame = cells.select(label for label in by if label in published.columns)
    return Publication(frame, weights, steps, counted=True)


def cells_of(counts: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Give the cells of a table of counts, without its totals.

    Args:
        counts: the table.
        by: columns that it is counted by.
    """
    import polars as pl

    there = [label for label in by if label in counts.columns]
    return counts.filter(pl.all_horizontal(pl.col(label) != TOTAL for label in there))


def plain_texts(values: pl.Series) -> pl.Series:
    """Write texts so that two spellings of one value are one: letters, dates, signs.

    Args:
        values: texts, without nulls.

    Returns:
        « rue des ecoliers », « 1984 03 12 ».
    """
    if values.str.contains(r"^\d{4}-\d{2}-\d{2}$").all():
        return values.str.replace_all("-", " ", literal=True)
    plain = (
        values.str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}+", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    days = plain.str.contains(r"^\d{1,2} \d{1,2} \d{4}$")
    if not days.any():
        return plain
    turned = (
        plain.str.replace(r"^(\d) ", "0$1 ")
        .str.replace(r"^(\d\d) (\d) ", "$1 0$2 ")
        .str.replace(r"^(\d\d) (\d\d) (\d{4})$", "$3 $2 $1")
    )
    return turned.zip_with(days, plain)


def iso_days(values: pl.Series) -> pl.Series:
    """Write dates that begin with the day as the ISO standard does; other texts stay.

    Args:
        values: texts, without nulls.
    """
    days = values.str.extract_groups(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$").struct
    turned = (
        days.field("3") + "-" + days.field("2").str.zfill(2) + "-" + days.field("1").str.zfill(2)
    )
    return turned.fill_null(values).rename(values.name)


def compared(
    known: pl.DataFrame,
    match: Mapping[str, str],
    public: Publication,
    aids: Aids = NO_AIDS,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Write what is known and what is published alike.

    Args:
        known: what the attacker has.
        match: its column to the column of the file; those that cannot be compared are left out.
        public: what is published.
        aids: public tables that hierarchies lean on.

    Returns:
        two frames with the same columns, named as the file's: of ``known``'s rows, and of the
        publication's, where null stands for a value that nobody known has.
    """
    import polars as pl

    from grader.privacy.recipe import apply

    mine: list[pl.Series] = []
    theirs: list[pl.Series] = []
    for label, column in _sources(known, match, public).items():
        values = iso_days(known[column]).rename(label)
        steps = public.steps.get(label, ())
        if steps:
            values = apply(values.to_frame(), steps, aids=aids)[label]
            mine.append(values)
            theirs.append(public.frame[label])
            continue
        plain = plain_texts(values)
        mine.append(plain)
        theirs.append(_reduced(public.frame[label], plain))
    return pl.DataFrame(mine), pl.DataFrame(theirs)


def _sources(known: pl.DataFrame, match: Mapping[str, str], public: Publication) -> dict[str, str]:
    """Give, for each column of the file that can be compared, the known column that tells it."""
    return {
        label: column
        for column, label in match.items()
        if column in known.columns and public.usable(label) and not label.startswith(_OURS)
    }


def _reduced(published: pl.Series, known: pl.Series) -> pl.Series:
    """Write published values plainly where somebody known has them; null elsewhere."""
    published = _without_house(published, known)
    distinct = published.unique()
    plain = plain_texts(distinct)
    there = plain.is_in(known.unique().implode())
    if not there.any():
        return published.clear(published.len())
    return published.replace_strict(distinct.filter(there), plain.filter(there), default=None)


def written_like(values: pl.Series, other: pl.Series) -> pl.Series:
    """Write texts plainly, without house numbers unless what they are compared with has some.

    Args:
        values: texts as given.
        other: what they are compared with, as ``plain_texts`` writes it.
    """
    import polars as pl

    values = _without_house(values, other)
    distinct = values.unique()
    return values.replace_strict(distinct, plain_texts(distinct), return_dtype=pl.String)


def _without_house(values: pl.Series, other: pl.Series) -> pl.Series:
    """Take house numbers out of addresses that are compared with streets: nothing with digits."""
    if other.str.contains(r"^\d").any():
        return values
    return values.str.replace(_HOUSE, "")


def fits(
    known: pl.DataFrame,
    published: pl.DataFrame,
    public: Publication,
    *,
    sensitive: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> pl.DataFrame:
    """Count, for each person known, the rows that fit her.

    Args:
        known: first frame of ``compared``.
        published: second frame of ``compared``.
        public: what is published.
        sensitive: columns whose values are wanted.
        codes: columns that give a person one code, whichever row.

    Returns:
        a row for each of ``known``, in order: ``WHO`` (0-based), ``rows`` (null where a hidden
        count fits), ``line`` (the first row that fits, in ``public.frame``), ``alike`` (people
        known who are the same), ``one_code``; and for each sensitive column, ``n:`` (distinct
        values) and ``v:`` (the first three, joined).
    """
    import polars as pl

    # A column may be both compared and wanted, and have any name: what is compared goes by numbers.
    numbers = [str(at) for at in range(known.width)]
    people = known.rename(dict(zip(known.columns, numbers, strict=True)))
    filled = people.filter(pl.all_horizontal(pl.col(at) != "" for at in numbers))
    counted = filled.group_by(numbers).agg(pl.len().alias("alike"))
    rows = pl.DataFrame(
        [
            *(published[label].alias(at) for label, at in zip(known.columns, numbers, strict=True)),
            public.weights.alias(WEIGHT),
            *(public.frame[label].alias(f"s:{label}") for label in sensitive),
            *(public.frame[label].alias(f"c:{label}") for label in codes),
        ]
    ).with_row_index(LINE)
    wanted = counted.select(numbers)
    groups = (
        rows.join(wanted, on=numbers, how="semi")
        .group_by(numbers)
        .agg(
            pl.when(pl.col(WEIGHT).null_count() == 0).then(pl.col(WEIGHT).sum()).alias("rows"),
            pl.col(LINE).min().alias("line"),
            *(pl.col(f"s:{label}").n_unique().alias(f"n:{label}") for label in sensitive),
            *(
                pl.col(f"s:{label}").sort_by(LINE).unique(maintain_order=True).head(3)
                .str.join(" ; ").alias(f"v:{label}")
                for label in sensitive
            ),
            pl.any_horizontal(
                pl.lit(value=False),
                *(
                    (pl.col(f"c:{label}").n_unique() == 1) & (pl.col(f"c:{label}").first() != "")
                    for label in codes
                ),
            ).alias("one_code"),
        )
    )  # fmt: skip
    return (
        people.with_row_index(WHO)
        .join(counted, on=numbers, how="left")
        .join(groups, on=numbers, how="left")
        .sort(WHO)
        .with_columns(pl.col("rows").fill_null(pl.when(pl.col("line").is_null()).then(0)))
        .drop(numbers)
    )

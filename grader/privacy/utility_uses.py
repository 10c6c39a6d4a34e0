"""Uses that a file is wanted for, and whether what would be published still serves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.plan import NOISE, PSEUDONYMISE, Step
from grader.privacy.utility_wanted import Needed, Use
from grader.typography import number, plural

if TYPE_CHECKING:
    import polars as pl

    from grader.privacy.attacks.knowledge import Publication
    from grader.privacy.hierarchies.model import Hierarchy

__all__ = ["NO", "ROUGHLY", "YES", "Needed", "PreparedUse", "Use", "UseAppraisal", "appraise_use"]

YES, ROUGHLY, NO = "yes", "roughly", "no"
#: How often the tolerance an answer may miss and still be « roughly » right; and the least share.
_ROUGH, _LEAST = 3, 0.5
#: Treatments of a column that are kept: a range dragged to and fro.
_MOST_FORMS = 16
_NO_BREAK = "\u00a0"
#: Columns of the frames made here; the file's own are named after.
_ROWS, _VALUE, _NOW = "\x00rows", "\x00value", "\x00now"


@dataclass(frozen=True)
class UseAppraisal:
    """Whether a use is still served.

    Attributes:
        possible: ``yes``, ``roughly`` or ``no``.
        sentence: why, with its figure, in French.
        share: of the rows that are counted in the right cell, or of the total that is right.
    """

    possible: str
    sentence: str
    share: float


def appraise_use(
    use: Use,
    before: pl.DataFrame,
    after: pl.DataFrame,
    recipe: Sequence[Step],
    *,
    aids: Aids = NO_AIDS,
) -> UseAppraisal:
    """Count, or add up, in what would be published, and compare with the file as given.

    Args:
        use: what the file is wanted for.
        before: the file as given.
        after: what would be published.
        recipe: checked steps from one to the other.
        aids: public tables that hierarchies lean on.
    """
    return PreparedUse(use, before, aids=aids).appraise(after, recipe)


class PreparedUse:
    """A use of one file, ready to be appraised again and again: what does not change is kept.

    A published value serves when every value that it may stand for falls into one cell of the use;
    rows whose cell cannot be told are counted nowhere.

    Args:
        use: what the file is wanted for.
        before: the file as given.
        aids: public tables that hierarchies lean on.
    """

    def __init__(self, use: Use, before: pl.DataFrame, *, aids: Aids = NO_AIDS) -> None:
        self.use = use
        self._before = before
        self._aids = aids
        self._forms: dict[str, pl.Series] = {}

    def appraise(
        self,
        after: pl.DataFrame,
        recipe: Sequence[Step],
        forms: Mapping[str, pl.Series] | None = None,
    ) -> UseAppraisal:
        """Tell whether what would be published still serves.

        Args:
            after: what would be published.
            recipe: checked steps that gave it.
            forms: columns after their own step, every row of the file there, where they are at
                hand; others are worked out.
        """
        import polars as pl

        from grader.privacy.attacks.knowledge import publication

        use, before = self.use, self._before
        public = publication(after, recipe)
        if told := _gone(use, before, public, after):
            return UseAppraisal(NO, told, 0.0)
        given = {label: self._read(label, public, forms or {}) for label in use.by}
        vague = [label for label, values in given.items() if values.null_count()]
        now = pl.DataFrame(given).with_columns(public.weights.fill_null(0).alias(_ROWS))
        if use.value:
            now = now.with_columns(_published_amounts(use.value, public, after).alias(_VALUE))
        counted = _VALUE if use.value else _ROWS
        cells = _cells(self._truth, now, list(use.by), counted)
        total = float(cells[counted].abs().sum())
        if use.value:
            missed = float((cells[counted] - cells[_NOW]).abs().sum())
            share = max(0.0, 1.0 - missed / total) if total else 1.0
        else:
            right = float(cells.select(pl.min_horizontal(counted, _NOW)).to_series().sum())
            share = right / total if total else 1.0
        state = _state(share, use.tolerance)
        names = _names(use, self._aids)
        if use.value:
            told = _told_sum(use.value, names, share)
        else:
            told = _told_count(round(share * before.height), before.height, names)
        if state != YES and vague:
            told += f" {_too_vague(vague, use, self._aids)}"
        return UseAppraisal(state, told, share)

    @cached_property
    def _wanted(self) -> Mapping[str, pl.Series]:
        """Every row's cell, column by column."""
        return {
            label: _at(self._before[label], needed, self._aids)
            for label, needed in self.use.by.items()
        }

    @cached_property
    def _truth(self) -> pl.DataFrame:
        """Cells of the file as given, with their rows and their total."""
        import polars as pl

        rows = pl.DataFrame(dict(self._wanted)).with_columns(pl.lit(1).alias(_ROWS))
        if self.use.value:
            rows = rows.with_columns(_amounts(self._before[self.use.value]).alias(_VALUE))
        return rows.group_by(list(self.use.by)).agg(pl.all().sum())

    def _read(self, label: str, public: Publication, forms: Mapping[str, pl.Series]) -> pl.Series:
        """Read the cell of a use in published values; null where it cannot be told."""
        import polars as pl

        published = public.frame[label]
        steps = public.steps.get(label, ())
        if any(step["do"] == NOISE for step in steps):
            return _at(published, self.use.by[label], self._aids)
        written = forms.get(label)
        if written is None:
            written = self._written(label, steps)
        cells = (
            pl.DataFrame({"form": written, "wanted": self._wanted[label]})
            .unique()
            .filter(pl.len().over("form") == 1)
        )
        if cells.is_empty():
            return pl.repeat(None, len(published), dtype=pl.String, eager=True)
        return published.replace_strict(
            cells["form"], cells["wanted"], default=None, return_dtype=pl.String
        )

    def _written(self, label: str, steps: Sequence[Step]) -> pl.Series:
        """Give every row of a column after its own steps; the last few are kept."""
        from grader.privacy.recipe import apply

        if not steps:
            return self._before[label]
        name = repr((label, [sorted(step.items(), key=str) for step in steps]))
        if name not in self._forms:
            if len(self._forms) >= _MOST_FORMS:
                del self._forms[next(iter(self._forms))]
            self._forms[name] = apply(self._before.select(label), steps, aids=self._aids)[label]
        return self._forms[name]


def _gone(use: Use, before: pl.DataFrame, public: Publication, after: pl.DataFrame) -> str:
    """Say which column is not there any more; "" when all are."""
    for label in (*use.by, *([use.value] if use.value else [])):
        if label not in before.columns:
            return f"Le fichier n'a pas de colonne {label}."
        summed = label == use.value and public.counted and f"SOMME {label}" in after.columns
        if label not in public.frame.columns and not summed:
            return f"La colonne {label} n'est plus publiée."
        if any(step["do"] == PSEUDONYMISE for step in public.steps.get(label, ())):
            return f"La colonne {label} n'est plus faite que de codes."
    return ""


def _at(values: pl.Series, needed: Needed | None, aids: Aids) -> pl.Series:
    """Write values as vaguely as a use can bear."""
    if needed is None:
        return values
    return _ladder(needed, aids).generalise(values, needed.level)


def _ladder(needed: Needed, aids: Aids) -> Hierarchy:
    from grader.privacy.hierarchies.registry import hierarchy

    params = dict(needed.params)
    if needed.by == "place" and "streets" not in params:
        params["streets"] = bool(aids.streets)
    return hierarchy(needed.by, params, aids)


def _amounts(values: pl.Series) -> pl.Series:
    """Read amounts; of a band, its middle; what is no amount is 0."""
    import polars as pl

    from grader.privacy.codes import numbers

    whole = numbers(values)
    if not whole.null_count():
        return whole
    ends = values.str.replace_all(r"(\d)[ \x{a0}\x{202f}](\d{3})", "$1$2").str.replace_all(",", ".")
    found = ends.str.extract_all(r"\d+(?:\.\d+)?").list.eval(pl.element().cast(pl.Float64))
    half = ends.str.contains("(?i)moins de") & (found.list.len() == 1)
    middle = found.list.mean()
    middle = (middle / 2).zip_with(half, middle)
    return whole.fill_null(middle).fill_null(0.0)


def _published_amounts(label: str, public: Publication, after: pl.DataFrame) -> pl.Series:
    """Give the amount of each row, or of each cell of a table of counts."""
    if not public.counted:
        return _amounts(public.frame[label])
    if f"SOMME {label}" in after.columns:
        from grader.privacy.attacks.knowledge import cells_of

        return _amounts(cells_of(after, list(public.frame.columns))[f"SOMME {label}"])
    return _amounts(public.frame[label]) * public.weights.fill_null(0)


def _cells(truth: pl.DataFrame, now: pl.DataFrame, by: list[str], counted: str) -> pl.DataFrame:
    """Give, for each cell of the file as given, what it holds and what is published of it."""
    import polars as pl

    given = now.drop_nulls(by).group_by(by).agg(pl.col(counted).sum().alias(_NOW))
    joined = truth.select(*by, counted).join(given, on=by, how="left")
    return joined.with_columns(pl.col(_NOW).fill_null(0))


def _state(share: float, tolerance: float) -> str:
    if share >= 1 - tolerance:
        return YES
    return ROUGHLY if share >= max(_LEAST, 1 - _ROUGH * tolerance) else NO


def _names(use: Use, aids: Aids) -> str:
    """Name the cells of a use: « ADRESSE (par quartier) et TYPE_AIDE »."""
    parts = [
        label if needed is None else f"{label} ({_ladder(needed, aids).levels[needed.level - 1]})"
        for label, needed in use.by.items()
    ]
    return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _told_count(right: int, rows: int, names: str) -> str:
    if not right:
        return f"Aucune ligne ne peut plus être comptée dans la bonne case : {names}."
    verb = "est encore comptée" if right < 2 else "sont encore comptées"
    return f"{plural(right, 'ligne')} sur {number(rows)} {verb} dans la bonne case : {names}."


def _told_sum(value: str, names: str, share: float) -> str:
    away = number(100 * (1 - share), 1)
    if share >= 1:
        return f"Les totaux de {value} sont exacts : {names}."
    return f"Les totaux de {value} s'écartent en tout de {away}{_NO_BREAK}% : {names}."


def _too_vague(labels: Sequence[str], use: Use, aids: Aids) -> str:
    parts = []
    for label in labels:
        needed = use.by[label]
        level = (
            "valeur par valeur"
            if needed is None
            else (_ladder(needed, aids).levels[needed.level - 1])
        )
        parts.append(f"{label} est devenue trop vague pour compter {level}")
    return f"{' ; '.join(parts)}."

"""One step of mending as calls of the kit: by a recipe, by a list of values, or line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from grader.validation.repairs.changes import CellsChanged
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import BY_HAND, Step
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.book import follow
from grader.validation.repairs.scripting import kit
from grader.validation.repairs.scripting.kit import AU_DELA
from grader.validation.repairs.structure.moves import ColumnsShifted

#: Longer calls take a line an argument.
_WIDTH = 84


class Calls:
    """The calls of a script, step by step.

    Args:
        draft: the file as it was read.

    Attributes:
        names: for each column of the draft, its name in the script.
        used: functions of the kit that are called.
        recipes: names of the recipes that are used, in order.
    """

    def __init__(self, draft: Draft) -> None:
        self.names = kit.nommer(list(draft.header))
        self._labels = dict(zip(self.names, draft.header, strict=True))
        self.used: set[str] = set()
        self.recipes: list[str] = []

    def of(self, step: Step) -> list[str]:
        """Give the statements that do a step again; none for what writing the file does.

        Args:
            step: the step; they must come in order.
        """
        change = step.repair.change
        if isinstance(change, CellsChanged):
            return [self._cells(step, change)]
        after = change.apply(step.before)
        shifted = isinstance(change, ColumnsShifted)
        if shifted or after.header != step.before.header:
            traced = change.apply(_tracer(step.before))
            return list(self._columns(step.before, traced, shifted=shifted))
        return list(self._rows(step.before, after))

    def _call(self, function: str, *arguments: str) -> str:
        self.used.add(function)
        line = f"tableau = {function}({', '.join(['tableau', *arguments])})"
        if "\n" in line or len(line) <= _WIDTH:
            return line
        return (
            f"tableau = {function}(\n    tableau,\n"
            + "".join(f"    {argument},\n" for argument in arguments)
            + ")"
        )

    def _cells(self, step: Step, change: CellsChanged) -> str:
        """Rewrite cells of one column."""
        name = repr(self.names[change.column])
        text = step.before.cells.to_series(change.column).fill_null("")
        before, after = change.before.fill_null(""), change.after.fill_null("")
        pairs = pl.DataFrame({"before": before, "after": after}).unique(maintain_order=True)
        by_value: dict[str, str] = dict(pairs.iter_rows())
        same = len(by_value) == len(pairs)
        whole = same and int(text.is_in(list(by_value)).sum()) == len(change)
        if whole and step.repair.cause != BY_HAND:
            recipe = step.repair.recipe
            if recipe is not None and by_value == _followed(recipe, text):
                if recipe.function not in self.recipes:
                    self.recipes.append(recipe.function)
                settings = [f"{key}={value!r}" for key, value in recipe.parameters.items()]
                return self._call("corriger_par_recette", name, recipe.function, *settings)
            return self._call("corriger_par_liste", name, _mapping(by_value))
        lines = step.before.lines.gather(change.rows).to_list()
        places = zip(lines, before.to_list(), after.to_list(), strict=True)
        return self._call("corriger_par_ligne", name, _listing(places))

    def _columns(self, before: Draft, traced: Draft, *, shifted: bool) -> Iterator[str]:
        """Rename, add, take out or move columns.

        Args:
            before: the draft before.
            traced: what the change makes of its tracer.
            shifted: cells go under other labels.
        """
        old, origins = self.names, [_origin(cell) for cell in traced.cells.row(0)]
        kept = [] if shifted else [one for one in origins if isinstance(one, int)]
        names: list[str] = []
        for origin, label in zip(origins, traced.header, strict=True):
            if origin in kept and isinstance(origin, int) and before.header[origin] == label:
                names.append(old[origin])
            else:
                others = [old[one] for one in kept if one != origin]
                names.append(kit.nommer([*others, *names, label])[-1])
        self.names = names
        if shifted:
            yield self._shifted(before, old, origins)
        else:
            yield from self._arranged(old, origins)
        for name, label in zip(names, traced.header, strict=True):
            # A column that is gone may have had that name for another label.
            if self._labels.get(name, name) != label:
                self._labels[name] = label
                yield f"ETIQUETTES[{name!r}] = {label!r}"

    def _arranged(self, old: list[str], origins: list[int | str | None]) -> Iterator[str]:
        """Take columns out, rename some, add others; their order is that of the written file."""
        gone = [name for index, name in enumerate(old) if index not in origins]
        if gone:
            yield self._call("retirer_colonnes", repr(gone))
        renamed = {
            old[one]: new
            for one, new in zip(origins, self.names, strict=True)
            if isinstance(one, int) and old[one] != new
        }
        if renamed:
            yield self._call("renommer", _mapping(renamed))
        added = [new for one, new in zip(origins, self.names, strict=True) if one is None]
        if added:
            yield self._call("ajouter_colonnes", repr(added))

    def _shifted(self, before: Draft, old: list[str], origins: list[int | str | None]) -> str:
        """Move cells under other labels, as long as columns look as they do now."""
        sources = {
            name: old[one] if isinstance(one, int) else one or ""
            for name, one in zip(self.names, origins, strict=True)
        }
        looks = {
            name: kit.allure_habituelle(before.cells.to_series(index).fill_null(""))
            for index, name in enumerate(old)
        }
        # A column that looks the same before and after says nothing.
        telling = {
            name: looks[name]
            for name, source in sources.items()
            if name in looks and looks[name] != looks.get(source)
        }
        return self._call("deplacer_cellules", _mapping(sources), _mapping(telling))

    def _rows(self, before: Draft, after: Draft) -> Iterator[str]:
        """Take rows out, and write others again."""
        gone = ~before.lines.is_in(after.lines.to_list())
        if gone.any():
            yield self._removed(before, gone)
        changed = self._rewritten(before, after, ~gone)
        blank = {
            line: {AU_DELA: (more, ())}
            for line, more in _beyond_by_line(before).items()
            if not any(map(str.strip, more))
        }
        if changed and changed == blank:
            yield self._call("retirer_au_dela_vide")
        elif changed:
            yield self._call("recrire_lignes", _mapping(changed))

    def _removed(self, before: Draft, gone: pl.Series) -> str:
        """Take rows out: all the empty ones, all the repeated ones, or some by their lines."""
        cells = before.cells.select(pl.all().fill_null(""))
        filled = cells.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
        beyond = pl.Series([before.extra.get(row, ()) != () for row in range(cells.height)])
        if not (gone != ~(filled | beyond)).any():
            return self._call("retirer_lignes_vides")
        repeated = ~cells.select(pl.struct(pl.all()).is_first_distinct()).to_series()
        if not before.extra and not (gone != repeated).any():
            return self._call("retirer_lignes_repetees")
        rows: dict[int, dict[str, Any]] = {
            line: dict(zip(self.names, row, strict=True))
            for line, row in zip(
                before.lines.filter(gone).to_list(), cells.filter(gone).rows(), strict=True
            )
        }
        for line, more in _beyond_by_line(before).items():
            if line in rows:
                rows[line][AU_DELA] = more
        return self._call("retirer_lignes", _mapping(rows))

    def _rewritten(
        self, before: Draft, after: Draft, kept: pl.Series
    ) -> dict[int, dict[str, tuple[Any, Any]]]:
        """Give the cells that differ, by line and column: before and after."""
        changed: dict[int, dict[str, tuple[Any, Any]]] = {}
        lines = after.lines
        for index, name in enumerate(self.names):
            old = before.cells.to_series(index).filter(kept).fill_null("")
            new = after.cells.to_series(index).fill_null("")
            which = old != new
            for line, was, now in zip(
                lines.filter(which), old.filter(which), new.filter(which), strict=True
            ):
                changed.setdefault(line, {})[name] = (was, now)
        left = _beyond_by_line(after)
        still = set(lines.to_list())
        for line, more in _beyond_by_line(before).items():
            if line in still and more != left.get(line, ()):
                changed.setdefault(line, {})[AU_DELA] = (more, left.get(line, ()))
        return dict(sorted(changed.items()))


def _tracer(draft: Draft) -> Draft:
    """Give a draft of one row, where each cell tells its column."""
    width = len(draft.header)
    return replace(
        draft,
        cells=pl.DataFrame({str(index): [str(index)] for index in range(width)}),
        lines=draft.lines.head(0).extend_constant(draft.header_line + 1, 1),
        extra={0: (AU_DELA,)},
    )


def _origin(cell: str | None) -> int | str | None:
    """Read a cell of the tracer: a column, what was beyond the header, or nothing."""
    if not cell:
        return None
    return AU_DELA if cell == AU_DELA else int(cell)


def _followed(recipe: Recipe, text: pl.Series) -> dict[str, str]:
    """Give what a recipe changes in a column."""
    distinct = text.unique(maintain_order=True).to_list()
    pairs = ((cell, follow(recipe, cell)) for cell in distinct if cell)
    return {cell: new for cell, new in pairs if new != cell}


def _beyond_by_line(draft: Draft) -> dict[int, tuple[str, ...]]:
    return {draft.lines[row]: cells for row, cells in draft.extra.items()}


def _mapping(pairs: Mapping[Any, Any]) -> str:
    return "{\n" + "".join(f"    {key!r}: {value!r},\n" for key, value in pairs.items()) + "}"


def _listing(items: Iterable[Any]) -> str:
    return "[\n" + "".join(f"    {item!r},\n" for item in items) + "]"

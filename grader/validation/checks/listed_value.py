"""The common part of the rules that look a cell up in an official list (frformat's)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import ClassVar

from rapidfuzz import fuzz, process

from grader.tables.labels import fold
from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.fault import Fault

#: The lists of the « code officiel géographique » that frformat 0.5 holds for most rules.
RECENT = ("2023", "2024")
#: The same for regions, which have not changed since their merger.
SINCE_2015 = tuple(map(str, range(2015, 2025)))
_LATEST = "latest"
_SPACES = re.compile(r"\s+")
_DECIMALS = re.compile(r"[.,]0+$")
_CODE = re.compile(r"\d[\dAB]?\d*", re.I)


@cache
def official_list(listing: str, edition: str = "") -> frozenset[str]:
    """Give a list of frformat.

    It is imported when a column is first looked at: frformat brings shapely and a third of a
    second with it, and a validation without these rules must not pay for them.

    Args:
        listing: name of frformat's class.
        edition: year of the list; "" when there is only one.
    """
    made = getattr(import_module("frformat"), listing)
    values: frozenset[str] = (made(edition) if edition else made()).get_valid_values_set()
    return values


class ListedValue(CellCheck):
    """A value that must be in a list, exactly as the list writes it (source: frformat).

    Attributes:
        listing: name of frformat's class.
        editions: years for which there is a list, oldest first, chosen by the parameter ``cog``;
            empty when there is only one list.
        extra: values admitted beside frformat's, with why in the subclass.
    """

    listing: ClassVar[str]
    editions: ClassVar[tuple[str, ...]] = RECENT
    extra: ClassVar[frozenset[str]] = frozenset()

    def unable(self) -> Fault | None:
        """Tell that the schema does not say which list, or asks for one that is not here."""
        edition = self.edition
        if not self.editions or edition in self.editions:
            return None
        words = {"rule": self.code, "edition": edition, "editions": ", ".join(self.editions)}
        variant = "edition" if edition else "no-edition"
        return Fault("unchecked-rule", self.code, None, self.column, None, variant, words)

    @property
    def edition(self) -> str:
        """Year of the list that the schema asks for; "" when it does not say."""
        if not self.editions:
            return ""
        asked = str(self.params.get("cog") or "")
        return self.editions[-1] if asked == _LATEST else asked

    def accepts(self, text: str) -> bool:
        """Tell whether a text is in the list as it is written.

        Args:
            text: the cell.
        """
        return text in official_list(self.listing, self.edition) or text in self.extra

    def judge(self, text: str) -> Flaw | None:
        """Look the cell up, then for the likeliest cause."""
        if self.accepts(text):
            return None
        if SCIENTIFIC.fullmatch(text):
            return Flaw("scientific")
        words = {"edition": self.edition}
        found = self.cause(text)
        return Flaw(found.variant, words={**words, **found.words}) if found else Flaw(words=words)

    def cause(self, text: str) -> Flaw | None:
        """Say why a cell is not in the list, when that can be told.

        Args:
            text: the cell.
        """
        for other in reversed(self.editions):
            if other != self.edition and text in official_list(self.listing, other):
                return Flaw("other-edition", words={"other": other})
        return None


class ListedCode(ListedValue):
    """A code: its spaces, case and lost zero are looked at.

    Attributes:
        length: how many characters a code has.
    """

    length: ClassVar[int]

    def cause(self, text: str) -> Flaw | None:
        """Look for spaces, lower case, decimals that a spreadsheet added, and a lost zero."""
        compact = _DECIMALS.sub("", _SPACES.sub("", text)).upper()
        if self.accepts(compact):
            return Flaw("rewrite", words={"better": compact})
        padded = compact.zfill(self.length)
        if compact and padded != compact and self.accepts(padded):
            return Flaw("zero", words={"better": padded})
        return super().cause(text)


class ListedName(ListedValue):
    """A name: its case, accents and punctuation are looked at.

    Attributes:
        is_short: whether the list is short enough to look for the nearest name.
    """

    is_short: ClassVar[bool] = False

    def cause(self, text: str) -> Flaw | None:
        """Look for another way to write a name, for a code, and for the nearest name."""
        names, form = _by_form(self.listing, self.edition, self.extra), _form(text)
        if form in names:
            return Flaw("rewrite", words={"better": names[form]})
        if _CODE.fullmatch(text.strip()):
            return Flaw("code")
        found = super().cause(text)
        if found is None and self.is_short:
            near = process.extractOne(form, names.keys(), scorer=fuzz.ratio, score_cutoff=80)
            if near:
                return Flaw("near", words={"better": names[near[0]]})
        return found


def _form(name: str) -> str:
    """Give the form by which two ways to write a name are known as one."""
    words = re.sub(r"[-'’.]", " ", name.casefold()).split()
    spelt = {"st": "saint", "ste": "sainte"}
    return fold(" ".join(spelt.get(word, word) for word in words))


@cache
def _by_form(listing: str, edition: str, extra: frozenset[str]) -> Mapping[str, str]:
    """Names of a list by what is left without case, accents, signs and abbreviations."""
    names = official_list(listing, edition) | extra
    return {_form(name): name for name in sorted(names, reverse=True)}

"""Recipes for answers by yes or no."""

import unicodedata

#: What is read in one way only.
_YES = frozenset({"oui", "vrai", "true", "yes", "1", "1.0", "1,0"})
_NO = frozenset({"non", "faux", "false", "no", "0", "0.0", "0,0"})
#: « O », which may be a zero, is a yes where there is an « N » too.
_YES_LETTERS = frozenset({"o", "v", "t", "y"})
_NO_LETTERS = frozenset({"n", "f"})
#: A cross may tick or strike out; some databases write -1 for yes.
_YES_SIGNS = frozenset({"x", "-1", "✓", "✔", "☑"})
_NO_SIGNS = frozenset({"☐"})
_ANSWERS = (
    ("word", _YES, _NO),
    ("letter", _YES_LETTERS, _NO_LETTERS),
    ("sign", _YES_SIGNS, _NO_SIGNS),
)
_AROUND = " \t\r\n.;,'\"=()\u200b\ufeff"


def answer_seen(cell: str) -> tuple[str, bool | None]:
    """See which answer a cell holds.

    Returns:
        ``word``, ``letter``, ``sign`` or "", and the answer; None when it is neither yes nor no.
    """
    letters = unicodedata.normalize("NFKD", cell[:40]).casefold().strip(_AROUND)
    for kind, yes, no in _ANSWERS:
        if letters in yes or letters in no:
            return kind, letters in yes
    return "", None


def written_answer(
    cell: str, kinds: list[str], true_values: list[str], false_values: list[str]
) -> str:
    """Write an answer as the schema does; one that it admits already is left as it is.

    Args:
        cell: the cell as written.
        kinds: ``word`` (« VRAI », « oui »), ``letter`` (« O »), ``sign`` (« X »).
        true_values: what the schema reads as true; the first is written.
        false_values: what it reads as false.
    """
    seen, answer = answer_seen(cell)
    values = true_values if answer else false_values
    if seen not in kinds or cell in true_values or cell in false_values or not values:
        return cell
    return values[0]

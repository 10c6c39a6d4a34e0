"""Addresses, streets and postal codes."""

from __future__ import annotations

import re

_TYPES = (
    r"(?:grande? |petite |vieille |grand['’-] ?)?rue|"
    r"avenue|av\.?|boulevard|bd\.?|bld\.?|blvd\.?|place|pl\.?|all[ée]es?|impasse|imp\.?|"
    r"chemin|ch\.|che\.?|route|rte\.?|quai|cours|square|sq\.?|passage|ruelle|sente|sentier|venelle|"
    r"esplanade|promenade|rond[- ]point|faubourg|fg\.?|mont[ée]e|c[ôo]te|r[ée]sidence|r[ée]s\.|"
    r"lotissement|lot\.|hameau|lieu[- ]dit|cit[ée]|villa|traverse|mail|parvis|clos|rampe|voie|"
    r"cour|chauss[ée]e|villas|lieudit|zone artisanale|za|zi|levée|draille|calade|carrefour|"
    r"porte|domaine|ilet|îlet|r\.|quartier|lot"
)
_NUMBER = r"\d{1,4}(?: ?(?:bis|ter|quater|[A-Da-d]\b))?(?: ?[-/] ?\d{1,4})?"
_POSTCODE = r"(?:0[1-9]|[1-9]\d|2[ABab])[ ]?\d{3}"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
#: « La Roche-sur-Yon », « SAINT-DENIS CEDEX 1 »: at most eight words, small ones inside.
_COMMUNE = (
    rf"{_CAPITAL}[\w'’-]{{1,40}}(?:[ ](?:(?:de|du|des|la|le|les|sur|sous|en|et|lès|aux)[ ]|"
    rf"[ld]['’])*{_CAPITAL}[\w'’-]{{1,40}}){{0,5}}(?:[ ](?:cedex|CEDEX|Cedex)(?:[ ]\d\d?)?)?"
)

#: A whole cell: number, kind of street, name.
_ADDRESS = re.compile(rf"(?:n°? ?)?{_NUMBER},? (?:{_TYPES}) \S", re.IGNORECASE)
_STREET = re.compile(rf"(?:{_TYPES}) \S", re.IGNORECASE)
_TAIL = re.compile(rf"(?:^|[ ,;]){_POSTCODE} {_COMMUNE}$")
_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-9]|2[AB])\d{3}")
_PLACE_WORDS = re.compile(r"^(?:BP|CS|TSA|B\.P\.|PO Box) ?\d+|(?:^| )(?:lieu-dit|lieudit) ")

#: In a text: « 12 bis, rue du Général-Leclerc », then perhaps « 35000 Rennes ».
_WORD = r"[\w'’.-]{1,40}"
_NAMED = (
    rf"(?:[ ](?:de|du|des|la|le|les|l['’]|d['’]|et|à|en|sur|aux|au)(?=[ ])|[ ][ld]['’]{_WORD}"
    rf"|[ ](?:{_CAPITAL}|\d)[\w'’-]{{0,40}})"
)
IN_TEXT = re.compile(
    rf"(?<![\w.,/-])(?<!zone )(?<!Zone )(?:{_NUMBER}),? (?i:{_TYPES})(?:{_NAMED}){{1,9}}"
    rf"(?:,? (?:[-–] )?{_POSTCODE} {_COMMUNE})?"
)
#: « 35000 Rennes » alone.
CODE_AND_COMMUNE = re.compile(rf"(?<![\w.,/-]){_POSTCODE} {_COMMUNE}")


def is_address(value: str) -> bool:
    """Tell whether a cell is a postal address: a number in a street, or a code and a commune.

    Args:
        value: a cell without outer blanks.
    """
    if len(value) > 200 or not any(c.isdigit() for c in value):
        return False
    if _ADDRESS.match(value) or _PLACE_WORDS.search(value):
        return True
    return _TAIL.search(value) is not None and not value[:5].isdigit()


def is_street(value: str) -> bool:
    """Tell whether a cell is a street without a number.

    Args:
        value: a cell without outer blanks.
    """
    return len(value) <= 100 and _STREET.match(value) is not None


def is_postcode(value: str) -> bool:
    """Tell whether a cell may be a postal code, or the code of a commune (INSEE).

    Args:
        value: a cell without outer blanks; a code that lost its first zero is not one.
    """
    return _CODE.fullmatch(value.replace(" ", "").upper()) is not None

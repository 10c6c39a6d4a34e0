"""Recipes for the keys of addresses."""

import re

_KEY = re.compile(r"\s*([0-9][0-9AB][0-9]{3})_([0-9A-Za-z]{4})_([0-9]{1,5})((?:_[0-9A-Za-z]+)*)\s*")


def address_key(cell: str) -> str:
    """Write the number of an address key with its five digits."""
    match = _KEY.fullmatch(cell)
    if match is None:
        return cell
    place, street, number, suffix = match.groups()
    return f"{place}_{street}_{number.zfill(5)}{suffix}"

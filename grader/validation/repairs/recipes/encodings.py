"""Recipes for letters read in a wrong encoding, and for texts that were made formulas."""

import re

#: Letters that follow each other, none of them plain: what one accented letter has become.
_RUN = re.compile(r"[^\x00-\x7f]+")
#: « Ã » alone is « à », and « Â » a no-break space: their second half was itself a no-break space,
#: which somebody dropped.
_LONE = re.compile("([ÃÂ])(?=[ ]|$)")

#: A formula that is only a text: a way to keep a spreadsheet from dropping its zeros.
_TEXT_FORMULA = re.compile(r'\s*="([^"]*)"\s*')


def _bytes_of(text: str) -> bytes:
    """Give the bytes that were read as Windows-1252; raises UnicodeEncodeError."""
    found = bytearray()
    for letter in text:
        try:
            found += letter.encode("cp1252")
        except UnicodeEncodeError:
            # Five bytes have no letter in Windows-1252: they are read as they are.
            found += letter.encode("latin-1")
    return bytes(found)


def decoded(cell: str) -> str:
    """Give back « é » for « Ã© », where the whole cell was UTF-8 read as Windows-1252."""
    while not cell.isascii():
        try:
            # « ï»¿ » was the mark at the beginning of a file: it is no letter.
            better = _bytes_of(cell).decode("utf-8").replace("\ufeff", "")
        except UnicodeError:
            break
        if better in ("", cell):
            break
        cell = better
    return cell


def decoded_in_part(cell: str) -> str:
    """Give back « é » for « Ã© » wherever it stands, other letters being right."""
    text = _RUN.sub(lambda match: decoded(match[0]), cell)
    return _LONE.sub(lambda match: "à" if match[1] == "Ã" else "", text)


def text_of_formula(cell: str) -> str:
    """Give 01004 for ="01004", which a spreadsheet writes to keep a zero."""
    match = _TEXT_FORMULA.fullmatch(cell)
    return match[1] if match else cell

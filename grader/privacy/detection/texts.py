"""Passages of a text that tell something of a person, with their place in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.privacy.detection.days import DAY_IN_TEXT, day_of
from grader.privacy.detection.identifiers import (
    FNI,
    SIV,
    is_email,
    is_iban,
    is_ip,
    is_phone,
    nir_sort,
)
from grader.privacy.detection.model import LIKELY, SURE, UNSURE, Passage
from grader.privacy.detection.names_in_text import names_in
from grader.privacy.detection.places import CODE_AND_COMMUNE, IN_TEXT
from grader.privacy.detection.sensitive import PHRASES, told_by

#: Longest text searched, in characters: a spreadsheet's own limit for a cell. Longer texts are
#: searched piece by piece.
PIECE = 32_767
#: What two pieces have in common, so that a passage is not cut in two unseen.
_SHARED = 200

_GAP = "[ .\u00a0\u202f-]?"
_EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_PHONE = re.compile(
    r"(?<![\w+.,/-])(?:(?:\+|00)\d{2,3}[ .\-\u00a0\u202f]?(?:\(0\) ?)?|\(0\) ?|0)"
    r"[1-9](?:[ ./\-\u00a0\u202f]{0,2}\d{2}){4}(?![\d%€])(?![.,/-]\d)"
)
#: Abroad and overseas, after « + »: as many digits as the plan has.
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[ .\-\u00a0\u202f]{0,2}\d){6,12}(?!\d)")
_NIR = re.compile(
    rf"(?<![\w.,-])[1-478]{_GAP}\d\d{_GAP}\d\d{_GAP}(?:\d\d|2[ABab]){_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"(?:[ ./\u00a0\u202f-]{{0,3}}\d\d)?(?![\d%])(?![.,]\d)"
)
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d\d(?:[ \u00a0\u202f]?[A-Z0-9]{4}){2,7}"
    r"(?:[ \u00a0\u202f]?[A-Z0-9]{1,3})?(?!\w)"
)
_PLATE = re.compile(rf"(?<![\w-])(?:{SIV}|{FNI})(?![\w-])")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])(?!\.\d)")
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}(?![\w:])")
_BORN = re.compile(
    rf"(?i:\bn[ée]{{1,2}}(?:\(e\)|·e|\.e)?s? (?:le |en )?|\bnaissance ?(?:[:,]|le|du|est le)? ?|"
    rf"\bddn ?:? ?|\banniversaire ?:? ?)({DAY_IN_TEXT})"
)
_AGE = re.compile(
    r"(?i:\b[âa]g[ée]{1,2}s? (?:de |d'|d’)|\bages? ?: ?)(\d{1,3})(?: ?ans)?\b|"
    r"(?<![\w.,-])(\d{1,2}) ans(?=[,.;)!?]|$| et demi)"
)
_CAR = re.compile(r"(?i:immatricul|v[ée]hicule|voiture|plaque|fourgon|camion|scooter|moto)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: Before a number with dots, these say that it is a version.
_VERSION = re.compile(r"(?i:version|firmware|v\.?|release|article|art\.?|§|chapitre|n°)\s?$")
_SOCIAL = re.compile(r"(?i:s[ée]cu|nir|nss|sociale|assur|matricule|immatric)")
_BARCODE = re.compile(r"(?i:ean|gtin|code[- ]barres?|isbn)")
#: How far before a number its announcement stands, in characters.
_BEFORE = 40
#: Longest word looked at.
_LONGEST_WORD = 40


def found_in(text: str) -> tuple[Passage, ...]:
    """Find what tells something of a person in a text: numbers, addresses, names, health.

    Passages do not overlap; each number was checked by its key or its plan, names are
    recognised by lists and by what stands around them (``names_in_text``).

    Args:
        text: any text, of any length.

    Returns:
        passages in the order of the text.
    """
    found: list[Passage] = []
    start = 0
    while True:
        piece = text[start : start + PIECE]
        last = start + PIECE >= len(text)
        limit = len(piece) if last else len(piece) - _SHARED
        for one in _in_piece(piece):
            if one.start < limit and (not found or start + one.start >= found[-1].end):
                found.append(Passage(start + one.start, start + one.end, one.kind, one.confidence))
        if last:
            return tuple(found)
        start += PIECE - _SHARED


Finder = Callable[[str], Iterator[Passage]]


def _in_piece(text: str) -> list[Passage]:
    taken: list[Passage] = []
    has_digit = any(c.isdigit() for c in text)
    for finder, wants_digit in _FINDERS:
        if has_digit or not wants_digit:
            taken.extend(finder(text))
    # Earlier finders are more certain: what they took is theirs.
    kept: list[Passage] = []
    free = bytearray(len(text))
    for one in taken:
        if not any(free[one.start : one.end]):
            free[one.start : one.end] = b"\x01" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _emails(text: str) -> Iterator[Passage]:
    if "@" in text:
        for found in _EMAIL.finditer(text):
            end = found.end()
            if is_email(found[0]):
                yield Passage(found.start(), end, "email", SURE)


def _ibans(text: str) -> Iterator[Passage]:
    for found in _IBAN.finditer(text):
        if is_iban(found[0]):
            yield Passage(*found.span(), "iban", SURE)


def _nirs(text: str) -> Iterator[Passage]:
    for found in _NIR.finditer(text):
        sort = nir_sort(found[0])
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        spoken = _SOCIAL.search(before) is not None
        if sort == "keyed":
            yield Passage(*found.span(), "nir", SURE)
        elif sort == "shaped" and spoken:
            yield Passage(*found.span(), "nir", LIKELY)
        elif sort == "keyless" and not _BARCODE.search(before):
            # Spaces as a NIR has them, or words that announce it: else 13 digits are anything.
            spaced = len(found[0]) > 15
            if spoken or spaced:
                yield Passage(*found.span(), "nir", LIKELY)


def _phones(text: str) -> Iterator[Passage]:
    for pattern in (_PHONE, _ABROAD):
        for found in pattern.finditer(text):
            number = found[0]
            if number[0] == "(":  # « (0)2 99… »
                number = number.replace("(", "", 1).replace(")", "", 1)
            if is_phone(number):
                yield Passage(*found.span(), "phone", SURE)


def _plates(text: str) -> Iterator[Passage]:
    for found in _PLATE.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        spoken = _CAR.search(before) is not None
        if spoken or found[0].count("-") == 2:
            yield Passage(*found.span(), "plate", SURE if spoken else LIKELY)


def _ips(text: str) -> Iterator[Passage]:
    for pattern in (_IPV4, _IPV6):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - 12) : found.start()]
            if is_ip(found[0]) and not _VERSION.search(before):
                yield Passage(*found.span(), "ip", SURE)


def _births(text: str) -> Iterator[Passage]:
    for found in _BORN.finditer(text):
        if day_of(found[1].replace("-", "/") if found[1][2:3] == "-" else found[1]):
            yield Passage(*found.span(1), "birth-date", SURE)


def _ages(text: str) -> Iterator[Passage]:
    for found in _AGE.finditer(text):
        age = int(found[1] or found[2])
        told = found[1] is not None
        if age <= 120 and (told or age >= 3):
            yield Passage(*found.span(), "age", LIKELY if told else UNSURE)


def _addresses(text: str) -> Iterator[Passage]:
    for found in IN_TEXT.finditer(text):
        yield Passage(*found.span(), "address", SURE)
    for found in CODE_AND_COMMUNE.finditer(text):
        yield Passage(*found.span(), "address", LIKELY)


def _sensitive(text: str) -> Iterator[Passage]:
    for found in PHRASES.finditer(text):
        yield Passage(*found.span(), found.lastgroup or "", LIKELY)
    for found in _WORD.finditer(text):
        if found.end() - found.start() <= _LONGEST_WORD:
            kind = told_by(found[0])
            if kind:
                yield Passage(*found.span(), kind, LIKELY)


_FINDERS: tuple[tuple[Finder, bool], ...] = (
    (_emails, False),
    (_ibans, True),
    (_births, True),
    (_nirs, True),
    (_phones, True),
    (_ips, False),
    (_plates, True),
    (_addresses, True),
    (_ages, True),
    (names_in, False),
    (_sensitive, False),
)

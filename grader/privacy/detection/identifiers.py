"""Numbers and addresses that a key, a plan or a form tells for sure."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from stdnum import iban as iban_of
from stdnum.exceptions import ValidationError
from stdnum.fr import nir as nir_of
from stdnum.fr import siren as siren_of
from stdnum.fr import siret as siret_of

#: Structure of a NIR (source: INSEE, « numéro d'inscription au répertoire »): sex, year, month
#: (20 to 42 and 50 to 99 where it is unknown), département, commune, order.
_NIR = r"[1-478]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{6}"
_NIR_15 = re.compile(rf"{_NIR}\d\d")
_NIR_13 = re.compile(_NIR)
#: « 1,84037E+14 »: a spreadsheet cut it; year and month may still be read.
_NIR_SHORTENED = re.compile(r"([12])[.,](\d{2,14})[eE]\+?1[24]")
_SIGNS = str.maketrans("", "", " .\u00a0\u202f-_/")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}")
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}")
#: SIV since 2009: no I, O or U; SS, and WW on the left, are not given to a vehicle for good.
SIV = r"(?!SS|WW)[A-HJ-NP-TV-Z]{2}[- ]?(?!000)\d{3}[- ]?(?!SS)[A-HJ-NP-TV-Z]{2}"
#: Before 2009 (FNI): digits, letters, département.
FNI = r"[1-9]\d{0,3}[ -]?[A-HJ-NP-TV-Z]{2,3}[ -]?(?:0[1-9]|[1-8]\d|9[0-5]|97[1-6]|2[AB])"
_PLATE = re.compile(rf"(?:{SIV}|{FNI})", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:(?:\+|00)[1-9]\d{0,2}[ .\-]?(?:\(0\) ?)?|0)?[1-9](?:[ .\-/\u00a0\u202f]{0,2}\d){5,12}"
)
#: Regions whose numbers are written with ten digits, then those written after « + ».
_REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT", "PM")
#: Ranges that Arcep keeps for works of fiction; the sixth is not in the phonenumbers library.
_FICTION = ("0199 00", "0261 91", "0353 01", "0465 71", "0536 49", "0639 98")
_FICTIONAL = tuple(one.replace(" ", "") for one in _FICTION)
#: Local parts of addresses that a team shares.
_SHARED = re.compile(
    r"(?:contact|mairie|accueil|info|infos|secretariat|direction|administration|admin|service|rh|"
    r"communication|com|association|asso|bureau|dpo|dpd|noreply|no-reply|webmaster|marches|ecole|"
    r"mediatheque|bibliotheque|urbanisme|etatcivil|etat-civil|ccas|tresorerie|presidence)"
    r"(?:[._-].*)?@",
    re.IGNORECASE,
)


def bare(value: str) -> str:
    """Give a number without what separates its digits, in capitals.

    Args:
        value: as written.
    """
    return value.translate(_SIGNS).upper()


def nir_sort(value: str) -> str:
    """Tell how far a cell is a NIR (numéro de sécurité sociale).

    Args:
        value: a cell, with or without spaces.

    Returns:
        ``keyed`` (15 digits and the right key), ``shaped`` (its structure and a wrong key),
        ``keyless`` (13 digits, structure only), ``shortened`` (scientific notation) or "".
    """
    if not 6 <= len(value) <= 30 or value[0] not in "123478":
        return ""
    number = bare(value)
    if _NIR_15.fullmatch(number):
        return "keyed" if nir_of.is_valid(number) else "shaped"
    if _NIR_13.fullmatch(number):
        return "keyless"
    cut = _NIR_SHORTENED.fullmatch(value.replace(" ", ""))
    if cut and (len(cut[2]) < 4 or 1 <= int(cut[2][2:4]) <= 12 or int(cut[2][2:4]) >= 20):
        return "shortened"
    return ""


def is_ean(value: str) -> bool:
    """Tell whether 13 digits bear the key of a bar code (source: GS1, EAN-13).

    Args:
        value: a cell.
    """
    if len(value) != 13 or not value.isascii() or not value.isdigit():
        return False
    digits = [int(c) for c in value]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def is_email(value: str) -> bool:
    """Tell whether a cell is an e-mail address.

    Args:
        value: a cell without outer blanks.
    """
    return len(value) <= 254 and _EMAIL.fullmatch(value) is not None


def is_shared_mailbox(value: str) -> bool:
    """Tell whether an e-mail address is that of a team (``contact@``, ``mairie@``).

    Args:
        value: an e-mail address.
    """
    return _SHARED.match(value) is not None


def is_iban(value: str) -> bool:
    """Tell whether a cell is an IBAN whose key is right (source: python-stdnum).

    Args:
        value: a cell, with or without spaces.
    """
    if not 15 <= len(value) <= 45 or not value[:2].isalpha():
        return False
    number = bare(value)
    if _IBAN.fullmatch(number) is None:
        return False
    try:
        # The country's own rule is left out: a fictional bank is still an account number.
        iban_of.validate(number, check_country=False)
    except ValidationError:
        return False
    return True


def is_phone(value: str) -> bool:
    """Tell whether a cell is a telephone number, in France, overseas or abroad.

    Ten digits that begin with 0, or a number after « + » or « 00 » (source: phonenumbers). Nine
    digits without their 0 are « bare_phone »'s business.

    Args:
        value: a cell without outer blanks.
    """
    if not 9 <= len(value) <= 24 or value[0] not in "+0(":
        return False
    if _PHONE.fullmatch(value) is None:
        return False
    return _in_plan(value.translate(_SIGNS).replace("(0)", ""))


def is_bare_phone(value: str) -> bool:
    """Tell whether nine digits are a French number that lost its 0 in a spreadsheet.

    Args:
        value: a cell without outer blanks.
    """
    return len(value) == 9 and value.isascii() and value.isdigit() and is_phone(f"0{value}")


@lru_cache(maxsize=20_000)
def _in_plan(number: str) -> bool:
    import phonenumbers  # 60 ms: only a cell with the look of a number waits for it

    number = f"+{number[2:]}" if number.startswith("00") else number
    if number.startswith("0") and number[:6] in _FICTIONAL:
        return len(number) == 10
    if number.startswith("+33") and f"0{number[3:8]}" in _FICTIONAL:
        return len(number) == 12
    if number.startswith("0") and len(number) != 10:
        return False
    for region in _REGIONS if number.startswith("0") else ("FR",):
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(number, region)):
                return True
        except phonenumbers.NumberParseException:
            return False
    return False


def is_plate(value: str) -> bool:
    """Tell whether a cell has the form of a French number plate.

    Args:
        value: a cell without outer blanks.
    """
    return len(value) <= 14 and _PLATE.fullmatch(value) is not None


def is_ip(value: str) -> bool:
    """Tell whether a cell is an IP address, version 4 or 6.

    Args:
        value: a cell without outer blanks.
    """
    if not 3 <= len(value) <= 45 or (value.count(".") != 3 and value.count(":") < 2):
        return False
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def is_siren(value: str) -> bool:
    """Tell whether a cell is a SIREN or a SIRET whose key is right (source: python-stdnum).

    Args:
        value: a cell, with or without spaces.
    """
    if not 9 <= len(value) <= 22:
        return False
    number = bare(value)
    if not number.isascii() or not number.isdigit() or set(number) == {"0"}:
        return False
    if len(number) == 9:
        return bool(siren_of.is_valid(number))
    return len(number) == 14 and bool(siret_of.is_valid(number))

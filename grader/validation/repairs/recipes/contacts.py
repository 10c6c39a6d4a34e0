"""Recipes for web addresses and telephone numbers."""

import re

#: « www.commune.fr/actes »; a file's name and a decimal number are no domain.
_DOMAIN = re.compile(
    r"(?:[\w-]+\.)+(?!(?:pdf|docx?|odt|xlsx?|ods|csv|jpe?g|png|zip|html?)\b)[^\W\d_]{2,}"
    r"(?:[/?#:].*)?",
    re.IGNORECASE,
)
#: Overseas numbers have another country code than +33.
_NATIONAL = re.compile(r"0?(?!262|263|269|508|590|594|596|639|69)([1-79]\d{8})")


def with_https(cell: str) -> str:
    """Write a web address with the « https:// » that it lacks."""
    text = cell.strip()
    return f"https://{text}" if _DOMAIN.fullmatch(text) else cell


def without_mailto(cell: str) -> str:
    """Keep the address of « mailto:a@b » or « Name <a@b> »."""
    match = re.fullmatch(r"\s*(?:mailto:|[^<>@]*<)?\s*([^\s<>;,]+@[^\s<>;,]+?)[\s>;,.]*", cell)
    return match[1] if match else cell


def international_phone(cell: str) -> str:
    """Write a French telephone number with +33 and without spaces."""
    number = re.sub(r"[\s.\-_/()]", "", cell.replace("(0)", ""))
    if number.startswith("00"):
        number = f"+{number[2:]}"
    if number.startswith("+330"):
        number = f"+33{number[4:]}"
    if re.fullmatch(r"\+\d{8,15}", number):
        return number
    match = _NATIONAL.fullmatch(number)
    return f"+33{match[1]}" if match else cell

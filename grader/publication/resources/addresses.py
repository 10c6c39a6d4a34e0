"""Addresses that a resource may have elsewhere."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https", "ftp", "ftps"})
#: No blank and no control character: an address is one word.
_WORD = re.compile(r"[^\s\x00-\x20\x7f-\x9f<>\"`]+")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")


def is_sound_address(url: str) -> bool:
    """Tell whether an address can be that of a file.

    Local and private ones pass here; the real portal refuses them.

    Args:
        url: as sent, trimmed.
    """
    if not _WORD.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or ""), parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in _SCHEMES or not host:
        return False
    return host == "localhost" or _is_ip(host) or _is_name(host)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_name(host: str) -> bool:
    try:
        ascii_host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return False
    labels = ascii_host.split(".")
    return (
        len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and _TOP.fullmatch(labels[-1]) is not None
    )

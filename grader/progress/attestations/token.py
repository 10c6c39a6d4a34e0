"""The signed code of an attestation: what is attested, and a print of the name, never the name."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

VERSION = 1
#: Signed before the content, so that a signature of ours means one thing only.
_DOMAIN = b"ouvroir-attestation-1\0"
#: Characters of the longest code that is read.
LONGEST = 4000


@dataclass(frozen=True)
class Attested:
    """What a code says.

    Attributes:
        serial: of the attestation.
        key: id of the key that signed.
        issued: when (ISO 8601, UTC).
        path: id of the path.
        title: of the path.
        content: hash of what the path was made of.
        modules: (title, percent) of each module.
        minutes: how long the path takes.
        issuer: name of the instance.
        session: title of the session, or "".
        salt, name_print: hash of the name with its salt, in hexadecimal.
    """

    serial: str
    key: str
    issued: str
    path: str
    title: str
    content: str
    modules: tuple[tuple[str, int], ...]
    minutes: int
    issuer: str
    session: str
    salt: str
    name_print: str

    def names(self, name: str) -> bool:
        """Tell whether a name is the one that was written, but for case and spaces."""
        return hmac.compare_digest(print_of(name, self.salt), self.name_print)


def print_of(name: str, salt: str) -> str:
    """Hash a name, as written in any case and spacing."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return hashlib.sha256(f"{salt}\0{plain}".encode()).hexdigest()


def to_text(raw: bytes) -> str:
    """Write bytes in the letters that an address may hold."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Read them back.

    Raises:
        ValueError: it is not as ``to_text`` writes it: there is one writing only.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ValueError("not base64") from fault
    if to_text(raw) != text:
        raise ValueError("not canonical")
    return raw


def signed(attested: Attested, sign: Callable[[bytes], bytes]) -> str:
    """Write and sign a code.

    Args:
        attested: what it says.
        sign: gives the signature of bytes, by the key that it names.
    """
    a = attested
    fields = [
        VERSION, a.serial, a.key, a.issued, a.path, a.title, a.content,
        [list(one) for one in a.modules], a.minutes, a.issuer, a.session, a.salt, a.name_print,
    ]  # fmt: skip
    payload = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{to_text(payload)}.{to_text(sign(_DOMAIN + payload))}"


def read(token: str) -> tuple[Attested, bytes, bytes]:
    """Read a code, and believe nothing of it yet.

    Returns:
        What it says, its signature, and the bytes that must have been signed.

    Raises:
        ValueError: it is no code of ours.
    """
    body, dot, signature = token.partition(".")
    if not dot or len(token) > LONGEST:
        raise ValueError("no code")
    payload = from_text(body)
    fields = json.loads(payload)
    if not isinstance(fields, list) or len(fields) != 13 or fields[0] != VERSION:
        raise ValueError("another version")
    texts = [*fields[1:7], *fields[9:13]]
    rows = fields[7]
    whole = all(isinstance(one, str) for one in texts) and isinstance(fields[8], int)
    if not whole or not isinstance(rows, list):
        raise ValueError("no code")
    modules = []
    for row in rows:
        if not (isinstance(row, list) and len(row) == 2 and isinstance(row[1], int)):
            raise ValueError("no code")
        modules.append((str(row[0]), row[1]))
    attested = Attested(*fields[1:7], tuple(modules), fields[8], *fields[9:13])  # type: ignore[call-arg]  # lengths are checked above
    return attested, from_text(signature), _DOMAIN + payload

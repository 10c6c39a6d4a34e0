"""The signed list of revoked attestations, for who checks without us."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any

from grader.progress.attestations.checking import Revoked
from grader.progress.attestations.keys import PublicKey, moment

_FORMAT = "ouvroir-revoquees-1"


def revocation_list(
    revoked: Sequence[Revoked], key: PublicKey, sign: Callable[[bytes], bytes]
) -> dict[str, Any]:
    """Write and sign the list.

    Args:
        revoked: all of them.
        key: the one that signs.
        sign: gives the signature of bytes by it.
    """
    rows = [{"serial": one.serial, "date": one.date, "reason": one.reason} for one in revoked]
    body = {"format": _FORMAT, "issued": moment(), "key": key.id, "revoked": rows}
    return {**body, "signature": base64.b64encode(sign(_signed(body))).decode()}


def read_revoked(content: bytes, keys: Sequence[PublicKey]) -> list[Revoked]:
    """Read the list.

    Raises:
        ValueError: it is none, or no key that is believed signed it.
    """
    try:
        body = json.loads(content)
        signature = base64.b64decode(body.pop("signature"), validate=True)
        key = next(one for one in keys if one.id == body["key"])
        issued = str(body["issued"])
        rows = [
            Revoked(str(r["serial"]), str(r["date"]), str(r["reason"])) for r in body["revoked"]
        ]
    except (KeyError, TypeError, AttributeError, StopIteration, binascii.Error) as fault:
        raise ValueError("no list") from fault
    late = bool(key.compromised) and issued >= key.compromised
    if late or body["format"] != _FORMAT or not key.verifies(signature, _signed(body)):
        raise ValueError("not signed by a key that is believed")
    return rows


def _signed(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{_FORMAT}\0{text}".encode()

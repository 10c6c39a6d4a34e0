"""Fetch one small file over the web, within bounds: what comes is of no trusted hand.

Only https is followed, redirections included. Plain http is for a catalogue on this very machine
(a test, a mirror), whose own files may then lie there too; a catalogue from elsewhere never makes
this machine call itself.
"""

from __future__ import annotations

import http.client
import ipaddress
import ssl
import time
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit

from grader import __version__
from grader.errors import OuvroirError
from grader.typography import french, number

_CHUNK = 64 * 1024
#: Seconds without any news from the server.
_SILENCE = 10.0
_REDIRECTIONS = 3


def is_loopback(address: str) -> bool:
    """Tell whether an address names this very machine.

    Args:
        address: a web address.
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_address(address: str, *, local: bool) -> None:
    """Refuse an address that must not be called.

    Args:
        address: a web address.
        local: whether this very machine may be called, over http too.

    Raises:
        OuvroirError: ``address-refused``.
    """
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or not address.isascii() or any(c <= " " for c in address):
        raise _refused("ce n'est pas une adresse web")
    if parts.username is not None or parts.password is not None:
        raise _refused("une adresse ne doit pas porter de mot de passe")
    if is_loopback(address):
        if not local or parts.scheme not in {"http", "https"}:
            raise _refused("elle désigne l'ordinateur lui-même")
    elif parts.scheme != "https":
        raise _refused("seules les adresses en https:// sont suivies")


def fetch(address: str, *, most_bytes: int, seconds: float, local: bool = False) -> bytes:
    """Give the content of an address.

    Args:
        address: a web address.
        most_bytes: size above which the content is refused.
        seconds: time for the whole.
        local: whether this very machine may be called, over http too.

    Raises:
        OuvroirError: ``address-refused``, ``unreachable``, ``bad-answer`` or ``answer-too-big``.
    """
    check_address(address, local=local)
    deadline = time.monotonic() + seconds
    opener = urllib.request.OpenerDirector()
    # An explicit list: the default opener would follow file: and ftp: too.
    for handler in (
        urllib.request.ProxyHandler({} if local else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _CheckedRedirections(local=local),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(  # noqa: S310 - the address was checked above
        address, headers={"User-Agent": f"Ouvroir/{__version__}", "Accept": "application/json"}
    )
    try:
        response = opener.open(request, timeout=min(_SILENCE, seconds))
        if response is None:
            raise _refused("seules les adresses en https:// sont suivies")
        with response:
            return _read(response, most_bytes, deadline)
    except urllib.error.HTTPError as error:
        error.close()
        raise OuvroirError(
            "bad-answer", french(f"Le serveur a répondu par l'erreur {error.code}."), _LATER
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(error) from None


class _CheckedRedirections(urllib.request.HTTPRedirectHandler):
    """Follow few redirections, each to an address that might have been asked for."""

    max_redirections = _REDIRECTIONS
    max_repeats = 1

    def __init__(self, *, local: bool) -> None:
        self._local = local

    def redirect_request(  # noqa: PLR0917 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Check the new address; called by urllib for each redirection."""
        check_address(newurl, local=self._local)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(response: http.client.HTTPResponse, most_bytes: int, deadline: float) -> bytes:
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > most_bytes:
            size = number(most_bytes / 1_000_000, 1)
            raise OuvroirError(
                "answer-too-big", french(f"Le fichier envoyé dépasse {size} Mo : il est refusé.")
            )
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:
        raise OuvroirError("bad-answer", "Le fichier est arrivé incomplet.", _LATER)
    return bytes(content)


_LATER = "Recommencez plus tard."


def _refused(reason: str) -> OuvroirError:
    return OuvroirError("address-refused", french(f"Cette adresse n'est pas suivie : {reason}."))


def _unreachable(error: Exception) -> OuvroirError:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        message = "La connexion n'est pas sûre : le certificat du serveur n'a pas été reconnu."
    elif isinstance(reason, TimeoutError):
        message = "Le serveur met trop de temps à répondre."
    else:
        message = "Le serveur ne peut pas être joint."
    return OuvroirError(
        "unreachable",
        french(message),
        "Vérifiez la connexion à internet (ou le serveur mandataire), puis recommencez.",
    )

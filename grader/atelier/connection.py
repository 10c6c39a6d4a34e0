"""A notebook joined to its learner's own path: the server stores and assesses, as for her page.

The resume code goes once to the server, which answers with a token. The token lives in this
process alone: it is written in no cell, no output and no file.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import RefusedError
from grader.exercises.model import Feedback, Outcome

#: The server's own patience with a worker, and some.
_SECONDS = 120.0
#: Longest answer that is read, in bytes: hints and a solution fit many times.
_LONGEST = 4 * 1024 * 1024
_FORBIDDEN = 403
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class Connection:
    """A learner's path on a server, until ``close``.

    Args:
        server: address of the server, with its base path: ``http://127.0.0.1:8866``.
        code: her resume code, as she was shown it.

    Raises:
        RefusedError: the address is none, the code opens nothing, or the server does not answer.
    """

    def __init__(self, server: str, code: str) -> None:
        parts = urllib.parse.urlsplit(server.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedError(
                "bad-address",
                "Cette adresse n'est pas celle d'un serveur.",
                "Écrivez-la en entier, par exemple « http://127.0.0.1:8866 ».",
            )
        if parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise RefusedError(
                "not-encrypted",
                "Cette adresse n'est pas chiffrée : votre code pourrait être lu en chemin.",
                "Écrivez l'adresse avec « https:// ».",
            )
        self._root = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/atelier/"
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._token = ""
        told = self._ask("ouvrir", {"code": code})
        self._token = str(told["token"])
        self.pseudonym = str(told["pseudonym"])

    def __repr__(self) -> str:
        return f"Connection({self.pseudonym})"

    def view(self, name: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask for one operation, and give the view that it answers with.

        Raises:
            RefusedError: the server refuses, or does not answer.
        """
        found = self._ask(f"faire/{name}", request)["view"]
        return dict(found) if isinstance(found, Mapping) else {}

    def send(self, exercise_id: str, path: Path, schema: str) -> str:
        """Send a file for an exercise; gives its hash.

        Raises:
            RefusedError: the server refuses, or does not answer.
        """
        query = urllib.parse.urlencode({"nom": path.name, "schema": schema})
        answer = self._post(f"depot/{exercise_id}?{query}", path.read_bytes())
        return str(answer["file"])

    def close(self) -> None:
        """End the token on the server, and forget it."""
        try:
            self._ask("fermer", {})
        finally:
            self._token = ""

    def _ask(self, path: str, request: Mapping[str, Any]) -> dict[str, Any]:
        try:
            body = json.dumps(request, allow_nan=False).encode()
        except (TypeError, ValueError) as error:
            raise RefusedError(
                "bad-answer",
                "Cette réponse ne peut pas être envoyée : elle contient autre chose que du texte, "
                "des nombres, des listes et des dictionnaires.",
            ) from error
        return self._post(path, body)

    def _post(self, path: str, body: bytes) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        asked = urllib.request.Request(  # noqa: S310  # http and https alone pass __init__
            self._root + path, data=body, headers=headers, method="POST"
        )
        try:
            with self._opener.open(asked, timeout=_SECONDS) as answer:
                return _read(answer.read(_LONGEST))
        except urllib.error.HTTPError as error:
            if error.code == _FORBIDDEN and self._token:
                raise _ended() from None
            raise _refused(error) from None
        except OSError:
            # The reason may quote the address: her server is not for a notebook that is shared.
            raise RefusedError(
                "no-answer",
                "Le serveur ne répond pas.",
                "Vérifiez son adresse et qu'il est démarré, puis recommencez. Sans lui, "
                "« grader.disconnect() » continue sur cet ordinateur.",
            ) from None


def outcome_of(view: Mapping[str, Any]) -> tuple[Outcome, str, str]:
    """Read an outcome as the server tells it.

    Args:
        view: of an exercise.

    Returns:
        the outcome, the word for its status, and the words for its points.

    Raises:
        RefusedError: it is none: the server is another program, or of another version.
    """
    try:
        told = view["outcome"]
        feedback = tuple(Feedback(str(f["kind"]), str(f["message"])) for f in told["feedback"])
        outcome = Outcome(
            str(told["status"]), float(told["points"]), float(told["max_points"]), feedback
        )
        return outcome, str(told["label"]), str(told["points_label"])
    except (KeyError, TypeError, ValueError):
        raise _foreign() from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token must not follow its request to another place."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def _read(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _foreign()
    return found


def _refused(error: urllib.error.HTTPError) -> RefusedError:
    try:
        told = json.loads(error.read(_LONGEST))["error"]
        return RefusedError(str(told["code"]), str(told["message"]), str(told["hint"]))
    except (OSError, KeyError, TypeError, ValueError):
        return _foreign()


def _ended() -> RefusedError:
    return RefusedError(
        "link-ended",
        "Ce carnet n'est plus relié à votre parcours : ce qui était enregistré l'est toujours.",
        "Le serveur a redémarré, dix heures ont passé, ou votre code a changé. Exécutez de "
        "nouveau « grader.connect() ».",
    )


def _foreign() -> RefusedError:
    return RefusedError(
        "foreign-answer",
        "Cette adresse ne répond pas comme un serveur Ouvroir de la même version.",
        "Vérifiez l'adresse auprès de la personne qui exploite le serveur.",
    )

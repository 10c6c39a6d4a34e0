"""Refusals of the API, in the six shapes of the real one, each with a French explanation.

The shapes are facts of udata 17.18; ``explication`` is a key of our own beside them.
"""

from __future__ import annotations

from typing import Any

NOT_FOUND_TEXT = (
    "The requested URL was not found on the server. If you entered the URL manually please "
    "check your spelling and try again."
)
UNAUTHORIZED_TEXT = (
    "The server could not verify that you are authorized to access the URL requested. You "
    "either supplied the wrong credentials (e.g. a bad password), or your browser doesn't "
    "understand how to supply the credentials required."
)


class Problem(Exception):  # noqa: N818 - a refusal, not a fault
    """A call that is refused.

    Args:
        status: HTTP status.
        body: what the real API answers.
        explanation: what happened and what to do, in plain French.
        headers: beside the usual ones.
    """

    def __init__(
        self,
        status: int,
        body: dict[str, Any],
        explanation: str,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(str(body.get("message") or body.get("error") or body))
        self.status = status
        self.body = body
        self.explanation = explanation
        self.headers = headers


def form_problem(errors: dict[str, Any], explanation: str) -> Problem:
    """Shape A: a dataset's or resource's form; values are lists of texts, or nest."""
    return Problem(400, {"errors": errors}, explanation)


def model_problem(errors: dict[str, Any], explanation: str, message: str) -> Problem:
    """Shape B: refused when saving; values are texts, beside a ``message``."""
    return Problem(400, {"errors": errors, "message": message}, explanation)


def simple_problem(status: int, message: str, explanation: str) -> Problem:
    """Shape C: a rule, a right, an object that is gone."""
    return Problem(status, {"message": message}, explanation)


def query_problem(errors: dict[str, str], explanation: str) -> Problem:
    """Shape D: an argument of the query."""
    body = {"errors": errors, "message": "Input payload validation failed"}
    return Problem(400, body, explanation)


def upload_problem(error: str, explanation: str, status: int = 400) -> Problem:
    """Shape E: the state of an upload."""
    return Problem(status, {"success": False, "error": error, "message": ""}, explanation)


def no_route() -> Problem:
    """Shape F: no such path."""
    return Problem(
        404,
        {"error": NOT_FOUND_TEXT, "status": 404},
        "Cette adresse n'existe pas dans l'API. Vérifiez son orthographe.",
    )


def not_found(message: str = NOT_FOUND_TEXT, explanation: str = "") -> Problem:
    """An object that does not exist, or that the caller may not see."""
    return simple_problem(
        404,
        message,
        explanation or "Rien n'existe sous cet identifiant, ou c'est un brouillon d'autrui.",
    )


def unauthorized() -> Problem:
    """No key where one is needed."""
    return Problem(
        401,
        {"message": UNAUTHORIZED_TEXT},
        "Cet appel demande une clé d'API : envoyez-la dans l'en-tête X-API-KEY.",
        (("WWW-Authenticate", 'Bearer realm="uData"'),),
    )


def forbidden() -> Problem:
    """Signed in, without the right."""
    return simple_problem(
        403,
        "You do not have the permission to modify that object.",
        "Votre clé est bonne, mais elle ne donne pas le droit de modifier cet objet : il "
        "appartient à une autre organisation ou à une autre personne.",
    )

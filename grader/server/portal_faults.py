"""What the server itself refuses of a call of the portal, in the shapes of the real one."""

from __future__ import annotations

from http import HTTPStatus

from grader.errors import OuvroirError
from grader.publication.api.answer import wrong_method
from grader.publication.problems import Problem, no_route, simple_problem
from grader.server.access import refusal_status

_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
#: Status to the fixed text of the real portal.
_TEXTS = {
    413: "The data value transmitted exceeds the capacity limit.",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
_TOLD = {
    413: "L'envoi est trop volumineux. Un fichier s'envoie à une adresse « /upload/ » ; une fiche "
    "trop longue se partage en plusieurs appels.",
    500: "Une erreur s'est produite de notre côté. Rien n'a été changé dans votre espace.",
    503: "Le serveur est trop occupé pour l'instant. Recommencez dans une minute.",
}
_MISUNDERSTOOD = "The browser (or proxy) sent a request that this server could not understand."
_MISUNDERSTOOD_TOLD = (
    "L'appel n'a pas été compris : vérifiez l'adresse (accents et signes encodés en UTF-8), les "
    "en-têtes et le corps."
)


def fault_problem(status: int, error: BaseException | None, method: str) -> Problem:
    """Tell a refusal or a fault of the server as a problem of the API.

    Args:
        status: HTTP status that the server would give.
        error: what was raised, if it is known.
        method: of the request.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, OuvroirError):
        return simple_problem(refusal_status(error), error.code, str(error))
    if status == HTTPStatus.NOT_FOUND:
        return no_route()
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return wrong_method(method, _METHODS)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _TEXTS:
        return simple_problem(status, _MISUNDERSTOOD, _MISUNDERSTOOD_TOLD)
    known = status if status in _TEXTS else 500
    return simple_problem(known, _TEXTS[known], _TOLD[known])

"""Tags in the API: those in use that begin like what a person types."""

from __future__ import annotations

from collections import Counter

from grader.publication.api.route import Call, Route
from grader.publication.asked import required_argument
from grader.publication.exchange import Reply
from grader.publication.pages import positive_argument
from grader.publication.portal import Portal
from grader.publication.slugs import slugify

_SIZE = 10


def _suggest(portal: Portal, call: Call) -> Reply:
    wanted = slugify(required_argument(call, "q", "The string to autocomplete/suggest"))
    size = positive_argument(call, "size", "The amount of suggestion to fetch", _SIZE)
    used = Counter(
        tag
        for kind in ("dataset", "reuse")
        for found in portal.catalogue.all(kind)
        if not (found["private"] or found["deleted"])
        for tag in found["tags"]
    )
    # The most used first, then in the order of the alphabet.
    order = sorted((tag for tag in used if wanted in tag), key=lambda tag: (-used[tag], tag))
    return Reply([{"text": tag} for tag in order[:size]])


ROUTES = (
    Route(
        "GET",
        "/api/1/tags/suggest/",
        _suggest,
        "Mots-clés en usage qui contiennent ce que l'on tape.",
        answer="TextObjectList",
        query=(
            ("q", "Partie d'un mot-clé.", "string"),
            ("size", "Nombre de réponses, au plus.", "integer"),
        ),
    ),
)

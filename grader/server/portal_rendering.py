"""The portal's pages from their templates, set in French typography as they are compiled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import jinja2
import tornado.web
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from grader.server.assets import TEMPLATES
from grader.server.rendering import shell_context
from grader.typography import french, plural

#: Where the templates of the portal's pages lie, below the shell's.
_FOLDER = "portal"


class FrenchTypography(Extension):
    """Sets the words of templates themselves, and never the values that they are given."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Give the tokens, those of plain text with the spaces of French typography."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, french(token.value))
            else:
                yield token


@cache
def portal_templates() -> jinja2.Environment:
    """Give the templates of the portal's pages, framed ones included."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "shell"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=[FrenchTypography],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fr"] = french
    environment.filters["compte"] = plural
    return environment


def render_portal(
    handler: tornado.web.RequestHandler,
    template: str,
    *,
    title: str,
    place: Any,
    breadcrumb: tuple[tuple[str, str], ...] = (),
    **context: Any,
) -> str:
    """Render a page of the portal.

    Args:
        handler: the request.
        template: file name in the portal's folder, ``fiche.html``.
        title: the page's title; may hold a learner's words, which are shown as they are.
        place: what the banner and the links need (``services.portal.visits.Place``).
        breadcrumb: (title, address) between the portal's home and this page.
        context: what the template itself needs.
    """
    at_home = handler.request.path == place.home
    way = () if at_home else ((place.name, place.home), *breadcrumb)
    shell = shell_context(handler, title=title, kind="portal", breadcrumb=way)
    page = portal_templates().get_template(f"{_FOLDER}/{template}")
    return page.render(title=title, place=place, **shell, **context)

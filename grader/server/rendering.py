"""Plain pages from the shell's templates, and what every page's shell needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import jinja2
import tornado.web

from grader.server.assets import STATIC_VERSION, TEMPLATES
from grader.server.watch import page_context


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "shell"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )


def static_address(base_url: str) -> str:
    """Give the address under which scripts and styles of this version lie."""
    return f"{base_url}statique/{STATIC_VERSION}/"


def shell_context(
    handler: tornado.web.RequestHandler,
    *,
    title: str,
    kind: str = "plain",
    breadcrumb: Sequence[tuple[str, str]] = (),
    **rest: Any,
) -> dict[str, Any]:
    """Give what head, banner and footer of any page need.

    Args:
        handler: the request; it sets the XSRF cookie.
        title: the page's title, without the site's name.
        kind: which kind of page.
        breadcrumb: (title, address) from the home page to the one above this one.
        rest: ``lesson``, ``previous``, ``next``, ``progress`` where the page has them.
    """
    base_url = handler.settings["base_url"]
    # Served without courses, the portal has neither « Mes données » nor « Aide ».
    alone = bool(handler.settings.get("portal_alone"))
    blank = {"lesson": None, "previous": None, "next": None, "progress": None}
    page = {"alone": alone, **blank, **rest}
    return {
        "base_url": base_url,
        "static": static_address(base_url),
        "xsrf": handler.xsrf_token.decode("ascii"),
        "watch": page_context(handler, kind),
        "page": {"title": title, "kind": kind, "breadcrumb": list(breadcrumb), **page},
    }


def render_shell(
    handler: tornado.web.RequestHandler,
    template: str,
    *,
    title: str,
    kind: str = "plain",
    **context: Any,
) -> str:
    """Render a plain page.

    Args:
        handler: the request.
        template: file name in the shell's folder.
        title: the page's title.
        kind: ``help``, ``data`` or ``plain``.
        context: what the template itself needs.
    """
    shell = shell_context(handler, title=title, kind=kind)
    return _environment().get_template(template).render(title=title, **shell, **context)

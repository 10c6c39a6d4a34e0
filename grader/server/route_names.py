"""Names of routes for the log and for figures: the pattern that matched, never the path.

A path may hold a code, an identifier, a token or a file's name; its pattern is one of a short list
that is in our own source.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

import tornado.web

#: What matched no route.
UNKNOWN = "(inconnue)"
#: What may follow a group of a pattern.
_HOW_OFTEN = frozenset("?*+")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RouteNames:
    """Finds the name of the route that a request took.

    Args:
        rules: (pattern, handler) of each route, in order.
        base_url: the prefix that all of them bear.
    """

    def __init__(
        self, rules: Iterable[tuple[str, type[tornado.web.RequestHandler]]], base_url: str
    ) -> None:
        self._by_handler: dict[type, list[tuple[re.Pattern[str], str]]] = {}
        for pattern, handler in rules:
            name = "/" + readable(pattern.removeprefix(base_url))
            whole = re.compile(pattern if pattern.endswith("$") else pattern + "$")
            self._by_handler.setdefault(handler, []).append((whole, name))

    def of(self, handler: tornado.web.RequestHandler) -> str:
        """Give the name of the route of a request; ``UNKNOWN`` for none."""
        routes = self._by_handler.get(type(handler), [])
        if len(routes) == 1:
            return routes[0][1]
        path = handler.request.path
        return next((name for pattern, name in routes if pattern.match(path)), UNKNOWN)


def readable(pattern: str) -> str:
    """Write a pattern for a person: ``{}`` for each part that varies.

    Args:
        pattern: a regular expression of ``routes.ROUTES``.
    """
    told, depth = [], 0
    letters = iter(pattern.removesuffix("$"))
    for letter in letters:
        if letter == "\\":
            escaped = next(letters, "")
            told.append(escaped if not depth else "")
        elif letter == "(":
            told.append("" if depth else "{}")
            depth += 1
        elif letter == ")":
            depth -= 1
        elif not depth and letter not in _HOW_OFTEN:
            told.append(letter)
    return "".join(told)


def route_of(handler: tornado.web.RequestHandler) -> str:
    """Give the route of a request, with the operation that a page asked for.

    Args:
        handler: of the request.
    """
    names: RouteNames | None = handler.settings.get("route_names")
    name = names.of(handler) if names is not None else UNKNOWN
    operation = getattr(handler, "operation", "")
    return f"/page/{operation}" if operation else name


def method_of(handler: tornado.web.RequestHandler) -> str:
    """Give the method of a request, or ``AUTRE`` for what is none: a client may write anything.

    Args:
        handler: of the request.
    """
    method = str(handler.request.method)
    return method if method in _METHODS else "AUTRE"


def truncated_address(address: str) -> str:
    """Give the network of an address: /24 of IPv4, /48 of IPv6; "" for what is no address.

    Args:
        address: as the server saw it.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is None:
            return str(ipaddress.ip_network(f"{found}/48", strict=False))
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/24", strict=False))

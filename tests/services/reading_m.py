"""Values written in Power Query's language M, read back as its lexical structure says."""

from __future__ import annotations

import re
from typing import Any

_TOKEN = re.compile(
    r'\s*(?:(?P<text>#?"(?:[^"]|"")*")|(?P<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)'
    r"|(?P<name>[A-Za-z_][\w.]*)|(?P<sign>[\[\]{}(),=]))"
)
_ESCAPE = re.compile(r"#\(([^()]*)\)")
_CONTROL = {"cr": "\r", "lf": "\n", "tab": "\t", "#": "#"}


def read_text(literal: str) -> str:
    """Give what a literal means: quotes are doubled, escapes are a list between #( and )."""

    def of(match: re.Match[str]) -> str:
        return "".join(_CONTROL.get(c) or chr(int(c, 16)) for c in match[1].split(","))

    return _ESCAPE.sub(of, literal[1:-1].replace('""', '"'))


class Reader:
    """Reads one expression made of texts, numbers, records, lists and calls."""

    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0
        self._token = self._kind = ""
        self._next()

    def _next(self) -> str:
        was = self._token
        match = _TOKEN.match(self._source, self._at)
        rest = self._source[self._at :].strip()
        assert match or not rest, f"not M: {rest[:40]!r}"
        self._token, self._kind = (match[match.lastgroup], match.lastgroup) if match else ("", "")
        self._at = match.end() if match else len(self._source)
        return was

    def _take(self, sign: str) -> None:
        assert self._token == sign, f"{sign} awaited, not {self._token!r}"
        self._next()

    def value(self) -> Any:
        kind, token = self._kind, self._next()
        if token == "[":
            return dict(self._several("]", self._field))
        if token == "{":
            return self._several("}", self.value)
        if kind == "text":
            assert not token.startswith("#")
            return read_text(token)
        if kind == "number":
            return float(token) if re.search(r"[.e]", token) else int(token)
        assert kind == "name", f"a value awaited, not {token!r}"
        if self._token == "(":
            self._next()
            return (token, *self._several(")", self.value))
        return {"true": True, "false": False, "null": None}.get(token, ("name", token))

    def _field(self) -> tuple[str, Any]:
        kind, token = self._kind, self._next()
        name = read_text(token.removeprefix("#")) if kind == "text" else token
        assert kind in ("text", "name")
        self._take("=")
        return name, self.value()

    def _several(self, end: str, one: Any) -> list[Any]:
        found = []
        while self._token != end:
            found.append(one())
            if self._token != end:
                self._take(",")
        self._next()
        return found

    def query(self) -> tuple[Any, ...]:
        """Read « let Reponse = …, Resultat = … in Resultat », and give what calls the portal."""
        self._take("let")
        self._take("Reponse")
        self._take("=")
        called = self.value()
        self._take(",")
        self._take("Resultat")
        self._take("=")
        assert self.value() == ("Json.Document", ("name", "Reponse"))
        self._take("in")
        assert self.value() == ("name", "Resultat")
        assert self._token == ""
        assert isinstance(called, tuple)
        return called

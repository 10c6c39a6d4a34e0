"""What every page begins with for who has no mouse: a link past the banner, to the content."""

from __future__ import annotations

from html.parser import HTMLParser

import httpx

WORDS, TARGET = "Aller au contenu", "contenu"
_STOPS = {"button", "input", "select", "textarea", "summary", "iframe"}


class _Reader(HTMLParser):
    """Reads where Tab stops first, and what bears the target's name."""

    def __init__(self) -> None:
        super().__init__()
        self.first: tuple[str, str] | None = None
        self.words = ""
        self.targets: list[tuple[str, str | None]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if about.get("id") == TARGET:
            self.targets.append((tag, about.get("tabindex")))
        stops = tag in _STOPS or (tag == "a" and "href" in about) or about.get("tabindex") == "0"
        if stops and self.first is None:
            self.first, self._inside = (tag, about.get("href") or ""), True

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words += data


def fault_of(answer: httpx.Response) -> str:
    """Say what is wrong with a page's first stop; "" for nothing, and for what is no page.

    Args:
        answer: of the server, whatever its status.
    """
    headers = answer.headers
    html = headers.get("Content-Type", "").startswith("text/html")
    # Tornado's own few words about an address that no page leads to are no page.
    page = html and answer.text.lstrip().lower().startswith("<!doctype")
    if not page or "Content-Disposition" in headers:
        return ""
    reader = _Reader()
    reader.feed(answer.text)
    if (reader.first, reader.words) != (("a", f"#{TARGET}"), WORDS):
        return f"the first stop is {reader.first} « {reader.words} »"
    if reader.targets != [("main", "-1")]:
        return f"it leads to {reader.targets}"
    return ""

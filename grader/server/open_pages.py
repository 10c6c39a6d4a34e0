"""Pages open now: which kernel belongs to whom, and which token speaks for which page."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from grader.errors import RefusedError
from grader.settings import Bounds

#: When the room is full, a page that nobody has looked at for that long makes way, in seconds.
UNSEEN_SECONDS = 300


class Line(Protocol):
    """A page's websocket, seen from here."""

    def tell(self, message: Mapping[str, object]) -> None:
        """Tell the page's script something that does not come from its kernel."""


@dataclass
class OpenPage:
    """A page and its kernel.

    Attributes:
        token: what its kernel shows to the server; never sent to the browser.
        owner: learner's id.
        kernel_id: "" until the kernel has started.
        opened: when, in seconds of ``time.monotonic``.
        sockets: websockets connected now.
        left: when the last websocket closed, or the page was rendered; infinite until then, for
            its browser cannot come before, however long a busy machine takes.
        seen: when somebody last looked at it: asked it for something, or had it on her screen.
        lines: websockets that may be told something.
        told: what the page was last told of the line for workers.
    """

    token: str
    owner: str
    opened: float
    left: float
    kernel_id: str = ""
    sockets: int = 0
    seen: float = 0.0
    lines: list[Line] = field(default_factory=list)
    told: Mapping[str, object] | None = None


@dataclass
class OpenPages:
    """The pages open on this server; lives and dies with it, as kernels do.

    Args:
        bounds: how many pages in all and for one learner.
        clock: seconds, monotonic.
        closing: called with each page that closes, whatever closes it.
    """

    bounds: Bounds
    clock: Callable[[], float] = time.monotonic
    closing: Callable[[OpenPage], object] = lambda _page: None
    _by_token: dict[str, OpenPage] = field(default_factory=dict)

    def open(self, owner: str) -> OpenPage:
        """Open a page for a learner.

        Raises:
            RefusedError: the room is full (code ``room-full``).
        """
        if len(self._by_token) >= self.bounds.open_pages:
            raise RefusedError(
                "room-full",
                "La salle est pleine.",
                "Vos réponses sont conservées. Revenez dans quelques minutes.",
            )
        moment = self.clock()
        page = OpenPage(secrets.token_urlsafe(32), owner, opened=moment, left=math.inf, seen=moment)
        self._by_token[page.token] = page
        return page

    def crowd(self, owner: str) -> list[OpenPage]:
        """Give the learner's oldest pages past her bound, to be closed."""
        mine = sorted(
            (p for p in self._by_token.values() if p.owner == owner), key=lambda p: p.opened
        )
        return mine[: max(0, len(mine) - self.bounds.open_pages_per_learner)]

    def unseen(self) -> list[OpenPage]:
        """Give the page to put to sleep for another to open; none while there is room.

        It is the one that nobody has looked at for longest; none makes way while it is looked at.
        """
        if len(self._by_token) < self.bounds.open_pages:
            return []
        moment = self.clock()
        oldest = min(self._by_token.values(), key=lambda p: p.seen, default=None)
        late = oldest is not None and moment - oldest.seen > UNSEEN_SECONDS
        return [oldest] if oldest is not None and late else []

    def knows(self, page: OpenPage) -> bool:
        """Tell whether a page is still open."""
        return self._by_token.get(page.token) is page

    def by_token(self, token: str) -> OpenPage | None:
        """Find the page that a token speaks for; its kernel asks, so somebody does."""
        page = self._by_token.get(token)
        if page is not None:
            self.look(page)
        return page

    def look(self, page: OpenPage) -> None:
        """Record that somebody is at a page."""
        page.seen = self.clock()

    def by_kernel(self, kernel_id: str) -> OpenPage | None:
        """Find the page of a kernel."""
        return next((p for p in self._by_token.values() if p.kernel_id == kernel_id), None)

    def owns(self, learner_id: str, kernel_id: str) -> bool:
        """Tell whether a kernel belongs to a learner."""
        page = self.by_kernel(kernel_id)
        return page is not None and page.owner == learner_id

    def forget(self, page: OpenPage) -> None:
        """Close a page: its token speaks for nobody any more."""
        if self._by_token.pop(page.token, None) is not None:
            self.closing(page)
            for line in page.lines:
                line.tell({"ouvroir": "asleep"})

    def connected(self, kernel_id: str, line: Line | None = None) -> OpenPage | None:
        """Record a websocket; gives its page."""
        page = self.by_kernel(kernel_id)
        if page:
            page.sockets += 1
            page.told = None
            self.look(page)
            if line is not None:
                page.lines.append(line)
        return page

    def disconnected(self, kernel_id: str, line: Line | None = None) -> None:
        """Record that a websocket closed."""
        page = self.by_kernel(kernel_id)
        if page:
            page.sockets = max(0, page.sockets - 1)
            page.left = self.clock()
            if line in page.lines:
                page.lines.remove(line)

    def tell_line(self, line: Mapping[str, int | None]) -> None:
        """Tell each page that waits for a worker how many come before, when that has changed.

        Args:
            line: token to how many jobs come before its own; None while it runs.
        """
        for page in self._by_token.values():
            told: Mapping[str, object] | None = None
            if page.token in line:
                told = {"ouvroir": "line", "before": line[page.token]}
            if told != page.told:
                page.told = told
                for one in page.lines:
                    one.tell(told or {"ouvroir": "line"})

    def tell_all(self, message: Mapping[str, object]) -> None:
        """Tell every page that a browser is on something of the server's own."""
        for page in self._by_token.values():
            for one in page.lines:
                one.tell(message)

    def heard(self) -> bool:
        """Tell whether a browser is on some page."""
        return any(page.lines for page in self._by_token.values())

    def abandoned(self, seconds: float) -> list[OpenPage]:
        """Give the pages that no browser has been on for that long."""
        moment = self.clock()
        return [p for p in self._by_token.values() if not p.sockets and moment - p.left > seconds]

    def idle(self, seconds: float) -> list[OpenPage]:
        """Give the pages that nobody has looked at for that long, open in a browser or not."""
        moment = self.clock()
        return [p for p in self._by_token.values() if moment - p.seen > seconds]

    def of(self, owner: str) -> list[OpenPage]:
        """Give a learner's open pages."""
        return [p for p in self._by_token.values() if p.owner == owner]

    def __len__(self) -> int:
        return len(self._by_token)

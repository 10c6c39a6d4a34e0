"""Pages open now: which kernel belongs to whom, and which token speaks for which page."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.errors import RefusedError
from grader.settings import Bounds


@dataclass
class OpenPage:
    """A page and its kernel.

    Attributes:
        token: what its kernel shows to the server; never sent to the browser.
        owner: learner's id.
        kernel_id: "" until the kernel has started.
        opened: when, in seconds of ``time.monotonic``.
        sockets: websockets connected now.
        left: when the last websocket closed, or the page was rendered.
    """

    token: str
    owner: str
    opened: float
    left: float
    kernel_id: str = ""
    sockets: int = 0


@dataclass
class OpenPages:
    """The pages open on this server; lives and dies with it, as kernels do.

    Args:
        bounds: how many pages in all and for one learner.
        clock: seconds, monotonic.
    """

    bounds: Bounds
    clock: Callable[[], float] = time.monotonic
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
        page = OpenPage(secrets.token_urlsafe(32), owner, opened=moment, left=moment)
        self._by_token[page.token] = page
        return page

    def crowd(self, owner: str) -> list[OpenPage]:
        """Give the learner's oldest pages past her bound, to be closed."""
        mine = sorted(
            (p for p in self._by_token.values() if p.owner == owner), key=lambda p: p.opened
        )
        return mine[: max(0, len(mine) - self.bounds.open_pages_per_learner)]

    def knows(self, page: OpenPage) -> bool:
        """Tell whether a page is still open."""
        return self._by_token.get(page.token) is page

    def by_token(self, token: str) -> OpenPage | None:
        """Find the page that a token speaks for."""
        return self._by_token.get(token)

    def by_kernel(self, kernel_id: str) -> OpenPage | None:
        """Find the page of a kernel."""
        return next((p for p in self._by_token.values() if p.kernel_id == kernel_id), None)

    def owns(self, learner_id: str, kernel_id: str) -> bool:
        """Tell whether a kernel belongs to a learner."""
        page = self.by_kernel(kernel_id)
        return page is not None and page.owner == learner_id

    def forget(self, page: OpenPage) -> None:
        """Close a page: its token speaks for nobody any more."""
        self._by_token.pop(page.token, None)

    def connected(self, kernel_id: str) -> None:
        """Record a websocket."""
        page = self.by_kernel(kernel_id)
        if page:
            page.sockets += 1

    def disconnected(self, kernel_id: str) -> None:
        """Record that a websocket closed."""
        page = self.by_kernel(kernel_id)
        if page:
            page.sockets = max(0, page.sockets - 1)
            page.left = self.clock()

    def abandoned(self, seconds: float) -> list[OpenPage]:
        """Give the pages that no browser has been on for that long."""
        moment = self.clock()
        return [p for p in self._by_token.values() if not p.sockets and moment - p.left > seconds]

    def of(self, owner: str) -> list[OpenPage]:
        """Give a learner's open pages."""
        return [p for p in self._by_token.values() if p.owner == owner]

    def __len__(self) -> int:
        return len(self._by_token)

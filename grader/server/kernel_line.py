"""The line between a page's websocket and its kernel, open as soon as the kernel is heard.

Jupyter's own asks whether the kernel is heard, and again half a second later: the first answer is
often missed, for it comes before the socket that listens is connected.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

#: Seconds before a kernel that was not heard is asked again: twice as long each time.
_AGAIN_SECONDS, _AGAIN_MOST_SECONDS = 0.01, 0.5


class QuickConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's connection; only how it finds out that the kernel is heard differs."""

    def nudge(self) -> asyncio.Future[None]:
        """Give a future that is done once the kernel is heard, or can no longer be."""
        return asyncio.ensure_future(self._heard())

    async def _heard(self) -> None:
        # What the kernel does is told by what it says: one that is at work is heard anyway, later.
        if getattr(self.kernel_manager, "execution_state", None) == "busy":
            return
        heard = asyncio.Event()
        listening = self.channels["iopub"]
        listening.on_recv(lambda _message: heard.set())
        # A channel of its own: the answer is not for the page.
        asking: Any = self.kernel_manager.connect_control()
        until = asyncio.get_running_loop().time() + self.kernel_info_timeout
        pause = _AGAIN_SECONDS
        try:
            while not (heard.is_set() or listening.closed() or self._is_gone()):
                if asyncio.get_running_loop().time() > until:
                    raise TimeoutError
                self.session.send(asking, "kernel_info_request")
                try:
                    await asyncio.wait_for(heard.wait(), pause)
                except TimeoutError:
                    pause = min(2 * pause, _AGAIN_MOST_SECONDS)
        finally:
            asking.close()
            if not listening.closed():
                listening.stop_on_recv()

    def _is_gone(self) -> bool:
        return self.kernel_id not in self.multi_kernel_manager

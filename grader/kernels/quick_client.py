"""A kernel client that does not wait longer than a forked kernel takes.

The stock one looks again after a second, and listens for 0.2 s to a channel on which nothing more
comes: eight times what a forked kernel needs to be ready.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from zmq.constants import SocketOption

#: Milliseconds after which a socket tries again to reach a kernel that does not listen yet; twice
#: as long each time, up to the second: one that was killed is not asked for without end.
_AGAIN_MS, _AGAIN_MOST_MS = 5, 1000
#: Seconds that an answer may take before the question is asked again.
_ANSWER_SECONDS = 0.2


def connect_soon(context: Any) -> None:
    """Have the sockets of a context try again soon where a kernel does not listen yet.

    Args:
        context: ZeroMQ's, before it makes them.
    """
    context.setsockopt(SocketOption.RECONNECT_IVL, _AGAIN_MS)
    context.setsockopt(SocketOption.RECONNECT_IVL_MAX, _AGAIN_MOST_MS)


class QuickClient(AsyncKernelClient):
    """Speaks to one kernel; only how it waits for it differs from the stock client."""

    def start_channels(self, *arguments: Any, **named: Any) -> None:
        """Connect, and try again soon where the kernel does not listen yet."""
        connect_soon(self.context)
        super().start_channels(*arguments, **named)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  # stock name
        """Wait until the kernel answers, and is heard on its output channel too.

        What it said there about this question stays unread: whoever executes a cell passes over
        what answers another message.

        Args:
            timeout: seconds; None for as long as it takes.

        Raises:
            RuntimeError: the kernel died, or did not answer in time (as the stock client says).
        """
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=_ANSWER_SECONDS)
            if reply["msg_type"] != "kernel_info_reply":
                return False
            await self.iopub_channel.get_msg(timeout=_ANSWER_SECONDS)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

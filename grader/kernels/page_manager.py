"""What manages one page's kernel for Jupyter; a start that fails leaves no kernel behind."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager


class PageKernelManager(ServerKernelManager):
    """Jupyter's manager, which would forget a kernel that it has launched and cannot speak to."""

    def client(self, **kwargs: Any) -> Any:
        """Give a client that shares our ZeroMQ context: one of its own costs each page two threads.

        Args:
            kwargs: of the client.
        """
        return super().client(**{"context": self.context, **kwargs})

    async def _async_post_start_kernel(self, **kw: Any) -> None:
        """Speak to the kernel that was launched; end it where that cannot be done.

        Args:
            kw: as jupyter_client has them.
        """
        try:
            await super()._async_post_start_kernel(**kw)
        except Exception:
            await self._async_kill_kernel()
            raise

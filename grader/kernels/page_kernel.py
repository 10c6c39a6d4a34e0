"""The kernel applications of forked kernels: ordinary ones, less what nobody asks of them here."""

from __future__ import annotations

from typing import Any

import ipywidgets
from ipykernel.kernelapp import IPKernelApp
from traitlets import List, Unicode
from traitlets.config import Config


class ForkedKernelApp(IPKernelApp):
    """An IPython kernel whose parent is not who started it.

    ``parent_handle`` is 0, for the zygote may end before it; stock ipykernel takes that for a
    kernel that a person started by hand, and tells her how to connect.
    """

    name = "ouvroir-forked"

    def log_connection_info(self) -> None:
        """Tell nobody how to connect: whoever asked for the kernel knows."""

    def init_extensions(self) -> None:
        """Register what ipywidgets registers when it is imported in a kernel.

        Here it was imported before there was one: without this, a browser that asks for the
        state of the page's widgets gets no answer.
        """
        super().init_extensions()
        ipywidgets.load_ipython_extension(self.shell)


class PageKernelApp(ForkedKernelApp):
    """The kernel of a page: it runs a few lines of ours, once, and nobody types in it.

    It keeps no history (IPython's is a database on disk, synced at each cell, and a thread), reads
    no configuration, has no subshells (another thread, through which each message would go) and
    parses no command line but its own: a room that arrives pays for each a hundred times.
    """

    name = "ouvroir-page"
    default_extensions = List(Unicode(), [])
    shell_channel_thread: Any

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Take the connection file; whatever else there is goes the ordinary way.

        Args:
            argv: what follows the name of the command.
        """
        self.update_config(Config({"HistoryManager": {"enabled": False}}))
        match argv:
            case ["-f", connection_file]:
                self.connection_file = connection_file
            case _:
                super().parse_command_line(argv)

    def load_config_file(self, *_arguments: Any, **_named: Any) -> None:
        """Leave it: the kernel's folders are its own, and empty."""

    def init_control(self, context: Any) -> None:
        """Open the control channel, and no thread between the shell channel and the kernel.

        Args:
            context: ZeroMQ's.
        """
        super().init_control(context)
        thread: Any = self.shell_channel_thread
        # It was made and not started; what it would have waited with is open.
        thread.io_loop.close()
        self.shell_channel_thread = None

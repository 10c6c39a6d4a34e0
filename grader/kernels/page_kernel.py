"""The kernel application of a forked kernel: an ordinary one that says nothing on its streams."""

from __future__ import annotations

import ipywidgets
from ipykernel.kernelapp import IPKernelApp


class PageKernelApp(IPKernelApp):
    """An IPython kernel whose parent is not who started it.

    ``parent_handle`` is 0, for the zygote may end before it; stock ipykernel takes that for a
    kernel that a person started by hand, and tells her how to connect.
    """

    name = "ouvroir-page"

    def log_connection_info(self) -> None:
        """Tell nobody how to connect: whoever asked for the kernel knows."""

    def init_extensions(self) -> None:
        """Register what ipywidgets registers when it is imported in a kernel.

        Here it was imported before there was one: without this, a browser that asks for the
        state of the page's widgets gets no answer.
        """
        super().init_extensions()
        ipywidgets.load_ipython_extension(self.shell)

"""The kernel application of a forked kernel: an ordinary one that says nothing on its streams."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp


class PageKernelApp(IPKernelApp):
    """An IPython kernel whose parent is not who started it.

    ``parent_handle`` is 0, for the zygote may end before it; stock ipykernel takes that for a
    kernel that a person started by hand, and tells her how to connect.
    """

    name = "ouvroir-page"

    def log_connection_info(self) -> None:
        """Tell nobody how to connect: whoever asked for the kernel knows."""

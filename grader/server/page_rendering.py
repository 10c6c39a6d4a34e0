"""Voilà's renderer as our pages use it: notebooks straight from disk, templates compiled once."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import nbformat.v4
from jinja2.bccache import Bucket, BytecodeCache
from jupyter_client.provisioning import KernelProvisionerFactory
from voila.notebook_renderer import NotebookRenderer

if TYPE_CHECKING:
    import tornado.web


def _read_notebook(path: Path) -> nbformat.NotebookNode:
    # Built or written by us: it was validated then, and is not for each page.
    return nbformat.v4.reads(path.read_text(encoding="utf-8"))


class _Compiled(BytecodeCache):
    """Keeps compiled templates: Voilà makes an environment for each page, which forgets them."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of a template, if it is still the same (its checksum says so)."""
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was just compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class PageRenderer(NotebookRenderer):
    """Voilà's renderer, reading one of our own notebooks straight from disk."""

    async def load_notebook(self, path: str) -> nbformat.NotebookNode:
        """Read a notebook; ours are built or written by us, so there is nothing to fix."""
        return await asyncio.to_thread(_read_notebook, Path(path))

    async def generate(
        self, kernel_start: Callable[..., Any], cell_generator: Callable[..., Any]
    ) -> AsyncIterator[str]:
        """Write the page with its template alone: there is nothing to convert in our cells.

        nbconvert would copy the notebook through a dozen preprocessors that our pages have no use
        for, and validate it after each.

        Args:
            kernel_start: called by the template with the notebook; gives the kernel's id.
            cell_generator: called by the template with both; gives the cells, run.
        """
        written = self.exporter.template.generate_async(
            nb=self.notebook,
            resources=self.resources,
            kernel_start=kernel_start,
            cell_generator=cell_generator,
        )
        async for html in written:
            yield html


async def make_renderer(
    application: Any, notebook: Path, handler: tornado.web.RequestHandler | None = None
) -> PageRenderer:
    """Ready Voilà's renderer for one page.

    Args:
        application: Voilà's.
        notebook: path of the ``.ipynb``.
        handler: of the request; None for a page that nobody asked for.
    """
    renderer = PageRenderer(
        request_handler=handler,
        voila_configuration=application.voila_configuration,
        traitlet_config=application.config,
        notebook_path=str(notebook),
        template_paths=application.template_paths,
        contents_manager=None,
        base_url=application.base_url,
        kernel_spec_manager=application.kernel_spec_manager,
        page_config={},
    )
    await renderer.initialize()
    renderer.exporter.environment.bytecode_cache = _COMPILED
    return renderer


def warm_pages(application: Any, notebook: Path) -> None:
    """Import and compile what the first page would, in another thread than the server's loop.

    Args:
        application: Voilà's.
        notebook: any page.
    """
    for name in ("IPython.paths", "ipykernel.kernelspec"):
        importlib.import_module(name)
    # It reads what every installed package declares: 50 ms that the first page would hold the loop.
    KernelProvisionerFactory.instance(parent=application.kernel_manager)
    exporter = asyncio.run(make_renderer(application, notebook)).exporter
    for name in ("index.html.j2", "parts.html.j2"):
        exporter.environment.get_template(name)

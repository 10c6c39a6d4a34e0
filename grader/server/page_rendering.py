"""Voilà's renderer as our pages use it: notebooks straight from disk, templates compiled once."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from jinja2.bccache import Bucket, BytecodeCache
from voila.notebook_renderer import NotebookRenderer

if TYPE_CHECKING:
    import tornado.web


def _read_notebook(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
        return nbformat.reads(await asyncio.to_thread(_read_notebook, Path(path)), as_version=4)


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
    exporter = asyncio.run(make_renderer(application, notebook)).exporter
    for name in ("index.html.j2", "parts.html.j2"):
        exporter.environment.get_template(name)

"""Runs a page's cells in its kernel in one go: one question, one answer.

Voilà asks for a cell, hears all that is said of it, then asks for the next: nine questions for a
lesson, and some fifty messages, each of them read three times by the server. Here all that a page
shows comes with the answer to one question (« user_expressions »,
https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute), so that nothing else is
listened to. A page's cells are ours, and each ends with what it shows.
"""

from __future__ import annotations

import ast
import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from nbformat import NotebookNode

from grader.settings import Bounds

_log = logging.getLogger("ouvroir.server")

#: What a page shows may wait for a worker, and its kernel for the server: seconds beyond that.
_BEYOND_SECONDS = 30.0
#: Seconds between two looks at whether the kernel still lives.
_LOOK_SECONDS = 0.5


class CellsLostError(RuntimeError):
    """The kernel ended, refused the cells, or did not answer in time."""


@lru_cache(maxsize=256)
def in_one_go(sources: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """Write the cells of a page as one question.

    Args:
        sources: of its code cells, each a few statements of ours; the last one of a cell may be an
            expression, which is what the cell shows.

    Returns:
        The statements, those that several cells repeat once only, and by the number of its cell
        each expression.
    """
    statements: dict[str, None] = {}
    shown: dict[str, str] = {}
    for number, source in enumerate(sources):
        body = ast.parse(source).body
        last = body[-1] if body else None
        if isinstance(last, ast.Expr):
            shown[str(number)] = ast.unparse(last.value)
            del body[-1]
        statements.update(dict.fromkeys(map(ast.unparse, body)))
    return "\n".join(statements), shown


async def run_cells(
    manager: Any, sources: Sequence[str], seconds: float
) -> list[dict[str, Any] | None]:
    """Run the cells of a page, and give what each shows.

    Args:
        manager: of the page's kernel, which was just started.
        sources: of its code cells.
        seconds: that the answer may take: what a page shows may wait for a worker.

    Returns:
        For each cell the bundle of mime types that it shows, None where it shows nothing.

    Raises:
        CellsLostError: there is no answer, and will be none.
    """
    statements, shown = in_one_go(tuple(sources))
    content = {
        "code": statements,
        "silent": True,
        "store_history": False,
        "user_expressions": dict(shown),
        "allow_stdin": False,
        "stop_on_error": True,
    }
    # Closed with the kernel, which may be while it is waited for.
    process = manager.provisioner.process
    answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    stream = manager.connect_shell()
    session = manager.session

    def hear(parts: list[bytes]) -> None:
        _identities, signed = session.feed_identities(parts)
        message = session.deserialize(signed)
        if message["parent_header"].get("msg_id") == asked and not answered.done():
            answered.set_result(message["content"])

    try:
        stream.on_recv(hear)
        asked = session.send(stream, "execute_request", content)["header"]["msg_id"]
        until = time.monotonic() + seconds
        while not (await asyncio.wait({answered}, timeout=_LOOK_SECONDS))[0]:
            if process is None or process.poll() is not None:
                raise CellsLostError("the kernel ended")
            if time.monotonic() > until:
                raise CellsLostError("the kernel did not answer in time")
    finally:
        answered.cancel()
        stream.close()
    reply = answered.result()
    if reply.get("status") != "ok":
        raise CellsLostError(f"the kernel refused: {reply.get('ename')}")
    found = reply["user_expressions"]
    return [found.get(str(number), {}).get("data") for number in range(len(sources))]


async def with_outputs(
    manager: Any, cells: Sequence[NotebookNode], bounds: Bounds
) -> Sequence[NotebookNode]:
    """Run the code cells of a page, and give all its cells, each with what it shows.

    A cell whose kernel was lost shows nothing: the page says so in its place.

    Args:
        manager: of the page's kernel, which was just started.
        cells: of the page; their outputs are set.
        bounds: of the server.
    """
    running = [cell for cell in cells if cell.cell_type == "code"]
    shown: list[dict[str, Any] | None] = [None] * len(running)
    try:
        patience = bounds.job_seconds + _BEYOND_SECONDS
        shown = await run_cells(manager, [cell.source for cell in running], patience)
    except CellsLostError as error:
        _log.warning("a page shows no activity: %s", error)
    for cell, data in zip(running, shown, strict=True):
        # Plain, as nbformat has it: made one of its nodes, a large view would be copied.
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        cell.outputs = [output] if data else []
    return cells

"""Commands of ours that the server starts in processes of their own."""

from __future__ import annotations

import asyncio
import os
import sys

from grader.settings import Settings

#: What a grading process that stays is asked to do (``grader.cli.staying``).
GRADE_QUEUED, GRADE_ALL, WARM = "queued", "all", "warm"


def environment_of(settings: Settings) -> dict[str, str]:
    """Give the environment in which a command finds the same courses and data as the server."""
    return {
        **os.environ,
        "OUVROIR_DATA": str(settings.data),
        "OUVROIR_COURSES": str(settings.courses),
        "OUVROIR_NOTEBOOKS": str(settings.notebooks),
        "OUVROIR_SANDBOX": str(settings.sandbox),
        "OUVROIR_BUILD": str(settings.build),
        "OUVROIR_DATABASE_URL": settings.database_url,
        "OUVROIR_GRADEBOOK_URL": settings.gradebook_url,
        "OUVROIR_PRIVATE_BANK": str(settings.private_bank or ""),
    }


async def start_command(
    settings: Settings, *arguments: str, listening: bool = False
) -> asyncio.subprocess.Process:
    """Start ``ouvroir`` with these arguments; its standard output can be read.

    Args:
        settings: passed on through the environment.
        arguments: of the command.
        listening: its standard input can be written to.
    """
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "grader",
        *arguments,
        env=environment_of(settings),
        stdin=asyncio.subprocess.PIPE if listening else asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def run_command(settings: Settings, *arguments: str) -> tuple[int, bytes]:
    """Run ``ouvroir`` with these arguments; gives its exit code and standard output."""
    process = await start_command(settings, *arguments)
    output, _ = await process.communicate()
    return process.returncode or 0, output

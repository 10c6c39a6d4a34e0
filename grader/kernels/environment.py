"""What a kernel may know of the machine: an allow-list, so that a new secret stays out by default.

A page kernel receives hostile messages and a grading kernel runs the code of learners' copies.
Neither needs the database address, the data folder, a key or whatever else the server was
started with, so nothing of it passes unless it is named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: Variables that pass unchanged. LD_LIBRARY_PATH is where some Pythons find their own libraries,
#: NBGRADER_EXECUTION is how nbgrader tells a cell that it is being graded.
ALLOWED = frozenset(
    {
        "JPY_PARENT_PID",
        "LANG",
        "LANGUAGE",
        "LD_LIBRARY_PATH",
        "NBGRADER_EXECUTION",
        "OUVROIR_COURSES",
        "OUVROIR_SANDBOX",
        "PATH",
        "TZ",
    }
)

#: What only a grading run needs: a page's kernel never learns where the private items are.
GRADING = frozenset({"OUVROIR_PRIVATE_BANK", "OUVROIR_ASSESSED"})

#: Beginnings of names that pass: locale categories, and the page's own token and server address.
ALLOWED_PREFIXES = ("LC_", "OUVROIR_PAGE_")


def bare_environment(environ: Mapping[str, str], extra: Mapping[str, str]) -> dict[str, str]:
    """Keep what a kernel needs of an environment, and nothing else.

    Args:
        environ: the environment that the caller would have given.
        extra: variables to set whatever ``environ`` says, such as ``throwaway_folders``.
    """
    allowed = ALLOWED | GRADING if "NBGRADER_EXECUTION" in environ else ALLOWED
    kept = {
        name: value
        for name, value in environ.items()
        if name in allowed or name.startswith(ALLOWED_PREFIXES)
    }
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1", **extra}


def throwaway_folders(root: Path) -> dict[str, str]:
    """Make the folders of one kernel under ``root`` and give the variables that name them.

    Home, temporary files and all that Jupyter and IPython read or write at start live there:
    a kernel sees neither the configuration nor the history of the person who runs the server.

    Args:
        root: an existing folder that is removed with the kernel.
    """
    names = {
        "HOME": "home",
        "TMPDIR": "tmp",
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "jupyter/config",
        "JUPYTER_DATA_DIR": "jupyter/data",
        "JUPYTER_RUNTIME_DIR": "jupyter/runtime",
    }
    folders = {}
    for variable, name in names.items():
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folders[variable] = str(folder)
    return folders

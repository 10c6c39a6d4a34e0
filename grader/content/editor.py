"""The line that leads an editor to the JSON Schema of a declaration, so that it completes keys.

It is the comment that yaml-language-server reads, and with it most editors: VS Code, Vim, Emacs,
Helix, Zed, Kate… https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from grader.settings import INSTALLED

SCHEMAS = Path(__file__).resolve().parent / "json_schemas"
_LINE = "# yaml-language-server: $schema={}\n"


def schema_line(courses: Path, name: str) -> str:
    """Give the first line of a declaration, "" for a file that has no JSON Schema.

    The path is relative where courses lie beside our code, so that it holds in every clone. A
    folder of one's own gets the full path, which holds on this machine alone.

    Args:
        courses: the courses folder.
        name: of the declaration, relative to it (``preparer/quiz.yml``).
    """
    relative = PurePosixPath(name)
    schema = SCHEMAS / f"{relative.stem}.json"
    if relative.suffix != ".yml" or not schema.is_file():
        return ""
    checkout = None if INSTALLED else SCHEMAS.parents[2]
    if checkout is None or checkout != courses.resolve().parent:
        return _LINE.format(schema.as_posix())
    here = (courses.resolve() / relative).parent
    return _LINE.format(Path(os.path.relpath(schema, here)).as_posix())

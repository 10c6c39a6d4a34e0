"""What a command line may name as a schema: a reference, a file, or a folder."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UnknownSchemaError
from grader.validation.schemas import Folders, load_schema
from grader.validation.table_schema import TableSchema


def schema_argument(text: str, folders: Folders) -> TableSchema:
    """Load the schema that a person named; only a command line may name a path.

    A file comes first, then a reference, then a folder: ``scdl/deliberations`` stays a reference
    even where a folder has that name.

    Args:
        text: what the person gave.
        folders: where references are looked up.

    Raises:
        UnknownSchemaError: there is no such schema, or it is not a Table Schema.
    """
    path = Path(text)
    if text.endswith(".json") or path.is_file():
        return load_schema(path, folders)
    try:
        return load_schema(text, folders)
    except UnknownSchemaError:
        if not path.is_dir():
            raise
    return load_schema(path, folders)

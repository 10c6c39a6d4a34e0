"""Taking the fields of a declared exercise that a quiz item does not have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import text

_SCHEMA = re.compile(r"[a-z0-9-]+/[a-z0-9-]+@\d+(\.\d+)*")


def rules(raw: Mapping[str, Any], key: str, where: str) -> tuple[Mapping[str, Any], ...]:
    """Take a list of rules of a declaration, as ``validate`` takes them beside the schema's.

    Raises:
        ContentError: it is not a list of names with their parameters.
    """
    values = raw.get(key, [])
    if not isinstance(values, list) or not all(map(_is_rule, values)):
        raise ContentError(
            where,
            "bad-value",
            f"La valeur de « {key} » doit être une liste de règles.",
            f"Écrivez « {key}: [{{name: siret, params: {{column: COLL_SIRET}}}}] ».",
        )
    return tuple(values)


def _is_rule(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"name", "params"}
        and isinstance(value["name"], str)
        and isinstance(value["params"], dict)
    )


def sandbox_file(raw: Mapping[str, Any], key: str, where: str, sandbox: Path) -> Path:
    """Take a path relative to the sandbox and give the file's absolute path.

    Raises:
        ContentError: there is no such file inside the sandbox.
    """
    relative = text(raw, key, where)
    root = sandbox.resolve()
    path = (root / relative).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ContentError(
            where,
            "missing-file",
            f"Le fichier « {relative} » n'existe pas dans sandbox_data.",
            f"Corrigez « {key} », ou ajoutez le fichier.",
        )
    return path


def schema_name(value: str, where: str, sandbox: Path) -> str:
    """Check a schema's name and version (``scdl/deliberations@2.1.5``) and give it back.

    Raises:
        ContentError: it is ill-formed, or there is no such schema in the sandbox.
    """
    name, _, version = value.partition("@")
    if not _SCHEMA.fullmatch(value) or not (sandbox / "schemas" / name / version).is_dir():
        raise ContentError(
            where,
            "unknown-schema",
            f"Le schéma « {value} » n'existe pas dans sandbox_data/schemas.",
            "Écrivez producteur/nom@version, par exemple scdl/deliberations@2.1.5.",
        )
    return value

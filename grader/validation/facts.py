"""The facts of a schema: what two schemas must share to check the same files in the same way.

Titles, descriptions and examples are words: they are not facts, and each house writes its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: Keys of a field that are words, or that repeat them.
_WORDS = frozenset({"title", "description", "example", "examples"})
#: Keys of the schema that are facts. Where it is kept belongs to them, who wrote it does not.
_OF_SCHEMA = ("missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "custom_checks")


def facts(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a schema its facts only, its columns in order.

    Args:
        descriptor: a Table Schema as written.
    """
    fields = [
        {key: value for key, value in field.items() if key not in _WORDS}
        for field in descriptor["fields"]
    ]
    kept = {key: descriptor[key] for key in _OF_SCHEMA if descriptor.get(key)}
    return {"fields": fields, **kept}


def facts_digest(descriptor: Mapping[str, Any]) -> str:
    """Give a mark that is equal for equal facts, however the file is laid out.

    Args:
        descriptor: a Table Schema as written.
    """
    text = json.dumps(facts(descriptor), ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()

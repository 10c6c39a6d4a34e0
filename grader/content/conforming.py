"""Declarations that were found to follow their JSON Schema: they are not checked at each start.

Checking the declarations of a whole course takes half a second. What was found right is known by a
hash of what was read and of the schema: change a letter of either, and it is checked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Conforming:
    """Hashes of what conforms.

    Attributes:
        known: from an earlier reading.
        met: in this one.
    """

    known: frozenset[str] = frozenset()
    met: set[str] = field(default_factory=set)


_memory: ContextVar[Conforming | None] = ContextVar("conforming", default=None)


@contextmanager
def remembering(known: frozenset[str]) -> Iterator[Conforming]:
    """Take as right, within the block, what an earlier reading found right.

    Args:
        known: as ``met`` was at the end of that reading.
    """
    memory = Conforming(known)
    token = _memory.set(memory)
    try:
        yield memory
    finally:
        _memory.reset(token)


def known_to_conform(data: Any, schema: bytes) -> bool:
    """Tell whether data are known to follow a schema.

    Args:
        data: plain Python values.
        schema: the schema's text.
    """
    memory = _memory.get()
    if memory is None or (key := _hash(data, schema)) not in memory.known:
        return False
    memory.met.add(key)
    return True


def remember_conforming(data: Any, schema: bytes) -> None:
    """Note that data follow a schema, where somebody remembers.

    Args:
        data: plain Python values.
        schema: the schema's text.
    """
    memory = _memory.get()
    if memory is not None:
        memory.met.add(_hash(data, schema))


def _hash(data: Any, schema: bytes) -> str:
    # Two values that are written alike here are of one type: texts have quotes, true is no 1.
    return hashlib.sha256(schema + b"\0" + repr(data).encode("utf-8", "surrogatepass")).hexdigest()

"""A fault as an engine finds it, before it is told in French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """What is wrong and where; ``grader.validation.messages.tell`` makes a ``Finding`` of it.

    Attributes:
        code: stable kebab-case code.
        detail: which type, constraint or rule; with the code it is the group.
        line: 1-based line of the file, or None for the file as a whole.
        column: column name of the schema, or as written.
        value: the cell as written.
        variant: picks a more precise telling of the same code and detail.
        words: what fills the braces of the telling, beside ``value`` and ``column``.
    """

    code: str
    detail: str = ""
    line: int | None = None
    column: str = ""
    value: str | None = None
    variant: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

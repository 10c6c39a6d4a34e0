"""What surrounds a draw: the items that are posed to everybody, and the private bank.

The private bank is a folder of the same form as ``courses/``, mounted by a setting: its items
join those that a draw may take, and nothing else of the courses ever names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.content.declarations import Document, parse_document, read_text
from grader.errors import ContentError

#: How a file of the private bank is named in messages: its real path is nobody's business.
BANK = "banque-privee"
_POSED = re.compile(r"^[ \t]*(?:`{3,}|~{3,}|:{3,})\{question\}[ \t]*(\S+)", re.MULTILINE)


def require_bank(bank: Path | None) -> None:
    """Refuse a bank that is set and is not there.

    Its module's own items would stand in for it, and an examination would lose its secret
    without a word.

    Raises:
        ContentError: the folder does not exist.
    """
    if bank is not None and not bank.is_dir():
        raise ContentError(
            BANK,
            "no-private-bank",
            "Le dossier de la banque privée n'existe pas.",
            "Corrigez OUVROIR_PRIVATE_BANK, ou videz cette variable.",
        )


def bank_document(bank: Path | None, name: str) -> Document | None:
    """Read a declaration of the private bank, or None when it has none of that name.

    Args:
        bank: the folder; None when none is mounted.
        name: path relative to it.

    Raises:
        ContentError: the file is not UTF-8 or is not YAML.
    """
    if bank is None or not (bank / name).is_file():
        return None
    label = f"{BANK}/{name}"
    return parse_document(read_text(bank, name, label), label)


def bank_modules(bank: Path | None, file: str) -> Iterator[str]:
    """Give the modules for which the private bank has a file of that name."""
    for path in sorted(bank.glob(f"*/{file}")) if bank is not None else ():
        yield path.parent.name


def posed_everywhere(
    folder: Path, lessons: Iterable[str], exercises: Iterable[Mapping[str, Any]]
) -> frozenset[str]:
    """Give the ids of the items that everybody is asked, so that no draw takes them.

    Args:
        folder: folder of the module.
        lessons: slugs of its lessons.
        exercises: its declared exercises; read only when one of them draws.
    """
    declared = list(exercises)
    if not any(raw.get("draw") for raw in declared):
        return frozenset()
    found = {str(name) for raw in declared for name in raw.get("items", ())}
    found |= {str(step.get("item")) for raw in declared for step in raw.get("steps", ())}
    for slug in lessons:
        path = folder / f"{slug}.md"
        if path.is_file():
            # A file that is not UTF-8 is refused where its lesson is read.
            found |= set(_POSED.findall(path.read_text(encoding="utf-8", errors="replace")))
    return frozenset(found)

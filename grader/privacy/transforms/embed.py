"""Take what a script needs out of ``transforms.scripted``, as it stands there."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

_ROOM = Path(__file__).with_name("scripted")
#: Modules in the order in which they are copied: each one leans on those before it alone.
MODULES = (
    "textes",
    "nombres",
    "dates",
    "codes",
    "adresses",
    "metiers",
    "empreintes",
    "comptes",
    "fichiers",
)
#: Notes to the tools that check this project, of no use in a script.
_FOR_TOOLS = re.compile(r"  # (?:noqa|type: ignore).*")


@dataclass
class Parts:
    """What a script is made of.

    Attributes:
        imports: import lines, third parties last.
        source: functions and constants, in order.
    """

    imports: str
    source: str


@dataclass
class _Piece:
    names: set[str]
    needs: set[str]
    text: str


@dataclass
class _Module:
    """Its pieces, and for each name that it imports, the module that has it (or is it)."""

    pieces: list[_Piece] = field(default_factory=list)
    whole: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def parts(wanted: Collection[str], own: Collection[str]) -> Parts:
    """Give functions, all that they lean on, and the imports that this takes.

    Args:
        wanted: names of functions.
        own: names of constants that the script writes for itself: they are left out.
    """
    modules = [_pieces(name) for name in MODULES]
    by_name = {name: piece for module in modules for piece in module.pieces for name in piece.names}
    kept: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name in by_name and name not in kept and name not in own:
            piece = by_name[name]
            kept |= piece.names
            left += piece.needs
    pieces = [
        piece for module in modules for piece in module.pieces if piece.names & kept - set(own)
    ]
    used = {name for piece in pieces for name in piece.needs}
    return Parts(_imports(modules, used), _joined(pieces))


def _imports(modules: Collection[_Module], used: Collection[str]) -> str:
    whole = {line for module in modules for name, line in module.whole.items() if name in used}
    third = {line for line in whole if "pandas" in line}
    by_module: dict[str, set[str]] = {}
    for module in modules:
        for name, home in module.names.items():
            if name in used:
                by_module.setdefault(home, set()).add(name)
    parts_of = [
        f"from {home} import {', '.join(sorted(names))}"
        for home, names in sorted(by_module.items())
    ]
    return "\n".join([*sorted(whole - third), *parts_of, "", *sorted(third)])


def _pieces(name: str) -> _Module:
    """Cut a module into functions, classes and constants, each with the comment above it."""
    # Read, not imported: nobody waits for pandas to be told what a script will do.
    text = (_ROOM / f"{name}.py").read_text(encoding="utf-8")
    lines = text.splitlines()
    module = _Module()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import):
            for one in node.names:
                module.whole[one.asname or one.name] = ast.unparse(ast.Import([one]))
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                if not str(node.module).startswith("grader."):
                    module.names[one.name] = str(node.module)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            start = node.lineno - 1
            while start and lines[start - 1].startswith("# "):
                start -= 1
            piece = "\n".join(lines[start : node.end_lineno])
            module.pieces.append(_Piece(_made(node), _needed(node), _FOR_TOOLS.sub("", piece)))
    return module


def _made(node: ast.stmt) -> set[str]:
    """Give the names that a statement makes."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _needed(node: ast.stmt) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _joined(pieces: list[_Piece]) -> str:
    """Put pieces together: two blank lines around functions, none between constants."""
    text = ""
    before = False
    for piece in pieces:
        block = re.search(r"^(?:def|class) ", piece.text, re.MULTILINE) is not None
        gap = "" if not text else "\n\n\n" if block or before else "\n"
        text += gap + piece.text
        before = block
    return text

"""Take functions out of Python files, to be copied into a script that stands alone."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Collection, Iterable
from types import ModuleType

from grader.validation.repairs.scripting import kit

_IMPORTS = (ast.Import, ast.ImportFrom)
#: Notes to the tools that check this project, of no use in a script.
_FOR_TOOLS = re.compile(r"  # (?:noqa|type: ignore).*")


def kit_source(wanted: Collection[str]) -> str:
    """Give functions of the kit and those that they call, in the order of the kit.

    Args:
        wanted: names of functions.
    """
    tree = ast.parse(_text(kit))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    kept: set[str] = set()
    left = list(wanted)
    while left:
        name = left.pop()
        if name not in kept:
            kept.add(name)
            left += _names_in(functions[name]) & functions.keys()
    lines = _text(kit).splitlines()
    texts = [_lines(lines, node) for name, node in functions.items() if name in kept]
    return _FOR_TOOLS.sub("", "\n\n\n".join(texts))


def kit_constant(name: str) -> str:
    """Give a constant of the kit as it is written there, with the comment above it.

    Args:
        name: its name.
    """
    lines = _text(kit).splitlines()
    at = next(index for index, line in enumerate(lines) if re.match(rf"{name}\b.*=", line))
    return "\n".join([*(line for line in lines[at - 1 : at] if line.startswith("# ")), lines[at]])


def recipe_sources(recipes: Iterable[Callable[..., str]]) -> list[str]:
    """Give the whole files of some recipes, each once, without their docstrings and imports.

    What two files call by one name is renamed in the second: they share one script.

    Args:
        recipes: functions of the book.
    """
    sources: list[str] = []
    taken: set[str] = set(dir(kit))
    for module in dict.fromkeys(map(_module, recipes)):
        text, names = _alone(module)
        for name in sorted(names & taken):
            new = next(
                f"{name}_{number}" for number in range(2, 99) if f"{name}_{number}" not in taken
            )
            text = re.sub(rf"\b{name}\b", new, text)
            names = names - {name} | {new}
        taken |= names
        sources.append(text)
    return sources


def _alone(module: ModuleType) -> tuple[str, set[str]]:
    """Give the text of a module without docstring and imports, and the names that it makes."""
    text = _text(module)
    tree = ast.parse(text)
    dropped: set[int] = set()
    names: set[str] = set()
    for index, node in enumerate(tree.body):
        if isinstance(node, _IMPORTS) or (index == 0 and ast.get_docstring(tree) is not None):
            dropped.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        else:
            names |= {
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            }
    lines = [line for number, line in enumerate(text.splitlines(), 1) if number not in dropped]
    kept = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip()
    return _FOR_TOOLS.sub("", kept), names


def imports(recipes: Iterable[Callable[..., str]], body: str) -> str:
    """Give the imports that a script needs: its recipes', and those of the kit that it uses.

    Args:
        recipes: its recipes.
        body: its text, without imports.
    """
    whole: set[str] = set()
    parts: dict[str, set[str]] = {}
    for module in [kit, *map(_module, recipes)]:
        for node in ast.parse(_text(module)).body:
            if isinstance(node, ast.Import):
                names = {one.name: one.asname or one.name for one in node.names}
                whole |= {
                    ast.unparse(ast.Import([ast.alias(name, _other(name, used))]))
                    for name, used in names.items()
                    if _is_in(used, body)
                }
            elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
                used = {one.name for one in node.names if _is_in(one.name, body)}
                parts.setdefault(str(node.module), set()).update(used)
    third = {line for line in whole if "pandas" in line}
    lines = [
        f"from {module} import {', '.join(sorted(names))}"
        for module, names in sorted(parts.items())
        if names
    ]
    return "\n".join([*sorted(whole - third), *lines, "", *sorted(third)])


def _other(name: str, used: str) -> str | None:
    return None if name == used else used


def _is_in(name: str, body: str) -> bool:
    return re.search(rf"\b{name}\b", body) is not None


def _names_in(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _lines(lines: list[str], node: ast.FunctionDef) -> str:
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _module(function: Callable[..., str]) -> ModuleType:
    return sys.modules[function.__module__]


def _text(module: ModuleType) -> str:
    return inspect.getsource(module)

"""The scripts of a page in one file: a newcomer asks for one where she asked for fifty.

Each script is an ES module of a few forms (``import { a } from "./b.js"``, ``import * as a from``,
``export function | class | const``), which this file knows and the tests hold them to. It becomes a
function that gives what it exports, called when it is first wanted: the order in which things run
is that of modules. Nothing is renamed or shortened, so that a fault is found where it is written.
See ``docs/decisions/0028``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

_IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as (\w+)) from "\./([a-z_]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
#: Scripts that are opened when a page has what they draw: named in quotes.
_NAMED = re.compile(r'"(?:\./)?([a-z_]+\.js)"')
_ASKED = re.compile(r"\bimport\(")
#: Whatever is left of the two words at the start of a line is a form that is not known here.
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)

_BEFORE = """\
const $made = new Map();
function $take(name) {
  if (!$made.has(name)) $made.set(name, $parts[name]());
  return $made.get(name);
}
async function $load(address) {
  return $take(address.slice("./".length));
}
const $parts = {
"""


def packed_scripts(entries: Iterable[str], read: Callable[[str], str]) -> str:
    """Put scripts and all that they lean on into one module, which runs the entries in order.

    Args:
        entries: file names.
        read: gives the text of a script by its file name.

    Raises:
        ValueError: a script has a form that is not known here, or two lean on each other.
    """
    first = list(entries)
    parts = "".join(_part(name, text) for name, text in _reached(first, read))
    runs = "".join(f'$take("{name}");\n' for name in first)
    return f"{_BEFORE}{parts}}};\n{runs}"


def _reached(entries: Iterable[str], read: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Give every script that is reached, what it leans on before it."""
    done: set[str] = set()
    left = list(entries)

    def visit(name: str, above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        if name in above:
            raise ValueError(f"scripts lean on each other: {' → '.join((*above, name))}")
        if name in done:
            return
        text = read(name)
        for found in _IMPORT.finditer(text):
            yield from visit(found[3], (*above, name))
        done.add(name)
        left.extend(_NAMED.findall(text))
        yield name, text

    while left:
        yield from visit(left.pop(0), ())


def _part(name: str, text: str) -> str:
    exported = [found[2] for found in _EXPORT.finditer(text)]
    text = _IMPORT.sub(_taken, text)
    text = _EXPORT.sub(r"\1 \2", text)
    text = _ASKED.sub("$load(", text)
    strange = _LEFT.search(text)
    if strange is not None:
        raise ValueError(f"{name}: not a form that can be put with others: {strange[0]}")
    return f'"{name}"() {{\n{text}\nreturn {{ {", ".join(exported)} }};\n}},\n'


def _taken(found: re.Match[str]) -> str:
    names, whole, module = found.groups()
    wanted = whole or "{" + re.sub(r"\bas\b", ":", names) + "}"
    return f'const {wanted} = $take("{module}");'

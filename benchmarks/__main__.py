"""Run every benchmark, or those named: ``python -m benchmarks start files repairs``.

``python -m benchmarks validation --rows 1000000 --wrong 0.1`` measures a part of that one.
"""

from __future__ import annotations

import argparse
import importlib
import platform
from typing import Any

ALL = (
    "start",
    "kernels",
    "pages",
    "files",
    "answers",
    "validation",
    "repairs",
    "detection",
    "risk",
    "watch",
    "workbench",
    "screen",
)


def main() -> int:
    """Print what each benchmark found, as lines of a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(ALL)}")
    part = parser.add_argument_group("validation")
    part.add_argument("--rows", type=int, action="append", help="that many rows (repeatable)")
    part.add_argument("--wrong", type=float, action="append", help="percentage of wrong rows")
    part.add_argument("--passes", type=int, help="processes for each tool and file")
    part.add_argument("--complete", action="store_true", help="leave no tool out, however slow")
    asked = parser.parse_args()
    names = asked.names or ALL
    unknown = set(names) - set(ALL)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    options: dict[str, Any] = {
        name: value for name, value in vars(asked).items() if name != "names" and value
    }
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name in names:
        print(f"\n## {name}")
        measure = importlib.import_module(f"benchmarks.{name}").measure
        for label, value in measure(**(options if name == "validation" else {})):
            print(f"| {label} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

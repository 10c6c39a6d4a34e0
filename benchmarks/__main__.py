"""Run every benchmark, or those named: ``python -m benchmarks start pages files``."""

from __future__ import annotations

import importlib
import platform
import sys

ALL = ("start", "pages", "files")


def main(names: list[str]) -> int:
    """Print what each benchmark found, as lines of a table."""
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name in names or ALL:
        if name not in ALL:
            print(f"« {name} » n'est pas une mesure : {', '.join(ALL)}", file=sys.stderr)
            return 2
        print(f"\n## {name}")
        for label, value in importlib.import_module(f"benchmarks.{name}").measure():
            print(f"| {label} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

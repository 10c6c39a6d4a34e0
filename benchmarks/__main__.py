"""Run every benchmark, or those named: ``python -m benchmarks start files repairs``.

``python -m benchmarks validation --rows 1000000 --wrong 0.1`` measures a part of that one, and
``python -m benchmarks room --learners 10 --held 20`` plays a small room. What is printed is a
Markdown block, ready for ``RESULTS.md``.
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
    "room",
    "room_cost",
    "session",
    "session_room",
    "loop",
    "files",
    "answers",
    "validation",
    "repairs",
    "detection",
    "risk",
    "watch",
    "workbench",
    "screen",
    "grading",
    "positioning",
)

#: Options that are of one benchmark alone.
GRADING = ("copies", "sample", "full")
ROOM = ("learners", "seconds", "held", "profile")


def main() -> int:
    """Print what each benchmark found, as lines of a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(ALL)}")
    part = parser.add_argument_group("validation")
    part.add_argument("--rows", type=int, action="append", help="that many rows (repeatable)")
    part.add_argument("--wrong", type=float, action="append", help="percentage of wrong rows")
    part.add_argument("--passes", type=int, help="processes for each tool and file")
    part.add_argument("--complete", action="store_true", help="leave no tool out, however slow")
    room = parser.add_argument_group("room")
    room.add_argument("--learners", type=int, help="who arrive (130)")
    room.add_argument("--seconds", type=float, help="within which they arrive (60)")
    room.add_argument("--held", type=int, help="pages open at once at the end (500)")
    room.add_argument("--profile", action="store_true", help="where the server's time goes")
    grading = parser.add_argument_group("grading")
    grading.add_argument("--copies", type=int, help="copies that are graded (130)")
    grading.add_argument("--sample", type=int, help="those that stock nbgrader grades (10)")
    grading.add_argument("--full", action="store_true", help="have stock nbgrader grade them all")
    asked = parser.parse_args()
    names = asked.names or ALL
    unknown = set(names) - set(ALL)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    given: dict[str, Any] = {
        name: value for name, value in vars(asked).items() if name != "names" and value is not None
    }
    of_room = {name: given.pop(name) for name in ROOM if name in given}
    of_grading = {name: given.pop(name) for name in GRADING if name in given}
    options = {
        "validation": {n: v for n, v in given.items() if v},
        "room": of_room,
        "session": {n: v for n, v in of_room.items() if n in ("learners", "seconds")},
        "grading": of_grading,
    }
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name in names:
        print(f"\n## {name}")
        measure = importlib.import_module(f"benchmarks.{name}").measure
        for label, value in measure(**options.get(name, {})):
            print(f"| {label} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

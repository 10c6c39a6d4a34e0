"""Building pages and assignments from the courses: reproducible, and quick when unchanged."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader import __version__
from grader.content.conforming import remembering
from grader.content.load import load_course
from grader.content.model import Course
from grader.content.notebooks import assignment_bytes, page_bytes
from grader.settings import Settings

PAGES = "pages"
ASSIGNMENTS = "assignments"
FINGERPRINT = ".fingerprint"
#: What was found to follow its JSON Schema, so that it is not checked at each start.
CONFORMING = ".conforming"


def ensure_built(settings: Settings) -> Course:
    """Load the courses, and build what changed since the last time.

    Args:
        settings: where courses, sandbox and build are.

    Raises:
        ContentError: a declaration is wrong; what was built before is left as it was.
    """
    # Before the courses are read: what is saved in between is built the next time.
    stamp = fingerprint(settings.courses)
    known = _conforming(settings.build)
    with remembering(known) as memory:
        course = load_course(settings.courses, settings.sandbox, settings.private_bank)
    if memory.met != known:
        _write(settings.build / CONFORMING, json.dumps(sorted(memory.met)).encode())
    marker = settings.build / FINGERPRINT
    if not _is_current(settings.build, marker, stamp):
        built = build(course, settings.build)
        names = sorted(path.relative_to(settings.build).as_posix() for path in built)
        _write(marker, json.dumps({"inputs": stamp, "outputs": names}, indent=1).encode())
    return course


def build(course: Course, folder: Path) -> tuple[Path, ...]:
    """Write every page and assignment; same course, same bytes.

    Each file is replaced whole, so that a reader never sees half of one, and what belongs to
    no lesson any more is taken away.

    Args:
        course: the courses; keys stay out of what is written.
        folder: the build folder.

    Returns:
        Every file that the course gives, in order.
    """
    wanted = dict(outputs(course))
    for name, data in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            _write(path, data)
    for room in (PAGES, ASSIGNMENTS):
        _sweep(folder, folder / room, wanted)
    return tuple(folder / name for name in wanted)


def outputs(course: Course) -> Iterator[tuple[str, bytes]]:
    """Give each file to build: its path below the build folder, and its bytes."""
    for module in course.modules.values():
        for lesson in module.lessons:
            yield f"{PAGES}/{module.slug}/{lesson.slug}.ipynb", page_bytes(lesson)
        name = f"{ASSIGNMENTS}/{module.slug}/{module.slug}.ipynb"
        yield name, assignment_bytes(module)


def write_handouts(
    course: Course, folder: Path, *, slides: bool = False, sheets: bool = False
) -> tuple[Path, ...]:
    """Write slides and sheets, which no page needs: a trainer asks for them.

    Args:
        course: the courses; no key is written.
        folder: the build folder.
        slides: one HTML file a lesson.
        sheets: one HTML file a module that has « à retenir ».

    Returns:
        Every file, in order.
    """
    # Imported here: the parser of HTML that they need is no part of serving.
    from grader.content.handouts import sheets as of_modules
    from grader.content.handouts import slides as of_lessons

    wanted = [
        *(of_lessons.slides(course) if slides else ()),
        *(of_modules.sheets(course) if sheets else ()),
    ]
    for name, data in wanted:
        _write(folder / name, data)
    return tuple(folder / name for name, _ in wanted)


def fingerprint(courses: Path) -> str:
    """Give one hash for all that the build depends on: the courses, and the code that builds."""
    digest = hashlib.sha256(f"{__version__}\n".encode())
    ours = Path(__file__).parent
    for root in (ours, ours.parent / "quiz", ours.parent / "exercises", courses):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and _is_source(p)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _is_source(path: Path) -> bool:
    return "__pycache__" not in path.parts and not path.name.startswith(".")


def _is_current(folder: Path, marker: Path, stamp: str) -> bool:
    try:
        known = json.loads(marker.read_text(encoding="utf-8"))
        return known["inputs"] == stamp and all(
            (folder / name).is_file() for name in known["outputs"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _conforming(folder: Path) -> frozenset[str]:
    try:
        return frozenset(map(str, json.loads((folder / CONFORMING).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return frozenset()


def _sweep(folder: Path, room: Path, wanted: Mapping[str, bytes]) -> None:
    """Take away built files that no lesson gives any more, then folders left empty."""
    for path in sorted(room.rglob("*"), reverse=True):
        if path.is_file() and path.suffix == ".ipynb":
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)

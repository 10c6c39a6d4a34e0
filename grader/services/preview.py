"""Reading the courses again while somebody writes them (``ouvroir serve --watch``).

Each version of the courses that can be read is built in a folder of its own, so that a request
under way goes on with the version that it began with. What cannot be read is told in the words of
``ouvroir check``, and changes nothing of what is served.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.content.build import ASSIGNMENTS, build, outputs
from grader.content.declarations import Document, parse_document, read_text
from grader.content.load import CourseReader
from grader.content.model import Course
from grader.content.problems import Problem, in_order, problem
from grader.errors import ContentError
from grader.gradebook.course_folder import prepare
from grader.services.workshop import Workshop
from grader.settings import Settings

#: What tells that a file is no longer what it was: time of change, size, inode (a file that was
#: saved under another name and then renamed has a new one).
Stamp = tuple[int, int, int]
Stamps = Mapping[str, Stamp]
Problems = tuple[Problem, ...]

#: Versions kept on disk: the one served, and the one that requests under way may still read.
_KEPT = 2
#: What editors leave beside the file that is being written.
_SCRATCH_SUFFIXES = (".swp", ".swo", ".swx", ".tmp", ".part", ".bak", ".orig", ".crswap")
_SCRATCH_NAMES = frozenset({"4913", "__pycache__"})
#: Faults that keep a whole file from being read.
_CAUSES = frozenset(
    {
        "bad-declaration",
        "bad-yaml",
        "key-twice",
        "missing-file",
        "no-front-matter",
        "unreadable-file",
    }
)


@dataclass(frozen=True)
class Edition:
    """The courses as they lay on disk at one moment.

    Attributes:
        revision: hash of every file that counts; the same files give the same one.
        course: what they say; None when they cannot be read whole.
        problems: why they cannot, in order; none when they can.
        pages: folder of the pages and assignments built from them; None when there are none.
        assignments: hash of what nbgrader releases of them.
    """

    revision: str
    course: Course | None = None
    problems: Problems = ()
    pages: Path | None = None
    assignments: str = ""


class Preview:
    """Reads the courses of one folder as often as they are saved.

    Args:
        settings: where courses, sandbox and private bank are.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # Of this server alone: another one may preview the same courses.
        self._folder = Path(tempfile.mkdtemp(prefix="ouvroir-apercu-"))
        self._hashes: dict[str, tuple[Stamp, str]] = {}
        self._declared: dict[str, tuple[str, Document]] = {}
        self._recent: list[str] = []

    def stamps(self) -> Stamps:
        """Look at every file that the courses depend on, without opening any."""
        roots = (self._settings.courses, self._settings.sandbox, self._settings.private_bank)
        return {path: stamp for root in roots if root is not None for path, stamp in _walk(root)}

    def read(self, stamps: Stamps) -> Edition:
        """Read the courses, and build their pages if they are sound; takes some tenths of a second.

        Args:
            stamps: what was seen of the files.

        Raises:
            OSError: the pages cannot be written.
        """
        revision = self._revision(stamps)
        faults: list[ContentError] = []
        reader = CourseReader(
            self._settings.courses,
            self._settings.sandbox,
            faults.append,
            self._settings.private_bank,
            self._declaration,
        )
        course = reader.read().course
        if faults:
            return Edition(revision, problems=_told(faults))
        pages = self._folder / revision
        build(course, pages)
        self._keep(revision)
        return Edition(revision, course, (), pages, _assignments(course))

    def _declaration(self, folder: Path, name: str) -> Document:
        """Read a declaration, or remember it: most of a reading is spent in parsing YAML.

        Raises:
            ContentError: as ``read_document``.
        """
        text = read_text(folder, name, name)
        kept = self._declared.get(name)
        if kept is None or kept[0] != text:
            kept = self._declared[name] = (text, parse_document(text, name))
        return kept[1]

    def close(self) -> None:
        """Take away every version that was built."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _revision(self, stamps: Stamps) -> str:
        digest = hashlib.sha256()
        known, self._hashes = self._hashes, {}
        for path, stamp in sorted(stamps.items()):
            kept = known.get(path)
            found = kept[1] if kept is not None and kept[0] == stamp else _hash(path)
            if found:
                self._hashes[path] = (stamp, found)
            digest.update(f"{path}\0{found}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()[:16]

    def _keep(self, revision: str) -> None:
        """Remember the newest versions, and take the others away."""
        self._recent = [r for r in self._recent if r != revision] + [revision]
        while len(self._recent) > _KEPT:
            shutil.rmtree(self._folder / self._recent.pop(0), ignore_errors=True)


def with_edition(workshop: Workshop, edition: Edition) -> Workshop:
    """Give the workshop that serves a sound edition; stores and workers stay the same ones.

    Args:
        workshop: the one that served until now; left as it is, for requests under way.
        edition: one that has a course.

    Raises:
        ValueError: the edition cannot be served.
    """
    if edition.course is None or edition.pages is None:
        raise ValueError("an edition that cannot be read is not served")
    return replace(
        workshop,
        course=edition.course,
        settings=replace(workshop.settings, build=edition.pages),
        revision=edition.revision,
    )


def with_gradebook(workshop: Workshop) -> Workshop:
    """Give the workshop whose gradebook knows the assignments of its course.

    Cheap once a run of ``ouvroir grade`` has released them; nbgrader runs here otherwise.

    Args:
        workshop: the one that serves.

    Raises:
        GradingError: nbgrader refuses an assignment.
    """
    return replace(workshop, gradebook=prepare(workshop.settings, workshop.course))


def assignments_of(workshop: Workshop) -> str:
    """Give the hash of what nbgrader releases of the course that is served."""
    return _assignments(workshop.course)


def _told(faults: list[ContentError]) -> Problems:
    """Tell faults in the words of ``ouvroir check``, without those that only follow from others.

    A file that cannot be read whole makes every reference to what it declares look wrong.
    """
    causes = [fault for fault in faults if fault.code in _CAUSES] or faults
    return tuple(in_order({problem(f.where, f.code, f.message, f.hint) for f in causes}))


def unread() -> Problems:
    """Say that reading failed in a way that names no file; never what was being read."""
    return (
        problem(
            "",
            "preview-fault",
            "Les cours n'ont pas pu être relus.",
            "Lancez « ouvroir check » : il dit ce qui ne va pas. Le prochain enregistrement sera "
            "relu.",
        ),
    )


def _assignments(course: Course) -> str:
    digest = hashlib.sha256()
    for name, data in outputs(course):
        if name.startswith(f"{ASSIGNMENTS}/"):
            digest.update(f"{name}\0".encode() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _hash(path: str) -> str:
    """Hash a file; "" for one that went away meanwhile, or that is no file after all."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _walk(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Give the files below a folder, those that editors leave for themselves left out."""
    waiting = [os.fspath(root)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if _is_scratch(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        found = entry.stat()
                        yield entry.path, (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            # Renamed or removed while we looked: the next look tells.
            continue


def _is_scratch(name: str) -> bool:
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", *_SCRATCH_SUFFIXES))
        or name in _SCRATCH_NAMES
    )

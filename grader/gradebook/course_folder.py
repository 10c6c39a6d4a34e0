"""nbgrader's course folder inside the data folder, kept in step with the built courses.

    gradebook/
      nbgrader_config.py   written from ``configuration``
      source/ release/ submitted/ autograded/ feedback/   nbgrader's own
      gradebook.db         unless the gradebook is in PostgreSQL
      ouvroir/             ours: lock, reports, what release/ was made from, hand-ins under way

Whatever lies in ``source/`` is released and copied over what learners hand in, so only the
assignment's notebook is put there: it holds no key, its cells ask the installed course.
"""

from __future__ import annotations

import glob
import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.content.model import Course, Module
from grader.errors import GradingError, NotFoundError
from grader.gradebook.address import gradebook_address, has_gradebook, mark_of
from grader.gradebook.configuration import configuration_file, course_environment, options
from grader.gradebook.files import hash_of_file, hash_of_module, write_atomically
from grader.gradebook.lock import locked
from grader.settings import Settings

_FOLDERS = (
    "source", "release", "submitted", "autograded", "feedback", "ouvroir/hand_ins",
)  # fmt: skip
_LEARNER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class CourseFolder:
    """Where the copies and grades of the installed course are.

    Attributes:
        root: the course folder.
        modules: slug to hash of all that its grades depend on beside the copies.
        options: nbgrader's options.
        environment: variables that lead a kernel to the same courses.
        gradebook_url: address of the gradebook where it is not a file here; it may hold a password.
    """

    root: Path
    modules: Mapping[str, str]
    options: Mapping[str, Mapping[str, Any]]
    environment: Mapping[str, str]
    gradebook_url: str = field(default="", repr=False)

    @property
    def db_url(self) -> str:
        """Address of the gradebook."""
        return gradebook_address(self.root, self.gradebook_url)

    @property
    def lock(self) -> Path:
        """File to hold while writing into the folder or the gradebook."""
        return self.root / "ouvroir" / "lock"

    def copy_lock(self, module: str, learner: str) -> Path:
        """Give the file to hold while a copy is graded; its folder is made when missing.

        Copies share a few files, so that none tells of a learner who was erased.
        """
        folder = self.root / "ouvroir" / "copies"
        folder.mkdir(exist_ok=True)
        return folder / hashlib.sha256(f"{module}@{learner}".encode()).hexdigest()[:2]

    @property
    def hand_ins(self) -> Path:
        """Folder where copies are written before they are put in place."""
        return self.root / "ouvroir" / "hand_ins"

    @property
    def hand_in_lock(self) -> Path:
        """File to hold while a copy is placed: nobody waits there for a grading to end."""
        return self.hand_ins / "lock"

    def release(self, module: str) -> Path:
        """Give the notebook that learners' copies start from."""
        return self.root / "release" / module / f"{module}.ipynb"

    def submitted(self, module: str, learner: str) -> Path:
        """Give the folder of a copy.

        Raises:
            NotFoundError: no such module, or the learner's id is not one of ours.
        """
        return self._place("submitted", module, learner)

    def autograded(self, module: str, learner: str) -> Path:
        """Give the folder of a copy once nbgrader has run it.

        Raises:
            NotFoundError: as ``submitted``.
        """
        return self._place("autograded", module, learner)

    def report(self, module: str, learner: str) -> Path:
        """Give the file that remembers how a copy was graded.

        Raises:
            NotFoundError: as ``submitted``.
        """
        self.check_module(module)
        check_learner(learner)
        return report_file(self.root, module, learner)

    def check_module(self, module: str) -> None:
        """Refuse a module that is not an assignment: its name becomes a folder.

        Raises:
            NotFoundError: no such module.
        """
        if module not in self.modules:
            raise NotFoundError(
                "unknown-module",
                "Aucun module de ce nom n'a d'exercices notés.",
                f"Modules notés : {', '.join(sorted(self.modules)) or 'aucun'}.",
            )

    def _place(self, step: str, module: str, learner: str) -> Path:
        self.check_module(module)
        check_learner(learner)
        return self.root / step / learner / module


def check_learner(learner: str) -> None:
    """Refuse a learner's id that is not a pseudonym of ours (it names a folder).

    Raises:
        NotFoundError: it holds something else than small letters, digits and dashes.
    """
    if not _LEARNER.fullmatch(learner):
        raise NotFoundError(
            "unknown-learner",
            "Ce pseudonyme n'est pas valable.",
            "Un pseudonyme ne contient que des minuscules sans accent, des chiffres et des tirets.",
        )


def root_of(settings: Settings) -> Path:
    """Give the course folder inside the data folder, whether it exists or not."""
    return settings.data / "gradebook"


def report_file(root: Path, module: str, learner: str) -> Path:
    """Give the file that remembers how a copy was graded; names are checked by the caller."""
    return root / "ouvroir" / "reports" / module / f"{learner}.json"


def prepare(settings: Settings, course: Course) -> CourseFolder:
    """Bring the course folder in step with the built assignments; cheap when nothing changed.

    Where an assignment changed, nbgrader is imported and run: call it before the server's loop
    starts, or from a process of its own.

    Args:
        settings: where things are.
        course: the installed course, keys included.

    Raises:
        GradingError: the data folder cannot be used, an assignment was not built, or nbgrader
            refuses it.
    """
    root = root_of(settings)
    _make_folders(root)
    graded = {slug: module for slug, module in course.modules.items() if module.exercises}
    built = {slug: _built(settings, slug) for slug in graded}
    folder = CourseFolder(
        root=root,
        modules={
            slug: hash_of_module(module, hash_of_file(built[slug]))
            for slug, module in graded.items()
        },
        options=options(settings, graded),
        environment=course_environment(settings),
        gradebook_url=settings.gradebook_url,
    )
    with locked(folder.lock):
        _write_configuration(settings, folder)
        for slug, module in graded.items():
            _install(folder, module, built[slug])
    return folder


def check_root(root: Path, hint: str) -> None:
    """Refuse a course folder whose path nbgrader would read as a pattern.

    Args:
        root: the folder, made or not.
        hint: how to give another one, in French.

    Raises:
        GradingError: it holds one of the signs of a pattern.
    """
    if glob.escape(str(root)) != str(root):
        raise GradingError(
            "unusable-data-folder",
            "Le chemin de ce dossier contient un caractère que nbgrader ne sait pas lire : "
            "*, ? ou [.",
            hint,
        )


def _make_folders(root: Path) -> None:
    check_root(root, "Donnez un autre dossier par OUVROIR_DATA.")
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in _FOLDERS:
            (root / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GradingError(
            "unusable-data-folder",
            "Le dossier du carnet de notes ne peut pas être créé dans le dossier de données.",
            "Vérifiez le droit d'y écrire, ou donnez un autre dossier par OUVROIR_DATA.",
        ) from error


def _built(settings: Settings, slug: str) -> Path:
    notebook = settings.build / "assignments" / slug / f"{slug}.ipynb"
    if not notebook.is_file():
        raise GradingError(
            "assignment-not-built",
            f"Le devoir du module « {slug} » n'est pas construit.",
            "Lancez « ouvroir build », puis recommencez.",
        )
    return notebook


def _write_configuration(settings: Settings, folder: CourseFolder) -> None:
    path = folder.root / "nbgrader_config.py"
    text = configuration_file(settings, folder.modules)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        # It may hold the password of the gradebook's database.
        write_atomically(path, text, mode=0o600)


def _install(folder: CourseFolder, module: Module, built: Path) -> None:
    """Copy the assignment into ``source/`` and have nbgrader release it, if it changed."""
    slug = module.slug
    stamp = folder.root / "ouvroir" / "released" / slug
    wanted = hash_of_file(built) + mark_of(folder.db_url)
    source = folder.root / "source" / slug
    # Asked first: a server of databases that does not answer is told at once.
    if (
        has_gradebook(folder.db_url)
        and stamp.exists()
        and stamp.read_text(encoding="ascii") == wanted
        and folder.release(slug).is_file()
        and [p.name for p in source.iterdir()] == [built.name]
    ):
        return
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    shutil.copyfile(built, source / built.name)
    stamp.unlink(missing_ok=True)
    with locked(folder.hand_in_lock):
        release_assignment(folder, slug)
    write_atomically(stamp, wanted)


def release_assignment(folder: CourseFolder, slug: str) -> None:
    """Have nbgrader release an assignment; grades of the test cells that stay are kept.

    Args:
        folder: the course folder, held by the caller.
        slug: which assignment, in ``source/``.

    Raises:
        GradingError: nbgrader refuses it.
    """
    from grader.gradebook import converters, store

    store.create(folder.db_url)
    known = store.has_assignment(folder.db_url, slug)
    kept = store.set_aside(folder.db_url, slug) if known else []
    try:
        converters.generate(folder, slug)
    except RuntimeError as error:
        raise GradingError(
            "assignment-refused",
            f"nbgrader refuse le devoir « {slug} ».",
            "Lancez « ouvroir check », corrigez ce qu'il signale, puis « ouvroir build ».",
        ) from error
    finally:
        if kept:
            store.put_back(folder.db_url, slug, kept)

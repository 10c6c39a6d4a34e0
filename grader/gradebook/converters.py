"""nbgrader's own conversions, run in this process, one copy at a time and silently.

``start`` of nbgrader's converters changes the working folder of the process: these functions are
for a process of their own (``ouvroir grade``) or for one that has no other thread yet.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import DeadKernelError
from nbgrader.converters import Autograde, GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from traitlets.config import Config

from grader.content.copies import assessed_variable
from grader.gradebook.course_folder import CourseFolder
from grader.gradebook.kept_open import one_commit_an_opening
from grader.gradebook.known_cells import ExecuteUnknown
from grader.gradebook.model import (
    KERNEL_DIED,
    RAISED,
    TIMED_OUT,
    UNEXPECTED,
    UNREADABLE,
    UNRESPONSIVE,
    WROTE_ERRORS,
    Execution,
)
from grader.kernels.grading_run import GRADING_NAME
from grader.kernels.provisioner import provisioned_by

#: nbgrader says a lot, with outputs of learners' cells in it; all of it ends here.
_silent = logging.getLogger("grader.gradebook.silent")
_silent.propagate = False
_silent.addHandler(logging.NullHandler())
_silent.setLevel(logging.CRITICAL)


def generate(folder: CourseFolder, module: str) -> None:
    """Make ``release/`` from ``source/`` and declare the assignment in the gradebook.

    Args:
        folder: the course folder; its gradebook exists.
        module: which assignment.

    Raises:
        RuntimeError: nbgrader refused; the message is nbgrader's.
    """
    converter = GenerateAssignment(
        coursedir=_course_directory(folder, module), config=Config(folder.options)
    )
    converter.log = _silent
    converter.force = True
    try:
        with _quiet():
            converter.start()
    except NbGraderException as error:
        raise RuntimeError(str(error)) from error


def autograde(
    folder: CourseFolder, module: str, learner: str, points: Mapping[str, float] | None = None
) -> Execution:
    """Run one copy with nbgrader's stock steps and save its scores in the gradebook.

    Args:
        folder: the course folder, prepared.
        module: which assignment.
        learner: whose copy; its folder exists in ``submitted/``.
        points: by exercise, what was assessed just now; a cell looks for the others itself.
    """
    directory = _course_directory(folder, module)
    directory.student_id = learner
    known: dict[str, str] = {}
    if points:
        # A copy without answers is for its cells to tell of.
        with suppress(OSError):
            known = assessed_variable(folder.submitted(module, learner), points)
    # Short, for the address of a socket holds a hundred characters.
    with tempfile.TemporaryDirectory(prefix="ouvroir-") as sockets:
        options = _configuration(folder, sockets)
        options.ExecuteUnknown.points = dict(points or {})
        converter = _Autograde(coursedir=directory, config=options)
        steps = converter.autograde_preprocessors
        converter.autograde_preprocessors = [
            ExecuteUnknown if step is Execute else step for step in steps
        ]
        converter.log = _silent
        converter.force = True
        with (
            provisioned_by(GRADING_NAME),
            grading_environment({**folder.environment, **known}),
            one_commit_an_opening(),
            _quiet(),
        ):
            try:
                converter.start()
            except Exception as error:  # noqa: BLE001 - whatever a copy does must not stop the others
                return Execution(failure=_failure(converter.cause or error))
    return Execution(troubles=_troubles(folder.autograded(module, learner) / f"{module}.ipynb"))


class _Autograde(Autograde):
    """Stock autograde that remembers the exception which the stock one only logs."""

    cause: Exception | None = None

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:
            self.cause = error
            raise


def _configuration(folder: CourseFolder, sockets: str) -> Config:
    """Give nbgrader's options; its kernel has no network, and is spoken to through files.

    Args:
        folder: the course folder.
        sockets: a folder for one kernel's connection.
    """
    kernel = {
        "transport": "ipc",
        "ip": f"{sockets}/k",
        "connection_file": f"{sockets}/kernel.json",
        "client_class": "grader.kernels.quick_client.QuickClient",
    }
    # Checked once when all steps are done, and not after each of the twelve.
    exporter = {"optimistic_validation": True}
    return Config({**folder.options, "KernelManager": kernel, "NotebookExporter": exporter})


def _course_directory(folder: CourseFolder, module: str) -> CourseDirectory:
    directory = CourseDirectory(config=Config(folder.options))
    directory.log = _silent
    directory.root = str(folder.root)
    directory.db_url = folder.db_url
    directory.assignment_id = module
    return directory


@contextmanager
def grading_environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables for the time of a block, nbgrader's own included.

    nbgrader leaves its own behind when it fails, and a zygote that is started without it does not
    learn where the private items are.

    Args:
        values: as ``CourseFolder.environment`` has them.
    """
    before = dict(os.environ)
    values = {**values, "NBGRADER_EXECUTION": "autograde"}
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            if name in before:
                os.environ[name] = before[name]
            else:
                os.environ.pop(name, None)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back the warnings of nbgrader's and nbformat's own code: they are for its authors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _failure(error: Exception) -> str:
    if isinstance(error, UnresponsiveKernelError):
        return UNRESPONSIVE
    if isinstance(error, DeadKernelError):
        return KERNEL_DIED
    if isinstance(error, nbformat.reader.NotJSONError | nbformat.ValidationError | NoSuchKernel):
        return UNREADABLE
    if isinstance(error, KeyError | AttributeError | UnicodeDecodeError | NbGraderException):
        return UNREADABLE
    return UNEXPECTED


def _troubles(path: Path) -> dict[str, str]:
    """Read what test cells did from the notebook that nbgrader has just run."""
    troubles = {}
    for cell in nbformat.read(path, as_version=4).cells:
        marks = cell.metadata.get("nbgrader", {})
        if not marks.get("grade") or cell.cell_type != "code":
            continue
        errors = {o.ename for o in cell.outputs if o.output_type == "error"}
        if errors & {"CellTimeoutError", "KeyboardInterrupt"}:
            troubles[str(marks["grade_id"])] = TIMED_OUT
        elif errors:
            troubles[str(marks["grade_id"])] = RAISED
        elif any(o.output_type == "stream" and o.name == "stderr" for o in cell.outputs):
            troubles[str(marks["grade_id"])] = WROTE_ERRORS
    return troubles

"""A learner's copy: written at hand-in, read by nbgrader's cells and by ``ouvroir grade``."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import logging
import os
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any

from grader.errors import ContentError
from grader.exercises.model import Drop, Event, Response

ANSWERS = "reponses.json"
FILES = "fichiers"
FORMAT = 1
#: Variable that a grading run gives its kernels: see ``assessed_variable``.
ASSESSED = "OUVROIR_ASSESSED"
SENT = "sent"
VERDICTS = "verdicts"

_LONGEST = 16 * 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Copy:
    """What a learner handed in for one module.

    Attributes:
        module: slug of the module.
        learner: her pseudonymous id.
        handed_in_at: ISO 8601 UTC time.
        files: ``sent``, or ``verdicts`` when she kept her files to herself.
        responses: by full exercise id, each with the files that came with the copy.
    """

    module: str
    learner: str
    handed_in_at: str
    files: str
    responses: Mapping[str, Response]


def score(graded_id: str, folder: str | Path = ".") -> float:
    """Give the points of one exercise, or of a choice: all that a locked cell of nbgrader calls.

    nbgrader takes the value of the cell as partial credit, and any word on stderr as a
    failure: nothing is printed here whatever happens, and what goes wrong earns 0.

    Args:
        graded_id: ``module/name`` of an exercise that is in no choice, or of a choice.
        folder: the copy; the current folder when a notebook runs.
    """
    with _silence():
        try:
            return _score(graded_id, Path(folder))
        except (Exception, SystemExit):  # noqa: BLE001 - a cell gives one float, whatever happens
            return 0.0


def _score(graded_id: str, folder: Path) -> float:
    known = assessed_points(folder).get(graded_id)
    if known is not None:
        return known
    from grader.content.one_exercise import load_graded
    from grader.exercises.assess import assess
    from grader.settings import Settings

    copy = read_copy(folder)
    settings = Settings.from_environment()
    graded = load_graded(settings.courses, settings.sandbox, graded_id, settings.private_bank)
    responses = [copy.responses[one.id] for one in graded.exercises if one.id in copy.responses]
    named = {one.id: one for one in graded.exercises}
    outcomes = {r.exercise_id: assess(named[r.exercise_id], r) for r in responses}
    return float(graded.outcome(outcomes).points)


def assessed_variable(folder: Path, points: Mapping[str, float]) -> dict[str, str]:
    """Give the variable by which a grading run hands what it has assessed to the cells of a copy.

    ``ouvroir grade`` assesses each response for its words: a cell that finds the points there
    does not read the same files a second time. They are those of these very answers.

    Args:
        folder: the copy.
        points: by exercise or choice, as ``assess`` gave them just now.
    """
    return {ASSESSED: json.dumps({"answers": _digest(folder), "points": dict(points)})}


def assessed_points(folder: Path) -> Mapping[str, float]:
    """Read the points that a grading run has handed over; none where the answers are others.

    Args:
        folder: the copy.
    """
    told = os.environ.get(ASSESSED)
    if not told or "NBGRADER_EXECUTION" not in os.environ:
        return {}
    known = json.loads(told)
    return (
        {str(k): float(v) for k, v in known["points"].items()}
        if (known["answers"] == _digest(folder))
        else {}
    )


def _digest(folder: Path) -> str:
    with (folder / ANSWERS).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_beforehand() -> None:
    """Read what ``score`` will ask for, in the process that kernels of copies are forked from.

    Tables are left alone: whatever reads them starts threads, which do not survive a fork. What
    cannot be read is left too: the cell that asks for it says so.
    """
    from grader.content.one_exercise import read_exercises
    from grader.exercises.verdicts import make_ready
    from grader.settings import Settings

    with contextlib.suppress(Exception):
        settings = Settings.from_environment()
        for exercise in read_exercises(settings.courses, settings.sandbox, settings.private_bank):
            make_ready(exercise)


def write_copy(
    folder: Path,
    module: str,
    learner: str,
    responses: Mapping[str, Response],
    *,
    with_files: bool,
    handed_in_at: datetime,
) -> None:
    """Write a copy's answers, and her files if she sends them.

    Every file is on the disk when this returns. The names of her files stay with her: a copy
    knows a file by its hash, and a sheet by its name only when it holds the file.

    Args:
        folder: the copy's folder, made when missing; the caller puts the assignment beside.
        module: slug of the module.
        learner: pseudonymous id.
        responses: by full exercise id.
        with_files: she sends her files, and not only verdicts and counts.
        handed_in_at: time of the hand-in, with its time zone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if with_files:
        for response in responses.values():
            for sha, path in response.files.items():
                (folder / FILES).mkdir(exist_ok=True)
                # A file erased in this instant is not sent: its verdict stands for it.
                with contextlib.suppress(FileNotFoundError):
                    copy_durably(path, folder / FILES / sha)
        if (folder / FILES).is_dir():
            sync_folder(folder / FILES)
    content = {
        "format": FORMAT,
        "module": module,
        "learner": learner,
        "handed_in_at": handed_in_at.astimezone(UTC).isoformat(timespec="seconds"),
        "files": SENT if with_files else VERDICTS,
        "responses": {
            key: _nameless(responses[key], with_files=with_files).to_dict()
            for key in sorted(responses)
        },
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    with (folder / ANSWERS).open("wb") as file:
        file.write(f"{text}\n".encode())
        _sync(file)
    sync_folder(folder)


def copy_durably(source: Path, target: Path) -> None:
    """Copy the content of a file, and return once it is on the disk.

    Args:
        source: an existing file.
        target: where; replaced when it exists.

    Raises:
        FileNotFoundError: there is no such file; nothing was written.
    """
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written)
        _sync(written)


def sync_folder(folder: Path) -> None:
    """Return once what was created, renamed or removed in a folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _nameless(response: Response, *, with_files: bool) -> Response:
    """Leave out what a learner called her files: a name may tell who she is.

    So may the name of a sheet: where its file does not come with the copy, a number stands
    for it.
    """
    sent = response.files if with_files else {}
    events: list[Event] = []
    numbers: dict[tuple[str, str], str] = {}
    keys: dict[str, str] = {}
    for event in response.events:
        if event.kind != "file":
            events.append(event)
            continue
        data = {k: v for k, v in event.data.items() if k != "name"}
        drop = Drop.of(event)
        if drop.sheet and drop.sha256 not in sent:
            number = numbers.setdefault((drop.sha256, drop.sheet), str(len(numbers) + 1))
            data["sheet"] = number
            keys[drop.key] = drop._replace(sheet=number).key
        events.append(Event(event.kind, event.at, data))
    verdicts = {keys.get(key, key): verdict for key, verdict in response.verdicts.items()}
    return dataclasses.replace(response, events=tuple(events), verdicts=verdicts)


def read_copy(folder: Path) -> Copy:
    """Read a copy; its content may have been written by anybody.

    A file whose content does not match its name is passed over, as if it had not been sent.

    Args:
        folder: the copy's folder.

    Raises:
        ContentError: there is no copy, or it is not one of ours.
    """
    try:
        data = _read_json(folder / ANSWERS)
        files = dict(_files(folder / FILES))
        responses = {
            str(key): Response.from_dict(raw, files) for key, raw in data["responses"].items()
        }
        copy = Copy(
            module=_text(data, "module"),
            learner=_text(data, "learner"),
            handed_in_at=_text(data, "handed_in_at"),
            files=_text(data, "files"),
            responses=responses,
        )
        _require(data["format"] == FORMAT and copy.files in (SENT, VERDICTS))
        _require(all(key == r.exercise_id for key, r in responses.items()))
        _require(all(key.startswith(f"{copy.module}/") for key in responses))
        _require(
            all(
                n >= 0
                for r in responses.values()
                for v in r.verdicts.values()
                for n in (v.n_rows, *v.counts.values())
            )
        )
    except (OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
            RecursionError) as error:  # fmt: skip
        raise ContentError(
            ANSWERS,
            "bad-copy",
            "Cette copie ne se lit pas : elle est absente, ou elle a été modifiée.",
            "Demandez à l'apprenant de rendre son travail de nouveau.",
        ) from error
    return copy


def _read_json(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        raw = file.read(_LONGEST + 1)
    _require(len(raw) <= _LONGEST)
    data = json.loads(raw)
    _require(isinstance(data, dict))
    return dict(data)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if not _SHA256.fullmatch(path.name) or path.is_symlink() or not path.is_file():
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == path.name:
                yield path.name, path


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError


@contextmanager
def _silence() -> Iterator[None]:
    """Close every way to speak: Python's streams, warnings, logs, and what C libraries print to."""
    logged = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with (
            warnings.catch_warnings(),
            redirect_stdout(StringIO()),
            redirect_stderr(StringIO()),
            _descriptors_closed(1, 2),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logged)


@contextmanager
def _descriptors_closed(*descriptors: int) -> Iterator[None]:
    kept: list[tuple[int, int]] = []
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        try:
            for descriptor in descriptors:
                kept.append((descriptor, os.dup(descriptor)))
                os.dup2(sink, descriptor)
        finally:
            os.close(sink)
    except OSError:
        # A descriptor that is closed already says nothing.
        pass
    try:
        yield
    finally:
        for descriptor, copy in kept:
            os.dup2(copy, descriptor)
            os.close(copy)

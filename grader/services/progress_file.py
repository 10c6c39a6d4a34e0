"""« Ma progression » in one file: taken away from a server that forgets, resumed on the next.

The file is the learner's, so it may hold anything when it comes back: it is taken only where she
owns the machine and nothing is signed (``Settings.alone``), within bounds, and never what a
person other than she wrote (``review``).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from grader import __version__
from grader.content.path_model import PATH_PAGES
from grader.errors import OuvroirError, RefusedError
from grader.exercises.console import CONSOLE
from grader.exercises.dialogue import REPLY
from grader.exercises.model import DICTIONARY, DUTIES, ROWS
from grader.exercises.publish import RECORD, START
from grader.exercises.redact import REDACTION
from grader.progress.profiles import LearnerProfile
from grader.progress.restoring import PastEvent, restore
from grader.publication.evidence import MOST_BYTES
from grader.quiz.attempts import AGAIN, ANSWER, HINT, REVEAL, SKIP, SOLUTION
from grader.services.dates import size_label
from grader.services.learning.kept import LEARNING_IDS, is_sound
from grader.services.learning.placement_store import BEGIN, END
from grader.services.learning.review_history import HESITATED, RATE
from grader.services.paths import visit_id
from grader.services.profile import profile_from_json, profile_to_json
from grader.services.turns import in_turn
from grader.services.workshop import Workshop
from grader.typography import french, plural

NAME = "ma-progression-ouvroir.zip"
FORMAT = 1
_TEXT = "progression.json"
_FOLDER = "fichiers/"
_FILE = re.compile(r"fichiers/([0-9a-f]{64})")
#: Kinds of events that a learner makes herself.
_KINDS = frozenset(
    {ANSWER, SKIP, HINT, REVEAL, AGAIN, SOLUTION, "file", "recipe", "restart", "chart"}
    | {START, RECORD, CONSOLE, REDACTION, DUTIES, REPLY, ROWS, DICTIONARY}
    | {RATE, HESITATED, BEGIN, END}
)
_MOST_EVENTS = 20_000
_MOST_DATA = 20_000
#: The same for what a portal knew of records, and for all that an act may have hidden.
_MOST_EVIDENCE = 4 * MOST_BYTES
_MOST_TEXT = 16 * 1024 * 1024
_MOST_FILES = 500


def write_progress(workshop: Workshop, learner_id: str) -> bytes:
    """Give all that a learner did as one file: answers, lessons, and her newest files.

    Files are added while the whole may still be dropped again; what is past that stays out.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    events = [
        {"exercise": e.exercise_id, "kind": e.kind, "at": e.at.isoformat(), "data": dict(e.data)}
        for e in _own_events(workshop, learner_id)
    ]
    visits = [
        {"lesson": visit.lesson_id, "finished": visit.finished}
        for visit in workshop.visits.of(learner_id).values()
    ]
    text = {"format": FORMAT, "version": __version__, "events": events, "visits": visits}
    text["profile"] = profile_to_json(workshop.profiles.of(learner_id))
    room = workshop.settings.bounds.upload_bytes - _MOST_TEXT
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_TEXT, json.dumps(text, ensure_ascii=False))
        for sha256 in dict.fromkeys(f.sha256 for f in workshop.files.of(learner_id)):
            path = workshop.files.path(learner_id, sha256)
            room -= path.stat().st_size if path.is_file() else 0
            if path.is_file() and room >= 0:
                archive.write(path, _FOLDER + sha256)
    return target.getvalue()


def read_progress(workshop: Workshop, learner_id: str, content: bytes) -> str:
    """Put back what ``write_progress`` wrote; gives the sentence that says what came back.

    Args:
        workshop: stores and course.
        learner_id: whose; she must not have answered anything here yet.
        content: the file, as it came.

    Raises:
        RefusedError: this server keeps authority, she has done something here already, or the
            file is not one of ours.
    """
    if not workshop.settings.alone:
        raise RefusedError(
            "resume-elsewhere",
            "Ce serveur garde lui-même vos réponses : une progression ne s'y dépose pas.",
            "Retrouvez la vôtre avec le navigateur où vous avez commencé.",
        )
    events, visits, files, profile = _parsed(workshop, content)
    _put_back(workshop, learner_id, events, visits, files)
    if not profile.is_blank:
        workshop.profiles.put(learner_id, profile)
    done = sum(finished for name, finished in visits if not name.startswith("/"))
    return french(
        f"Progression reprise : {plural(len(events), 'action')}, "
        f"{plural(done, 'leçon terminée', 'leçons terminées')}."
    )


@in_turn
def _put_back(
    workshop: Workshop,
    learner_id: str,
    events: Sequence[PastEvent],
    visits: Sequence[tuple[str, bool]],
    files: Mapping[str, bytes],
) -> None:
    """Write everything in its order, as one transaction."""
    if workshop.events.count(learner_id):
        raise RefusedError(
            "resume-over-work",
            "Vous avez déjà répondu ici : reprendre un fichier mélangerait les deux.",
            "Effacez d'abord ce qui vous concerne (« Tout effacer »), puis déposez le fichier.",
        )
    for is_file, some in groupby(events, key=lambda event: event.kind == "file"):
        if not is_file:
            restore(workshop.database, learner_id, tuple(some))
            continue
        for event in some:
            _keep(workshop, learner_id, event, files[str(event.data["sha256"])])
    restore(workshop.database, learner_id, (), visits)


def _own_events(workshop: Workshop, learner_id: str) -> Iterator[Any]:
    ids = sorted(_known_ids(workshop))
    found = workshop.events.of(learner_id, ids)
    events = (event for some in found.values() for event in some if event.kind in _KINDS)
    yield from sorted(events, key=lambda event: event.id)


def _known_ids(workshop: Workshop) -> set[str]:
    """Give the ids under which events of exercises and questions are kept."""
    known: set[str] = set(LEARNING_IDS)
    for module in workshop.course.modules.values():
        known |= set(module.exercises)
        known |= {f"{module.slug}/{name}" for name in module.items}
    return known


def _keep(workshop: Workshop, learner_id: str, event: PastEvent, content: bytes) -> None:
    """Keep a file as if it were dropped now: it is read and bounded like any other."""
    incoming = workshop.files.incoming(len(content))
    try:
        incoming.write(content)
        workshop.files.keep(
            learner_id,
            event.exercise_id,
            str(event.data.get("name", "fichier"))[:200],
            str(event.data.get("schema", ""))[:120],
            incoming,
        )
    finally:
        incoming.discard()


def _parsed(
    workshop: Workshop, content: bytes
) -> tuple[list[PastEvent], list[tuple[str, bool]], dict[str, bytes], LearnerProfile]:
    """Read the archive within its bounds, and leave out what this course does not know."""
    limit = workshop.settings.bounds.upload_bytes
    if len(content) > limit:
        raise _not_ours(f"Il dépasse {size_label(limit)}.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(info.file_size for info in archive.infolist())
            if len(names) > _MOST_FILES or size > limit + _MOST_TEXT:
                raise _not_ours("Il contient trop de données.")
            text = json.loads(_entry(archive, _TEXT, _MOST_TEXT).decode("utf-8"))
            files = {
                match[1]: _entry(archive, name, limit)
                for name in names
                if (match := _FILE.fullmatch(name))
            }
        events, visits = _events(workshop, text, files), _visits(workshop, text)
        return events, visits, files, profile_from_json(text.get("profile"))
    except OuvroirError:
        raise
    except (OSError, ValueError, KeyError, TypeError, RecursionError, zipfile.BadZipFile,
            NotImplementedError, RuntimeError) as fault:  # fmt: skip
        raise _not_ours("Il n'a pas la forme attendue.") from fault


def _entry(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read one entry, whatever size it announces."""
    with archive.open(name) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _not_ours("Il contient trop de données.")
    return content


def _events(workshop: Workshop, text: Any, files: dict[str, bytes]) -> list[PastEvent]:
    if text["format"] != FORMAT or len(text["events"]) > _MOST_EVENTS:
        raise _not_ours("Il vient d'une autre version d'Ouvroir.")
    known = _known_ids(workshop)
    found = []
    for raw in text["events"]:
        kind, data = str(raw["kind"]), raw["data"]
        most = _MOST_EVIDENCE if kind in (START, RECORD, REDACTION) else _MOST_DATA
        if not isinstance(data, dict) or len(json.dumps(data)) > most:
            raise _not_ours("Il n'a pas la forme attendue.")
        if raw["exercise"] not in known or kind not in _KINDS:
            continue
        if kind == "file" and data.get("sha256") not in files:
            continue
        if raw["exercise"] in LEARNING_IDS and not is_sound(raw["exercise"], kind, data):
            continue
        at = datetime.fromisoformat(str(raw["at"]))
        found.append(PastEvent(raw["exercise"], kind, at.astimezone(UTC), data))
    return found


def _visits(workshop: Workshop, text: Any) -> list[tuple[str, bool]]:
    known = {lesson.id for m in workshop.course.modules.values() for lesson in m.lessons}
    known |= {visit_id(place) for place in PATH_PAGES}
    return [
        (visit["lesson"], visit["finished"] is True)
        for visit in text["visits"]
        if visit["lesson"] in known
    ]


def _not_ours(why: str) -> RefusedError:
    return RefusedError(
        "resume-file",
        f"Ce fichier n'est pas une progression d'Ouvroir. {why}",
        f"Choisissez le fichier « {NAME} » que vous aviez téléchargé.",
    )

"""The ledger of ids: ``identifiants.yml``, beside the courses, and another beside the private bank.

An id that served is written down for ever: answers of learners, marks and reports name it. The
ledger is plain text that a commit carries, so that the proof needs no history of versions, and
holds in a wheel too.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.content.bank import BANK
from grader.content.declarations import Document, OnError, conforms, parse_document, read_text
from grader.content.load import Reading
from grader.errors import ContentError, OuvroirError
from grader.typography import french

LEDGER = "identifiants.yml"
RETIRED = "retired"
#: Kinds of ids, in the order of the file, and how a message calls one.
KINDS = {
    "modules": "le module",
    "lessons": "la leçon",
    "objectives": "l'objectif",
    "items": "la question",
    "exercises": "l'exercice",
}
_HEAD = """\
# Chaque identifiant qui a servi : il ne change jamais et ne resservira pas.
# « ouvroir check --record-ids » écrit les nouveaux ; « ouvroir check --retire-id NOM » range sous
# « retired » celui d'un contenu supprimé.
"""

#: Kind and name of an id.
Key = tuple[str, str]


@dataclass(frozen=True)
class Ledger:
    """What a ledger says.

    Attributes:
        used: ids that serve, each with its ``file:line``.
        retired: ids that serve no more, each with its ``file:line``.
        exists: whether there is such a file.
    """

    used: Mapping[Key, str] = field(default_factory=dict)
    retired: Mapping[Key, str] = field(default_factory=dict)
    exists: bool = False


def read_ledger(folder: Path, label: str, on_error: OnError) -> Ledger:
    """Read the ledger of a folder.

    Args:
        folder: the courses folder, or that of the private bank.
        label: what messages put before the file's name: "" or ``banque-privee/``.
        on_error: called with each fault; a faulty ledger counts as an empty one.
    """
    if not (folder / LEDGER).is_file():
        return Ledger()
    name = f"{label}{LEDGER}"
    try:
        document = parse_document(read_text(folder, LEDGER, name), name)
    except ContentError as error:
        on_error(error)
        return Ledger(exists=True)
    if document.data is None or not conforms(document, "identifiants", on_error):
        return Ledger(exists=True)
    return Ledger(_keys(document), _keys(document, RETIRED), exists=True)


def _keys(document: Document, *above: str) -> dict[Key, str]:
    data = document.data
    for key in above:
        data = data.get(key) or {}
    return {
        (kind, name): document.where(*above, kind, position)
        for kind in KINDS
        for position, name in enumerate(data.get(kind) or ())
    }


def ids_in_use(reading: Reading) -> tuple[dict[Key, str], dict[Key, str]]:
    """Give the ids of the courses, then those of the private bank, each with its place."""
    public: dict[Key, str] = {}
    private: dict[Key, str] = {}
    for module in reading.course.modules.values():
        public["modules", module.slug] = reading.places[f"module {module.slug}"]
        for lesson in module.lessons:
            public["lessons", lesson.id] = reading.places[f"lesson {lesson.id}"]
        for name in module.objectives:
            public["objectives", name] = reading.places[f"objective {name}"]
        for name in module.items:
            public["items", name] = reading.places[f"item {name}"]
        for name in {**module.exercises, **module.graded}:
            public["exercises", name] = reading.places[f"exercise {name}"]
        for name in module.bank:
            private["items", name] = reading.places[f"item {name}"]
    return public, private


def record_ids(reading: Reading, folder: Path, private_bank: Path | None) -> list[str]:
    """Write down the ids that no ledger has yet; those that a ledger retired stay retired.

    Args:
        reading: the courses.
        folder: the courses folder.
        private_bank: folder of the private bank, if one is mounted.

    Returns:
        The ids that were written, in order.

    Raises:
        ContentError: a ledger is faulty: nothing is written over it.
    """
    public, private = ids_in_use(reading)
    places = [(folder, "", public)]
    if private_bank is not None and private_bank.is_dir():
        places.append((private_bank, f"{BANK}/", private))
    written: list[str] = []
    for where, label, present in places:
        ledger = read_ledger(where, label, _raise)
        new = [key for key in present if key not in ledger.used and key not in ledger.retired]
        if new or not ledger.exists:
            _write(where, {*ledger.used, *new}, set(ledger.retired))
        written += [name for _, name in new]
    return written


def add_ids(folder: Path, new: set[Key]) -> bool:
    """Write down ids that have just been given, where a ledger is kept.

    Args:
        folder: the courses folder.
        new: kind and name of each.

    Returns:
        Whether the ledger has changed.

    Raises:
        ContentError: the ledger is faulty.
    """
    ledger = read_ledger(folder, "", _raise)
    if not ledger.exists or new <= set(ledger.used):
        return False
    _write(folder, {*ledger.used, *new}, set(ledger.retired))
    return True


def retired_ids(folder: Path) -> frozenset[Key]:
    """Give the ids that the ledger of the courses retired.

    Raises:
        ContentError: the ledger is faulty.
    """
    return frozenset(read_ledger(folder, "", _raise).retired)


def retire_id(folder: Path, private_bank: Path | None, name: str) -> None:
    """Move an id to those that serve no more.

    Args:
        folder: the courses folder.
        private_bank: folder of the private bank, if one is mounted.
        name: the id, as the ledger has it.

    Raises:
        OuvroirError: no ledger has it among those that serve.
        ContentError: a ledger is faulty.
    """
    for where, label in ((folder, ""), (private_bank, f"{BANK}/")):
        ledger = read_ledger(where, label, _raise) if where is not None else Ledger()
        found = {key for key in ledger.used if key[1] == name}
        if where is not None and found:
            _write(where, set(ledger.used) - found, {*ledger.retired, *found})
            return
    raise OuvroirError(
        "unknown-id",
        french(f"L'identifiant « {name} » n'est pas au registre."),
        french(
            f"Copiez-le depuis {LEDGER} : une question s'y nomme prep-q01, une leçon module/nom."
        ),
    )


def _write(folder: Path, used: set[Key], retired: set[Key]) -> None:
    text = _head(folder)
    for kind in KINDS:
        text += _listed(kind, used, "")
    if retired:
        text += f"\n{RETIRED}:\n" + "".join(_listed(kind, retired, "  ") for kind in KINDS)
    (folder / LEDGER).write_text(text.replace(":\n\n", ":\n"), encoding="utf-8")


def _head(folder: Path) -> str:
    """Give the comment that opens the ledger: that of its keeper, once there is one."""
    path = folder / LEDGER
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.is_file() else []
    return "".join(itertools.takewhile(lambda line: line.startswith("#"), lines)) or _HEAD


def _listed(kind: str, keys: set[Key], indent: str) -> str:
    names = sorted(name for held, name in keys if held == kind)
    if not names:
        return ""
    lines = "".join(f"{indent}  - {name}\n" for name in names)
    return f"\n{indent}{kind}:\n{lines}"


def _raise(error: ContentError) -> None:
    raise error

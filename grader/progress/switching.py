"""Putting a restored data folder in the place of the one before, so that a kill leaves one of both.

What comes lies in a folder inside the data folder, since that may be all that we may write, or a
disk of its own. Up to the journal nothing is changed; from it on the change can only go forward,
and whoever starts next ends it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.progress.backup_archive import sync_folder
from grader.progress.migrating import BACKUPS

#: The folder of a restoration, what it brings, and its journal.
STAGING, CONTENT, JOURNAL = "restauration", "contenu", "pret.json"
#: What stays where it is: the lock that we hold, what is derived, the copies, and the restoration.
STAYING = frozenset({"serveur.verrou", "build", BACKUPS, STAGING})


def staging_of(data: Path) -> Path:
    """Give the folder where a restoration is prepared.

    Args:
        data: the data folder.
    """
    return data / STAGING


def is_unfinished(data: Path) -> bool:
    """Tell whether a change was begun that must be ended.

    Args:
        data: the data folder.
    """
    return (staging_of(data) / JOURNAL).exists()


def refuse_unfinished(data: Path) -> None:
    """Refuse to open a data folder that is half changed.

    Args:
        data: the data folder.

    Raises:
        OuvroirError: it is.
    """
    if is_unfinished(data):
        raise OuvroirError(
            "restore-unfinished",
            f"Une restauration a été interrompue dans {data}.",
            "Démarrez le serveur (ouvroir serve) : il la termine d'abord.",
        )


def begin(data: Path, kept: str, old: Iterable[str] | None = None, **beside: Any) -> None:
    """Write the journal: from here on the change goes forward.

    Args:
        data: the data folder, whose staging is whole.
        kept: name of the folder, among the copies, for what was there before.
        old: what gives way; all of it when not given.
        beside: what whoever ends it must know.
    """
    staging = staging_of(data)
    there = sorted(path.name for path in data.iterdir() if path.name not in STAYING)
    journal = {
        "old": there if old is None else [name for name in there if name in set(old)],
        "new": sorted(path.name for path in (staging / CONTENT).iterdir()),
        "kept": kept,
        **beside,
    }
    part = staging / f"{JOURNAL}.part"
    with part.open("w", encoding="utf-8") as stream:
        json.dump(journal, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(staging / JOURNAL)
    sync_folder(staging)


def journal_of(data: Path) -> dict[str, Any]:
    """Read the journal.

    Args:
        data: the data folder.
    """
    return dict(json.loads((staging_of(data) / JOURNAL).read_text(encoding="utf-8")))


def finish(data: Path) -> None:
    """End a change whose journal is written; done again, it goes on where it was.

    Args:
        data: the data folder.
    """
    journal, staging = journal_of(data), staging_of(data)
    kept = data / BACKUPS / journal["kept"]
    kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in journal["old"]:
        # What has gone away already left its name to what came.
        if os.path.lexists(data / name) and not os.path.lexists(kept / name):
            (data / name).rename(kept / name)
    sync_folder(kept)
    for name in journal["new"]:
        if (staging / CONTENT / name).exists():
            (staging / CONTENT / name).rename(data / name)
    sync_folder(data)
    discard(data)
    if not any(kept.iterdir()):
        kept.rmdir()


def discard(data: Path) -> None:
    """Forget a restoration that was not begun, or is ended: the journal goes last.

    Args:
        data: the data folder.
    """
    staging = staging_of(data)
    if not staging.exists():
        return
    for path in staging.iterdir():
        if path.name == JOURNAL:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(staging)


def discard_all(data: Path) -> None:
    """Forget a restoration whose journal is written and whose database was not changed.

    Args:
        data: the data folder.
    """
    (staging_of(data) / JOURNAL).unlink(missing_ok=True)
    discard(data)

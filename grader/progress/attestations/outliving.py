"""What a restoration must not undo of attestations: keys made, files given and taken back since.

An attestation is in somebody's hands: going back to an older back-up must neither refuse what was
given since, nor believe again what was revoked since. What is still in the place is carried over;
where nothing is left of it, the back-up alone counts.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from grader.errors import OuvroirError
from grader.progress.attestations.keys import FOLDER, Keyring
from grader.progress.backup_archive import sync_folder
from grader.progress.backup_rows import (
    lines_of,
    odd_backup,
    opened,
    revision_of,
    snapshot,
    tables_of,
)
from grader.progress.tables import AttestationRow

_TABLE = AttestationRow.__tablename__
#: Tells of one that it was taken back.
_TAKEN_BACK = ("revoked_at", "reason")


def keep_keys(data: Path, coming: Path) -> bool:
    """Carry over the keys that are in place, where they are those of the back-up and later ones.

    Args:
        data: the data folder.
        coming: what a back-up brings for it, changed in place.

    Returns:
        Whether those in place stay.
    """
    try:
        here = {key.id for key in Keyring(data).all()}
        there = {key.id for key in Keyring(coming).all()}
    except (OSError, ValueError, TypeError):
        # A list that cannot be read is what one restores for.
        return False
    if not here or not here >= there:
        return False
    folder = coming / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    for file in sorted((data / FOLDER).iterdir()):
        if file.is_file() and not file.is_symlink() and file.suffix in (".json", ".pem"):
            _copy_private(file, folder / file.name)
    sync_folder(folder)
    return True


def rows_in_place(address: str, revision: str) -> dict[str, dict[str, Any]]:
    """Read the attestations of the database that gives way.

    Args:
        address: of it, for SQLAlchemy; it is there.
        revision: of the back-up's tables.

    Returns:
        Rows by serial, as a back-up has them; none where its tables are of another time, or it
        cannot be read.
    """
    try:
        with opened(address) as engine, snapshot(engine) as connection:
            if revision_of(connection) != revision or not inspect(connection).has_table(_TABLE):
                return {}
            [table] = [one for one in tables_of(connection) if one.name == _TABLE]
            rows = [json.loads(line) for line in lines_of(connection, table)]
    except OuvroirError:
        return {}
    return {row["serial"]: row for row in rows}


def keep_rows(rows: Mapping[str, Mapping[str, Any]], staged: Path) -> int:
    """Carry over what was given or taken back since into the rows of a back-up.

    Args:
        rows: as ``rows_in_place`` gives them.
        staged: folder of the back-up's rows, a file a table.

    Returns:
        How many attestations are not as the back-up has them.

    Raises:
        OuvroirError: the back-up's rows cannot be read.
    """
    file = staged / f"{_TABLE}.jsonl"
    if not rows or not file.is_file():
        return 0
    try:
        known = {row["serial"]: row for row in _read(file)}
        learners = {row["id"] for row in _read(staged / "learner.jsonl")}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise odd_backup() from error
    count = 0
    for serial, row in rows.items():
        if serial not in known:
            known[serial] = dict(row)
            if row["learner_id"] not in learners:
                known[serial] |= {"learner_id": None, "path": ""}
        elif row["revoked_at"] and not known[serial].get("revoked_at"):
            known[serial] |= {name: row[name] for name in _TAKEN_BACK}
        else:
            continue
        count += 1
    if count:
        with file.open("w", encoding="utf-8") as written:
            written.writelines(f"{json.dumps(row)}\n" for row in known.values())
    return count


def _read(file: Path) -> list[dict[str, Any]]:
    with file.open("rb") as lines:
        return [json.loads(line) for line in lines]


def _copy_private(source: Path, target: Path) -> None:
    """Copy a file that nobody else may read; on the disk when this returns."""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(source.read_bytes())
        file.flush()
        os.fsync(file.fileno())

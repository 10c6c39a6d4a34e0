"""Putting a back-up in place of what is there, so that a kill leaves what was or what comes."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.errors import RefusedError
from grader.gradebook.address import address_of, gradebook_address, is_sqlite
from grader.progress import switching
from grader.progress.attestations.outliving import keep_keys, keep_rows, rows_in_place
from grader.progress.backup_archive import BOOK, ROWS
from grader.progress.backup_reading import Opened, unpack
from grader.progress.database import HEAD, database_address
from grader.progress.forgotten import NAME as FORGOTTEN
from grader.progress.forgotten import merge
from grader.progress.migrating import BACKUPS
from grader.progress.restoring_rows import (
    bears,
    check_revision,
    fill_sqlite,
    filled_postgresql,
    has_tables,
    refill,
)
from grader.services.backup import rows_only
from grader.services.data_lock import lock_data_folder
from grader.services.erasing_again import erase_again
from grader.services.stores import open_stores
from grader.settings import Settings

_SQLITE_FILES = ("ouvroir.sqlite", "ouvroir.sqlite-wal", "ouvroir.sqlite-shm")
_BOOK_FOLDER = "gradebook"
_BEFORE = "avant-restauration-"
#: What an empty place may hold.
_NOTHING = switching.STAYING | {FORGOTTEN}


@dataclass(frozen=True)
class Restored:
    """What was done.

    Attributes:
        made_at: when the back-up was made, as text.
        version: of the Ouvroir that made it.
        revision: that its tables had.
        rows: of the database.
        files: of the data folder.
        erased_again: learners, sessions and files that had been erased after the back-up.
        kept: where what was there before lies; None where nothing was.
    """

    made_at: str
    version: str
    revision: str
    rows: int
    files: int
    erased_again: int
    kept: Path | None


def restore(settings: Settings, file: Path, *, replace: bool = False) -> Restored:
    """Restore a back-up; the server must be stopped.

    Args:
        settings: where it goes.
        file: the back-up.
        replace: whether what is there gives way; it is kept among the copies.

    Raises:
        RefusedError: there is something there; or it is another account's.
        OuvroirError: the back-up is odd, cut short, newer or too big; or the server runs.
    """
    file = file.expanduser().absolute()
    if not file.is_file():
        raise RefusedError(
            "no-backup", f"Il n'y a pas de fichier {file}.", "Vérifiez le chemin de la sauvegarde."
        )
    _check_owner(settings.data)
    with lock_data_folder(settings.data):
        finish_restoration(settings)
        switching.discard(settings.data)
        if not replace and _is_occupied(settings):
            raise RefusedError(
                "restore-occupied",
                "Il y a déjà des travaux à cet endroit : rien n'a été changé.",
                "Choisissez un dossier vide (--into), ou ajoutez --replace : ce qui est là sera "
                f"mis de côté dans « {BACKUPS} ».",
            )
        stamp = _BEFORE + datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        try:
            opened, rows = _put(settings, file, stamp)
        except BaseException:
            if not switching.is_unfinished(settings.data):
                switching.discard(settings.data)
            raise
        workshop = open_stores(settings)
        try:
            erased = erase_again(workshop)
        finally:
            workshop.close()
    kept = settings.data / BACKUPS / stamp
    return Restored(
        made_at=opened.made_at,
        version=opened.version,
        revision=opened.revision,
        rows=rows,
        files=opened.files,
        erased_again=erased,
        kept=kept if kept.exists() else None,
    )


def finish_restoration(settings: Settings) -> bool:
    """End a restoration that was interrupted, or forget it where nothing had changed yet.

    Args:
        settings: where things are; the caller holds the data folder's lock.

    Returns:
        Whether there was one to end.

    Raises:
        OuvroirError: a server of databases that is needed for it does not answer.
    """
    data = settings.data
    if not switching.is_unfinished(data):
        return False
    journal = switching.journal_of(data)
    if journal["token"] and not bears(database_address(settings), journal["token"]):
        switching.discard_all(data)
        return False
    _end(settings)
    return True


def _put(settings: Settings, file: Path, stamp: str) -> tuple[Opened, int]:
    """Prepare all that comes, then change over."""
    data = settings.data
    staging = switching.staging_of(data)
    content = staging / switching.CONTENT
    content.mkdir(parents=True, mode=0o700)
    opened = unpack(file, staging)
    check_revision(opened.revision)
    merge((data / FORGOTTEN, content / FORGOTTEN), content / FORGOTTEN)
    _keep_attestations(settings, opened)
    if opened.book and is_sqlite(address_of(settings)):
        address = gradebook_address(content / _BOOK_FOLDER)
        (content / _BOOK_FOLDER).mkdir(exist_ok=True, mode=0o700)
        _make_book(address)
        refill(address, staging / BOOK)
    with ExitStack() as stack:
        token = ""
        if settings.database_url:
            token = secrets.token_hex(16)
            (data / BACKUPS).mkdir(exist_ok=True, mode=0o700)
            rows_only(settings, data / BACKUPS / f"{stamp}.tar.gz")
            rows = stack.enter_context(
                filled_postgresql(
                    settings.database_url, staging / ROWS, opened.revision, HEAD, token
                )
            )
        else:
            path = content / _SQLITE_FILES[0]
            rows = fill_sqlite(path, staging / ROWS, opened.revision, HEAD)
        old = None if opened.whole else (*_SQLITE_FILES, FORGOTTEN)
        switching.begin(data, stamp, old=old, token=token, book=opened.book)
    _end(settings)
    return opened, rows


def _keep_attestations(settings: Settings, opened: Opened) -> None:
    """Carry over what was given and taken back since: it is in people's hands."""
    staging = switching.staging_of(settings.data)
    if opened.whole:
        keep_keys(settings.data, staging / switching.CONTENT)
    if settings.database_url or (settings.data / _SQLITE_FILES[0]).is_file():
        rows = rows_in_place(database_address(settings), opened.revision)
        keep_rows(rows, staging / ROWS)


def _end(settings: Settings) -> None:
    """Do what is left once the change goes forward; done again, it does no harm."""
    data = settings.data
    address = address_of(settings)
    if switching.journal_of(data)["book"] and not is_sqlite(address):
        _make_book(address)
        refill(address, switching.staging_of(data) / BOOK)
    switching.finish(data)


def _make_book(address: str) -> None:
    # nbgrader is slow to import, and few restorations need it.
    from grader.gradebook import store

    store.create(address)


def _is_occupied(settings: Settings) -> bool:
    if any(path.name not in _NOTHING for path in settings.data.iterdir()):
        return True
    return bool(settings.database_url) and has_tables(settings.database_url)


def _check_owner(data: Path) -> None:
    """Refuse to write files that the server's own account could not read.

    Raises:
        RefusedError: the folder is another account's.
    """
    if data.exists() and hasattr(os, "geteuid") and data.stat().st_uid != os.geteuid():
        raise RefusedError(
            "wrong-account",
            f"Le dossier {data} appartient à un autre compte que le vôtre.",
            "Lancez cette commande avec le compte du serveur (sudo -u …).",
        )

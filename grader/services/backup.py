"""Backing everything up while the server runs: database, gradebook, files and keys, in one file.

The database is read as of one moment, before the files: what was dropped later is bytes that no
row knows, and what was erased meanwhile stays erased.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import OuvroirError, RefusedError
from grader.gradebook.address import address_of, has_gradebook
from grader.progress.backup_archive import BOOK, FIRST, FOLDER, ROWS, ArchiveWriter, reason_of
from grader.progress.backup_rows import lines_of, opened, revision_of, snapshot, tables_of
from grader.progress.database import database_address
from grader.progress.migrating import BACKUPS, first_entry
from grader.progress.switching import STAYING, refuse_unfinished
from grader.settings import Settings

#: Copied as rows, made anew at each start, or of this machine alone.
_LEFT_OUT = STAYING
_DATABASES = ("ouvroir.sqlite", "gradebook/gradebook.db")


@dataclass(frozen=True)
class BackedUp:
    """What a back-up holds.

    Attributes:
        path: of the file.
        size: in bytes.
        rows: of the database and of the gradebook.
        files: of the data folder.
        revision: of the tables.
    """

    path: Path
    size: int
    rows: int
    files: int
    revision: str


def back_up(settings: Settings, target: Path, *, replace: bool = False) -> BackedUp:
    """Write a back-up; the server may run.

    Args:
        settings: where things are.
        target: the file to write.
        replace: whether one of that name gives way, once the new one is whole.

    Raises:
        RefusedError: the name will not do, or there is nothing to back up.
        OuvroirError: something cannot be read or written.
    """
    refuse_unfinished(settings.data)
    target = target.expanduser().absolute()
    _check_place(settings, target)
    address = _address(settings)
    counted = _Counter()
    with ArchiveWriter(target, replace=replace) as archive:
        with opened(address) as engine, snapshot(engine) as connection:
            revision = revision_of(connection)
            if not revision:
                raise _nothing(settings)
            book = address_of(settings)
            with_book = has_gradebook(book)
            archive.add_json(FIRST, first_entry(revision, whole=True, book=with_book))
            for table in tables_of(connection):
                lines = counted.over(lines_of(connection, table))
                archive.add_lines(f"{ROWS}/{table.name}.jsonl", lines)
        if with_book:
            with opened(book) as engine, snapshot(engine) as connection:
                for table in tables_of(connection):
                    lines = counted.over(lines_of(connection, table))
                    archive.add_lines(f"{BOOK}/{table.name}.jsonl", lines)
        n_files = sum(
            archive.add_file(f"{FOLDER}/{path.relative_to(settings.data).as_posix()}", path)
            for path in _files(settings)
        )
    return BackedUp(target, target.stat().st_size, counted.count, n_files, revision)


def rows_only(settings: Settings, target: Path) -> None:
    """Write a back-up of the database's rows alone; nothing where it has no table.

    Args:
        settings: where the database is.
        target: the file to write.
    """
    with opened(database_address(settings)) as engine, snapshot(engine) as connection:
        revision = revision_of(connection)
        if not revision:
            return
        with ArchiveWriter(target, replace=True) as archive:
            archive.add_json(FIRST, first_entry(revision, whole=False, book=False))
            for table in tables_of(connection):
                archive.add_lines(f"{ROWS}/{table.name}.jsonl", lines_of(connection, table))


class _Counter:
    """Counts what goes by."""

    count = 0

    def over(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.count += 1
            yield line


def _address(settings: Settings) -> str:
    """Give the address of a database that is there: SQLite would make an empty one."""
    if not settings.database_url and not (settings.data / _DATABASES[0]).is_file():
        raise _nothing(settings)
    return database_address(settings)


def _files(settings: Settings) -> Iterator[Path]:
    """Give the files of the data folder, save those that a start makes anew; follow no link."""
    for folder, below, names in os.walk(settings.data, onerror=_cannot_list):
        here = Path(folder)
        at_top = here == settings.data
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".")
            and not (at_top and name in _LEFT_OUT)
            and here / name != settings.build
            and not (here / name).is_symlink()
        )
        for name in sorted(names):
            path = here / name
            inside = path.relative_to(settings.data).as_posix()
            if (
                name.startswith(".")
                or name.endswith(".part")
                or (at_top and name in _LEFT_OUT)
                or inside.startswith(_DATABASES)
            ):
                continue
            yield path


def _check_place(settings: Settings, target: Path) -> None:
    """Refuse a file that the next back-up would hold.

    Raises:
        RefusedError: it lies in the data folder, elsewhere than among the copies.
    """
    data = settings.data.absolute()
    if target.is_relative_to(data) and not target.is_relative_to(data / BACKUPS):
        raise RefusedError(
            "backup-inside",
            "Une sauvegarde ne s'écrit pas dans le dossier des travaux : elle s'y perdrait avec.",
            "Écrivez-la sur un autre disque, ou au moins dans un autre dossier.",
        )


def _nothing(settings: Settings) -> OuvroirError:
    return RefusedError(
        "nothing-to-back-up",
        f"Il n'y a rien à sauvegarder : aucune base d'Ouvroir dans {settings.data}.",
        "Indiquez le dossier des travaux du serveur avec OUVROIR_DATA.",
    )


def _cannot_list(error: OSError) -> None:
    if isinstance(error, FileNotFoundError):
        return
    raise OuvroirError(
        "backup-unreadable",
        f"« {error.filename} » ne peut pas être lu : {reason_of(error)}.",
        "Lancez cette commande avec le compte du serveur.",
    ) from error

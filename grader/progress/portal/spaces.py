"""Spaces of the sandbox portal: who is in, with which key, how far its clock is, until when."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import Database, as_utc, now
from grader.progress.portal.catalogue import SpaceCatalogue
from grader.progress.portal.files import SpaceFiles, erase_folder
from grader.progress.portal.tables import KeyRow, MemberRow, SpaceRow
from grader.settings import Settings

#: No letter or digit that is taken for another: written on a board, read from the back row.
_LEGIBLE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_JOIN_LENGTH = 9
#: Keys begin so, and can never be mistaken for those of the real portal.
KEY_PREFIX = "bacasable_"
#: The space that anyone reads, without a key; nobody is a member of it.
DEMONSTRATION = "demonstration"
_KEYS_A_MEMBER = 5
_ORPHAN_SECONDS = 600


@dataclass(frozen=True)
class Space:
    """One sandbox.

    Attributes:
        id: stands in addresses; secret but for those who were given one.
        kind: ``learner``, ``group`` or ``demonstration``.
        title: a group's name.
        join_code: what members of a group write to enter, or "".
        ahead: how far its clock is ahead of the world's.
        created_at: when it was opened.
        expires_at: when it is erased; None for the demonstration.
    """

    id: str
    kind: str
    title: str
    join_code: str
    ahead: timedelta
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class Member:
    """A learner in a space."""

    space_id: str
    learner_id: str
    user_id: str


class Spaces:
    """Opens, finds and erases spaces.

    Args:
        database: where they are kept.
        settings: data folder, days and bounds.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self._settings = settings
        self._root = settings.data / "bac-a-sable"

    def open(self, kind: str, title: str = "") -> Space:
        """Open a space; the demonstration has a fixed id and lasts."""
        moment = now()
        lasting = kind == "demonstration"
        row = SpaceRow(
            id=DEMONSTRATION if lasting else secrets.token_hex(16),
            kind=kind,
            title=title[:120],
            join_code=_draw_code() if kind == "group" else None,
            ahead_seconds=0,
            created_at=moment,
            expires_at=None if lasting else moment + timedelta(days=self._settings.file_days),
        )
        with self.database.session() as session:
            session.add(row)
        return _as_space(row)

    def find(self, space_id: str) -> Space | None:
        """Give the space of that id, or None; one whose date has come is gone already."""
        with self.database.session() as session:
            row = session.get(SpaceRow, space_id)
            return _as_space(row) if row is not None and _lives(row) else None

    def by_code(self, code: str) -> Space | None:
        """Give the space of a group by the code that its members write, or None."""
        wanted = "".join(c for c in code.upper() if c in _LEGIBLE)
        if len(wanted) != _JOIN_LENGTH:
            return None
        with self.database.session() as session:
            row = session.scalar(select(SpaceRow).where(SpaceRow.join_code == wanted))
            return _as_space(row) if row is not None and _lives(row) else None

    def of(self, learner_id: str) -> list[Space]:
        """Give the spaces that a learner is in, the one entered last first."""
        query = (
            select(SpaceRow)
            .join(MemberRow, MemberRow.space_id == SpaceRow.id)
            .where(MemberRow.learner_id == learner_id)
            .order_by(MemberRow.entered_at.desc())
        )
        with self.database.session() as session:
            return [_as_space(row) for row in session.scalars(query) if _lives(row)]

    def enter(self, space_id: str, learner_id: str, user_id: str) -> Member:
        """Make a learner a member, or make that space the one where she is now.

        Args:
            space_id: which space.
            learner_id: who.
            user_id: the user that she is there, if she was not in yet.

        Raises:
            RefusedError: she, or the space, was erased meanwhile.
        """

        def put(session: Session) -> Member:
            row = session.get(MemberRow, (space_id, learner_id))
            if row is None:
                row = MemberRow(space_id=space_id, learner_id=learner_id, user_id=user_id)
                session.add(row)
            row.entered_at = now()
            session.flush()
            return Member(space_id, learner_id, row.user_id)

        return self.database.write(put)

    def member(self, space_id: str, learner_id: str) -> Member | None:
        """Give a learner's place in a space, or None."""
        with self.database.session() as session:
            row = session.get(MemberRow, (space_id, learner_id))
            return Member(space_id, learner_id, row.user_id) if row is not None else None

    def count_members(self, space_id: str) -> int:
        """Count who is in a space."""
        query = select(func.count()).where(MemberRow.space_id == space_id)
        with self.database.session() as session:
            return session.scalar(query) or 0

    def make_key(self, member: Member) -> str:
        """Make an API key for a member; it is shown once, and only its hash is kept.

        Raises:
            RefusedError: she has as many keys as one may.
        """
        key = KEY_PREFIX + secrets.token_urlsafe(30)
        hers = (KeyRow.space_id == member.space_id, KeyRow.learner_id == member.learner_id)
        with self.database.session() as session:
            if (session.scalar(select(func.count()).where(*hers)) or 0) >= _KEYS_A_MEMBER:
                raise RefusedError(
                    "too-many-keys",
                    f"Vous avez déjà {_KEYS_A_MEMBER} clés d'API.",
                    "Révoquez-les, puis demandez-en une nouvelle.",
                )
            session.add(
                KeyRow(
                    sha256=_digest(key),
                    space_id=member.space_id,
                    learner_id=member.learner_id,
                    made_at=now(),
                )
            )
        return key

    def keys_made(self, member: Member) -> list[datetime]:
        """Give when each of a member's keys was made."""
        query = select(KeyRow.made_at).where(
            KeyRow.space_id == member.space_id, KeyRow.learner_id == member.learner_id
        )
        with self.database.session() as session:
            return sorted(as_utc(made) for made in session.scalars(query))

    def revoke_keys(self, member: Member) -> None:
        """Forget every key of a member."""
        with self.database.session() as session:
            session.execute(
                delete(KeyRow).where(
                    KeyRow.space_id == member.space_id, KeyRow.learner_id == member.learner_id
                )
            )

    def whose(self, key: str) -> Member | None:
        """Give the member whom a key names, or None."""
        query = (
            select(MemberRow, SpaceRow)
            .join(
                KeyRow,
                (KeyRow.space_id == MemberRow.space_id)
                & (KeyRow.learner_id == MemberRow.learner_id),
            )
            .join(SpaceRow, SpaceRow.id == MemberRow.space_id)
            .where(KeyRow.sha256 == _digest(key))
        )
        with self.database.session() as session:
            found = session.execute(query).first()
            if found is None or not _lives(found[1]):
                return None
            return Member(found[0].space_id, found[0].learner_id, found[0].user_id)

    def put_ahead(self, space_id: str, ahead: timedelta) -> None:
        """Set how far a space's clock is ahead of the world's."""
        with self.database.session() as session:
            session.execute(
                update(SpaceRow)
                .where(SpaceRow.id == space_id)
                .values(ahead_seconds=int(ahead.total_seconds()))
            )

    def catalogue(self, space_id: str, site: str) -> SpaceCatalogue:
        """Give the documents of one portal of a space."""
        return SpaceCatalogue(self.database, space_id, site)

    def files(self, space_id: str, site: str) -> SpaceFiles:
        """Give the hosted files of one portal of a space."""
        folder = self._root / _folder_name(space_id)
        return SpaceFiles(folder / site, folder, self._settings.bounds.portal_bytes_per_space)

    def with_files(self) -> list[str]:
        """Give the ids of the spaces that host files."""
        return [path.name for path in self._root.glob("*") if path.name.isalnum()]

    def incoming(self) -> Path:
        """Give the folder where unfinished uploads lie: on the same disk, never served."""
        folder = self._root / ".incoming"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def erase(self, space_id: str) -> None:
        """Erase a space: rows, then bytes.

        Raises:
            NotFoundError: there is no such space.
        """
        with self.database.session() as session:
            row = session.get(SpaceRow, space_id)
            if row is None:
                raise NotFoundError("unknown-space", "Cet espace n'existe pas ou n'existe plus.")
            session.execute(delete(SpaceRow).where(SpaceRow.id == space_id))
        erase_folder(self._root / _folder_name(space_id))
        self.database.forget()

    def leave_all(self, learner_id: str) -> None:
        """Take a learner out of every space; one where she was alone is erased."""
        for space in self.of(learner_id):
            if self.count_members(space.id) <= 1:
                self.erase(space.id)
                continue
            with self.database.session() as session:
                session.execute(
                    delete(MemberRow).where(
                        MemberRow.space_id == space.id, MemberRow.learner_id == learner_id
                    )
                )

    def erase_expired(self, moment: datetime | None = None) -> int:
        """Erase the spaces whose date has come, and bytes that no space knows; gives how many.

        Args:
            moment: what time it is, in UTC; now when not given.
        """
        due = SpaceRow.expires_at <= (moment or now())
        with self.database.session() as session:
            ids = list(session.scalars(select(SpaceRow.id).where(due)))
        for space_id in ids:
            self.erase(space_id)
        return len(ids) + self._sweep()

    def _sweep(self) -> int:
        with self.database.session() as session:
            known = set(session.scalars(select(SpaceRow.id)))
        swept = 0
        folders = [path for path in self._root.glob("*") if path.name != ".incoming"]
        lost = [path for path in folders if path.name not in known]
        for path in [*lost, *self._root.glob(".incoming/*")]:
            if time.time() - path.stat().st_mtime > _ORPHAN_SECONDS:
                erase_folder(path) if path.is_dir() else path.unlink(missing_ok=True)
                swept += 1
        return swept


def _lives(row: SpaceRow) -> bool:
    return row.expires_at is None or as_utc(row.expires_at) > now()


def _as_space(row: SpaceRow) -> Space:
    return Space(
        id=row.id,
        kind=row.kind,
        title=row.title,
        join_code=row.join_code or "",
        ahead=timedelta(seconds=row.ahead_seconds),
        created_at=as_utc(row.created_at),
        expires_at=as_utc(row.expires_at) if row.expires_at is not None else None,
    )


def _draw_code() -> str:
    return "".join(secrets.choice(_LEGIBLE) for _ in range(_JOIN_LENGTH))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def _folder_name(space_id: str) -> str:
    """Name a space's folder; an id that is not ours names none."""
    if not space_id.isalnum() or not space_id.isascii():
        raise NotFoundError("unknown-space", "Cet espace n'existe pas ou n'existe plus.")
    return space_id

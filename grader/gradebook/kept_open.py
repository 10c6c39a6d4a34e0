"""What nbgrader does anew for each copy, and that a process which runs many does once.

nbgrader is a command that runs once: it makes an engine at each opening of the gradebook, a dozen
times a copy, looks for its tables, commits after each cell, and checks the same metadata against
the same JSON schema. Its public classes stay as they are; only what they ask again is remembered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader import api
from nbgrader.api import Base, Gradebook
from nbgrader.nbgraderformat import common

from grader.gradebook.address import is_sqlite

#: Sets of metadata known to be right; one copy has some twenty, nearly the same in all.
_METADATA_KEPT = 10_000
#: Gradebooks: one course folder, and those of a test run.
_ENGINES_KEPT = 16

#: Tables are made in order: where the last one is there, they all are.
_LAST_TABLE = Base.metadata.sorted_tables[-1].name

_one_commit: ContextVar[bool] = ContextVar("one_commit", default=False)
#: Engines by address, course, and the file behind the address.
_engines: dict[tuple[str, str, int], Any] = {}
_right: set[str] = set()
_make, _close = Gradebook.__init__, Gradebook.close
_validate = common.jsonschema.validate


def keep_open() -> None:
    """Remember in this process what nbgrader found once; it is fine to call it again."""
    Gradebook.__init__ = _open
    Gradebook.__exit__ = _leave
    Gradebook.close = _put_away
    common.jsonschema = SimpleNamespace(validate=_validate_once)


@contextmanager
def one_commit_an_opening() -> Iterator[None]:
    """Have nbgrader commit when it closes the gradebook, and not after each cell, in a block.

    A copy that is killed midway is graded again whole: nothing needs what it had so far.
    """
    token = _one_commit.set(True)
    try:
        yield
    finally:
        _one_commit.reset(token)


def _open(
    book: Gradebook, db_url: str, course_id: str = "default_course", authenticator: Any = None
) -> None:
    """Stand for ``Gradebook.__init__``: the tables and the course are looked for once."""
    key = (db_url, course_id, _file_of(db_url))
    engine = _engines.get(key)
    if engine is None or _was_emptied(engine):
        _make(book, db_url, course_id, authenticator)
        book.db.remove()
        engine = book.engine
        _keep((db_url, course_id, _file_of(db_url)), engine)  # the file may just have been made
    book.engine, book.course_id, book.authenticator = engine, course_id, authenticator
    book.db = api.scoped_session(api.sessionmaker(autoflush=True, bind=engine))
    book.commit_now = book.db().commit
    if _one_commit.get():
        book.db().commit = book.db().flush


def _keep(key: tuple[str, str, int], engine: Any) -> None:
    _engines[key] = engine
    while len(_engines) > _ENGINES_KEPT:
        _engines.pop(next(iter(_engines))).dispose()


def _leave(book: Gradebook, kind: Any, error: Any, trace: Any) -> None:
    """Stand for ``Gradebook.__exit__``: what was kept for the end is committed."""
    del error, trace
    try:
        if kind is None and _one_commit.get():
            book.commit_now()
    finally:
        book.close()


def _put_away(book: Gradebook) -> None:
    """Stand for ``Gradebook.close``: the engine stays, and its connection where it is a file.

    A connection to a server may be gone when it is needed again.
    """
    book.db.remove()
    if book.engine.dialect.name != "sqlite":
        book.engine.dispose()


def _file_of(db_url: str) -> int:
    """Give what changes when another file takes the place of a SQLite gradebook."""
    if not is_sqlite(db_url):
        return 0
    try:
        return Path(db_url.partition(":///")[2].partition("?")[0]).stat().st_ino
    except OSError:
        return -1


def _was_emptied(engine: Any) -> bool:
    """Tell whether the tables are gone from a server's base; a file would be another one."""
    return engine.dialect.name != "sqlite" and not api.inspect(engine).has_table(_LAST_TABLE)


def _validate_once(metadata: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Stand for ``jsonschema.validate``: metadata found right once is right again."""
    # Their own ``schema_version`` says which schema: nbgrader has just compared the two.
    text = json.dumps(metadata, sort_keys=True)
    if text in _right:
        return
    _validate(metadata, schema)
    if len(_right) < _METADATA_KEPT:
        _right.add(text)

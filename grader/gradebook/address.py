"""Where the gradebook is: SQLite in the course folder, or PostgreSQL where a setting says so."""

from __future__ import annotations

import hashlib
from pathlib import Path

from grader.errors import GradingError
from grader.settings import Settings

_SQLITE = "sqlite"
_DRIVER = "+psycopg"
#: A table that nbgrader makes in any gradebook.
_A_TABLE = "submitted_assignment"
#: Seconds that a server of databases has to answer.
_SECONDS = 10


def gradebook_address(root: Path, url: str = "") -> str:
    """Give the SQLAlchemy address of the gradebook.

    Args:
        root: the course folder.
        url: as ``Settings.gradebook_url`` has it; empty for SQLite in the course folder.
    """
    # Several copies are graded at once: whoever writes waits for the others.
    return url or f"{_SQLITE}:///{root / 'gradebook.db'}?timeout=60"


def address_of(settings: Settings) -> str:
    """Give the SQLAlchemy address of the gradebook of an installation.

    Args:
        settings: where things are.
    """
    return gradebook_address(settings.data / "gradebook", settings.gradebook_url)


def is_sqlite(address: str) -> bool:
    """Tell whether a gradebook is a file.

    Args:
        address: as ``gradebook_address`` gives it.
    """
    return address.startswith(f"{_SQLITE}:")


def has_gradebook(address: str) -> bool:
    """Tell whether a gradebook has been made; nbgrader, slow to import, is not asked.

    Args:
        address: as ``gradebook_address`` gives it.

    Raises:
        GradingError: the server of databases does not answer, or refuses us.
    """
    if is_sqlite(address):
        path = address.partition("///")[2].rpartition("?")[0]
        return Path(path).is_file()
    try:
        import psycopg

        with psycopg.connect(address.replace(_DRIVER, "", 1), connect_timeout=_SECONDS) as opened:
            row = opened.execute("SELECT to_regclass(%s)", [_A_TABLE]).fetchone()
    except (ImportError, OSError) as error:
        raise unreachable() from error
    except psycopg.Error as error:
        # What the driver says names the account and the server: it goes no further.
        raise unreachable() from error
    return row is not None and row[0] is not None


def mark_of(address: str) -> str:
    """Give a text that changes with the gradebook's address and tells nothing of it.

    Args:
        address: as ``gradebook_address`` gives it.
    """
    return "" if is_sqlite(address) else hashlib.sha256(address.encode()).hexdigest()


def unreachable() -> GradingError:
    """Make the refusal of a server of databases that is not there."""
    return GradingError(
        "gradebook-unreachable",
        "La base du carnet de notes ne répond pas, ou elle refuse la connexion.",
        "Vérifiez OUVROIR_GRADEBOOK_URL (postgresql://compte:mot-de-passe@serveur/base), que le "
        "serveur PostgreSQL est démarré, et que son pilote est installé "
        "(pip install 'ouvroir[postgresql]').",
    )

"""One server a data folder: a second one would sweep what the first is receiving."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from grader.errors import OuvroirError
from grader.progress.database import make_data_folder

_NAME = "serveur.verrou"


def lock_data_folder(folder: Path) -> IO[bytes]:
    """Take the folder for this process until the file that is returned is closed.

    The system lets go of the lock when the process ends, however it ends.

    Args:
        folder: the data folder; made where it is not there.

    Raises:
        OuvroirError: another server has it, or it cannot be written.
    """
    make_data_folder(folder)
    try:
        lock = (folder / _NAME).open("ab")
    except OSError as error:
        raise OuvroirError(
            "data-unusable",
            f"Le dossier des travaux ({folder}) ne peut pas être écrit : {error.strerror}.",
            "Indiquez-en un autre : make serve OUVROIR_DATA=/chemin/du/dossier",
        ) from error
    try:
        import fcntl
    except ImportError:  # no such lock on this system: a second server is the user's care
        return lock
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise OuvroirError(
            "data-in-use",
            f"Ouvroir tourne déjà avec ce dossier des travaux ({folder}).",
            "Ouvrez l'adresse qu'il a affichée, ou indiquez un autre dossier (OUVROIR_DATA).",
        ) from error
    return lock

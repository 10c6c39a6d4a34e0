"""Handing in: the notebooks that a learner worked in, put where her trainer grades them.

The trainer's folder may be one that the group shares. Nothing is sent anywhere else, and what she
hands in anew takes the place of what she had handed in.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.atelier.folder import worked_in
from grader.atelier.notebooks import atelier_sources
from grader.errors import RefusedError
from grader.settings import Settings
from grader.typography import french

_PSEUDONYM = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
#: Bytes of a notebook: outputs with pictures fit many times.
_LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class HandedIn:
    """What was handed in.

    Attributes:
        folder: of her copies, among those of the trainer.
        names: of the notebooks.
    """

    folder: Path
    names: tuple[str, ...]


def hand_in(settings: Settings, mine: Path, trainer: Path, pseudonym: str) -> HandedIn:
    """Copy every notebook that was worked in to ``submitted/`` of the trainer's folder.

    Args:
        settings: where the sources are.
        mine: folder of her notebooks (``ouvroir lab``).
        trainer: folder of assignments (``ouvroir lab --assignments``).
        pseudonym: who hands in; it names a folder.

    Raises:
        RefusedError: the pseudonym is none, a folder is not what it should be, or nothing was
            worked in.
    """
    if not _PSEUDONYM.fullmatch(pseudonym):
        raise RefusedError(
            "bad-pseudonym",
            "Ce pseudonyme ne convient pas.",
            "Écrivez-le en minuscules sans accent, avec des chiffres et des traits d'union : "
            "« tilleul-12 ».",
        )
    if not (trainer / "source").is_dir():
        raise RefusedError(
            "no-assignments",
            french(f"Le dossier « {trainer} » ne contient pas de devoirs."),
            "Demandez son adresse à la personne qui vous forme.",
        )
    slugs = [one.slug for one in atelier_sources(settings)]
    done = {slug: mine / f"{slug}.ipynb" for slug in slugs if worked_in(mine, f"{slug}.ipynb")}
    if not done:
        raise RefusedError(
            "nothing-to-hand-in",
            french(f"Vous n'avez encore travaillé dans aucun carnet de « {mine} »."),
            "Donnez un autre dossier avec --folder, ou enregistrez vos carnets dans JupyterLab.",
        )
    target = trainer / "submitted" / pseudonym
    try:
        texts = {slug: _notebook(path) for slug, path in done.items()}
        for slug, data in texts.items():
            _put(target / slug, slug, data)
    except OSError as error:
        raise RefusedError(
            "unusable-folder",
            french(f"Vos carnets ne peuvent pas être copiés dans « {target} »."),
            "Vérifiez que vous pouvez y écrire, puis recommencez.",
        ) from error
    return HandedIn(target, tuple(done))


def _notebook(path: Path) -> bytes:
    """Read a notebook, without what it shows: an output may hold more than she means to give."""
    unreadable = RefusedError(
        "unreadable-notebook",
        french(f"Le carnet « {path.name} » ne peut pas être lu."),
        "Ouvrez-le dans JupyterLab, enregistrez-le, puis recommencez.",
    )
    if path.stat().st_size > _LARGEST:
        raise unreadable
    try:
        found = json.loads(path.read_bytes())
        for cell in found["cells"]:
            if cell["cell_type"] == "code":
                cell.update(outputs=[], execution_count=None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise unreadable from None
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _put(folder: Path, slug: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    for name, content in (
        (f"{slug}.ipynb", data),
        # The name and the form that nbgrader reads the time of a hand-in from.
        ("timestamp.txt", f"{now:%Y-%m-%d %H:%M:%S.%f} UTC".encode()),
    ):
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)

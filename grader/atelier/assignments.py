"""A course folder of nbgrader that holds each notebook of the atelier as an assignment.

Stock nbgrader does the rest, in that folder: ``generate_assignment``, ``validate``, ``autograde``,
``generate_feedback``. Copies lie in ``submitted/<pseudonym>/<name>/<name>.ipynb``. The folder is
apart from the gradebook of the modules: an atelier is marked where its trainer wants it to be, and
its points are no part of an attestation.
"""

from __future__ import annotations

from pathlib import Path

from grader.atelier.notebooks import atelier_sources, notebook_bytes
from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french

_CONFIGURATION = """\
# Écrit par Ouvroir : « ouvroir lab --assignments » le refait.
# Dans ce dossier : nbgrader generate_assignment {example}, puis nbgrader autograde {example}.
import os

# Les copies tournent sans les variables de votre session (mots de passe, adresses).
os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = "ouvroir-bare"
{environment}
here = os.path.dirname(os.path.abspath(__file__))

c = get_config()
c.CourseDirectory.root = here
c.CourseDirectory.course_id = "atelier"
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(here, "gradebook.db")
# Les sources n'ont pas de solution : leurs blancs sont ceux que trouve l'apprenante.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors." + name
    for name in (
        "IncludeHeaderFooter",
        "LockCells",
        "ClearOutput",
        "CheckCellMetadata",
        "ComputeChecksums",
        "SaveCells",
        "ClearHiddenTests",
        "ComputeChecksums",
        "CheckCellMetadata",
    )
]
c.Execute.timeout = {seconds}
c.Execute.startup_timeout = 60
c.Execute.shutdown_kernel = "immediate"
c.OverwriteCells.add_missing_cells = True
c.OverwriteCells.missing_cell_notification = "Cellule {{cell_id}} absente, remise en place.\\n\\n"
"""


def prepare_assignments(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Write ``source/`` and ``nbgrader_config.py``; copies and gradebook there are left alone.

    Args:
        settings: where the sources and courses are.
        folder: course folder, made when missing.

    Returns:
        The name of each assignment.

    Raises:
        OuvroirError: nothing can be written there, or there is no notebook.
        ContentError: a source is not well formed.
    """
    found = atelier_sources(settings)
    if not found:
        raise OuvroirError("no-notebook", "Cette installation n'a pas de carnet d'atelier.")
    environment = {
        "OUVROIR_COURSES": str(settings.courses),
        "OUVROIR_SANDBOX": str(settings.sandbox),
        "OUVROIR_NOTEBOOKS": str(settings.notebooks),
        "OUVROIR_PRIVATE_BANK": "",
    }
    text = _CONFIGURATION.format(
        example=found[0].slug,
        environment="\n".join(f"os.environ[{k!r}] = {v!r}" for k, v in environment.items()),
        seconds=int(settings.bounds.job_seconds),
    )
    try:
        for source in found:
            path = folder / "source" / source.slug / f"{source.slug}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(notebook_bytes(source, hidden=True))
        (folder / "nbgrader_config.py").write_text(text, encoding="utf-8")
    except OSError as error:
        raise OuvroirError(
            "unusable-folder",
            french(f"Le dossier « {folder} » ne peut pas être écrit."),
            "Donnez-en un autre avec --assignments.",
        ) from error
    return tuple(source.slug for source in found)

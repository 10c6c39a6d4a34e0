"""The one configuration of nbgrader, used in process and written for whoever runs it by hand.

``nbgrader autograde preparer`` typed in the course folder reads ``nbgrader_config.py`` and gives
the same scores as ``ouvroir grade``, because both come from ``options``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grader.content.copies import ANSWERS
from grader.kernels.provisioner import PROVISIONER_NAME
from grader.settings import Settings

#: nbgrader's name of the course.
COURSE_ID = "ouvroir"


_TEMPLATE = """\
# Écrit par Ouvroir : vos changements seraient perdus au prochain démarrage.
# Dans ce dossier, « nbgrader autograde {example} » donne les mêmes notes que « ouvroir grade ».
import os

os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] = {provisioner!r}
{environment}
here = os.path.dirname(os.path.abspath(__file__))

c = get_config()
c.CourseDirectory.root = here
c.CourseDirectory.db_url = {gradebook}
{options}
"""


def course_environment(settings: Settings) -> dict[str, str]:
    """Give the variables that lead ``grader.score`` to the same courses as this process.

    Args:
        settings: where things are.
    """
    bank = settings.private_bank
    return {
        "OUVROIR_COURSES": str(settings.courses),
        "OUVROIR_SANDBOX": str(settings.sandbox),
        # Said even when there is none: a bank of the caller's own must not slip in.
        "OUVROIR_PRIVATE_BANK": str(bank) if bank is not None else "",
    }


def options(settings: Settings, modules: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
    """Give nbgrader's options, by class, as plain values.

    Without ``exclude_overwriting`` the copy's responses would be replaced by a file of the same
    name in ``source/``; nothing but the notebook is put there, and the option says so to nbgrader.
    A missing test cell is put back, so that deleting one earns nothing.

    Args:
        settings: gives the time limit of a cell.
        modules: slugs of the modules that are assignments.
    """
    return {
        "CourseDirectory": {"course_id": COURSE_ID},
        "Autograde": {
            "exclude_overwriting": {module: [ANSWERS] for module in sorted(modules)},
        },
        "Execute": {
            "timeout": int(settings.bounds.job_seconds),
            "startup_timeout": 60,
            "shutdown_kernel": "immediate",
        },
        "OverwriteCells": {
            "add_missing_cells": True,
            "missing_cell_notification": "Cellule {cell_id} absente, remise en place.\n\n",
        },
    }


def configuration_file(settings: Settings, modules: Iterable[str]) -> str:
    """Write ``nbgrader_config.py``.

    Args:
        settings: where things are.
        modules: slugs of the modules that are assignments.
    """
    slugs = sorted(modules)
    lines = [
        f"c.{name}.{option} = {value!r}"
        for name, values in options(settings, slugs).items()
        for option, value in values.items()
    ]
    environment = [
        f"os.environ[{name!r}] = {value!r}" for name, value in course_environment(settings).items()
    ]
    # The folder may be copied: a file in it is found from there.
    file = '"sqlite:///" + os.path.join(here, "gradebook.db")'
    return _TEMPLATE.format(
        gradebook=repr(settings.gradebook_url) if settings.gradebook_url else file,
        example=slugs[0] if slugs else "module",
        provisioner=PROVISIONER_NAME,
        environment="\n".join(environment),
        options="\n".join(lines),
    )

"""A guided console of a publication, over the fictional commune, without a course around it."""

from __future__ import annotations

from typing import Any

from grader.exercises.console import read_console
from grader.exercises.kind import Surroundings
from grader.exercises.model import Exercise
from grader.settings import DEFAULT_ROOT

FILE = "communes/val-ouvert/deliberations.csv"
FIELDS = {
    "title": "Délibérations 2026",
    "description": "Les délibérations adoptées par le conseil municipal en 2026.",
    "organization": "{organisation}",
    "private": True,
}


def step(title: str, method: str, path: str, expect: int, **more: Any) -> dict[str, Any]:
    """Declare a step, with something said on each side."""
    told = {"tell": f"Avant : {title}.", "then": f"Après : {title}."}
    return {"title": title, "method": method, "path": path, "expect": expect, **told, **more}


#: No key, draft, upload, description and schema, publication, reading back.
STEPS = (
    step("Demander sans clé", "POST", "/api/1/datasets/", 401, body=FIELDS, key=False),
    step("Créer un brouillon", "POST", "/api/1/datasets/", 201, body=FIELDS,
         otherwise="Relisez le corps."),
    step("Déposer le fichier", "POST", "/api/1/datasets/{jeu}/upload/", 201, file=FILE),
    step("Décrire le fichier", "PUT", "/api/1/datasets/{jeu}/resources/{ressource}/", 200,
         body={"title": "Délibérations", "schema": {"name": "scdl/deliberations"}}),
    step("Publier", "PUT", "/api/1/datasets/{jeu}/", 200, body={"private": False}),
    step("Relire sans clé", "GET", "/api/1/datasets/{jeu}/", 200, key=False),
)  # fmt: skip
NO_KEY, CREATE, UPLOAD, DESCRIBE, PUBLISH, READ = range(1, len(STEPS) + 1)


def console_exercise(*steps: dict[str, Any]) -> Exercise:
    """Make an exercise whose console has these steps."""
    around = Surroundings("exemple", {}, DEFAULT_ROOT / "sandbox_data")
    read = read_console({"console": list(steps or STEPS)}, "exemple/exercises.yml:2", around)
    return Exercise(
        id="exemple/console",
        kind="publish",
        title="Publier par l'API",
        points=10,
        statement="Publiez.",
        settings={"console": read},
    )

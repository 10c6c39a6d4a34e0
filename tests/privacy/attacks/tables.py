"""Small tables written by eye, and the fictional files of Val-Ouvert."""

from __future__ import annotations

from functools import cache

import polars as pl

from grader.privacy.aids import Aids, read_aids
from grader.privacy.attacks.model import Auxiliary
from grader.privacy.recipe import apply, check_recipe
from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "anonymiser"
MATCH = {"SEXE": "SEXE", "NAISSANCE": "DATE_NAISSANCE", "VOIE": "ADRESSE"}
DIRECT = ("DOSSIER", "NOM", "PRENOM", "NIR", "TELEPHONE", "COURRIEL")
QUASI = ("SEXE", "DATE_NAISSANCE", "ADRESSE", "CODE_POSTAL", "PROFESSION")
ROLES = (
    dict.fromkeys(DIRECT, "direct")
    | dict.fromkeys(QUASI, "quasi")
    | {"TYPE_AIDE": "sensitive", "MONTANT": "sensitive", "DATE_DECISION": "free"}
    | {"COMMENTAIRE": "direct"}
)
DROPPED = (*DIRECT, "CODE_POSTAL", "PROFESSION", "DATE_DECISION", "COMMENTAIRE")


def table(header: str, *rows: str) -> pl.DataFrame:
    """Make a table of texts: cells apart by « | », no cell for a lone « . »."""
    cells = [[cell.strip().removesuffix(".") for cell in row.split("|")] for row in rows]
    names = [name.strip() for name in header.split("|")]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")


def published(before: pl.DataFrame, steps: list[dict], aids: Aids | None = None):
    """Give a checked recipe and what it makes of a table."""
    recipe = check_recipe(steps, before.columns)
    return recipe, apply(before, recipe, b"a key of tests", aids or Aids())


@cache
def read(name: str) -> pl.DataFrame:
    """Read a file of Val-Ouvert."""
    return pl.read_csv(FOLDER / name, infer_schema=False).fill_null("")


@cache
def streets() -> Aids:
    """Read the streets of Val-Ouvert."""
    return read_aids(FOLDER / "voies.csv")


def attacker() -> Auxiliary:
    """Give what the attacker of Val-Ouvert has."""
    return Auxiliary(read("club.csv"), MATCH, ("PRENOM", "NOM"), read("aides-trimestre.csv"))


def vague(birth: int, place: int, least: int = 0) -> list[dict]:
    """Give the steps that reach a level of birth and of place, and leave out small groups."""
    steps: list[dict] = [{"do": "drop", "column": column} for column in DROPPED]
    steps += [
        {"do": "generalise", "column": "DATE_NAISSANCE", "by": "birth", "level": birth},
        {
            "do": "generalise",
            "column": "ADRESSE",
            "by": "place",
            "level": place,
            "streets": True,
        },
    ]
    if least:
        by = ["SEXE", "DATE_NAISSANCE", "ADRESSE"]
        steps.append({"do": "suppress", "by": by, "least": least})
    return steps

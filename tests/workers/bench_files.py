"""Small files with faults such as people publish, and where each fault is known beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.settings import DEFAULT_ROOT
from grader.workers.bench_model import Source

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"
SCHEMA = "scdl/deliberations@2.1.5"
HEADER = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM",
    "DELIB_OBJET", "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF",
    "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
RIGHT: Mapping[str, str] = {
    "COLL_NOM": "Val-Ouvert",
    "COLL_SIRET": "21990042000015",
    "DELIB_DATE": "2017-10-15",
    "DELIB_MATIERE_CODE": "7.10.2",
    "DELIB_MATIERE_NOM": "Finances locales/Divers/Autres",
    "DELIB_OBJET": "Marché des cantines",
    "PREF_DATE": "2017-10-17",
    "VOTE_EFFECTIF": "19",
    "VOTE_REEL": "19",
    "VOTE_POUR": "19",
    "VOTE_CONTRE": "0",
    "VOTE_ABSTENTION": "0",
}


def row(number: int, **wrong: str) -> list[str]:
    """A row that is right but for what is said."""
    cells = {**RIGHT, "DELIB_ID": f"2017-{number:03d}", **wrong}
    return [cells.get(name, "") for name in HEADER]


def write(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """Write as a French spreadsheet does: semicolons."""
    lines = [";".join(cells) for cells in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def source(path: Path, **more: str) -> Source:
    return Source(path, SCHEMA, SCHEMAS, **more)

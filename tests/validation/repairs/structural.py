"""Small files as people publish them, read as the service reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.repairs.diagnose import diagnose
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.mend import mend
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.tellings.registry import tell_cause
from grader.validation.schemas import TableSchema, load_schema

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"
AIDS = load_schema("scdl/subventions@2.1.1", SCHEMAS)
ACTS = load_schema("scdl/deliberations@2.1.5", SCHEMAS)
BIKES = load_schema("etalab/schema-stationnement-cyclable@1.1.1", SCHEMAS)

GIVER = ("Commune de Val-Ouvert", "21990042000015")


def aid(number: int, **cells: str) -> dict[str, str]:
    """Give a right row of aids, unlike the others."""
    right = {
        "nomAttribuant": GIVER[0],
        "idAttribuant": GIVER[1],
        "dateConvention": f"2024-04-{number + 10}",
        "referenceDecision": f"2024-0425-{number:02}",
        "nomBeneficiaire": ("Les Amis du lavoir", "Club de pétanque", "Vélo-école")[number % 3],
        "idBeneficiaire": "26990001500018",
        "rnaBeneficiaire": f"W99000000{number}",
        "objet": f"Sortie de fin d'année, groupe {number}".replace(",", " -"),
        "montant": f"{number * 150}.50",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": f"2024-05-{number + 10}",
        "idRAE": "",
        "notificationUE": "non",
        "pourcentageSubvention": "1",
        "dispositifAide": "",
    }
    return {**right, **cells}


def lines(rows: Sequence[dict[str, str]], delimiter: str = ",") -> list[str]:
    """Give rows as lines of a CSV without quotes, header first."""
    return [delimiter.join(rows[0]), *(delimiter.join(row.values()) for row in rows)]


def aids(count: int = 6, delimiter: str = ",") -> list[str]:
    """Give the lines of a right file of aids."""
    return lines([aid(number) for number in range(1, count + 1)], delimiter)


def read(folder: Path, content: Sequence[str] | bytes, schema: TableSchema = AIDS) -> Table:
    """Write a file and read it."""
    path = folder / "fichier.csv"
    data = content if isinstance(content, bytes) else ("\r\n".join(content) + "\r\n").encode()
    path.write_bytes(data)
    return read_table(path, Bounds(), expected=schema.labels)


def found(table: Table, schema: TableSchema = AIDS) -> dict[str, Repair | Refusal]:
    """Diagnose a file: what is found, by key; everything is told, so that no brace is left."""
    diagnosis = diagnose(Draft.of(table), schema)
    every = {one.key: one for one in (*diagnosis.repairs, *diagnosis.refusals)}
    for one in every.values():
        telling = tell_cause(one)
        assert "{" not in " ".join(telling)
        assert not isinstance(one, Repair) or one.sure or telling.doubt
    return every


def sure(every: dict[str, Repair | Refusal]) -> set[str]:
    """Give the keys of what nobody has to look at."""
    return {key for key, one in every.items() if isinstance(one, Repair) and one.sure}


def applied(table: Table, *keys: str, schema: TableSchema = AIDS, lines: list[int] | None = None):
    """Apply repairs one after the other; those done must not be proposed again."""
    more = {} if lines is None else {"lines": lines}
    decisions = [{"do": "apply", "repair": key, **more} for key in keys]
    draft = mend(table, schema, decisions).draft
    if lines is None:
        left = {one.key for one in diagnose(draft, schema).repairs}
        assert not left & set(keys)
    return draft


def rows_of(draft: Draft) -> list[dict[str, str | None]]:
    """Give the rows of a draft under its labels."""
    return [dict(zip(draft.header, row, strict=True)) for row in draft.cells.rows()]

"""The name that the guide of the SCDL recommends for a file: AAAAMMJJ_SIREN_nom.csv.

For the deliberations of one commune: ``20261122_219900420_deliberations.csv``. Where the file does
not tell one SIREN, its date and its schema still make a name that sorts and can be understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date

from stdnum.fr import siren, siret

from grader.validation.checks.registry import BY_NAME
from grader.validation.checks.siret import Siren, Siret
from grader.validation.header import place
from grader.validation.repairs.draft import Draft
from grader.validation.schemas import TableSchema

_SIREN_DIGITS, _SIRET_DIGITS = 9, 14
_ZEROS = "0" * _SIREN_DIGITS
_NAMED_SO = re.compile(r"(?i:sire[nt])(?![a-z])")
_LONGEST = 60


def recommended_name(draft: Draft, schema: TableSchema, day: date) -> str:
    """Name the file: letters, digits, hyphens and underscores only.

    Args:
        draft: the file.
        schema: its schema; the last part of its id is the name of what it holds.
        day: the date that the name begins with.

    Source: guide of the SCDL (OpenDataFrance), « Nommage des fichiers ».
    """
    what = _safe(schema.ref.id.rpartition("/")[2]) or "donnees"
    number = one_siren(draft, schema)
    if number is None:
        return f"{what}-{day:%Y%m%d}.csv"
    return f"{day:%Y%m%d}_{number}_{what}.csv"


def one_siren(draft: Draft, schema: TableSchema) -> str | None:
    """Find the SIREN of who publishes: the only one that a column of SIRET or SIREN holds.

    The first such column in the order of the schema is taken: the publisher comes before those
    that it speaks of. A column counts when most of its filled cells are valid.

    Args:
        draft: the file.
        schema: its schema.
    """
    for index in _columns(draft, schema):
        counts = draft.cells.to_series(index).drop_nulls().value_counts()
        valid: Counter[str] = Counter()
        filled = 0
        for cell, count in counts.iter_rows():
            if not cell.strip():
                continue
            filled += count
            number = _siren_in(cell)
            if number:
                valid[number] += count
        if len(valid) == 1 and 2 * valid.total() > filled:
            return next(iter(valid))
    return None


def _columns(draft: Draft, schema: TableSchema) -> Iterator[int]:
    """Give the columns that hold a SIRET or a SIREN, in the order of the schema."""
    checked = {
        str(spec.params.get("column", ""))
        for spec in schema.checks
        if BY_NAME.get(spec.name) in (Siren, Siret)
    }
    fields = place(draft.header, schema, draft.header_line).fields
    by_name = {field.name: index for index, field in fields.items()}
    for name in schema.labels:
        if name in by_name and (name in checked or _NAMED_SO.search(name)):
            yield by_name[name]


def _siren_in(cell: str) -> str | None:
    """Give the SIREN of a valid SIRET or SIREN; a run of zeros is no number."""
    digits = "".join(cell.split()).replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or digits.startswith(_ZEROS):
        return None
    if len(digits) == _SIRET_DIGITS:
        return digits[:_SIREN_DIGITS] if siret.is_valid(digits) else None
    return digits if len(digits) == _SIREN_DIGITS and siren.is_valid(digits) else None


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")

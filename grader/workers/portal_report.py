"""The job of the portal: look at an uploaded file, and check it against the schema it declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import UnknownSchemaError, UnusableFileError
from grader.exercises.wording import cause_name
from grader.publication.reporting import blank_report
from grader.settings import Bounds
from grader.typography import french, plural

if TYPE_CHECKING:
    from grader.tables.model import Table
    from grader.validation.model import Report
    from grader.validation.schemas import Folders
    from grader.validation.table_schema import Field, TableSchema

#: Rows, columns and characters of a cell that a page shows.
_ROWS, _COLUMNS, _CHARACTERS = 20, 100, 200
#: Values by which the kind of a column is told, where no schema says it.
_LOOKED_AT = 1_000
#: Groups of findings, and columns, that are kept; characters of what names them.
_GROUPS, _DESCRIBED, _NAMED = 100, 500, 500
#: Values of a closed list that a description repeats.
_LISTED = 500
#: What a column of texts may be, by what all its values look like: type, decimal sign, pattern.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("integer", "", r"^[+-]?\d{1,18}$"),
    ("number", ".", r"^[+-]?\d+(?:\.\d+)?$"),
    ("number", ",", r"^[+-]?\d+(?:,\d+)?$"),
    ("date", "", r"^\d{4}-\d{2}-\d{2}$"),
    ("boolean", "", r"^(?:true|false)$"),
)
#: A number that begins so is a code: a SIRET, a postcode, a telephone number.
_CODE = r"^0\d"


def report_on(path: Path, schema: str, folders: Folders, bounds: Bounds) -> dict[str, Any]:
    """Look at an uploaded file.

    Args:
        path: the file.
        schema: ``name`` or ``name@version`` that it declares, or "".
        folders: where schemas are.
        bounds: upper limits on what is read.

    Returns:
        Of a ``report`` document: state, counts, groups, columns, preview, n_rows, told.
    """
    from grader.tables.read import read_table
    from grader.validation.schemas import load_schema
    from grader.validation.validate import validate_table

    try:
        known = load_schema(schema, folders) if schema else None
        expected = known.labels if known is not None else ()
        most = bounds.portal_upload_bytes
        table = read_table(path, bounds, max_bytes=most, expected=expected)
    except UnusableFileError as error:
        return blank_report("unreadable", _unreadable(error))
    except UnknownSchemaError as error:
        return blank_report("no-schema", f"{error.message} Le fichier n'a pas été contrôlé.")
    if known is None:
        found: Mapping[str, Any] = _unchecked(table)
    else:
        found = _checked(validate_table(table, known))
    return {
        **blank_report("no-schema", ""),
        **found,
        "columns": _columns(table, known),
        "preview": _preview(table),
        "n_rows": table.n_rows,
        "delimiter": table.dialect.delimiter,
        "encoding": table.dialect.encoding,
    }


def _unreadable(error: UnusableFileError) -> str:
    if error.code == "several-sheets":
        return (
            f"{error.message} Gardez une seule feuille par fichier, ou publiez chaque feuille "
            "en CSV : la plupart des outils n'ouvrent que la première."
        )
    return f"{error.message} {error.hint}".strip()


def _unchecked(table: Table) -> dict[str, Any]:
    rows, columns = plural(table.n_rows, "ligne"), plural(len(table.header), "colonne")
    return {
        "state": "no-schema",
        "told": french(
            f"Lu comme un tableau : {rows}, {columns}. Il ne déclare aucun schéma connu ici : "
            "ses valeurs n'ont pas été contrôlées."
        ),
    }


def _checked(report: Report) -> dict[str, Any]:
    groups = sorted(report.groups(1), key=lambda group: group.severity != "error")
    errors, warnings = report.n_errors, report.n_warnings
    title = f"{report.schema.title} (version {report.schema.version})"
    if report.valid:
        told = f"Contrôlé avec le schéma « {title} » : aucune anomalie"
        told += f", {plural(warnings, 'avertissement')}." if warnings else "."
    else:
        told = f"Contrôlé avec le schéma « {title} » : {plural(errors, 'anomalie')}."
    told += " La vraie plateforme enregistre le schéma déclaré sans contrôler le fichier."
    return {
        "state": "valid" if report.valid else "invalid",
        "counts": {"errors": errors, "warnings": warnings},
        "groups": [
            {
                "code": group.group,
                "severity": group.severity,
                "column": group.column[:_NAMED],
                "title": french(cause_name((group.group, group.column[:_NAMED]))),
                "count": group.count,
                "line": group.examples[0].line,
                "example": french(group.examples[0].message),
                "fix": french(group.examples[0].fix),
            }
            for group in groups[:_GROUPS]
        ],
        "told": french(told),
    }


def _columns(table: Table, schema: TableSchema | None) -> list[dict[str, Any]]:
    fields = {field.name: field for field in schema.fields} if schema is not None else {}
    return [
        _guessed(table, index, label) if label not in fields else _declared(fields[label])
        for index, label in enumerate(table.header[:_DESCRIBED])
    ]


def _declared(field: Field) -> dict[str, Any]:
    return {
        "label": field.name,
        "kind": field.type,
        "format": field.format,
        "decimal": "",
        "title": field.title,
        "description": field.description,
        "example": field.example,
        "constraints": {
            name: value
            for name, value in field.constraints.items()
            if not isinstance(value, list) or len(value) <= _LISTED
        },
        "from_schema": True,
    }


def _guessed(table: Table, index: int, label: str) -> dict[str, Any]:
    kind, decimal = _kind(table, index)
    return {
        "label": label[:_NAMED],
        "kind": kind,
        "format": "default",
        "decimal": decimal,
        "title": "",
        "description": "",
        "example": "",
        "constraints": {},
        "from_schema": False,
    }


def _kind(table: Table, index: int) -> tuple[str, str]:
    """Tell the kind of a column by its first values; ``string`` where in doubt."""
    values = table.cells[str(index)].drop_nulls().head(_LOOKED_AT).str.strip_chars()
    values = values.filter(values != "")
    if not len(values) or bool(values.str.contains(_CODE).any()):
        return "string", ""
    for kind, decimal, pattern in _KINDS:
        if bool(values.str.contains(pattern).all()):
            return kind, decimal
    return "string", ""


def _preview(table: Table) -> dict[str, Any]:
    rows = [table.row(index) for index in range(min(_ROWS, table.n_rows))]
    return {"header": _cut(table.header), "rows": [_cut(row) for row in rows]}


def _cut(cells: Sequence[str]) -> list[str]:
    return [
        cell if len(cell) <= _CHARACTERS else cell[:_CHARACTERS] + "…" for cell in cells[:_COLUMNS]
    ]

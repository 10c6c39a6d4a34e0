"""A schema that has what published ones have here and there, and how its cells go wrong."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from grader.validation.schemas import TableSchema, load_schema

NAME = "odd"


class Column(NamedTuple):
    """One column.

    Attributes:
        field: its field, less the name.
        right: a right cell.
        wrong: cells that people write in its place.
        rule: name of a rule on it.
    """

    field: Mapping[str, Any]
    right: str
    wrong: Sequence[str]
    rule: str = ""


def _pattern(pattern: str) -> Mapping[str, Any]:
    return {"type": "string", "constraints": {"pattern": pattern}}


_TEXT = {"type": "string"}
COLUMNS: Mapping[str, Column] = {
    "reference": Column(_TEXT, "2.8", ["02/07/2025", "2.7", "=2+3", '="2.9"', "#REF!", "#VALEUR!",
                                       "Ã‰cole", "Ã‰cole � côté", "C)cole des MoussiC)res"]),
    "insee": Column(_TEXT, "01001", ["1001", "01 001", "2a004", "20004", "31000", "Ambérieu",
                                     "01400", "1,00E+03", "99042"], "code-commune-insee"),
    "code_postal": Column(_TEXT, "01500", ["1500", "01 500", "00100", "01001"], "code-postal"),
    "departement": Column(_TEXT, "Ain", ["ain", "AIN", "Aïn", "01", "Aine"], "departement"),
    "region": Column(_TEXT, "84", ["25", "8,4E+01", "Rhône"], "code-region"),
    "siren": Column(_TEXT, "219900420", ["21990042000015", "219 900 420", "99004210", "000000000",
                                         "W990000001", "219900421"], "siren"),
    "taux": Column({"type": "number", "decimalChar": ","}, "2,5",
                   ["2.5", "2.50", "(2,5)", "2,5-", "2 ,5", "environ 2,5", "########", "2,5E+03"]),
    "montant": Column({"type": "number"}, "12.5",
                      ["(12,50)", "12,50-", "1 2,50", "12 € HT", "1,250", "12/05/2024", "1,2E+05"]),
    "annee": Column({"type": "year"}, "2024", ["2024,0", "01/01/2024", "2024-01-01", "24"]),
    "jour": Column({"type": "date"}, "2024-03-14",
                   ["lundi 14 mars 2024", "14/03/2024 18:30", "2024-03-14T00:00:00", "0024-03-14",
                    "1899-12-30", "1905-07-15", "2124-03-14", "1824-03-14", "14/3/24"]),
    "moment": Column({"type": "datetime"}, "2024-03-14T18:30:00Z",
                     ["14/03/2024 18:30", "03/04/2024 18:30", "14/03/2024", "2024-03-14 18:30"]),
    "annees": Column(_TEXT, "2024/2025", ["2024-2025", "2024 2025", "2025/2024"],
                     "year-interval-value"),
    "periode": Column(_pattern(r"^\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?$"), "2024-03-14",
                      ["14/03/2024 et 15/04/2024 et 16/05/2024", "03/04/2024 au 05/06/2024",
                       "14/03/2024 - 2024-09-30"]),
    "capitales": Column(_pattern(r"^[A-Z]{2}\d{2}$"), "AB12", ["ab12", "AB 12", "A-B-12"]),
    "lot": Column(_pattern(r"^\d{3}$"), "042", ["142.0", "1 42", "42"]),
    "minuscules": Column(_pattern(r"^[a-z]{3,9}$"), "rue", ["RUE", "Place"]),
    "liste": Column(_pattern(r"^(?:(?:^|\|)(?:Gratuit|Payant))+$"), "Gratuit",
                    ["Gratuit;Payant", "Gratuit, Payant", "Gratuit|payant"]),
    "telephone": Column(_pattern(r"^(\+33|\+590)(\d){6,9}$"), "+33199002737",
                        ["01 99 00 27 37", "199002737", "0199002737 / 0199002738"]),
    "appel": Column(_TEXT, "0199002737", ["0199002737 ou 0199002738", "01"],
                    "phone-number-value"),
    "site": Column({"type": "string", "format": "uri"}, "https://www.val-ouvert.example/a",
                   ["www.val-ouvert.fr/a", "D:\\Actes\\a.pdf", "actes/a.pdf"]),
    "courriel": Column({"type": "string", "format": "email"}, "mairie@val-ouvert.example",
                       ["Mairie <mairie@val-ouvert.fr>", "a@val-ouvert.fr ; b@val-ouvert.fr"]),
    "horaires": Column(_TEXT, "Mo-Fr 08:30-12:00",
                       ["Mo-Fr 8:30-12:00", "lundi au vendredi 8h30-12h", "sur rendez-vous"],
                       "opening-hours-value"),
    "matiere": Column(_TEXT, "finances locales/subventions",
                      ["finances locales / subventions", "Finance locale/subventions", "divers"],
                      "nomenclature-acte"),
    "lieu": Column({"type": "geopoint"}, "2.432,46.604",
                   ["2,432;46,604", "46.604;2.432", "46.604,2.432", "2.432 4.6604", "0,0"]),
}  # fmt: skip


@cache
def schema() -> TableSchema:
    """Give the schema."""
    fields = [{"name": name, **one.field} for name, one in COLUMNS.items()]
    checks = [
        {"name": one.rule, "params": _parameters(name)} for name, one in COLUMNS.items() if one.rule
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema.json"
        path.write_text(json.dumps({"fields": fields, "custom_checks": checks}), encoding="utf-8")
        return load_schema(path, Path(folder))


def _parameters(name: str) -> dict[str, str]:
    more = {"allow-year-only": "yes"} if name == "annees" else {"cog": "2024"}
    return {"column": name, **more}

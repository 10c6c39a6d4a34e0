"""All rules by name, and how those of a schema are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.validation.checks.canton import Canton
from grader.validation.checks.code_commune import CodeCommune
from grader.validation.checks.code_departement import CodeDepartement
from grader.validation.checks.code_fantoir import CodeFantoir
from grader.validation.checks.code_postal import CodePostal
from grader.validation.checks.code_region import CodeRegion
from grader.validation.checks.cohesive_columns import CohesiveColumns
from grader.validation.checks.commune import Commune
from grader.validation.checks.compare_columns import CompareColumns
from grader.validation.checks.departement import Departement
from grader.validation.checks.french_gps import FrenchGps
from grader.validation.checks.model import Check
from grader.validation.checks.nomenclature_acte import NomenclatureActe
from grader.validation.checks.one_of_required import OneOfRequired
from grader.validation.checks.opening_hours import OpeningHours
from grader.validation.checks.pays import Pays
from grader.validation.checks.phone_number import PhoneNumber
from grader.validation.checks.region import Region
from grader.validation.checks.siret import Siren, Siret
from grader.validation.checks.sum_columns import SumColumns
from grader.validation.checks.unique_values import UniqueValues
from grader.validation.checks.year_interval import YearInterval
from grader.validation.columns import CheckedTable
from grader.validation.fault import Fault, FaultColumn
from grader.validation.schemas import CheckSpec

CHECKS: tuple[type[Check], ...] = (
    Canton,
    CodeCommune,
    CodeDepartement,
    CodeFantoir,
    CodePostal,
    CodeRegion,
    CohesiveColumns,
    Commune,
    CompareColumns,
    Departement,
    FrenchGps,
    NomenclatureActe,
    OneOfRequired,
    OpeningHours,
    Pays,
    PhoneNumber,
    Region,
    Siren,
    Siret,
    SumColumns,
    UniqueValues,
    YearInterval,
)
BY_NAME: Mapping[str, type[Check]] = {name: check for check in CHECKS for name in check.names}


def run_checks(specs: Iterable[CheckSpec], table: CheckedTable) -> Iterator[Fault | FaultColumn]:
    """Run rules over a table; one that is unknown or badly declared is told, not passed over.

    Args:
        specs: the rules as declared.
        table: the table.
    """
    for spec in specs:
        check = BY_NAME.get(spec.name)
        try:
            faults = list(check(spec.params).examine(table)) if check else None
        except (KeyError, TypeError):
            faults = None
        if faults is None:
            column = str(spec.params.get("column", "")) if isinstance(spec.params, Mapping) else ""
            yield Fault("unchecked-rule", spec.name, column=column, words={"rule": spec.name})
        else:
            yield from faults

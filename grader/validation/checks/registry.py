"""All rules by name, and how those of a schema are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.validation.checks.cohesive_columns import CohesiveColumns
from grader.validation.checks.compare_columns import CompareColumns
from grader.validation.checks.model import Check
from grader.validation.checks.nomenclature_acte import NomenclatureActe
from grader.validation.checks.one_of_required import OneOfRequired
from grader.validation.checks.siret import Siren, Siret
from grader.validation.checks.sum_columns import SumColumns
from grader.validation.checks.unique_values import UniqueValues
from grader.validation.checks.year_interval import YearInterval
from grader.validation.columns import Columns
from grader.validation.fault import Fault
from grader.validation.schemas import CheckSpec

CHECKS: tuple[type[Check], ...] = (
    CohesiveColumns,
    CompareColumns,
    NomenclatureActe,
    OneOfRequired,
    Siren,
    Siret,
    SumColumns,
    UniqueValues,
    YearInterval,
)
BY_NAME: Mapping[str, type[Check]] = {name: check for check in CHECKS for name in check.names}


def run_checks(specs: Iterable[CheckSpec], columns: Columns) -> Iterator[Fault]:
    """Run rules over a table; one that is unknown or badly declared is told, not passed over.

    Args:
        specs: the rules as declared.
        columns: the table.
    """
    for spec in specs:
        check = BY_NAME.get(spec.name)
        try:
            faults = list(check(spec.params).faults(columns)) if check else None
        except (KeyError, TypeError):
            faults = None
        if faults is None:
            column = str(spec.params.get("column", "")) if isinstance(spec.params, Mapping) else ""
            yield Fault("unchecked-rule", spec.name, column=column, words={"rule": spec.name})
        else:
            yield from faults

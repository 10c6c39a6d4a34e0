"""What the jobs of the workbench do with a file once it is open."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from grader.errors import NotFoundError
from grader.settings import Bounds
from grader.typography import french, plural
from grader.validation.messages.tell import severity_of
from grader.validation.repairs.journal import journal_text, step_label
from grader.validation.repairs.mend import Step
from grader.validation.repairs.naming import recommended_name
from grader.validation.repairs.script import pandas_script
from grader.validation.repairs.written import csv_bytes, written_table
from grader.validation.reports.html_page import HtmlWriter
from grader.validation.validate import validate_table
from grader.workers.bench_causes import (
    by_key,
    refusals_of,
    refused_places,
    repair_places,
    repairs_of,
    troubles_of,
)
from grader.workers.bench_memory import Bench
from grader.workers.bench_model import (
    ENDINGS,
    FILE,
    JOURNAL,
    SCRIPT,
    FaultyRows,
    Judged,
    Look,
    Places,
    Written,
)
from grader.workers.bench_rows import faulty_rows
from grader.workers.bench_strip import strip_of
from grader.workers.jobs import sheet_names

#: Things done by one decision that are told one by one.
_FEW = 3


def looked_at(bench: Bench, bounds: Bounds, day: date) -> Look:
    """Tell a file as it is now.

    Args:
        bench: the file.
        bounds: upper limits on what is read.
        day: for the name of the file.
    """
    sight, diagnosis, draft = bench.sight, bench.diagnosis, bench.draft
    counts = {"error": 0, "warning": 0}
    for some in sight.faults():
        counts[severity_of(some.code, some.detail)] += len(some)
    return Look(
        schema=bench.schema.ref,
        dialect=draft.dialect,
        notices=draft.notices,
        sheets=sheet_names(bench.source.path, bounds, draft.notices, bench.source.sheet),
        n_rows=draft.cells.height,
        n_columns=len(draft.header),
        n_errors=counts["error"],
        n_warnings=counts["warning"],
        strip=strip_of(sight),
        troubles=troubles_of(sight, diagnosis.repairs),
        repairs=repairs_of(diagnosis, draft),
        refusals=refusals_of(diagnosis),
        steps=_steps(bench),
        stem=_stem(bench, day),
    )


def rows_in(bench: Bench, group: str, part: tuple[int, int]) -> FaultyRows:
    """Give some rows of a group of findings.

    Args:
        bench: the file.
        group: ``group|column``.
        part: how many rows come before, and most rows given.

    Raises:
        NotFoundError: there is no such group.
    """
    parts = by_key(bench.sight).get(group)
    if not parts:
        raise NotFoundError(
            "unknown-group",
            french("Cette anomalie n'est plus dans le fichier."),
            french("Relisez la page : elle a peut-être été corrigée."),
        )
    return faulty_rows(bench.sight, parts, *part)


def places_in(bench: Bench, key: str, part: tuple[int, int]) -> Places:
    """Give some places of a repair or of a refusal.

    Args:
        bench: the file.
        key: of the repair or refusal.
        part: how many places come before, and most places given.

    Raises:
        NotFoundError: there is no such repair.
    """
    some = slice(part[0], sum(part))
    repair = bench.diagnosis.repair(key)
    if repair is not None:
        return Places(repair_places(repair, bench.draft, some), len(repair.change))
    refusals = [one for one in bench.diagnosis.refusals if one.key == key]
    if not refusals:
        raise NotFoundError(
            "unknown-repair",
            french("Cette réparation n'est plus à faire."),
            french("Le fichier a changé depuis : relisez ce qui reste."),
        )
    return Places(tuple(refused_places(refusals, some)), sum(map(len, refusals)))


def judged(bench: Bench) -> Judged:
    """Judge a file as dropped, and as it would be written now.

    Args:
        bench: the file.
    """
    written = written_table(bench.draft, bench.schema)
    return Judged(
        validate_table(bench.table, bench.schema).verdict(),
        validate_table(written, bench.schema).verdict(),
    )


def written(bench: Bench, what: str, day: date) -> Written:
    """Write what is downloaded.

    Args:
        bench: the file.
        what: a key of ``ENDINGS``.
        day: for the name of the file.

    Raises:
        KeyError: there is nothing else to write.
    """
    name = f"{_stem(bench, day)}{ENDINGS[what]}"
    if what == FILE:
        return Written(name, csv_bytes(bench.draft, bench.schema))
    if what == JOURNAL:
        return Written(name, journal_text(bench.mended.steps).encode())
    if what == SCRIPT:
        return Written(name, pandas_script(bench.mended, bench.schema, name).encode())
    return Written(name, _report(bench, day).encode())


def _steps(bench: Bench) -> tuple[str, ...]:
    """Tell each decision in a line; « sure » may have done many things, told by the journal."""
    done: list[list[Step]] = [[] for _ in bench.decisions]
    for step in bench.mended.steps:
        done[step.decision].append(step)
    return tuple(
        french(" ; ").join(map(step_label, steps)) if len(steps) <= _FEW else _summed(steps)
        for steps in done
    )


def _summed(steps: Sequence[Step]) -> str:
    places = plural(
        sum(len(step.repair.change) for step in steps), "correction sûre", "corrections sûres"
    )
    kinds = plural(len(steps), "sorte")
    return french(f"{places}, de {kinds} : le journal les donne une à une")


def _stem(bench: Bench, day: date) -> str:
    return recommended_name(bench.draft, bench.schema, day).removesuffix(".csv")


def _report(bench: Bench, day: date) -> str:
    """Tell the file as it would be written now, to print or to send."""
    out = io.StringIO()
    writer = HtmlWriter(out, day=day)
    report = validate_table(written_table(bench.draft, bench.schema), bench.schema)
    writer.write(report, f"{_stem(bench, day)}{ENDINGS[FILE]}", 0.0)
    writer.close()
    return out.getvalue()

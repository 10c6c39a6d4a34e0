"""A checked file told to its owner: what is wrong, why it matters, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.exercises.wording import cause_name
from grader.tables.model import Dialect
from grader.typography import NO_BREAK, french, number, plural
from grader.validation.model import Cause, Comparison, Finding
from grader.wire import ComparisonView, ExampleView, GroupView, ReportView
from grader.workers.jobs import CauseSummary, CheckedFile

_DELIMITERS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}


def report_view(checked: CheckedFile, file_name: str) -> ReportView:
    """Tell a checked file.

    Args:
        checked: what the worker found.
        file_name: as its owner named it.
    """
    groups = tuple(_group(cause) for cause in checked.causes)
    n_errors = sum(g.count for g in groups if g.severity == "error")
    # What the exercise counts, notices included, so that the same number is told everywhere.
    n_counted, n_causes = sum(checked.verdict.counts.values()), len(checked.verdict.counts)
    title = f"{checked.schema.title} (version {checked.schema.version})"
    if n_errors:
        causes = plural(n_causes, "cause")
        sentence = (
            f"Votre fichier n'est pas encore valide : {plural(n_counted, 'anomalie')}, "
            f"qui {'tient' if n_counted == 1 else 'tiennent'} à {causes}."
        )
    elif checked.notices:
        sentence = (
            "Votre fichier respecte le schéma. "
            "Sa lecture appelle encore des remarques : voyez ci-dessous."
        )
    else:
        sentence = "Votre fichier est valide."
    return ReportView(
        file_name=file_name,
        sentence=french(sentence),
        valid=n_errors == 0,
        schema=french(title),
        facts=(
            ("Lignes de données", number(checked.n_rows)),
            ("Colonnes", number(checked.n_columns)),
            *_written(checked.dialect),
        ),
        notices=tuple(
            (n.severity, french(n.message), french(n.why), french(n.fix)) for n in checked.notices
        ),
        groups=groups,
        sheet=checked.dialect.sheet,
    )


def _written(dialect: Dialect) -> tuple[tuple[str, str], ...]:
    """Tell how a text file is written, or which sheet of a workbook was read."""
    if dialect.sheet:
        # The sheet's own name is not ours to correct: only the quotes are.
        return (("Feuille", f"«{NO_BREAK}{dialect.sheet}{NO_BREAK}»"),)
    return (
        ("Encodage", _ENCODINGS.get(dialect.encoding.lower(), dialect.encoding)),
        ("Séparateur", _DELIMITERS.get(dialect.delimiter, dialect.delimiter)),
    )


def comparison_view(comparison: Comparison) -> ComparisonView:
    """Tell what changed between two files, by cause."""
    solved, left, new = (
        sum(part.values()) for part in (comparison.solved, comparison.left, comparison.new)
    )
    before = solved + left
    if before == 0 and new == 0:
        sentence = "Aucune anomalie, ni avant ni maintenant."
    else:
        corrected = "corrigée" if solved < 2 else "corrigées"
        noun = "anomalie" if solved < 2 else "anomalies"
        sentence = f"{number(solved)} {noun} sur {number(before)} {corrected}"
        sentence += f", {plural(new, 'nouvelle')}." if new else ", aucune nouvelle."
    return ComparisonView(
        sentence=french(sentence),
        solved=_labels(comparison.solved),
        left=_labels(comparison.left),
        new=_labels(comparison.new),
    )


def _labels(part: Mapping[Cause, int]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(part.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((french(cause_name(cause)), count) for cause, count in ordered)


def _group(cause: CauseSummary) -> GroupView:
    first = cause.first
    return GroupView(
        key=f"{first.group}|{first.column}",
        severity=first.severity,
        column=first.column,
        count=cause.count,
        message=french(first.message),
        why=french(first.why),
        fix=french(first.fix),
        others=others_label(first, cause.count - 1),
        examples=tuple(
            ExampleView(line=line, value=value, row=row) for line, value, row in cause.examples
        ),
    )


def others_label(first: Finding, others: int) -> str:
    """Say how many others are like a finding; "" for none.

    Args:
        first: the finding.
        others: how many others.
    """
    if not others:
        return ""
    where = "ligne" if first.value is None else "cellule"
    verb = "a" if others == 1 else "ont"
    told = f"{plural(others, f'autre {where}', f'autres {where}s')} {verb} la même anomalie."
    return french(told)


def report_view_from_dict(data: Mapping[str, Any]) -> ReportView:
    """Read back what was kept beside the file as JSON."""
    return ReportView(
        file_name=str(data["file_name"]),
        sentence=str(data["sentence"]),
        valid=bool(data["valid"]),
        schema=str(data["schema"]),
        facts=tuple((str(a), str(b)) for a, b in data["facts"]),
        notices=tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in data["notices"]),
        groups=tuple(
            GroupView(
                **{
                    **group,
                    "examples": tuple(
                        ExampleView(
                            line=e["line"],
                            value=e["value"],
                            row=tuple((c, v) for c, v in e["row"]),
                        )
                        for e in group["examples"]
                    ),
                }
            )
            for group in data["groups"]
        ),
        sheet=str(data.get("sheet", "")),
    )

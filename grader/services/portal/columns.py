"""What a producer says of the columns of a file: the form, filled with what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.publication.dictionary import columns_of
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reporting import current_report
from grader.publication.resources import find_resource
from grader.services.portal.forms import Form
from grader.services.portal.resource_forms import column_fields
from grader.typography import french


@dataclass(frozen=True)
class ColumnField:
    """Two questions about one column.

    Attributes:
        number: in the names of its fields.
        label: as the file has it.
        title, description: what is said of it.
        schema: what the schema says of it, or "".
    """

    number: int
    label: str
    title: str
    description: str
    schema: str


def columns_form(
    portal: Portal,
    dataset: Document,
    rid: str,
    *,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    cancel: str,
) -> tuple[Form, tuple[ColumnField, ...]]:
    """Ask what each column of a file holds.

    Args:
        portal: for the report of the file, which tells its columns.
        dataset: the record.
        rid: which resource.
        typed: what was typed and could not be kept.
        errors: what to mend.
        cancel: where one goes who changes her mind.

    Raises:
        Problem: there is no such resource.
    """
    resource = find_resource(dataset, rid)
    kept = resource.get("columns") or {}
    report = current_report(portal, resource) or {}
    labels = [str(one["label"]) for one in report.get("columns") or ()]
    labels += [label for label in kept if label not in labels]
    known = _of_schema(portal, dataset, resource)
    columns = tuple(
        ColumnField(number, label, title, text, known.get(label, ""))
        for number, (label, title, text) in enumerate(column_fields(labels, kept, typed))
    )
    form = Form(
        title="Décrire les colonnes",
        fields=(),
        submit="Enregistrer les descriptions",
        cancel=cancel,
        lead=(
            french(
                "Qui ouvre votre fichier doit savoir ce que contient chaque colonne. Ce que vous "
                "écrivez ici va dans le dictionnaire des données, à télécharger à côté du fichier."
            ),
        ),
        errors=tuple(errors.items()),
    )
    return form, columns


def _of_schema(portal: Portal, dataset: Document, resource: Document) -> dict[str, str]:
    """Give what the declared schema says of each column."""
    bare = {**resource, "columns": {}}
    return {
        column.label: column.description
        for column in columns_of(portal, dataset, bare)
        if column.description
    }

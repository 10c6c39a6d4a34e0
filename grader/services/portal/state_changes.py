"""Publishing, archiving, deleting and restoring a record, without losing anything else of it."""

from __future__ import annotations

from grader.publication.datasets import delete_dataset, find_dataset
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.problems import simple_problem
from grader.publication.resources import purge_dataset
from grader.services.portal.record_forms import update_record
from grader.services.portal.record_states import NOW, Step
from grader.services.portal.talk_views import discussions_about, reuses_of
from grader.typography import french, plural


def change_state(portal: Portal, dataset: Document, step: Step) -> Document:
    """Do a step with a record; gives it as it is then, or as it was where nothing is left of it.

    Raises:
        Problem: the caller may not, the record is gone, or it is to be deleted before (409).
        FormFault: the record as it is would be refused.
    """
    if step.forgets:
        if not dataset["deleted"]:
            raise simple_problem(
                409,
                "Only a deleted dataset can be purged",
                "Seule une fiche supprimée s'efface pour de bon : supprimez-la d'abord.",
            )
        purge_dataset(portal, dataset)
        return dataset
    if step.changes is None:
        delete_dataset(portal, dataset)
        return find_dataset(portal, dataset["id"])
    changes = {
        name: portal.now() if value == NOW else value for name, value in step.changes.items()
    }
    return update_record(portal, dataset, changes)


def uses_of(portal: Portal, dataset: Document) -> str:
    """Tell who would miss a record; "" where nobody is known to."""
    told = []
    reuses = len(reuses_of(portal, dataset["id"]))
    talks = len(discussions_about(portal, dataset["id"]))
    if reuses:
        told.append(plural(reuses, "réutilisation"))
    if talks:
        told.append(plural(talks, "discussion"))
    if not told:
        return ""
    return french(f"Cette fiche compte {' et '.join(told)}.")

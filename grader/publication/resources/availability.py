"""Whether a remote resource answers, as a portal's link checker would have it.

Nothing is visited here: whoever may edit the record says what the checker would have found.
"""

from __future__ import annotations

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.resources.changes import save
from grader.publication.resources.view import find_resource

#: Extra that the link checker writes; a producer's own is dropped by the API.
_CHECKED = "check:available"


def answers(resource: Document) -> bool:
    """Tell whether a resource is taken to answer: what was not checked is."""
    return (resource.get("extras") or {}).get(_CHECKED) is not False


def say_whether_it_answers(portal: Portal, dataset: Document, rid: str, *, answers: bool) -> None:
    """Keep what a link checker would have found.

    Args:
        portal: where.
        dataset: the record, changed in place.
        rid: which resource.
        answers: whether it does.

    Raises:
        Problem: there is no such resource (404).
    """
    resource = find_resource(dataset, rid)
    resource["extras"].pop(_CHECKED, None)
    if not answers:
        resource["extras"][_CHECKED] = False
    save(portal, dataset)

"""A path that names an object by a former slug leads to the same path by the present one."""

from __future__ import annotations

from grader.publication.api.route import Call
from grader.publication.documents import Document
from grader.publication.portal import Portal


def under_present_name(portal: Portal, call: Call, name: str, found: Document) -> None:
    """Lead elsewhere a call that names an object by what it was called before.

    Args:
        portal: which portal.
        call: the call; ``name`` is a part of its path.
        name: how the call names the object: id, slug or former slug.
        found: the object.

    Raises:
        Problem: 308, to the same path by the present slug.
    """
    # Late: what answers calls reads every family of routes, this one's among them.
    from grader.publication.api.answer import moved

    if name not in (found["id"], found["slug"]):
        path = call.request.path.replace(f"/{name}", f"/{found['slug'] or found['id']}", 1)
        raise moved(portal, path, call.request.query)

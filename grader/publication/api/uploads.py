"""Uploads: section 7 of the contract. The bytes have come already, they lie in a folder."""

from __future__ import annotations

from collections.abc import Callable

from grader.publication.api.resources import editable_dataset
from grader.publication.api.route import Call, Route
from grader.publication.documents import Document
from grader.publication.exchange import Received, Reply
from grader.publication.portal import Portal
from grader.publication.problems import upload_problem
from grader.publication.resources import changes, chunks
from grader.publication.resources.view import find_resource, resource_view


def take(portal: Portal, call: Call, act: Callable[[Received], Document], status: int) -> Reply:
    """Give what an upload brought to whoever keeps it.

    Args:
        portal: where.
        call: what came.
        act: keeps a whole file, and gives what the API shows of it.
        status: of the answer once the file is kept.

    Raises:
        Problem: there is no file (400), or what ``act`` raises.
    """
    upload = call.request.upload
    if upload is not None and chunks.is_in_parts(upload):
        if upload.file is not None:
            chunks.keep_part(portal, upload)
            return Reply({"success": True, "error": None, "message": ""})
        whole = chunks.assembled(portal, upload.fields)
        try:
            return Reply({**act(whole), "success": True}, status)
        finally:
            # Kept or refused, nothing of it stays aside.
            whole.path.unlink(missing_ok=True)
            chunks.forget_parts(portal, upload.fields)
    received = upload.file if upload is not None else None
    if received is None:
        raise upload_problem(
            "Missing file parameter",
            "Envoyez le fichier dans une partie nommée « file » d'un formulaire "
            "multipart/form-data (avec curl : -F file=@mon-fichier.csv).",
        )
    if received.size > portal.limits.file_bytes:
        raise chunks.too_large(portal.limits.file_bytes)
    return Reply({**act(received), "success": True}, status)


def _add(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)

    def act(received: Received) -> Document:
        return resource_view(portal, dataset, changes.add_upload(portal, dataset, received))

    return take(portal, call, act, 201)


def _replace(portal: Portal, call: Call) -> Reply:
    dataset = editable_dataset(portal, call)
    rid = call.arguments["rid"]
    find_resource(dataset, rid)

    def act(received: Received) -> Document:
        resource = changes.replace_upload(portal, dataset, rid, received)
        return resource_view(portal, dataset, resource)

    return take(portal, call, act, 200)


ROUTES = (
    Route(
        "POST",
        "/api/1/datasets/{dataset}/upload/",
        _add,
        "Dépose un fichier comme nouvelle ressource ; un second appel (PUT) la décrit.",
        key=True,
        upload=True,
        answer="UploadedResource",
    ),
    Route(
        "POST",
        "/api/1/datasets/{dataset}/resources/{rid:uuid}/upload/",
        _replace,
        "Remplace le fichier d'une ressource : identifiant et lien permanent restent.",
        key=True,
        upload=True,
        answer="UploadedResource",
    ),
)

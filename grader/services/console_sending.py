"""Sending a request of the guided console: the portal's own answering, as its member, in her space.

No key is stored, shown or needed: who she is there is known. Nothing leaves the server: the API of
the sandbox is called as its HTTP door calls it, and only that.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from grader.progress.portal.spaces import Space
from grader.publication.exchange import Received, Request, Response, Upload
from grader.services.console_requests import Asked
from grader.services.portal.calls import call_as
from grader.services.portal.opening import MOUNT, Door, space_address
from grader.services.portal.uploads import ask_report_on
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire.console import ORIGIN

#: Characters of an answer that are shown.
SHOWN = 20_000
#: Headers that tell something of the API itself.
_TOLD = ("Content-Type", "Location", "Allow", "WWW-Authenticate")
_DATASET = re.compile(r"/api/1/datasets/([^/]+)/(?:upload|resources)/")
_NEW_DATASET = "/api/1/datasets/"
_FRENCH = {
    200: "réussi",
    201: "créé",
    204: "réussi, rien à montrer",
    302: "ailleurs",
    308: "ailleurs, pour toujours",
    400: "demande refusée",
    401: "clé absente ou inconnue",
    403: "interdit",
    404: "introuvable",
    405: "méthode refusée",
    410: "supprimé",
    413: "trop volumineux",
    429: "trop d'appels",
    501: "non imité ici",
}


@dataclass(frozen=True)
class Answer:
    """What the portal answered.

    Attributes:
        status: HTTP status.
        headers: those that matter.
        value: its JSON, without the explanation; None for none.
        text: what is shown of its body.
        cut: whether there was more.
        explanation: the portal's own, in French, or "".
        dataset: id of the record that was made or completed, or "".
        resource: id of the resource that was made, or "".
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    value: Any
    text: str
    cut: bool
    explanation: str
    dataset: str
    resource: str

    @property
    def accepted(self) -> bool:
        """Whether the portal did what it was asked."""
        return 200 <= self.status < 300


def portal_address(workshop: Workshop, space: Space | None) -> str:
    """Give what paths of the API stand below: her space once there is one, the portal before."""
    portal = ORIGIN + workshop.address(MOUNT)
    return portal if space is None else space_address(portal, space, "main")


def send_to_portal(workshop: Workshop, space: Space, learner_id: str, asked: Asked) -> Answer:
    """Call the API of a space as one of its members.

    Args:
        workshop: stores and workers.
        space: where she is.
        learner_id: who.
        asked: the request, placeholders filled in.
    """
    member = workshop.spaces.member(space.id, learner_id) if asked.key else None
    door = Door(origin=ORIGIN + workshop.address(MOUNT), space_id=space.id)
    headers = {"content-type": asked.content_type} if asked.content_type else {}
    call = Request(asked.method, asked.bare_path, asked.query, headers, asked.body.encode())
    if asked.step.file is None:
        return _told(asked, call_as(workshop, door, space, member, call))
    incoming = workshop.spaces.incoming()
    with tempfile.TemporaryDirectory(dir=incoming, prefix="console-") as folder:
        upload = Upload({}, _received(asked.step.file, Path(folder)))
        call = Request(asked.method, asked.bare_path, asked.query, headers, upload=upload)
        response = call_as(workshop, door, space, member, call)
    if response.status in (HTTPStatus.OK, HTTPStatus.CREATED):
        ask_report_on(workshop, door, space, response)
    return _told(asked, response)


def _received(file: Path, folder: Path) -> Received:
    """Copy a given file to where uploads lie: whoever keeps it moves it away."""
    path = folder / file.name
    shutil.copyfile(file, path)
    content = path.read_bytes()
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return Received(path, file.name, len(content), digest)


def status_label(status: int) -> str:
    """Write a status as HTTP names it, with a gloss: « 201 Created (créé) »."""
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    return f"{name} ({_FRENCH[status]})" if status in _FRENCH else name


def _told(asked: Asked, response: Response) -> Answer:
    raw = response.body.decode("utf-8", "replace")
    value: Any = None
    explanation = ""
    try:
        value = json.loads(raw) if raw.strip() else None
    except ValueError:
        # A catalogue, a file: shown as it comes.
        text = raw
    else:
        if isinstance(value, dict):
            explanation = str(value.pop("explication", ""))
        text = "" if value is None else json.dumps(value, ensure_ascii=False, indent=2)
    told = {name.lower(): (name, content) for name, content in response.headers}
    dataset, resource = _made(asked, response.status, value)
    return Answer(
        status=response.status,
        headers=tuple(told[name.lower()] for name in _TOLD if name.lower() in told),
        value=value,
        text=text[:SHOWN],
        cut=len(text) > SHOWN,
        explanation=french(explanation),
        dataset=dataset,
        resource=resource,
    )


def _made(asked: Asked, status: int, value: Any) -> tuple[str, str]:
    """Tell which record, and which resource, a request made or completed."""
    if status != HTTPStatus.CREATED or asked.method != "POST" or not isinstance(value, dict):
        return "", ""
    made = str(value.get("id") or "")
    if asked.bare_path == _NEW_DATASET:
        return made, ""
    path = _DATASET.fullmatch(asked.bare_path)
    return (path[1], made) if path else ("", "")

"""The calls of a case made again, in a portal in memory: what an author declares is proved so.

Spaces are furnished, calls answered, files checked and catalogues harvested by the functions that
the server uses; the clock is the case's own.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

from grader.errors import ContentError, OuvroirError
from grader.exercises.publish import RECORD, START, read_start
from grader.exercises.publish_space import ORIGIN, SpaceInMemory
from grader.publication.api.answer import answer
from grader.publication.documents import new_object_id
from grader.publication.evidence import evidence_of
from grader.publication.exchange import Received, Request, Response, Upload
from grader.publication.portal import Portal, SiteKey
from grader.publication.problems import Problem
from grader.publication.starting import put_plan

if TYPE_CHECKING:
    from grader.exercises.model import Exercise

_PLACE = re.compile(r"\{([^{}\s]+)\}")
_KEYS = frozenset(
    {"method", "path", "body", "file", "name", "key", "site", "status", "harvest", "days"}
)
_HOW = (
    "Un appel s'écrit {method: POST, path: /api/1/datasets/, body: {…}}, avec file: pour un "
    "dépôt, site: regional pour l'autre portail, status: 403 pour un refus attendu ; "
    "{harvest: run} moissonne, {days: 3} laisse passer des nuits."
)


class Replay:
    """A space in memory, in which a case is played.

    Args:
        exercise: of the kind ``publish``.
        sandbox: folder of the fictional data and of schemas.
        folder: an empty one, for hosted files.
    """

    def __init__(self, exercise: Exercise, sandbox: Path, folder: Path) -> None:
        self._exercise = exercise
        self._sandbox = sandbox
        self._space = SpaceInMemory(sandbox, folder)
        self._ids = {"portail": ORIGIN, "catalogue": self._space.catalogue}

    def play(self, data: Mapping[str, Any], where: str) -> list[tuple[str, dict[str, Any]]]:
        """Make the calls of an event, then hand the record that it names.

        Args:
            data: ``calls``, ``as`` and ``record`` of the event.
            where: ``file:line`` of the case, for messages.

        Returns:
            kinds and data of the events that the server would have written.

        Raises:
            ContentError: a call is ill-formed, or is not answered as the case says.
        """
        events = []
        try:
            if self._exercise.settings["start"] is not None and "start" not in self._ids:
                events.append((START, self._begin(where)))
            via = data.get("as", "api")
            for call in data.get("calls") or ():
                self._play_one(call, where, via)
            dataset_id = self._record(data.get("record"), where)
            self._space.report_on_all()
            evidence = evidence_of(
                self._space.portals["main"], self._space.portals["regional"], dataset_id
            )
        except Problem as problem:
            raise _refused(where, problem.explanation) from problem
        except OuvroirError as error:
            if isinstance(error, ContentError):
                raise
            raise _refused(where, f"{error.message} {error.hint}") from error
        events.append((RECORD, {"dataset": dataset_id, "evidence": evidence}))
        return events

    def _begin(self, where: str) -> dict[str, Any]:
        """Put the start of the exercise into the space, as the server does."""
        path: Path = self._exercise.settings["start"]
        plan = read_start(path, where, self._sandbox)
        main, regional = self._space.portals["main"], self._space.portals["regional"]
        made = put_plan(replace(main, via="seed"), self._sandbox, plan, self._space.folder)
        more = put_plan(
            replace(regional, via="seed"),
            self._sandbox,
            plan.get("regional") or {},
            self._space.folder,
        )
        self._ids |= {**more, **made, "start": path.name}
        records = {entry["key"]: made[entry["key"]] for entry in plan["datasets"]}
        for key, identifier in records.items():
            for position, resource in enumerate(_document(main, identifier)["resources"]):
                self._ids[f"{key}.{position}"] = resource["id"]
        for discussion in main.catalogue.all("discussion"):
            if discussion["subject"]["id"] in records.values():
                self._ids["discussion"] = discussion["id"]
        self._space.advance(seconds=1)
        before = {one: evidence_of(main, regional, one) for one in records.values()}
        return {"records": records, "before": before}

    def _record(self, named: Any, where: str) -> str:
        """Give the identifier of the record that an event hands."""
        if named is None:
            named = "jeu" if "jeu" in self._ids else ""
            if not named and self._exercise.settings["start"] is not None:
                plan = read_start(self._exercise.settings["start"], where, self._sandbox)
                named = plan["datasets"][0]["key"]
        found = self._ids.get(str(named).strip("{}"))
        if found is None:
            raise ContentError(
                where,
                "bad-case",
                f"Ce cas remet la fiche « {named} », que rien n'a créée.",
                "Écrivez record: « {jeu} », ou la clé d'une fiche de départ.",
            )
        return found

    # Calls --------------------------------------------------------------------------------

    def _play_one(self, call: Any, where: str, via: str) -> None:
        if not isinstance(call, Mapping) or not call.keys() <= _KEYS or via not in ("api", "page"):
            raise ContentError(where, "bad-case", "Un appel de ce cas n'est pas bien formé.", _HOW)
        # An upload names the second in which it came: two never share one.
        self._space.advance(seconds=1)
        if "days" in call:
            for _night in range(int(call["days"])):
                self._space.advance(days=1)
                self._space.harvest()
            return
        if "harvest" in call:
            self._space.harvest()
            return
        if not isinstance(call.get("method"), str) or not isinstance(call.get("path"), str):
            raise ContentError(where, "bad-case", "Un appel de ce cas n'est pas bien formé.", _HOW)
        site: SiteKey = "regional" if call.get("site") == "regional" else "main"
        portal = replace(self._space.portals[site], via="page" if via == "page" else "api")
        if call.get("key") is False:
            portal = replace(portal, caller=None, sysadmin=False)
        request = self._request(call, site, where)
        response = answer(portal, request)
        self._expect(call, request, response, where)
        self._note(request, response, site)
        if site == "regional" and request.path.endswith("/validate/"):
            self._space.run_waiting()

    def _request(self, call: Mapping[str, Any], site: SiteKey, where: str) -> Request:
        path, _, query = self._filled(call["path"], site, where).partition("?")
        pairs = tuple(parse_qsl(query, keep_blank_values=True))
        if "file" in call:
            source = self._sandbox / self._filled(call["file"], site, where)
            if not source.is_file():
                raise ContentError(
                    where,
                    "missing-file",
                    f"Ce cas dépose un fichier absent : « {call['file']} ».",
                    "Corrigez son chemin dans sandbox_data.",
                )
            passing = self._space.folder / new_object_id()
            shutil.copyfile(source, passing)
            content = passing.read_bytes()
            digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
            name = str(call.get("name") or source.name)
            received = Received(passing, name, len(content), digest)
            return Request(call["method"], path, pairs, upload=Upload({}, received))
        body = b""
        if "body" in call:
            body = json.dumps(self._filled(call["body"], site, where)).encode()
        return Request(call["method"], path, pairs, {"content-type": "application/json"}, body)

    def _filled(self, value: Any, site: SiteKey, where: str) -> Any:
        """Put identifiers in the places that a case names."""
        if isinstance(value, Mapping):
            return {str(key): self._filled(one, site, where) for key, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one, site, where) for one in value]
        if not isinstance(value, str):
            # A date of YAML is written as the API takes it.
            return value if value is None or isinstance(value, bool | int | float) else str(value)

        def put(found: re.Match[str]) -> str:
            known = {**self._ids, "organisation": self._space.organizations[site]}
            if found[1] not in known:
                raise ContentError(
                    where,
                    "bad-case",
                    f"Ce cas nomme « {found[0]} », que rien n'a encore créé.",
                    "Places connues : {jeu}, {ressource}, {organisation}, {source}, {copie}, "
                    "{discussion}, {catalogue}, {portail}, et les clés de la fiche de départ.",
                )
            return known[found[1]]

        return _PLACE.sub(put, value)

    def _expect(
        self, call: Mapping[str, Any], request: Request, response: Response, where: str
    ) -> None:
        wanted = call.get("status")
        if response.status == wanted or (wanted is None and response.status < 300):
            return
        said = json.loads(response.body).get("explication", "") if response.body else ""
        raise ContentError(
            where,
            "case-call",
            f"{request.method} {request.path} répond {response.status}"
            + (f", et ce cas attend {wanted}." if wanted else "."),
            said or "Corrigez l'appel, ou déclarez son statut (status).",
        )

    def _note(self, request: Request, response: Response, site: SiteKey) -> None:
        """Keep the identifier of what a call made."""
        if request.method != "POST" or response.status not in (200, 201) or not response.body:
            return
        made = json.loads(response.body).get("id")
        for pattern, main, regional in _MADE:
            if made and re.fullmatch(pattern, request.path):
                self._ids[main if site == "main" else regional] = made
                return


#: Path of a POST, what it makes on the main portal, and on the one that harvests.
_MADE = (
    (r"/api/1/datasets/", "jeu", "copie"),
    (r"/api/1/datasets/[^/]+/(?:upload|resources)/", "ressource", "ressource-copie"),
    (r"/api/1/harvest/sources/", "source", "source"),
    (r"/api/1/discussions/", "discussion", "discussion"),
)


def _document(portal: Portal, identifier: str) -> dict[str, Any]:
    return cast("dict[str, Any]", portal.catalogue.get("dataset", identifier))


def _refused(where: str, why: str) -> ContentError:
    return ContentError(where, "case-call", f"Le portail refuse : {why}", "Corrigez ce cas.")


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """Give a folder for the files of a replay, thrown away with it."""
    return tempfile.TemporaryDirectory(prefix="rejeu-")

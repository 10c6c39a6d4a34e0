"""Sending a record to a portal: the sandbox, or demo.data.gouv.fr, by the same calls.

Nothing here chooses where to send: the command line does, on an explicit wish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlsplit

from grader.errors import OuvroirError
from grader.publication.documents import Document
from grader.typography import french

#: Where one tries for real, with a key of that very site; its records are erased now and then.
DEMO_ADDRESS = "https://demo.data.gouv.fr"
#: How keys of the sandbox begin.
SANDBOX_KEY = "bacasable_"
#: What a producer writes of a record; the rest is the portal's own.
FIELDS = (
    "title", "description", "description_short", "acronym", "organization", "license", "frequency",
    "frequency_date", "tags", "temporal_coverage", "spatial", "extras", "contact_points",
    "access_type", "access_audiences", "authorization_request_url", "access_type_reason",
    "access_type_reason_category",
)  # fmt: skip
_RESOURCE_FIELDS = ("title", "description", "type", "schema", "extras")
_REMOTE_FIELDS = (*_RESOURCE_FIELDS, "url", "format", "mime", "filesize", "checksum")
#: What is compared once the record is there: a portal may drop it without a word.
_COMPARED = ("title", "description", "license", "frequency", "private")
_SECONDS = 30
_FILE_SECONDS = 600

Tell: TypeAlias = Callable[[str], None]


@dataclass(frozen=True)
class Parcel:
    """What is sent.

    Attributes:
        record: the body of the record, drafts being ``private``.
        remote: bodies of its remote resources, in the order in which they will be shown.
        files: hosted files, each with what is said of it.
        left_out: titles of resources that say no address and are given no file.
    """

    record: Document
    remote: tuple[Document, ...] = ()
    files: tuple[tuple[Path, Document], ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sent:
    """What became of it.

    Attributes:
        dataset: the record as the portal gives it once all was sent.
        differences: what the portal keeps otherwise than it was sent, in French.
    """

    dataset: Document
    differences: tuple[str, ...] = field(default=())


def parcel_of(record: Document, files: Sequence[Path], *, public: bool) -> Parcel:
    """Make what is sent of a record, as written by hand or as an API gave it.

    Args:
        record: its fields; ``resources`` with an address are remote, the others say in order what
            the files are.
        files: to upload.
        public: whether to publish at once; else it is a draft, whatever the record says.

    Raises:
        OuvroirError: it has no title, or resources are not a list of objects.
    """
    raw = record.get("resources")
    raw = [] if raw is None else raw
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise OuvroirError(
            "bad-record",
            french("« resources » doit être une liste d'objets."),
            french('Écrivez par exemple : "resources": [{"title": "Budget 2026"}]'),
        )
    if not record.get("title") or not record.get("description"):
        raise OuvroirError(
            "bad-record",
            "Il manque à la fiche un titre (title) ou une description (description).",
            "Les deux sont obligatoires.",
        )
    body = {name: record[name] for name in FIELDS if record.get(name) is not None}
    organization = body.get("organization")
    if isinstance(organization, dict):
        body["organization"] = organization.get("id")
    hosted = [one for one in raw if not one.get("url") or one.get("filetype") == "file"]
    remote = [one for one in raw if one not in hosted]
    told = [*(_only(one, _RESOURCE_FIELDS) for one in hosted), *({} for _ in files)]
    return Parcel(
        {**body, "private": not public},
        tuple(
            {"type": "main", **_only(one, _REMOTE_FIELDS), "filetype": "remote"} for one in remote
        ),
        tuple(zip(files, told, strict=False)),
        tuple(str(one.get("title") or "") for one in hosted[len(files) :]),
    )


def _only(document: Document, names: Sequence[str]) -> Document:
    return {name: document[name] for name in names if document.get(name) is not None}


class Sender:
    """Calls one portal with one key.

    Args:
        address: of the portal, without ``/api/1``.
        key: hers; it is sent to that address and nowhere else.
        tell: told in French of each step.
    """

    def __init__(self, address: str, key: str, tell: Tell = lambda _line: None) -> None:
        self._address = address.rstrip("/")
        self._host = urlsplit(address).hostname or address
        self._key = key
        self._tell = tell

    def send(self, parcel: Parcel) -> Sent:
        """Create the record, add its resources, and read it back.

        Raises:
            OuvroirError: the portal cannot be reached, or refuses.
        """
        dataset = self._call("POST", "datasets/", json=parcel.record)
        identifier = str(dataset["id"])
        state = "en brouillon" if dataset.get("private") else "publique"
        self._tell(f"Fiche créée, {state} : {identifier}")
        path = f"datasets/{quote(identifier, safe='')}/"
        try:
            # A new resource goes first: sent from the last, they end in the order of the record.
            for remote in reversed(parcel.remote):
                self._call("POST", f"{path}resources/", json=remote)
                self._tell(f"Ressource distante ajoutée : {remote.get('title', '')}")
            for file, described in reversed(parcel.files):
                self._upload(path, file, described)
        except OuvroirError as error:
            raise OuvroirError(
                error.code,
                error.message,
                f"{error.hint} La fiche {identifier} existe déjà, sans toutes ses ressources : "
                "complétez-la ou supprimez-la sur sa page avant de recommencer.".strip(),
            ) from error
        final = self._call("GET", path)
        return Sent(final, tuple(_differences(parcel.record, final)))

    def _upload(self, path: str, file: Path, described: Document) -> None:
        with _opened(file) as stream:
            resource = self._call(
                "POST", f"{path}upload/", files={"file": (file.name, stream)}, timeout=_FILE_SECONDS
            )
        # The upload takes the file alone: without this, its name stays for a title.
        body = {"title": file.stem, "type": "main", **described}
        self._call("PUT", f"{path}resources/{quote(str(resource['id']), safe='')}/", json=body)
        self._tell(f"Fichier envoyé : {file.name}")

    def _call(self, method: str, path: str, timeout: int = _SECONDS, **sent: Any) -> Any:
        import requests

        try:
            answer = requests.request(
                method,
                f"{self._address}/api/1/{path}",
                # A redirect could take the key elsewhere.
                allow_redirects=False,
                headers={"X-API-KEY": self._key, "User-Agent": "ouvroir"},
                timeout=timeout,
                **sent,
            )
        except requests.RequestException as error:
            raise OuvroirError(
                "portal-out-of-reach",
                french(f"Le portail {self._host} n'a pas répondu ({type(error).__name__})."),
                "Vérifiez qu'il est démarré et que son adresse est la bonne.",
            ) from error
        if not 200 <= answer.status_code < 300:
            raise _refused(self._host, answer.status_code, _json_of(answer))
        return _json_of(answer) or {}


def _opened(file: Path) -> Any:
    try:
        return file.open("rb")
    except OSError as error:
        raise OuvroirError(
            "unreadable-file",
            french(f"Le fichier {file.name} ne peut pas être lu : {error.strerror}."),
            "Vérifiez son nom et ses droits.",
        ) from error


def _json_of(answer: Any) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _refused(host: str, status: int, body: Any) -> OuvroirError:
    """Tell a refusal: our own explanation where there is one, else the portal's words."""
    told = body if isinstance(body, dict) else {}
    words = "; ".join(_texts(told.get("errors") or told.get("message") or told.get("error")))
    return OuvroirError(
        "portal-refused",
        french(f"Le portail {host} a refusé (code {status}) : {words or 'sans explication'}."),
        str(told.get("explication") or french(_HINTS.get(status, ""))),
    )


_HINTS = {
    301: "Il renvoie ailleurs ; la clé n'y est pas envoyée. Vérifiez l'adresse.",
    302: "Il renvoie ailleurs ; la clé n'y est pas envoyée. Vérifiez l'adresse.",
    308: "Il renvoie ailleurs ; la clé n'y est pas envoyée. Vérifiez l'adresse.",
    400: "Corrigez les champs nommés, puis recommencez.",
    401: "La clé n'est pas reconnue : chaque portail a les siennes.",
    403: "La clé ne donne pas ce droit : êtes-vous membre de cette organisation ?",
    413: "L'envoi est trop volumineux.",
    429: "Trop d'appels : attendez une minute.",
}


def _texts(errors: Any, name: str = "") -> list[str]:
    """Flatten errors of any of the portal's shapes into « field : text »."""
    if isinstance(errors, dict):
        return [one for key, value in errors.items() for one in _texts(value, str(key))]
    if isinstance(errors, list):
        return [one for value in errors for one in _texts(value, name)]
    return [f"{name} : {errors}" if name else str(errors)] if errors else []


def _differences(sent: Document, kept: Document) -> list[str]:
    return [
        french(f"{name} : envoyé « {_short(sent[name])} », gardé « {_short(kept.get(name))} »")
        for name in _COMPARED
        if name in sent and sent[name] != kept.get(name)
    ]


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"

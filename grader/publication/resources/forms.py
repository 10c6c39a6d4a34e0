"""The form of a resource: what a body names is read, what it does not name is kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from grader.publication.documents import Document, new_resource_id
from grader.publication.portal import Portal
from grader.publication.problems import form_problem
from grader.publication.reference import CHECKSUM_TYPES, RESOURCE_TYPES
from grader.publication.resources.addresses import is_sound_address
from grader.publication.resources.declared import declared_schema
from grader.publication.resources.view import resource_url

REQUIRED = "Ce champ est requis."
NOT_A_CHOICE = "N'est pas un choix valide."
UNSUPPORTED = "Unsupported data type"
_LONGEST_TITLE = 350
_LONGEST_DESCRIPTION = 100_000
_FILETYPES = ("file", "remote")
#: Keys of ``extras`` that services of the platform write.
RESERVED_EXTRAS = re.compile(r"(?:analysis|check|csv-export|validation-report):.*|dcat", re.DOTALL)
#: What a hosted file says of itself: what a producer sends there is ignored, without an error.
_OF_THE_FILE = frozenset({"url", "format", "filesize", "mime", "checksum", "filetype"})


@dataclass
class _Form:
    """A body as it is read: the resource it makes, and what is wrong with it."""

    raw: Document
    resource: Document
    errors: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def refuse(self, name: str, error: Any, explanation: str) -> None:
        self.errors[name] = error
        self.told.append(explanation)


def new_resource(portal: Portal) -> Document:
    """Give a resource with nothing in it but its identifier and its dates."""
    now = portal.now()
    return {
        "id": new_resource_id(),
        "title": "",
        "description": None,
        "filetype": "file",
        "type": "other",
        "url": "",
        "path": None,
        "format": None,
        "mime": None,
        "filesize": None,
        "checksum": None,
        "schema": None,
        "extras": {},
        "harvest": None,
        "created_at": now,
        "last_modified": now,
        "history": [],
        "columns": {},
    }


def resource_from_form(portal: Portal, raw: Any, stored: Document | None) -> Document:
    """Read a resource from what a caller sent; nothing is kept here.

    Args:
        portal: who calls, which schemas are known.
        raw: JSON value.
        stored: the resource that is changed: fields that are not sent are its own. None to
            make one.

    Returns:
        A resource of its own. ``filetype`` is that of ``stored``, whatever was sent.

    Raises:
        Problem: 400; its body is ``{"errors": {field: [texts]}}``.
    """
    if not isinstance(raw, dict):
        raise form_problem(
            {"resource": [UNSUPPORTED]}, "Une ressource s'écrit comme un objet JSON."
        )
    resource = copy.deepcopy(stored) if stored is not None else new_resource(portal)
    hosted = stored is not None and stored["filetype"] == "file"
    form = _Form({k: v for k, v in raw.items() if not (hosted and k in _OF_THE_FILE)}, resource)
    _read_texts(form)
    _read_choices(form, changing=stored is not None)
    if not hosted:
        _read_address(portal, form)
        _read_size(form)
        _read_checksum(form)
    _read_extras(portal, form)
    _read_schema(portal, form)
    if form.errors:
        raise form_problem(form.errors, " ".join(dict.fromkeys(form.told)))
    if stored is not None and resource != stored:
        resource["last_modified"] = portal.now()
    return resource


def _read_texts(form: _Form) -> None:
    _text(form, "title", _LONGEST_TITLE)
    if "title" not in form.errors and not form.resource["title"].strip():
        form.refuse("title", [REQUIRED], "Donnez un titre (« title ») à la ressource.")
    _text(form, "description", _LONGEST_DESCRIPTION)
    _text(form, "mime", _LONGEST_TITLE)
    _text(form, "format", _LONGEST_TITLE, lambda text: text.strip().lower())
    for name in ("description", "mime", "format"):
        form.resource[name] = form.resource.get(name) or None


def _text(
    form: _Form, name: str, longest: int, clean: Callable[[str], str] = lambda text: text
) -> None:
    if name not in form.raw:
        return
    value = form.raw[name]
    if isinstance(value, list | dict):
        form.refuse(name, [UNSUPPORTED], f"« {name} » doit être un texte.")
        return
    text = "" if value is None else clean(str(value))
    if len(text) > longest:
        error = f"Le champ ne peut pas contenir plus de {longest} caractères."
        form.refuse(name, [error], f"Raccourcissez « {name} » : {longest} caractères au plus.")
        return
    form.resource[name] = text


def _read_choices(form: _Form, *, changing: bool) -> None:
    if "type" in form.raw:
        if form.raw["type"] in tuple(RESOURCE_TYPES):
            form.resource["type"] = form.raw["type"]
        else:
            listed = ", ".join(RESOURCE_TYPES)
            form.refuse("type", [NOT_A_CHOICE], f"« type » se choisit parmi : {listed}.")
    if changing or "filetype" not in form.raw:
        return
    if form.raw["filetype"] in _FILETYPES:
        form.resource["filetype"] = form.raw["filetype"]
    else:
        form.refuse(
            "filetype",
            [NOT_A_CHOICE],
            "« filetype » vaut « remote » pour une adresse ailleurs ; « file » est réservé aux "
            "fichiers déposés.",
        )


def _read_address(portal: Portal, form: _Form) -> None:
    if "url" not in form.raw and form.resource.get("path"):
        return
    url = form.raw.get("url", form.resource["url"])
    if url is None or not str(url).strip():
        form.refuse("url", [REQUIRED], "Donnez l'adresse (« url ») de la ressource distante.")
        return
    url = str(url).strip()
    if form.resource.get("path") and url == resource_url(portal, form.resource):
        # The address just read is sent back: the file that replaced the remote one stays.
        return
    if not is_sound_address(url):
        form.refuse(
            "url",
            [f'URL invalide "{url}"'],
            "Une adresse commence par https:// (ou http, ftp, ftps), sans espace, et nomme un "
            "site complet. La vraie plateforme refuse aussi les adresses locales et privées, "
            "que ce bac à sable accepte.",
        )
        return
    form.resource["url"], form.resource["path"] = url, None


def _read_size(form: _Form) -> None:
    if "filesize" not in form.raw:
        return
    value = form.raw["filesize"]
    if value is None or value == "":
        form.resource["filesize"] = None
        return
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 2**63:
        error = "N'est pas un nombre entier valide."
        form.refuse("filesize", [error], "« filesize » est un nombre entier d'octets.")
        return
    form.resource["filesize"] = number


def _read_checksum(form: _Form) -> None:
    if "checksum" not in form.raw:
        return
    sent = form.raw["checksum"]
    if not sent:
        form.resource["checksum"] = None
        return
    if not isinstance(sent, dict):
        form.refuse("checksum", [UNSUPPORTED], '« checksum » s\'écrit {"type": …, "value": …}.')
        return
    kind, value = sent.get("type") or "sha1", sent.get("value")
    errors: dict[str, list[str]] = {}
    if not isinstance(kind, str) or kind not in CHECKSUM_TYPES:
        errors["type"] = [NOT_A_CHOICE]
    if value is None or not str(value).strip():
        errors["value"] = [REQUIRED]
    if errors:
        kinds = ", ".join(CHECKSUM_TYPES)
        form.refuse(
            "checksum",
            errors,
            f"Une empreinte a un type ({kinds}) et une valeur (« value »), tous deux lisibles.",
        )
        return
    form.resource["checksum"] = {"type": kind, "value": str(value)}


def _read_extras(portal: Portal, form: _Form) -> None:
    """Replace the producer's keys as a whole; those of the platform stay and are not sent."""
    if "extras" not in form.raw:
        return
    sent = form.raw["extras"]
    if sent is None:
        sent = {}
    if not isinstance(sent, dict):
        form.refuse("extras", [UNSUPPORTED], "« extras » s'écrit comme un objet JSON.")
        return
    if portal.sysadmin:
        form.resource["extras"] = dict(sent)
        return
    stored = form.resource.get("extras") or {}
    kept = {key: value for key, value in stored.items() if RESERVED_EXTRAS.fullmatch(key)}
    theirs = {key: value for key, value in sent.items() if not RESERVED_EXTRAS.fullmatch(key)}
    form.resource["extras"] = {**theirs, **kept}


def _read_schema(portal: Portal, form: _Form) -> None:
    if "schema" not in form.raw:
        return
    found = declared_schema(portal, form.raw["schema"])
    if found.errors is not None:
        form.refuse("schema", found.errors, found.explanation)
        return
    form.resource["schema"] = found.schema
